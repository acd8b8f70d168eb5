"""Security incidents with personal data: until when authority and people are told, and how it stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crediario.domain.calendar import HolidayCalendar, add_months

#: Res. CD/ANPD 15/2024: three business days, and twenty for what was not known yet; small agents have double.
TELL_DAYS = 3
COMPLEMENT_DAYS = 20
SMALL_AGENT_FACTOR = 2
#: The record of an incident is kept at least five years.
KEPT_MONTHS = 60
INCIDENT_TEXT_LENGTH = 2_000


class IncidentNoteKind(StrEnum):
    """What a line of an incident's record says."""

    MEASURE = "measure"
    TOLD_AUTHORITY = "told_authority"
    TOLD_PEOPLE = "told_people"
    NOT_TOLD = "not_told"
    CLOSED = "closed"


class IncidentState(StrEnum):
    """How an incident stands."""

    #: Neither told nor decided that nobody need be.
    TO_TELL = "to_tell"
    #: Authority or people told, the other not yet.
    HALF_TOLD = "half_told"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Countdown:
    """An incident's deadlines.

    Attributes:
        tell_by: the last day to tell authority and people.
        complement_by: the last day to complete what was told; None before the authority was told.
        keep_until: the record is kept at least until that day.
        days_left: business days still left to tell, today included; 0 when none is left.
        late: the day passed and it was neither told nor decided.
    """

    state: IncidentState
    tell_by: date
    complement_by: date | None
    keep_until: date
    days_left: int
    late: bool


@dataclass(frozen=True, slots=True)
class IncidentStep:
    """A line of an incident's record, as the countdown looks at it."""

    kind: IncidentNoteKind
    happened_on: date


def business_days_after(day: date, count: int, calendar: HolidayCalendar) -> date:
    """The ``count``-th business day after ``day``, which is not counted itself (CC art. 132)."""
    for _ in range(count):
        day = calendar.next_business_day(day + timedelta(days=1))
    return day


def countdown(
    known_on: date, steps: tuple[IncidentStep, ...], today: date, calendar: HolidayCalendar, *, small: bool
) -> Countdown:
    """Where an incident stands on ``today``.

    Args:
        known_on: the day the shop came to know.
        steps: the lines of its record.
        today: the day asked about.
        calendar: national and state holidays; days the shop closes by itself give no more time.
        small: the shop is a small processing agent, whose periods are double.

    Rule: Res. CD/ANPD 15/2024, arts. 6º, 9º and 10; Res. CD/ANPD 2/2022, art. 14. See docs/regras.md#lgpd.
    """
    factor = SMALL_AGENT_FACTOR if small else 1
    tell_by = business_days_after(known_on, TELL_DAYS * factor, calendar)
    state = state_of(steps)
    waiting = state in {IncidentState.TO_TELL, IncidentState.HALF_TOLD}
    told = [step.happened_on for step in steps if step.kind is IncidentNoteKind.TOLD_AUTHORITY]
    complement = business_days_after(min(told), COMPLEMENT_DAYS * factor, calendar) if told else None
    return Countdown(
        state=state,
        tell_by=tell_by,
        complement_by=complement,
        keep_until=add_months(known_on, KEPT_MONTHS),
        days_left=_business_days(today, tell_by, calendar) if waiting else 0,
        late=waiting and today > tell_by,
    )


def state_of(steps: tuple[IncidentStep, ...]) -> IncidentState:
    """How the lines of its record leave an incident."""
    kinds = {step.kind for step in steps}
    told = kinds & {IncidentNoteKind.TOLD_AUTHORITY, IncidentNoteKind.TOLD_PEOPLE}
    if IncidentNoteKind.CLOSED in kinds:
        return IncidentState.CLOSED
    if IncidentNoteKind.NOT_TOLD in kinds or len(told) == 2:
        return IncidentState.ANSWERED
    return IncidentState.HALF_TOLD if told else IncidentState.TO_TELL


def _business_days(first: date, last: date, calendar: HolidayCalendar) -> int:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sum(calendar.is_business_day(day) for day in days)
