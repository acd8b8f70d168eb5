"""The window with the privacy screens in it, on a real shop, and hands on its keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from crediario.services.core import Context
from crediario.ui.home.home import HomeScreen
from crediario.ui.navigation import CustomerForm, Home, PersonPrivacy, Place, Privacy
from crediario.ui.privacy.person import PersonPrivacyScreen
from crediario.ui.privacy.privacy import PrivacyScreen
from crediario.ui.privacy.tabbed import TabbedScreen
from tests.support.shop import as_person
from tests.ui.support import type_text
from tests.ui.windows import ALT, Elsewhere, Hands, a_window


@dataclass
class Desk(Hands):
    """A window, and what a test asks of it."""

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

    def open(self, place: Place, page: int = 1) -> Any:
        """A place, and its page of that number by Alt."""
        self.window.open(place)
        self.press(str(page), modifier=ALT)
        return self.page

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        assert self.focused is not None
        type_text(self.focused, text)


@contextmanager
def a_desk(ctx: Context, number: int, width: int = 1366, height: int = 768) -> Iterator[Desk]:
    """The window of that person on that shop, everything at once and no clock of its own."""
    person = as_person(ctx, number)
    screens = {
        Privacy: PrivacyScreen,
        PersonPrivacy: PersonPrivacyScreen,
        CustomerForm: Elsewhere,
        Home: HomeScreen,
    }
    with a_window(person, screens, size=(width, height)) as (window, dialogs):
        yield Desk(person, window, dialogs)
