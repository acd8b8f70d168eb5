"""An import undone: whether anything moved since, and every row of it taken back in one transaction."""

from collections.abc import Iterator

import msgspec
from peewee import Database

from crediario.db import standing
from crediario.db.import_writer import restore_sale
from crediario.db.importing import StoredImport
from crediario.db.journal import Stamp
from crediario.db.statements import fetch, run

_OWN_SALES = "SELECT id FROM sale WHERE import_id = ?"
#: What may have happened since, and the query that finds it; each ``?`` is the import's id.
_MOVES = (
    ("import", "SELECT 1 FROM import_batch WHERE id > ? AND undone_at IS NULL"),
    (
        "payment",
        "SELECT 1 FROM allocation AS a JOIN sale AS s ON s.id = a.sale_id WHERE s.import_id = ?"
        " AND a.origin = 'payment'",
    ),
    (
        "agreement",
        "SELECT 1 FROM allocation AS a JOIN sale AS s ON s.id = a.sale_id WHERE s.import_id = ?"
        " AND a.origin = 'agreement'",
    ),
    (
        "sale",
        "SELECT 1 FROM sale_return AS b JOIN sale AS s ON s.id = b.sale_id WHERE s.import_id = ?",
    ),
    (
        "sale",
        "SELECT 1 FROM due_move AS m JOIN installment AS i ON i.id = m.installment_id WHERE i.import_id = ?",
    ),
    (
        "sale",
        "SELECT 1 FROM sale AS s JOIN customer AS c ON c.id = s.customer_id WHERE c.import_id = ?"
        " AND s.import_id IS NULL",
    ),
    (
        "sale",
        "SELECT 1 FROM sale AS s WHERE s.import_id IS NULL AND EXISTS (SELECT 1 FROM sale AS o"
        " WHERE o.import_id = ? AND o.store_id = s.store_id AND o.number < s.number)",
    ),
    (
        "customer",
        "SELECT 1 FROM limit_entry AS e JOIN customer AS c ON c.id = e.customer_id WHERE c.import_id = ?",
    ),
    (
        "customer",
        "SELECT 1 FROM customer_merge AS m JOIN customer AS c ON c.id IN (m.kept_id, m.merged_id)"
        " WHERE c.import_id = ?",
    ),
    *(
        (
            "customer",
            f"SELECT 1 FROM {table} AS t JOIN customer AS c ON c.id = t.{column} WHERE c.import_id = ?",
        )
        for table, column in (
            ("consent", "customer_id"),
            ("attachment", "customer_id"),
            ("guarantor", "customer_id"),
            ("guarantor", "guarantor_id"),
            ("authorised_buyer", "customer_id"),
            ("privacy_request", "customer_id"),
            ("credit_analysis", "customer_id"),
            ("release_request", "customer_id"),
            ("store_credit_entry", "customer_id"),
        )
    ),
    (
        "paper",
        "SELECT 1 FROM document WHERE kind IN ('carne','contract','promissory_note')"
        f" AND subject_id IN ({_OWN_SALES})",
    ),
)
#: Found by the settled installments of sales that other imports brought in.
_SETTLED_MOVED = (
    "SELECT 1 FROM allocation AS o JOIN allocation AS a ON a.installment_id = o.installment_id"
    " WHERE o.import_id = ? AND a.origin <> 'import' AND a.id > o.id"
)


def moved_since(database: Database, stored: StoredImport) -> str | None:
    """What keeps the import from being undone, None when nothing does.

    Returns:
        ``import``, ``payment``, ``agreement``, ``sale``, ``paper`` or ``customer``.
    """
    for what, sql in (*_MOVES, ("payment", _SETTLED_MOVED)):
        if fetch(database, sql + " LIMIT 1", (stored.import_id,)):
            return what
    return "customer" if any(_edited(database, stored)) else None


def _edited(database: Database, stored: StoredImport) -> Iterator[bool]:
    """For each record changed since, whether it is one of the import's; the audit knows."""
    sql = (
        "SELECT subject FROM audit WHERE use_case = 'change_customer' AND id >"
        " (SELECT COALESCE(MAX(id), 0) FROM audit WHERE operation = ?)"
    )
    own = "SELECT 1 FROM customer WHERE id = ? AND import_id = ?"
    for (subject,) in fetch(database, sql, (stored.operation,)):
        customer_id = msgspec.json.decode(subject).get("customer_id")
        yield bool(fetch(database, own, (customer_id, stored.import_id)))


def undo_import(stamp: Stamp, stored: StoredImport) -> int:
    """Takes back every row of an import nothing built upon; returns how many installments went."""
    database, batch = stamp.database, stored.import_id
    _index_references(database)
    run(database, "UPDATE import_batch SET undone_at = ? WHERE id = ?", (stamp.instant, batch))
    touched = fetch(database, _TOUCHED, (batch, batch))
    run(database, _REOPEN, (batch, batch, batch))
    run(database, "DELETE FROM allocation WHERE import_id = ?", (batch,))
    run(database, "DELETE FROM ledger_entry WHERE operation = ?", (stored.operation,))
    gone = run(database, "DELETE FROM installment WHERE import_id = ?", (batch,))
    for sale in stored.written.grown:
        restore_sale(database, *sale)
    standing.refresh_many(database, (customer for (customer,) in touched))
    _delete_sales(stamp, batch)
    _delete_customers(database, batch)
    for index in _INDEXES:
        database.execute_sql(f"DROP INDEX {index}")
    return gone


_TOUCHED = (
    "SELECT DISTINCT customer_id FROM installment WHERE import_id = ? OR id IN"
    " (SELECT installment_id FROM allocation WHERE import_id = ?)"
)
#: Installments of earlier imports that this one settled.
_REOPEN = (
    "UPDATE installment SET open_cents = open_cents + (SELECT SUM(a.principal_cents + a.discount_cents)"
    " FROM allocation AS a WHERE a.installment_id = installment.id AND a.import_id = ?)"
    " WHERE (import_id IS NULL OR import_id <> ?) AND id IN"
    " (SELECT installment_id FROM allocation WHERE import_id = ?)"
)
#: Rows that point to a sale or a customer are sought once for each that goes; these go with the undo.
_INDEXES = {
    "undo_allocation_sale": "allocation (sale_id)",
    "undo_word_customer": "customer_word (customer_id)",
}


def _index_references(database: Database) -> None:
    for name, columns in _INDEXES.items():
        database.execute_sql(f"CREATE INDEX {name} ON {columns}")


def _delete_sales(stamp: Stamp, batch: int) -> None:
    database = stamp.database
    run(database, f"DELETE FROM sale_item WHERE sale_id IN ({_OWN_SALES})", (batch,))
    gone = run(database, "DELETE FROM sale WHERE import_id = ?", (batch,))
    sql = "UPDATE number_series SET last_number = last_number - ? WHERE store_id = ? AND series = 'contract'"
    run(database, sql, (gone, stamp.store_id))


#: What goes with a record: nothing a person decided, only what is known or counted of it.
_OF_A_RECORD = (
    "customer_word", "customer_phone", "customer_detail", "customer_reference", "customer_score",
    "credit_account", "record_access",
)  # fmt: skip


def _delete_customers(database: Database, batch: int) -> None:
    own = "SELECT id FROM customer WHERE import_id = ?"
    for table in _OF_A_RECORD:
        run(database, f"DELETE FROM {table} WHERE customer_id IN ({own})", (batch,))
    run(database, "DELETE FROM customer WHERE import_id = ?", (batch,))
