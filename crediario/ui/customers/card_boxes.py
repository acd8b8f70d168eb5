"""The upper part of the ficha: who it is, and three cards: what is open, how they pay, the most they owed."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crediario.domain.br import format_amount, format_money
from crediario.services.ficha import CustomerCard
from crediario.services.negotiation import AgreementLine
from crediario.ui.customers import card_words
from crediario.ui.messages import missing_words
from crediario.ui.theme import Gap, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Avatar, Card, Legend, Note, Tag
from crediario.ui.widgets.charts import PunctualityStrip, Share, ShareBar
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.paint import TagTone
from crediario.ui.words import initials


class Head(QWidget):
    """Who it is, and what can be done with them."""

    def __init__(self) -> None:
        super().__init__()
        self._avatar = Avatar(large=True)
        self._name = label("", "heading", elide=True)
        self._standing = Tag()
        self.points = Tag()
        self.agreement = Tag()
        self.agreement.hide()
        self._number = label("", "office", "text2")
        self.show_number = KeyButton("", kind="quiet", size="small", icon="eye")
        self.show_number.setAccessibleName("Mostrar o CPF inteiro")
        self.show_number.setToolTip("Mostrar o CPF inteiro; a consulta fica registrada")
        self._facts = label("", "office", "text2", elide=True)
        self.negotiate = KeyButton("Negociar", "F8", icon="handshake")
        self.negotiate.hide()
        self.sell = KeyButton("Vender", "F2", icon="shopping-cart")
        self.receive = KeyButton("Receber", "F4", "primary", icon="hand-coins")
        first = row(self._name, self._standing, self.agreement, self.points, None, gap=Gap.X10)
        first.setStretch(4, 1)
        self._line = holder(first)
        self._points = ""
        second = row(self._number, self.show_number, self._facts, 1, gap=Gap.X6)
        said = column(self._line, second, gap=Gap.NONE)
        self.setLayout(row(self._avatar, said, 1, self.negotiate, self.sell, self.receive))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_card(self, card: CustomerCard) -> None:
        """Show the customer."""
        self._avatar.show_initials(initials(card.name))
        self._name.setText(card.name)
        self._name.setToolTip(card.name)
        stands = card_words.standing(card)
        self._standing.show_tag(stands.words, stands.tone or "plain", stands.icon)
        self._points = card_words.points_tag(card)
        self.points.show_tag(self._points, "plain", "award")
        self._fit()
        self._number.setText(card_words.number_words(card))
        self.show_number.setVisible(bool(card.document_masked))
        self._facts.setText("   ".join(card_words.facts(card)))
        self._facts.setToolTip(self._facts.text())

    def show_agreements(self, agreements: Sequence[AgreementLine]) -> None:
        """Em acordo, while the newest with something open is not paid to its end."""
        running = next((line for line in agreements if line.open), None)
        self.agreement.setVisible(running is not None)
        if running is not None:
            tone: TagTone = "att" if running.late else "pri"
            self.agreement.show_tag(f"em acordo nº {running.number}", tone, "handshake")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the name needs the room, the points are left to their tab, which says the balance too."""
        beside = [each for each in (self._standing, self.agreement) if each.isVisibleTo(self)]
        tags = sum(each.width() + px(Gap.X10) for each in (*beside, self.points))
        fits = self._name.sizeHint().width() + tags <= self._line.width()
        self.points.setVisible(bool(self._points) and fits)

    def show_document(self, card: CustomerCard, document: str | None) -> None:
        """The number whole, until the ficha is read again."""
        self._number.setText(card_words.number_words(card, document or ""))
        self.show_number.hide()


class MissingNote(Note):
    """Cadastro incompleto: what is missing, and the way to fill it in."""

    def __init__(self) -> None:
        super().__init__(tone="att", icon="triangle-alert")
        self.complete = KeyButton("Completar cadastro", "Ctrl+E", size="small")
        self.side.addWidget(self.complete)
        self.hide()

    def show_card(self, card: CustomerCard) -> None:
        """Name what is missing; gone when nothing is."""
        self.hide()
        if card.missing:
            self.show_note(
                bold("Cadastro incompleto. "), f"Para comprar a prazo falta: {missing_words(card.missing)}."
            )


class OpenBox(Card):
    """Everything open: what is late today with its charges, and what is not yet due."""

    def __init__(self) -> None:
        super().__init__()
        self._total = label("", "kpi")
        self._charges = label("", "office", "text2", elide=True)
        self._bar = ShareBar()
        self._late = Legend("", "late")
        self._not_due = Legend("", "aok")
        for legend in (self._late, self._not_due):
            legend.setMinimumHeight(px(Gap.X20))
        self.add(
            column(label("Em aberto hoje", "body_bold"), self._total, self._charges, gap=Gap.X2),
            None,
            self._bar,
            row(self._late, self._not_due, None, gap=Gap.X14),
        )
        self.body.setSpacing(px(Gap.X6))

    def show_card(self, card: CustomerCard) -> None:
        """The sums of the rows below."""
        totals = card.totals
        self._total.announce(format_money(totals.today))
        self._charges.setText(card_words.charges_words(card))
        shares = [
            Share(totals.late_today, "late", "em atraso"),
            Share(totals.not_due, "aok", "a vencer"),
        ]
        self._bar.show_shares(totals.today, shares)
        self._late.set_words(f"{format_amount(totals.late_today)} em atraso")
        self._late.setVisible(bool(totals.late_count))
        self._not_due.set_words(f"{format_amount(totals.not_due)} a vencer")
        self._not_due.setVisible(bool(totals.not_due))


class PaceBox(Card):
    """Pontualidade: how many on time, the last 24 one by one, and the delays."""

    def __init__(self) -> None:
        super().__init__()
        self._on_time = label("", "name", elide=True)
        self._delay = label("", "office", "text2", elide=True)
        self._strip = PunctualityStrip()
        legends = (
            Legend("em dia", "ok"),
            Legend("até 15 dias", "att"),
            Legend("mais de 15 ou em aberto", "late"),
        )
        self._legends = holder(row(*legends, None, gap=Gap.X14))
        self.add(
            column(label("Pontualidade", "body_bold"), self._on_time, self._delay, gap=Gap.X2),
            None,
            self._strip,
            self._legends,
        )
        self.body.setSpacing(px(Gap.X6))

    def set_compact(self, compact: bool) -> None:
        """In low windows the colours go unexplained: height says the same."""
        self._legends.setVisible(not compact)

    def show_card(self, card: CustomerCard) -> None:
        """How this customer pays."""
        known = card.punctuality
        self._on_time.setText(card_words.on_time_words(known))
        self._delay.setText(card_words.delay_words(known))
        self._strip.show_marks([card_words.MARKS[each.pace] for each in known.strip])


class PeakBox(Card):
    """Maior acúmulo: the most ever owed at the end of a day."""

    def __init__(self) -> None:
        super().__init__()
        self._amount = label("", "kpi")
        self._hint = label("o máximo já em aberto, sem encargos", "office", "text2", wrap=True)
        self._bought = label("", "office", "text2", elide=True)
        self.add(
            column(label("Maior acúmulo", "body_bold"), self._amount, gap=Gap.X2),
            self._hint,
            self._bought,
            None,
        )
        self.body.setSpacing(px(Gap.X6))

    def set_compact(self, compact: bool) -> None:
        """In low windows the name has to do."""
        self._hint.setVisible(not compact)

    def show_card(self, card: CustomerCard) -> None:
        """The most, and over how many purchases."""
        self._amount.setText(format_money(card.highest_balance))
        self._bought.setText(card_words.counted(len(card.purchases), "compra", "compras"))
