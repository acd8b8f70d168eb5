"""The chain of the audit in the database: its head, its beginning, and its rows in order.

The head is one row, and the last lock a transaction takes: tills wait for each other only while one commits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peewee import Database, SqliteDatabase

from crediario.db.models import AuditChain
from crediario.db.statements import fetch, insert_rows, row_lock, run
from crediario.domain.audit_chain import (
    DEMO_KEY,
    AuditHead,
    AuditKey,
    AuditRow,
    EarlierDigest,
    EarlierRow,
    EarlierRows,
    genesis_hash,
    subject_hash,
)
from crediario.domain.audit_verify import ChainState, SealedRow
from crediario.domain.errors import Refusal, Trouble

PAGE = 5_000
DEMO = "demo"
_HEAD = "SELECT last_seq, last_hash, key_fingerprint FROM audit_chain"
_CHAIN = (
    "id", "last_seq", "last_hash", "key_fingerprint", "key_source", "base_seq", "rows_before",
    "digest_before", "started_at",
)  # fmt: skip
_ROW = "store_id, till_id, operator_id, use_case, operation, subject_hash, happened_at, hash, subject"


@dataclass(eq=False)
class AuditKeyMissing(Trouble):
    """The shop's audit is sealed with a key that this computer does not have: nothing can be written."""


@dataclass(eq=False)
class AuditKeyWrong(Trouble):
    """The key at hand is another shop's, or the shop got a new one meanwhile."""


@dataclass(eq=False)
class ChainBegunAlready(Refusal):
    """Another till was quicker: the shop has its key."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head as a writer needs it: the last row and the fingerprint of the key in use."""

    last: AuditHead
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ChainKeeping:
    """Whose key seals the shop's audit, and how it was kept: ``keyring``, ``asked`` or ``demo``."""

    fingerprint: str
    source: str
    started_at: str


def keeping(database: Database) -> ChainKeeping | None:
    """Which key the shop's audit is sealed with; None before the chain began."""
    rows = fetch(database, "SELECT key_fingerprint, key_source, started_at FROM audit_chain")
    return ChainKeeping(*rows[0]) if rows else None


def demo_key(database: Database) -> AuditKey | None:
    """The public key, where it is the one in use; None for a real shop's."""
    kept = keeping(database)
    return DEMO_KEY if kept and kept.source == DEMO and kept.fingerprint == DEMO_KEY.fingerprint else None


def check_key(database: Database, key: AuditKey | None) -> None:
    """Whether rows could be written with that key, without writing any.

    Raises:
        AuditKeyMissing, AuditKeyWrong.
    """
    rows = fetch(database, _HEAD)
    if rows:
        fitting(str(rows[0][2]), key)


def fitting(fingerprint: str, key: AuditKey | None) -> AuditKey:
    """The key, when it is the one of that fingerprint.

    Raises:
        AuditKeyMissing, AuditKeyWrong.
    """
    if key is None:
        raise AuditKeyMissing
    if key.fingerprint != fingerprint:
        raise AuditKeyWrong
    return key


def locked_head(database: Database) -> Head | None:
    """The head, held to the end of the transaction; None before the chain began."""
    sql = _HEAD + row_lock(database)
    rows = fetch(database, sql)
    if not rows and not isinstance(database, SqliteDatabase):
        # Perhaps it is begun at this very moment: ``begin`` holds the table, so that we see it afterwards.
        run(database, "LOCK TABLE audit IN ROW EXCLUSIVE MODE")
        rows = fetch(database, sql)
    if not rows:
        return None
    seq, seal, fingerprint = rows[0]
    return Head(AuditHead(int(seq), str(seal)), str(fingerprint))


def move_head(database: Database, last: AuditHead) -> None:
    """The head after one more row."""
    run(database, "UPDATE audit_chain SET last_seq = ?, last_hash = ?", (last.seq, last.hash))


def begin(database: Database, key: AuditKey, source: str, instant: str) -> EarlierRows:
    """Begins the chain after whatever the audit holds, which the first seal covers by its digest.

    Args:
        database: inside a transaction.
        key: the shop's.
        source: how it is kept: ``keyring``, ``asked`` or ``demo``.
        instant: now, as the tables keep it.

    Raises:
        ChainBegunAlready: there is a chain.
    """
    _hold_audit(database)
    if keeping(database) is not None:
        raise ChainBegunAlready
    earlier = _digest_of(database, 0)
    genesis = genesis_hash(key, earlier)
    values = (1, 0, genesis, key.fingerprint, source, 0, earlier.count, earlier.digest, instant)
    insert_rows(database, AuditChain, _CHAIN, [values])
    return earlier


def begin_again(database: Database, key: AuditKey, source: str, instant: str) -> EarlierRows:
    """Goes on with another key, the old one being lost: all rows so far are covered as earlier ones.

    Numbers go on. Arguments as in ``begin``; inside a transaction, where a chain has begun.
    """
    _hold_audit(database)
    ((base,),) = fetch(database, "SELECT last_seq FROM audit_chain" + row_lock(database))
    earlier = _digest_of(database, base)
    run(
        database,
        "UPDATE audit_chain SET last_hash = ?, key_fingerprint = ?, key_source = ?, base_seq = ?,"
        " rows_before = ?, digest_before = ?, started_at = ?",
        (genesis_hash(key, earlier), key.fingerprint, source, base, earlier.count, earlier.digest, instant),
    )
    return earlier


def _hold_audit(database: Database) -> None:
    """Nobody writes a row while the earlier ones are read."""
    if not isinstance(database, SqliteDatabase):
        run(database, "LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE")


def _digest_of(database: Database, base: int) -> EarlierRows:
    digest = EarlierDigest()
    for row in earlier_rows(database, base):
        digest.add(row)
    return digest.total


def state(database: Database) -> ChainState | None:
    """What the database says of its chain; None before it began."""
    columns = "last_seq, last_hash, key_fingerprint, rows_before, digest_before, base_seq"
    rows = fetch(database, f"SELECT {columns} FROM audit_chain")
    if not rows:
        return None
    seq, seal, fingerprint, count, digest, base = rows[0]
    earlier = EarlierRows(int(count), str(digest))
    return ChainState(AuditHead(int(seq), str(seal)), str(fingerprint), earlier, int(base))


def earlier_rows(database: Database, base: int) -> Iterator[EarlierRow]:
    """What the present key does not seal, in the order of ids: without a number, or up to ``base``."""
    sql = (
        f"SELECT id, seq, {_ROW} FROM audit WHERE id > ? AND (seq IS NULL OR seq <= {base:d})"
        f" ORDER BY id LIMIT {PAGE}"
    )
    for row in _pages(database, sql, 0):
        id_, seq, store, till, operator, use_case, operation, hashed, moment, seal, subject = row
        place = (store, till, operator)
        hashed = hashed or subject_hash(subject)
        yield EarlierRow(id_, seq, *place, use_case, operation, hashed, moment, seal)


def sealed_rows(database: Database, base: int) -> Iterator[SealedRow]:
    """What the present key seals, in the order of its numbers."""
    sql = f"SELECT seq, previous_hash, {_ROW} FROM audit WHERE seq > ? ORDER BY seq LIMIT {PAGE}"
    for seq, previous, *row, seal, subject in _pages(database, sql, base):
        yield SealedRow(AuditRow(seq, *row), str(previous), str(seal), str(subject))


def seal_of(database: Database, seq: int) -> str | None:
    """The seal of that row now; None where there is no such row."""
    rows = fetch(database, "SELECT hash FROM audit WHERE seq = ?", (seq,))
    return str(rows[0][0]) if rows else None


def _pages(database: Database, sql: str, start: int) -> Iterator[tuple[Any, ...]]:
    """Page by page: a large shop's audit never stands in memory whole."""
    while rows := fetch(database, sql, (start,)):
        start = rows[-1][0]
        yield from rows
