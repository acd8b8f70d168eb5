"""The clock: the only place that asks what time it is."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """What use cases know of time: the instant, and the shop's business day."""

    def now(self) -> datetime:
        """The present instant, with its time zone."""

    def today(self) -> date:
        """The business day at the shop, as its wall calendar shows it."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The computer's own clock, in its own time zone."""

    def now(self) -> datetime:
        """The present instant, in the computer's time zone."""
        return datetime.now(UTC).astimezone()

    def today(self) -> date:
        """The computer's calendar day."""
        return self.now().date()


def at_shop(clock: Clock, moment: datetime) -> datetime:
    """The same instant as the shop's clock tells it: every day and hour people read goes through here."""
    return moment.astimezone(clock.now().tzinfo)


def steady_seconds() -> float:
    """Seconds since some moment, whatever is done to the clock; where it can be told, asleep ones too."""
    asleep_too = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if asleep_too is None else time.clock_gettime(asleep_too)


@dataclass(slots=True)
class FixedClock:
    """A clock that stands where it is put: for the demonstration, pictures and tests."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it was put at."""
        return self.moment

    def today(self) -> date:
        """The day it was put at."""
        return self.moment.date()
