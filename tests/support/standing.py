"""What the lists of late payments read, as plain figures, and the day rolled as a screen rolls it."""

from datetime import date
from typing import Any

from crediario.db import invariants
from crediario.db.receivables import as_date
from crediario.db.statements import fetch
from crediario.services.core import Context
from crediario.services.day import DayRolled, RollOrder, roll_day
from tests.support.shop import new_id, on_day

#: Open, late, how many are late, the oldest due date, the band.
Standing = tuple[int, int, int, date | None, int]


def rolled(ctx: Context, day: date | None = None) -> DayRolled:
    """The day rolled, on that day when one is named."""
    return roll_day(on_day(ctx, day) if day else ctx, RollOrder(new_id()))


def standing_of(ctx: Context, customer_id: int) -> Standing:
    """A customer's columns."""
    sql = "SELECT open_cents, overdue_cents, overdue_count, oldest_due, bucket FROM customer WHERE id = ?"
    ((open_cents, overdue, count, oldest, bucket),) = fetch(ctx.database, sql, (customer_id,))
    return open_cents, overdue, count, as_date(oldest) if oldest else None, bucket


def kept_figures(ctx: Context) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of what is kept beside the installments; totals of nothing left out."""
    return {
        "customers": fetch(
            ctx.database,
            "SELECT id, open_cents, overdue_cents, overdue_count, oldest_due, bucket FROM customer"
            " ORDER BY id",
        ),
        "totals": fetch(
            ctx.database,
            "SELECT bucket, shard, customers, overdue_cents, open_cents FROM portfolio_total"
            " WHERE customers > 0 ORDER BY bucket, shard",
        ),
    }


def standing_holds(ctx: Context) -> bool:
    """I7, which counts everything anew by SQL of its own."""
    return not invariants.standing_follows(ctx.database).failed
