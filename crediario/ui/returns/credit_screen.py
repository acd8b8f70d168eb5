"""Crédito na loja: what the shop owes a customer, entry by entry, and paying it out in cash."""

import uuid
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.errors import KnownFailure
from crediario.domain.store_credit import StoreCreditShort
from crediario.services.core import Topic
from crediario.services.store_credit import (
    CreditLine,
    CreditPaidOut,
    CreditStatement,
    PayOutOrder,
    credit_statement,
    pay_out_credit,
)
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, Screen, Shell, StoreCredit
from crediario.ui.returns.reason_box import ReasonBox
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Canhoto, Card
from crediario.ui.widgets.cells import Cell, Text
from crediario.ui.widgets.edits import MoneyEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import SidePane, column, holder
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table

REASONS = ("Pediu em dinheiro", "Não compra mais na loja")
KINDS = {
    "kept": "Guardado do recibo",
    "returned": "Da devolução",
    "used": "Usado no recibo",
    "paid_out": "Pago em dinheiro",
    "taken_back": "Desfeito pelo estorno",
}


class CreditScreen(Screen):
    """Another request id for each payment out: several may be made one after the other."""

    title = "Crédito na loja"
    area = Area.CUSTOMERS
    refreshes_on = frozenset({Topic.RECEIVABLES, Topic.CASH})
    manual = "credito-na-loja"

    def __init__(self, shell: Shell, place: StoreCredit) -> None:
        super().__init__(shell)
        self._customer_id, self._request_id = place.customer_id, str(uuid.uuid4())
        self.statement: CreditStatement | None = None
        self.amount, self.reason = MoneyEdit(), ReasonBox(REASONS, narrow=True)
        self.lines = _lines()
        self._build()

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The entries as they stand now."""
        self.shell.tasks.run(self, credit_statement, self._came, self._customer_id, on_refused=self._refused)

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        return (
            Action("next_field"),
            Action("move"),
            *((Action("conclude", run=self.conclude, label="Pagar em dinheiro"),) if self._may_pay else ()),
            Action("back", label="Voltar"),
        )

    @property
    def _may_pay(self) -> bool:
        has = self.statement is not None and bool(self.statement.balance)
        return has and self.shell.ctx.operator.may("pay_out_credit")

    def first_focus(self) -> QWidget:
        """The amount, where there is something to pay."""
        return self.amount if self._may_pay else self.lines

    # -- acting ----------------------------------------------------------------------------------------------

    def conclude(self) -> None:
        """F10: cash out of the open drawer."""
        amount, reason = self.amount.value(), self.reason.value()
        if not self._may_pay:
            return
        if not amount:
            self.amount.set_error("Diga quanto sai em dinheiro")
            self.amount.setFocus()
        elif not reason:
            self.reason.go_to_missing()
        else:
            order = PayOutOrder(self._request_id, self._customer_id, amount, reason)
            self.shell.tasks.run(
                self, pay_out_credit, self._paid, order, on_refused=self._refused, busy=self.primary
            )

    def _paid(self, done: CreditPaidOut) -> None:
        self._request_id = str(uuid.uuid4())
        self.amount.set_value(None)
        self.shell.navigation.toast(f"Entregue {format_money(done.amount)} em dinheiro.")
        self.reload()

    def _refused(self, failure: KnownFailure) -> None:
        said = words(failure)
        if isinstance(failure, StoreCreditShort):
            self.amount.set_error(f"{said.title}. {said.rest}")
            self.amount.setFocus()
        else:
            self.shell.dialogs.warn(self, said)

    # -- showing ---------------------------------------------------------------------------------------------

    def _came(self, statement: CreditStatement) -> None:
        self.statement = statement
        self._whose.setText(statement.customer_name)
        self.balance.announce(format_money(statement.balance))
        self.lines.set_rows(statement.lines)
        self.pane.show_content(is_empty=not statement.lines)
        for widget in (self._form, self.button):
            widget.setVisible(self._may_pay)
        self.keys_changed.emit()

    def _build(self) -> None:
        self._whose = label("", "heading", elide=True)
        self.balance = label("", "amount")
        self.amount.setFixedWidth(px(Size.SHEET_COLUMN))
        self._form = holder(column(Field("Pagar em dinheiro", self.amount), self.reason))
        self.button = KeyButton("Pagar em dinheiro", "F10", "primary")
        self.button.clicked.connect(self.conclude)
        self.primary = self.button
        side = Canhoto()
        side.top.addWidget(label("Saldo", "office", "text2"))
        side.top.addWidget(self.balance)
        said = "O crédito paga parcelas e entradas: no recebimento e na venda, escolha Crédito na loja."
        side.body.addWidget(label(said, "office", "text2", wrap=True))
        side.body.addWidget(self._form)
        side.body.addStretch(1)
        side.body.addWidget(self.button)
        main = column(self._whose, Card("Lançamentos", flush=True).add(self.lines, 1), 1, gap=Gap.X12)
        empty = EmptyState(
            "banknote", "Nenhum crédito na loja", "Trocos guardados e devoluções aparecem aqui."
        )
        self.pane = Pane(SidePane(holder(main), side), empty)
        self.place(self.pane)


def _lines() -> Table[CreditLine]:
    return Table(
        [
            Column("Data", lambda line: format_date(line.entered_on), chars=10, stretch=1),
            Column("O que foi", _what, chars=20, stretch=3),
            Column("Com quem", lambda line: line.operator_name, chars=10, stretch=2, optional=True),
            Column("Valor", _amount, chars=9, align="right", stretch=1),
            Column("Saldo", lambda line: format_amount(line.balance), 9, "right", 1),
        ],
        name="Lançamentos",
        key=lambda line: line.entry_id,
    )


def _what(line: CreditLine) -> str:
    said = KINDS[line.kind]
    return f"{said} {line.number}" if line.number is not None else said


def _amount(line: CreditLine) -> Cell:
    out = line.amount.cents < 0
    return Text(format_amount(line.amount), "att" if out else "ok", bold=True)
