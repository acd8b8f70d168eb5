"""The left of Negociação: who it is, what goes into the agreement, and how much fits a month."""

from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame

from crediario.domain.br import format_amount, format_date, format_money
from crediario.services.negotiation import NegotiableRow, NegotiationDesk
from crediario.ui.negotiation import negotiation_draft as thinking
from crediario.ui.negotiation import negotiation_words
from crediario.ui.negotiation.negotiation_draft import Draft
from crediario.ui.negotiation.sums import office_line
from crediario.ui.theme import Gap, px
from crediario.ui.widgets.buttons import LinkButton
from crediario.ui.widgets.cards import Avatar, Card, Note, Tag
from crediario.ui.widgets.cells import Cell, Text
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import clear, column, row
from crediario.ui.widgets.table import Column, Table
from crediario.ui.widgets.till_edits import CounterMoneyEdit
from crediario.ui.words import initials

WHOLE_DATES = 390


@dataclass(frozen=True, slots=True)
class OfCarne:
    """A line that says whose the rows below are, where there are several carnês."""

    contract_number: int


Listed = NegotiableRow | OfCarne


class WhoBox(Card):
    """Name, masked CPF, telephone; how late, since when, and an agreement still running."""

    def __init__(self) -> None:
        super().__init__()
        self.avatar = Avatar()
        self.name = label("", "name", elide=True)
        self.contact = label("", "office", "text2", elide=True)
        self.delay, self.years, self.agreement = Tag(), Tag(), Tag()
        self.note = Note(tone="att", icon="handshake")
        head = row(self.avatar, column(self.name, self.contact, gap=Gap.X2), 1)
        tags = row(self.delay, self.years, self.agreement, None, gap=Gap.X6)
        self.add(head, tags, self.note)

    def show_desk(self, desk: NegotiationDesk) -> None:
        """The customer, and first of all an agreement that is not being kept."""
        self.avatar.show_initials(initials(desk.name))
        self.name.setText(desk.name)
        self.name.setToolTip(desk.name)
        self.contact.setText(negotiation_words.contact_words(desk))
        days = negotiation_words.worst_delay(desk)
        if days:
            self.delay.show_tag(negotiation_words.delay_words(days), "late", "clock")
        else:
            self.delay.show_tag("Em dia", "ok", "circle-check")
        self.years.show_tag(negotiation_words.years_words(desk), "plain", "history")
        self._show_agreement(desk)

    def _show_agreement(self, desk: NegotiationDesk) -> None:
        running = negotiation_words.running_agreement(desk)
        self.agreement.setVisible(running is not None)
        self.note.hide()
        if running is None:
            return
        self.agreement.show_tag("em acordo", "att" if running.late else "pri", "handshake")
        if running.late:
            self.note.show_note(bold(negotiation_words.agreement_words(running)))


class RowsBox(Card):
    """``marked`` carries the ids of the boxes checked; ``late_asked`` is the button of Ctrl+A."""

    marked = Signal(list)
    late_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Parcelas do acordo", " ", flush=True)
        self._desk: NegotiationDesk | None = None
        self._late = LinkButton("Atrasadas", "Ctrl+A")
        self.add_header(self._late)
        self.table = self._table()
        self.note = label("", "office", "text2", wrap=True)
        self.down_payments = label("", "office", "text", wrap=True)
        self._sums = column(gap=Gap.X2)
        self.due = label("", "heading")
        total = row(label("Em aberto hoje", "body_bold"), 1, self.due)
        footer = QFrame()
        footer.setObjectName("cardFooter")
        footer.setLayout(
            column(self.note, self.down_payments, self._sums, total, gap=Gap.X4, margin=(Gap.X14, Gap.X10))
        )
        self.add(self.table, 1, footer)
        self.body.setSpacing(0)
        self.table.marks_changed.connect(self._marks_changed)
        self._late.clicked.connect(self.late_asked)

    def show_desk(self, desk: NegotiationDesk) -> None:
        """Other rows, or the same with the figures of today."""
        self._desk = desk
        self.hint.setText(negotiation_words.contracts_words(desk.rows) if desk.rows else "")
        outside = negotiation_words.down_payment_words(desk)
        self.down_payments.setText(outside)
        self.down_payments.setVisible(bool(outside))
        self.table.clearSpans()
        self.table.set_rows(_listed(desk))
        for place, each in enumerate(self.table.rows()):
            if isinstance(each, OfCarne):
                self.table.setSpan(place, 0, 1, self.table.model().columnCount())

    def show_marks(self, draft: Draft, desk: NegotiationDesk) -> None:
        """Which are ticked, and what they sum to."""
        with QSignalBlocker(self.table):
            self.table.set_marked(thinking.marked_rows(draft, desk))
        self._late.setVisible(bool(thinking.late_left(draft, desk)))
        nothing = not draft.marked
        self.note.setText("Nada em atraso. Marque o que vai vencer e entra no acordo.")
        self.note.setVisible(nothing and not negotiation_words.worst_delay(desk))
        clear(self._sums)
        for name, amount in negotiation_words.marked_lines(draft, desk):
            self._sums.addWidget(office_line(name, amount))
        self.due.announce(format_money(negotiation_words.due_today(draft, desk)))

    def toggle(self) -> None:
        """Space, whoever has the focus: the row with the frame."""
        if isinstance(self.table.current_row(), NegotiableRow):
            self.table.toggle_mark(self.table.currentIndex().row())

    def _marks_changed(self) -> None:
        rows = self.table.marked_rows()
        self.marked.emit([row.installment_id for row in rows if isinstance(row, NegotiableRow)])

    def _table(self) -> Table[Listed]:
        table: Table[Listed] = Table(
            [
                Column("Parcela", _slip, chars=5),
                Column("Venceu", self._due_on, chars=6, stretch=3),
                Column("Dias", self._days, chars=6, align="right"),
                Column("Hoje", _today, chars=6, align="right", stretch=2),
            ],
            name="Parcelas do acordo",
            key=_key,
            marks=True,
            row_height="office",
            section=lambda each: f"Carnê {each.contract_number}" if isinstance(each, OfCarne) else None,
        )
        table.keep_frame()
        return table

    def _due_on(self, each: Listed) -> str:
        if isinstance(each, OfCarne):
            return ""
        whole = format_date(each.due_date)
        return whole if self.width() >= px(WHOLE_DATES) else whole[:6] + whole[-2:]

    def _days(self, each: Listed) -> Cell:
        if isinstance(each, OfCarne) or self._desk is None:
            return Text("")
        return Text(negotiation_words.situation(each, self._desk.today), "late" if each.is_late else "text2")


class BudgetBox(Card):
    """Quanto cabe por mês? Asked first: the offers follow it."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.monthly = CounterMoneyEdit(size="money")
        note = "As propostas se ajustam a este valor."
        self.add(Field("Quanto cabe por mês?", self.monthly, hint="pergunte primeiro", note=note))
        self.monthly.value_changed.connect(self.changed)


def _listed(desk: NegotiationDesk) -> list[Listed]:
    """Carnê by carnê, the one with the oldest due date first; one alone needs no line of its own."""
    by_contract: dict[int, list[Listed]] = {}
    for each in desk.rows:
        by_contract.setdefault(each.contract_number, []).append(each)
    if len(by_contract) == 1:
        return list(desk.rows)
    return [line for number, rows in by_contract.items() for line in (OfCarne(number), *rows)]


def _key(each: Listed) -> tuple[str, int]:
    if isinstance(each, OfCarne):
        return "carne", each.contract_number
    return "row", each.installment_id


def _slip(each: Listed) -> str:
    return "" if isinstance(each, OfCarne) else negotiation_words.slip_words(each)


def _today(each: Listed) -> Cell:
    return Text("") if isinstance(each, OfCarne) else Text(format_amount(each.quote.total), bold=True)
