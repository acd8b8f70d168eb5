"""Limits: raised by payments in time, held by delay or by a person, lowered again by reversal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from crediario.db import invariants, limits
from crediario.db import shop as shops
from crediario.db.statements import fetch, run
from crediario.domain.credit.policy import LENIENT
from crediario.domain.credit.position import CreditStatus
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import OfferKind
from crediario.domain.tender import Method, Tender
from crediario.services import negotiation, payments
from crediario.services.core import Context
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.credit_past import random_story
from tests.support.negotiating import an_offer, order_for
from tests.support.shop import TODAY, new_id
from tests.support.standing import rolled

#: Every second payment in time raises by a tenth.
OFTEN = replace(LENIENT, payments_per_raise=2)
LIMIT = Money(1_000_00)


@pytest.fixture
def counter(shop: Context) -> Iterator[Context]:
    """The shop with that policy, its day turned; whatever a test does, I7 holds after it."""
    shops.save_version(shop.stamp, "policy", OFTEN)
    rolled(shop)
    yield shop
    assert not invariants.standing_follows(shop.database).failed


def a_newcomer(ctx: Context) -> int:
    """Twelve installments to pay, and no limit of their own."""
    customer = a_customer(ctx)
    a_sale(ctx, customer, Money(600_00), pieces=12)
    return customer


def a_buyer(ctx: Context, limit: Money = LIMIT) -> int:
    """The same with a limit."""
    customer = a_newcomer(ctx)
    limits.decide(ctx.stamp, customer, limit, "análise", status=CreditStatus.APPROVED)
    return customer


def limit_of(ctx: Context, customer: int) -> Money | None:
    return limits.account_of(ctx.database, customer).limit


def in_row(ctx: Context, customer: int) -> int:
    return limits.account_of(ctx.database, customer).on_time_in_row


def kinds(ctx: Context, customer: int) -> list[str]:
    return [line.kind for line in limits.entries(ctx.database, customer)]


def test_nobody_decided_anything_yet(counter: Context) -> None:
    customer = a_customer(counter)
    assert limits.account_of(counter.database, customer) == limits.Account()
    assert limits.entries(counter.database, customer) == ()


def test_every_second_payment_in_time_raises_it(counter: Context) -> None:
    customer = a_buyer(counter)
    seen = []
    for _ in range(4):
        a_payment(counter, customer)
        seen.append((limit_of(counter, customer), in_row(counter, customer)))
    assert seen == [
        (Money(1_000_00), 1),
        (Money(1_100_00), 0),
        (Money(1_100_00), 1),
        (Money(1_210_00), 0),
    ]
    newest = limits.entries(counter.database, customer)[0]
    assert (newest.kind, newest.before, newest.after, newest.reason) == (
        "raised",
        Money(1_100_00),
        Money(1_210_00),
        "2",
    )


def test_the_default_limit_rises_too_and_counts_again_when_taken_back(counter: Context) -> None:
    customer = a_newcomer(counter)
    a_payment(counter, customer)
    raising = a_payment(counter, customer)
    assert limit_of(counter, customer) == Money(550_00)
    a_reversal(counter, raising.payment_id)
    assert limit_of(counter, customer) is None
    assert in_row(counter, customer) == 1
    taken_back, raised = limits.entries(counter.database, customer)
    assert (taken_back.kind, taken_back.before, taken_back.after) == ("taken_back", Money(550_00), None)
    assert (raised.stands, taken_back.reason) == (False, "valor digitado errado")
    a_payment(counter, customer)
    assert limit_of(counter, customer) == Money(550_00)


def test_a_payment_of_several_counts_each(counter: Context) -> None:
    customer = a_buyer(counter)
    a_payment(counter, customer, 3)
    assert (limit_of(counter, customer), in_row(counter, customer)) == (Money(1_100_00), 0)


def test_a_part_closes_nothing(counter: Context) -> None:
    customer = a_buyer(counter)
    a_payment(counter, customer, 1, Money(20_00))
    assert in_row(counter, customer) == 0
    a_payment(counter, customer)
    assert in_row(counter, customer) == 1


def test_what_is_paid_late_begins_anew(counter: Context) -> None:
    customer = a_buyer(counter)
    a_payment(counter, customer)
    rolled(counter, TODAY + timedelta(days=80))
    a_payment(counter, customer)
    assert (limit_of(counter, customer), in_row(counter, customer)) == (Money(1_000_00), 0)


def test_it_is_frozen_while_something_is_late_and_goes_on_after(counter: Context) -> None:
    customer = a_buyer(counter)
    a_sale(counter, customer, Money(100_00), pieces=1, first_due=TODAY + timedelta(days=5))
    a_sale(counter, customer, Money(400_00), pieces=4, first_due=TODAY + timedelta(days=10))
    late_one = TODAY + timedelta(days=8)
    rolled(counter, late_one)
    for _ in range(2):
        rows = fetch(
            counter.database,
            "SELECT id FROM installment WHERE customer_id = ? AND open_cents > 0 ORDER BY due_date DESC",
            (customer,),
        )
        pay_exactly(counter, customer, rows[0][0])
    assert (limit_of(counter, customer), in_row(counter, customer)) == (Money(1_000_00), 2)
    a_payment(counter, customer)
    assert (limit_of(counter, customer), in_row(counter, customer)) == (Money(1_000_00), 0)
    a_payment(counter, customer, 2)
    assert limit_of(counter, customer) == Money(1_100_00)


def pay_exactly(ctx: Context, customer: int, installment: int) -> None:
    """Pays one installment, wherever it stands in the list."""
    (row,) = [row for row in payments.receiving_desk(ctx, customer).rows if row.installment_id == installment]
    due = row.quote.total
    order = payments.PaymentOrder(new_id(), customer, (installment,), due, (Tender(Method.CASH, due),))
    payments.receive_payment(ctx, order)


@pytest.mark.parametrize("hold", [limits.block, limits.restrict])
def test_it_stays_while_a_person_holds_it(counter: Context, hold: object) -> None:
    customer = a_buyer(counter)
    hold(counter.stamp, customer, "documento perdido")  # type: ignore[operator]
    a_payment(counter, customer, 3)
    assert (limit_of(counter, customer), in_row(counter, customer)) == (Money(1_000_00), 3)
    account = limits.account_of(counter.database, customer)
    assert "documento perdido" in {account.blocked, account.restriction}
    release = limits.unblock if hold is limits.block else limits.lift_restriction
    release(counter.stamp, customer, "encontrado")
    a_payment(counter, customer)
    assert limit_of(counter, customer) == Money(1_100_00)
    account = limits.account_of(counter.database, customer)
    assert (account.blocked, account.restriction) == (None, None)


def test_a_refused_customer_gets_no_more(counter: Context) -> None:
    customer = a_buyer(counter)
    limits.decide(counter.stamp, customer, Money(300_00), "renda comprometida", status=CreditStatus.REFUSED)
    a_payment(counter, customer, 4)
    assert limit_of(counter, customer) == Money(300_00)
    assert limits.account_of(counter.database, customer).status is CreditStatus.REFUSED


def test_it_stops_at_the_largest(counter: Context) -> None:
    customer = a_buyer(counter, Money(4_800_00))
    a_payment(counter, customer, 2)
    assert limit_of(counter, customer) == Money(5_000_00)
    a_payment(counter, customer, 2)
    assert kinds(counter, customer) == ["raised", "set"]


def test_a_policy_without_a_share_raises_nothing(counter: Context) -> None:
    shops.save_version(counter.stamp, "policy", replace(OFTEN, raise_share=Rate.ZERO))
    customer = a_buyer(counter)
    a_payment(counter, customer, 4)
    assert limit_of(counter, customer) == Money(1_000_00)


def test_a_rise_taken_back_leaves_a_later_one(counter: Context) -> None:
    customer = a_buyer(counter)
    first = a_payment(counter, customer, 2)
    a_payment(counter, customer, 2)
    assert limit_of(counter, customer) == Money(1_210_00)
    a_reversal(counter, first.payment_id)
    assert limit_of(counter, customer) == Money(1_110_00)
    assert kinds(counter, customer) == ["taken_back", "raised", "raised", "set"]


def test_the_default_limit_counts_again_whichever_rise_is_taken_back_last(counter: Context) -> None:
    customer = a_newcomer(counter)
    first, second = a_payment(counter, customer, 2), a_payment(counter, customer, 2)
    assert limit_of(counter, customer) == Money(605_00)
    a_reversal(counter, first.payment_id)
    assert limit_of(counter, customer) == Money(555_00)
    a_reversal(counter, second.payment_id)
    assert limit_of(counter, customer) is None


def test_what_a_person_decided_since_stays(counter: Context) -> None:
    customer = a_buyer(counter)
    raising = a_payment(counter, customer, 2)
    limits.decide(counter.stamp, customer, Money(2_000_00), "cliente antigo")
    a_reversal(counter, raising.payment_id)
    assert limit_of(counter, customer) == Money(2_000_00)
    assert kinds(counter, customer) == ["set", "raised", "set"]


def test_a_reversal_of_another_payment_takes_nothing_back(counter: Context) -> None:
    customer = a_buyer(counter)
    first = a_payment(counter, customer)
    a_payment(counter, customer)
    a_reversal(counter, first.payment_id)
    assert (limit_of(counter, customer), in_row(counter, customer)) == (Money(1_100_00), 0)


def test_an_agreement_that_closes_something_late_begins_anew(counter: Context) -> None:
    customer = a_buyer(counter)
    a_payment(counter, customer)
    rolled(counter, TODAY + timedelta(days=80))
    assert in_row(counter, customer) == 1
    negotiation.make_agreement(counter, order_for(an_offer(counter, customer, OfferKind.CASH), customer))
    assert in_row(counter, customer) == 0


def test_everything_recounted_is_the_same(counter: Context) -> None:
    random_story(counter, 5, 60)
    a_payment(counter, a_newcomer(counter))
    rows = "SELECT customer_id, on_time_in_row FROM credit_account ORDER BY customer_id"
    found = fetch(counter.database, rows)
    assert any(each for _, each in found)
    run(counter.database, "UPDATE credit_account SET on_time_in_row = 77")
    limits.recount(counter.database, [customer for customer, _ in found])
    assert fetch(counter.database, rows) == found
    run(counter.database, "UPDATE credit_account SET on_time_in_row = 77")
    limits.rebuild(counter.database)
    assert fetch(counter.database, rows) == found


def test_accounts_that_are_not_there_are_opened(counter: Context) -> None:
    """Of a shop of an older version: what was paid before counts."""
    customer = a_newcomer(counter)
    a_payment(counter, customer)
    run(counter.database, "DELETE FROM credit_account")
    limits.rebuild(counter.database)
    assert in_row(counter, customer) == 1
    run(counter.database, "DELETE FROM credit_account")
    a_payment(counter, customer)
    assert limit_of(counter, customer) == Money(550_00)


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE limit_entry SET after_cents = after_cents + 1 WHERE kind = 'raised'",
        "UPDATE limit_entry SET before_cents = after_cents WHERE kind = 'raised'",
        "UPDATE limit_entry SET payment_id = NULL WHERE kind = 'raised'",
        "UPDATE limit_entry SET reverses_id = NULL WHERE kind = 'taken_back'",
        "UPDATE limit_entry SET before_cents = before_cents + 1 WHERE kind = 'taken_back'",
        "UPDATE limit_entry SET after_cents = NULL WHERE kind = 'taken_back'",
        "DELETE FROM credit_account",
    ],
)
def test_a_spoilt_limit_is_noticed(sqlite_shop: Context, spoil: str) -> None:
    shops.save_version(sqlite_shop.stamp, "policy", OFTEN)
    rolled(sqlite_shop)
    customer = a_buyer(sqlite_shop)
    a_payment(sqlite_shop, customer, 2)
    a_reversal(sqlite_shop, a_payment(sqlite_shop, customer, 2).payment_id)
    assert not invariants.standing_follows(sqlite_shop.database).failed
    for (name,) in fetch(sqlite_shop.database, "SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        sqlite_shop.database.execute_sql(f"DROP TRIGGER {name}")
    run(sqlite_shop.database, spoil)
    assert invariants.standing_follows(sqlite_shop.database).failed
