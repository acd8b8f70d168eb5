"""The shop's past as back-tests replay it, some thousands of customers at a time; the results kept."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from peewee import Database

from crediario.db.journal import Stamp
from crediario.db.models import BackTest
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, insert
from crediario.domain.credit.backtest import PastCustomer, PastInstallment, PastSale
from crediario.domain.money import Money, Rate
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every

#: Customers read together: enough to make queries few, few enough to stop soon when asked to.
RANGE = 1_000

_CUSTOMERS = (
    "SELECT c.id, c.income_cents, a.limit_cents, a.decided_at FROM customer AS c"
    " LEFT JOIN credit_account AS a ON a.customer_id = c.id WHERE c.id BETWEEN ? AND ?"
    " AND EXISTS (SELECT 1 FROM sale AS s WHERE s.customer_id = c.id) ORDER BY c.id"
)
_SALES = (
    "SELECT s.customer_id, s.id, s.sold_on, s.price_cents, s.down_payment_cents, s.interest_cents,"
    " s.rate_month, s.every, s.installment_count, s.first_due, s.agreement_id IS NULL FROM sale AS s"
    " WHERE s.customer_id BETWEEN ? AND ? AND s.reverses_id IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM sale AS r WHERE r.reverses_id = s.id)"
    " ORDER BY s.customer_id, s.sold_on, s.id"
)
_INSTALLMENTS = (
    "SELECT i.sale_id, i.id, i.due_date, i.amount_cents, i.open_cents, i.replaced_by IS NOT NULL,"
    " a.paid_on, a.principal_cents + a.discount_cents, a.days_late FROM installment AS i"
    " LEFT JOIN allocation AS a ON a.installment_id = i.id AND a.reverses_id IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM allocation AS r WHERE r.reverses_id = a.id)"
    " WHERE i.customer_id BETWEEN ? AND ? ORDER BY i.sale_id, i.id, a.id"
)


def last_customer(database: Database) -> int:
    """The highest id of a customer; 0 without any."""
    return int(fetch(database, "SELECT COALESCE(MAX(id), 0) FROM customer")[0][0])


def pasts(database: Database, first: int, last: int) -> Iterator[PastCustomer]:
    """The whole past of the customers with ids from ``first`` to ``last`` who ever bought."""
    sales = _sales(database, first, last)
    for id_, income, limit, decided_at in fetch(database, _CUSTOMERS, (first, last)):
        yield PastCustomer(
            customer_id=id_,
            income=Money(income) if income else None,
            limit=Money(limit) if limit is not None else None,
            limit_from=datetime.fromisoformat(decided_at).date() if decided_at else None,
            sales=tuple(sales.get(id_, ())),
        )


def _sales(database: Database, first: int, last: int) -> dict[int, list[PastSale]]:
    pieces = _installments(fetch(database, _INSTALLMENTS, (first, last)))
    found: dict[int, list[PastSale]] = defaultdict(list)
    for row in fetch(database, _SALES, (first, last)):
        sold_on = as_date(row[2])
        found[row[0]].append(_sale(row, sold_on, pieces.get(row[1], [])))
    return found


def _sale(row: tuple[Any, ...], sold_on: date, pieces: list[PastInstallment]) -> PastSale:
    customer_id, sale_id, _, price, down, interest, rate, every, count, first_due, is_purchase = row
    terms = SaleTerms(
        customer_id, Money(price), Money(down), count, Rate(Decimal(rate)), Every(every), as_date(first_due)
    )
    return PastSale(
        sale_id=sale_id,
        sold_on=sold_on,
        terms=terms,
        interest=Money(interest),
        # What was due on the very day of the sale says nothing of how somebody pays.
        installments=tuple(each for each in pieces if each.due_date > sold_on),
        is_purchase=bool(is_purchase),
    )


def _installments(rows: list[tuple[Any, ...]]) -> dict[int, list[PastInstallment]]:
    """By sale; several rows of one installment are its allocations."""
    found: dict[int, list[PastInstallment]] = defaultdict(list)
    for (sale_id, _), group in groupby(rows, key=itemgetter(0, 1)):
        lines = list(group)
        _, _, due_date, amount, open_cents, by_agreement, *_ = lines[0]
        paid = tuple((as_date(line[6]), int(line[7])) for line in lines if line[6] is not None)
        late = 0 if open_cents or not paid else int(lines[-1][8])
        found[sale_id].append(
            PastInstallment(
                due_date=as_date(due_date),
                amount=Money(amount),
                paid=paid,
                settled_on=paid[-1][0] if paid and not open_cents else None,
                days_late=late,
                counts=not by_agreement or late > 0,
            )
        )
    return found


# Results


@dataclass(frozen=True, slots=True)
class KeptBackTest:
    """A back-test somebody kept; ``policy`` and ``result`` as they were encoded."""

    id: int
    name: str
    policy: str
    result: str
    sold_from: date
    sold_until: date
    operator_name: str
    created_at: datetime


_COLUMNS = (
    "store_id", "operator_id", "name", "policy", "result", "sold_from", "sold_until", "created_at",
)  # fmt: skip


def keep(stamp: Stamp, name: str, policy: str, result: str, sold_from: date, sold_until: date) -> int:
    """Keeps a back-test to be compared later; returns its id."""
    row = (
        stamp.store_id, stamp.operator_id, name, policy, result, sold_from, sold_until, stamp.instant,
    )  # fmt: skip
    return insert(stamp.database, BackTest, _COLUMNS, row)


def kept(database: Database, store_id: int) -> tuple[KeptBackTest, ...]:
    """Every back-test kept in the store, the newest first."""
    sql = (
        "SELECT t.id, t.name, t.policy, t.result, t.sold_from, t.sold_until, o.short_name, t.created_at"
        " FROM back_test AS t JOIN shop_user AS o ON o.id = t.operator_id WHERE t.store_id = ?"
        " ORDER BY t.id DESC"
    )
    return tuple(
        KeptBackTest(id_, name, policy, result, as_date(since), as_date(until), who, _moment(at))
        for id_, name, policy, result, since, until, who, at in fetch(database, sql, (store_id,))
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def forget(stamp: Stamp, back_test_id: int) -> bool:
    """Throws a kept back-test away; says whether it was there."""
    database = stamp.database
    gone = fetch(database, "DELETE FROM back_test WHERE id = ? RETURNING id", (back_test_id,))
    return bool(gone)
