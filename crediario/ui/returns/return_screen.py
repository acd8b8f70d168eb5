"""Cancelar ou devolver: what comes back, what it does to each installment, and what goes back how."""

import uuid
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_amount, format_money
from crediario.domain.errors import KnownFailure, Refusal
from crediario.domain.money import Money
from crediario.services.core import Topic
from crediario.services.return_papers import issue_return
from crediario.services.returns import (
    ReturnDesk,
    Returned,
    ReturnedItem,
    ReturnLine,
    ReturnOrder,
    ReturnResult,
    return_desk,
    return_sale,
)
from crediario.ui.dialogs import Question
from crediario.ui.done_head import DoneHead
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, CustomerCard, ReturnGoods, Screen, Shell
from crediario.ui.returns import return_words
from crediario.ui.returns.item_rows import ItemRows
from crediario.ui.returns.reason_box import ReasonBox
from crediario.ui.second_copy import second_copy
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Canhoto, Card, Note, SumLine
from crediario.ui.widgets.cells import Cell, Text
from crediario.ui.widgets.current_stack import CurrentStack
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.keyboard import go_to
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, SidePane, clear, column, holder, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table

LEAVE = Question("Sair sem gravar a devolução?", "As quantidades digitadas se perdem.", yes="Sair sem gravar")


class ReturnScreen(Screen):
    """Nothing is written before F10; every number is explained before it."""

    title = "Cancelar ou devolver"
    area = Area.CUSTOMERS
    refreshes_on = frozenset({Topic.RECEIVABLES})
    manual = "devolucao"

    def __init__(self, shell: Shell, place: ReturnGoods) -> None:
        super().__init__(shell)
        self._sale_id, self._request_id = place.sale_id, str(uuid.uuid4())
        self.desk: ReturnDesk | None = None
        self.result: ReturnResult | None = None
        self.done: Returned | None = None
        self.items = ItemRows()
        self.lines = _lines(self._due)
        self.refund_by = Combo(return_words.REFUNDS)
        self.reason = ReasonBox(return_words.REASONS, narrow=True)
        self.note = Note(tone="att")
        self._build()
        self.items.changed.connect(self._count)

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The sale as it stands now; what was typed stays."""
        if self.done is None:
            self.shell.tasks.run(self, return_desk, self._came, self._sale_id, on_refused=self._not_possible)

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        if self.done is not None:
            return (
                Action("print", run=self.print, label="Imprimir comprovante"),
                Action("next_field", run=self._leave, label="Ficha do cliente"),
                Action("back", run=self._leave, label="Voltar"),
            )
        return (
            Action("next_field"),
            Action("mark_late", run=self.items.all_or_none, label="Tudo voltou"),
            Action("conclude", run=self.conclude, label="Gravar"),
            Action("back", label="Voltar"),
        )

    def can_leave(self) -> bool:
        """Ask once when something was chosen."""
        typed = self.done is None and bool(self.items.chosen())
        return not typed or self.shell.dialogs.ask(self, LEAVE)

    def first_focus(self) -> QWidget | None:
        """The first quantity."""
        return self.items.first_edit() or self.primary

    # -- acting ----------------------------------------------------------------------------------------------

    def conclude(self) -> None:
        """F10: once, whatever is pressed again."""
        reason = self.reason.value()
        wrong = self.items.wrong_edit()
        if wrong is not None:
            go_to(wrong)
        elif self.desk is None or self.result is None:
            self._say_what_lacks()
        elif not reason:
            self.reason.go_to_missing()
        else:
            order = self._order(self.desk, self.result, reason)
            self.shell.tasks.run(
                self, return_sale, self._written, order, on_refused=self._refused, busy=self.primary
            )

    def _say_what_lacks(self) -> None:
        self._count()
        first = self.items.first_edit()
        if self.desk is not None and first is not None and self.note.isHidden():
            self.note.show_note(return_words.NOTHING_CHOSEN)
            go_to(first)

    def print(self) -> None:
        """F9: the paper both sides sign."""
        if self.done is not None:
            name = f"devolucao-{self.done.number}"
            second_copy(self.shell, self, issue_return, self.done.return_id, name)

    def _order(self, desk: ReturnDesk, result: ReturnResult, reason: str) -> ReturnOrder:
        chosen = self.items.chosen()
        return ReturnOrder(
            request_id=self._request_id,
            sale_id=self._sale_id,
            customer_id=desk.facts.customer_id,
            items=() if self.items.is_all else tuple(ReturnedItem(*each) for each in chosen.items()),
            whole=self.items.is_all,
            refund_by=self.refund_by.value(),
            shown_settled=result.settled,
            shown_refund=result.refund,
            reason=reason,
        )

    def _written(self, done: Returned) -> None:
        self.done = done
        self.head.say(return_words.done_title(done), return_words.done_about(done))
        self.head.amount.setText(format_money(done.refund) if done.refund else "")
        self._pages.setCurrentWidget(self._done_page)
        self.keys_changed.emit()
        self.out.setFocus()

    def _refused(self, failure: KnownFailure) -> None:
        """Nothing typed is lost; what the sale says may be out of date."""
        self.shell.dialogs.warn(self, words(failure))
        self.reload()

    def _leave(self) -> None:
        if self.done is not None:
            self.shell.navigation.replace(CustomerCard(self.done.customer_id))

    # -- showing ---------------------------------------------------------------------------------------------

    def _came(self, desk: ReturnDesk) -> None:
        is_first, self.desk = self.desk is None, desk
        facts = desk.facts
        self.sale.setText(f"Carnê {facts.contract_number} · {facts.customer_name}")
        self.items.show_items(facts.items, only_whole=facts.sale.only_whole)
        self.pane.show_content(is_empty=False)
        self._count()
        self.keys_changed.emit()
        first = self.items.first_edit()
        if is_first and first is not None:
            # Just made, it would be shown only with the next event, and take no focus before.
            first.show()
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_possible(self, failure: KnownFailure) -> None:
        said = words(failure)
        self.empty.say(said.title, said.rest, icon="ban")
        self.pane.show_content(is_empty=True)

    def _count(self) -> None:
        """Everything the choice would do, at every key."""
        if self.desk is None:
            return
        self.result, said = None, self.items.error
        if self.items.chosen() or self.items.is_all:
            try:
                self.result = self.desk.returned(self.items.chosen(), whole=self.items.is_all)
            except Refusal as refusal:
                said = return_words.nothing_words(refusal)
        self.note.setVisible(bool(said))
        if said:
            self.note.show_note(said)
        self._show_result()

    def _show_result(self) -> None:
        result, desk = self.result, self.desk
        clear(self._sums)
        if result is None or desk is None:
            self.lines.set_rows(())
            self.back.setText(format_money(Money.ZERO))
            self._refund.hide()
            self.primary_button.set_words("Gravar devolução")
            return
        self.lines.set_rows(result.lines)
        for name, said in return_words.sums(result, desk.points_back(result) if desk.points_on else 0):
            self._sums.addWidget(SumLine(name, said))
        self.back.announce(format_money(result.refund))
        self._refund.setVisible(bool(result.refund))
        self.primary_button.set_words("Cancelar a venda" if result.is_whole else "Gravar devolução")

    def _due(self, line: ReturnLine) -> str:
        return return_words.due_words(line, self.desk) if self.desk else return_words.DASH

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.sale = label("", "heading", elide=True)
        top = Card("O que voltou", "digite quantos de cada").add(self.items)
        table = Card("Como ficam as parcelas", flush=True).add(self.lines, 1)
        main = holder(column(self.sale, top, self.note, table, 1, gap=Gap.X12))
        self.note.hide()
        self.empty = EmptyState("ban", "Esta venda não pode voltar")
        self.pane = Pane(SidePane(ScrollArea(main), self._side()), self.empty, "Somando a venda…")
        self._done_page = self._done()
        self._pages = CurrentStack()
        self._pages.addWidget(self.pane)
        self._pages.addWidget(self._done_page)
        self.place(self._pages)
        # The lines explain and ask nothing: Enter goes from the goods to how they are paid back.
        self.setTabOrder(self.primary_button, self.lines)

    def _side(self) -> QWidget:
        side = Canhoto()
        self._sums = column(gap=Gap.X6)
        side.top.addWidget(label("A conta", "name"))
        side.top.addLayout(self._sums)
        self.back = label("", "amount", align=Qt.AlignmentFlag.AlignRight)
        self._refund = Field("Como devolver", self.refund_by)
        self.primary_button = KeyButton("Gravar devolução", "F10", "primary")
        self.primary_button.clicked.connect(self.conclude)
        self.primary = self.primary_button
        side.body.addWidget(label("Devolver a quem comprou", "office", "text2"))
        for widget in (self.back, self._refund, self.reason):
            side.body.addWidget(widget)
        side.body.addStretch(1)
        side.body.addWidget(self.primary_button)
        return side

    def _done(self) -> QWidget:
        self.head = DoneHead()
        paper = KeyButton("Imprimir comprovante", "F9", size="large", icon="printer")
        self.out = KeyButton("Ficha do cliente", "Enter", "primary", size="large")
        paper.clicked.connect(self.print)
        self.out.clicked.connect(self._leave)
        return holder(column(self.head, row(paper, self.out, None, gap=Gap.X12), None, gap=Gap.X16))


def _lines(due: Callable[[ReturnLine], str]) -> Table[ReturnLine]:
    return Table(
        [
            Column("Parcela", return_words.slip_words, chars=8, stretch=1),
            Column("Vencimento", due, chars=10, stretch=2, optional=True),
            Column("Era", lambda line: format_amount(line.before), 9, "right", 2),
            Column("Fica", lambda line: Text(format_amount(line.after), bold=True), 9, "right", 2),
            Column("A pagar", lambda line: return_words.amount_words(line.open_after), 9, "right", 2),
            Column("De volta", _given_back, chars=9, align="right", stretch=2),
        ],
        name="Como ficam as parcelas",
        key=lambda line: line.installment_id or 0,
    )


def _given_back(line: ReturnLine) -> Cell:
    said = return_words.amount_words(line.given_back)
    return Text(said, "ok" if line.given_back else "text2")
