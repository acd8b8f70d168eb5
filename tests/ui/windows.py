"""The window of somebody of the shop with the screens a test needs, and hands on its keyboard."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from crediario.services.core import Context
from crediario.ui.bars import Status
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import Place, Screen, Shell
from crediario.ui.tasks import Tasks
from tests.ui.support import FakeDialogs, press_in, type_text

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
S = TypeVar("S", bound=Screen)


class Elsewhere(Screen):
    """Any other screen of the program."""

    def __init__(self, shell: Shell, place: Place) -> None:
        super().__init__(shell)
        self.where = place


class Palette(Screen):
    """What the search would be: remembers what it was asked."""

    def __init__(self, shell: Shell, text: str) -> None:
        super().__init__(shell)
        self.text = text


@dataclass
class Hands:
    """A window, and what a test asks of it."""

    ctx: Context
    window: MainWindow
    dialogs: FakeDialogs

    @property
    def focused(self) -> QWidget | None:
        return QApplication.focusWidget()

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one by one: ``press("1", "5", "F10")``."""
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
            QApplication.processEvents()

    def ctrl(self, letter: str) -> None:
        self.press(letter, modifier=CTRL)

    def write(self, text: str) -> None:
        """Letters, accents too, into whatever has the focus."""
        assert self.focused is not None
        type_text(self.focused, text)
        QApplication.processEvents()

    def on(self, kind: type[S]) -> S:
        """The screen shown, which must be of that kind."""
        QApplication.processEvents()
        current = self.window.current
        assert isinstance(current, kind), current
        return current

    def bar(self) -> str:
        return " | ".join(self.window.keys.words())


@contextmanager
def a_window(
    person: Context,
    screens: Mapping[Any, Callable[[Shell, Any], Screen]],
    search: Callable[[Shell, str], Screen] = Palette,
    size: tuple[int, int] | None = None,
    role: str = "",
) -> Iterator[tuple[MainWindow, FakeDialogs]]:
    """That person's window: everything at once, half a second between two keys."""
    dialogs, moments = FakeDialogs(), count(1000, 500)
    window = MainWindow(
        Tasks(person, inline=True), dialogs, screens=dict(screens), search=search,
        timestamp=lambda _: next(moments),
    )  # fmt: skip
    if size is not None:
        window.resize(*size)
    window.show()
    window.enter(person, Status("Caixa 02 aberto", person.operator.short_name, role))
    window.activateWindow()
    QApplication.processEvents()
    try:
        yield window, dialogs
    finally:
        # What was typed is no reason to stay.
        dialogs.answer = True
        window.hide()
        window.close()
        # Now, not at the end of the run: every window still alive is dressed again before each test.
        shiboken6.delete(window)
