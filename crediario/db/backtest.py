"""The shop's past as back-tests replay it, some thousands of customers at a time; the results kept."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from peewee import Database

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
_INSTALLMENTS = (
    "SELECT id, sale_id, due_date, amount_cents, open_cents, replaced_by FROM installment"
    " WHERE customer_id BETWEEN ? AND ?"
)
_ALLOCATIONS = (
    "SELECT a.installment_id, a.id, a.paid_on, a.principal_cents + a.discount_cents, a.days_late"
    " FROM installment AS i JOIN allocation AS a ON a.installment_id = i.id AND a.reverses_id IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM allocation AS r WHERE r.reverses_id = a.id)"
    " WHERE i.customer_id BETWEEN ? AND ?"
)
#: All that a range of customers is read with.
STATEMENTS = (_CUSTOMERS, _SALES, _INSTALLMENTS, _ALLOCATIONS)

#: When something of an installment was settled, how much, and how many days late.
_Paid = tuple[date, int, int]


def last_customer(database: Database) -> int:
    """The highest id of a customer; 0 without any."""
    return int(fetch(database, "SELECT COALESCE(MAX(id), 0) FROM customer")[0][0])


def pasts(database: Database, first: int, last: int) -> Iterator[PastCustomer]:
    """The whole past of the customers with ids from ``first`` to ``last`` who ever bought."""
    sales = _sales(database, first, last)
    for id_, income, limit, decided_at in fetch(database, _CUSTOMERS, (first, last)):
        yield PastCustomer(
            customer_id=id_,
            income=income or 0,
            limit=limit,
            limit_from=datetime.fromisoformat(decided_at).date() if decided_at else None,
            sales=sales.get(id_, ()),
        )


def _sales(database: Database, first: int, last: int) -> dict[int, list[PastSale]]:
    pieces = _installments(database, first, last)
    found: dict[int, list[PastSale]] = defaultdict(list)
    for id_, customer_id, day, price, down, interest, agreement in fetch(database, _SALES, (first, last)):
        sold_on = as_date(day)
        # What was due on the very day of the sale says nothing of how somebody pays.
        installments = [each for each in pieces.get(id_, ()) if each.due_date > sold_on]
        found[customer_id].append(
            PastSale(id_, customer_id, sold_on, price, down, interest, installments, agreement is None)
        )
    return found


def _installments(database: Database, first: int, last: int) -> dict[int, list[PastInstallment]]:
    """By sale."""
    paid = _paid(database, first, last)
    found: dict[int, list[PastInstallment]] = defaultdict(list)
    for id_, sale_id, due, cents, open_cents, replaced_by in fetch(database, _INSTALLMENTS, (first, last)):
        settled = paid.get(id_, _NOTHING)
        settled_on, _, late = settled[-1] if settled and not open_cents else _OPEN
        counts = replaced_by is None or late > 0
        found[sale_id].append(PastInstallment(as_date(due), cents, settled, settled_on, late, counts))
    return found


_NOTHING: Sequence[_Paid] = ()
_OPEN = (None, 0, 0)


def _paid(database: Database, first: int, last: int) -> dict[int, list[_Paid]]:
    """By installment. Sorted here: the rows come in that order along the index, or nearly so."""
    found: dict[int, list[_Paid]] = defaultdict(list)
    for installment_id, _, day, cents, days_late in sorted(fetch(database, _ALLOCATIONS, (first, last))):
        found[installment_id].append((as_date(day), cents, days_late))
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
