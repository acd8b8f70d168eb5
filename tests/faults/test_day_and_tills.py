"""The day turns while tills receive: nobody is left counted by yesterday's edges."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial

import pytest

from crediario.db import standing
from crediario.db.connection import SqliteDatabase
from crediario.domain.money import Money
from crediario.services.core import Context
from crediario.services.payments import receive_payment
from tests.support.builders import a_customer, a_payment, a_sale, payment_order
from tests.support.shop import CASHIER, as_person, on_day
from tests.support.standing import kept_figures, rolled, standing_holds

FIRST_DUE = date(2026, 7, 10)
MONTHS = 10
#: Longer than a till ever waits for a lock.
PATIENCE = 30


def at_once(ctx: Context, *acts: Callable[[], object]) -> None:
    """Each on a connection of its own, at the same moment."""
    start = threading.Barrier(len(acts), timeout=PATIENCE)

    def run(act: Callable[[], object]) -> None:
        with ctx.connected():
            start.wait()
            act()

    with ThreadPoolExecutor(len(acts)) as pool:
        for running in [pool.submit(run, act) for act in acts]:
            running.result(PATIENCE)


def test_a_payment_and_a_roll_at_the_same_moment(shop: Context) -> None:
    customers = [a_customer(shop) for _ in range(2)]
    for customer in customers:
        a_sale(shop, customer, Money(1_000_00), pieces=MONTHS, first_due=FIRST_DUE)
    cashier = as_person(shop, CASHIER)
    rolled(shop)
    for month in range(MONTHS):
        on_day(shop, FIRST_DUE + timedelta(days=31 * month + 5))
        payer = customers[month % 2]
        paying = partial(receive_payment, cashier, payment_order(shop, payer))
        at_once(shop, partial(rolled, shop), paying)
        assert standing_holds(shop)
        rolled(shop)
        kept = kept_figures(shop)
        with shop.database.atomic():
            assert standing.rebuild(shop.database) == 0
        assert kept_figures(shop) == kept


@pytest.mark.postgres
def test_a_roll_waits_for_a_payment_begun_before_it(postgres_shop: Context) -> None:
    """On a server: the payment read yesterday's edges, so the roll comes after it."""
    shop = postgres_shop
    assert not isinstance(shop.database, SqliteDatabase)
    customer = a_customer(shop)
    a_sale(shop, customer, Money(300_00), first_due=FIRST_DUE)
    rolled(shop)
    on_day(shop, FIRST_DUE + timedelta(days=40))
    events: list[str] = []
    begun, asked = threading.Event(), threading.Event()

    def turn() -> None:
        with shop.connected():
            begun.wait(PATIENCE)
            asked.set()
            rolled(shop)
            events.append("rolled")

    with ThreadPoolExecutor(1) as pool:
        turning = pool.submit(turn)
        with shop.database.atomic():
            standing.hold_day(shop.database)
            begun.set()
            asked.wait(PATIENCE)
            a_payment(shop, customer)
            events.append("paid")
        turning.result(PATIENCE)
    assert events == ["paid", "rolled"]
    assert standing_holds(shop)
