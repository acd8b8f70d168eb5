"""The drawer of a till: opened with a float, explained line by line, money taken out and brought."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from crediario.db.models import Audit, CashMovement, CashSession, LedgerEntry
from crediario.domain.cash import ClockBehind, NoOpenSession, SessionOfAnother
from crediario.domain.cash_closing import NotInDrawer
from crediario.domain.money import AmountNotPositive, AmountTooLarge, Money
from crediario.domain.tender import Method, Tender
from crediario.services import cash, checking, payments
from crediario.services.cash import DrawerKind, MovementReasonMissing, MoveOrder, OpenOrder, TillOpenAlready
from crediario.services.core import Context, PermissionDenied
from crediario.services.sales import SaleReceipt
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale, payment_order
from tests.support.shop import CASHIER, MANAGER, SELLER, as_person, clock_of, new_id, on_day, system
from tests.support.tills import (
    close,
    counting_openly,
    drop,
    expected_cash,
    open_till,
    second_till,
    session_of,
    supply,
)

FLOAT = Money(300_00)


@pytest.fixture
def till(shop: Context) -> Context:
    """The cashier at the till that is open with nothing in it; the shop counts openly."""
    counting_openly(shop)
    return as_person(shop, CASHIER)


@pytest.fixture
def closed_till(till: Context) -> Context:
    """The cashier at a till that was closed a moment ago."""
    close(till)
    return till


def lines(ctx: Context) -> list[tuple[DrawerKind, int, int]]:
    return [(line.kind, line.amount.cents, line.count) for line in cash.till_desk(ctx).lines]


def accounts(operation: str) -> dict[str, int]:
    rows = LedgerEntry.select().where(LedgerEntry.operation == operation)
    return {row.account: row.amount_cents for row in rows}


def assert_whole(ctx: Context) -> None:
    report = checking.check_shop(system(ctx))
    assert report.ok, report


# -- opening


def test_a_closed_till_says_so_and_opens_with_what_is_in_its_drawer(closed_till: Context) -> None:
    assert cash.till_state(closed_till) == cash.TillState(2, None, is_mine=False, of_earlier_day=False)

    order = OpenOrder(new_id(), FLOAT)
    opened = cash.open_cash(closed_till, order)

    desk = cash.till_desk(closed_till)
    session = session_of(desk)
    assert (session.session_id, session.float, session.operator_name) == (
        opened.session_id,
        FLOAT,
        "Joana P.",
    )
    assert desk.is_mine and not desk.of_earlier_day
    assert lines(closed_till) == [(DrawerKind.FLOAT, 300_00, 1)]
    assert accounts(order.request_id) == {"cash": 300_00, "safe": -300_00}
    assert_whole(closed_till)


def test_an_empty_drawer_opens_too(closed_till: Context) -> None:
    order = OpenOrder(new_id(), Money.ZERO)
    cash.open_cash(closed_till, order)
    assert expected_cash(closed_till) == Money.ZERO
    assert accounts(order.request_id) == {}
    assert_whole(closed_till)


def test_the_same_request_opens_once(closed_till: Context) -> None:
    order = OpenOrder(new_id(), FLOAT)
    assert cash.open_cash(closed_till, order) == cash.open_cash(closed_till, order)
    assert CashSession.select().where(CashSession.closed_at.is_null()).count() == 1


def test_a_till_opens_once(till: Context) -> None:
    with pytest.raises(TillOpenAlready) as refused:
        open_till(as_person(till, MANAGER), FLOAT)
    assert (refused.value.till_number, refused.value.name) == (2, "Joana P.")


@pytest.mark.parametrize(("cents", "refusal"), [(-1, AmountNotPositive), (10**11, AmountTooLarge)])
def test_no_drawer_begins_with_that(closed_till: Context, cents: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        open_till(closed_till, Money(cents))


def test_whoever_has_no_drawer_opens_none(closed_till: Context) -> None:
    with pytest.raises(PermissionDenied):
        open_till(as_person(closed_till, SELLER), FLOAT)


def test_two_tills_are_open_side_by_side(till: Context) -> None:
    other = second_till(till)
    open_till(other, FLOAT)
    assert session_of(cash.till_desk(till)).float == Money.ZERO
    assert session_of(cash.till_desk(other)).float == FLOAT
    drop(other, Money(100_00))
    assert (expected_cash(till), expected_cash(other)) == (Money.ZERO, Money(200_00))
    assert_whole(till)


def test_a_clock_set_back_opens_nothing(closed_till: Context) -> None:
    clock_of(closed_till).moment -= timedelta(days=1)
    with pytest.raises(ClockBehind):
        open_till(closed_till)
    assert cash.till_state(closed_till).session is None


# -- nothing outside a session


def test_nothing_is_received_while_the_till_is_closed(closed_till: Context, shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer)
    with pytest.raises(NoOpenSession) as refused:
        a_payment(closed_till, customer)
    assert refused.value.till_number == 2


def test_a_sale_without_money_needs_no_drawer_one_with_money_does(closed_till: Context) -> None:
    customer = a_customer(closed_till)
    a_sale(closed_till, customer)
    with pytest.raises(NoOpenSession):
        a_sale(closed_till, customer, down_payment=Money(50_00))


def test_nothing_is_taken_or_brought_while_it_is_closed(closed_till: Context) -> None:
    for move in (drop, supply):
        with pytest.raises(NoOpenSession):
            move(closed_till, Money(10_00))


def test_another_cashier_counts_another_drawer(
    till: Context, shop: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crediario.domain.permissions import Role
    from crediario.services import people
    from tests.support.shop import PINS

    added = people.add_person(
        shop, people.PersonOrder(new_id(), "Rita Lima", "Rita L.", Role.CASHIER, "602214")
    )
    monkeypatch.setitem(PINS, added.number, "602214")
    other = as_person(shop, added.number)
    for move in (drop, supply):
        with pytest.raises(SessionOfAnother) as refused:
            move(other, Money(10_00))
        assert refused.value.name == "Joana P."
    assert not cash.till_desk(other).is_mine
    assert cash.till_desk(as_person(shop, MANAGER)).is_mine


# -- why so much is expected


def test_every_real_in_the_drawer_is_explained(closed_till: Context, shop: Context) -> None:
    open_till(closed_till, FLOAT)
    customer = a_customer(shop)
    a_sale(closed_till, customer, Money(600_00), pieces=3, down_payment=Money(60_00))
    a_payment(closed_till, customer, handed=Money(200_00))
    a_payment(closed_till, customer, method=Method.PIX)
    undone = a_payment(closed_till, customer)
    a_reversal(as_person(shop, MANAGER), undone.payment_id)
    supply(closed_till, Money(50_00))
    drop(closed_till, Money(100_00), "  frete,  com vale ")

    desk = cash.till_desk(closed_till)
    assert lines(closed_till) == [
        (DrawerKind.FLOAT, 300_00, 1),
        (DrawerKind.RECEIPTS, 360_00, 2),
        (DrawerKind.DOWN_PAYMENTS, 60_00, 1),
        (DrawerKind.REVERSALS, -180_00, 1),
        (DrawerKind.SUPPLY, 50_00, 1),
        (DrawerKind.DROP, -100_00, 1),
    ]
    assert Money.total(line.amount for line in desk.lines) == expected_cash(closed_till) == Money(490_00)
    assert desk.lines[-1].reason == "frete, com vale"
    by_method = {each.method: (each.receipts, each.expected) for each in desk.means}
    assert by_method == {Method.CASH: (3, Money(490_00)), Method.PIX: (1, Money(180_00))}
    assert_whole(closed_till)


def test_a_receipt_of_a_down_payment_and_installments_counts_in_both_lines(
    closed_till: Context, shop: Context
) -> None:
    """R$ 60,00 down and R$ 80,00 of an installment: in cash, by two means, by Pix, and with change."""
    open_till(closed_till, FLOAT)
    customer = a_customer(shop)

    def undone(sale: SaleReceipt) -> None:
        assert sale.down_payment_id is not None
        a_reversal(as_person(shop, MANAGER), sale.down_payment_id)

    undone(a_sale(closed_till, customer, down_payment=Money(60_00)))
    a_payment(closed_till, customer, 2, Money(150_00))
    assert lines(closed_till)[1:3] == [(DrawerKind.RECEIPTS, 80_00, 1), (DrawerKind.DOWN_PAYMENTS, 120_00, 2)]
    undone(a_sale(closed_till, customer, down_payment=Money(60_00)))
    order = payment_order(closed_till, customer, 4)
    left = order.quoted - Money(50_00)
    tenders = (Tender(Method.PIX, left, "1a2b"), Tender(Method.CASH, Money(50_00)))
    payments.receive_payment(closed_till, replace(order, tenders=tenders))
    # Cash pays the down payment, which was due first: of what came by Pix the drawer knows nothing.
    assert lines(closed_till)[1:3] == [(DrawerKind.RECEIPTS, 80_00, 1), (DrawerKind.DOWN_PAYMENTS, 230_00, 4)]
    summed = Money.total(line.amount for line in cash.till_desk(closed_till).lines)
    assert summed == expected_cash(closed_till)
    assert_whole(closed_till)


def test_the_summary_of_the_session(closed_till: Context, shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(closed_till, customer, Money(300_00))
    clock_of(shop).moment += timedelta(minutes=1)
    open_till(closed_till, FLOAT)
    a_sale(closed_till, customer, Money(600_00), down_payment=Money(60_00))
    two = a_payment(closed_till, customer, pieces=2)
    undone = a_payment(closed_till, customer)
    a_reversal(as_person(shop, MANAGER), undone.payment_id)

    sums = cash.till_desk(closed_till).sums
    assert sums is not None
    assert (sums.installments, sums.sales, sums.reversals) == (2, 1, 1)
    assert sums.received == Money(60_00) + two.amount
    assert (sums.charges, sums.waived) == (Money.ZERO, Money.ZERO)


# -- sangria and suprimento


def test_a_sangria_goes_to_the_safe_and_a_suprimento_comes_from_it(till: Context) -> None:
    brought = MoveOrder(new_id(), Money(80_00), "troco")
    cash.supply_cash(till, brought)
    taken = MoveOrder(new_id(), Money(30_00), "depósito")
    assert cash.drop_cash(till, taken) == cash.drop_cash(till, taken), "asked twice, done once"

    assert accounts(brought.request_id) == {"cash": 80_00, "safe": -80_00}
    assert accounts(taken.request_id) == {"cash": -30_00, "safe": 30_00}
    assert expected_cash(till) == Money(50_00)
    kept = [
        (row.kind, row.amount_cents, row.reason) for row in CashMovement.select().order_by(CashMovement.id)
    ]
    assert kept == [("cash_supply", 80_00, "troco"), ("cash_drop", -30_00, "depósito")]
    assert_whole(till)


def test_a_sangria_says_why_a_suprimento_need_not(till: Context) -> None:
    supply(till, Money(10_00))
    for reason in ("", "   "):
        with pytest.raises(MovementReasonMissing):
            drop(till, Money(5_00), reason)


def test_no_more_is_taken_than_there_is(till: Context) -> None:
    supply(till, Money(100_00))
    with pytest.raises(NotInDrawer):
        drop(till, Money(100_01))
    drop(till, Money(100_00))
    assert expected_cash(till) == Money.ZERO


@pytest.mark.parametrize(
    ("cents", "refusal"), [(0, AmountNotPositive), (-5, AmountNotPositive), (10**11, AmountTooLarge)]
)
def test_amounts_that_cannot_be(till: Context, cents: int, refusal: type[Exception]) -> None:
    for move in (drop, supply):
        with pytest.raises(refusal):
            move(till, Money(cents))
    assert CashMovement.select().count() == 0


def test_a_manager_moves_money_of_the_cashiers_drawer_in_the_managers_name(till: Context) -> None:
    manager = as_person(till, MANAGER)
    supply(manager, Money(100_00))
    drop(manager, Money(40_00))
    assert [line.operator_name for line in cash.till_desk(till).lines[1:]] == ["Cláudia R.", "Cláudia R."]


# -- days and clocks


def test_a_session_of_an_earlier_day_works_and_says_so(till: Context) -> None:
    close(till)
    open_till(till)
    assert not cash.till_state(till).of_earlier_day
    tomorrow = on_day(till, till.today + timedelta(days=1))
    assert cash.till_state(tomorrow).of_earlier_day
    assert cash.till_desk(tomorrow).of_earlier_day
    supply(tomorrow, Money(10_00))
    assert expected_cash(tomorrow) == Money(10_00)
    assert_whole(tomorrow)


def test_a_clock_set_back_moves_nothing(till: Context) -> None:
    supply(till, Money(10_00))
    clock = clock_of(till)
    clock.moment -= timedelta(minutes=4)
    supply(till, Money(5_00))
    clock.moment -= timedelta(minutes=6)
    for move in (drop, supply):
        with pytest.raises(ClockBehind):
            move(till, Money(1_00))
    assert isinstance(clock.moment, datetime)
    assert expected_cash(till) == Money(15_00)


# -- what is told when counting blind


def test_blind_nothing_of_what_came_in_is_told_before_a_count(shop: Context) -> None:
    till = as_person(shop, CASHIER)
    customer = a_customer(shop)
    a_sale(till, customer)
    a_payment(till, customer)
    supply(till, Money(20_00))

    desk = cash.till_desk(till)
    assert desk.is_blind and not desk.is_told
    assert [line.kind for line in desk.lines] == [DrawerKind.FLOAT, DrawerKind.SUPPLY]
    assert [each.expected for each in desk.means] == [None]
    assert desk.sums is not None and desk.sums.received is None
    assert (desk.counted, desk.recounts_left) == (None, 3)


# -- what stays


def test_everything_is_in_the_audit(closed_till: Context) -> None:
    open_till(closed_till, FLOAT)
    drop(closed_till, Money(10_00))
    supply(closed_till, Money(10_00))
    told = [row.use_case for row in Audit.select().order_by(Audit.id)]
    assert told[-3:] == ["open_cash", "drop_cash", "supply_cash"]


def test_an_order_made_before_the_closing_is_refused_after_it(till: Context, shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(till, customer)
    order = payment_order(till, customer)
    close(till)
    with pytest.raises(NoOpenSession):
        payments.receive_payment(till, order)
