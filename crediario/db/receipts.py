"""Named queries about receipts: those of a day, newest first, and the one of a number."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import Database

from crediario.db.receivables import as_date
from crediario.db.statements import fetch, marks
from crediario.domain.money import Money
from crediario.domain.tender import Method


@dataclass(frozen=True, slots=True)
class ReceiptEntry:
    """A receipt, or the reversal of one, as a list shows it.

    Attributes:
        receipt_id: the payment the paper is of; of a reversal the one it undid.
        reverses: the number of the receipt a reversal undid; None in a receipt.
        reversed_by: the number of the reversal that undid it; None while it stands.
        created_at: when, in UTC.
        amount: what was received, kept as store credit included; negative in a reversal; None where it is
            kept from whoever counts a drawer blind.
        methods: by which means, in the order of the receipt.
    """

    payment_id: int
    receipt_id: int
    number: int
    reverses: int | None
    reversed_by: int | None
    paid_on: date
    created_at: datetime
    till_number: int
    operator_name: str
    customer_id: int
    customer_name: str
    amount: Money | None
    methods: tuple[Method, ...] = ()


_COLUMNS = (
    "SELECT p.id, COALESCE(p.reverses_id, p.id), p.number,"
    " (SELECT o.number FROM payment AS o WHERE o.id = p.reverses_id),"
    " (SELECT r.number FROM payment AS r WHERE r.reverses_id = p.id), p.paid_on, p.created_at, till.number,"
    " u.short_name, p.customer_id, c.name, p.amount_cents + p.credited_cents"
    " FROM payment AS p JOIN till ON till.id = p.till_id JOIN shop_user AS u ON u.id = p.operator_id"
    " JOIN customer AS c ON c.id = p.customer_id"
)


def day_sql(*, of_till: bool, after: bool) -> str:
    """The page of a day along ``payment_by_day``, newest first; narrowed to a till, after an earlier page."""
    till = " AND p.till_id = ?" if of_till else ""
    below = " AND p.id < ?" if after else ""
    return f"{_COLUMNS} WHERE p.store_id = ? AND p.paid_on = ?{till}{below} ORDER BY p.id DESC LIMIT ?"


def receipts_of_day(
    database: Database, store_id: int, day: date, till_id: int | None, after: int | None, limit: int
) -> tuple[ReceiptEntry, ...]:
    """Receipts and reversals of a day, the newest first; ``after`` is the id the page before ended with."""
    narrowed = [each for each in (till_id, after) if each is not None]
    sql = day_sql(of_till=till_id is not None, after=after is not None)
    return _entries(database, fetch(database, sql, (store_id, day, *narrowed, limit)))


def receipt_of_number(database: Database, store_id: int, number: int) -> tuple[ReceiptEntry, ...]:
    """The receipt of that number, under what reversed it; none when it was never given."""
    found = fetch(
        database,
        "SELECT id FROM payment WHERE store_id = ? AND series = 'receipt' AND number = ?",
        (store_id, number),
    )
    if not found:
        return ()
    receipt_id = int(found[0][0])
    undone = fetch(database, "SELECT id FROM payment WHERE reverses_id = ?", (receipt_id,))
    ids = [receipt_id, *(int(id_) for (id_,) in undone)]
    sql = f"{_COLUMNS} WHERE p.id IN ({marks(len(ids))}) ORDER BY p.id DESC"
    return _entries(database, fetch(database, sql, ids))


def _entries(database: Database, rows: Sequence[tuple[Any, ...]]) -> tuple[ReceiptEntry, ...]:
    methods = _methods(database, [row[0] for row in rows])
    return tuple(_entry(row, tuple(methods[row[0]])) for row in rows)


def _entry(row: tuple[Any, ...], methods: tuple[Method, ...]) -> ReceiptEntry:
    (
        id_, receipt_id, number, reverses, reversed_by, paid_on, created_at, till, operator, customer_id,
        customer, cents,
    ) = row  # fmt: skip
    return ReceiptEntry(
        payment_id=id_,
        receipt_id=receipt_id,
        number=number,
        reverses=reverses,
        reversed_by=reversed_by,
        paid_on=as_date(paid_on),
        created_at=datetime.fromisoformat(created_at),
        till_number=till,
        operator_name=operator,
        customer_id=customer_id,
        customer_name=customer,
        amount=Money(int(cents)),
        methods=methods,
    )


def _methods(database: Database, payment_ids: Sequence[int]) -> dict[int, list[Method]]:
    """The means of each payment, each once."""
    found: dict[int, list[Method]] = defaultdict(list)
    if payment_ids:
        sql = (
            f"SELECT payment_id, method FROM tender WHERE payment_id IN ({marks(len(payment_ids))})"
            " ORDER BY payment_id, position"
        )
        for payment_id, name in fetch(database, sql, tuple(payment_ids)):
            if Method(name) not in found[payment_id]:
                found[payment_id].append(Method(name))
    return found
