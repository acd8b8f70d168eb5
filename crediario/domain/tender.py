"""Means of payment (formas de pagamento): what was handed over, and the change it leaves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from crediario.domain.errors import Refusal
from crediario.domain.money import Money, check_amount

PIX_REFERENCE = re.compile(r"[0-9A-Za-z]{4}")


class Method(StrEnum):
    """Forma de pagamento."""

    CASH = "cash"
    PIX = "pix"
    DEBIT = "debit"
    CREDIT = "credit"
    CHEQUE = "cheque"


@dataclass(eq=False)
class ChangeOnlyInCash(Refusal):
    """More change than the cash received: a card or a Pix gives none."""

    change: Money
    cash: Money


@dataclass(eq=False)
class PixNotConfirmed(Refusal):
    """A Pix is confirmed by the last four characters of its end-to-end code."""

    reference: str


@dataclass(frozen=True, slots=True)
class Tender:
    """One means of payment and how much came by it.

    Attributes:
        method: cash, Pix, card or cheque.
        amount: what was handed over; for cash, before change.
        reference: last four characters of the Pix end-to-end code.
    """

    method: Method
    amount: Money
    reference: str | None = None


def total_tendered(tenders: Sequence[Tender]) -> Money:
    """Everything handed over, each means checked.

    Raises:
        AmountNotPositive, AmountTooLarge: an amount.
        PixNotConfirmed: a Pix without its four characters.
    """
    for tender in tenders:
        check_amount(tender.amount)
        if tender.method is Method.PIX and not PIX_REFERENCE.fullmatch(tender.reference or ""):
            raise PixNotConfirmed(tender.reference or "")
    return Money.total(tender.amount for tender in tenders)


def change_due(due: Money, tenders: Sequence[Tender]) -> Money:
    """Troco: what was handed over beyond what is due, exact to the centavo; zero when it falls short.

    Raises:
        ChangeOnlyInCash: more than the cash received.
        the refusals of ``total_tendered``.

    Rule: product D2, change is exact. See docs/regras.md#troco.
    """
    change = max(total_tendered(tenders) - due, Money.ZERO)
    cash = Money.total(tender.amount for tender in tenders if tender.method is Method.CASH)
    if change > cash:
        raise ChangeOnlyInCash(change, cash)
    return change
