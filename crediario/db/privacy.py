"""LGPD in the tables: who opened which record, consents, and what people asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import Database

from crediario.db.journal import Stamp
from crediario.db.models import Consent, PrivacyRequest, RecordAccess
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, insert, insert_rows, run
from crediario.domain.privacy import ConsentChannel, ConsentPurpose, Opened, RequestKind, request_due

_ACCESS = ("store_id", "till_id", "operator_id", "customer_id", "opened", "opened_at")
_CONSENT = (
    "store_id", "till_id", "operator_id", "customer_id", "purpose", "given", "text", "channel",
    "consented_on", "created_at",
)  # fmt: skip
_REQUEST = ("store_id", "operator_id", "customer_id", "kind", "asked_on", "due_on", "note", "created_at")


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One opening of one record."""

    access_id: int
    customer_id: int
    customer_name: str
    operator_id: int
    operator_name: str
    till_number: int
    opened: Opened
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One consent given or withdrawn, with its very words."""

    consent_id: int
    purpose: ConsentPurpose
    given: bool
    text: str
    channel: ConsentChannel
    consented_on: date
    operator_name: str


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What somebody asked for, and what was answered."""

    request_id: int
    customer_id: int
    customer_name: str
    kind: RequestKind
    asked_on: date
    due_on: date
    note: str
    answered_on: date | None
    answer: str
    operator_name: str


def write_access(stamp: Stamp, customer_id: int, opened: Opened) -> None:
    """Notes that the operator opened a record, in the transaction that opens it or in one of its own."""
    row = (stamp.store_id, stamp.till_id, stamp.operator_id, customer_id, opened.value, stamp.instant)
    insert_rows(stamp.database, RecordAccess, _ACCESS, [row])


_ACCESSES = (
    "SELECT a.id, a.customer_id, c.name, a.operator_id, u.name, t.number, a.opened, a.opened_at"
    " FROM record_access AS a JOIN customer AS c ON c.id = a.customer_id"
    " JOIN shop_user AS u ON u.id = a.operator_id JOIN till AS t ON t.id = a.till_id"
)


def accesses(
    database: Database,
    limit: int,
    *,
    customer_id: int | None = None,
    operator_id: int | None = None,
    before: int | None = None,
) -> tuple[AccessRow, ...]:
    """Openings, the newest first: of one record, by one person, of both, or all.

    Args:
        database: the shop's.
        limit: the length of a page.
        customer_id: only of this record.
        operator_id: only by this person.
        before: the last ``access_id`` of the page before.
    """
    asked = (("a.customer_id = ?", customer_id), ("a.operator_id = ?", operator_id), ("a.id < ?", before))
    wanted = [(sql, value) for sql, value in asked if value is not None]
    where = f" WHERE {' AND '.join(sql for sql, _ in wanted)}" if wanted else ""
    rows = fetch(database, f"{_ACCESSES}{where} ORDER BY a.id DESC LIMIT ?", (*(v for _, v in wanted), limit))
    return tuple(_access(row) for row in rows)


def _access(row: tuple[Any, ...]) -> AccessRow:
    id_, customer_id, customer, operator_id, operator, till, opened, opened_at = row
    moment = datetime.fromisoformat(opened_at)
    return AccessRow(id_, customer_id, customer, operator_id, operator, till, Opened(opened), moment)


def write_consent(
    stamp: Stamp,
    customer_id: int,
    purpose: ConsentPurpose,
    *,
    given: bool,
    text: str,
    channel: ConsentChannel,
    consented_on: date,
) -> int:
    """One consent given or withdrawn; the newest of a purpose holds."""
    row = (
        stamp.store_id, stamp.till_id, stamp.operator_id, customer_id, purpose.value, int(given), text,
        channel.value, consented_on, stamp.instant,
    )  # fmt: skip
    return insert(stamp.database, Consent, _CONSENT, row)


def consents_to(database: Database, customer_id: int, purpose: ConsentPurpose) -> bool:
    """Whether the newest word of that purpose is a yes."""
    sql = "SELECT given FROM consent WHERE customer_id = ? AND purpose = ? ORDER BY id DESC LIMIT 1"
    return any(given for (given,) in fetch(database, sql, (customer_id, purpose.value)))


def consents(database: Database, customer_id: int) -> tuple[ConsentRow, ...]:
    """Everything ever said, the newest first."""
    sql = (
        "SELECT n.id, n.purpose, n.given, n.text, n.channel, n.consented_on, u.name FROM consent AS n"
        " JOIN shop_user AS u ON u.id = n.operator_id WHERE n.customer_id = ? ORDER BY n.id DESC"
    )
    return tuple(
        ConsentRow(
            id_, ConsentPurpose(purpose), bool(given), text, ConsentChannel(channel), as_date(day), name
        )
        for id_, purpose, given, text, channel, day, name in fetch(database, sql, (customer_id,))
    )


def write_request(stamp: Stamp, customer_id: int, kind: RequestKind, asked_on: date, note: str) -> int:
    """A request with its deadline; its id is the number of its protocol."""
    row = (
        stamp.store_id, stamp.operator_id, customer_id, kind.value, asked_on, request_due(asked_on),
        note or None, stamp.instant,
    )  # fmt: skip
    return insert(stamp.database, PrivacyRequest, _REQUEST, row)


def write_answer(database: Database, request_id: int, answered_on: date, answer: str) -> bool:
    """Answers a request; False when it was answered already."""
    sql = "UPDATE privacy_request SET answered_on = ?, answer = ? WHERE id = ? AND answered_on IS NULL"
    return run(database, sql, (answered_on, answer, request_id)) == 1


_REQUESTS = (
    "SELECT r.id, r.customer_id, c.name, r.kind, r.asked_on, r.due_on, r.note, r.answered_on, r.answer,"
    " u.name FROM privacy_request AS r JOIN customer AS c ON c.id = r.customer_id"
    " JOIN shop_user AS u ON u.id = r.operator_id"
)


def request(database: Database, request_id: int) -> RequestRow | None:
    """One request; None when there is none of that number."""
    rows = fetch(database, f"{_REQUESTS} WHERE r.id = ?", (request_id,))
    return _request(rows[0]) if rows else None


def requests_of(database: Database, customer_id: int) -> tuple[RequestRow, ...]:
    """What a customer asked for, the newest first."""
    rows = fetch(database, f"{_REQUESTS} WHERE r.customer_id = ? ORDER BY r.id DESC", (customer_id,))
    return tuple(_request(row) for row in rows)


def open_requests(database: Database, limit: int) -> tuple[RequestRow, ...]:
    """What still waits for an answer, the nearest deadline first."""
    sql = f"{_REQUESTS} WHERE r.answered_on IS NULL ORDER BY r.due_on, r.id LIMIT ?"
    return tuple(_request(row) for row in fetch(database, sql, (limit,)))


def answered_requests(database: Database, limit: int, before: int | None) -> tuple[RequestRow, ...]:
    """What was answered, the newest protocol first; ``before`` is the last of the page before."""
    more = "" if before is None else " AND r.id < ?"
    sql = f"{_REQUESTS} WHERE r.answered_on IS NOT NULL{more} ORDER BY r.id DESC LIMIT ?"
    at = () if before is None else (before,)
    return tuple(_request(row) for row in fetch(database, sql, (*at, limit)))


def waiting_requests(database: Database, today: date) -> tuple[int, int]:
    """How many requests wait for an answer, and how many of them are late."""
    sql = (
        "SELECT COUNT(*), COALESCE(SUM(CASE WHEN due_on < ? THEN 1 ELSE 0 END), 0) FROM privacy_request"
        " WHERE answered_on IS NULL"
    )
    ((waiting, late),) = fetch(database, sql, (today,))
    return int(waiting), int(late)


def _request(row: tuple[Any, ...]) -> RequestRow:
    id_, customer_id, name, kind, asked_on, due_on, note, answered_on, answer, operator = row
    return RequestRow(
        request_id=id_,
        customer_id=customer_id,
        customer_name=name,
        kind=RequestKind(kind),
        asked_on=as_date(asked_on),
        due_on=as_date(due_on),
        note=note or "",
        answered_on=as_date(answered_on) if answered_on else None,
        answer=answer or "",
        operator_name=operator,
    )


@dataclass(frozen=True, slots=True)
class PersonState:
    """Whose privacy it is, and whether the record is still somebody's.

    Attributes:
        replaced_by: the record this one was merged into.
    """

    customer_id: int
    name: str
    document: str | None
    replaced_by: int | None
    is_anonymised: bool


def person(database: Database, customer_id: int) -> PersonState | None:
    """Who a record is about; None when there is none of that number."""
    sql = "SELECT name, document, replaced_by, anonymised_at IS NOT NULL FROM customer WHERE id = ?"
    rows = fetch(database, sql, (customer_id,))
    if not rows:
        return None
    name, document, replaced_by, erased = rows[0]
    return PersonState(customer_id, name, document, replaced_by, bool(erased))


def drop_photos(stamp: Stamp, customer_id: int) -> int:
    """Empties the customer's own photos, whose consent was withdrawn; those of authorised buyers stay."""
    sql = (
        "UPDATE attachment SET content = ?, title = '', removed_at = COALESCE(removed_at, ?)"
        " WHERE customer_id = ? AND kind = 'photo' AND length(content) > 0"
        " AND id NOT IN (SELECT b.photo_id FROM authorised_buyer AS b WHERE b.photo_id IS NOT NULL"
        " AND b.customer_id = ?)"
    )
    return run(stamp.database, sql, (b"", stamp.instant, customer_id, customer_id))


def people_count(database: Database) -> tuple[int, int]:
    """How many people are registered, and how many were anonymised; merged records are one person."""
    sql = "SELECT COUNT(*), COUNT(anonymised_at) FROM customer WHERE replaced_by IS NULL"
    ((total, erased),) = fetch(database, sql)
    return int(total) - int(erased), int(erased)
