"""The window with the screens of credit, on a real shop, and hands on its keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crediario.services.core import Context
from crediario.ui.credit.analysis_screen import AnalysisScreen
from crediario.ui.credit.policy_screen import PolicyScreen
from crediario.ui.credit.released_screen import ReleasedScreen
from crediario.ui.navigation import (
    CreditAnalysis,
    CreditPolicy,
    CustomerForm,
    Home,
    Place,
    ReleasedSales,
)
from tests.support.shop import as_person
from tests.ui.support import press_in
from tests.ui.windows import Elsewhere, Hands, S, a_window

KEYS = {"\n": Qt.Key.Key_Return, ",": Qt.Key.Key_Comma, "/": Qt.Key.Key_Slash, " ": Qt.Key.Key_Space}


@dataclass
class Desk(Hands):
    """A window, and what a test asks of it."""

    def open(self, place: Place, kind: type[S]) -> S:
        """Open a place, and the screen it is."""
        self.window.open(place)
        QApplication.processEvents()
        assert isinstance(self.window.current, kind)
        return self.window.current

    def type(self, text: str) -> None:
        """Type letters and figures; an Enter is a line end."""
        for letter in text:
            press_in(self.window, KEYS.get(letter) or Qt.Key(ord(letter.upper())))
            QApplication.processEvents()


@contextmanager
def a_desk(ctx: Context, number: int, width: int = 1366, height: int = 768) -> Iterator[Desk]:
    """The window of that person on that shop, everything at once and no clock of its own."""
    person = as_person(ctx, number)
    screens = {
        Home: Elsewhere,
        CustomerForm: Elsewhere,
        CreditAnalysis: AnalysisScreen,
        CreditPolicy: PolicyScreen,
        ReleasedSales: ReleasedScreen,
    }
    with a_window(person, screens, size=(width, height)) as (window, dialogs):
        yield Desk(person, window, dialogs)
