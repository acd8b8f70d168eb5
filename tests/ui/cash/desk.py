"""The window on a till, and a hand that types: opened, moved, counted and closed by keys alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from crediario.domain.cash_closing import pieces_for
from crediario.domain.money import Money
from crediario.services.core import Context
from crediario.ui.cash.cash_screen import CashScreen
from crediario.ui.cash.past_screen import PastScreen
from crediario.ui.navigation import Cash, Home, PastClosings, Receive
from crediario.ui.payments.receive import ReceiveScreen
from tests.support.shop import CASHIER, as_person, clock_of
from tests.support.tills import close
from tests.ui.windows import CTRL, Elsewhere, Hands, a_window


@dataclass
class Desk(Hands):
    """A window, and what a test asks of it."""

    @property
    def screen(self) -> CashScreen:
        assert isinstance(self.window.current, CashScreen)
        return self.window.current

    @property
    def past(self) -> PastScreen:
        assert isinstance(self.window.current, PastScreen)
        return self.window.current

    def type(self, text: str) -> None:
        """Figures as a person types them, Enter as a line break."""
        for letter in text:
            self.press({",": "Comma", "\n": "Return"}.get(letter, letter.upper()))

    def count(self, amount: Money) -> None:
        """Every note and coin of a drawer with that in it, Enter after each."""
        pieces = {each.value: each.quantity for each in pieces_for(amount)}
        for value in self.screen.closing.count.edits:
            self.press("A", modifier=CTRL)
            self.type(str(pieces.get(value, 0)) + "\n")


@contextmanager
def a_desk(ctx: Context, number: int = CASHIER) -> Iterator[Desk]:
    """That person's window on a shop whose till was closed a minute ago."""
    close(as_person(ctx, CASHIER))
    clock_of(ctx).moment += timedelta(minutes=1)
    person = as_person(ctx, number)
    places = {Home: Elsewhere, Receive: ReceiveScreen, Cash: CashScreen, PastClosings: PastScreen}
    with a_window(person, places, role="caixa") as (window, dialogs):
        yield Desk(person, window, dialogs)
