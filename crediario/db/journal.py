"""Operations, audit rows and roles: what every use case reads and writes beside its own work."""

from dataclasses import dataclass, field
from datetime import datetime

from peewee import Database, SqliteDatabase

from crediario.db import audit_chain
from crediario.db.fields import instant_text
from crediario.db.models import Audit, Operation
from crediario.db.statements import fetch, insert_rows
from crediario.domain.audit_chain import AuditHead, AuditKey, AuditRow, chain_hash, subject_hash

_OPERATION = ("id", "store_id", "till_id", "operator_id", "use_case", "payload_hash", "result", "created_at")
_AUDIT = (
    "seq", "store_id", "till_id", "operator_id", "use_case", "operation", "subject", "subject_hash",
    "happened_at", "previous_hash", "hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where, by whom and when: the columns every movement carries; and the key its audit is sealed with."""

    database: Database
    store_id: int
    till_id: int
    operator_id: int
    moment: datetime
    audit_key: AuditKey | None = None
    #: The moment as the tables keep it.
    instant: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "instant", instant_text(self.moment))


@dataclass(frozen=True, slots=True)
class PastOperation:
    """An operation already performed, and the answer it gave."""

    use_case: str
    payload_hash: str
    result: str


def lock_request(database: Database, request_id: str) -> None:
    """Two connections asking the same thing take turns, so that the second finds the first one's answer.

    On SQLite the immediate transaction already makes them.
    """
    if not isinstance(database, SqliteDatabase):
        fetch(database, "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", (request_id,))


def operation(database: Database, request_id: str) -> PastOperation | None:
    """What was answered to this request id, if anything."""
    rows = fetch(database, "SELECT use_case, payload_hash, result FROM operation WHERE id = ?", (request_id,))
    return PastOperation(*rows[0]) if rows else None


def remember_operation(stamp: Stamp, request_id: str, use_case: str, payload_hash: str, result: str) -> None:
    """Keeps the answer, so that a retry of the request gets it again."""
    row = (
        request_id,
        stamp.store_id,
        stamp.till_id,
        stamp.operator_id,
        use_case,
        payload_hash,
        result,
        stamp.instant,
    )
    insert_rows(stamp.database, Operation, _OPERATION, [row])


def write_audit(stamp: Stamp, use_case: str, request_id: str | None, subject: str) -> None:
    """One audit row, in the transaction of what it tells; the last thing written before the commit.

    It is sealed after the row before it. Until the shop's chain begins, rows stand unsealed.

    Raises:
        AuditKeyMissing, AuditKeyWrong: the shop's key is not at hand; the transaction must not commit.
    """
    head = audit_chain.locked_head(stamp.database)
    hashed, instant = subject_hash(subject), stamp.instant
    seq, previous, seal = None, None, None
    if head is not None:
        seq, previous = head.last.seq + 1, head.last.hash
        key = audit_chain.fitting(head.fingerprint, stamp.audit_key)
        place = (stamp.store_id, stamp.till_id, stamp.operator_id)
        seal = chain_hash(key, previous, AuditRow(seq, *place, use_case, request_id, hashed, instant))
    row = (
        seq, stamp.store_id, stamp.till_id, stamp.operator_id, use_case, request_id, subject, hashed, instant,
        previous, seal,
    )  # fmt: skip
    insert_rows(stamp.database, Audit, _AUDIT, [row])
    if seq is not None and seal is not None:
        audit_chain.move_head(stamp.database, AuditHead(seq, seal))
