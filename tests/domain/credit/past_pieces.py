"""Pasts told by name, and what was known on a day of sales made before it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from crediario.domain.credit.past import Known, PastAccount, PastCustomer, PastSale, Stretch


class PastInstallment(NamedTuple):
    """An installment as ``past.PastInstallment`` has it, its parts named."""

    due_date: date
    cents: int
    paid: Sequence[tuple[date, int, int]]
    settled_on: date | None
    days_late: int
    counts: bool = True


def named(sale: PastSale) -> list[PastInstallment]:
    """A sale's installments, their parts named."""
    return [PastInstallment(*each) for each in sale.installments]


def known_then(customer: PastCustomer, before: Iterable[PastSale], day: date, stretch: Stretch) -> Known:
    """What was known on one day only, after the sales made ``before``."""
    account = PastAccount(customer, stretch.last_overdue)
    for sale in before:
        account.add(sale)
    return account.known_on(day)
