"""Named queries about customers: their records, who looks alike, and the lines a search shows."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from peewee import Database, IntegrityError

from crediario.db.journal import Stamp
from crediario.db.models import Customer, CustomerPhone
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, insert, insert_rows, marks, run
from crediario.domain import registration
from crediario.domain.customers import Standing
from crediario.domain.likeness import near_identical
from crediario.domain.money import Money
from crediario.domain.registration import CustomerFacts, CustomerKind, PhonePurpose

#: Columns of the record, in the order of ``CustomerFacts`` without its phones.
_FACTS = (
    "kind", "name", "document", "birth_date", "cep", "street", "district", "city", "uf", "email",
    "income_cents", "payday", "notes",
)  # fmt: skip
_CUSTOMER = (*_FACTS, "name_folded", "store_id", "operator_id", "since", "created_at")
_PHONE = ("customer_id", "position", "e164", "purpose")


@dataclass(frozen=True, slots=True)
class StoredCustomer:
    """A record as kept."""

    customer_id: int
    since: date
    facts: CustomerFacts


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """Somebody already registered, told by name."""

    customer_id: int
    name: str
    document: str | None


@dataclass(frozen=True, slots=True)
class CarneRow:
    """A carnê and its next open installment, None when all is paid."""

    sale_id: int
    customer_id: int
    customer_name: str
    number: int
    count: int
    installment_id: int | None


@dataclass(frozen=True, slots=True)
class ListedCustomer:
    """A customer as one line of a search."""

    customer_id: int
    name: str
    document: str | None
    phone: str | None
    district: str | None
    standing: Standing
    late_count: int
    open_total: Money


def stored_customer(database: Database, customer_id: int) -> StoredCustomer | None:
    """The whole record; None when there is none."""
    sql = f"SELECT since, {', '.join(_FACTS)} FROM customer WHERE id = ?"
    rows = fetch(database, sql, (customer_id,))
    if not rows:
        return None
    since, *values = rows[0]
    return StoredCustomer(customer_id, as_date(since), _facts(values, phones(database, customer_id)))


def name_of(database: Database, customer_id: int) -> str:
    """The customer's name."""
    return str(fetch(database, "SELECT name FROM customer WHERE id = ?", (customer_id,))[0][0])


def phones(database: Database, customer_id: int) -> tuple[registration.CustomerPhone, ...]:
    """The customer's telephones, the first one first."""
    sql = "SELECT e164, purpose FROM customer_phone WHERE customer_id = ? ORDER BY position"
    return tuple(
        registration.CustomerPhone(e164, PhonePurpose(purpose))
        for e164, purpose in fetch(database, sql, (customer_id,))
    )


def _facts(values: Sequence[Any], phones: tuple[registration.CustomerPhone, ...]) -> CustomerFacts:
    row = dict(zip(_FACTS, values, strict=True))
    income = row.pop("income_cents")
    birth_date = row.pop("birth_date")
    return CustomerFacts(
        kind=CustomerKind(row.pop("kind")),
        birth_date=as_date(birth_date) if birth_date else None,
        income=Money(income) if income is not None else None,
        phones=phones,
        **row,
    )


def add_customer(stamp: Stamp, facts: CustomerFacts, since: date) -> int | None:
    """Writes a new record; None when another till registered the same document a moment ago."""
    row = (*_values(facts), facts.name_folded, stamp.store_id, stamp.operator_id, since, stamp.instant)
    try:
        with stamp.database.atomic():
            customer_id = insert(stamp.database, Customer, _CUSTOMER, row)
    except IntegrityError:
        if facts.document is None or with_document(stamp.database, facts.document) is None:
            raise
        return None
    _add_phones(stamp.database, customer_id, facts)
    return customer_id


def change_customer(stamp: Stamp, customer_id: int, before: CustomerFacts, after: CustomerFacts) -> bool:
    """Writes the columns that differ, and no other; False when the document is somebody else's."""
    named = zip(_FACTS, _values(before), _values(after), strict=True)
    changed = {column: new for column, old, new in named if old != new}
    if "name" in changed:
        changed["name_folded"] = after.name_folded
    if changed:
        sql = f"UPDATE customer SET {', '.join(f'{column} = ?' for column in changed)} WHERE id = ?"
        try:
            with stamp.database.atomic():
                run(stamp.database, sql, (*changed.values(), customer_id))
        except IntegrityError:
            if "document" not in changed:
                raise
            return False
    if before.phones != after.phones:
        run(stamp.database, "DELETE FROM customer_phone WHERE customer_id = ?", (customer_id,))
        _add_phones(stamp.database, customer_id, after)
    return True


def _values(facts: CustomerFacts) -> tuple[Any, ...]:
    said = {part.name: getattr(facts, part.name) for part in fields(facts)}
    said["income_cents"] = facts.income.cents if facts.income is not None else None
    return tuple(said[column] for column in _FACTS)


def _add_phones(database: Database, customer_id: int, facts: CustomerFacts) -> None:
    rows = [(customer_id, place, each.e164, each.purpose) for place, each in enumerate(facts.phones, 1)]
    insert_rows(database, CustomerPhone, _PHONE, rows)


_KNOWN = "SELECT c.id, c.name, c.document FROM customer AS c"


def with_document(database: Database, document: str) -> KnownCustomer | None:
    """Who is registered with that CPF or CNPJ."""
    rows = fetch(database, _KNOWN + " WHERE c.document = ?", (document,))
    return KnownCustomer(*rows[0]) if rows else None


def with_phones(database: Database, numbers: Sequence[str]) -> list[KnownCustomer]:
    """Who has one of these telephones."""
    if not numbers:
        return []
    sql = (
        f"{_KNOWN} WHERE c.replaced_by IS NULL AND c.id IN"
        f" (SELECT p.customer_id FROM customer_phone AS p WHERE p.e164 IN ({marks(len(numbers))}))"
        " ORDER BY c.id LIMIT 5"
    )
    return [KnownCustomer(*row) for row in fetch(database, sql, numbers)]


def born_and_named(database: Database, name: str, birth_date: date) -> list[KnownCustomer]:
    """Who was born that day and has nearly the same name, however it was written."""
    sql = f"{_KNOWN} WHERE c.birth_date = ? AND c.replaced_by IS NULL ORDER BY c.id"
    born = [KnownCustomer(*row) for row in fetch(database, sql, (birth_date,))]
    return [each for each in born if near_identical(each.name, name)]


def listed_customers(
    database: Database, ids: Sequence[int], last_overdue: date
) -> tuple[ListedCustomer, ...]:
    """These customers as a search lists them, in the order given.

    Args:
        database: the shop's.
        ids: at most a page of them.
        last_overdue: installments due up to that day are late.
    """
    if not ids:
        return ()
    sql = (
        "SELECT c.id, c.name, c.document, c.district, c.kind, c.birth_date,"
        " (c.street IS NOT NULL AND c.city IS NOT NULL AND c.uf IS NOT NULL),"
        " (SELECT p.e164 FROM customer_phone AS p WHERE p.customer_id = c.id ORDER BY p.position LIMIT 1),"
        " EXISTS (SELECT 1 FROM customer_phone AS p WHERE p.customer_id = c.id"
        "  AND p.purpose IN ('own', 'work')),"
        " (SELECT COUNT(*) FROM installment AS i WHERE i.customer_id = c.id AND i.open_cents > 0"
        "  AND i.due_date <= ?),"
        " (SELECT COALESCE(SUM(i.open_cents), 0) FROM installment AS i WHERE i.customer_id = c.id"
        "  AND i.open_cents > 0)"
        f" FROM customer AS c WHERE c.id IN ({marks(len(ids))})"
    )
    found = {row[0]: _listed(row) for row in fetch(database, sql, (last_overdue, *ids))}
    return tuple(found[customer_id] for customer_id in ids if customer_id in found)


def _listed(row: tuple[Any, ...]) -> ListedCustomer:
    id_, name, document, district, kind, birth_date, address, phone, contact, late, open_cents = row
    standing = Standing(
        is_person=kind == CustomerKind.PERSON,
        document=document,
        birth_date=as_date(birth_date) if birth_date else None,
        has_contact_phone=bool(contact),
        has_address=bool(address),
    )
    return ListedCustomer(id_, name, document, phone, district, standing, int(late), Money(int(open_cents)))


#: Each along an index, from its end.
_LATEST = (
    "SELECT customer_id, created_at FROM payment WHERE store_id = ? ORDER BY paid_on DESC, id DESC LIMIT ?",
    "SELECT customer_id, created_at FROM sale WHERE store_id = ? ORDER BY number DESC LIMIT ?",
)
_REGISTERED = "SELECT id, created_at FROM customer ORDER BY id DESC LIMIT ?"


def latest_attended(database: Database, store_id: int, limit: int) -> list[int]:
    """Who was at the counter last, the latest first: paid, bought, or was registered."""
    rows = [row for sql in _LATEST for row in fetch(database, sql, (store_id, 4 * limit))]
    rows += fetch(database, _REGISTERED, (limit,))
    rows.sort(key=lambda row: str(row[1]), reverse=True)
    return list(dict.fromkeys(row[0] for row in rows))[:limit]


def next_installment(database: Database, customer_id: int) -> int | None:
    """The customer's open installment that is due first."""
    sql = "SELECT id FROM installment WHERE customer_id = ? AND open_cents > 0 ORDER BY due_date LIMIT 1"
    rows = fetch(database, sql, (customer_id,))
    return int(rows[0][0]) if rows else None


def carne_by_number(database: Database, store_id: int, number: int) -> CarneRow | None:
    """The sale with that contract number in the store, and its next open installment."""
    sql = (
        "SELECT s.id, s.customer_id, c.name, s.number, s.installment_count,"
        " (SELECT i.id FROM installment AS i WHERE i.sale_id = s.id AND i.open_cents > 0"
        "  ORDER BY i.number LIMIT 1)"
        " FROM sale AS s JOIN customer AS c ON c.id = s.customer_id"
        " WHERE s.store_id = ? AND s.number = ? AND s.reverses_id IS NULL"
    )
    rows = fetch(database, sql, (store_id, number))
    return CarneRow(*rows[0]) if rows else None
