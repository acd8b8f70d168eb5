from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.calendar import HolidayCalendar
from crediario.domain.money import Money
from crediario.domain.punctuality import (
    STRIP_LENGTH,
    LongDelays,
    Pace,
    Paced,
    Punctuality,
    Settlement,
    highest_balance,
    kept_dates,
    last_overdue_day,
    long_delays,
    punctuality,
)

TODAY = date(2026, 6, 9)
CALENDAR = HolidayCalendar("MG")


def paces(*installments: Settlement) -> list[tuple[Pace, int]]:
    return [(each.pace, each.days_late) for each in punctuality(installments, TODAY, CALENDAR).strip]


@pytest.mark.parametrize(
    ("due", "settled_on", "pace", "days"),
    [
        (date(2026, 5, 12), date(2026, 5, 12), Pace.ON_TIME, 0),
        (date(2026, 5, 12), date(2026, 4, 1), Pace.ON_TIME, 0),
        (date(2026, 5, 9), date(2026, 5, 11), Pace.ON_TIME, 0),  # a Saturday, paid on Monday
        (date(2026, 5, 9), date(2026, 5, 12), Pace.UP_TO_15, 3),
        (date(2026, 5, 12), date(2026, 5, 27), Pace.UP_TO_15, 15),
        (date(2026, 5, 12), date(2026, 5, 28), Pace.OVER_15, 16),
        (date(2026, 6, 8), None, Pace.OPEN_LATE, 1),
        (date(2026, 7, 10), date(2026, 6, 1), Pace.ON_TIME, 0),
    ],
)
def test_one_installment(due: date, settled_on: date | None, pace: Pace, days: int) -> None:
    assert paces(Settlement(due, settled_on)) == [(pace, days)]


def test_what_is_open_and_not_overdue_says_nothing_yet() -> None:
    assert paces(Settlement(TODAY, None), Settlement(date(2026, 7, 9), None)) == []


def test_a_customer_who_never_bought() -> None:
    assert punctuality((), TODAY, CALENDAR) == Punctuality((), 0, 0, 0, 0)


def test_figures_and_strip() -> None:
    paid = [Settlement(date(2024, 1 + month % 12, 10), date(2024, 1 + month % 12, 10)) for month in range(30)]
    late = Settlement(date(2026, 4, 10), date(2026, 4, 30))
    overdue = Settlement(date(2026, 5, 12), None)
    found = punctuality([overdue, late, *paid], TODAY, CALENDAR)
    assert len(found.strip) == STRIP_LENGTH
    assert found.strip[-1] == Paced(date(2026, 5, 12), Pace.OPEN_LATE, 28)
    assert (found.on_time, found.settled) == (30, 31)
    assert (found.average_days_late, found.worst_days_late) == (2, 28)  # 48 days over 32


def by_agreement(due: date, signed_on: date) -> Settlement:
    return Settlement(due, signed_on, by_agreement=True)


def test_what_an_agreement_closed_counts_only_where_it_was_late() -> None:
    closed = (by_agreement(date(2026, 3, 10), date(2026, 5, 12)), by_agreement(TODAY, date(2026, 5, 12)))
    assert paces(*closed) == [(Pace.OVER_15, 63)]
    assert (punctuality(closed, TODAY, CALENDAR).on_time, punctuality(closed, TODAY, CALENDAR).settled) == (
        0,
        1,
    )


def test_it_happened_before_when_something_was_settled_late_for_long() -> None:
    past = [
        Settlement(date(2025, 3, 10), date(2025, 3, 25)),  # fifteen days
        Settlement(date(2025, 5, 12), date(2025, 5, 28)),  # sixteen
        Settlement(date(2025, 4, 10), date(2025, 6, 10)),
        Settlement(date(2026, 1, 12), None),  # late now, which is not the past
    ]
    assert long_delays(past, CALENDAR) == LongDelays(2, date(2025, 5, 12), 61)
    assert long_delays(past[:1], CALENDAR) == LongDelays(0, None, 0)


DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 9))


@given(st.lists(st.builds(Settlement, DAYS, st.none() | DAYS, st.booleans())))
def test_the_short_count_is_that_of_the_long_one(installments: list[Settlement]) -> None:
    whole = punctuality(installments, TODAY, CALENDAR)
    assert kept_dates(installments, CALENDAR) == (whole.on_time, whole.settled)


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 6, 9), date(2026, 6, 8)),  # Tuesday
        (date(2026, 6, 8), date(2026, 6, 5)),  # Monday: Saturday and Sunday are paid today
        (date(2026, 6, 7), date(2026, 6, 5)),
        (date(2026, 6, 5), date(2026, 6, 3)),  # after Corpus Christi
    ],
)
def test_the_last_day_that_is_overdue(today: date, last: date) -> None:
    assert last_overdue_day(today, CALENDAR) == last


def test_the_most_ever_owed() -> None:
    assert highest_balance([100_00, 10_00, -110_00, 20_00]) == Money(110_00)
    assert highest_balance([-5_00]) == highest_balance(()) == Money.ZERO
