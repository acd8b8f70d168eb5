"""The list of what falls due, page by page along the index (keyset, never OFFSET).

A down payment owed again counts as an installment due on the day of its sale: it is here as long as it is not
late, and from then on among the late payments. There are few: they are added to what the index gives.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Database

from crediario.db import down_payments
from crediario.db.down_payments import OpenDownPayment
from crediario.db.overdue import Key
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, marks
from crediario.domain.money import Money

#: By customer, what is owed again of down payments due in the days asked for; mostly nothing.
_Downs = dict[int, list[OpenDownPayment]]


@dataclass(frozen=True, slots=True)
class DueCustomer:
    """A customer with something falling due between two days; ``down_payments`` are part of ``count``."""

    customer_id: int
    name: str
    district: str | None
    first_due: date
    count: int
    open: Money
    down_payments: int = 0

    @property
    def key(self) -> Key:
        """Where the next page begins."""
        return self.first_due.isoformat(), self.customer_id


@dataclass(frozen=True, slots=True)
class DueTotal:
    """Everything that falls due between two days."""

    customers: int
    installments: int
    down_payments: int
    open: Money


#: The customer's first installment of the stretch stands for the customer: a page follows the index.
_FIRST_DUE = (
    "SELECT i.customer_id FROM installment AS i WHERE i.store_id = ? AND i.open_cents > 0"
    " AND i.due_date >= ? AND i.due_date <= ?{after}{apart} AND NOT EXISTS (SELECT 1 FROM installment AS e"
    " WHERE e.customer_id = i.customer_id AND e.open_cents > 0 AND e.due_date >= ?"
    " AND e.due_date <= i.due_date AND (e.due_date < i.due_date OR e.id < i.id) AND e.store_id = i.store_id)"
    " ORDER BY i.due_date, i.customer_id LIMIT ?"
)
#: An outer join is read in the order written: these customers, then their installments.
_SUMS = (
    "SELECT c.id, c.name, c.district, MIN(i.due_date), COUNT(i.id), COALESCE(SUM(i.open_cents), 0)"
    " FROM customer AS c LEFT JOIN installment AS i ON i.customer_id = c.id AND i.open_cents > 0"
    " AND i.due_date >= ? AND i.due_date <= ? AND i.store_id = ? WHERE c.id IN ({ids}) GROUP BY c.id"
)
_TOTAL = (
    "SELECT COUNT(DISTINCT customer_id), COUNT(*), COALESCE(SUM(open_cents), 0) FROM installment"
    " WHERE store_id = ? AND open_cents > 0 AND due_date >= ? AND due_date <= ?"
)


def due_customers(
    database: Database, store_id: int, first: date, last: date, after: Key | None, limit: int
) -> tuple[DueCustomer, ...]:
    """A page of the customers with something due in those days, whose first falls due first."""
    downs = _owed_again(database, store_id, first, last)
    apart = f" AND i.customer_id NOT IN ({marks(len(downs))})" if downs else ""
    sql = _FIRST_DUE.format(after=" AND (i.due_date, i.customer_id) > (?, ?)" if after else "", apart=apart)
    rows = fetch(database, sql, (store_id, first, last, *(after or ()), *downs, first, limit))
    ids = [*(customer for (customer,) in rows), *downs]
    found = _customers(database, store_id, (first, last), ids, downs)
    return found if not downs else _page(found, after, limit)


def due_total(database: Database, store_id: int, first: date, last: date) -> DueTotal:
    """What falls due in those days, all told."""
    customers, installments, cents = fetch(database, _TOTAL, (store_id, first, last))[0]
    downs = _owed_again(database, store_id, first, last)
    of_them = _customers(database, store_id, (first, last), list(downs), downs)
    return DueTotal(
        customers=int(customers) + sum(each.count == each.down_payments for each in of_them),
        installments=int(installments),
        down_payments=sum(each.down_payments for each in of_them),
        open=Money(int(cents)) + Money.total(down.open for each in downs.values() for down in each),
    )


def _owed_again(database: Database, store_id: int, first: date, last: date) -> _Downs:
    found: _Downs = defaultdict(list)
    for down in down_payments.open_of_days(database, store_id, first, last):
        found[down.customer_id].append(down)
    return found


def _customers(
    database: Database, store_id: int, days: tuple[date, date], ids: Sequence[int], downs: _Downs
) -> tuple[DueCustomer, ...]:
    """These customers in the order given, with what each has due in those days."""
    if not ids:
        return ()
    rows = fetch(database, _SUMS.format(ids=marks(len(ids))), (*days, store_id, *ids))
    sums = {row[0]: row for row in rows}
    return tuple(_customer(sums[each], downs.get(each, ())) for each in ids)


def _customer(row: tuple[Any, ...], downs: Sequence[OpenDownPayment]) -> DueCustomer:
    id_, name, district, due, count, cents = row
    dues = [down.sold_on for down in downs] + ([as_date(due)] if due else [])
    opened = Money(int(cents)) + Money.total(down.open for down in downs)
    return DueCustomer(id_, name, district, min(dues), int(count) + len(downs), opened, len(downs))


def _page(found: Sequence[DueCustomer], after: Key | None, limit: int) -> tuple[DueCustomer, ...]:
    later = (each for each in found if after is None or each.key > after)
    return tuple(sorted(later, key=lambda each: each.key)[:limit])
