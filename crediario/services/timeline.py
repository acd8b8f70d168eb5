"""The timeline of a customer: everything that happened, for the ficha's side."""

from dataclasses import dataclass

from crediario.db import timeline as entries
from crediario.db.timeline import PAGE, TimelineEntry, TimelineKey, TimelineKind
from crediario.services.core import Context, query

#: What screens use from here.
__all__ = ["TimelineEntry", "TimelineFilter", "TimelineKey", "TimelineKind", "customer_timeline"]


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """Which page of it.

    Attributes:
        after: ``TimelineEntry.key`` of the last one shown; None is the first page.
        limit: entries a page.
    """

    after: TimelineKey | None = None
    limit: int = PAGE


@query("see_customer")
def customer_timeline(
    ctx: Context, customer_id: int, which: TimelineFilter = TimelineFilter()
) -> tuple[TimelineEntry, ...]:
    """What happened with a customer, the newest first, a page at a time.

    Rule: product.md A6.
    """
    return entries.timeline(ctx.database, customer_id, which.after, which.limit)
