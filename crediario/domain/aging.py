"""Bands of days late (faixas), and the due dates at which they begin on a given day."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from crediario.domain.calendar import HolidayCalendar
from crediario.domain.punctuality import last_overdue_day


class Band(IntEnum):
    """Faixa de atraso: 1–15, 16–30, 31–60, 61–90 and over 90 days; kept as its number."""

    UP_TO_15 = 1
    UP_TO_30 = 2
    UP_TO_60 = 3
    UP_TO_90 = 4
    OVER_90 = 5

    @property
    def first_day(self) -> int:
        """The fewest days late in it."""
        return FIRST_DAYS[self - 1]


#: The fewest days late of each band, in order.
FIRST_DAYS = (1, 16, 31, 61, 91)
_NONE_OR_BAND: tuple[Band | None, ...] = (None, *Band)


def band_of(days_late: int) -> Band | None:
    """The band of an installment that many days late; None when it is not.

    Rule: product.md F1. See docs/regras.md#faixas.
    """
    return _NONE_OR_BAND[bisect_right(FIRST_DAYS, days_late)]


@dataclass(frozen=True, slots=True)
class RollEdges:
    """Where delay and bands begin on one day (virada do dia), as due dates.

    Attributes:
        rolled_on: the day.
        overdue_until: due up to then is late (the moved due date has passed), later is not.
        second_band: late and due up to then is in the second band or a worse one; and so on.
    """

    rolled_on: date
    overdue_until: date
    second_band: date
    third_band: date
    fourth_band: date
    fifth_band: date

    @property
    def bands(self) -> tuple[date, ...]:
        """The last due date of each band after the first, the milder first."""
        return self.second_band, self.third_band, self.fourth_band, self.fifth_band

    def band_of_due(self, due_date: date) -> Band | None:
        """The band of an installment due on that day; None when it is not late."""
        if due_date > self.overdue_until:
            return None
        return Band(1 + sum(due_date <= edge for edge in self.bands))


def edges_on(today: date, calendar: HolidayCalendar) -> RollEdges:
    """The edges of ``today``: delay moves with business days, bands with calendar days.

    Rule: law.md §2; product.md F1. See docs/regras.md#virada-do-dia.
    """
    starts = (today - timedelta(days=days) for days in FIRST_DAYS[1:])
    return RollEdges(today, last_overdue_day(today, calendar), *starts)
