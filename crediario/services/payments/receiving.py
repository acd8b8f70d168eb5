"""Receiving at the till: installments and down payments paid, whole or in part, and what stays as credit."""

from dataclasses import dataclass

from crediario.db import (
    cash,
    down_payments,
    ledger,
    payments,
    receivables,
    shop,
    users,
)
from crediario.db.down_payments import OpenDownPayment
from crediario.db.payment_postings import PaymentPosting, closed_by, parts_of, post_payment
from crediario.db.receivables import OpenRow
from crediario.db.shop import RulesInForce
from crediario.domain import waiver
from crediario.domain.allocation import Allocated, Quote, allocate
from crediario.domain.br.text import clean_text
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.receiving import NotThisCustomers, QuoteChanged
from crediario.domain.settings import ShopSettings
from crediario.domain.tender import Handed, PixNotConfirmed, Tender, hand_over, pix_without_code
from crediario.domain.waiver import (
    ReceiptTerms,
    WaiverAboveCeiling,
    WaiverReasonMissing,
    receipt_release,
    waive,
    waiver_ceiling,
)
from crediario.services.core import Context, Topic, may, payload_hash, use_case


@dataclass(eq=False)
class NothingToReceive(Refusal):
    """No installment was marked, or nothing was handed over."""


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """A receipt as the screen sends it.

    Attributes:
        request_id: made when the form opened; a retry carries the same.
        customer_id: who owes the installments.
        installment_ids: what is being paid; the oldest due is paid first.
        quoted: the total the screen showed for them.
        tenders: what was handed over; less than quoted pays in part, more cash gives change.
        kept: how much of what is beyond stays as store credit; with no installment, all of it (a deposit).
        waived: how much of fine and interest is forgiven; ``quoted`` is less by it.
        waiver_reason: why.
        release_id: somebody above said yes to the waiver, or to a Pix without its code.
        down_payments: the sales whose down payment is being paid beside them.
    """

    request_id: str
    customer_id: int
    installment_ids: tuple[int, ...]
    quoted: Money
    tenders: tuple[Tender, ...]
    kept: Money = Money.ZERO
    waived: Money = Money.ZERO
    waiver_reason: str = ""
    release_id: int | None = None
    down_payments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment received: its receipt's number, and what became of the money.

    Attributes:
        change: what to hand back, rounding included.
        credited: what was kept as store credit.
        rounding: what of ``change`` is beyond the exact one.
    """

    payment_id: int
    number: int
    customer_id: int
    amount: Money
    change: Money
    credited: Money = Money.ZERO
    rounding: Money = Money.ZERO


@use_case("receive", changes={Topic.RECEIVABLES, Topic.CASH})
def receive_payment(ctx: Context, order: PaymentOrder) -> Receipt:
    """Receives installments (pagamento), whole or in part, with the charges and discounts of the day.

    Money goes to the oldest due first; in each, to fine, interest and value. What is beyond is change in
    cash, or stays as store credit. An installment closed earns its points, where the shop gives them.

    Raises:
        NothingToReceive: no money, or neither an installment nor store credit to keep it for.
        NoOpenSession, SessionOfAnother, ClockBehind: the drawer.
        NotThisCustomers: an installment of somebody else.
        InstallmentAlreadyPaid, InstallmentInAgreement, DownPaymentAlreadyPaid: settled meanwhile.
        DownPaymentInPart: the money reaches only a part of a down payment.
        QuoteChanged: the total is no longer the one shown.
        ChangeOnlyInCash, PixNotConfirmed, KeptBeyondExcess, StoreCreditBeyondDue: the means.
        StoreCreditShort: more store credit than there is.
        WaiverReasonMissing, WaiverBeyondCharges, WaiverAboveCeiling: what is forgiven.
        the refusals of ``users.use_release``.

    Rule: CC arts. 314, 352, 354 and 355; CDC art. 52. See docs/regras.md#imputacao, docs/regras.md#dispensa,
    docs/regras.md#entrada-estornada and docs/regras.md#pontos.
    """
    if not order.tenders or not (order.installment_ids or order.down_payments or order.kept):
        raise NothingToReceive
    stamp = ctx.stamp
    if not ledger.lock_customer(stamp, order.customer_id):
        raise NotThisCustomers(order.customer_id)
    rules = shop.rules_in_force(ctx.database, ctx.store_id)
    asked = _asked(ctx, order, rules)
    due = Money.total(quote.total for quote in asked.quotes)
    if due != order.quoted:
        raise QuoteChanged(order.quoted, due)
    released = _use_release(ctx, order, rules.settings)
    coin = rules.settings.change_rounding.coin
    handed = hand_over(due, order.tenders, order.kept, coin, pix_confirmed=released is not None)
    posted = post_payment(stamp, _posting(ctx, order, rules, asked, handed, released))
    return Receipt(
        payment_id=posted.payment_id,
        number=posted.number,
        customer_id=order.customer_id,
        amount=handed.applied,
        change=handed.change + handed.rounding,
        credited=handed.credited,
        rounding=handed.rounding,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is being paid, all of it open and this customer's.

    Attributes:
        quotes: what each costs today, what is forgiven taken off; the oldest due first.
    """

    rows: tuple[OpenRow, ...]
    downs: tuple[OpenDownPayment, ...]
    quotes: tuple[Quote, ...]


def _asked(ctx: Context, order: PaymentOrder, rules: RulesInForce) -> _Asked:
    """Locks what is being paid, and counts what it costs."""
    ids = tuple(dict.fromkeys(order.installment_ids))
    rows = tuple(receivables.locked_installments(ctx.database, ids))
    payments.check_open(ctx.database, rows, ids, order.customer_id)
    downs = down_payments.to_receive(ctx.database, order.down_payments, order.customer_id)
    charges = rules.settings.charge_rules
    quotes = receivables.quotes(ctx.database, rows, ctx.today, charges, rules.calendar)
    return _Asked(rows, downs, waive((*quotes, *(down.quote for down in downs)), order.waived))


def _use_release(ctx: Context, order: PaymentOrder, settings: ShopSettings) -> int | None:
    """Uses up the yes that this receipt needs; None where the operator alone may."""
    unconfirmed = pix_without_code(order.tenders)
    if not (order.waived or unconfirmed):
        return None
    ceiling = waiver_ceiling(ctx.operator.role, settings, may_waive=may(ctx, "waive_charges"))
    terms = ReceiptTerms(
        order.customer_id, order.installment_ids, order.waived, unconfirmed, order.down_payments
    )
    permission = receipt_release(terms, ceiling, settings)
    if permission is None:
        return None
    if order.release_id is None:
        if permission == "release_pix":
            raise PixNotConfirmed("")
        raise WaiverAboveCeiling(order.waived, ceiling or Money.ZERO)
    users.use_release(ctx.stamp, order.release_id, permission, payload_hash(terms), order.request_id)
    return order.release_id


def _waiver_reason(order: PaymentOrder) -> str | None:
    reason = clean_text(order.waiver_reason, waiver.REASON_LENGTH)
    if order.waived and not reason:
        raise WaiverReasonMissing
    return reason or None


def _posting(
    ctx: Context,
    order: PaymentOrder,
    rules: RulesInForce,
    asked: _Asked,
    handed: Handed,
    release_id: int | None,
) -> PaymentPosting:
    """The payment decided: what of the money goes where, and which installments that closes."""
    allocated = allocate(handed.applied, asked.quotes) if asked.quotes else Allocated((), Money.ZERO)
    down_payments.check_whole(asked.downs, allocated.shares)
    days_late = {quote.installment_id: quote.days_late for quote in asked.quotes}
    parts = parts_of(allocated.shares, asked.rows, asked.downs, days_late)
    return PaymentPosting(
        operation=order.request_id,
        customer_id=order.customer_id,
        session_id=cash.session_for(ctx.stamp),
        paid_on=ctx.today,
        tenders=order.tenders,
        change=handed.change,
        parts=parts,
        credited=handed.credited,
        rounding=handed.rounding,
        waiver_reason=_waiver_reason(order),
        release_id=release_id,
        owed_again=bool(order.down_payments),
        closed=closed_by(asked.rows, parts),
        rules=rules,
    )
