"""A window with the screens that undo and move, on a real shop."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TypeVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crediario.services.core import Context
from crediario.ui.bars import Status
from crediario.ui.customers.card import CustomerCardScreen
from crediario.ui.customers.search import SearchPalette
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import (
    CustomerCard,
    Home,
    MoveDue,
    Place,
    ReturnGoods,
    ReversePayment,
    Screen,
    Shell,
    StoreCredit,
)
from crediario.ui.returns.credit_screen import CreditScreen
from crediario.ui.returns.move_screen import MoveScreen
from crediario.ui.returns.return_screen import ReturnScreen
from crediario.ui.returns.reverse_screen import ReverseScreen
from crediario.ui.tasks import Tasks
from tests.support.builders import a_customer
from tests.support.returning import furniture_sold
from tests.support.shop import MANAGER, TODAY, as_person, on_day
from tests.ui.support import FakeDialogs, press_in, type_text

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
DUE = date(2026, 7, 10)
S = TypeVar("S", bound=Screen)


class Elsewhere(Screen):
    """Any other screen of the program."""

    def __init__(self, shell: Shell, place: Place) -> None:
        super().__init__(shell)
        self.where = place


@dataclass
class Desk:
    """A window, and what a test asks of it."""

    ctx: Context
    window: MainWindow
    dialogs: FakeDialogs
    maria: int
    sale_id: int

    def open(self, place: Place, kind: type[S]) -> S:
        self.window.open(place)
        return self.on(kind)

    def on(self, kind: type[S]) -> S:
        QApplication.processEvents()
        current = self.window.current
        assert isinstance(current, kind), current
        return current

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Into whatever has the focus."""
        focus = QApplication.focusWidget()
        assert focus is not None
        type_text(focus, text)
        QApplication.processEvents()


@contextmanager
def a_desk(ctx: Context, number: int = MANAGER) -> Iterator[Desk]:
    """Maria bought four chairs and a table, R$ 600,00 in six, the first due on 10/07/2026."""
    made = count(1)
    on_day(ctx, TODAY)
    maria = a_customer(ctx, "Maria das Graças Oliveira")
    sale = furniture_sold(ctx, maria, first_due=DUE)
    person = as_person(ctx, number)
    dialogs = FakeDialogs()
    screens = {
        Home: Elsewhere,
        CustomerCard: CustomerCardScreen,
        ReturnGoods: ReturnScreen,
        ReversePayment: ReverseScreen,
        MoveDue: MoveScreen,
        StoreCredit: CreditScreen,
    }
    window = MainWindow(
        Tasks(person, inline=True),
        dialogs,
        screens=screens,
        search=SearchPalette,
        timestamp=lambda _: next(made) * 1000,
    )
    window.resize(1366, 768)
    window.show()
    window.enter(person, Status("Caixa 02", person.operator.short_name, "gerência"))
    yield Desk(person, window, dialogs, maria, sale.sale_id)
    window.close()
    shiboken6.delete(window)
    assert not dialogs.bugs
