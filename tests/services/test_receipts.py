"""Recibos do dia: the receipts of a day at a till, newest first, and any one by its number."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crediario.db import receipts as queries
from crediario.domain.money import Money
from crediario.domain.tender import Method, Tender
from crediario.services import payments
from crediario.services.core import Context, PermissionDenied
from crediario.services.receipts import ReceiptFilter, receipts_page
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale, payment_order
from tests.support.shop import CASHIER, MANAGER, SELLER, TODAY, as_person, on_day
from tests.support.tills import open_till, second_till
from tests.support.watching import slow_steps, watched


@pytest.fixture
def maria(shop: Context) -> int:
    customer = a_customer(shop)
    a_sale(shop, customer, pieces=3)
    return customer


def test_the_newest_comes_first_with_what_became_of_it(shop: Context, maria: int) -> None:
    first, second = a_payment(shop, maria), a_payment(shop, maria, method=Method.PIX)
    undone = a_reversal(shop, first.payment_id)
    rows = receipts_page(shop, ReceiptFilter()).rows
    assert [(row.number, row.reverses, row.reversed_by) for row in rows] == [
        (undone.number, first.number, None),
        (second.number, None, None),
        (first.number, None, undone.number),
    ]
    assert [row.amount for row in rows] == [Money(-100_00), Money(100_00), Money(100_00)]
    assert [row.methods for row in rows] == [(Method.CASH,), (Method.PIX,), (Method.CASH,)]
    assert {row.receipt_id for row in rows} == {first.payment_id, second.payment_id}
    assert {row.till_number for row in rows} == {2}


def test_each_means_is_named_once_and_what_was_kept_counts(shop: Context, maria: int) -> None:
    order = payment_order(shop, maria)
    parts = (Tender(Method.CASH, Money(30_00)), Tender(Method.DEBIT, Money(60_00)))
    more = (Tender(Method.CASH, Money(30_00)),)
    payments.receive_payment(shop, replace(order, tenders=(*parts, *more), kept=Money(20_00)))
    (row,) = receipts_page(shop, ReceiptFilter()).rows
    assert (row.methods, row.amount) == ((Method.CASH, Method.DEBIT), Money(120_00))


def test_another_day_is_asked_for(shop: Context, maria: int) -> None:
    a_payment(shop, maria)
    tomorrow = TODAY + timedelta(days=1)
    on_day(shop, tomorrow)
    a_payment(shop, maria)
    assert [row.paid_on for row in receipts_page(shop, ReceiptFilter()).rows] == [tomorrow]
    assert [row.paid_on for row in receipts_page(shop, ReceiptFilter(day=TODAY)).rows] == [TODAY]


def test_pages_follow_each_other_without_gap_or_repetition(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, pieces=7)
    made = [a_payment(shop, customer).payment_id for _ in range(7)]
    seen, after = list[int](), None
    while True:
        page = receipts_page(shop, ReceiptFilter(after=after, limit=3))
        seen += [row.payment_id for row in page.rows]
        after = page.next_after
        if after is None:
            break
    assert seen == made[::-1]


def test_a_cashier_sees_this_till_and_a_manager_all(shop: Context, maria: int) -> None:
    here = a_payment(shop, maria)
    there = second_till(as_person(shop, MANAGER))
    open_till(there)
    a_payment(there, maria)
    cashier = as_person(shop, CASHIER)
    assert [row.payment_id for row in receipts_page(cashier, ReceiptFilter()).rows] == [here.payment_id]
    assert len(receipts_page(there, ReceiptFilter(all_tills=True)).rows) == 2
    with pytest.raises(PermissionDenied):
        receipts_page(cashier, ReceiptFilter(all_tills=True))
    with pytest.raises(PermissionDenied):
        receipts_page(as_person(shop, SELLER), ReceiptFilter())


def test_a_paper_is_found_by_its_number_of_any_day_and_till(shop: Context, maria: int) -> None:
    there = second_till(as_person(shop, MANAGER))
    open_till(there)
    receipt = a_payment(there, maria)
    undone = a_reversal(shop, receipt.payment_id)
    on_day(shop, TODAY + timedelta(days=40))
    cashier = as_person(shop, CASHIER)
    rows = receipts_page(cashier, ReceiptFilter(number=receipt.number)).rows
    assert [row.payment_id for row in rows] == [undone.reversal_id, receipt.payment_id]
    assert receipts_page(cashier, ReceiptFilter(number=999_999)).rows == ()


@pytest.mark.parametrize(
    "wanted", [ReceiptFilter(), ReceiptFilter(all_tills=True, after=9), ReceiptFilter(number=1)]
)
def test_a_page_reads_along_an_index(sqlite_shop: Context, wanted: ReceiptFilter) -> None:
    """However many receipts a shop has: the day's own, in their order, without sorting."""
    customer = a_customer(sqlite_shop)
    a_sale(sqlite_shop, customer)
    a_payment(sqlite_shop, customer)
    with watched(sqlite_shop) as seen:
        receipts_page(sqlite_shop, wanted)
    mine = [(sql, values) for sql, values in seen if "FROM payment" in sql or "FROM tender" in sql]
    assert mine
    assert slow_steps(sqlite_shop, mine) == {}


@pytest.mark.postgres
@pytest.mark.parametrize("of_till", [False, True])
def test_a_server_can_follow_the_same_index(postgres_shop: Context, of_till: bool) -> None:
    """With tables this small a server prefers to read them whole; told not to, it needs no sorting."""
    database = postgres_shop.database
    narrowed = (postgres_shop.till_id,) if of_till else ()
    with database.atomic():
        for method in ("seqscan", "bitmapscan"):
            database.execute_sql(f"SET LOCAL enable_{method} = off")
        sql = queries.day_sql(of_till=of_till, after=True).replace("?", "%s")
        values = (postgres_shop.store_id, TODAY, *narrowed, 9, 50)
        steps = "\n".join(row[0] for row in database.execute_sql(f"EXPLAIN {sql}", values).fetchall())
    assert "payment_by_day" in steps
    assert "Sort" not in steps
