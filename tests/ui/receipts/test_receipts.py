"""Recibos do dia by keys alone: found, opened, printed again, reversed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from crediario.db import papers
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.services.core import Context
from crediario.ui import printing
from crediario.ui.cash.cash_screen import CashScreen
from crediario.ui.navigation import (
    Cash,
    CustomerCard,
    Home,
    OneReceipt,
    PastClosings,
    Receipts,
    Receive,
    ReversePayment,
)
from crediario.ui.payments.receive import ReceiveScreen
from crediario.ui.receipts.receipt_screen import ReceiptScreen
from crediario.ui.receipts.receipts_screen import ReceiptsScreen
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.shop import CASHIER, MANAGER, TODAY, as_person, on_day
from tests.support.tills import open_till, second_till
from tests.ui.windows import CTRL, Elsewhere, Hands, a_window


@dataclass
class Desk(Hands):
    """A window, and what a test asks of it."""

    def receipts(self) -> ReceiptsScreen:
        """Ctrl+8 from Receber, before anybody came."""
        self.window.open(Receive())
        self.press("8", modifier=CTRL)
        return self.on(ReceiptsScreen)


@contextmanager
def a_desk(ctx: Context, number: int) -> Iterator[Desk]:
    person = as_person(ctx, number)
    places = {
        Home: Elsewhere, CustomerCard: Elsewhere, ReversePayment: Elsewhere, PastClosings: Elsewhere,
        Receive: ReceiveScreen, Cash: CashScreen, Receipts: ReceiptsScreen, OneReceipt: ReceiptScreen,
    }  # fmt: skip
    with a_window(person, places, size=(1366, 768), role="caixa") as (window, dialogs):
        yield Desk(person, window, dialogs)
    assert not dialogs.bugs


@pytest.fixture
def maria(sqlite_shop: Context) -> int:
    customer = a_customer(sqlite_shop, "Maria das Graças Oliveira")
    a_sale(sqlite_shop, customer, pieces=6)
    return customer


@pytest.fixture
def cashier(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Desk]:
    with a_desk(sqlite_shop, CASHIER) as made:
        yield made


@pytest.fixture
def manager(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Desk]:
    with a_desk(sqlite_shop, MANAGER) as made:
        yield made


def shown(screen: ReceiptsScreen) -> list[int]:
    return [row.number for row in screen.table.rows()]


def test_the_day_is_listed_and_enter_opens_one(cashier: Desk, maria: int) -> None:
    first, second = a_payment(cashier.ctx, maria), a_payment(cashier.ctx, maria, method=Method.PIX)
    screen = cashier.receipts()
    assert shown(screen) == [second.number, first.number]
    assert screen.list.title.text() == "Recibos de hoje"
    blind = "o valor em dinheiro aparece depois da contagem da gaveta"
    assert screen.list.hint.text() == f"2 recibos · {blind}"
    assert [each.amount for each in screen.table.rows()] == [Money(50_00), None]
    assert not screen.filters.till.isVisible(), "a cashier has this till's"
    cashier.press("Down", "Return")
    one = cashier.on(ReceiptScreen)
    assert one.view is not None
    assert (one.view.number, one.view.amount) == (first.number, Money(50_00))
    assert one.copy.hasFocus()
    cashier.press("Escape")
    assert cashier.on(ReceiptsScreen).table.current_row() == screen.table.rows()[1]


def test_it_is_reached_from_the_till_too(cashier: Desk, maria: int) -> None:
    cashier.window.open(Cash())
    assert "Recibos do dia" in cashier.bar()
    cashier.press("8", modifier=CTRL)
    assert cashier.on(ReceiptsScreen).pane.currentWidget() is cashier.on(ReceiptsScreen).pane.empty


def test_a_number_is_typed_and_the_day_comes_back(cashier: Desk, maria: int) -> None:
    old = a_payment(cashier.ctx, maria)
    on_day(cashier.ctx, TODAY + timedelta(days=3))
    new = a_payment(cashier.ctx, maria)
    screen = cashier.receipts()
    cashier.press("F", modifier=CTRL)
    cashier.press(*str(old.number), "Return")
    assert shown(screen) == [old.number]
    assert screen.table.hasFocus()
    assert screen.list.title.text() == f"Recibo 00.000{old.number}".replace("00.000", "000.00")
    cashier.press("Escape")
    assert shown(screen) == [new.number]
    cashier.press("F", modifier=CTRL)
    cashier.press("7", "7", "7", "Return")
    assert shown(screen) == []
    assert screen.filters.number.hasFocus(), "to be typed again"
    cashier.press("Escape", "Escape")
    assert not isinstance(cashier.window.current, ReceiptsScreen)


def test_another_day_is_one_key_away(cashier: Desk, maria: int) -> None:
    old = a_payment(cashier.ctx, maria)
    on_day(cashier.ctx, TODAY + timedelta(days=1))
    screen = cashier.receipts()
    assert shown(screen) == []
    screen.filters.day.setFocus()
    cashier.press("Minus")
    assert shown(screen) == [old.number]
    assert screen.list.title.text() == "Recibos de terça-feira, 9 de junho"
    cashier.press("Return")
    assert screen.table.hasFocus()
    cashier.press("0", modifier=CTRL)
    assert shown(screen) == []


def test_a_reversed_one_has_no_second_copy(cashier: Desk, sqlite_shop: Context, maria: int) -> None:
    receipt = a_payment(cashier.ctx, maria)
    undone = a_reversal(sqlite_shop, receipt.payment_id)
    screen = cashier.receipts()
    assert shown(screen) == [undone.number, receipt.number]
    assert "2ª via" not in cashier.bar()
    cashier.press("Return")
    one = cashier.on(ReceiptScreen)
    assert one.tag.accessibleName() == "Estornado"
    assert (one.copy.isVisible(), one.undo.isVisible(), one.note.isVisible()) == (False, False, True)
    assert one.card.hasFocus()


def test_ways_on_from_the_list(cashier: Desk, maria: int) -> None:
    receipt = a_payment(cashier.ctx, maria)
    cashier.receipts()
    cashier.press("Z", modifier=CTRL)
    assert cashier.on(Elsewhere).where == ReversePayment(receipt.payment_id)
    cashier.press("Escape")
    cashier.press("I", modifier=CTRL)
    assert cashier.on(Elsewhere).where == CustomerCard(maria)


def test_f9_counts_a_second_copy(cashier: Desk, maria: int, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(printing, "has_printer", lambda: False)

    def open_content(_: bytes, name: str) -> bool:
        opened.append(name)
        return True

    monkeypatch.setattr(printing, "open_content", open_content)
    receipt = a_payment(cashier.ctx, maria)
    cashier.receipts()
    cashier.press("F9")
    assert opened == [f"recibo-000.00{receipt.number}"]
    paper = papers.issued(cashier.ctx.database, "receipt", receipt.payment_id)
    assert paper is not None
    assert papers.copy_of(cashier.ctx.database, paper.document_id, 2).number == 2
    cashier.press("Return")
    cashier.press("F9")
    assert papers.copy_of(cashier.ctx.database, paper.document_id, 3).number == 3


def test_a_manager_sees_every_till(manager: Desk, maria: int) -> None:
    here = a_payment(manager.ctx, maria)
    there = second_till(manager.ctx)
    open_till(there)
    other = a_payment(there, maria)
    screen = manager.receipts()
    assert shown(screen) == [here.number]
    screen.filters.till.setFocus()
    manager.press("Down")
    assert shown(screen) == [other.number, here.number]


def test_what_changes_elsewhere_is_fetched_again(cashier: Desk, maria: int) -> None:
    a_payment(cashier.ctx, maria)
    screen = cashier.receipts()
    a_payment(cashier.ctx, maria)
    cashier.press("F5")
    assert len(shown(screen)) == 2
