"""Counting blind: nobody who counts a drawer can reckon what it holds before the count was kept."""

import inspect
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from crediario.db.models import Audit
from crediario.domain.cash_closing import NotInDrawer, pieces_for
from crediario.domain.money import Money
from crediario.domain.permissions import Role
from crediario.domain.tender import Method
from crediario.services import cash, cash_closing, people, reports, users
from crediario.services.cash_closing import ClosingOrder, ClosingTerms, CountNotKept
from crediario.services.core import Context
from crediario.services.receipts import ReceiptFilter, receipts_page
from crediario.services.reports import DaySummary
from tests.services.test_core import FUNCTIONS
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import CASHIER, MANAGER, OWNER, SELLER, TODAY, as_person, clock_of, new_id, on_day
from tests.support.tills import (
    another_cashier,
    close,
    closing_terms,
    count,
    counting_openly,
    drop,
    open_till,
    second_till,
    session_of,
    supply,
)

#: What two customers hand over in cash, and what the drawer then holds: sums nothing else in the shop has.
FIRST, SECOND, FLOAT = Money(217_31), Money(345_17), Money(83_00)
RECEIVED = FIRST + SECOND
DRAWER = RECEIVED + FLOAT


@pytest.fixture
def till(shop: Context) -> Context:
    """The cashier at a till that counts blind and received from two people in cash, from one by Pix."""
    cashier = as_person(shop, CASHIER)
    close(cashier)
    open_till(cashier, FLOAT)
    for name, amount in (("Maria das Dores Silva", FIRST), ("José Aparecido Lopes", SECOND)):
        customer = a_customer(cashier, name)
        a_sale(cashier, customer, Money(900_00))
        a_payment(cashier, customer, 2, amount)
    a_payment(cashier, customer, 1, Money(41_90), method=Method.PIX)
    return cashier


def told(ctx: Context) -> DaySummary:
    day = reports.day_summary(ctx)
    assert day.is_told
    return day


def kept_back(ctx: Context) -> DaySummary:
    day = reports.day_summary(ctx)
    assert not day.is_told
    return day


def viewer(ctx: Context) -> Context:
    order = people.PersonOrder(new_id(), "Nair Alves", "Nair A.", Role.VIEWER, "582915")
    number = people.add_person(ctx, order).number
    return replace(ctx, operator=users.sign_in(ctx, users.SignIn(new_id(), number, "582915")).operator)


def supplied_later(ctx: Context) -> None:
    """A movement of a minute later: the count before it was of another drawer."""
    clock_of(ctx).moment += timedelta(minutes=1)
    supply(ctx, Money(10_00))


# -- Início


def test_who_counts_is_not_told_what_came_in(till: Context) -> None:
    day = kept_back(till)
    assert day.received is None
    assert day.by_method == {Method.PIX: Money(41_90)}, "a Pix is confirmed one by one; nobody counts it"
    assert day.receipts == 3
    assert day.sold.down_payments is None
    assert [each.amount for each in day.latest] == [Money(41_90), None, None]


@pytest.mark.parametrize("number", [OWNER, MANAGER])
def test_who_answers_for_differences_is_told(till: Context, number: int) -> None:
    day = told(as_person(till, number))
    assert day.received == RECEIVED + Money(41_90)
    assert day.by_method[Method.CASH] == RECEIVED
    assert [each.amount for each in day.latest] == [Money(41_90), SECOND, FIRST]
    assert day.sold.down_payments == Money.ZERO


def test_a_seller_beside_the_till_is_not_told_and_who_only_looks_on_is(shop: Context, till: Context) -> None:
    kept_back(as_person(till, SELLER))
    told(viewer(shop))


def test_reports_given_to_a_cashier_do_not_tell_the_drawer(shop: Context, till: Context) -> None:
    change = people.PermissionChange("see_reports", own=True)
    seen = people.PersonSeen("Joana Prado", "Joana P.", Role.CASHIER)
    people.change_permissions(shop, people.PermissionsOrder(new_id(), CASHIER, seen, (change,)))
    kept_back(till)


def test_it_is_told_after_the_count_and_kept_back_again_after_the_next_movement(till: Context) -> None:
    count(till, DRAWER)
    assert told(till).by_method[Method.CASH] == RECEIVED
    supplied_later(till)
    kept_back(till)
    count(till, DRAWER + Money(10_00))
    told(till)


def test_it_is_told_when_every_drawer_is_closed(till: Context) -> None:
    close(till, DRAWER)
    assert told(till).received == RECEIVED + Money(41_90)


def test_another_open_drawer_keeps_it_back_from_everybody_who_counts(shop: Context, till: Context) -> None:
    other = second_till(another_cashier(shop))
    open_till(other, Money(50_00))
    count(till, DRAWER)
    kept_back(till)
    kept_back(other)
    count(other, Money(50_00))
    told(till)


def test_a_shop_that_counts_openly_tells_everybody(shop: Context, till: Context) -> None:
    counting_openly(shop)
    assert told(till).received == RECEIVED + Money(41_90)


# -- Recibos


def test_the_receipts_of_the_day_come_without_what_was_paid_in_cash(till: Context) -> None:
    amounts = [each.amount for each in receipts_page(till, ReceiptFilter()).rows]
    assert amounts == [Money(41_90), None, None]
    seen = [each.amount for each in receipts_page(as_person(till, MANAGER), ReceiptFilter()).rows]
    assert seen == [Money(41_90), SECOND, FIRST]
    count(till, DRAWER)
    assert [each.amount for each in receipts_page(till, ReceiptFilter()).rows] == seen


def test_a_receipt_in_the_customers_hand_is_found_with_its_amount(till: Context) -> None:
    first = receipts_page(till, ReceiptFilter()).rows[-1]
    (found,) = receipts_page(till, ReceiptFilter(number=first.number)).rows
    assert found.amount == FIRST, "it stands on the paper"


def test_a_day_whose_drawer_was_closed_is_told(till: Context) -> None:
    close(till, DRAWER)
    on_day(till, TODAY + timedelta(days=1))
    open_till(till, FLOAT)
    kept_back(till)
    yesterday = receipts_page(till, ReceiptFilter(day=TODAY)).rows
    assert [each.amount for each in yesterday] == [Money(41_90), SECOND, FIRST]


# -- every other way to ask


def asked_alone() -> list[tuple[str, object]]:
    """Every reading that needs nothing but who asks."""
    return [
        (name, function)
        for name, function in FUNCTIONS
        if getattr(function, "kind", "") == "query" and len(inspect.signature(function).parameters) == 1
    ]


@pytest.mark.parametrize("number", [CASHIER, SELLER])
def test_no_reading_of_the_shop_tells_what_the_drawer_holds(till: Context, number: int) -> None:
    ctx = as_person(till, number)
    sums = {each.cents for each in (DRAWER, RECEIVED, RECEIVED + Money(41_90))}
    for name, function in asked_alone():
        if ctx.operator.may(function.permission):  # type: ignore[attr-defined]
            answer = msgspec.to_builtins(function(ctx), str_keys=True)  # type: ignore[operator]
            assert not sums & set(numbers(answer)), name


def numbers(answer: object) -> list[object]:
    """Every figure of an answer, at any depth."""
    if isinstance(answer, dict):
        return [found for each in answer.values() for found in numbers(each)]
    if isinstance(answer, list | tuple):
        return [found for each in answer for found in numbers(each)]
    return [answer]


def test_the_same_readings_tell_it_to_who_may_know(till: Context) -> None:
    """Else the one above would look for what is written nowhere."""
    answer = msgspec.to_builtins(reports.day_summary(as_person(till, MANAGER)), str_keys=True)
    assert {RECEIVED.cents, (RECEIVED + Money(41_90)).cents} <= set(numbers(answer))


# -- what refusals tell


def test_a_closing_without_a_count_is_refused_without_telling_what_is_expected(till: Context) -> None:
    session_id = session_of(cash.till_desk(till)).session_id
    terms = ClosingTerms(session_id, Money.ZERO, pieces_for(Money(1_00)), (), Money.ZERO)
    with pytest.raises(CountNotKept):
        cash_closing.close_cash(till, ClosingOrder(new_id(), terms))


def test_a_movement_after_the_count_asks_for_another_one_and_tells_nothing(till: Context) -> None:
    count(till, DRAWER)
    terms = closing_terms(till, DRAWER)
    supplied_later(till)
    with pytest.raises(CountNotKept):
        cash_closing.close_cash(till, ClosingOrder(new_id(), terms))


def test_asking_for_more_than_is_there_is_written_down(till: Context) -> None:
    with pytest.raises(NotInDrawer):
        drop(till, DRAWER + Money(1))
    (row,) = Audit.select().where(Audit.use_case == "drop_cash:not_in_drawer")
    assert row.operator_id == till.operator.id
    assert str((DRAWER + Money(1)).cents) in row.subject
