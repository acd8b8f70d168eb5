"""What is kept of a record beside what the form shows."""

from dataclasses import replace
from datetime import date, timedelta

from crediario.db.customers import stored_customer
from crediario.services import customers
from crediario.services.core import Context
from tests.support.builders import a_customer
from tests.support.shop import TODAY, new_id, on_day


def _with_phones(ctx: Context, customer: int, *phones: customers.PhoneDraft) -> None:
    draft = customers.customer_record(ctx, customer).draft
    changed = replace(draft, phones=phones)
    customers.change_customer(ctx, customers.ChangeCustomerOrder(new_id(), customer, draft, changed, True))


def _changed_on(ctx: Context, customer: int) -> date | None:
    stored = stored_customer(ctx.database, customer)
    return stored.phone_changed_on if stored else None


def test_a_telephone_that_came_later_keeps_the_day(shop: Context) -> None:
    customer = a_customer(shop)
    first = customers.customer_record(shop, customer).draft.phones[0]
    assert _changed_on(shop, customer) is None
    changed_on = TODAY + timedelta(days=3)
    on_day(shop, changed_on)
    later = customers.PhoneDraft("34 9 9876-1234")
    _with_phones(shop, customer, later, first)
    assert _changed_on(shop, customer) == changed_on
    # Another change does not make it newer, and taking it off leaves the first one alone.
    on_day(shop, changed_on + timedelta(days=40))
    _with_phones(shop, customer, first, later)
    assert _changed_on(shop, customer) == changed_on
    _with_phones(shop, customer, first)
    assert _changed_on(shop, customer) is None
