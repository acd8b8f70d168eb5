"""Recibos do dia: what was received and undone, newest first; printed again, reversed, or looked at whole."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crediario.documents.wording import receipt_number
from crediario.domain.br import format_amount
from crediario.domain.errors import KnownFailure
from crediario.services.core import Topic
from crediario.services.papers import issue_receipt
from crediario.services.receipts import (
    ALL_TILLS,
    ReceiptEntry,
    ReceiptFilter,
    ReceiptsPage,
    receipts_page,
)
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, OneReceipt, Receipts, ReversePayment, Screen, Shell
from crediario.ui.paged_list import PagedList
from crediario.ui.receipts import receipt_words
from crediario.ui.receipts.filter_bar import FilterBar
from crediario.ui.second_copy import second_copy
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.cells import Cell, TagCell, Text
from crediario.ui.widgets.layout import column, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table


class ReceiptsScreen(Screen):
    """Day, number and till above; Enter opens the receipt with the frame."""

    title = receipt_words.TITLE
    area = Area.PAYMENTS
    refreshes_on = frozenset({Topic.RECEIVABLES, Topic.CASH})
    manual = "recibos"

    def __init__(self, shell: Shell, _: Receipts) -> None:
        super().__init__(shell)
        self.filters = FilterBar(shell.today, may_see_all=shell.ctx.operator.may(ALL_TILLS))
        self.table = self._table()
        self.pane = Pane(self.table, EmptyState("receipt", ""), "Buscando os recibos…")
        self.pages = PagedList(shell, self.table, receipts_page, ReceiptFilter(day=shell.today()))
        self.list = Card(" ", flush=True)
        self.list.add(row(self.filters, 1, margin=(Gap.X10, Gap.X8)), self.pane, 1)
        self.list.body.setSpacing(0)
        self.place(column(self.list, 1))
        self._listen()

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The rows as far as they were read."""
        self.pane.wait()
        self.pages.again()

    def first_focus(self) -> QWidget:
        """The rows; the number while there are none."""
        return self.table if self.pane.currentWidget() is self.table else self.filters.number

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        narrowed = self.filters.is_narrowing
        return (
            *self._row_keys(),
            Action("filter", run=self.filters.ask, label="Número"),
            Action("all_bands", run=self._show_today, label="Hoje", in_bar=narrowed),
            Action("back", run=self._back, label="Voltar"),
        )

    def _row_keys(self) -> Sequence[Action]:
        found = self.table.current_row()
        if found is None:
            return ()
        prints = self.shell.ctx.operator.may("print_papers")
        stands = receipt_words.state(found) is receipt_words.STANDING
        return (
            Action("move", label="Recibo"),
            Action("next_field", label="Abrir"),
            *((Action("print", run=self.print, label="2ª via"),) if stands and prints else ()),
            *((Action("undo", run=self.reverse, label="Estornar"),) if stands else ()),
            Action("customer", run=self.open_customer, label="Ficha"),
        )

    # -- acting ----------------------------------------------------------------------------------------------

    def print(self) -> None:
        """F9: one more copy of the receipt with the frame, counted."""
        found = self.table.current_row()
        if found is not None:
            name = f"recibo-{receipt_number(found.number)}"
            second_copy(self.shell, self, issue_receipt, found.receipt_id, name)

    def reverse(self) -> None:
        """Ctrl+Z: what undoing it would do, before anything is done."""
        found = self.table.current_row()
        if found is not None:
            self.shell.navigation.open(ReversePayment(found.receipt_id))

    def open_customer(self) -> None:
        """The ficha of whoever paid."""
        found = self.table.current_row()
        if found is not None:
            self.shell.navigation.open_customer(found.customer_id)

    def _open_row(self, found: ReceiptEntry) -> None:
        self.shell.navigation.open(OneReceipt(found.receipt_id))

    def _show_today(self) -> None:
        self.filters.reset()
        self._look_for()
        self._to_rows()

    def _back(self) -> None:
        """From the fields to the rows; from one number to the day; then away."""
        if self.filters.wanted_number is not None:
            self.filters.forget_number()
            self._to_rows()
        elif self.filters.has_focus and self.table.rows():
            self._to_rows()
        else:
            self.shell.navigation.back()

    def _to_rows(self) -> None:
        self.first_focus().setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- the rows --------------------------------------------------------------------------------------------

    def _look_for(self) -> None:
        bar = self.filters
        self.pages.change(day=bar.wanted_day, all_tills=bar.till.value(), number=bar.wanted_number)

    def _arrived(self, page: ReceiptsPage) -> None:
        wanted = self.pages.wanted
        said = (wanted.day, self.shell.today(), wanted.number)
        self.list.title.setText(receipt_words.list_title(*said))
        self.pane.empty.say(*receipt_words.nothing(*said))
        had_rows = self.table.hasFocus()
        self.pane.show_content(is_empty=not page.rows)
        self._show_found()
        if (had_rows or not self.filters.has_focus) and self.isVisible():
            self._to_rows()
        self.keys_changed.emit()

    def _show_found(self) -> None:
        rows = self.table.rows()
        self.list.hint.setText(receipt_words.found_words(rows, more=self.pages.has_more) if rows else "")

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)
        self.list.hint.setText("")

    @property
    def _zone(self) -> tzinfo | None:
        return self.shell.ctx.clock.now().tzinfo

    def _when(self, entry: ReceiptEntry) -> str:
        wanted = self.pages.wanted
        return receipt_words.when_words(entry, None if wanted.number else wanted.day, self._zone)

    # -- building --------------------------------------------------------------------------------------------

    def _table(self) -> Table[ReceiptEntry]:
        return Table(
            [
                Column("Recibo", receipt_words.number_words, chars=8),
                Column("Hora", self._when, chars=10),
                Column("Cliente", lambda each: each.customer_name, chars=18, stretch=3),
                Column("Valor", _amount, chars=10, align="right"),
                Column("Forma", receipt_words.methods_words, chars=12, stretch=1, optional=True),
                Column(
                    "Caixa", lambda each: f"{each.till_number:02d}", chars=5, align="right", optional=True
                ),
                Column("Quem", lambda each: each.operator_name, chars=9, stretch=1, optional=True),
                Column("Situação", _state, chars=12),
            ],
            name=receipt_words.TITLE,
            key=lambda each: each.payment_id,
        )

    def _listen(self) -> None:
        self.filters.changed.connect(self._look_for)
        self.filters.left.connect(self._to_rows)
        self.pages.arrived.connect(self._arrived)
        self.pages.grew.connect(self._show_found)
        self.pages.refused.connect(self._failed)
        self.table.opened.connect(self._open_row)
        self.table.current_changed.connect(lambda _: self.keys_changed.emit())


def _state(entry: ReceiptEntry) -> Cell:
    said = receipt_words.state(entry)
    return TagCell(said.words, said.tone, said.icon)


def _amount(entry: ReceiptEntry) -> Text:
    """What was undone is not added up by whoever reads down the column."""
    if entry.amount is None:
        return Text("—", "text3")
    stands = receipt_words.state(entry) is receipt_words.STANDING
    return Text(format_amount(entry.amount), "text" if stands else "text3", bold=stands)
