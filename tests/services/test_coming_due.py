"""A vencer: what falls due today, this week and ahead, by customer; on both engines."""

from dataclasses import replace
from datetime import date

import pytest

from crediario.domain.money import Money
from crediario.domain.permissions import Role
from crediario.services.coming_due import ComingDue, DueFilter, DueRow, DueWindow, coming_due
from crediario.services.core import Context
from crediario.services.customers import PhoneDraft, PhonePurpose
from crediario.services.people import PersonOrder, add_person
from crediario.services.users import SignIn, sign_in
from tests.support.builders import a_customer, a_payment
from tests.support.selling import a_sale
from tests.support.shop import new_id, on_day, system

#: A Monday: what fell due on Saturday and Sunday is paid today without delay.
MONDAY = date(2026, 7, 13)
DUES = {
    "Ana": date(2026, 7, 10),  # late
    "Bia": date(2026, 7, 11),
    "Caio": date(2026, 7, 12),
    "Davi": date(2026, 7, 13),
    "Elisa": date(2026, 7, 19),
    "Fábio": date(2026, 7, 20),
    "Gilda": date(2026, 7, 31),
    "Heitor": date(2026, 8, 1),
    "Íris": date(2026, 8, 31),
    "João": date(2026, 9, 1),
}


@pytest.fixture
def shop_ahead(shop: Context) -> Context:
    """Ten customers with one installment each, one of them late already."""
    for name, due in DUES.items():
        a_sale(shop, a_customer(shop, name), price=100_00, count=1, first_due=due)
    return on_day(shop, MONDAY)


def pages(ctx: Context, wanted: DueFilter) -> tuple[list[DueRow], ComingDue]:
    """All pages, one after the other, and the last."""
    rows: list[DueRow] = []
    while True:
        page = coming_due(ctx, wanted)
        rows += page.rows
        if page.next_after is None:
            return rows, page
        wanted = replace(wanted, after=page.next_after)


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_each_window_and_its_sum(shop_ahead: Context, limit: int) -> None:
    for window, who, first, last in (
        (DueWindow.TODAY, "BCD", date(2026, 7, 11), MONDAY),
        (DueWindow.THIS_WEEK, "BCDE", date(2026, 7, 11), date(2026, 7, 19)),
        (DueWindow.THIS_MONTH, "BCDEFG", date(2026, 7, 11), date(2026, 7, 31)),
        (DueWindow.NEXT_MONTH, "HÍ", date(2026, 8, 1), date(2026, 8, 31)),
    ):
        rows, page = pages(shop_ahead, DueFilter(window, limit=limit))
        assert "".join(row.name[0] for row in rows) == who
        assert (page.first, page.last) == (first, last)
        assert (page.total.customers, page.total.installments) == (len(who), len(who))
        assert page.total.open == Money(100_00 * len(who)) == Money.total(row.open for row in rows)


def test_one_customer_is_one_row(shop: Context) -> None:
    customer = a_customer(shop, "Maria")
    a_sale(shop, customer, price=300_00, count=3, first_due=date(2026, 7, 20))
    a_sale(shop, customer, price=80_00, count=1, first_due=date(2026, 7, 20))
    a_sale(shop, customer, price=90_00, count=1, first_due=date(2026, 7, 16))
    a_sale(shop, a_customer(shop, "Nina"), price=50_00, count=1, first_due=date(2026, 7, 17))
    on_day(shop, MONDAY)
    for limit in (1, 2, 50):
        rows, page = pages(shop, DueFilter(DueWindow.THIS_MONTH, limit=limit))
        assert [(row.name, row.first_due, row.count, row.open) for row in rows] == [
            ("Maria", date(2026, 7, 16), 3, Money(270_00)),
            ("Nina", date(2026, 7, 17), 1, Money(50_00)),
        ]
        assert (page.total.customers, page.total.installments) == (2, 4)


def test_an_installment_paid_in_part_counts_what_is_left(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, price=100_00, count=1, first_due=date(2026, 7, 14))
    a_payment(shop, customer, handed=Money(30_00))
    (row,) = coming_due(on_day(shop, MONDAY), DueFilter(DueWindow.THIS_WEEK)).rows
    assert row.open == Money(70_00)


def test_who_is_likely_to_forget(shop: Context) -> None:
    for name, late in (("Pontual", 0), ("Esquecida", 2)):
        customer = a_customer(on_day(shop, date(2026, 1, 12)), name)
        a_sale(shop, customer, price=700_00, count=7, first_due=date(2026, 2, 10))
        for month in range(2, 8):
            a_payment(on_day(shop, date(2026, month, 24 if month <= 1 + late else 10)), customer)
    on_day(shop, date(2026, 8, 10))
    found = {row.name: row for row in coming_due(shop, DueFilter(DueWindow.TODAY)).rows}
    told = {name: (row.likely_to_forget, row.on_time, row.settled) for name, row in found.items()}
    assert told == {"Pontual": (False, 6, 6), "Esquecida": (True, 4, 6)}


def test_only_a_phone_that_may_be_called(shop: Context) -> None:
    phones = (PhoneDraft("(34) 3821-4405", PhonePurpose.MESSAGE), PhoneDraft("(34) 9 9812-4471"))
    a_sale(shop, a_customer(shop, phones=phones), price=100_00, count=1, first_due=date(2026, 7, 13))
    (row,) = coming_due(on_day(shop, MONDAY), DueFilter()).rows
    assert row.phone == "(34) 9 9812-4471"


def test_it_does_not_wait_for_the_roll_of_the_day(shop_ahead: Context) -> None:
    assert len(coming_due(on_day(shop_ahead, date(2026, 7, 14)), DueFilter(DueWindow.THIS_WEEK)).rows) == 1


def test_whoever_works_there_may_look(shop_ahead: Context) -> None:
    person = add_person(
        shop_ahead, PersonOrder(new_id(), "Vera Lima", "Vera L.", Role.COLLECTOR, "112358", None)
    )
    signed_in = sign_in(system(shop_ahead), SignIn(new_id(), person.number, "112358"))
    assert len(coming_due(replace(shop_ahead, operator=signed_in.operator), DueFilter()).rows) == 3
