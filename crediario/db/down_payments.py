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
_OF_SALES = (
    "SELECT s.id, s.customer_id, s.number, s.installment_count, s.sold_on,"
    f" s.down_payment_cents - {_BACK.format(column='reduction_cents')},"
    f" s.down_payment_cents - {_BACK.format(column='settled_cents')}"
    " - COALESCE((SELECT SUM(a.amount_cents) FROM payment AS p JOIN allocation AS a ON a.payment_id = p.id"
    "  WHERE p.customer_id = s.customer_id AND a.sale_id = s.id AND a.installment_id IS NULL), 0)"
    " FROM sale AS s WHERE s.id IN ({ids}) ORDER BY s.sold_on, s.number"
)
# A customer's payments are few; the index of reversals holds those of the whole shop.
_REVERSED = (
    "SELECT a.sale_id FROM payment AS r JOIN allocation AS a ON a.payment_id = r.id"
    " WHERE r.customer_id = ? AND +r.reverses_id IS NOT NULL AND a.installment_id IS NULL"
)


def open_of_customer(database: Database, customer_id: int) -> tuple[OpenDownPayment, ...]:
    """What the customer owes of down payments, the oldest sale first; mostly nothing."""
    ids = list(dict.fromkeys(int(sale_id) for (sale_id,) in fetch(database, _REVERSED, (customer_id,))))
    return tuple(each for each in of_sales(database, ids) if each.open)


def of_sales(database: Database, sale_ids: Sequence[int]) -> tuple[OpenDownPayment, ...]:
    """The down payments of these sales, open or not."""
    if not sale_ids:
        return ()
    rows = fetch(database, _OF_SALES.format(ids=marks(len(sale_ids))), tuple(sale_ids))
    return tuple(_down_payment(row) for row in rows)


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
