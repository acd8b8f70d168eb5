"""A shop with a customer who may buy, and the window on Nova venda."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crediario.domain.money import Money
from crediario.domain.registration import CustomerDraft, PhoneDraft, PhonePurpose
from crediario.services.core import Context
from crediario.services.customers import CustomerOrder, register_customer
from crediario.ui.bars import Status
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import (
    Cash,
    CustomerCard,
    CustomerForm,
    Home,
    Negotiation,
    NewSale,
    Place,
    Receive,
    Screen,
    Shell,
)
from crediario.ui.sales.new_sale import NewSaleScreen
from crediario.ui.sales.sale_done import SaleDonePage
from crediario.ui.tasks import Tasks
from tests.support.shop import new_id
from tests.ui.support import FakeDialogs, press_in

BORN = date(1980, 3, 14)
KEYS = {"\n": Qt.Key.Key_Return, " ": Qt.Key.Key_Space, ",": Qt.Key.Key_Comma}


class Elsewhere(Screen):
    """Any other screen."""

    def __init__(self, shell: Shell, where: Place) -> None:
        super().__init__(shell)
        self.where = where


@dataclass
class Counter:
    """The window, and hands on its keyboard."""

    window: MainWindow
    ctx: Context
    dialogs: FakeDialogs
    tasks: Tasks

    @property
    def screen(self) -> NewSaleScreen:
        assert isinstance(self.window.current, NewSaleScreen)
        return self.window.current

    @property
    def done(self) -> SaleDonePage:
        page = self.screen.done
        assert page is not None
        return page

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    @property
    def is_at(self) -> Place:
        assert isinstance(self.window.current, Elsewhere)
        return self.window.current.where

    def keys(self, typed: str) -> int:
        """Press these keys one by one; an Enter is a line end. Returns how many they were."""
        for letter in typed:
            self.press(KEYS.get(letter, Qt.Key(ord(letter.upper()))))
        return len(typed)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> int:
        press_in(self.window, key, modifier)
        QApplication.processEvents()
        return 1

    def typed_sale(self) -> None:
        """R$ 1.290,00 with R$ 150,00 down, in six times."""
        self.keys("1290\n\n150\n1")


def customer(ctx: Context, name: str = "Rosângela Aparecida Lima", document: str = "52998224725") -> int:
    """Somebody who may buy on credit."""
    draft = CustomerDraft(
        name=name,
        document=document,
        birth_date=BORN,
        phones=(PhoneDraft("(34) 9 9812-4471", PhonePurpose.OWN),),
        street="Rua Olegário Maciel, 12",
        city="Patos de Minas",
        uf="MG",
        income=Money(2_400_00),
        payday=5,
    )
    return register_customer(ctx, CustomerOrder(new_id(), draft, confirmed_look_alikes=True)).id


def bare_customer(ctx: Context, name: str = "Sebastião Alves") -> int:
    """Somebody of whom only the name is known."""
    return register_customer(ctx, CustomerOrder(new_id(), CustomerDraft(name=name))).id


@pytest.fixture
def counter(sqlite_shop: Context, qtbot: QtBot) -> Iterator[Callable[[NewSale], Counter]]:
    windows: list[MainWindow] = []

    def open_at(place: NewSale) -> Counter:
        dialogs, tasks = FakeDialogs(), Tasks(sqlite_shop, inline=True)
        moments = count(0, 1000)
        screens = dict.fromkeys((Home, CustomerCard, CustomerForm, Receive, Cash, Negotiation), Elsewhere)
        window = MainWindow(
            tasks,
            dialogs,
            screens={**screens, NewSale: NewSaleScreen},
            search=lambda shell, _: Elsewhere(shell, Home()),
            timestamp=lambda _: next(moments),
        )
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        window.enter(sqlite_shop, Status("Caixa 02 aberto", "Aurora R.", "dona"))
        window.activateWindow()
        window.open(place)
        return Counter(window, sqlite_shop, dialogs, tasks)

    yield open_at
    for window in windows:
        window.hide()
