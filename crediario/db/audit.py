"""The audit as its viewer asks for it: pages, newest first, and what a row is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import Database

from crediario.db.statements import fetch, marks

_COLUMNS = (
    "a.id, a.seq, a.happened_at, u.id, u.number, u.name, u.role, s.code, t.number, a.use_case, a.operation,"
    " a.subject, o.result, a.hash"
)
_FROM = (
    "audit AS a JOIN shop_user AS u ON u.id = a.operator_id JOIN store AS s ON s.id = a.store_id"
    " JOIN till AS t ON t.id = a.till_id LEFT JOIN operation AS o ON o.id = a.operation"
)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A row with the names of who and where; ``subject`` and ``result`` are JSON, "" where there is none.

    ``seq`` and ``seal`` are None in rows from before the chain.
    """

    id: int
    seq: int | None
    happened_at: str
    operator_id: int
    operator_number: int
    operator_name: str
    role: str
    store_code: int
    till_number: int
    use_case: str
    operation: str
    subject: str
    result: str
    seal: str | None


@dataclass(frozen=True, slots=True)
class AuditWanted:
    """Which rows: of one person, between two instants, of some use cases, about a customer, below an id."""

    operator_id: int | None = None
    since: str | None = None
    until: str | None = None
    use_cases: tuple[str, ...] = ()
    customer_id: int | None = None
    before_id: int | None = None
    limit: int = 50


def audit_rows(database: Database, wanted: AuditWanted) -> tuple[AuditEntry, ...]:
    """Rows as wanted, the newest first.

    A name in ``use_cases`` also stands for what it was refused with (``sign_in:wrong_pin``).
    """
    conditions, values = _conditions(database, wanted)
    sql = f"SELECT {_COLUMNS} FROM {_FROM} WHERE {' AND '.join(conditions)} ORDER BY a.id DESC LIMIT ?"
    return tuple(_entry(row) for row in fetch(database, sql, (*values, wanted.limit)))


def _conditions(database: Database, wanted: AuditWanted) -> tuple[list[str], list[Any]]:
    given: list[tuple[str, list[Any]]] = [("1 = 1", [])]
    if wanted.operator_id is not None:
        given.append(("a.operator_id = ?", [wanted.operator_id]))
    if wanted.since is not None:
        given.append(("a.happened_at >= ?", [wanted.since]))
    if wanted.until is not None:
        given.append(("a.happened_at < ?", [wanted.until]))
    if wanted.before_id is not None:
        given.append(("a.id < ?", [wanted.before_id]))
    if wanted.use_cases:
        refused = " OR ".join(["a.use_case LIKE ?"] * len(wanted.use_cases))
        patterns = [f"{name}:%" for name in wanted.use_cases]
        condition = f"(a.use_case IN ({marks(len(wanted.use_cases))}) OR {refused})"
        given.append((condition, [*wanted.use_cases, *patterns]))
    if wanted.customer_id is not None:
        given.append(_about(database, wanted.customer_id))
    return [condition for condition, _ in given], [value for _, values in given for value in values]


def _about(database: Database, customer_id: int) -> tuple[str, list[Any]]:
    """What moved the customer's sales and payments, what names the customer, and the registration."""
    operations = " UNION ".join(
        f"SELECT operation FROM {table} WHERE customer_id = ?" for table in ("sale", "payment", "agreement")
    )
    registered = fetch(database, "SELECT created_at FROM customer WHERE id = ?", (customer_id,))
    condition = (
        f"(a.operation IN ({operations}) OR a.subject LIKE ? OR a.subject LIKE ?"
        " OR (a.use_case = 'register_customer' AND a.happened_at = ?"
        " AND (o.result LIKE ? OR o.result LIKE ?)))"
    )
    named = [f'%"customer_id":{customer_id},%', f'%"customer_id":{customer_id}}}%']
    came = [registered[0][0] if registered else "", f'%"id":{customer_id},%', f'%"id":{customer_id}}}%']
    return condition, [customer_id] * 3 + named + came


def _entry(row: Sequence[Any]) -> AuditEntry:
    values = list(row)
    values[10], values[12] = values[10] or "", values[12] or ""
    return AuditEntry(*values)


def people_seen(database: Database) -> tuple[tuple[int, str], ...]:
    """Everybody who may have left a row, with their names: *sistema* too, and who no longer works here."""
    rows = fetch(database, "SELECT id, name FROM shop_user ORDER BY number")
    return tuple((int(id_), str(name)) for id_, name in rows)


def customers_of(database: Database, table: str, ids: Iterable[int]) -> dict[int, int]:
    """Whose the sales, payments or agreements of those ids are.

    Raises:
        KeyError: another table was asked for.
    """
    source = {"sale": "sale", "payment": "payment", "agreement": "agreement"}[table]
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    sql = f"SELECT id, customer_id FROM {source} WHERE id IN ({marks(len(wanted))})"
    return {int(id_): int(customer) for id_, customer in fetch(database, sql, wanted)}


def customer_names(database: Database, ids: Iterable[int]) -> dict[int, str]:
    """The names of those customers."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    sql = f"SELECT id, name FROM customer WHERE id IN ({marks(len(wanted))})"
    return {int(id_): str(name) for id_, name in fetch(database, sql, wanted)}
