"""The access log: who opened which record (LGPD art. 46), written once for each opening and read by managers.

Screens call ``note_access`` after they have shown the record, so that opening stays fast, and not when they
load it again.
"""

from dataclasses import dataclass, replace

from crediario.db import person_data, privacy
from crediario.db.privacy import AccessRow
from crediario.domain.privacy import Opened
from crediario.services.core import Context, query, use_case

__all__ = ["AccessFilter", "AccessNoted", "AccessOrder", "AccessPage", "AccessRow", "Opened", "note_access",
           "record_accesses", "team"]  # fmt: skip

PAGE = 50


@dataclass(frozen=True, slots=True)
class AccessOrder:
    """A record was opened; one request id for each opening."""

    request_id: str
    customer_id: int
    opened: Opened


@dataclass(frozen=True, slots=True)
class AccessNoted:
    """It was written down."""

    customer_id: int


@dataclass(frozen=True, slots=True)
class AccessFilter:
    """Which openings: of one record, by one person of the shop, of both, or all.

    Attributes:
        after: ``AccessPage.next_after`` of the page before; None is the newest.
    """

    customer_id: int | None = None
    operator_id: int | None = None
    after: int | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class AccessPage:
    """A page of openings, the newest first; ``next_after`` None is the last page."""

    rows: tuple[AccessRow, ...]
    next_after: int | None


@use_case("see_customer")
def note_access(ctx: Context, order: AccessOrder) -> AccessNoted:
    """Writes down that the operator opened a record, and what of it.

    Raises:
        LookupError: no such customer, which only a programming mistake can ask for.

    Rule: LGPD arts. 37 and 46; law.md §8. See docs/regras.md#lgpd.
    """
    if privacy.person(ctx.database, order.customer_id) is None:
        raise LookupError(f"customer {order.customer_id}")
    privacy.write_access(ctx.stamp, order.customer_id, order.opened)
    return AccessNoted(order.customer_id)


@query("see_privacy")
def record_accesses(ctx: Context, wanted: AccessFilter) -> AccessPage:
    """Who opened a record, and what a person opened."""
    rows = privacy.accesses(
        ctx.database,
        wanted.limit + 1,
        customer_id=wanted.customer_id,
        operator_id=wanted.operator_id,
        before=wanted.after,
    )
    zone = ctx.now.tzinfo
    page = tuple(replace(row, opened_at=row.opened_at.astimezone(zone)) for row in rows[: wanted.limit])
    return AccessPage(page, page[-1].access_id if len(rows) > wanted.limit else None)


@query("see_privacy")
def team(ctx: Context) -> tuple[tuple[int, str], ...]:
    """Everybody who works or worked in the shop: id and short name, in the order of the names."""
    names = person_data.operator_names(ctx.database)
    return tuple(sorted(names.items(), key=lambda each: each[1].casefold()))
