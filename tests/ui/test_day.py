"""The window begins the day: when somebody comes in, and when midnight passes while it is open."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from crediario.db.connection import DatabaseBusy
from crediario.services import day
from crediario.services.core import Context
from crediario.ui import shop_window
from crediario.ui.shop_window import ShopWindow
from crediario.ui.tasks import Tasks
from tests.support.builders import a_customer
from tests.support.selling import a_sale
from tests.support.shop import on_day, system
from tests.support.standing import standing_of
from tests.ui.support import FakeDialogs

DUE, NEXT_DAY = date(2026, 7, 10), date(2026, 7, 11)


@pytest.fixture
def dialogs() -> FakeDialogs:
    return FakeDialogs()


@pytest.fixture
def window(qapp: QApplication, sqlite_shop: Context, dialogs: FakeDialogs) -> Iterator[ShopWindow]:
    """A window on the shop of the tests, nobody signed in."""
    nobody = replace(system(sqlite_shop), passwords=sqlite_shop.passwords)
    made = ShopWindow(nobody, Tasks(nobody, inline=True), dialogs)
    yield made
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def test_the_day_is_rolled_when_somebody_comes_in(window: ShopWindow, sqlite_shop: Context) -> None:
    assert day.needs_roll(sqlite_shop)
    window.let_in(sqlite_shop.operator)
    assert not day.needs_roll(sqlite_shop)


def test_midnight_passes_while_it_is_open(window: ShopWindow, sqlite_shop: Context) -> None:
    customer = a_customer(sqlite_shop)
    a_sale(sqlite_shop, customer, price=100_00, count=1, first_due=DUE)
    on_day(sqlite_shop, DUE)
    window.let_in(sqlite_shop.operator)
    assert standing_of(sqlite_shop, customer)[1] == 0
    on_day(sqlite_shop, NEXT_DAY)
    window._clock.timeout.emit()
    assert standing_of(sqlite_shop, customer)[1] == 100_00


def test_a_day_rolled_already_is_left_alone(
    window: ShopWindow, sqlite_shop: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    rolls: list[object] = []
    monkeypatch.setattr(shop_window, "roll_day", lambda _, order: rolls.append(order))
    window.let_in(sqlite_shop.operator)
    assert len(rolls) == 1
    monkeypatch.setattr(shop_window, "needs_roll", lambda _: False)
    on_day(sqlite_shop, NEXT_DAY)
    window._clock.timeout.emit()
    window._clock.timeout.emit()
    assert len(rolls) == 1


def test_a_roll_that_fails_disturbs_nobody(
    window: ShopWindow, sqlite_shop: Context, dialogs: FakeDialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise DatabaseBusy

    monkeypatch.setattr(shop_window, "roll_day", busy)
    window.let_in(sqlite_shop.operator)
    assert (dialogs.warned, dialogs.bugs) == ([], [])
    assert day.needs_roll(sqlite_shop)
