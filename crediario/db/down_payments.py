"""Down payments owed again: those whose receipt was reversed, less what came back of their sales since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Database

from crediario.db.receivables import as_date
from crediario.db.statements import fetch, marks
from crediario.domain.allocation import Quote, Share
from crediario.domain.money import Money
from crediario.domain.receiving import (
    DownPaymentAlreadyPaid,
    DownPaymentInPart,
    NotThisCustomers,
    down_payment_key,
)


@dataclass(frozen=True, slots=True)
class OpenDownPayment:
    """A down payment (entrada), and what is open of it: all that is asked, or nothing.

    Attributes:
        amount: what the sale asks of it, goods that came back taken off.
    """

    sale_id: int
    customer_id: int
    contract_number: int
    count: int
    sold_on: date
    amount: Money
    open: Money

    @property
    def quote(self) -> Quote:
        """What it costs on any day: it was due when the goods were taken, and bears no charges."""
        nothing = (Money.ZERO, Money.ZERO, Money.ZERO)
        return Quote(down_payment_key(self.sale_id), self.sold_on, 0, 0, self.open, *nothing)


_BACK = (
    "COALESCE((SELECT SUM(l.{column}) FROM sale_return AS b JOIN sale_return_line AS l"
    " ON l.sale_return_id = b.id WHERE b.sale_id = s.id AND l.installment_id IS NULL), 0)"
)
#: What is open of the down payment of the sale ``s``.
OPEN = (
    f"s.down_payment_cents - {_BACK.format(column='settled_cents')}"
    " - COALESCE((SELECT SUM(a.amount_cents) FROM payment AS p JOIN allocation AS a ON a.payment_id = p.id"
    "  WHERE p.customer_id = s.customer_id AND a.sale_id = s.id AND +a.installment_id IS NULL), 0)"
)
_OF_SALES = (
    "SELECT s.id, s.customer_id, s.number, s.installment_count, s.sold_on,"
    f" s.down_payment_cents - {_BACK.format(column='reduction_cents')}, {OPEN}"
    " FROM sale AS s WHERE s.id IN ({ids}) ORDER BY s.sold_on, s.number"
)
# A customer's payments are few; the index of reversals holds those of the whole shop, and the index of
# installments every down payment of it, as one without any.
_BY_PAYMENTS = (
    " FROM payment AS r JOIN allocation AS a ON a.payment_id = r.id"
    " WHERE {which} AND +r.reverses_id IS NOT NULL AND +a.installment_id IS NULL"
)
_REVERSED = "SELECT a.sale_id" + _BY_PAYMENTS.format(which="r.customer_id = ?")

# A cross join is read in the order written: the reversals, then what each took back.
_BY_REVERSALS = (
    " FROM payment AS r CROSS JOIN allocation AS a"
    " WHERE r.reverses_id IS NOT NULL AND a.payment_id = r.id AND +a.installment_id IS NULL"
)

#: Whether a down payment of the customer ``c`` was ever undone; mostly not.
WAS_UNDONE = "EXISTS (SELECT 1" + _BY_PAYMENTS.format(which="r.customer_id = c.id") + ")"
#: Every customer of the shop of whom one was, along the index of reversals.
UNDONE = "SELECT r.customer_id" + _BY_REVERSALS
_UNDONE_IN_STORE = (
    f"SELECT s.id FROM sale AS s WHERE s.id IN (SELECT a.sale_id{_BY_REVERSALS}) AND s.store_id = ?"
)
_WAS_UNDONE_OF_SALE = (
    "s.down_payment_cents > 0 AND EXISTS (SELECT 1"
    + _BY_PAYMENTS.format(which="r.customer_id = s.customer_id AND a.sale_id = s.id")
    + ")"
)
#: What is owed again of the down payment of the sale ``s``; mostly nothing.
OWED_AGAIN = f"CASE WHEN {_WAS_UNDONE_OF_SALE} THEN {OPEN} ELSE 0 END"
#: Along the sales of those days; of each, the payments of its customer.
_UNDONE_OF_DAYS = (
    f"SELECT s.id FROM sale AS s WHERE s.store_id = ? AND s.sold_on BETWEEN ? AND ? AND {_WAS_UNDONE_OF_SALE}"
)
#: What one customer owes of down payments, in the columns by which open installments are counted.
OWED_BY_ONE = (
    "SELECT o.customer_id, o.store_id, o.due_date, o.open_cents FROM (SELECT s.customer_id, s.store_id,"
    f" s.sold_on AS due_date, {OPEN} AS open_cents FROM sale AS s WHERE s.id IN ({_REVERSED})) AS o"
    " WHERE o.open_cents > 0"
)

_CHANGES = (
    "SELECT s.sold_on, s.down_payment_cents FROM sale AS s WHERE s.id IN ({ids})"
    " UNION ALL SELECT p.paid_on, -a.amount_cents FROM sale AS s JOIN payment AS p"
    " ON p.customer_id = s.customer_id JOIN allocation AS a ON a.payment_id = p.id AND a.sale_id = s.id"
    " WHERE s.id IN ({ids}) AND +a.installment_id IS NULL"
    " UNION ALL SELECT b.returned_on, -l.settled_cents FROM sale_return AS b JOIN sale_return_line AS l"
    " ON l.sale_return_id = b.id WHERE b.sale_id IN ({ids}) AND l.installment_id IS NULL"
)
#: Above so many, all that were ever undone are looked at instead of each customer's payments.
_FEW = 100


def customers_of_undone(database: Database, customer_ids: Sequence[int]) -> frozenset[int]:
    """Which of these customers had a down payment undone, owed still or received again."""
    if len(customer_ids) > _FEW:
        return every_customer_of_undone(database).intersection(customer_ids)
    these = _BY_PAYMENTS.format(which=f"r.customer_id IN ({marks(len(customer_ids))})")
    rows = fetch(database, "SELECT r.customer_id" + these, customer_ids) if customer_ids else []
    return frozenset(customer for (customer,) in rows)


def every_customer_of_undone(database: Database) -> frozenset[int]:
    """Who ever had a down payment undone: few of a shop's customers."""
    return frozenset(customer for (customer,) in fetch(database, UNDONE))


def open_of_customer(database: Database, customer_id: int) -> tuple[OpenDownPayment, ...]:
    """What the customer owes of down payments, the oldest sale first; mostly nothing."""
    ids = list(dict.fromkeys(int(sale_id) for (sale_id,) in fetch(database, _REVERSED, (customer_id,))))
    return open_of_sales(database, ids)


def open_in_store(database: Database, store_id: int) -> tuple[OpenDownPayment, ...]:
    """What is owed of down payments of the store's sales, the oldest sale first; mostly nothing."""
    ids = [sale_id for (sale_id,) in fetch(database, _UNDONE_IN_STORE, (store_id,))]
    return open_of_sales(database, ids)


def open_in_shop(database: Database) -> dict[int, Money]:
    """What is owed of down payments by the sale, of every store and day; mostly nothing."""
    rows = fetch(
        database, f"SELECT s.id, {OPEN} FROM sale AS s WHERE s.id IN (SELECT a.sale_id{_BY_REVERSALS})"
    )
    return {sale_id: Money(int(cents)) for sale_id, cents in rows if cents}


def open_of_days(database: Database, store_id: int, first: date, last: date) -> tuple[OpenDownPayment, ...]:
    """What is owed of down payments due in these days, those of their sales; mostly nothing."""
    ids = [sale_id for (sale_id,) in fetch(database, _UNDONE_OF_DAYS, (store_id, first, last))]
    return open_of_sales(database, ids)


def open_of_sales(database: Database, sale_ids: Sequence[int]) -> tuple[OpenDownPayment, ...]:
    """What is owed of the down payments of these sales, the oldest sale first."""
    return tuple(each for each in of_sales(database, sale_ids) if each.open)


def of_sales(database: Database, sale_ids: Sequence[int]) -> tuple[OpenDownPayment, ...]:
    """The down payments of these sales, open or not."""
    if not sale_ids:
        return ()
    rows = fetch(database, _OF_SALES.format(ids=marks(len(sale_ids))), tuple(sale_ids))
    return tuple(_down_payment(row) for row in rows)


def owed_changes(database: Database, sale_ids: Sequence[int]) -> list[tuple[Any, int]]:
    """By how many centavos what these sales ask of down payments moved, with the day as the engine gives it.

    Asked on the day of the sale; paid, undone and paid again; and what goods that came back took off.
    """
    ids = tuple(sale_ids)
    return [(day, cents) for day, cents in fetch(database, _CHANGES.format(ids=marks(len(ids))), ids * 3)]


def to_receive(database: Database, sale_ids: Sequence[int], customer_id: int) -> tuple[OpenDownPayment, ...]:
    """The down payments of these sales; whoever asks holds the customer's lock.

    Raises:
        NotThisCustomers, DownPaymentAlreadyPaid: not all this customer's, or not all open.
    """
    wanted = tuple(dict.fromkeys(sale_ids))
    downs = of_sales(database, wanted)
    if len(downs) != len(wanted) or any(down.customer_id != customer_id for down in downs):
        raise NotThisCustomers(customer_id)
    for down in downs:
        if not down.open:
            raise DownPaymentAlreadyPaid(down.contract_number)
    return downs


def check_whole(downs: Sequence[OpenDownPayment], shares: Iterable[Share]) -> None:
    """Refuses money that reaches only a part of one of them.

    Raises:
        DownPaymentInPart.
    """
    paid = {share.installment_id: share.settled for share in shares}
    for down in downs:
        if Money.ZERO < paid.get(down.quote.installment_id, Money.ZERO) < down.open:
            raise DownPaymentInPart(down.contract_number, down.open)


def _down_payment(row: Sequence[Any]) -> OpenDownPayment:
    sale_id, customer_id, number, count, sold_on, asked, left = row
    return OpenDownPayment(
        sale_id, customer_id, number, count, as_date(sold_on), Money(int(asked)), Money(int(left))
    )
