"""The drawer (gaveta) of a till: what stops money from entering or leaving it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crediario.domain.errors import Refusal

#: How far a clock may stand before the last movement: two computers never agree to the second.
CLOCK_SLACK = timedelta(minutes=5)


@dataclass(eq=False)
class NoOpenSession(Refusal):
    """Nothing is received or handed out while the till is closed."""

    till_number: int


@dataclass(eq=False)
class SessionOfAnother(Refusal):
    """Another cashier opened this till and answers for its drawer."""

    till_number: int
    name: str
    opened_at: datetime


@dataclass(eq=False)
class ClockBehind(Refusal):
    """The computer's clock stands before the till's last movement: a date or an hour was set back."""

    now: datetime
    last: datetime


def check_clock(now: datetime, last: datetime) -> None:
    """Refuses to post before what was posted already.

    Raises:
        ClockBehind: by more than ``CLOCK_SLACK``.
    """
    if now < last - CLOCK_SLACK:
        raise ClockBehind(now, last.astimezone(now.tzinfo))
