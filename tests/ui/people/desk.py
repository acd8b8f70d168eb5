"""The window with Pessoas in it, on a real shop, and hands on its keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from crediario.services.core import Context
from crediario.services.people import Member, people_list
from crediario.ui.navigation import Home, People, PersonRecord
from crediario.ui.people.people_list import PeopleScreen
from crediario.ui.people.person_record import PersonScreen
from crediario.ui.people.powers_card import PowerLine
from tests.support.shop import as_person, system
from tests.ui.support import type_text
from tests.ui.windows import Elsewhere, Hands, a_window


@dataclass
class Desk(Hands):
    """A window, and what a test asks of it."""

    @property
    def people(self) -> PeopleScreen:
        assert isinstance(self.window.current, PeopleScreen)
        return self.window.current

    @property
    def person(self) -> PersonScreen:
        assert isinstance(self.window.current, PersonScreen)
        return self.window.current

    def open(self, number: int) -> PersonScreen:
        """From the list, by its keys."""
        self.window.open(People())
        self.press(*["Down"] * (number - 1), "Return")
        return self.person

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
    screens = {Home: Elsewhere, People: PeopleScreen, PersonRecord: PersonScreen}
    with a_window(person, screens, size=(width, height)) as (window, dialogs):
        yield Desk(ctx, window, dialogs)
