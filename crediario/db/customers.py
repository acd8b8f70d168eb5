"""Named queries about customers: their records, who looks alike, and the lines a search shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from peewee import Database, IntegrityError

from crediario.db import down_payments, search
from crediario.db.customer_details import details_of, references_of, write_details, write_references
from crediario.db.journal import Stamp
from crediario.db.models import Customer, CustomerPhone
from crediario.db.receivables import as_date, as_money
from crediario.db.statements import fetch, insert, insert_rows, marks, run
from crediario.domain import registration
from crediario.domain.customer_details import NO_DETAILS
from crediario.domain.customers import Standing
from crediario.domain.likeness import BirthMatch, Resemblance, resemblance, swapped
from crediario.domain.money import Money
from crediario.domain.registration import CustomerFacts, CustomerKind, PhonePurpose
from crediario.domain.search import SearchTerms, words_of

#: Columns of the record that stand in ``customer`` itself.
_FACTS = (
    "kind", "name", "document", "birth_date", "cep", "street", "district", "city", "uf", "email",
    "income_cents", "payday", "notes",
)  # fmt: skip
#: An enum's own look-up costs as much as the rest of a record.
_KINDS = {kind.value: kind for kind in CustomerKind}
_PURPOSES = {purpose.value: purpose for purpose in PhonePurpose}
#: Columns made of others.
_DERIVED = ("name_folded", "address_key")
_CUSTOMER = (*_FACTS, *_DERIVED, "store_id", "operator_id", "since", "created_at")
_PHONE = ("customer_id", "position", "e164", "purpose", "changed_on")


@dataclass(frozen=True, slots=True)
class StoredCustomer:
    """A record as kept.

    Attributes:
        kept_id: the record this one was merged into; None while it stands for itself.
        anonymised: name, documents and contacts were erased for good.
        phone_changed_on: when a telephone of theirs last came after the record was made; None when all were
            there from then.
    """

    customer_id: int
    since: date
    facts: CustomerFacts
    kept_id: int | None = None
    anonymised: bool = False
    phone_changed_on: date | None = None


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


_RECORD = f"SELECT since, replaced_by, anonymised_at, {', '.join(_FACTS)} FROM customer WHERE id = ?"
_PHONES = "SELECT e164, purpose, changed_on FROM customer_phone WHERE customer_id = ? ORDER BY position"


def stored_customer(database: Database, customer_id: int) -> StoredCustomer | None:
    """The record without details and references (``whole_customer`` has them); None when there is none."""
    rows = fetch(database, _RECORD, (customer_id,))
    if not rows:
        return None
    since, kept_id, anonymised_at, *values = rows[0]
    phones = fetch(database, _PHONES, (customer_id,))
    changed_on = max((as_date(day) for _, _, day in phones if day), default=None)
    facts = _facts(values, phones)
    return StoredCustomer(customer_id, as_date(since), facts, kept_id, anonymised_at is not None, changed_on)


def living_record(database: Database, customer_id: int) -> StoredCustomer | None:
    """``stored_customer`` of the record that stands for this one, as ``living_customer`` says it."""
    stored = stored_customer(database, customer_id)
    while stored is not None and stored.kept_id is not None:
        stored = stored_customer(database, stored.kept_id)
    return stored


def whole_customer(database: Database, customer_id: int) -> StoredCustomer | None:
    """The whole record; None when there is none."""
    stored = stored_customer(database, customer_id)
    if stored is None:
        return None
    details, references = details_of(database, customer_id), references_of(database, customer_id)
    return replace(stored, facts=replace(stored.facts, details=details, references=references))


def living_customer(database: Database, customer_id: int) -> int:
    """The record that stands for this one: itself, or what it was merged into, however often."""
    sql = "SELECT replaced_by FROM customer WHERE id = ?"
    while (rows := fetch(database, sql, (customer_id,))) and rows[0][0] is not None:
        customer_id = int(rows[0][0])
    return customer_id


def name_of(database: Database, customer_id: int) -> str:
    """The customer's name."""
    return str(fetch(database, "SELECT name FROM customer WHERE id = ?", (customer_id,))[0][0])


def _facts(values: Sequence[Any], phones: Sequence[Sequence[Any]]) -> CustomerFacts:
    kind, name, document, birth_date, *contact, income, payday, notes = values
    cep, street, district, city, uf, email = contact
    return CustomerFacts(
        _KINDS[kind],
        name,
        document,
        as_date(birth_date) if birth_date else None,
        tuple([registration.CustomerPhone(e164, _PURPOSES[purpose]) for e164, purpose, _ in phones]),
        cep,
        street,
        district,
        city,
        uf,
        email,
        as_money(income) if income is not None else None,
        payday,
        notes,
    )


def add_customer(stamp: Stamp, facts: CustomerFacts, since: date) -> int | None:
    """Writes a new record; None when another till registered the same document a moment ago."""
    row = (*_values(facts), *_derived(facts), stamp.store_id, stamp.operator_id, since, stamp.instant)
    try:
        with stamp.database.atomic():
            customer_id = insert(stamp.database, Customer, _CUSTOMER, row)
    except IntegrityError:
        if facts.document is None or with_document(stamp.database, facts.document) is None:
            raise
        return None
    _write_phones(stamp.database, customer_id, facts)
    if facts.details != NO_DETAILS:
        write_details(stamp.database, customer_id, facts.details)
    if facts.references:
        write_references(stamp.database, customer_id, facts.references)
    return customer_id


def change_customer(stamp: Stamp, customer_id: int, before: CustomerFacts, after: CustomerFacts) -> bool:
    """Writes the columns that differ, and no other; False when the document is somebody else's."""
    named = zip((*_FACTS, *_DERIVED), _columns(before), _columns(after), strict=True)
    changed = {column: new for column, old, new in named if old != new}
    if changed:
        sql = f"UPDATE customer SET {', '.join(f'{column} = ?' for column in changed)} WHERE id = ?"
        try:
            with stamp.database.atomic():
                run(stamp.database, sql, (*changed.values(), customer_id))
        except IntegrityError:
            if "document" not in changed:
                raise
            return False
    _change_rest(stamp, customer_id, before, after)
    return True


def _change_rest(stamp: Stamp, customer_id: int, before: CustomerFacts, after: CustomerFacts) -> None:
    if before.phones != after.phones:
        _write_phones(stamp.database, customer_id, after, changed_on=stamp.moment.date())
    if before.details != after.details:
        write_details(stamp.database, customer_id, after.details)
    if before.references != after.references:
        write_references(stamp.database, customer_id, after.references)


def _columns(facts: CustomerFacts) -> tuple[Any, ...]:
    return (*_values(facts), *_derived(facts))


def _values(facts: CustomerFacts) -> tuple[Any, ...]:
    said = {column: getattr(facts, column) for column in _FACTS if column != "income_cents"}
    said["income_cents"] = facts.income.cents if facts.income is not None else None
    return tuple(said[column] for column in _FACTS)


def _derived(facts: CustomerFacts) -> tuple[Any, ...]:
    return tuple(getattr(facts, column) for column in _DERIVED)


def _write_phones(
    database: Database, customer_id: int, facts: CustomerFacts, *, changed_on: date | None = None
) -> None:
    """Writes the telephones anew; a number that was there before keeps the day it came."""
    sql = "SELECT e164, changed_on FROM customer_phone WHERE customer_id = ?"
    came = dict(fetch(database, sql, (customer_id,)))
    run(database, "DELETE FROM customer_phone WHERE customer_id = ?", (customer_id,))
    rows = [
        (customer_id, place, each.e164, each.purpose, came.get(each.e164, changed_on))
        for place, each in enumerate(facts.phones, 1)
    ]
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


#: Records read to compare names with: born on one day, or of one name.
_NEAR = 500
_SAME_NAME = 50


def alike_by_name(database: Database, name: str, birth_date: date) -> list[tuple[KnownCustomer, Resemblance]]:
    """Who has nearly the same name and birth date, the most alike first; see ``domain.likeness``.

    Compared are those born on that day or on the day with its month the other way round, and those of the
    same words whose birth nobody knows.
    """
    found: dict[int, tuple[KnownCustomer, Resemblance]] = {}
    for customer_id, other, document, born in _comparable(database, name, birth_date):
        alike = resemblance(name, birth_date, other, as_date(born) if born else None)
        if alike is not None:
            found[customer_id] = KnownCustomer(customer_id, other, document), alike
    return sorted(found.values(), key=_most_alike)


def _most_alike(found: tuple[KnownCustomer, Resemblance]) -> tuple[int, int, int]:
    known, alike = found
    return list(BirthMatch).index(alike.birth), -alike.similarity, known.customer_id


def _comparable(database: Database, name: str, birth_date: date) -> Iterator[tuple[Any, ...]]:
    born = (
        "SELECT c.id, c.name, c.document, c.birth_date FROM customer AS c"
        " WHERE c.birth_date = ? AND c.replaced_by IS NULL ORDER BY c.id LIMIT ?"
    )
    for day in filter(None, (birth_date, swapped(birth_date))):
        yield from fetch(database, born, (day, _NEAR))
    words = words_of(name)
    ids = search.find(database, SearchTerms(words, ()), _SAME_NAME).customer_ids if len(words) > 1 else ()
    if ids:
        unborn = (
            "SELECT c.id, c.name, c.document, c.birth_date FROM customer AS c"
            f" WHERE c.id IN ({marks(len(ids))}) AND c.birth_date IS NULL AND c.replaced_by IS NULL"
            " AND c.kind = 'person'"
        )
        yield from fetch(database, unborn, ids)


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
        "  AND i.open_cents > 0), c.open_cents"
        f" FROM customer AS c WHERE c.id IN ({marks(len(ids))})"
    )
    rows = fetch(database, sql, (last_overdue, *ids))
    found = {row[0]: _listed(row[:-1]) for row in rows}
    # The sum kept of all that is open says who owes more than installments.
    for customer_id in [row[0] for row in rows if row[-1] != row[-2]]:
        found[customer_id] = _with_down_payments(database, found[customer_id], last_overdue)
    return tuple(found[customer_id] for customer_id in ids if customer_id in found)


def _with_down_payments(database: Database, listed: ListedCustomer, last_overdue: date) -> ListedCustomer:
    downs = down_payments.open_of_customer(database, listed.customer_id)
    late = sum(down.sold_on <= last_overdue for down in downs)
    open_ = listed.open_total + Money.total(down.open for down in downs)
    return replace(listed, late_count=listed.late_count + late, open_total=open_)


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
_REGISTERED = "SELECT id, created_at FROM customer WHERE replaced_by IS NULL ORDER BY id DESC LIMIT ?"


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
