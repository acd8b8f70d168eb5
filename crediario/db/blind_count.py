"""Counting blind: from whom the store's money is kept back until its open drawers were counted."""

from peewee import Database

from crediario.db import shop, users
from crediario.db.cash_desk import counts_kept, session
from crediario.db.journal import Stamp
from crediario.db.statements import fetch
from crediario.domain.permissions import holds

#: The use case that keeps a count, as the audit names it.
KEEP_COUNT = "keep_count"


def is_kept_from(stamp: Stamp) -> bool:
    """Whether whoever is at the keyboard may not know now what came into the drawers.

    Who answers for differences may know, and who looks on without a drawer to count; everybody else once
    every open drawer of the store was counted after its last movement: until then the sums would tell what
    to find there.

    Rule: product.md D8; reliability.md A7. See docs/regras.md#fechamento.
    """
    if not shop.shop_settings(stamp.database, stamp.store_id).blind_count:
        return False
    if _holds(stamp, "release_cash_difference"):
        return False
    if _holds(stamp, "see_reports") and not _holds(stamp, "operate_till"):
        return False
    return _awaits_count(stamp.database, stamp.store_id)


def _awaits_count(database: Database, store_id: int) -> bool:
    """Whether an open drawer of the store was not counted since its last movement."""
    sql = "SELECT id, till_id FROM cash_session WHERE store_id = ? AND closed_at IS NULL ORDER BY id"
    return any(
        found is not None and not counts_kept(database, till_id, found, KEEP_COUNT).standing
        for session_id, till_id in fetch(database, sql, (store_id,))
        for found in (session(database, session_id),)
    )


def _holds(stamp: Stamp, permission: str) -> bool:
    found = users.access(stamp.database, stamp.operator_id, permission)
    return found is not None and holds(found.role, permission, found.own)
