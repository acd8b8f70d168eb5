"""What a sale's papers say of its price and interest, made of the sale as it was registered."""

from datetime import date
from typing import Protocol

from crediario.documents.carne_content import CarneSummary
from crediario.domain.money import Money, Rate
from crediario.domain.settings import ShopSettings


class RegisteredSale(Protocol):
    """What of a sale the summary is made of."""

    @property
    def sold_on(self) -> date: ...
    @property
    def price(self) -> Money: ...
    @property
    def down_payment(self) -> Money: ...
    @property
    def financed(self) -> Money: ...
    @property
    def interest(self) -> Money: ...
    @property
    def rate(self) -> Rate: ...
    @property
    def rate_year(self) -> Rate: ...
    @property
    def total_effective_cost(self) -> Rate: ...
    @property
    def total_with_down_payment(self) -> Money: ...


def summary_of(sale: RegisteredSale, settings: ShopSettings) -> CarneSummary:
    """The sums and rates of the sale, with what the shop asks for being late.

    Rule: CDC arts. 52 and 54-B.
    """
    return CarneSummary(
        price=sale.price,
        down_payment=sale.down_payment,
        down_payment_on=sale.sold_on if sale.down_payment else None,
        financed=sale.financed,
        interest=sale.interest,
        rate_month=sale.rate,
        rate_year=sale.rate_year,
        total_effective_cost=sale.total_effective_cost,
        total_with_down_payment=sale.total_with_down_payment,
        late_fine=settings.late_fine,
        late_interest=settings.late_interest,
        grace_days=settings.grace_days,
    )
