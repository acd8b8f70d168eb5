"""The day begins: delays and their bands are counted anew, once a day."""

from dataclasses import dataclass
from datetime import date

from crediario.db import standing
from crediario.services.core import Context, Topic, query, use_case


@dataclass(frozen=True, slots=True)
class RollOrder:
    """Asks for the delays to be counted as of today."""

    request_id: str


@dataclass(frozen=True, slots=True)
class DayRolled:
    """The delays are counted as of ``today``; ``customers`` of them changed."""

    today: date
    customers: int


@query("roll_day")
def needs_roll(ctx: Context) -> bool:
    """Whether the delays of some store are counted as of another day."""
    return not standing.is_rolled(ctx.database, ctx.today)


@use_case("roll_day", changes={Topic.RECEIVABLES})
def roll_day(ctx: Context, order: RollOrder) -> DayRolled:
    """Turns the day (virada do dia): counts delays, bands and their totals of every store as of today.

    Days missed are caught up with, and a clock set back is followed. Ask ``needs_roll`` first: a second roll
    of the same day finds nothing to count.

    Rule: law.md §2. See docs/regras.md#virada-do-dia.
    """
    return DayRolled(ctx.today, standing.roll(ctx.database, ctx.today))
