"""Recibos do dia: what was received and undone on a day, at this till or at all; or one by its number."""

from dataclasses import dataclass, replace
from datetime import date

from crediario.db import blind_count, receipts
from crediario.db.receipts import ReceiptEntry
from crediario.domain.tender import Method
from crediario.services.core import Context, check_permission, query

PAGE = 100
#: Who may see what other tills received.
ALL_TILLS = "use_any_session"

__all__ = ["ALL_TILLS", "ReceiptEntry", "ReceiptFilter", "ReceiptsPage", "receipts_page"]


@dataclass(frozen=True, slots=True)
class ReceiptFilter:
    """Which receipts are wanted.

    Attributes:
        day: None is today.
        all_tills: those of the other tills too, for who may see them.
        number: one receipt, of any day and till, under its reversal; the rest then says nothing.
        after: ``next_after`` of the page before; None is the newest page.
        limit: rows a page.
    """

    day: date | None = None
    all_tills: bool = False
    number: int | None = None
    after: int | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class ReceiptsPage:
    """A page, the newest row first; ``next_after`` asks for the next one, None when this is the last."""

    rows: tuple[ReceiptEntry, ...]
    next_after: int | None


@query("receive")
def receipts_page(ctx: Context, wanted: ReceiptFilter) -> ReceiptsPage:
    """The receipts and reversals of a day, or one receipt by its number.

    A paper in the customer's hand is found at any till; the list of a day is its till's. While a drawer is
    counted blind, the list tells whoever counts no amount that came in by cash: they would add up to it.

    Raises:
        PermissionDenied: other tills are asked for by who may not see them.

    Rule: product.md D5, D8. See docs/regras.md#segunda-via and #fechamento.
    """
    place = (ctx.database, ctx.store_id)
    if wanted.number is not None:
        return ReceiptsPage(receipts.receipt_of_number(*place, wanted.number), None)
    if wanted.all_tills:
        check_permission(ctx, ALL_TILLS)
    till = None if wanted.all_tills else ctx.till_id
    day, limit = wanted.day or ctx.today, wanted.limit
    found = receipts.receipts_of_day(*place, day, till, wanted.after, limit + 1)
    rows = found[:limit]
    kept_since = blind_count.kept_since(ctx.stamp)
    if kept_since is not None and day >= kept_since:
        rows = tuple(replace(each, amount=None) if Method.CASH in each.methods else each for each in rows)
    return ReceiptsPage(rows, rows[-1].payment_id if len(found) > limit else None)
