"""Two records of one customer become one: every row of the one merged says the kept one from then on.

The tables are found by walking the foreign keys to ``customer``; those whose rows are not moved one by one
stand in ``UNITED``, ``COUNTED`` and ``HISTORY``, and a test asks for every other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
from peewee import Database, ForeignKeyField

from crediario.db import down_payments, limits, standing
from crediario.db.customers import change_customer
from crediario.db.journal import Stamp
from crediario.db.models import TABLES, CustomerMerge
from crediario.db.search import TableRow, save_words, word_rows
from crediario.db.statements import fetch, insert_rows, run
from crediario.domain.credit.position import CreditStatus
from crediario.domain.money import Money
from crediario.domain.registration import CustomerFacts

#: Made one with the kept record's own, row by row or column by column.
UNITED = frozenset({"customer_phone", "customer_detail", "customer_reference", "customer_word"})
#: Counted anew from what moved.
COUNTED = frozenset({"credit_account", "customer_score"})
#: What happened stays as it happened.
HISTORY = frozenset({"customer_merge"})
_MERGE = ("store_id", "till_id", "operator_id", "kept_id", "merged_id", "moved", "merged_at")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a merge moves: sales (contracts of agreements too), payments, and what is open."""

    sales: int
    payments: int
    open: Money


def effect_of(database: Database, merged_id: int) -> Effect:
    """What moving everything of that record would move."""
    sql = (
        "SELECT (SELECT COUNT(*) FROM sale WHERE customer_id = ? AND reverses_id IS NULL),"
        " (SELECT COUNT(*) FROM payment WHERE customer_id = ? AND reverses_id IS NULL),"
        " (SELECT COALESCE(SUM(open_cents), 0) FROM installment WHERE customer_id = ? AND open_cents > 0)"
    )
    ((sales, payments, cents),) = fetch(database, sql, (merged_id,) * 3)
    downs = Money.total(down.open for down in down_payments.open_of_customer(database, merged_id))
    return Effect(int(sales), int(payments), Money(int(cents)) + downs)


def stores_with_open(database: Database, customer_id: int) -> frozenset[int]:
    """The codes of the stores in which the customer has something open."""
    sql = (
        "SELECT DISTINCT s.code FROM installment AS i JOIN store AS s ON s.id = i.store_id"
        " WHERE i.customer_id = ? AND i.open_cents > 0"
        " UNION SELECT s.code FROM store AS s"
        f" WHERE s.id IN (SELECT d.store_id FROM ({down_payments.OWED_BY_ONE}) AS d)"
    )
    return frozenset(int(code) for (code,) in fetch(database, sql, (customer_id,) * 2))


def moved_columns() -> Iterator[tuple[str, str]]:
    """Every column by which a row belongs to a customer and is moved, table by table."""
    apart = UNITED | COUNTED | HISTORY
    for model in TABLES:
        table = model._meta.table_name
        for field in model._meta.sorted_fields:
            leads_here = isinstance(field, ForeignKeyField) and field.rel_model._meta.table_name == "customer"
            if leads_here and table not in apart:
                yield table, field.column_name


def merge(
    stamp: Stamp,
    kept_id: int,
    merged_id: int,
    kept: CustomerFacts,
    merged: CustomerFacts,
    after: CustomerFacts,
) -> None:
    """Makes one record of two; both are locked already.

    Args:
        stamp: who merges, where and when.
        kept_id: the record that stays.
        merged_id: the one that becomes part of it.
        kept: what the record that stays said.
        merged: what the other said.
        after: what the record that stays says from now on.
    """
    database = stamp.database
    _close_merged(database, kept_id, merged_id)
    _unite_records(stamp, kept_id, merged_id, kept, merged, after)
    _loosen_relations(stamp, kept_id, merged_id)
    moved: dict[str, list[int]] = {table: [] for table, _ in moved_columns()}
    for table, column in moved_columns():
        moved[table] += _move(database, table, column, kept_id, merged_id)
    standing.refresh_many(database, (kept_id, merged_id))
    _unite_accounts(stamp, kept_id, merged_id)
    for table in COUNTED:
        run(database, f"DELETE FROM {table} WHERE customer_id = ?", (merged_id,))
    _remember(stamp, kept_id, merged_id, {table: ids for table, ids in moved.items() if ids})


def _close_merged(database: Database, kept_id: int, merged_id: int) -> None:
    """From here on the tables let its rows go; its document goes first, which may be only one's."""
    sql = "UPDATE customer SET replaced_by = ?, document = NULL, address_key = NULL WHERE id = ?"
    run(database, sql, (kept_id, merged_id))
    # What was merged into it leads straight to the kept one.
    run(
        database,
        "UPDATE customer SET replaced_by = ? WHERE replaced_by = ?"
        " AND id IN (SELECT merged_id FROM customer_merge)",
        (kept_id, merged_id),
    )


def _unite_records(
    stamp: Stamp,
    kept_id: int,
    merged_id: int,
    kept: CustomerFacts,
    merged: CustomerFacts,
    after: CustomerFacts,
) -> None:
    database = stamp.database
    # Its details stay with it: what was not taken over can still be read there.
    for table in ("customer_phone", "customer_reference"):
        run(database, f"DELETE FROM {table} WHERE customer_id = ?", (merged_id,))
    if not change_customer(stamp, kept_id, kept, after):
        raise LookupError(f"document of customer {kept_id}")
    since = "UPDATE customer SET since = (SELECT MIN(since) FROM customer WHERE id IN (?, ?)) WHERE id = ?"
    run(database, since, (kept_id, merged_id, kept_id))
    others = [merged.name, *_names_merged_into(database, kept_id)]
    new = {*_words(kept_id, after), *_words_of_names(kept_id, others)}
    old = {*_words(kept_id, kept), *_words(merged_id, merged), *_words_of_names(merged_id, others)}
    save_words(database, new, old)


def _words(customer_id: int, facts: CustomerFacts) -> Iterator[TableRow]:
    return word_rows(customer_id, facts.name, facts.document, [phone.e164 for phone in facts.phones])


def _words_of_names(customer_id: int, names: Sequence[str]) -> Iterator[TableRow]:
    """Somebody is found by the names they once stood under too."""
    for name in names:
        yield from word_rows(customer_id, name, None, ())


def _names_merged_into(database: Database, customer_id: int) -> list[str]:
    """The names of records that became this one before."""
    sql = (
        "SELECT c.name FROM customer_merge AS m JOIN customer AS c ON c.id = m.merged_id"
        " WHERE c.replaced_by = ? ORDER BY m.id"
    )
    return [str(name) for (name,) in fetch(database, sql, (customer_id,))]


def _loosen_relations(stamp: Stamp, kept_id: int, merged_id: int) -> None:
    """What nobody is to themselves, or twice to another, ends; requests that wait name the old record."""
    database = stamp.database
    pair = "(customer_id = ? AND guarantor_id = ?) OR (customer_id = ? AND guarantor_id = ?)"
    end = "UPDATE guarantor SET ended_at = ? WHERE ended_at IS NULL AND "
    run(database, f"{end}({pair})", (stamp.instant, kept_id, merged_id, merged_id, kept_id))
    for own, other in (("customer_id", "guarantor_id"), ("guarantor_id", "customer_id")):
        twice = f"SELECT {other} FROM guarantor WHERE {own} = ? AND ended_at IS NULL"
        run(database, f"{end}{own} = ? AND {other} IN ({twice})", (stamp.instant, merged_id, kept_id))
    waiting = "UPDATE release_request SET status = 'withdrawn' WHERE customer_id = ? AND status = 'waiting'"
    run(database, waiting, (merged_id,))


def _move(database: Database, table: str, column: str, kept_id: int, merged_id: int) -> list[int]:
    """The ids of the rows that now say the kept record."""
    only, values = "", [merged_id]
    if table == "guarantor":
        # The two guaranteed each other: such a row ended, and stays as it was.
        other = "guarantor_id" if column == "customer_id" else "customer_id"
        only, values = f" AND {other} <> ?", [merged_id, kept_id]
    where = f"WHERE {column} = ?{only}"
    ids = [int(id_) for (id_,) in fetch(database, f"SELECT id FROM {table} {where} ORDER BY id", values)]
    if ids:
        run(database, f"UPDATE {table} SET {column} = ? {where}", (kept_id, *values))
    return ids


def _unite_accounts(stamp: Stamp, kept_id: int, merged_id: int) -> None:
    """The kept decision counts, the other one where nobody decided; what holds either holds the one."""
    database = stamp.database
    if not fetch(database, "SELECT 1 FROM credit_account WHERE customer_id IN (?, ?)", (kept_id, merged_id)):
        return
    kept, merged = limits.account_of(database, kept_id), limits.account_of(database, merged_id)
    limit = merged.limit if kept.limit is None else kept.limit
    status = merged.status if kept.status is CreditStatus.UNKNOWN else kept.status
    limits.decide(stamp, kept_id, limit, str(merged_id), kind="merged", status=status)
    if merged.blocked and not kept.blocked:
        limits.block(stamp, kept_id, merged.blocked)
    if merged.restriction and not kept.restriction:
        limits.restrict(stamp, kept_id, merged.restriction)
    limits.recount(database, [kept_id])


def _remember(stamp: Stamp, kept_id: int, merged_id: int, moved: dict[str, list[int]]) -> None:
    told = msgspec.json.encode(moved, order="deterministic").decode()
    place = (stamp.store_id, stamp.till_id, stamp.operator_id)
    insert_rows(stamp.database, CustomerMerge, _MERGE, [(*place, kept_id, merged_id, told, stamp.instant)])
