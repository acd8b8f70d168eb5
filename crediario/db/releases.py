"""Releases asked at a distance: what waits for a manager, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from peewee import Database

from crediario.db.fields import instant_text
from crediario.db.journal import Stamp
from crediario.db.models import ReleaseRequest
from crediario.db.statements import fetch, insert, row_lock, run

_REQUEST = (
    "store_id", "till_id", "operator_id", "customer_id", "permission", "subject_hash", "shown", "message",
    "status", "asked_at", "expires_at",
)  # fmt: skip


class RequestState(StrEnum):
    """What became of a request (situação do pedido)."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as kept.

    Attributes:
        operator_id: who asked, at the till ``till_number``.
        permission: what who answers must hold.
        shown: JSON of what the manager is shown.
        message: what who asked wrote.
        status: as kept; one that expired stays ``waiting``, see ``state_at``.
        answered_by: the manager; "" before.
        release_id: what a yes gave; with the moment it expires.
    """

    asked_id: int
    store_id: int
    till_number: int
    operator_id: int
    operator_name: str
    permission: str
    subject_hash: str
    shown: str
    message: str
    status: str
    asked_at: datetime
    expires_at: datetime
    answered_by: str
    answer: str
    release_id: int | None
    release_expires_at: datetime | None

    def state_at(self, moment: datetime) -> RequestState:
        """What became of it, as of that moment."""
        state = RequestState(self.status)
        if state is RequestState.WAITING and moment > self.expires_at:
            return RequestState.EXPIRED
        return state


_ROW = (
    "SELECT q.id, q.store_id, t.number, q.operator_id, o.short_name, q.permission, q.subject_hash, q.shown,"
    " q.message, q.status, q.asked_at, q.expires_at, COALESCE(m.short_name, ''), COALESCE(q.answer, ''),"
    " q.release_id, r.expires_at FROM release_request AS q JOIN till AS t ON t.id = q.till_id"
    " JOIN shop_user AS o ON o.id = q.operator_id LEFT JOIN shop_user AS m ON m.id = q.answered_by_id"
    " LEFT JOIN release AS r ON r.id = q.release_id"
)


def ask(
    stamp: Stamp,
    customer_id: int,
    permission: str,
    subject_hash: str,
    shown: str,
    message: str,
    expires_at: datetime,
) -> int:
    """Writes a request that waits; returns its id."""
    row = (
        stamp.store_id, stamp.till_id, stamp.operator_id, customer_id, permission, subject_hash, shown,
        message, RequestState.WAITING.value, stamp.instant, instant_text(expires_at),
    )  # fmt: skip
    return insert(stamp.database, ReleaseRequest, _REQUEST, row)


def request(database: Database, asked_id: int) -> RequestRow | None:
    """A request by its id; None when there is none."""
    rows = fetch(database, _ROW + " WHERE q.id = ?", (asked_id,))
    return _row(rows[0]) if rows else None


def locked_request(stamp: Stamp, asked_id: int) -> RequestRow | None:
    """The request, locked to the end of the transaction: two managers at once take turns."""
    sql = "SELECT 1 FROM release_request WHERE id = ?" + row_lock(stamp.database)
    if not fetch(stamp.database, sql, (asked_id,)):
        return None
    return request(stamp.database, asked_id)


def waiting(database: Database, store_id: int, moment: datetime) -> tuple[RequestRow, ...]:
    """What waits in the store and did not expire, the oldest first; along an index, however long the past."""
    sql = f"{_ROW} WHERE q.status = 'waiting' AND q.expires_at >= ? AND q.store_id = ? ORDER BY q.id"
    return tuple(_row(row) for row in fetch(database, sql, (instant_text(moment), store_id)))


def answer(stamp: Stamp, asked_id: int, words: str, release_id: int | None) -> None:
    """Writes the answer: a yes with its release, or a no."""
    status = RequestState.REFUSED if release_id is None else RequestState.GRANTED
    sql = (
        "UPDATE release_request SET status = ?, answered_by_id = ?, answered_at = ?, answer = ?,"
        " release_id = ? WHERE id = ?"
    )
    values = (status.value, stamp.operator_id, stamp.instant, words, release_id, asked_id)
    run(stamp.database, sql, values)


def withdraw(stamp: Stamp, asked_id: int) -> None:
    """Who asked no longer wants it."""
    sql = "UPDATE release_request SET status = 'withdrawn' WHERE id = ?"
    run(stamp.database, sql, (asked_id,))


def withdraw_earlier(stamp: Stamp, customer_id: int) -> None:
    """What this person asked before for that customer is wanted no longer."""
    sql = (
        "UPDATE release_request SET status = 'withdrawn' WHERE status = 'waiting' AND expires_at >= ?"
        " AND customer_id = ? AND operator_id = ?"
    )
    run(stamp.database, sql, (stamp.instant, customer_id, stamp.operator_id))


def _row(row: Sequence[Any]) -> RequestRow:
    (
        asked_id, store_id, till, operator_id, operator, permission, subject_hash, shown, message, status,
        asked_at, expires_at, answered_by, answered, release_id, release_expires_at,
    ) = row  # fmt: skip
    return RequestRow(
        asked_id=asked_id,
        store_id=store_id,
        till_number=till,
        operator_id=operator_id,
        operator_name=operator,
        permission=permission,
        subject_hash=subject_hash,
        shown=shown,
        message=message,
        status=status,
        asked_at=datetime.fromisoformat(asked_at),
        expires_at=datetime.fromisoformat(expires_at),
        answered_by=answered_by,
        answer=answered,
        release_id=release_id,
        release_expires_at=datetime.fromisoformat(release_expires_at) if release_expires_at else None,
    )
