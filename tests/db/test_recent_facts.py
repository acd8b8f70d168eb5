"""What warning signs are read from, told by a customer's own papers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crediario.db.recent_facts import recent_facts
from crediario.domain.credit.warning_signs import RecentFacts, WarningSign, WarningSignKind, warning_signs
from crediario.domain.money import Money
from crediario.services import customers
from crediario.services.core import Context
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.credit_past import random_story, told_facts
from tests.support.shop import TODAY, new_id
from tests.support.standing import rolled


def test_somebody_who_just_came(shop: Context) -> None:
    assert recent_facts(shop.database, a_customer(shop), TODAY) == RecentFacts(TODAY, delays=[])


def test_nobody_has_no_past(shop: Context) -> None:
    with pytest.raises(LookupError):
        recent_facts(shop.database, 999_999, TODAY)


def test_a_first_installment_unpaid_and_a_delay(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, Money(200_00), pieces=2)
    a_payment(shop, customer)
    a_sale(shop, customer, Money(300_00), pieces=3, first_due=TODAY + timedelta(days=10))
    day = TODAY + timedelta(days=30)
    rolled(shop, day)
    facts = recent_facts(shop.database, customer, day)
    assert facts == RecentFacts(
        today=day,
        delays=[0],
        purchases=(Money(200_00), Money(300_00)),
        last_sold_on=TODAY,
        late_count=1,
        late_days=20,
        first_unpaid=1,
    )
    assert [sign.kind for sign in warning_signs(facts)] == [
        WarningSignKind.FIRST_UNPAID,
        WarningSignKind.LATER_THAN_EVER,
    ]
    a_payment(shop, customer, 1, Money(10_00))
    assert recent_facts(shop.database, customer, day).first_unpaid == 0


def test_a_telephone_changed_is_remembered_and_others_are_not(shop: Context) -> None:
    customer = a_customer(shop)
    day = TODAY + timedelta(days=3)
    rolled(shop, day)
    record = customers.customer_record(shop, customer)
    more = (*record.draft.phones, customers.PhoneDraft("34 9 9876-1234"))
    order = customers.ChangeCustomerOrder(
        new_id(), customer, record.draft, replace(record.draft, phones=more), True
    )
    customers.change_customer(shop, order)
    facts = recent_facts(shop.database, customer, day + timedelta(days=4))
    assert facts.phone_changed_on == day
    assert warning_signs(facts) == (WarningSign(WarningSignKind.PHONE_CHANGED, (4,)),)
    record = customers.customer_record(shop, customer)
    order = customers.ChangeCustomerOrder(
        new_id(), customer, record.draft, replace(record.draft, phones=record.draft.phones[:1]), True
    )
    customers.change_customer(shop, order)
    assert recent_facts(shop.database, customer, day).phone_changed_on is None


def test_delays_are_those_of_the_score(shop: Context) -> None:
    for each in random_story(shop, 6, 60):
        delays, told = recent_facts(shop.database, each, shop.today).delays, told_facts(shop, each)
        assert (list(delays).count(0), max(delays, default=0)) == (told.on_time, told.worst_days)
        assert len(delays) == told.settled
