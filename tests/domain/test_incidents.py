"""The countdown of an incident: business days, small agents, and what the record's lines make of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.calendar import HolidayCalendar
from crediario.domain.incidents import (
    IncidentNoteKind,
    IncidentState,
    IncidentStep,
    business_days_after,
    countdown,
    state_of,
)

CALENDAR = HolidayCalendar("MG")
#: A Tuesday; Corpus Christi was the Thursday before.
KNOWN = date(2026, 6, 9)


def steps(*kinds: IncidentNoteKind, on: date = KNOWN) -> tuple[IncidentStep, ...]:
    return tuple(IncidentStep(kind, on) for kind in kinds)


@pytest.mark.parametrize(("small", "day"), [(False, date(2026, 6, 12)), (True, date(2026, 6, 17))])
def test_small_agents_have_double_the_days(small: bool, day: date) -> None:
    assert countdown(KNOWN, (), KNOWN, CALENDAR, small=small).tell_by == day


def test_weekends_and_holidays_are_not_counted() -> None:
    # Wednesday before Corpus Christi: Friday, Monday, Tuesday.
    assert business_days_after(date(2026, 6, 3), 3, CALENDAR) == date(2026, 6, 9)


def test_known_on_a_saturday_the_first_day_is_monday() -> None:
    assert business_days_after(date(2026, 6, 13), 1, CALENDAR) == date(2026, 6, 15)


def test_the_days_left_count_today() -> None:
    at = countdown(KNOWN, (), KNOWN + timedelta(days=1), CALENDAR, small=False)
    assert (at.state, at.days_left, at.late) == (IncidentState.TO_TELL, 3, False)
    last = countdown(KNOWN, (), at.tell_by, CALENDAR, small=False)
    assert (last.days_left, last.late) == (1, False)


def test_the_day_after_is_late_until_somebody_is_told_or_it_is_decided() -> None:
    after = date(2026, 6, 15)
    assert countdown(KNOWN, (), after, CALENDAR, small=False).late
    half = steps(IncidentNoteKind.TOLD_AUTHORITY)
    assert countdown(KNOWN, half, after, CALENDAR, small=False).late
    for answered in (
        steps(IncidentNoteKind.NOT_TOLD),
        steps(IncidentNoteKind.TOLD_AUTHORITY, IncidentNoteKind.TOLD_PEOPLE),
    ):
        assert not countdown(KNOWN, answered, after, CALENDAR, small=False).late


def test_what_is_completed_counts_from_the_day_the_authority_was_told() -> None:
    told = steps(IncidentNoteKind.TOLD_AUTHORITY, on=date(2026, 6, 11))
    assert countdown(KNOWN, (), KNOWN, CALENDAR, small=False).complement_by is None
    assert countdown(KNOWN, told, KNOWN, CALENDAR, small=False).complement_by == date(2026, 7, 9)


def test_the_record_is_kept_five_years() -> None:
    assert countdown(KNOWN, (), KNOWN, CALENDAR, small=True).keep_until == date(2031, 6, 9)


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ((), IncidentState.TO_TELL),
        ((IncidentNoteKind.MEASURE,), IncidentState.TO_TELL),
        ((IncidentNoteKind.TOLD_PEOPLE,), IncidentState.HALF_TOLD),
        ((IncidentNoteKind.NOT_TOLD,), IncidentState.ANSWERED),
        ((IncidentNoteKind.NOT_TOLD, IncidentNoteKind.CLOSED), IncidentState.CLOSED),
    ],
)
def test_the_lines_say_how_it_stands(kinds: tuple[IncidentNoteKind, ...], state: IncidentState) -> None:
    assert state_of(steps(*kinds)) is state


@given(st.dates(date(2024, 1, 1), date(2060, 1, 1)), st.booleans())
def test_a_deadline_is_a_business_day_after_the_day_it_was_known(known: date, small: bool) -> None:
    at = countdown(known, (), known, CALENDAR, small=small)
    assert CALENDAR.is_business_day(at.tell_by)
    assert at.tell_by > known
    assert at.days_left == (6 if small else 3) + CALENDAR.is_business_day(known)
