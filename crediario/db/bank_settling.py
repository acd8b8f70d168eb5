"""The money of a statement's line spread over what it pays, as of the day the bank had it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from peewee import Database

from crediario.db import shop
from crediario.db.down_payments import OpenDownPayment
from crediario.db.receivables import OpenRow, Quoter
from crediario.domain.allocation import Allocated, allocate, oldest_first
from crediario.domain.bank_matter import IncomingLine
from crediario.domain.money import Money


@dataclass(frozen=True, slots=True)
class Settlement:
    """A line's money spread over installments and down payments.

    Attributes:
        valued_on: the line's day, or that of the installments' last payment where that is later.
        cost: what would have settled them all on that day.
    """

    valued_on: date
    allocated: Allocated
    days_late: dict[int, int]
    cost: Money


def quoter(database: Database, store_id: int, rows: Iterable[OpenRow]) -> Quoter:
    """What these installments cost on any day, by the store's charges and business days."""
    rules = shop.shop_settings(database, store_id).charge_rules
    return Quoter(database, rows, rules, shop.calendar(database, store_id))


def settle(
    line: IncomingLine, costs: Quoter, installment_ids: Sequence[int], downs: Sequence[OpenDownPayment] = ()
) -> Settlement:
    """The line's money on the installments and down payments, the oldest due first.

    Rule: CC arts. 352, 354 and 355. See docs/regras.md#imputacao.
    """
    on = costs.valued(installment_ids, line.day)
    quotes = oldest_first(
        (*(down.quote for down in downs), *(costs.quote(each, on) for each in installment_ids))
    )
    return Settlement(
        valued_on=on,
        allocated=allocate(line.amount, quotes),
        days_late={quote.installment_id: quote.days_late for quote in quotes},
        cost=Money.total(quote.total for quote in quotes),
    )
