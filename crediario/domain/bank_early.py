"""Which installments may cost a given amount paid early on a day, without asking each what it costs.

What a piece paid early costs depends on its whole schedule. Between two days the schedule counts about as
many months as the calendar has: near enough to leave a few, which are then asked.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import inf
from typing import Generic, Protocol, TypeVar

from crediario.domain.money import Money, Rate
from crediario.domain.rates import DAYS_OF_MONTH

#: A schedule of months has the calendar's, one of days has months of thirty; a day of the month that a
#: shorter month does not have, and the days between two due dates, move it by less than this.
LONGEST_MONTH = 30.4375
MONTHS_OFF = 0.15
#: What rounding to whole centavos may change.
ROUNDED = 1.0


class Discountable(Protocol):
    """An installment of which nothing was paid yet, that costs less before ``discounted_until``."""

    @property
    def open(self) -> Money:
        """What is open of it."""

    @property
    def rate(self) -> Rate:
        """Monthly interest of its sale."""

    @property
    def discounted_until(self) -> date | None:
        """The day it was first due; None: it never costs less."""


_Piece = TypeVar("_Piece", bound=Discountable)


class EarlyCosts(Generic[_Piece]):
    """Pieces by what they may cost paid early: put in order once for each day asked about."""

    def __init__(self, pieces: Iterable[_Piece]) -> None:
        """Keeps those that ever cost less."""
        self._pieces = [(piece, piece.discounted_until) for piece in pieces if piece.discounted_until]
        self._last = max((until for _, until in self._pieces), default=date.min)
        self._days: dict[date, _Day[_Piece]] = {}

    def about(self, amount: Money, day: date) -> Iterator[_Piece]:
        """Those that may cost that on that day: all that do, and few that do not."""
        if day >= self._last:
            return
        if day not in self._days:
            self._days[day] = _Day(self._pieces, day)
        yield from self._days[day].about(amount.cents)


class _Day(Generic[_Piece]):
    def __init__(self, pieces: Sequence[tuple[_Piece, date]], day: date) -> None:
        early = [(*_bounds(piece, (until - day).days), piece) for piece, until in pieces if until > day]
        early.sort(key=lambda each: each[:2])
        self._early, self._least = early, [least for least, _, _ in early]
        self._widest = max((most / least if least else inf for least, most, _ in early), default=1.0)

    def about(self, cents: int) -> Iterator[_Piece]:
        low = bisect_left(self._least, cents / self._widest - ROUNDED)
        for _, most, piece in self._early[low : bisect_right(self._least, cents)]:
            if cents <= most:
                yield piece


def _bounds(piece: Discountable, days: int) -> tuple[float, float]:
    """The least and the most it may cost so many days before it was first due, in centavos."""
    growth, cents = 1 + float(piece.rate.fraction), piece.open.cents
    least = cents / growth ** (days / DAYS_OF_MONTH + MONTHS_OFF) - ROUNDED
    most = cents / growth ** max(days / LONGEST_MONTH - MONTHS_OFF, 0) + ROUNDED
    return max(least, 1.0), max(most, 1.0)
