"""Início: what it tells of the day, and to whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.services.core import Context
from crediario.ui.bars import Status
from crediario.ui.home.home import HomeScreen, _who
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import Home, Screen
from crediario.ui.tasks import Tasks
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.shop import CASHIER, MANAGER, as_person
from tests.support.tills import counting_openly
from tests.ui.support import FakeDialogs

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def shop_with_receipts(qtbot: QtBot, sqlite_shop: Context) -> Context:
    """R$ 100,00 in cash, R$ 100,00 by card and R$ 100,00 by Pix came in today."""
    cashier = as_person(sqlite_shop, CASHIER)
    customer = a_customer(cashier)
    a_sale(cashier, customer)
    for method in (Method.CASH, Method.DEBIT, Method.PIX):
        a_payment(cashier, customer, method=method)
    return sqlite_shop


@contextmanager
def home_of(ctx: Context, number: int) -> Iterator[HomeScreen]:
    """Início as that person sees it."""
    person, moments = as_person(ctx, number), count(1000, 500)
    window = MainWindow(
        Tasks(person, inline=True),
        FakeDialogs(),
        screens={Home: HomeScreen},
        search=lambda shell, _: Screen(shell),
        timestamp=lambda _: next(moments),
    )
    window.show()
    window.enter(person, Status("Caixa 02", person.operator.short_name, ""))
    QApplication.processEvents()
    assert isinstance(window.current, HomeScreen)
    yield window.current
    window.close()
    shiboken6.delete(window)


def received(home: HomeScreen) -> tuple[str, dict[Method, str]]:
    return home._numbers[0].figure, {method: each.figure for method, each in home._methods.items()}


def test_who_counts_blind_sees_how_many_receipts_and_no_sum(shop_with_receipts: Context) -> None:
    with home_of(shop_with_receipts, CASHIER) as home:
        figure, by_method = received(home)
    assert figure == "3 recebimentos"
    hidden = {Method.CASH: "—", Method.DEBIT: "—", Method.CREDIT: "—"}
    assert by_method == hidden | {Method.PIX: "100,00"}


def test_a_manager_sees_the_sums(shop_with_receipts: Context) -> None:
    with home_of(shop_with_receipts, MANAGER) as home:
        figure, by_method = received(home)
    assert figure == f"R${NBSP}300,00"
    shown = {Method.CASH: "100,00", Method.PIX: "100,00", Method.DEBIT: "100,00", Method.CREDIT: "0,00"}
    assert by_method == shown


def test_a_shop_that_counts_openly_shows_them_to_everybody(shop_with_receipts: Context) -> None:
    counting_openly(shop_with_receipts)
    with home_of(shop_with_receipts, CASHIER) as home:
        assert received(home)[0] == f"R${NBSP}300,00"


def test_of_a_receipt_in_cash_the_list_tells_everything_but_the_amount(shop_with_receipts: Context) -> None:
    with home_of(shop_with_receipts, CASHIER) as home:
        assert [(each.methods, each.amount) for each in home.latest.rows()] == [
            ((Method.PIX,), Money(100_00)),
            ((Method.DEBIT,), Money(100_00)),
            ((Method.CASH,), None),
        ]


def test_a_down_payment_owed_again_is_told_as_one(qtbot: QtBot, sqlite_shop: Context) -> None:
    customer = a_customer(sqlite_shop, "Rosângela Teixeira Brito", district="Centro")
    sale = a_sale(sqlite_shop, customer, down_payment=Money(60_00))
    assert sale.down_payment_id is not None
    a_reversal(sqlite_shop, sale.down_payment_id)
    with home_of(sqlite_shop, MANAGER) as home:
        assert home._numbers[1].figure == "1 entrada"
        (row,) = home.expected.rows()
        assert _who(row).below == "Centro · 1 entrada"
        assert home._why(row).text == "Vence hoje"
