"""Named queries and postings of the drawer: the open session, and what enters and leaves it."""

from datetime import date, datetime

from peewee import Database, SqliteDatabase

from crediario.db import users
from crediario.db.journal import Stamp
from crediario.db.models import CashSession
from crediario.db.statements import fetch, insert
from crediario.domain.cash import NoOpenSession, SessionOfAnother, check_clock
from crediario.domain.money import Money
from crediario.domain.permissions import holds

_SESSION = ("store_id", "till_id", "operator_id", "opened_on", "opened_at", "float_cents", "operation")

# The last movement says how late it is at this till, whatever its clock says now.
_OPEN = (
    "SELECT s.id, s.operator_id, o.short_name, s.opened_at, COALESCE((SELECT m.created_at"
    " FROM cash_movement AS m WHERE m.session_id = s.id ORDER BY m.id DESC LIMIT 1), s.opened_at)"
    " FROM cash_session AS s JOIN shop_user AS o ON o.id = s.operator_id"
    " WHERE s.till_id = ? AND s.closed_at IS NULL"
)


def session_for(stamp: Stamp) -> int:
    """The till's open session, for whoever may put money into its drawer or take some out.

    Who opened it may; and managers, and people without a drawer of their own, such as sellers. Another
    cashier answers for another drawer.

    Raises:
        NoOpenSession, SessionOfAnother, ClockBehind.

    Rule: product.md D8. See docs/regras.md#turno-de-caixa.
    """
    rows = fetch(stamp.database, _OPEN + _shared(stamp.database), (stamp.till_id,))
    if not rows:
        raise NoOpenSession(till_number(stamp))
    session_id, opener, name, opened_at, last = rows[0]
    check_poster(stamp, opener, name, datetime.fromisoformat(opened_at))
    if stamp.instant < last:
        check_clock(stamp.moment, datetime.fromisoformat(last))
    return int(session_id)


def check_poster(stamp: Stamp, opener_id: int, name: str, opened_at: datetime) -> None:
    """Whether who is at the keyboard may post to the session that ``opener_id`` opened.

    Raises:
        SessionOfAnother.
    """
    if opener_id != stamp.operator_id and not _may_share(stamp):
        raise SessionOfAnother(till_number(stamp), name, opened_at.astimezone(stamp.moment.tzinfo))


def open_session(stamp: Stamp, day: date, float_: Money, operation: str | None) -> int:
    """Writes the session row of a till that has none open; its ledger entries are the caller's."""
    place = (stamp.store_id, stamp.till_id, stamp.operator_id)
    return insert(
        stamp.database, CashSession, _SESSION, (*place, day, stamp.instant, float_.cents, operation)
    )


def _shared(database: Database) -> str:
    """Many post to a session at once, but none while it is being closed."""
    return "" if isinstance(database, SqliteDatabase) else " FOR SHARE OF s"


def _may_share(stamp: Stamp) -> bool:
    return _holds(stamp, "use_any_session") or not _holds(stamp, "operate_till")


def _holds(stamp: Stamp, permission: str) -> bool:
    found = users.access(stamp.database, stamp.operator_id, permission)
    return found is not None and holds(found.role, permission, found.own)


def till_number(stamp: Stamp) -> int:
    """The number of the till at hand."""
    return int(fetch(stamp.database, "SELECT number FROM till WHERE id = ?", (stamp.till_id,))[0][0])
