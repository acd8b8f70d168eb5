"""The window on a till, and a hand that types: opened, moved, counted and closed by keys alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crediario.domain.cash_closing import pieces_for
from crediario.domain.money import Money
from crediario.services.core import Context
from crediario.ui.bars import Status
from crediario.ui.cash.cash_screen import CashScreen
from crediario.ui.cash.past_screen import PastScreen
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import Cash, Home, PastClosings, Place, Receive, Screen, Shell
from crediario.ui.payments.receive import ReceiveScreen
from crediario.ui.tasks import Tasks
from tests.support.shop import CASHIER, as_person, clock_of
from tests.support.tills import close
from tests.ui.support import FakeDialogs, press_in, type_text

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Elsewhere(Screen):
    """Any other screen of the program."""

    def __init__(self, shell: Shell, place: Place) -> None:
        super().__init__(shell)
        self.where = place


class Palette(Screen):
    """What the search would be."""

    def __init__(self, shell: Shell, text: str) -> None:
        super().__init__(shell)


@dataclass
class Desk:
    """A window, and what a test asks of it."""

    ctx: Context
    window: MainWindow
    dialogs: FakeDialogs

    @property
    def screen(self) -> CashScreen:
        assert isinstance(self.window.current, CashScreen)
        return self.window.current

    @property
    def past(self) -> PastScreen:
        assert isinstance(self.window.current, PastScreen)
        return self.window.current

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Figures as a person types them, Enter as a line break."""
        for letter in text:
            self.press({",": "Comma", "\n": "Return"}.get(letter, letter.upper()))

    def write(self, text: str) -> None:
        """Words, into whatever has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None
        type_text(focused, text)

    def count(self, amount: Money) -> None:
        """Every note and coin of a drawer with that in it, Enter after each."""
        pieces = {each.value: each.quantity for each in pieces_for(amount)}
        for value in self.screen.closing.count.edits:
            self.press("A", modifier=CTRL)
            self.type(str(pieces.get(value, 0)) + "\n")

    def bar(self) -> str:
        return " | ".join(self.window.keys.words())


@contextmanager
def a_desk(ctx: Context, number: int = CASHIER) -> Iterator[Desk]:
    """That person's window on a shop whose till was closed a minute ago."""
    close(as_person(ctx, CASHIER))
    clock_of(ctx).moment += timedelta(minutes=1)
    person = as_person(ctx, number)
    tasks, dialogs, moments = Tasks(person, inline=True), FakeDialogs(), count(1000, 500)
    places = {Home: Elsewhere, Receive: ReceiveScreen, Cash: CashScreen, PastClosings: PastScreen}
    window = MainWindow(tasks, dialogs, screens=places, search=Palette, timestamp=lambda _: next(moments))
    window.show()
    window.enter(person, Status("Caixa 02", "Joana P.", "caixa"))
    QApplication.processEvents()
    yield Desk(person, window, dialogs)
    window.close()
    shiboken6.delete(window)
