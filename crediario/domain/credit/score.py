"""The behaviour score (score de comportamento): 0 to 1000, out of a customer's own past, line by line.

Every input is counted, nothing is estimated, and what is counted moves with events of the customer alone;
only what is late now moves with the calendar, when the day turns.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from crediario.domain.aging import Band
from crediario.domain.money import Money
from crediario.domain.punctuality import SHORT_DELAY_DAYS

LOWEST, BASE, HIGHEST = 0, 500, 1000
#: How many settled installments count, the latest due.
WINDOW = 24

ON_TIME_POINTS = 14
LATE_SHORT_POINTS = -14
LATE_LONG_POINTS = -30
#: A delay beyond two months among them, once.
WORST_DELAY_DAYS, WORST_DELAY_POINTS = 60, -40
YEAR_POINTS, YEARS_COUNTED = 6, 10
PURCHASE_POINTS, PURCHASES_COUNTED = 4, 11
LOW_USE_POINTS = 60
#: Each installment late now, by the band of the oldest: more than the same one settled that late, so that
#: paying it never lowers the score.
LATE_NOW_POINTS = {
    Band.UP_TO_15: -30,
    Band.UP_TO_30: -50,
    Band.UP_TO_60: -70,
    Band.UP_TO_90: -90,
    Band.OVER_90: -110,
}


class ScoreLineKind(StrEnum):
    """What a line of the score counts; the words are the screen's, the figures those of ``ScoreLine``."""

    #: How many of the last settled installments were paid in time, of how many.
    ON_TIME = "on_time"
    #: Full years from the first purchase to the last, and how many purchases.
    HOUSE = "house"
    #: Less than half of the limit is used: percent used, rounded down.
    LOW_USE = "low_use"
    #: How many installments are late now, and the band of the oldest.
    LATE_NOW = "late_now"
    #: How many were settled one to fifteen days late.
    LATE_SHORT = "late_short"
    #: How many were settled later than that.
    LATE_LONG = "late_long"
    #: Days of the longest delay.
    WORST_DELAY = "worst_delay"
    #: The points that would lead below 0 or above 1000.
    CLIPPED = "clipped"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One reason of the score.

    Attributes:
        kind: what is counted.
        figures: what was counted, in the order the kind says.
        points: what it adds; negative when it takes away, never 0.
    """

    kind: ScoreLineKind
    figures: tuple[int, ...]
    points: int


@dataclass(frozen=True, slots=True)
class Score:
    """A customer's score: ``BASE`` and the points of all lines make exactly the total."""

    total: int
    lines: tuple[ScoreLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """All that the score is made of.

    The first four are of the last 24 settled installments by due date. One that an agreement closed while
    late counts as settled that late. Two kinds say nothing and are no part of the 24: what an agreement
    closed in time, and what was due on the very day of its contract.

    Attributes:
        on_time: paid up to the moved due date.
        late_short: one to fifteen days late.
        late_long: later than that.
        worst_days: the longest delay, in days.
        purchases: sales on credit; an agreement's contract is none.
        first_sold_on: day of the first purchase; None without any.
        last_sold_on: day of the last one.
        late_now_count: open installments past their moved due date when the day was last rolled.
        late_now_band: band of the oldest of them; None when nothing is late.
        used: face value of all that is open.
        limit: the limit of the account; zero without one.
    """

    on_time: int = 0
    late_short: int = 0
    late_long: int = 0
    worst_days: int = 0
    purchases: int = 0
    first_sold_on: date | None = None
    last_sold_on: date | None = None
    late_now_count: int = 0
    late_now_band: Band | None = None
    used: Money = Money.ZERO
    limit: Money = Money.ZERO

    @property
    def settled(self) -> int:
        """How many settled installments are known, 24 at most."""
        return self.on_time + self.late_short + self.late_long

    @property
    def years(self) -> int:
        """Full years from the first purchase to the last."""
        if self.first_sold_on is None or self.last_sold_on is None:
            return 0
        first, last = self.first_sold_on, self.last_sold_on
        return full_years(first, last)


class SettledDelays(NamedTuple):
    """The last settled installments, counted: the first four of ``ScoreFacts``."""

    on_time: int
    late_short: int
    late_long: int
    worst_days: int


def full_years(first: date, last: date) -> int:
    """How many years lie whole between two days."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def count_delays(days_late: Sequence[int]) -> SettledDelays:
    """Counts how late installments were settled; of more than 24, the last ones.

    Args:
        days_late: of each, 0 in time, in the order of their due dates.
    """
    delays = sorted(days_late[-WINDOW:])
    on_time = bisect_right(delays, 0)
    up_to_short = bisect_right(delays, SHORT_DELAY_DAYS)
    worst = delays[-1] if delays else 0
    return SettledDelays(on_time, up_to_short - on_time, len(delays) - up_to_short, worst)


#: A line before it is known whether it adds anything.
_Counted = tuple[ScoreLineKind, tuple[int, ...], int]


def score(facts: ScoreFacts) -> Score:
    """The score and the reasons that make it up, the good ones first.

    Somebody of whom nothing is known has 500. One more installment paid in time never lowers it, one more
    paid late never raises it (but by what leaves the 24), and paying what is late never lowers it.

    Rule: product.md B3; house rule. See docs/regras.md#score.
    """
    lines = [ScoreLine(*each) for each in (*_good(facts), *_bad(facts)) if each[-1]]
    reached = BASE + sum(line.points for line in lines)
    total = _within(reached)
    if total != reached:
        lines.append(ScoreLine(ScoreLineKind.CLIPPED, (), total - reached))
    return Score(total, tuple(lines))


def total_score(facts: ScoreFacts) -> int:
    """The number of ``score`` without its reasons, for those who need many."""
    delays = SettledDelays(facts.on_time, facts.late_short, facts.late_long, facts.worst_days)
    late_now = late_now_points(facts.late_now_count, facts.late_now_band)
    used, limit = facts.used.cents, facts.limit.cents
    return points_in_all(delays, facts.years, facts.purchases, used, limit, late_now)


def points_in_all(
    delays: SettledDelays, years: int, purchases: int, used: int, limit: int, late_now: int
) -> int:
    """``total_score`` in plain numbers, for those who need hundreds of thousands.

    Args:
        delays: of the last settled installments.
        years: full ones, from the first purchase to the last (``full_years``).
        purchases: how many.
        used: centavos open.
        limit: centavos of the limit.
        late_now: what is late takes away (``late_now_points``).
    """
    on_time, late_short, late_long, worst_days = delays
    good = on_time * ON_TIME_POINTS + _house_points(years, purchases) + _use_points(on_time, used, limit)
    late = late_short * LATE_SHORT_POINTS + late_long * LATE_LONG_POINTS + _worst_points(worst_days)
    return _within(BASE + good + late + late_now)


def _within(points: int) -> int:
    return min(max(points, LOWEST), HIGHEST)


def _good(facts: ScoreFacts) -> tuple[_Counted, ...]:
    return (
        (ScoreLineKind.ON_TIME, (facts.on_time, facts.settled), facts.on_time * ON_TIME_POINTS),
        (ScoreLineKind.HOUSE, (facts.years, facts.purchases), _house_points(facts.years, facts.purchases)),
        _use(facts),
    )


def _house_points(years: int, purchases: int) -> int:
    return min(years, YEARS_COUNTED) * YEAR_POINTS + min(purchases, PURCHASES_COUNTED) * PURCHASE_POINTS


def _use(facts: ScoreFacts) -> _Counted:
    points = _use_points(facts.on_time, facts.used.cents, facts.limit.cents)
    percent = facts.used.cents * 100 // facts.limit.cents if points else 0
    return (ScoreLineKind.LOW_USE, (percent,), points)


def _use_points(on_time: int, used: int, limit: int) -> int:
    """A limit hardly used speaks for somebody who has paid in time before; by itself it says nothing."""
    return LOW_USE_POINTS if on_time > 0 and used * 2 < limit else 0


def _bad(facts: ScoreFacts) -> tuple[_Counted, ...]:
    count, band = facts.late_now_count, facts.late_now_band
    return (
        (ScoreLineKind.LATE_NOW, (count, band or 0), late_now_points(count, band)),
        (ScoreLineKind.LATE_SHORT, (facts.late_short,), facts.late_short * LATE_SHORT_POINTS),
        (ScoreLineKind.LATE_LONG, (facts.late_long,), facts.late_long * LATE_LONG_POINTS),
        (ScoreLineKind.WORST_DELAY, (facts.worst_days,), _worst_points(facts.worst_days)),
    )


def late_now_points(count: int, band: Band | None) -> int:
    """What so many installments late now take away, the oldest of them in that band."""
    return count * LATE_NOW_POINTS[band] if band else 0


def _worst_points(worst_days: int) -> int:
    return WORST_DELAY_POINTS if worst_days > WORST_DELAY_DAYS else 0
