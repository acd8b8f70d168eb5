"""Pendências: the list in every order, its sums, and what is said of a customer before anybody calls."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crediario.db.score import score_of
from crediario.domain.aging import band_of
from crediario.domain.approach import Approach
from crediario.domain.br import fold
from crediario.domain.money import Money
from crediario.domain.negotiation import OfferKind
from crediario.domain.permissions import Role
from crediario.services.core import Context
from crediario.services.customers import PhoneDraft
from crediario.services.overdue import (
    Band,
    CallPhone,
    LongDelays,
    OverdueFilter,
    OverdueOrder,
    OverdueRow,
    PhonePurpose,
    aging,
    overdue_list,
    overdue_page,
    overdue_profile,
)
from crediario.services.people import PersonOrder, add_person
from crediario.services.users import SignIn, sign_in
from tests.support.builders import a_customer, a_payment, a_reversal
from tests.support.negotiating import an_agreement
from tests.support.selling import a_sale
from tests.support.shop import new_id, on_day, system
from tests.support.standing import rolled, standing_holds

DAY = date(2026, 11, 20)
NAMES = (
    "Ana",
    "Beatriz",
    "Caio",
    "Davi",
    "Elisa",
    "Fábio",
    "Gilda",
    "Heitor",
    "Íris",
    "João",
    "Kátia",
    "Lia",
)
#: Days late on the day, of the one installment of each; nobody is late by 0.
DELAYS = (1, 15, 16, 16, 30, 31, 60, 61, 90, 91, 120, 0)
LATE = "ABCDEFGHÍJK"


@pytest.fixture
def late(shop: Context) -> Context:
    """Twelve customers, eleven of them late, in all five bands; two owe the same, two are as late."""
    for place, (name, days) in enumerate(zip(NAMES, DELAYS, strict=True)):
        customer = a_customer(shop, f"{name} Souza", district="Centro" if place % 2 else "")
        due = DAY - timedelta(days=days) if days else DAY
        a_sale(
            on_day(shop, due - timedelta(days=30)),
            customer,
            price=(place // 2 + 1) * 40_00,
            count=1,
            first_due=due,
        )
    rolled(shop, DAY)
    return shop


def pages(ctx: Context, wanted: OverdueFilter) -> list[OverdueRow]:
    """All pages, one after the other."""
    found = []
    while True:
        page = overdue_page(ctx, wanted)
        assert len(page.rows) <= wanted.limit
        found += page.rows
        if page.next_after is None:
            return found
        wanted = replace(wanted, after=page.next_after)


def names(rows: list[OverdueRow]) -> str:
    return "".join(row.name[0] for row in rows)


def test_before_the_first_roll_nobody_is_late(shop: Context) -> None:
    a_sale(shop, a_customer(shop), price=100_00, count=1, first_due=date(2026, 7, 10))
    page = overdue_page(on_day(shop, DAY), OverdueFilter())
    assert (page.rows, page.next_after, page.rolled_on) == ((), None, None)
    found = aging(shop)
    assert (found.customers, found.overdue, found.per_mille, found.rolled_on) == (0, Money.ZERO, 0, None)
    assert found.portfolio == Money(100_00)


def test_days_late_and_bands(late: Context) -> None:
    page = overdue_page(late, OverdueFilter())
    assert page.rolled_on == DAY
    assert [row.days_late for row in page.rows] == sorted((days for days in DELAYS if days), reverse=True)
    assert all(row.band is band_of(row.days_late) for row in page.rows)
    assert all(row.oldest_due == DAY - timedelta(days=row.days_late) for row in page.rows)
    assert all(row.count == 1 for row in page.rows)


@pytest.mark.parametrize("order", OverdueOrder)
def test_pages_follow_each_other_without_gap_or_repeat(late: Context, order: OverdueOrder) -> None:
    said = {
        OverdueOrder.NAME: lambda row: fold(row.name),
        OverdueOrder.DAYS: lambda row: row.days_late,
        OverdueOrder.AMOUNT: lambda row: row.overdue.cents,
    }[order]
    whole = pages(late, OverdueFilter(order=order, descending=False))
    assert [said(row) for row in whole] == sorted(said(row) for row in whole)
    assert sorted(names(whole)) == sorted(LATE)
    for limit in (1, 2, 3, 11):
        assert pages(late, OverdueFilter(order=order, descending=False, limit=limit)) == whole
        assert pages(late, OverdueFilter(order=order, descending=True, limit=limit)) == whole[::-1]


def test_a_page_stands_still_when_those_before_it_pay(late: Context) -> None:
    first = overdue_page(late, OverdueFilter(order=OverdueOrder.NAME, descending=False, limit=4))
    a_payment(late, first.rows[0].customer_id)
    wanted = OverdueFilter(order=OverdueOrder.NAME, descending=False, limit=4, after=first.next_after)
    assert names(list(overdue_page(late, wanted).rows)) == "EFGH"


@pytest.mark.parametrize("order", OverdueOrder)
def test_one_band(late: Context, order: OverdueOrder) -> None:
    for band, who in zip(Band, ("AB", "CDE", "FG", "HÍ", "JK"), strict=True):
        rows = pages(late, OverdueFilter(band=band, order=order, limit=1))
        assert sorted(names(rows)) == sorted(who)
        assert {row.band for row in rows} == {band}


def test_the_sums_are_those_of_the_list(late: Context) -> None:
    found = aging(late)
    rows = overdue_list(late, OverdueFilter())
    assert found.rolled_on == DAY
    assert [each.band for each in found.bands] == list(Band)
    for each in found.bands:
        mine = [row for row in rows if row.band is each.band]
        assert (each.customers, each.overdue) == (len(mine), Money.total(row.overdue for row in mine))
    assert (found.customers, found.overdue) == (len(rows), Money.total(row.overdue for row in rows))
    # Lia owes 240,00 and is not late.
    assert found.portfolio == found.overdue + Money(240_00)
    assert found.per_mille == round(found.overdue.cents * 1000 / found.portfolio.cents)


@pytest.mark.parametrize("few", [0, 2000])
def test_a_part_of_the_name(late: Context, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rows, whether the filter leaves few customers or many."""
    monkeypatch.setattr("crediario.db.overdue.FEW", few)
    for text, who in (
        ("souza", LATE),
        ("fab", "F"),
        ("Souza FÁBIO", "F"),
        ("abio", ""),
        ("lia", ""),
        ("ninguém", ""),
        ("  ", LATE),
    ):
        assert sorted(names(pages(late, OverdueFilter(text=text, limit=2)))) == sorted(who), text


def test_a_cpf_or_a_telephone(late: Context) -> None:
    customer = a_customer(
        late, "Zulmira Souza", document="52998224725", phones=(PhoneDraft("34 9 9876-5432"),)
    )
    a_sale(on_day(late, date(2026, 9, 1)), customer, price=50_00, count=1, first_due=date(2026, 10, 1))
    rolled(late, DAY)
    for text in ("529.982", "52998224725", "98765432", "zulmira 5432"):
        assert names(pages(late, OverdueFilter(text=text))) == "Z"


@pytest.mark.parametrize("few", [0, 2000])
def test_the_least_that_is_late(late: Context, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crediario.db.overdue.FEW", few)
    for order in OverdueOrder:
        wanted = OverdueFilter(order=order, min_amount=Money(200_00), limit=2)
        assert sorted(names(pages(late, wanted))) == sorted("ÍJK")
        assert names(pages(late, replace(wanted, band=Band.UP_TO_90))) == "Í"


def test_the_whole_list_is_all_pages(late: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crediario.services.overdue.LIST_PAGE", 3)
    wanted = OverdueFilter(order=OverdueOrder.AMOUNT, limit=2, after=(1, 1))
    assert list(overdue_list(late, wanted)) == pages(late, replace(wanted, after=None))


def test_what_stands_beside_a_row(shop: Context) -> None:
    phones = (
        PhoneDraft("(34) 3821-4405", PhonePurpose.MESSAGE),
        PhoneDraft("(34) 9 9812-4471", PhonePurpose.WORK),
        PhoneDraft("(34) 9 9812-0000"),
    )
    maria = a_customer(shop, "Maria", phones=phones, district="Vila Garcia")
    a_sale(shop, maria, price=300_00, count=3, first_due=date(2026, 7, 10))
    a_payment(on_day(shop, date(2026, 7, 10)), maria)
    a_payment(on_day(shop, date(2026, 8, 20)), maria)
    undone = a_payment(on_day(shop, date(2026, 8, 21)), maria, handed=Money(10_00))
    a_reversal(shop, undone.payment_id)
    rolled(shop, date(2026, 9, 15))
    (row,) = overdue_page(shop, OverdueFilter()).rows
    assert (row.customer_id, row.name, row.district) == (maria, "Maria", "Vila Garcia")
    assert (row.days_late, row.overdue, row.count) == (5, Money(100_00), 1)
    assert row.phone == "(34) 9 9812-4471"
    # 10 days late: 2% and 10/30 of 1%.
    assert (row.last_paid_on, row.last_paid) == (date(2026, 8, 20), Money(102_33))
    assert (row.on_time, row.settled, row.in_agreement) == (1, 2, False)


def test_a_message_phone_is_never_called(shop: Context) -> None:
    maria = a_customer(shop, "Maria")
    a_sale(shop, maria, price=100_00, count=1, first_due=date(2026, 7, 10))
    shop.database.execute_sql("UPDATE customer_phone SET purpose = 'message'")
    rolled(shop, date(2026, 9, 15))
    assert [row.phone for row in overdue_page(shop, OverdueFilter()).rows] == [None]
    assert overdue_profile(shop, maria).phones == ()


def test_somebody_who_never_paid(late: Context) -> None:
    (row,) = overdue_page(late, OverdueFilter(text="ana")).rows
    assert (row.last_paid_on, row.last_paid, row.settled) == (None, Money.ZERO, 0)


def test_an_agreement_is_told_and_takes_what_it_closed_off_the_list(shop: Context) -> None:
    maria = a_customer(shop, "Maria")
    a_sale(shop, maria, price=400_00, count=4, first_due=date(2026, 7, 10))
    rolled(shop, date(2026, 9, 15))
    made = an_agreement(shop, maria)
    assert standing_holds(shop)
    assert overdue_page(shop, OverdueFilter()).rows == ()
    rolled(shop, date(2026, 12, 20))
    (row,) = overdue_page(shop, OverdueFilter()).rows
    assert row.in_agreement
    profile = overdue_profile(shop, maria)
    assert profile.approach is Approach.BROKEN_AGREEMENT
    assert made.sale_id in {each.sale_id for each in profile.late}


# Analise antes de cobrar


@pytest.fixture
def maria(shop: Context) -> int:
    """Seven installments, six paid on their days and the last two months late; two purchases."""
    on_day(shop, date(2025, 6, 10))
    customer = a_customer(shop, "Maria das Graças Oliveira")
    a_sale(shop, customer, price=600_00, count=6, first_due=date(2025, 7, 10))
    for month in range(7, 13):
        day = date(2025, month, 10)
        a_payment(on_day(shop, day), customer)
    a_sale(shop, customer, price=500_00, count=2, first_due=date(2026, 8, 21), down_payment=100_00)
    return customer


def test_what_is_known_before_calling(shop: Context, maria: int) -> None:
    rolled(shop, date(2026, 10, 20))
    found = overdue_profile(shop, maria)
    assert (found.customer_id, found.name) == (maria, "Maria das Graças Oliveira")
    assert (found.since, found.years) == (date(2025, 6, 10), 1)
    assert (found.purchases, found.bought) == (2, Money(1_100_00))
    assert (found.punctuality.on_time, found.punctuality.settled) == (6, 6)
    assert len(found.punctuality.strip) == 8
    assert found.highest_balance == Money(600_00)
    assert found.long_delays == LongDelays(0, None, 0)
    assert [(each.number, each.days_late, each.fine, each.interest) for each in found.late] == [
        (1, 60, Money(4_00), Money(4_00)),
        (2, 29, Money(4_00), Money(1_93)),
    ]
    assert found.overdue == Money(400_00)
    assert found.total_today == Money(413_93)
    assert found.approach is Approach.GOOD_PAYER_SLIPPED
    (row,) = overdue_page(shop, OverdueFilter()).rows
    assert (row.overdue, row.count, row.days_late) == (
        found.overdue,
        len(found.late),
        found.late[0].days_late,
    )


def test_it_happened_before(shop: Context, maria: int) -> None:
    a_payment(on_day(shop, date(2026, 9, 20)), maria)
    rolled(shop, date(2026, 10, 20))
    assert overdue_profile(shop, maria).long_delays == LongDelays(1, date(2026, 8, 21), 30)


def test_nothing_late_needs_no_approach(shop: Context, maria: int) -> None:
    found = overdue_profile(shop, maria)
    assert (found.late, found.total_today, found.approach) == ((), Money.ZERO, None)


def test_phones_that_may_be_called(shop: Context) -> None:
    phones = (
        PhoneDraft("(34) 9 9812-4471", PhonePurpose.WORK),
        PhoneDraft("(34) 3821-4405", PhonePurpose.MESSAGE),
    )
    customer = a_customer(shop, phones=phones)
    assert overdue_profile(shop, customer).phones == (CallPhone("(34) 9 9812-4471", PhonePurpose.WORK),)


def test_years_are_whole(shop: Context, maria: int) -> None:
    for day, years in ((date(2026, 6, 9), 0), (date(2026, 6, 10), 1), (date(2028, 6, 9), 2)):
        assert overdue_profile(on_day(shop, day), maria).years == years


def test_an_agreement_is_no_purchase_and_its_closing_no_payment(shop: Context, maria: int) -> None:
    rolled(shop, date(2026, 9, 15))
    before = overdue_profile(shop, maria)
    an_agreement(shop, maria, OfferKind.EXTENSION, future=1)
    found = overdue_profile(shop, maria)
    assert (found.purchases, found.bought) == (before.purchases, before.bought)
    # What was 25 days late at signing counts as settled that late; what was not due says nothing.
    assert (found.punctuality.on_time, found.punctuality.settled) == (6, 7)
    assert found.long_delays == LongDelays(1, date(2026, 8, 21), 25)
    # 600,00 at first; the agreement opens what it closed, with the fine of the day.
    assert found.highest_balance == Money(600_00)


def test_nobody_by_that_number(shop: Context) -> None:
    with pytest.raises(LookupError):
        overdue_profile(shop, 99)


def test_whoever_works_there_may_look(late: Context) -> None:
    person = add_person(late, PersonOrder(new_id(), "Vera Lima", "Vera L.", Role.VIEWER, "112358", None))
    ctx = replace(late, operator=sign_in(system(late), SignIn(new_id(), person.number, "112358")).operator)
    assert len(overdue_page(ctx, OverdueFilter()).rows) == 11
    assert aging(ctx).customers == 11


def test_each_row_says_the_score_the_ficha_says(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, price=300_00, count=3, first_due=date(2026, 7, 9))
    rolled(on_day(shop, date(2026, 9, 20)))
    (row,) = overdue_page(shop, OverdueFilter()).rows
    assert row.score == score_of(shop.database, customer).total
    assert row.score < 500
