from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.calendar import (
    STATES,
    DateOutOfRange,
    HolidayCalendar,
    UnknownState,
    add_months,
    check_day,
    easter,
)

NATIONAL = HolidayCalendar()


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 2, 16),  # Carnival Monday
        date(2026, 2, 17),  # Carnival Tuesday
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 21),
        date(2026, 5, 1),
        date(2026, 6, 4),  # Corpus Christi
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 2),
        date(2026, 11, 20),
        date(2026, 12, 25),
        date(2026, 6, 13),  # a Saturday
        date(2026, 6, 14),  # a Sunday
    ],
)
def test_days_off(day: date) -> None:
    assert not NATIONAL.is_business_day(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 2, 18),  # Ash Wednesday
        date(2026, 10, 28),
        date(2026, 12, 24),
        date(2026, 12, 31),
        date(2023, 11, 20),  # a national holiday only from 2024 on
        date(2026, 6, 9),
    ],
)
def test_business_days(day: date) -> None:
    assert NATIONAL.is_business_day(day)
    assert NATIONAL.next_business_day(day) == day


@pytest.mark.parametrize("state", STATES)
def test_no_state_turns_ash_wednesday_or_the_eves_into_days_off(state: str) -> None:
    calendar = HolidayCalendar(state)
    assert all(
        calendar.is_business_day(day) for day in (date(2026, 2, 18), date(2026, 12, 24), date(2026, 12, 31))
    )


def test_state_and_added_days() -> None:
    saint_george, city_day = date(2026, 4, 23), date(2026, 5, 25)
    assert NATIONAL.is_business_day(saint_george)
    assert not HolidayCalendar("RJ").is_business_day(saint_george)
    assert not HolidayCalendar("MG", frozenset({city_day})).is_business_day(city_day)


def test_unknown_state_is_refused() -> None:
    with pytest.raises(UnknownState):
        HolidayCalendar("XX")


def test_moved_due_skips_weekend_and_holidays() -> None:
    assert NATIONAL.moved_due(date(2026, 11, 20)) == date(2026, 11, 23)
    assert NATIONAL.moved_due(date(2026, 2, 14)) == date(2026, 2, 18)
    assert NATIONAL.moved_due(date(2026, 6, 9)) == date(2026, 6, 9)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (1954, date(1954, 4, 18)),
        (1981, date(1981, 4, 19)),
        (2000, date(2000, 4, 23)),
        (2024, date(2024, 3, 31)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
        (2049, date(2049, 4, 18)),
        (2076, date(2076, 4, 19)),
    ],
)
def test_easter(year: int, sunday: date) -> None:
    assert easter(year) == sunday


def test_easter_agrees_with_the_published_good_fridays() -> None:
    import holidays

    for year in range(1950, 2100):
        published = holidays.country_holidays("BR", years=year)
        assert easter(year) - timedelta(days=2) in published


@given(st.dates(date(1900, 1, 1), date(2150, 12, 31)), st.integers(0, 240), st.integers(1, 31))
def test_anchored_months(day: date, months: int, anchor: int) -> None:
    later = add_months(day, months, anchor)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= anchor
    assert later.day == anchor or (later + timedelta(days=1)).day == 1


def test_the_anchor_survives_a_short_month() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2027, 2, 28), 1, 31) == date(2027, 3, 31)


def test_years_out_of_use_are_refused() -> None:
    check_day(date(2026, 6, 9))
    for day in (date(1899, 12, 31), date(2200, 1, 1)):
        with pytest.raises(DateOutOfRange):
            check_day(day)
