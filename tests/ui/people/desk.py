"""The window with Pessoas in it, on a real shop, and hands on its keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from crediario.services.core import Context
from crediario.services.people import Member, people_list
from crediario.ui.bars import Status
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import Home, People, PersonRecord, Place, Screen, Shell
from crediario.ui.people.people_list import PeopleScreen
from crediario.ui.people.person_record import PersonScreen
from crediario.ui.people.powers_card import PowerLine
from crediario.ui.tasks import Tasks
from tests.support.shop import as_person, system
from tests.ui.support import FakeDialogs, press_in, type_text

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Elsewhere(Screen):
    """Any other screen of the program."""

    def __init__(self, shell: Shell, place: Place) -> None:
        super().__init__(shell)


@dataclass
class Desk:
    """A window, and what a test asks of it."""

    ctx: Context
    window: MainWindow
    dialogs: FakeDialogs

    @property
    def people(self) -> PeopleScreen:
        assert isinstance(self.window.current, PeopleScreen)
        return self.window.current

    @property
    def person(self) -> PersonScreen:
        assert isinstance(self.window.current, PersonScreen)
        return self.window.current

    @property
    def focused(self) -> QWidget | None:
        return QApplication.focusWidget()

    def open(self, number: int) -> PersonScreen:
        """From the list, by its keys."""
        self.window.open(People())
        self.press(*["Down"] * (number - 1), "Return")
        return self.person

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one by one: ``press("Tab", "F10")``."""
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
            QApplication.processEvents()

    def fill(self, *texts: str) -> None:
        """Text and Enter, field after field."""
        for text in texts:
            edit = self.focused
            assert isinstance(edit, QLineEdit), edit
            edit.selectAll()
            type_text(edit, text)
            self.press("Return")

    def go_to(self, permission: str) -> None:
        """The keyboard to the line of that permission."""
        self.line(permission).check.setFocus(Qt.FocusReason.TabFocusReason)

    def line(self, permission: str) -> PowerLine:
        """The line of that permission."""
        return next(each for each in self.person.powers.lines if each.permission == permission)

    def kept(self, number: int) -> Member:
        """What the shop holds of that person."""
        return next(each for each in people_list(system(self.ctx)) if each.person.number == number)


@contextmanager
def a_desk(ctx: Context, number: int, width: int = 1366, height: int = 768) -> Iterator[Desk]:
    """The window of that person, everything at once and no clock of its own."""
    person = as_person(ctx, number)
    dialogs, moments = FakeDialogs(), count(1000, 500)
    window = MainWindow(
        Tasks(person, inline=True),
        dialogs,
        screens={Home: Elsewhere, People: PeopleScreen, PersonRecord: PersonScreen},
        search=lambda shell, _: Elsewhere(shell, Home()),
        timestamp=lambda _: next(moments),
    )
    window.resize(width, height)
    window.show()
    window.enter(person, Status("Caixa 02 aberto", person.operator.short_name, ""))
    window.activateWindow()
    QApplication.processEvents()
    try:
        yield Desk(ctx, window, dialogs)
    finally:
        dialogs.answer = True
        window.close()
        shiboken6.delete(window)
