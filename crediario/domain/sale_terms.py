"""The terms of one very sale: what is previewed on every keystroke, and what a release is bound to."""

from dataclasses import dataclass
from datetime import date

from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Every, Plan, PlanTerms, plan
from crediario.domain.settings import ShopSettings


@dataclass(frozen=True, slots=True)
class SaleTerms:
    """Who buys, for how much, and how it will be paid.

    Attributes:
        authorised_buyer_id: who takes the goods home on the customer's account; None for the customer.
    """

    customer_id: int
    price: Money
    down_payment: Money
    count: int
    rate: Rate
    every: Every
    first_due: date
    anchor_day: int | None = None
    authorised_buyer_id: int | None = None


def plan_for(terms: SaleTerms, settings: ShopSettings, sold_on: date) -> Plan:
    """The plan these terms make under the shop's settings, if sold on that day.

    Raises:
        the refusals of ``schedule.plan``.
    """
    return plan(plan_terms(terms, settings, sold_on))


def plan_terms(terms: SaleTerms, settings: ShopSettings, sold_on: date) -> PlanTerms:
    """What the plan of these terms is made from."""
    return PlanTerms(
        price=terms.price,
        down_payment=terms.down_payment,
        count=terms.count,
        rate=terms.rate,
        sold_on=sold_on,
        first_due=terms.first_due,
        every=terms.every,
        anchor_day=terms.anchor_day,
        remainder_first=settings.remainder_first,
        rate_warning=settings.rate_warning,
        rate_cap=settings.rate_cap,
    )
