"""Orders no screen sends: whatever is in them, a sale is refused with nothing written, or it holds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crediario.db import invariants
from crediario.db import shop as kept_shop
from crediario.db.models import CreditDecision, Installment, Sale
from crediario.db.sale_postings import Item
from crediario.domain.credit.policy import STANDARD
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, Rate
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every
from crediario.services import credit, sales
from crediario.services.core import Context
from tests.support.builders import a_customer
from tests.support.shop import CASHIER, MANAGER, as_person, new_id

CENTS = st.integers(-(10**15), 10**15) | st.integers(-5, 3_000_00)
ODD_IDS = st.sampled_from([0, -1, 1, 2, 10**9])
RATES = st.sampled_from(["0", "0.9", "1", "1.01", "2", "99"]).map(Rate.percent)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1)) | st.dates(date(2026, 6, 9), date(2026, 8, 9))


@pytest.fixture
def till(sqlite_shop: Context) -> tuple[Context, int]:
    """The cashier of a shop with the standard policy, and a customer who may buy a little."""
    kept_shop.save_version(sqlite_shop.stamp, "policy", STANDARD)
    customer = a_customer(sqlite_shop, income=Money(3_000_00))
    manager = as_person(sqlite_shop, MANAGER)
    order = credit.LimitOrder(new_id(), customer, Money(900_00), "renda comprovada")
    credit.set_limit(manager, order)
    return as_person(sqlite_shop, CASHIER), customer


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_is_refused_or_holds(till: tuple[Context, int], data: st.DataObject) -> None:
    ctx, customer = till
    price, down = Money(data.draw(CENTS)), Money(data.draw(CENTS))
    terms = SaleTerms(
        customer_id=data.draw(st.just(customer) | ODD_IDS),
        price=price,
        down_payment=data.draw(st.just(Money(max(price.cents, 0) // 4)) | st.just(down)),
        count=data.draw(st.integers(1, 12) | st.integers(-3, 10**9)),
        rate=data.draw(RATES),
        every=data.draw(st.sampled_from(list(Every))),
        first_due=data.draw(DAYS),
        anchor_day=data.draw(st.none() | st.integers(-1, 40)),
        authorised_buyer_id=data.draw(st.none() | ODD_IDS),
    )
    order = sales.SaleOrder(
        request_id=new_id(),
        terms=terms,
        items=(Item("Coisa", 1, terms.price),),
        seller_id=data.draw(st.none() | st.just(ctx.operator.id) | ODD_IDS),
        release_id=data.draw(st.none() | ODD_IDS),
    )
    before = counts()
    try:
        receipt = sales.register_sale(ctx, order)
    except Refusal:
        assert counts() == before
        return
    kept = CreditDecision.get_by_id(receipt.sale_id)
    assert kept.colour != "red"
    assert kept.used_cents + kept.added_cents <= kept.limit_cents
    assert not [each for each in invariants.check_all(ctx.database) if each.failed]


def counts() -> tuple[int, int, int]:
    return Sale.select().count(), Installment.select().count(), CreditDecision.select().count()


@pytest.mark.parametrize("amount", [float("nan"), 1.5, Decimal("NaN"), "100", None])
def test_what_is_no_whole_number_of_centavos_never_becomes_money(amount: Any) -> None:
    with pytest.raises((TypeError, ValueError, Refusal)):
        Money(amount) + Money(1)


@pytest.mark.parametrize("share", ["NaN", "Infinity", "-1"])
def test_a_rate_that_is_none_sells_nothing(till: tuple[Context, int], share: str) -> None:
    ctx, customer = till
    with pytest.raises((Refusal, TypeError)):
        terms = SaleTerms(
            customer, Money(100_00), Money(20_00), 2, Rate(Decimal(share)), Every.MONTH, date(2026, 7, 9)
        )
        item = (Item("Coisa", 1, terms.price),)
        sales.register_sale(ctx, sales.SaleOrder(new_id(), terms, item))
    assert counts() == (0, 0, 0)


def test_a_quantity_that_overflows_is_no_price(till: tuple[Context, int]) -> None:
    ctx, customer = till
    terms = SaleTerms(customer, Money(100_00), Money(20_00), 2, Rate.ZERO, Every.MONTH, date(2026, 7, 9))
    order = sales.SaleOrder(new_id(), terms, (Item("Coisa", 10**18, Money(1)),))
    for wrong in (order, replace(order, request_id=new_id(), items=(Item("Coisa", -1, Money(-100_00)),))):
        with pytest.raises(Refusal):
            sales.register_sale(ctx, wrong)
    assert counts() == (0, 0, 0)
