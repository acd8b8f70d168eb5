"""A till in front of a real shop: the window with Receber in it, and a hand that counts its keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crediario.domain import carne_code
from crediario.domain.money import Money, Rate
from crediario.services.core import Context
from crediario.services.payments import PaymentView, payment_view
from crediario.ui.navigation import (
    CustomerCard,
    CustomerForm,
    Home,
    NewSale,
    Place,
    Receive,
)
from crediario.ui.payments.receive import ReceiveScreen
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import CASHIER, TODAY, as_person, on_day
from tests.ui.support import scan
from tests.ui.windows import NONE, Elsewhere, Hands, a_window

STORE = 2


@dataclass
class People:
    """Who is in the shop: Maria owes two carnês as in the pictures, Rosa one, and Célia nothing."""

    maria: int
    rosa: int
    celia: int


@dataclass
class Till(Hands):
    """A window, and what a test asks of it."""

    people: People
    keys: int = field(default=0)

    @property
    def screen(self) -> ReceiveScreen:
        assert isinstance(self.window.current, ReceiveScreen)
        return self.window.current

    def open(self, customer_id: int | None = None, code: str | None = None) -> ReceiveScreen:
        self.window.open(Receive(customer_id, code))
        QApplication.processEvents()
        self.keys = 0
        return self.screen

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one by one, counting them: ``press("1", "5", "0", "F10")``."""
        super().press(*names, modifier=modifier)
        self.keys += len(names)

    def scan(self, read: str) -> None:
        """Read a slip, long after the last key."""
        cast(Any, self.window.watch)._last_ms = 0
        scan(self.window, read)
        QApplication.processEvents()

    def where(self) -> Place:
        current = self.window.current
        assert isinstance(current, Elsewhere)
        return current.where

    def received(self) -> PaymentView:
        """The payment Recebido shows."""
        flow = self.screen.received
        assert flow is not None and flow.receipt is not None, self.screen.panel.failure.paragraph.text
        return payment_view(self.ctx, flow.receipt.payment_id)


def code(contract: int, number: int, store: int = STORE) -> str:
    """What the scanner reads on a slip."""
    return carne_code.encode(store, contract, number).digits


def people_of(ctx: Context) -> People:
    """Maria: carnê 1, 10× R$ 139,80 from 12/01, four paid; carnê 2, 6× R$ 68,78 from 20/04, one paid."""
    maria = a_customer(ctx, "Maria das Graças Oliveira")
    rosa, celia = a_customer(ctx, "Rosa Lima"), a_customer(ctx, "Célia Prado")
    a_sale(on_day(ctx, date(2025, 12, 12)), maria, Money(1398_00), pieces=10, first_due=date(2026, 1, 12))
    for month in range(1, 5):
        a_payment(on_day(ctx, date(2026, month, 12)), maria)
    on_day(ctx, date(2026, 3, 20))
    a_sale(ctx, maria, Money(400_00), pieces=6, rate=Rate.percent("0.9"), first_due=date(2026, 4, 20))
    a_sale(on_day(ctx, date(2026, 5, 1)), rosa, Money(90_00), pieces=3, first_due=date(2026, 6, 15))
    _pay_slip(on_day(ctx, date(2026, 4, 20)), maria, contract=2)
    on_day(ctx, TODAY)
    return People(maria, rosa, celia)


def _pay_slip(ctx: Context, customer_id: int, contract: int) -> None:
    from crediario.domain.tender import Method, Tender
    from crediario.services.payments import PaymentOrder, receive_payment, receiving_desk
    from tests.support.shop import new_id

    rows = receiving_desk(ctx, customer_id).rows
    row = next(row for row in rows if row.contract_number == contract)
    tender = Tender(Method.CASH, row.quote.total)
    receive_payment(
        ctx, PaymentOrder(new_id(), customer_id, (row.installment_id,), row.quote.total, (tender,))
    )


@contextmanager
def a_till(ctx: Context) -> Iterator[Till]:
    """The cashier's window on that shop, everything at once and no clock of its own."""
    people = people_of(ctx)
    cashier = as_person(ctx, CASHIER)
    places = dict.fromkeys((Home, CustomerCard, CustomerForm, NewSale), Elsewhere)
    with a_window(cashier, {**places, Receive: ReceiveScreen}, role="caixa") as (window, dialogs):
        yield Till(cashier, window, dialogs, people)
