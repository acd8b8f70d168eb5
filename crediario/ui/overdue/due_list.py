"""The list of A vencer."""

from collections.abc import Callable
from datetime import date

from crediario.domain.br import format_amount
from crediario.services.coming_due import DueRow, DueWindow
from crediario.ui.overdue import due_words
from crediario.ui.overdue.list_card import CustomerTable, ListCard
from crediario.ui.overdue.overdue_words import DASH, kept_words
from crediario.ui.widgets.cells import Cell, TagCell, Text
from crediario.ui.widgets.states import EmptyState
from crediario.ui.widgets.table import Column


def due_table(today: Callable[[], date], *, marks: bool) -> CustomerTable[DueRow]:
    """By the first due date; who is likely to forget has a tag."""
    return CustomerTable(
        [
            Column("Cliente", lambda each: Text(each.name), chars=17, stretch=2),
            Column("Vence", lambda each: _when(each, today()), chars=10),
            Column("Parc.", lambda each: str(each.count), chars=4, align="right"),
            Column("A vencer", _open, chars=9, align="right"),
            Column("Lembrar", _reminder, chars=17, optional=True),
            Column("Telefone", _phone, chars=14, optional=True),
            Column("Em dia", _kept, chars=7, optional=True),
            Column("Bairro", lambda each: Text(each.district, "text2"), chars=13, stretch=1, optional=True),
        ],
        name="Clientes com pagamento a vencer",
        key=lambda each: each.customer_id,
        marks=marks,
        row_height="office",
    )


def _when(row: DueRow, today: date) -> Cell:
    return Text(due_words.when_words(row.first_due, today), bold=row.first_due <= today)


def _open(row: DueRow) -> Cell:
    return Text(format_amount(row.open), bold=True)


def _reminder(row: DueRow) -> Cell:
    return TagCell(due_words.FORGETS, "att", "clock") if row.likely_to_forget else Text("")


def _phone(row: DueRow) -> Cell:
    return Text(row.phone or DASH, "text" if row.phone else "text3")


def _kept(row: DueRow) -> Cell:
    return Text(kept_words(row.on_time, row.settled), "text2")


class DueList(ListCard):
    """What falls due, by customer."""

    def __init__(self, today: Callable[[], date], *, may_take: bool) -> None:
        table = due_table(today, marks=may_take)
        empty = EmptyState("calendar-check", "")
        super().__init__(table, empty, "Buscando os vencimentos…", due_words.marked_words, may_take=may_take)

    def show_nobody(self, window: DueWindow) -> None:
        """Nothing falls due."""
        self.empty.say(*due_words.nobody_words(window))
