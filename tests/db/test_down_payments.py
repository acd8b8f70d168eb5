"""How the engine finds down payments owed again: along the customer's payments, never through a table."""

from datetime import date, timedelta

import pytest

from crediario.db import credit, down_payments, returns, reversals, sales, shop, standing
from crediario.db.customer_card import customer_history
from crediario.db.statements import fetch
from crediario.domain.money import Money
from crediario.services.core import Context
from tests.support.builders import a_customer, a_reversal, a_sale
from tests.support.shop import TODAY
from tests.support.standing import rolled
from tests.support.watching import Seen, slow_steps, steps, watched


@pytest.fixture
def owing(sqlite_shop: Context) -> int:
    """Somebody whose down payment of today was undone."""
    rolled(sqlite_shop)
    sale = a_sale(sqlite_shop, a_customer(sqlite_shop), down_payment=Money(60_00))
    assert sale.down_payment_id is not None
    a_reversal(sqlite_shop, sale.down_payment_id)
    return sale.customer_id


def through_all(ctx: Context, seen: Seen) -> list[str]:
    """Statements that look through every down payment there is."""
    every = "a USING INDEX allocation_by_installment"
    return [sql for step, sql in steps(ctx, seen) if every in step and "a.installment_id IS NULL" in sql]


def test_of_one_customer_nothing_is_read_whole(sqlite_shop: Context, owing: int) -> None:
    database = sqlite_shop.database
    rules = shop.rules_in_force(database, sqlite_shop.store_id)
    with watched(sqlite_shop) as seen:
        (down,) = down_payments.open_of_customer(database, owing)
        assert customer_history(database, owing).down_payments == (down,)
        assert credit.position_of(database, owing, TODAY, rules).open == Money(300_00)
        assert down_payments.customers_of_undone(database, [owing, 10**6]) == {owing}
        assert down_payments.every_customer_of_undone(database) == {owing}
        standing.refresh_columns(database, owing)
    # What the customer has open, put together for this very statement.
    assert set(slow_steps(sqlite_shop, seen)) <= {"SCAN i LEFT-JOIN"}


def test_of_the_whole_shop_reversals_lead_to_them(sqlite_shop: Context, owing: int) -> None:
    """Never every down payment there is: the index of installments holds them all, as those without any."""
    database, store = sqlite_shop.database, sqlite_shop.store_id
    with watched(sqlite_shop) as seen:
        (down,) = down_payments.open_in_store(database, store)
        assert down_payments.open_of_days(database, store, TODAY, TODAY) == (down,)
        assert down_payments.open_of_days(database, store, date(2020, 1, 1), TODAY - timedelta(days=1)) == ()
        assert down_payments.open_in_store(database, store + 1) == ()
        assert down_payments.every_customer_of_undone(database) == {down.customer_id}
        assert down_payments.open_of_customer(database, owing) == (down,)
        standing.refresh_columns(database, owing)
    assert not through_all(sqlite_shop, seen)


def test_a_sale_its_return_and_a_reversal_find_the_down_payment_by_what_they_hold(
    sqlite_shop: Context, owing: int
) -> None:
    database = sqlite_shop.database
    ((sale_id, payment_id),) = fetch(database, "SELECT a.sale_id, a.payment_id FROM allocation AS a LIMIT 1")
    with watched(sqlite_shop) as seen:
        sales.sale_view(database, sale_id)
        returns.sale_to_return(database, sale_id)
        assert reversals.effect_of(database, payment_id).down_payment == Money(60_00)
    assert not through_all(sqlite_shop, seen)


def test_whoever_never_had_one_undone_costs_no_statement_more(sqlite_shop: Context) -> None:
    sale = a_sale(sqlite_shop, a_customer(sqlite_shop), down_payment=Money(60_00))
    database, on = sqlite_shop.database, date(2026, 7, 1)
    with watched(sqlite_shop) as seen:
        standing.refresh_columns(database, sale.customer_id)
    assert len(seen) == 1
    with watched(sqlite_shop) as seen:
        customer_history(database, sale.customer_id)
    assert len(seen) == 4
    rules = shop.rules_in_force(database, sqlite_shop.store_id)
    with watched(sqlite_shop) as seen:
        credit.position_of(database, sale.customer_id, on, rules)
    assert not [sql for sql, _ in seen if "reverses_id" in sql]
