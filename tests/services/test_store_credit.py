"""Store credit read and handed out on both engines."""

from dataclasses import replace

import pytest

from crediario.db import invariants
from crediario.domain.money import AmountNotPositive, Money
from crediario.domain.receiving import NotThisCustomers
from crediario.domain.store_credit import StoreCreditShort
from crediario.services import store_credit
from crediario.services.core import Context, PermissionDenied
from crediario.services.store_credit import CreditPaidOut, PayOutOrder, PayOutReasonMissing
from tests.support.builders import a_customer
from tests.support.returning import furniture_sold, returned
from tests.support.shop import SELLER, as_person, new_id


@pytest.fixture
def maria(shop: Context) -> int:
    """Has R$ 60,00 of store credit: a cancelled sale's down payment."""
    customer = a_customer(shop)
    sale = furniture_sold(shop, customer, down_payment=Money(60_00))
    returned(shop, sale.sale_id, whole=True)
    return customer


def kept(shop: Context) -> bool:
    return not [each for each in invariants.check_all(shop.database) if each.failed]


def pay_out(shop: Context, customer: int, cents: int, reason: str = "pediu em dinheiro") -> CreditPaidOut:
    return store_credit.pay_out_credit(shop, PayOutOrder(new_id(), customer, Money(cents), reason))


def test_it_is_handed_out_in_cash_in_parts(shop: Context, maria: int) -> None:
    assert pay_out(shop, maria, 20_00).balance == Money(40_00)
    assert pay_out(shop, maria, 40_00).balance == Money.ZERO
    assert kept(shop)


def test_the_statement_adds_up(shop: Context, maria: int) -> None:
    pay_out(shop, maria, 20_00)
    found = store_credit.credit_statement(shop, maria)
    assert found.balance == Money(40_00)
    assert [(line.kind, line.amount, line.number, line.balance) for line in found.lines] == [
        ("paid_out", Money(-20_00), None, Money(40_00)),
        ("returned", Money(60_00), 1, Money(60_00)),
    ]


def test_never_more_than_there_is(shop: Context, maria: int) -> None:
    with pytest.raises(StoreCreditShort):
        pay_out(shop, maria, 60_01)
    with pytest.raises(AmountNotPositive):
        pay_out(shop, maria, 0)
    with pytest.raises(PayOutReasonMissing):
        pay_out(shop, maria, 1_00, " ")
    with pytest.raises(NotThisCustomers):
        pay_out(shop, 9_999, 1_00)
    with pytest.raises(NotThisCustomers):
        store_credit.credit_statement(shop, 9_999)
    with pytest.raises(PermissionDenied):
        pay_out(as_person(shop, SELLER), maria, 1_00)
    assert kept(shop)


def test_twice_sent_it_is_handed_out_once(shop: Context, maria: int) -> None:
    order = PayOutOrder(new_id(), maria, Money(20_00), "pediu em dinheiro")
    assert store_credit.pay_out_credit(shop, order) == store_credit.pay_out_credit(shop, replace(order))
    assert store_credit.credit_statement(shop, maria).balance == Money(40_00)
