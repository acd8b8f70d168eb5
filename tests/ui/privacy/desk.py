"""The window with the privacy screens in it, on a real shop, and hands on its keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from crediario.services.core import Context
from crediario.ui.bars import Status
from crediario.ui.home.home import HomeScreen
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import CustomerForm, Home, PersonPrivacy, Place, Privacy, Screen, Shell
from crediario.ui.privacy.person import PersonPrivacyScreen
from crediario.ui.privacy.privacy import PrivacyScreen
from crediario.ui.privacy.tabbed import TabbedScreen
from crediario.ui.tasks import Tasks
from tests.support.shop import as_person
from tests.ui.support import FakeDialogs, press_in, type_text

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


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

    @property
    def screen(self) -> TabbedScreen:
        assert isinstance(self.window.current, TabbedScreen)
        return self.window.current

    @property
    def page(self) -> Any:
        """The page shown; a test knows which it is."""
        return self.screen.page

    @property
    def toast(self) -> str:
        return self.window.toaster.text

    @property
    def focused(self) -> QWidget | None:
        return QApplication.focusWidget()

    def open(self, place: Place, page: int = 1) -> Any:
        """A place, and its page of that number by Alt."""
        self.window.open(place)
        self.press(str(page), modifier=ALT)
        return self.page

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one by one: ``press("Tab", "F10")``."""
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        assert self.focused is not None
        type_text(self.focused, text)


@contextmanager
def a_desk(ctx: Context, number: int, width: int = 1366, height: int = 768) -> Iterator[Desk]:
    """The window of that person on that shop, everything at once and no clock of its own."""
    person = as_person(ctx, number)
    dialogs, moments = FakeDialogs(), count(1000, 500)
    window = MainWindow(
        Tasks(person, inline=True),
        dialogs,
        screens={
            Privacy: PrivacyScreen,
            PersonPrivacy: PersonPrivacyScreen,
            CustomerForm: Elsewhere,
            Home: HomeScreen,
        },
        search=lambda shell, _: Elsewhere(shell, Home()),
        timestamp=lambda _: next(moments),
    )
    window.resize(width, height)
    window.show()
    window.enter(person, Status("Caixa 02", person.operator.short_name, ""))
    QApplication.processEvents()
    yield Desk(person, window, dialogs)
    window.hide()
    window.close()
    # Now, not at the end of the run: every window still alive is dressed again before each test.
    shiboken6.delete(window)
