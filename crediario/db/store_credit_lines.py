"""A customer's store credit read again, entry by entry."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Database

from crediario.db.receivables import as_date
from crediario.db.statements import fetch
from crediario.domain.money import Money


@dataclass(frozen=True, slots=True)
class CreditLine:
    """One entry of a customer's store credit.

    Attributes:
        kind: ``kept``, ``returned``, ``used``, ``paid_out`` or ``taken_back``.
        amount: signed; what was used or handed out is negative.
        number: of the receipt, reversal or return it came with; None of what was paid out.
        balance: right after it.
    """

    entry_id: int
    entered_on: date
    kind: str
    amount: Money
    number: int | None
    operator_name: str
    balance: Money


_LINES = (
    "SELECT e.id, e.entered_on, e.kind, e.amount_cents, COALESCE(p.number, b.number), o.short_name,"
    " SUM(e.amount_cents) OVER (ORDER BY e.id) FROM store_credit_entry AS e"
    " JOIN shop_user AS o ON o.id = e.operator_id LEFT JOIN payment AS p ON p.id = e.payment_id"
    " LEFT JOIN sale_return AS b ON b.id = e.sale_return_id WHERE e.customer_id = ? ORDER BY e.id DESC"
)


def statement(database: Database, customer_id: int) -> tuple[CreditLine, ...]:
    """Every entry of a customer, the newest first."""
    return tuple(_line(row) for row in fetch(database, _LINES, (customer_id,)))


def _line(row: tuple[Any, ...]) -> CreditLine:
    entry_id, entered_on, kind, cents, number, name, balance = row
    return CreditLine(entry_id, as_date(entered_on), kind, Money(cents), number, name, Money(int(balance)))
