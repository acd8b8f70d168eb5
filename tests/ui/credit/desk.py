"""The window with the screens of credit, on a real shop, and hands on its keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from crediario.services.core import Context
from crediario.ui.bars import Status
from crediario.ui.credit.analysis_screen import AnalysisScreen
from crediario.ui.credit.policy_screen import PolicyScreen
from crediario.ui.credit.released_screen import ReleasedScreen
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import (
    CreditAnalysis,
    CreditPolicy,
    CustomerForm,
    Home,
    Place,
    ReleasedSales,
    Screen,
    Shell,
)
from crediario.ui.tasks import Tasks
from tests.support.shop import as_person
from tests.ui.support import FakeDialogs, press_in

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = {"\n": Qt.Key.Key_Return, ",": Qt.Key.Key_Comma, "/": Qt.Key.Key_Slash, " ": Qt.Key.Key_Space}
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

    def open(self, place: Place, kind: type[S]) -> S:
        """Open a place, and the screen it is."""
        self.window.open(place)
        QApplication.processEvents()
        assert isinstance(self.window.current, kind)
        return self.window.current

    @property
    def focused(self) -> QWidget | None:
        return QApplication.focusWidget()

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one by one: ``press("Tab", "F10")``."""
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type letters and figures; an Enter is a line end."""
        for letter in text:
            press_in(self.window, KEYS.get(letter) or Qt.Key(ord(letter.upper())))
            QApplication.processEvents()


@contextmanager
def a_desk(ctx: Context, number: int, width: int = 1366, height: int = 768) -> Iterator[Desk]:
    """The window of that person on that shop, everything at once and no clock of its own."""
    person = as_person(ctx, number)
    dialogs, moments = FakeDialogs(), count(1000, 500)
    window = MainWindow(
        Tasks(person, inline=True),
        dialogs,
        screens={
            Home: Elsewhere,
            CustomerForm: Elsewhere,
            CreditAnalysis: AnalysisScreen,
            CreditPolicy: PolicyScreen,
            ReleasedSales: ReleasedScreen,
        },
        search=lambda shell, _: Elsewhere(shell, Home()),
        timestamp=lambda _: next(moments),
    )
    window.resize(width, height)
    window.show()
    window.enter(person, Status("Caixa 02 aberto", person.operator.short_name, ""))
    window.activateWindow()
    QApplication.processEvents()
    yield Desk(person, window, dialogs)
    window.hide()
    window.close()
    # Now, not at the end of the run: every window still alive is dressed again before each test.
    shiboken6.delete(window)
