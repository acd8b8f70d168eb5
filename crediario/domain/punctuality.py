"""How a customer has paid: each installment's punctuality, the delays, and the most ever owed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import days_late, is_overdue
from crediario.domain.money import Money

SHORT_DELAY_DAYS = 15
STRIP_LENGTH = 24


class Pace(StrEnum):
    """How one installment was paid: a square of the strip (pontualidade, parcela a parcela)."""

    ON_TIME = "on_time"
    UP_TO_15 = "up_to_15"
    OVER_15 = "over_15"
    OPEN_LATE = "open_late"


# Of every installment of whoever is shown: as tuples they cost a third to make.
class Settlement(NamedTuple):
    """An installment as punctuality sees it.

    Attributes:
        due_date: vencimento as printed.
        settled_on: the day nothing of it was open any more; None while something is.
        by_agreement: an agreement closed it that day, not money.
    """

    due_date: date
    settled_on: date | None
    by_agreement: bool = False


class Paced(NamedTuple):
    """One square of the strip."""

    due_date: date
    pace: Pace
    days_late: int


@dataclass(frozen=True, slots=True)
class Punctuality:
    """A customer's way of paying.

    Attributes:
        strip: the last 24 installments paid or overdue, the oldest due first.
        on_time: how many of the settled ones were paid up to the moved due date.
        settled: how many are settled.
        average_days_late: of all paid or overdue ones, those on time counting 0; half a day up.
        worst_days_late: the longest delay among them.
    """

    strip: tuple[Paced, ...]
    on_time: int
    settled: int
    average_days_late: int
    worst_days_late: int


def punctuality(installments: Iterable[Settlement], today: date, calendar: HolidayCalendar) -> Punctuality:
    """How these installments were paid up to ``today``; those open and not overdue are left aside.

    One that an agreement closed while late counts as settled that late; not yet late, it says nothing.

    Rule: product.md A6, F2; days late as in law.md §2. See docs/regras.md#dias-em-atraso.
    """
    known = _paced(sorted(installments, key=attrgetter("due_date")), today, calendar)
    paces, delays = [each.pace for each in known], [each.days_late for each in known]
    return Punctuality(
        strip=tuple(known[-STRIP_LENGTH:]),
        on_time=paces.count(Pace.ON_TIME),
        settled=len(paces) - paces.count(Pace.OPEN_LATE),
        # Half a day up, in whole numbers.
        average_days_late=(2 * sum(delays) + len(delays)) // (2 * len(delays)) if delays else 0,
        worst_days_late=max(delays, default=0),
    )


def _paced(installments: Iterable[Settlement], today: date, calendar: HolidayCalendar) -> list[Paced]:
    found = []
    for due_date, settled_on, by_agreement in installments:
        late = days_late(due_date, settled_on or today, calendar)
        if late:
            settled = Pace.UP_TO_15 if late <= SHORT_DELAY_DAYS else Pace.OVER_15
            found.append(Paced(due_date, settled if settled_on else Pace.OPEN_LATE, late))
        elif settled_on and not by_agreement:
            found.append(Paced(due_date, Pace.ON_TIME, 0))
    return found


@dataclass(frozen=True, slots=True)
class LongDelays:
    """Has it happened before: how many installments were settled more than fifteen days late.

    Attributes:
        count: how many.
        last_due: the due date of the latest of them; None when there is none.
        worst_days_late: the longest of these delays.
    """

    count: int
    last_due: date | None
    worst_days_late: int


def long_delays(installments: Iterable[Settlement], calendar: HolidayCalendar) -> LongDelays:
    """The long delays among what is settled; what is late now is not the past.

    Rule: product.md F2. See docs/regras.md#abordagem.
    """
    delays = [
        (each.due_date, days_late(each.due_date, each.settled_on, calendar))
        for each in installments
        if each.settled_on is not None
    ]
    long = [(due, days) for due, days in delays if days > SHORT_DELAY_DAYS]
    return LongDelays(
        count=len(long),
        last_due=max((due for due, _ in long), default=None),
        worst_days_late=max((days for _, days in long), default=0),
    )


def kept_dates(installments: Iterable[Settlement], calendar: HolidayCalendar) -> tuple[int, int]:
    """How many settled installments were paid up to their moved due date, and how many were settled.

    The same counts as ``punctuality``, without its days.
    """
    settled = [
        (each.by_agreement, is_overdue(each.due_date, each.settled_on, calendar))
        for each in installments
        if each.settled_on is not None
    ]
    late = sum(1 for _, overdue in settled if overdue)
    paid = sum(1 for by_agreement, overdue in settled if not by_agreement and not overdue)
    return paid, paid + late


def last_overdue_day(today: date, calendar: HolidayCalendar) -> date:
    """The latest due date that is overdue ``today``: whatever is due up to that day is late, and no more.

    Rule: law.md §2. See docs/regras.md#dia-util.
    """
    day = today - timedelta(days=1)
    while not is_overdue(day, today, calendar):
        day -= timedelta(days=1)
    return day


def highest_balance(changes: Iterable[int]) -> Money:
    """Maior acúmulo: the most the customer owed at the end of any day, charges left aside.

    Args:
        changes: centavos, day after day: installments sold that day less the face value settled.

    Rule: product.md A6.
    """
    return Money(max(accumulate(changes, initial=0)))
