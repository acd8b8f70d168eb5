"""A window with the screens that undo and move, on a real shop."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from crediario.services.core import Context
from crediario.ui.customers.card import CustomerCardScreen
from crediario.ui.customers.search import SearchPalette
from crediario.ui.navigation import (
    CustomerCard,
    Home,
    MoveDue,
    Place,
    ReturnGoods,
    ReversePayment,
    StoreCredit,
)
from crediario.ui.returns.credit_screen import CreditScreen
from crediario.ui.returns.move_screen import MoveScreen
from crediario.ui.returns.return_screen import ReturnScreen
from crediario.ui.returns.reverse_screen import ReverseScreen
from tests.support.builders import a_customer
from tests.support.returning import furniture_sold
from tests.support.shop import MANAGER, TODAY, as_person, on_day
from tests.ui.windows import Elsewhere, Hands, S, a_window

DUE = date(2026, 7, 10)


@dataclass
class Desk(Hands):
    """A window, and what a test asks of it."""

    maria: int
    sale_id: int

    def open(self, place: Place, kind: type[S]) -> S:
        self.window.open(place)
        return self.on(kind)

    def type(self, text: str) -> None:
        """Into whatever has the focus."""
        self.write(text)


@contextmanager
def a_desk(ctx: Context, number: int = MANAGER) -> Iterator[Desk]:
    """Maria bought four chairs and a table, R$ 600,00 in six, the first due on 10/07/2026."""
    on_day(ctx, TODAY)
    maria = a_customer(ctx, "Maria das Graças Oliveira")
    sale = furniture_sold(ctx, maria, first_due=DUE)
    person = as_person(ctx, number)
    screens = {
        Home: Elsewhere,
        CustomerCard: CustomerCardScreen,
        ReturnGoods: ReturnScreen,
        ReversePayment: ReverseScreen,
        MoveDue: MoveScreen,
        StoreCredit: CreditScreen,
    }
    with a_window(person, screens, SearchPalette, (1366, 768), "gerência") as (window, dialogs):
        yield Desk(person, window, dialogs, maria, sale.sale_id)
    assert not dialogs.bugs
