"""Two windows on one drawer at the same moment: it opens once, closes once, and nothing slips in after."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from crediario.db.models import CashClosing, CashSession
from crediario.domain.cash import NoOpenSession
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.services import cash, cash_closing, checking, payments
from crediario.services.cash import OpenOrder, TillOpenAlready
from crediario.services.cash_closing import ClosingOrder, DrawerMoved
from crediario.services.core import Context
from tests.support.builders import a_customer, a_sale, payment_order
from tests.support.shop import CASHIER, MANAGER, as_person, clock_of, new_id, system
from tests.support.tills import close, closing_terms, counting_openly, open_till, second_till

RACES = 5
#: Longer than a till ever waits for a lock: a race that hangs fails, and says where.
PATIENCE = 30
Ask = Callable[[Context], object]


@pytest.fixture
def tills(shop: Context) -> tuple[Context, Context]:
    """The cashier and the manager at the same drawer, closed."""
    counting_openly(shop)
    close(as_person(shop, CASHIER))
    return as_person(shop, CASHIER), as_person(shop, MANAGER)


def at_once(*asks: Ask, tills: tuple[Context, Context]) -> list[object]:
    """What each is answered when both ask at the same moment, each on a connection of its own."""
    start = threading.Barrier(len(asks), timeout=PATIENCE)

    def run(ctx: Context, ask: Ask) -> object:
        with ctx.connected():
            start.wait()
            try:
                return ask(ctx)
            except Refusal as refusal:
                return refusal

    with ThreadPoolExecutor(len(asks)) as pool:
        running = [pool.submit(run, ctx, ask) for ctx, ask in zip(tills, asks, strict=True)]
        return [each.result(PATIENCE) for each in running]


def assert_whole(ctx: Context) -> None:
    report = checking.check_shop(system(ctx))
    assert report.ok, report


def turn(ctx: Context) -> None:
    clock_of(ctx).moment += timedelta(minutes=1)


def test_a_till_opens_once(shop: Context, tills: tuple[Context, Context]) -> None:
    for _ in range(RACES):
        turn(shop)
        orders = [OpenOrder(new_id(), Money(50_00)) for _ in tills]
        answers = at_once(
            lambda ctx, order=orders[0]: cash.open_cash(ctx, order),  # type: ignore[misc]
            lambda ctx, order=orders[1]: cash.open_cash(ctx, order),  # type: ignore[misc]
            tills=tills,
        )
        assert sorted(type(each).__name__ for each in answers) == ["Opened", "TillOpenAlready"]
        assert any(isinstance(each, TillOpenAlready) for each in answers)
        assert CashSession.select().where(CashSession.closed_at.is_null()).count() == 1
        close(tills[1])
    assert_whole(shop)


def test_a_session_closes_once(shop: Context, tills: tuple[Context, Context]) -> None:
    for race in range(RACES):
        turn(shop)
        open_till(tills[0], Money(50_00))
        terms = closing_terms(tills[0])
        orders = [ClosingOrder(new_id(), terms) for _ in tills]
        answers = at_once(
            lambda ctx, order=orders[0]: cash_closing.close_cash(ctx, order),  # type: ignore[misc]
            lambda ctx, order=orders[1]: cash_closing.close_cash(ctx, order),  # type: ignore[misc]
            tills=tills,
        )
        assert sorted(type(each).__name__ for each in answers) == ["ClosingDone", "NoOpenSession"]
        assert CashClosing.select().count() == race + 2
    assert_whole(shop)


def test_a_receipt_is_before_the_closing_or_not_at_all(shop: Context, tills: tuple[Context, Context]) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, Money(500_00), pieces=RACES)
    for _ in range(RACES):
        turn(shop)
        open_till(tills[0], Money(50_00))
        closing = ClosingOrder(new_id(), closing_terms(tills[0]))
        paying = payment_order(shop, customer)
        closed, paid = at_once(
            lambda ctx, order=closing: cash_closing.close_cash(ctx, order),  # type: ignore[misc]
            lambda ctx, order=paying: payments.receive_payment(ctx, order),  # type: ignore[misc]
            tills=tills,
        )
        if isinstance(paid, payments.Receipt):
            assert isinstance(closed, DrawerMoved), "the closing expects what it did not count"
            close(tills[0], Money(50_00) + paid.amount)
        else:
            assert isinstance(paid, NoOpenSession)
            assert isinstance(closed, cash_closing.ClosingDone)
        assert_whole(shop)


def test_two_drawers_close_in_one_series_without_a_gap(shop: Context, tills: tuple[Context, Context]) -> None:
    other = second_till(tills[1])
    for _ in range(RACES):
        turn(shop)
        open_till(tills[0], Money(50_00))
        open_till(other, Money(70_00))
        orders = [ClosingOrder(new_id(), closing_terms(ctx)) for ctx in (tills[0], other)]
        answers = at_once(
            lambda ctx, order=orders[0]: cash_closing.close_cash(ctx, order),  # type: ignore[misc]
            lambda ctx, order=orders[1]: cash_closing.close_cash(ctx, order),  # type: ignore[misc]
            tills=(tills[0], other),
        )
        assert all(isinstance(each, cash_closing.ClosingDone) for each in answers), answers
    numbers = [row.number for row in CashClosing.select().order_by(CashClosing.number)]
    assert numbers == list(range(1, 2 + 2 * RACES))
    assert_whole(shop)
