"""The counter in front of a real shop: the window with the customers' screens in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QApplication

from crediario.domain.money import Money
from crediario.services.core import Context
from crediario.ui.customers.card import CustomerCardScreen
from crediario.ui.customers.form import CustomerFormScreen
from crediario.ui.customers.merge import MergeCustomersScreen
from crediario.ui.customers.search import SearchPalette
from crediario.ui.navigation import (
    CustomerCard,
    CustomerForm,
    Home,
    MergeCustomers,
    Negotiation,
    NewSale,
    Receive,
)
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import CASHIER, TODAY, as_person, on_day
from tests.ui.windows import Elsewhere, Hands, a_window


@dataclass
class People:
    """Maria owes two slips late and more to come, Marli nothing; Marcos has only a name."""

    maria: int
    marli: int
    marcos: int


@dataclass
class Counter(Hands):
    """A window, and what a test asks of it."""

    people: People

    def find(self, text: str) -> SearchPalette:
        """The palette, opened with that text."""
        self.window.open_search(text)
        QApplication.processEvents()
        palette = self.window.overlay.content
        assert isinstance(palette, SearchPalette)
        return palette

    def card(self, customer_id: int) -> CustomerCardScreen:
        """The ficha of somebody."""
        self.window.open_customer(customer_id)
        return self.on(CustomerCardScreen)

    def form(self, customer_id: int | None = None, name: str = "") -> CustomerFormScreen:
        """The record, empty or somebody's."""
        self.window.open(CustomerForm(customer_id, name))
        return self.on(CustomerFormScreen)


def people_of(ctx: Context) -> People:
    """Maria: carnê 1, 10× R$ 139,80 from 12/01, four paid; carnê 2, 6× R$ 70,00 from 20/05, none paid."""
    maria = a_customer(ctx, "Maria das Graças Oliveira", phones=_phone("34 9 9812-4471"))
    marli = a_customer(ctx, "Marli Graciano de Melo", phones=_phone("34 3821-4405"))
    marcos = a_customer(
        ctx, "Marcos Vinícius Granado", document="", birth_date=None, phones=(), street="", city="", uf=""
    )
    a_sale(on_day(ctx, date(2025, 12, 12)), maria, Money(1398_00), pieces=10, first_due=date(2026, 1, 12))
    for month in range(1, 5):
        a_payment(on_day(ctx, date(2026, month, 12)), maria)
    a_sale(on_day(ctx, date(2026, 4, 20)), maria, Money(420_00), pieces=6, first_due=date(2026, 5, 20))
    on_day(ctx, TODAY)
    return People(maria, marli, marcos)


def _phone(number: str) -> tuple[object, ...]:
    from crediario.services.customers import PhoneDraft

    return (PhoneDraft(number),)


@contextmanager
def a_counter(ctx: Context, number: int = CASHIER) -> Iterator[Counter]:
    """The cashier's window on that shop, or another person's; everything at once and no clock of its own."""
    people = people_of(ctx)
    cashier = as_person(ctx, number)
    screens = {
        **dict.fromkeys((Home, NewSale, Receive, Negotiation), Elsewhere),
        CustomerCard: CustomerCardScreen,
        CustomerForm: CustomerFormScreen,
        MergeCustomers: MergeCustomersScreen,
    }
    with a_window(cashier, screens, SearchPalette, role="caixa") as (window, dialogs):
        yield Counter(cashier, window, dialogs, people)
