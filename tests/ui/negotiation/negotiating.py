"""The counter where people negotiate: the window with Negociação in it, and a hand that counts its keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crediario.domain.money import Money, Rate
from crediario.services.core import Context
from crediario.services.negotiation import AgreementView, agreement_view
from crediario.ui.customers.card import CustomerCardScreen
from crediario.ui.customers.search import SearchPalette
from crediario.ui.navigation import (
    CustomerCard,
    CustomerForm,
    Home,
    Negotiation,
    NewSale,
    Place,
    Receive,
)
from crediario.ui.negotiation.agreement_done import AgreementDonePage
from crediario.ui.negotiation.negotiate import NegotiationScreen
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import CASHIER, TODAY, as_person, on_day
from tests.ui.support import type_text
from tests.ui.windows import NONE, Elsewhere, Hands, a_window

ELSEWHERE = (Home, CustomerForm, NewSale, Receive)


@dataclass
class People:
    """José owes five late slips of picture 07, Ana on two carnês, Bia only what is to come, Célia nothing."""

    jose: int
    ana: int
    bia: int
    celia: int


@dataclass
class Table(Hands):
    """A window, and what a test asks of it."""

    people: People
    keys: int = field(default=0)

    @property
    def screen(self) -> NegotiationScreen:
        assert isinstance(self.window.current, NegotiationScreen)
        return self.window.current

    @property
    def done(self) -> AgreementDonePage:
        page = self.screen.done
        assert page is not None, self.screen.form.panel.failure.paragraph.text
        return page

    @property
    def where(self) -> Place | None:
        return self.window.here

    def open(self, customer_id: int | None = None) -> NegotiationScreen:
        self.window.open(Negotiation(customer_id))
        QApplication.processEvents()
        self.keys = 0
        return self.screen

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one by one, counting them: ``press("2", "0", "0", "F10")``."""
        super().press(*names, modifier=modifier)
        self.keys += len(names)

    def type(self, text: str) -> None:
        """Letters, accents too, into whatever has the focus."""
        assert self.focused is not None
        type_text(self.focused, text)
        QApplication.processEvents()

    def agreement(self) -> AgreementView:
        """The agreement the last page shows."""
        return agreement_view(self.ctx, self.done.made.agreement_id)

    def status(self) -> str:
        """What the canhoto says is lacking."""
        said = self.screen.form.panel.status
        return said.text() if said.isVisible() else ""


def people_of(ctx: Context) -> People:
    """José: carnê 1, 12× R$ 158,00 from 10/10/2025, three paid. Ana: two carnês. Bia: due in eleven days."""
    jose = a_customer(on_day(ctx, date(2021, 3, 5)), "José Roberto da Silva")
    a_sale(on_day(ctx, date(2025, 9, 10)), jose, Money(1896_00), pieces=12, first_due=date(2025, 10, 10))
    for month in (10, 11, 12):
        a_payment(on_day(ctx, date(2025, month, 10)), jose)
    ana, bia = a_customer(ctx, "Ana Paula Ferreira"), a_customer(ctx, "Beatriz Lima")
    a_sale(on_day(ctx, date(2026, 3, 20)), ana, Money(420_00), pieces=6, first_due=date(2026, 4, 20))
    a_sale(ctx, ana, Money(300_00), pieces=3, first_due=date(2026, 4, 10))
    rate = Rate.percent("0.9")
    a_sale(
        on_day(ctx, date(2026, 5, 20)), bia, Money(300_00), pieces=3, rate=rate, first_due=date(2026, 6, 20)
    )
    celia = a_customer(ctx, "Célia Prado")
    on_day(ctx, TODAY)
    return People(jose, ana, bia, celia)


@contextmanager
def a_table(ctx: Context, person: int = CASHIER) -> Iterator[Table]:
    """Somebody's window on that shop, everything at once and no clock of its own."""
    people = people_of(ctx)
    operator = as_person(ctx, person)
    screens = {
        **dict.fromkeys(ELSEWHERE, Elsewhere),
        CustomerCard: CustomerCardScreen,
        Negotiation: NegotiationScreen,
    }
    with a_window(operator, screens, SearchPalette, role="caixa") as (window, dialogs):
        yield Table(operator, window, dialogs, people)
