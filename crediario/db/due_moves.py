"""Due dates moved: the row a move leaves, and what of the installment it changes."""

from dataclasses import dataclass
from datetime import date

from peewee import Database

from crediario.db import limits, standing
from crediario.db.journal import Stamp
from crediario.db.models import DueMove
from crediario.db.receivables import OpenRow, as_date
from crediario.db.statements import fetch, insert, run

_MOVE = (
    "store_id", "till_id", "operator_id", "installment_id", "from_due", "to_due", "keeps_charges", "reason",
    "moved_on", "operation", "created_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MovePosting:
    """A move decided, ready to be written."""

    operation: str
    row: OpenRow
    new_due: date
    keeps_charges: bool
    reason: str
    day: date


@dataclass(frozen=True, slots=True)
class MovedDue:
    """A due date that was moved: from where, by whom and why."""

    from_due: date
    to_due: date
    keeps_charges: bool
    reason: str
    moved_on: date
    operator_name: str


def post_move(stamp: Stamp, posting: MovePosting) -> int:
    """Writes the move; the installment is due on the new day from now on. Returns the row's id."""
    row = posting.row
    values = (
        stamp.store_id, stamp.till_id, stamp.operator_id, row.installment_id, row.due_date, posting.new_due,
        int(posting.keeps_charges), posting.reason, posting.day, posting.operation, stamp.instant,
    )  # fmt: skip
    move_id = insert(stamp.database, DueMove, _MOVE, values)
    charges_from = row.due_date if posting.keeps_charges else None
    sql = "UPDATE installment SET due_date = ?, original_due = ?, charges_from = ? WHERE id = ?"
    run(stamp.database, sql, (posting.new_due, row.due_date, charges_from, row.installment_id))
    limits.recount(stamp.database, [row.customer_id])
    standing.refresh(stamp.database, row.customer_id)
    return move_id


def moved_due(database: Database, installment_id: int) -> MovedDue | None:
    """The move of an installment; None while it is due as first agreed."""
    sql = (
        "SELECT m.from_due, m.to_due, m.keeps_charges, m.reason, m.moved_on, o.short_name FROM due_move AS m"
        " JOIN shop_user AS o ON o.id = m.operator_id WHERE m.installment_id = ?"
    )
    rows = fetch(database, sql, (installment_id,))
    if not rows:
        return None
    from_due, to_due, keeps, reason, moved_on, name = rows[0]
    return MovedDue(as_date(from_due), as_date(to_due), bool(keeps), reason, as_date(moved_on), name)
