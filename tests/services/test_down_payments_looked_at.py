"""A down payment owed again where a shop looks at its day and its lists; on both engines."""

from datetime import date, timedelta

import pytest

from crediario.domain.money import Money
from crediario.services import sales
from crediario.services.coming_due import ComingDue, DueFilter, DueRow, DueWindow, coming_due
from crediario.services.core import Context
from crediario.services.ficha import customer_card
from crediario.services.overdue import OverdueFilter, overdue_page, overdue_profile
from crediario.services.reports import ExpectedCustomer, day_summary
from tests.support.builders import a_customer, a_payment, a_reversal
from tests.support.returning import furniture_sold, returned
from tests.support.selling import a_sale
from tests.support.shop import TODAY, on_day
from tests.support.standing import rolled

TOMORROW = TODAY + timedelta(days=1)
DOWN = Money(60_00)
FRIDAY, SATURDAY, MONDAY, TUESDAY = (date(2026, 7, day) for day in (10, 11, 13, 14))


def undone(ctx: Context, customer: int, *, first_due: date, count: int = 3) -> sales.SaleReceipt:
    """A sale of R$ 300,00, R$ 60,00 of them down, whose receipt was reversed at once."""
    sale = a_sale(ctx, customer, price=300_00, count=count, first_due=first_due, down_payment=DOWN.cents)
    assert sale.down_payment_id is not None
    a_reversal(ctx, sale.down_payment_id)
    return sale


@pytest.fixture
def rosa(shop: Context) -> int:
    """Who owes the down payment of today's sale again, and three installments from 10/07 on."""
    customer = a_customer(shop, "Rosângela Teixeira Brito", district="Centro")
    undone(shop, customer, first_due=FRIDAY)
    return customer


def told(each: ExpectedCustomer) -> tuple[object, ...]:
    return each.name, each.installments, each.down_payments, each.oldest_due, each.days_late, each.total


# -- Início


def test_the_first_screen_counts_it_as_due_on_the_day_of_the_sale(shop: Context, rosa: int) -> None:
    day = day_summary(shop)
    assert (day.due.installments, day.due.down_payments, day.due.count, day.due.open) == (0, 1, 1, DOWN)
    assert (day.sold.count, day.sold.down_payments) == (1, Money.ZERO)
    (one,) = day.expected
    assert told(one) == ("Rosângela Teixeira Brito", 0, 1, TODAY, 0, DOWN)
    assert one.district == "Centro"


def test_it_is_expected_late_for_a_week(shop: Context, rosa: int) -> None:
    day = day_summary(on_day(shop, TOMORROW))
    assert (day.due.count, day.due.open) == (0, Money.ZERO)
    assert told(day.expected[0]) == ("Rosângela Teixeira Brito", 0, 1, TODAY, 1, DOWN)
    assert len(day_summary(on_day(shop, TODAY + timedelta(days=7))).expected) == 1
    assert day_summary(on_day(shop, TODAY + timedelta(days=8))).expected == ()


def test_received_again_the_first_screen_counts_it_no_more(shop: Context, rosa: int) -> None:
    a_payment(shop, rosa)
    day = day_summary(shop)
    assert (day.due.count, day.expected, day.sold.down_payments) == (0, (), DOWN)


def test_beside_installments_each_is_counted_as_what_it_is(shop: Context) -> None:
    on_day(shop, TODAY - timedelta(days=3))
    both, only = a_customer(shop, "Ana Lima"), a_customer(shop, "Bia Souza")
    undone(shop, both, first_due=TODAY)
    a_sale(shop, only, price=90_00, count=1, first_due=TODAY - timedelta(days=1))
    day = day_summary(on_day(shop, TODAY))
    assert (day.due.installments, day.due.down_payments, day.due.open) == (1, 0, Money(80_00))
    first, second = (told(each) for each in day.expected)
    assert first == ("Ana Lima", 1, 1, TODAY - timedelta(days=3), 3, Money(140_00))
    assert second[:4] == ("Bia Souza", 1, 0, TODAY - timedelta(days=1))


# -- A vencer


def pages(ctx: Context, window: DueWindow, limit: int) -> tuple[list[DueRow], ComingDue]:
    rows: list[DueRow] = []
    page = coming_due(ctx, DueFilter(window, limit=limit))
    while True:
        rows += page.rows
        if page.next_after is None:
            return rows, page
        page = coming_due(ctx, DueFilter(window, after=page.next_after, limit=limit))


def test_it_is_to_come_while_it_is_not_late_and_from_then_on_late(shop: Context, rosa: int) -> None:
    """Whatever is open stands in one list: A vencer on the day of the sale, then Pendências."""
    rolled(shop)
    (row,) = coming_due(shop, DueFilter()).rows
    assert (row.first_due, row.count, row.down_payments, row.open) == (TODAY, 1, 1, DOWN)
    assert overdue_page(shop, OverdueFilter()).rows == ()
    rolled(shop, TOMORROW)
    assert coming_due(shop, DueFilter()).rows == ()
    assert [(each.count, each.overdue) for each in overdue_page(shop, OverdueFilter()).rows] == [(1, DOWN)]


def test_of_a_sale_on_a_day_off_it_is_late_where_pendencias_has_it(shop: Context) -> None:
    undone(on_day(shop, SATURDAY), a_customer(shop, "Ana Lima"), first_due=date(2026, 8, 10))
    for day, to_come in ((SATURDAY, 1), (MONDAY, 1), (TUESDAY, 0)):
        rolled(shop, day)
        assert len(coming_due(shop, DueFilter()).rows) == to_come
        assert len(overdue_page(shop, OverdueFilter()).rows) == 1 - to_come


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_pages_and_sums_hold_both(shop: Context, limit: int) -> None:
    on_day(shop, FRIDAY)
    dues = {"Ana": MONDAY, "Bia": MONDAY, "Caio": date(2026, 7, 31)}
    for name, due in dues.items():
        a_sale(shop, a_customer(shop, name), price=100_00, count=1, first_due=due)
    on_day(shop, MONDAY)
    davi, elisa = a_customer(shop, "Davi"), a_customer(shop, "Elisa")
    undone(shop, davi, first_due=date(2026, 8, 12))
    undone(shop, elisa, first_due=date(2026, 7, 20), count=1)
    undone(shop, elisa, first_due=date(2026, 8, 12), count=1)
    rows, page = pages(shop, DueWindow.THIS_MONTH, limit)
    assert [(row.name, row.first_due, row.count, row.down_payments, row.open) for row in rows] == [
        ("Ana", MONDAY, 1, 0, Money(100_00)),
        ("Bia", MONDAY, 1, 0, Money(100_00)),
        ("Davi", MONDAY, 1, 1, DOWN),
        ("Elisa", MONDAY, 3, 2, Money(240_00) + DOWN + DOWN),
        ("Caio", date(2026, 7, 31), 1, 0, Money(100_00)),
    ]
    total = page.total
    assert (total.customers, total.installments, total.down_payments) == (5, 4, 3)
    assert total.open == Money.total(row.open for row in rows)
    assert {row.name for row in pages(shop, DueWindow.NEXT_MONTH, limit)[0]} == {"Davi", "Elisa"}


def test_received_again_nothing_is_to_come_today(shop: Context, rosa: int) -> None:
    a_payment(shop, rosa)
    page = coming_due(shop, DueFilter())
    assert (page.rows, page.total.customers, page.total.down_payments) == ((), 0, 0)


# -- Ficha: maior acúmulo


def peak(ctx: Context, customer: int) -> Money:
    return customer_card(ctx, customer).highest_balance


def test_the_most_ever_owed_counts_it_from_the_day_its_receipt_was_reversed(shop: Context) -> None:
    customer = a_customer(shop)
    sale = a_sale(shop, customer, price=300_00, count=3, first_due=FRIDAY, down_payment=DOWN.cents)
    assert sale.down_payment_id is not None
    assert peak(shop, customer) == Money(240_00)
    on_day(shop, TOMORROW)
    a_payment(shop, customer)
    a_reversal(shop, sale.down_payment_id)
    assert peak(shop, customer) == Money(240_00), "one installment was paid: 160,00 and 60,00"
    other = a_sale(shop, customer, price=150_00, count=1, first_due=FRIDAY)
    assert peak(shop, customer) == Money(370_00)
    on_day(shop, TODAY + timedelta(days=2))
    a_payment(shop, customer)
    assert peak(shop, customer) == Money(370_00)
    assert overdue_profile(shop, customer).highest_balance == Money(370_00)
    assert other.down_payment_id is None


def test_undone_and_received_on_one_day_it_was_never_owed(shop: Context, rosa: int) -> None:
    assert peak(shop, rosa) == Money(300_00)
    received = a_payment(shop, rosa)
    assert peak(shop, rosa) == Money(240_00)
    a_reversal(shop, received.payment_id)
    assert peak(shop, rosa) == Money(300_00)


def test_what_came_back_of_it_is_owed_no_more(shop: Context) -> None:
    customer = a_customer(shop)
    sale = furniture_sold(shop, customer, first_due=FRIDAY, down_payment=DOWN)
    assert sale.down_payment_id is not None
    a_reversal(shop, sale.down_payment_id)
    returned(shop, sale.sale_id, 2)
    card = customer_card(shop, customer)
    assert card.highest_balance == card.totals.face < Money(600_00)
    a_sale(on_day(shop, TOMORROW), customer, price=500_00, count=1, first_due=FRIDAY)
    card = customer_card(shop, customer)
    assert card.highest_balance == card.totals.face
