"""Money handed over in cash for what the shop owes: goods that came back, or store credit paid out."""

from crediario.db.journal import Stamp
from crediario.db.models import CashMovement
from crediario.db.statements import insert_rows
from crediario.domain.money import Money

_MOVEMENT = (
    "store_id", "till_id", "operator_id", "session_id", "kind", "method", "amount_cents", "created_at",
    "operation", "reason", "sale_return_id",
)  # fmt: skip


def pay_from_drawer(
    stamp: Stamp,
    session_id: int,
    amount: Money,
    operation: str,
    reason: str,
    *,
    sale_return_id: int | None = None,
) -> None:
    """Writes what leaves the drawer; its ledger entry is the caller's."""
    row = (
        stamp.store_id, stamp.till_id, stamp.operator_id, session_id, "refund", "cash", -amount.cents,
        stamp.instant, operation, reason, sale_return_id,
    )  # fmt: skip
    insert_rows(stamp.database, CashMovement, _MOVEMENT, [row])
