"""Counting blind: from whom the store's money is kept back until its open drawers were counted."""

from collections.abc import Iterable, Sequence
from datetime import date

from peewee import Database

from crediario.db import shop, users
from crediario.db.cash_desk import SessionRow, counts_kept, session
from crediario.db.journal import Stamp
from crediario.db.statements import fetch
from crediario.domain.cash_closing import CountNotKept, Pieces, checked_pieces
from crediario.domain.money import Money
from crediario.domain.permissions import holds
from crediario.domain.tender import Method

#: The use case that keeps a count, as the audit names it.
KEEP_COUNT = "keep_count"


def times_counted(
    stamp: Stamp,
    session: SessionRow,
    pieces: Sequence[Pieces],
    others: Iterable[tuple[Method, Money]],
    *,
    blind: bool,
) -> int:
    """How often this till's drawer was counted; blind, what is closed is what was kept last.

    Raises:
        CountNotKept: counting blind, it is another count than the last one kept since the drawer moved.
    """
    kept = counts_kept(stamp.database, stamp.till_id, session, KEEP_COUNT)
    last = kept.standing[-1] if kept.standing else None
    same = last is not None and (checked_pieces(last.pieces), dict(last.others)) == (
        checked_pieces(pieces),
        dict(others),
    )
    if blind and not same:
        raise CountNotKept
    return max(kept.all, 1)


def kept_since(stamp: Stamp) -> date | None:
    """From which day on whoever is at the keyboard may not know now what came into the drawers.

    It is the day on which the first drawer opened that was not counted since; None where all may be told.

    Who answers for differences may know, and who looks on without a drawer to count; everybody else once
    every open drawer of the store was counted after its last movement: until then the sums would tell what
    to find there.

    Rule: product.md D8; reliability.md A7. See docs/regras.md#fechamento.
    """
    if not shop.shop_settings(stamp.database, stamp.store_id).blind_count:
        return None
    if _holds(stamp, "release_cash_difference"):
        return None
    if _holds(stamp, "see_reports") and not _holds(stamp, "operate_till"):
        return None
    return min(_uncounted(stamp.database, stamp.store_id), default=None)


def _uncounted(database: Database, store_id: int) -> list[date]:
    """The days on which the store's open drawers opened that were not counted since their last movement."""
    sql = "SELECT id, till_id FROM cash_session WHERE store_id = ? AND closed_at IS NULL ORDER BY id"
    return [
        found.opened_on
        for session_id, till_id in fetch(database, sql, (store_id,))
        for found in (session(database, session_id),)
        if found is not None and not counts_kept(database, till_id, found, KEEP_COUNT).standing
    ]


def _holds(stamp: Stamp, permission: str) -> bool:
    found = users.access(stamp.database, stamp.operator_id, permission)
    return found is not None and holds(found.role, permission, found.own)
