"""The manager's window in front of a shop where some are late: Pendências and A vencer in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from crediario.domain.money import Money
from crediario.services.core import Context
from crediario.services.customers import PhoneDraft
from crediario.ui.customers.search import SearchPalette
from crediario.ui.navigation import (
    ComingDue,
    CustomerCard,
    Home,
    Negotiation,
    NewSale,
    Overdue,
    Receive,
)
from crediario.ui.overdue.coming_due import ComingDueScreen
from crediario.ui.overdue.overdue import OverdueScreen
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import MANAGER, TODAY, as_person, on_day
from tests.ui.windows import ALT, Elsewhere, Hands, a_window


@dataclass
class Desk(Hands):
    """A window, and what a test asks of it."""

    def overdue(self) -> OverdueScreen:
        """Pendências, as F7 opens it."""
        self.press("F7")
        return self.on(OverdueScreen)

    def coming_due(self) -> ComingDueScreen:
        """A vencer, as Alt+2 opens it from there."""
        self.overdue()
        self.press("2", modifier=ALT)
        return self.on(ComingDueScreen)


def names(screen: OverdueScreen | ComingDueScreen) -> list[str]:
    """Who is on the list, in order."""
    return [row.name for row in screen.list.table.rows()]


def late_customers(ctx: Context) -> dict[str, int]:
    """Five late customers, one in each band but the fourth, and one who only has something to come.

    Maria (28 days) has bought before and paid in time; Divina (127) never paid; Neuza has two bands.
    """
    ids = {
        name: a_customer(ctx, name, phones=(PhoneDraft(phone),), district=district)
        for name, phone, district in (
            ("Adilson Teixeira Braga", "34 9 9811-0001", "Centro"),
            ("Divina Eduarda Dias", "34 9 9811-0002", "Lagoa Grande"),
            ("Maria das Graças Oliveira", "34 9 9812-4471", "Centro"),
            ("Neuza Aparecida Borges", "34 9 9811-0004", "Rosário"),
            ("Valdirene Souza Campos", "34 9 9811-0005", ""),
            ("Zilda Prado", "34 9 9811-0006", "Centro"),
        )
    }
    maria = ids["Maria das Graças Oliveira"]
    a_sale(on_day(ctx, date(2025, 6, 12)), maria, Money(840_00), pieces=12, first_due=date(2025, 7, 11))
    for month in (7, 8, 9, 10, 11, 12):
        a_payment(on_day(ctx, date(2025, month, 10)), maria)
    for month in (1, 2, 3, 4):
        a_payment(on_day(ctx, date(2026, month, 10)), maria)
    on_day(ctx, date(2026, 5, 1))
    _one(ctx, ids["Adilson Teixeira Braga"], 164_90, date(2026, 6, 2))
    _one(ctx, ids["Divina Eduarda Dias"], 98_70, date(2026, 2, 2), sold=date(2026, 1, 5))
    _one(ctx, ids["Neuza Aparecida Borges"], 541_33, date(2026, 4, 24), sold=date(2026, 3, 5))
    _one(ctx, ids["Neuza Aparecida Borges"], 100_00, date(2026, 6, 1))
    _one(ctx, ids["Valdirene Souza Campos"], 318_40, date(2026, 5, 11))
    _one(ctx, ids["Zilda Prado"], 77_90, date(2026, 6, 12))
    on_day(ctx, TODAY)
    return ids


def _one(ctx: Context, customer: int, cents: int, due: date, sold: date = date(2026, 5, 1)) -> None:
    a_sale(on_day(ctx, sold), customer, Money(cents), pieces=1, first_due=due)


def elsewhere(ctx: Context, customer: int, days: int) -> None:
    """Another late installment, written while the list is on the screen."""
    _one(ctx, customer, 50_00, date.fromordinal(TODAY.toordinal() - days), sold=date(2026, 5, 2))
    on_day(ctx, TODAY)


@contextmanager
def a_desk(ctx: Context, number: int = MANAGER) -> Iterator[Desk]:
    """The window of one of the shop's people, everything at once and no clock of its own."""
    person = as_person(ctx, number)
    screens = {
        **dict.fromkeys((Home, NewSale, Receive, Negotiation, CustomerCard), Elsewhere),
        Overdue: OverdueScreen,
        ComingDue: ComingDueScreen,
    }
    with a_window(person, screens, SearchPalette, role="gerência") as (window, dialogs):
        yield Desk(person, window, dialogs)
