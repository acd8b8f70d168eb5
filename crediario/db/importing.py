"""Imports in the tables: what the shop knows of a file's people and sales, and which layouts it remembers."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import msgspec
from peewee import Database

from crediario.db.journal import Stamp
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, marks, row_lock, run
from crediario.domain.importing.mapping import DateOrder, Meaning, SheetMapping
from crediario.domain.importing.matching import Known, KnownCustomer, KnownPiece, KnownSale
from crediario.domain.importing.persons import Person, phone_tails
from crediario.domain.importing.report import ImportTotals, ShopTotals
from crediario.domain.money import Money

CHUNK = 500


class _Remembered(msgspec.Struct):
    """What a layout's row says; meanings by their names."""

    meanings: list[str]
    date_order: str


def remembered_layout(database: Database, recognised: SheetMapping) -> SheetMapping | None:
    """The mapping a person left for a sheet with these titles; None when nobody did."""
    if not recognised.signature:
        return None
    sql = "SELECT mapping FROM import_layout WHERE signature = ?"
    rows = fetch(database, sql, (recognised.signature,))
    if not rows:
        return None
    kept = msgspec.json.decode(rows[0][0], type=_Remembered)
    meanings = tuple(Meaning(name) for name in kept.meanings)
    meanings += (Meaning.IGNORED,) * (len(recognised.meanings) - len(meanings))
    return replace(recognised, meanings=meanings, date_order=DateOrder(kept.date_order), remembered=True)


def remember_layout(stamp: Stamp, mapping: SheetMapping) -> None:
    """Keeps how a sheet was read, for the next one with the same titles."""
    if not mapping.signature:
        return
    kept = _Remembered([each.value for each in mapping.meanings], mapping.date_order.value)
    run(
        stamp.database,
        "INSERT INTO import_layout (signature, mapping, operator_id, updated_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (signature) DO UPDATE SET mapping = excluded.mapping,"
        " operator_id = excluded.operator_id, updated_at = excluded.updated_at",
        (mapping.signature, msgspec.json.encode(kept).decode(), stamp.operator_id, stamp.instant),
    )


# What is known of a file's people and sales


def known(database: Database, persons: Collection[Person]) -> Known:
    """The customers a file may name, and the sales earlier imports gave them.

    In a transaction the customers stay locked, in the order of their ids, until it ends.
    """
    if not fetch(database, "SELECT 1 FROM customer LIMIT 1"):
        return Known()
    ids = _candidates(database, persons)
    customers = _customers(database, ids)
    if not fetch(database, "SELECT 1 FROM import_batch WHERE undone_at IS NULL LIMIT 1"):
        return Known(customers)
    return Known(customers, _sales(database, ids))


def _candidates(database: Database, persons: Collection[Person]) -> list[int]:
    """Ids of those with one of the documents, codes or names; a merged record leads to what it became."""
    nameless = [person for person in persons if not person.document]
    wanted = {
        "document": {person.document for person in persons if person.document},
        "old_code": {code for person in nameless for code in person.codes},
        "name_folded": {each.folded for person in nameless for each in person.mentions if each.name},
    }
    found: set[int] = set()
    for column, values in wanted.items():
        for some in chunks(sorted(values)):
            sql = f"SELECT COALESCE(replaced_by, id) FROM customer WHERE {column} IN ({marks(len(some))})"
            found.update(id_ for (id_,) in fetch(database, sql, some))
    return sorted(found)


def chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The values, as many at once as one statement takes."""
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))


def _customers(database: Database, ids: Sequence[int]) -> list[KnownCustomer]:
    found = []
    for some in chunks(ids):
        sql = (
            "SELECT id, name_folded, document, old_code, birth_date, notes FROM customer"
            f" WHERE id IN ({marks(len(some))}) ORDER BY id{row_lock(database)}"
        )
        rows = fetch(database, sql, some)
        tails: dict[int, set[str]] = defaultdict(set)
        sql = f"SELECT customer_id, e164 FROM customer_phone WHERE customer_id IN ({marks(len(some))})"
        for customer_id, e164 in fetch(database, sql, some):
            tails[customer_id] |= phone_tails([e164])
        for id_, name, document, code, birth_date, notes in rows:
            incomplete = phone_tails(re.findall(r"[0-9]{8,}", notes or ""))
            birth = as_date(birth_date) if birth_date else None
            found.append(KnownCustomer(id_, name, document, code, birth, frozenset(tails[id_] | incomplete)))
    return found


def _sales(database: Database, customer_ids: Sequence[int]) -> list[KnownSale]:
    found: dict[int, KnownSale] = {}
    for some in chunks(customer_ids):
        sql = (
            "SELECT id, customer_id, old_number, installment_count, sold_on, sold_on_assumed FROM sale"
            f" WHERE import_id IS NOT NULL AND customer_id IN ({marks(len(some))}) ORDER BY id"
        )
        for id_, customer_id, old_number, count, sold_on, assumed in fetch(database, sql, some):
            found[id_] = KnownSale(id_, customer_id, old_number or "", count, as_date(sold_on), bool(assumed))
        sql = (
            "SELECT i.id, i.sale_id, i.number, i.due_date, i.amount_cents, i.open_cents,"
            " COALESCE((SELECT SUM(a.principal_cents + a.discount_cents) FROM allocation AS a"
            "  WHERE a.installment_id = i.id AND a.origin <> 'import'), 0)"
            " FROM installment AS i JOIN sale AS s ON s.id = i.sale_id"
            f" WHERE s.import_id IS NOT NULL AND s.customer_id IN ({marks(len(some))}) ORDER BY i.id"
        )
        for id_, sale_id, number, due, cents, open_cents, here in fetch(database, sql, some):
            piece = KnownPiece(id_, number, as_date(due), cents, open_cents, bool(here))
            found[sale_id].pieces[number] = piece
    return list(found.values())


# Totals and the list


def shop_totals(database: Database, overdue_until: date) -> ShopTotals:
    """What the shop holds now; what is due up to ``overdue_until`` and open is overdue."""
    sql = (
        "SELECT (SELECT COUNT(*) FROM customer WHERE replaced_by IS NULL),"
        " (SELECT COUNT(*) FROM sale WHERE reverses_id IS NULL), COUNT(*), COALESCE(SUM(open_cents), 0),"
        " COUNT(CASE WHEN due_date <= ? THEN 1 END),"
        " COALESCE(SUM(CASE WHEN due_date <= ? THEN open_cents END), 0) FROM installment WHERE open_cents > 0"
    )
    customers, sales, pieces, total, late, late_total = fetch(database, sql, (overdue_until,) * 2)[0]
    return ShopTotals(customers, sales, pieces, Money(int(total)), late, Money(int(late_total)))


class WrittenTotals(msgspec.Struct):
    """What the row of an import keeps beside it: its totals, and how sales were before it completed them."""

    totals: ImportTotals
    new: int
    repeated: int
    refused: int
    grown: list[tuple[int, date, int, int, date, int | None]] = []


@dataclass(frozen=True, slots=True)
class StoredImport:
    """An import as kept."""

    import_id: int
    file_name: str
    imported_on: date
    imported_at: datetime
    operator_name: str
    operation: str
    written: WrittenTotals
    undone_at: datetime | None


_BATCHES = (
    "SELECT b.id, b.file_name, b.imported_on, b.created_at, u.name, b.operation, b.totals, b.undone_at"
    " FROM import_batch AS b JOIN shop_user AS u ON u.id = b.operator_id"
)


def stored_imports(database: Database, limit: int) -> list[StoredImport]:
    """The latest imports, the latest first, undone ones too."""
    return [_stored(row) for row in fetch(database, _BATCHES + " ORDER BY b.id DESC LIMIT ?", (limit,))]


def stored_import(database: Database, import_id: int) -> StoredImport | None:
    """One import; None when there is none."""
    rows = fetch(database, _BATCHES + " WHERE b.id = ?", (import_id,))
    return _stored(rows[0]) if rows else None


def _stored(row: tuple[Any, ...]) -> StoredImport:
    id_, file_name, imported_on, created_at, operator, operation, totals, undone_at = row
    return StoredImport(
        import_id=id_,
        file_name=file_name,
        imported_on=as_date(imported_on),
        imported_at=datetime.fromisoformat(created_at),
        operator_name=operator,
        operation=operation,
        written=msgspec.json.decode(totals, type=WrittenTotals),
        undone_at=datetime.fromisoformat(undone_at) if undone_at else None,
    )
