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
    STORE_CREDIT = "store_credit"


@dataclass(eq=False)
class ChangeOnlyInCash(Refusal):
    """More change than the cash received: a card or a Pix gives none."""

    change: Money
    cash: Money


@dataclass(eq=False)
class PixNotConfirmed(Refusal):
    """A Pix is confirmed by the last four characters of its end-to-end code, or by who may do without."""

    reference: str


@dataclass(eq=False)
class KeptBeyondExcess(Refusal):
    """More would be kept as store credit than was handed over beyond what is due, or less than nothing."""

    kept: Money
    excess: Money


@dataclass(eq=False)
class StoreCreditBeyondDue(Refusal):
    """Store credit pays what is due, and no more."""

    credit: Money
    due: Money


@dataclass(frozen=True, slots=True)
class Tender:
    """One means of payment and how much came by it.

    Attributes:
        method: cash, Pix, card, cheque or store credit.
        amount: what was handed over; for cash, before change.
        reference: last four characters of the Pix end-to-end code; None where a manager confirms without.
    """

    method: Method
    amount: Money
    reference: str | None = None


def pix_without_code(tenders: Sequence[Tender]) -> Money:
    """How much came by Pix whose code nobody has: a manager confirms it."""
    unseen = (part for part in tenders if part.method is Method.PIX and part.reference is None)
    return Money.total(part.amount for part in unseen)


def total_tendered(tenders: Sequence[Tender], *, pix_confirmed: bool = False) -> Money:
    """Everything handed over, each means checked.

    Args:
        tenders: the means.
        pix_confirmed: a manager confirmed the Pix that carries no code.

    Raises:
        AmountNotPositive, AmountTooLarge: an amount.
        PixNotConfirmed: a Pix without its four characters.
    """
    for tender in tenders:
        check_amount(tender.amount)
        if tender.method is not Method.PIX or (pix_confirmed and tender.reference is None):
            continue
        if not PIX_REFERENCE.fullmatch(tender.reference or ""):
            raise PixNotConfirmed(tender.reference or "")
    return Money.total(tender.amount for tender in tenders)


def change_due(due: Money, tenders: Sequence[Tender]) -> Money:
    """Troco: what was handed over beyond what is due, exact to the centavo; zero when it falls short.

    Raises:
        the refusals of ``hand_over``.

    Rule: product D2, change is exact. See docs/regras.md#troco.
    """
    return hand_over(due, tenders).change


@dataclass(frozen=True, slots=True)
class Handed:
    """What becomes of everything handed over: ``applied + change + credited`` is all of it.

    Attributes:
        applied: what pays what is due.
        change: troco, exact to the centavo.
        credited: what stays as store credit.
        rounding: handed out beyond ``change``, in the customer's favour, for want of small coins.
    """

    applied: Money
    change: Money
    credited: Money
    rounding: Money = Money.ZERO


def hand_over(
    due: Money,
    tenders: Sequence[Tender],
    kept: Money = Money.ZERO,
    coin: Money = Money.ZERO,
    *,
    pix_confirmed: bool = False,
) -> Handed:
    """What was handed over, parted into what pays, change and store credit.

    Args:
        due: what is to be paid; less handed over pays in part.
        tenders: the means.
        kept: how much of the excess stays as store credit instead of change.
        coin: the smallest coin the shop gives change in; zero gives it exact.
        pix_confirmed: a manager confirmed the Pix that carries no code.

    Raises:
        KeptBeyondExcess, StoreCreditBeyondDue: those two.
        ChangeOnlyInCash: more change than the cash received.
        the refusals of ``total_tendered``.

    Rule: product.md D2; change is rounded up, never down. See docs/regras.md#troco.
    """
    total = total_tendered(tenders, pix_confirmed=pix_confirmed)
    excess = max(total - due, Money.ZERO)
    if not Money.ZERO <= kept <= excess:
        raise KeptBeyondExcess(kept, excess)
    credit = _by(tenders, Method.STORE_CREDIT)
    if credit > due:
        raise StoreCreditBeyondDue(credit, due)
    change, cash = excess - kept, _by(tenders, Method.CASH)
    if change > cash:
        raise ChangeOnlyInCash(change, cash)
    rounding = Money(-change.cents % coin.cents) if change and coin else Money.ZERO
    return Handed(total - excess, change, kept, rounding)


def _by(tenders: Sequence[Tender], method: Method) -> Money:
    return Money.total(tender.amount for tender in tenders if tender.method is method)
