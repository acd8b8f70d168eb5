"""The shop's past as back-tests replay it, some thousands of customers at a time; the results kept."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from peewee import Database

from crediario.db import down_payments
from crediario.db.journal import Stamp
from crediario.db.models import BackTest
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, insert
from crediario.domain.credit.past import PastCustomer, PastInstallment, PastSale

#: Customers read together: enough to make queries few, few enough to stop soon when asked to.
RANGE = 500

_CUSTOMERS = (
    "SELECT c.id, c.income_cents, a.limit_cents, a.decided_at FROM customer AS c"
    " LEFT JOIN credit_account AS a ON a.customer_id = c.id WHERE c.id BETWEEN ? AND ?"
    " AND EXISTS (SELECT 1 FROM sale AS s WHERE s.customer_id = c.id) ORDER BY c.id"
)
_SALES = (
    "SELECT s.id, s.customer_id, s.sold_on, s.price_cents, s.down_payment_cents, s.interest_cents,"
    " s.agreement_id FROM sale AS s WHERE s.customer_id BETWEEN ? AND ? AND s.reverses_id IS NULL"
    " AND s.cancelled_by IS NULL AND NOT EXISTS (SELECT 1 FROM sale AS r WHERE r.reverses_id = s.id)"
    " ORDER BY s.customer_id, s.sold_on, s.id"
)
# Each with what stands of its payments, in their order, as rows come along the indexes: what one payment
# settled, as with most, is one row.
_INSTALLMENTS = (
    "SELECT i.id, i.sale_id, i.due_date, i.amount_cents, i.open_cents,"
    " i.replaced_by IS NULL OR a.days_late > 0, a.paid_on, a.principal_cents + a.discount_cents, a.days_late"
    " FROM installment AS i LEFT JOIN allocation AS a"
    " ON a.installment_id = i.id AND a.reverses_id IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM allocation AS r WHERE r.reverses_id = a.id)"
    " WHERE i.customer_id BETWEEN ? AND ? ORDER BY i.customer_id, i.id, a.id"
)
#: All that a range of customers is read with.
STATEMENTS = (_CUSTOMERS, _SALES, _INSTALLMENTS)

#: By sale, what is owed again of its down payment, in centavos.
OwedAgain = Mapping[int, int]
#: When something of an installment was settled, how much, and how many days late.
_Paid = tuple[date, int, int]
#: The same few thousand days come again and again.
_day = cache(as_date)


def last_customer(database: Database) -> int:
    """The highest id of a customer; 0 without any."""
    return int(fetch(database, "SELECT COALESCE(MAX(id), 0) FROM customer")[0][0])


def owed_again(database: Database) -> OwedAgain:
    """What is owed of down payments whose receipts were reversed: read once, since it is found by those."""
    return {sale_id: owed.cents for sale_id, owed in down_payments.open_in_shop(database).items()}


def pasts(database: Database, first: int, last: int, owed: OwedAgain) -> Iterator[PastCustomer]:
    """The whole past of the customers with ids from ``first`` to ``last`` who ever bought."""
    sales = _sales(database, first, last, owed)
    for id_, income, limit, decided_at in fetch(database, _CUSTOMERS, (first, last)):
        yield PastCustomer(
            customer_id=id_,
            income=income or 0,
            limit=limit,
            limit_from=datetime.fromisoformat(decided_at).date() if decided_at else None,
            sales=sales.get(id_, ()),
        )


def _sales(database: Database, first: int, last: int, owed: OwedAgain) -> dict[int, list[PastSale]]:
    pieces = _installments(database, first, last)
    found: dict[int, list[PastSale]] = defaultdict(list)
    for id_, customer_id, day, price, down, interest, agreement in fetch(database, _SALES, (first, last)):
        sold_on = _day(day)
        # What was due on the very day of the sale says nothing of how somebody pays.
        installments = [each for each in pieces.get(id_, ()) if each[0] > sold_on]
        is_purchase, again = agreement is None, owed.get(id_, 0)
        found[customer_id].append(
            PastSale(id_, customer_id, sold_on, price, down, interest, installments, is_purchase, again)
        )
    return found


def _installments(database: Database, first: int, last: int) -> dict[int, list[PastInstallment]]:
    """By sale; a row for each payment, those of an installment one after the other."""
    found: dict[int, list[PastInstallment]] = defaultdict(list)
    before, paid = 0, tuple[_Paid, ...]()
    for id_, sale_id, due, cents, open_cents, counts, day, settled_cents, late in fetch(
        database, _INSTALLMENTS, (first, last)
    ):
        lines = found[sale_id]
        if id_ == before:
            lines.pop()
        else:
            before, paid = id_, ()
        if day is None:
            lines.append((_day(due), cents, paid, None, 0, counts))
            continue
        paid_on, earlier = _day(day), paid
        paid = (*paid, (paid_on, settled_cents, late))
        if open_cents:
            lines.append((_day(due), cents, paid, None, 0, counts))
        else:
            lines.append((_day(due), cents, earlier, paid_on, late, counts))
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
