"""The upper part of the ficha: who it is, and three cards: what is open, how they pay, the most they owed."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from crediario.services.ficha import CustomerCard
from crediario.services.negotiation import AgreementLine
from crediario.ui.customers import card_words
from crediario.ui.customers.photo import CustomerPhoto
from crediario.ui.messages import missing_words
from crediario.ui.navigation import Shell
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Note, Tag
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.paint import TagTone


class Head(QWidget):
    """Who it is, and what can be done with them."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._avatar = CustomerPhoto(shell)
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
        ways = row(self.negotiate, self.sell, self.receive, None)
        self._whole: QBoxLayout = row(row(self._avatar, said, 1), 1, ways)
        self.setLayout(self._whole)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_card(self, card: CustomerCard) -> None:
        """Show the customer."""
        self._avatar.show_customer(card.customer_id, card.name)
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
        ways, narrow = QBoxLayout.Direction, self.width() < px(Size.HEAD_FOLD)
        self._whole.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
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
