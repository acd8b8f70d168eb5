"""The register of security incidents: written once, kept, with what was done about each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import Database

from crediario.db.fields import instant_text
from crediario.db.journal import Stamp
from crediario.db.models import Incident, IncidentNote
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, insert
from crediario.domain.incidents import IncidentNoteKind

PAGE = 1_000
_INCIDENT = (
    "store_id", "operator_id", "known_at", "what_happened", "data_affected", "people_affected", "risk",
    "created_at",
)  # fmt: skip
_NOTE = ("store_id", "operator_id", "incident_id", "kind", "text", "happened_on", "created_at")


@dataclass(frozen=True, slots=True)
class IncidentNoteRow:
    """A line of an incident's record."""

    kind: IncidentNoteKind
    text: str
    happened_on: date
    operator_name: str


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident with its record; ``people_affected`` is None while nobody knows how many."""

    incident_id: int
    known_at: datetime
    what_happened: str
    data_affected: str
    people_affected: int | None
    risk: str
    operator_name: str
    notes: tuple[IncidentNoteRow, ...]


@dataclass(frozen=True, slots=True)
class AffectedRow:
    """Somebody to be told of an incident."""

    customer_id: int
    name: str
    phone: str
    email: str


def write_incident(
    stamp: Stamp, known_at: datetime, what: str, data: str, people: int | None, risk: str
) -> int:
    """Registers an incident."""
    row = (
        stamp.store_id, stamp.operator_id, instant_text(known_at), what, data, people, risk, stamp.instant,
    )  # fmt: skip
    return insert(stamp.database, Incident, _INCIDENT, row)


def write_note(stamp: Stamp, incident_id: int, kind: IncidentNoteKind, text: str, happened_on: date) -> int:
    """Adds a line to an incident's record."""
    row = (
        stamp.store_id, stamp.operator_id, incident_id, kind.value, text, happened_on, stamp.instant,
    )  # fmt: skip
    return insert(stamp.database, IncidentNote, _NOTE, row)


_INCIDENTS = (
    "SELECT i.id, i.known_at, i.what_happened, i.data_affected, i.people_affected, i.risk, u.name"
    " FROM incident AS i JOIN shop_user AS u ON u.id = i.operator_id"
)
_NOTES = (
    "SELECT n.incident_id, n.kind, n.text, n.happened_on, u.name FROM incident_note AS n"
    " JOIN shop_user AS u ON u.id = n.operator_id"
)


def incidents(database: Database) -> tuple[IncidentRow, ...]:
    """Every incident, the newest first: there are few, or the shop has other worries."""
    notes = _notes(fetch(database, f"{_NOTES} ORDER BY n.id"))
    rows = fetch(database, f"{_INCIDENTS} ORDER BY i.known_at DESC, i.id DESC")
    return tuple(_incident(row, notes) for row in rows)


def incident(database: Database, incident_id: int) -> IncidentRow | None:
    """One incident; None when there is none of that number."""
    rows = fetch(database, f"{_INCIDENTS} WHERE i.id = ?", (incident_id,))
    notes = _notes(fetch(database, f"{_NOTES} WHERE n.incident_id = ? ORDER BY n.id", (incident_id,)))
    return _incident(rows[0], notes) if rows else None


def _notes(rows: list[tuple[Any, ...]]) -> dict[int, list[IncidentNoteRow]]:
    found: dict[int, list[IncidentNoteRow]] = {}
    for incident_id, kind, text, day, name in rows:
        row = IncidentNoteRow(IncidentNoteKind(kind), text, as_date(day), name)
        found.setdefault(incident_id, []).append(row)
    return found


def _incident(row: tuple[Any, ...], notes: dict[int, list[IncidentNoteRow]]) -> IncidentRow:
    id_, known_at, what, data, people, risk, operator = row
    moment, record = datetime.fromisoformat(known_at), tuple(notes.get(id_, ()))
    return IncidentRow(id_, moment, what, data, people, risk, operator, record)


_PEOPLE = (
    "SELECT c.id, c.name, COALESCE((SELECT p.e164 FROM customer_phone AS p WHERE p.customer_id = c.id"
    " AND p.purpose <> 'message' ORDER BY p.position LIMIT 1), ''), COALESCE(c.email, '')"
    " FROM customer AS c WHERE c.replaced_by IS NULL AND c.anonymised_at IS NULL AND c.id > ?"
)
_OPENED = (
    " AND c.id IN (SELECT a.customer_id FROM record_access AS a WHERE a.operator_id = ?"
    " AND a.opened_at >= ? AND a.opened_at < ?)"
)


def affected_count(database: Database, opened: tuple[int, datetime, datetime] | None) -> int:
    """How many people ``affected_people`` gives."""
    sql, parameters = _affected(opened)
    return int(fetch(database, f"SELECT COUNT(*) FROM ({sql}) AS people", (0, *parameters))[0][0])


def affected_people(
    database: Database, opened: tuple[int, datetime, datetime] | None
) -> Iterator[AffectedRow]:
    """Whom an incident may concern, page by page in the order of their numbers.

    Args:
        database: the shop's.
        opened: only those whose records an operator (id) opened from one instant until another; None is
            everybody registered.
    """
    sql, parameters = _affected(opened)
    last = 0
    while rows := fetch(database, f"{sql} ORDER BY c.id LIMIT {PAGE}", (last, *parameters)):
        yield from (AffectedRow(*row) for row in rows)
        last = rows[-1][0]


def _affected(opened: tuple[int, datetime, datetime] | None) -> tuple[str, tuple[Any, ...]]:
    if opened is None:
        return _PEOPLE, ()
    operator_id, since, until = opened
    return _PEOPLE + _OPENED, (operator_id, instant_text(since), instant_text(until))
