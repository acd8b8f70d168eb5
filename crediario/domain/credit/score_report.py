"""Does a lower score really pay worse? Scores of one day beside what their customers did after it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

#: Where each range of the table begins.
STARTS = (0, 300, 400, 500, 600, 700, 800)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One customer: the score on the day, and what came after it.

    Attributes:
        was_late: something was late on the day already.
        went_bad: something that fell due after it was not paid for more than thirty days.
    """

    score: int
    was_late: bool
    went_bad: bool


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """The customers whose score lay in one range (from ``start`` up to the next one's)."""

    start: int
    customers: int
    bad: int

    @property
    def bad_share(self) -> Fraction:
        """How many of them went bad; zero of nobody."""
        return Fraction(self.bad, self.customers) if self.customers else Fraction(0)


def by_range(outcomes: Iterable[Outcome]) -> tuple[ScoreRange, ...]:
    """How many of each range went bad, the lowest scores first."""
    counted = Counter((bisect_right(STARTS, each.score) - 1, each.went_bad) for each in outcomes)
    return tuple(
        ScoreRange(start, counted[place, True] + counted[place, False], counted[place, True])
        for place, start in enumerate(STARTS)
    )


def auc(outcomes: Sequence[Outcome]) -> Fraction | None:
    """How often one who paid had the higher score than one who went bad, of all such pairs; a tie is half.

    One half is what chance gives, one is perfect. None when there is no such pair.
    """
    good = Counter(each.score for each in outcomes if not each.went_bad)
    bad = Counter(each.score for each in outcomes if each.went_bad)
    pairs = good.total() * bad.total()
    if not pairs:
        return None
    halves = below = 0
    for score in sorted(good | bad):
        halves += good[score] * (2 * below + bad[score])
        below += bad[score]
    return Fraction(halves, 2 * pairs)
