"""The day turns: what is late is counted once a day, whatever days were missed; on both engines."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from crediario import session
from crediario.db import standing
from crediario.db.shop import save_version
from crediario.db.statements import fetch, run
from crediario.domain.credit.policy import LENIENT
from crediario.domain.money import Money
from crediario.domain.permissions import Role
from crediario.services import settings
from crediario.services.core import Context
from crediario.services.day import DayRolled, RollOrder, needs_roll, roll_day
from crediario.services.people import PersonOrder, add_person
from crediario.services.users import SignIn, sign_in
from tests.support.builders import a_customer, a_payment, a_reversal
from tests.support.selling import a_sale
from tests.support.shop import PROFILE, TODAY, new_id, on_day, system
from tests.support.standing import kept_figures, rolled, standing_holds, standing_of

DUE = date(2026, 7, 10)


@pytest.fixture
def maria(shop: Context) -> int:
    """Owes three installments of R$ 100,00, the first due on Friday 10/07/2026."""
    customer = a_customer(shop)
    a_sale(shop, customer, price=300_00, count=3, first_due=DUE)
    return customer


def test_before_the_first_roll_nothing_is_late(shop: Context, maria: int) -> None:
    assert needs_roll(shop)
    on_day(shop, date(2026, 8, 20))
    a_payment(shop, maria, handed=Money(10_00))
    # 10,00 pay the fine and the interest first.
    open_cents, *late = standing_of(shop, maria)
    assert 290_00 < open_cents < 300_00
    assert late == [0, 0, DUE, 0]


def test_the_first_roll_counts_everybody(shop: Context, maria: int) -> None:
    assert rolled(shop, date(2026, 8, 20)) == DayRolled(date(2026, 8, 20), 1)
    assert standing_of(shop, maria) == (300_00, 200_00, 2, DUE, 3)
    assert standing_holds(shop)
    assert not needs_roll(shop)


def test_a_second_roll_of_the_day_finds_nothing_to_count(shop: Context, maria: int) -> None:
    rolled(shop, date(2026, 8, 20))
    before = kept_figures(shop)
    assert rolled(shop).customers == 0
    assert kept_figures(shop) == before


def test_a_second_roll_writes_nothing_but_that_it_was_asked(sqlite_shop: Context) -> None:
    rolled(sqlite_shop)
    ((before,),) = fetch(sqlite_shop.database, "SELECT total_changes()")
    rolled(sqlite_shop)
    # The operation, the audit row, and the head of its chain.
    assert fetch(sqlite_shop.database, "SELECT total_changes()") == [(before + 3,)]


@pytest.mark.parametrize(
    ("day", "late", "band"),
    [
        (date(2026, 7, 10), 0, 0),
        (date(2026, 7, 11), 100_00, 1),
        (date(2026, 7, 25), 100_00, 1),
        (date(2026, 7, 26), 100_00, 2),
        (date(2026, 8, 9), 100_00, 2),
        (date(2026, 8, 10), 100_00, 3),  # 31 days; the second one is due today
        (date(2026, 8, 11), 200_00, 3),
        (date(2026, 9, 9), 200_00, 4),
        (date(2026, 10, 8), 300_00, 4),
        (date(2026, 10, 9), 300_00, 5),
    ],
)
def test_delays_and_bands_move_with_the_calendar(
    shop: Context, maria: int, day: date, late: int, band: int
) -> None:
    rolled(shop)
    rolled(shop, day)
    _, overdue, count, oldest, bucket = standing_of(shop, maria)
    assert (overdue, count, oldest, bucket) == (late, late // 100_00, DUE, band)
    assert standing_holds(shop)


def test_what_falls_due_on_a_saturday_is_late_on_tuesday(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, price=100_00, count=1, first_due=date(2026, 7, 11))
    days = [date(2026, 7, 11) + timedelta(days=ahead) for ahead in range(4)]
    assert [rolled(shop, day).customers for day in days] == [0, 0, 0, 1]
    assert standing_of(shop, customer)[1:] == (100_00, 1, date(2026, 7, 11), 1)


def test_days_missed_are_caught_up_with_and_a_clock_set_back_is_followed(shop: Context) -> None:
    """Whatever way the days go, what is kept is what counting everything anew gives."""
    for number in range(12):
        price, first = 60_00 + number, DUE + timedelta(days=number * 9)
        a_sale(shop, a_customer(shop), price=price, count=1 + number % 4, first_due=first)
    for ahead in (0, 1, 40, 41, 200, 75, 74, 3, 90, 400, 90):
        rolled(shop, TODAY + timedelta(days=ahead))
        kept = kept_figures(shop)
        with shop.database.atomic():
            assert standing.rebuild(shop.database) == 0
        assert kept_figures(shop) == kept
        assert standing_holds(shop)


def test_only_whom_the_day_passed_is_looked_at(
    shop: Context, maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    joao = a_customer(shop, "João")
    a_sale(shop, joao, price=90_00, count=1, first_due=date(2026, 7, 9))
    rolled(shop, date(2026, 7, 9))
    looked_at: list[set[int]] = []
    refresh = standing._refresh_each
    monkeypatch.setattr(
        standing,
        "_refresh_each",
        lambda database, ids, how: looked_at.append(ids) or refresh(database, ids, how),
    )
    assert [rolled(shop, day).customers for day in (date(2026, 7, 10), date(2026, 7, 11))] == [1, 1]
    assert looked_at == [{joao}, {maria}]


def test_postings_keep_up_between_rolls(shop: Context, maria: int) -> None:
    rolled(shop, date(2026, 8, 20))
    paid = a_payment(shop, maria)
    assert standing_of(shop, maria) == (200_00, 100_00, 1, date(2026, 8, 10), 1)
    assert standing_holds(shop)
    a_reversal(shop, paid.payment_id)
    assert standing_of(shop, maria) == (300_00, 200_00, 2, DUE, 3)
    a_payment(shop, maria, 3)
    assert standing_of(shop, maria) == (0, 0, 0, None, 0)
    assert standing_holds(shop)
    assert kept_figures(shop)["totals"] == []


def test_a_down_payment_alone_changes_nothing(shop: Context, maria: int) -> None:
    rolled(shop)
    a_sale(shop, maria, price=150_00, count=1, first_due=date(2026, 8, 10), down_payment=50_00)
    assert standing_of(shop, maria) == (400_00, 0, 0, DUE, 0)
    assert standing_holds(shop)


def test_a_day_off_added_after_the_clock_was_set_back_moves_what_was_counted_late(
    shop: Context, maria: int
) -> None:
    rolled(shop, date(2026, 7, 11))
    assert standing_of(shop, maria)[1] == 100_00
    on_day(shop, DUE)
    settings.add_holiday(shop, settings.HolidayOrder(new_id(), DUE, "Padroeira"))
    assert standing_of(shop, maria)[1:] == (0, 0, DUE, 0)
    assert standing_holds(shop)


def test_moving_to_another_state_moves_what_is_late_today(shop: Context) -> None:
    customer = a_customer(shop)
    # 9 July is a holiday in São Paulo; Friday the 10th is not.
    a_sale(shop, customer, price=100_00, count=1, first_due=date(2026, 7, 9))
    rolled(shop, date(2026, 7, 10))
    assert standing_of(shop, customer)[1] == 100_00
    settings.change_profile(shop, settings.ProfileOrder(new_id(), 1, replace(PROFILE, uf="SP")))
    assert standing_of(shop, customer)[1] == 0
    assert standing_holds(shop)


def test_each_store_counts_by_its_own_days_off(shop: Context, maria: int) -> None:
    """A customer of two stores: late in one, where the tenth was a business day, in time in the other."""
    ids = "SELECT 9, 9, 'Loja 09', opened_at FROM store"
    run(shop.database, f"INSERT INTO store (id, code, name, opened_at) {ids}")
    run(shop.database, "INSERT INTO number_series SELECT 9, series, 0 FROM number_series")
    other = replace(shop, store_id=9, store_code=9)
    save_version(other.stamp, "policy", LENIENT)
    settings.add_holiday(other, settings.HolidayOrder(new_id(), DUE, "Aniversário"))
    a_sale(other, maria, price=50_00, count=1, first_due=DUE)
    rolled(shop, date(2026, 7, 11))
    assert standing_of(shop, maria) == (350_00, 100_00, 1, DUE, 1)
    rolled(shop, date(2026, 7, 14))
    assert standing_of(shop, maria) == (350_00, 150_00, 2, DUE, 1)
    assert standing_holds(shop)


def test_a_store_opened_later_is_counted_at_the_next_roll(shop: Context, maria: int) -> None:
    rolled(shop, date(2026, 7, 11))
    run(
        shop.database,
        "INSERT INTO store (id, code, name, opened_at) SELECT 9, 9, 'Loja 09', opened_at FROM store",
    )
    assert needs_roll(shop)
    rolled(shop)
    assert not needs_roll(shop)
    assert standing_holds(shop)


def test_whoever_is_there_may_begin_the_day(shop: Context) -> None:
    person = add_person(shop, PersonOrder(new_id(), "Vera Lima", "Vera L.", Role.VIEWER, "112358", None))
    viewer = sign_in(system(shop), SignIn(new_id(), person.number, "112358")).operator
    assert roll_day(replace(shop, operator=viewer), RollOrder(new_id())).today == TODAY


def test_a_command_begins_the_day(shop: Context, maria: int) -> None:
    on_day(shop, date(2026, 7, 11))
    session.begin_day(system(shop))
    assert not needs_roll(shop)
    assert standing_of(shop, maria)[1] == 100_00


def test_pictures_of_another_day_leave_the_real_shop_on_its_own(shop_folder: Path) -> None:
    with session.opened(shop_folder, TODAY) as ctx:
        assert standing.rolled_on(ctx.database, ctx.store_id) == TODAY
    with session.copy_of(shop_folder, date(2027, 1, 4)) as copy:
        assert standing.rolled_on(copy.database, copy.store_id) == date(2027, 1, 4)
    with ctx.connected():
        assert standing.rolled_on(ctx.database, ctx.store_id) == TODAY


def test_a_shop_that_cannot_be_written_to_is_still_read(sqlite_shop: Context) -> None:
    sqlite_shop.database.execute_sql("PRAGMA query_only = 1")
    session.begin_day(system(sqlite_shop))
    assert needs_roll(sqlite_shop)
