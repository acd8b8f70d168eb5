"""Undoing a payment at the till (estorno): rows of the opposite sign, once, with a reason."""

from dataclasses import dataclass

from crediario.db import cash, ledger, negotiation, payments, returns, users
from crediario.db.reversal_postings import post_reversal
from crediario.domain.br.text import clean_text
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.services.core import Context, Topic, check_permission, payload_hash, use_case

REASON_LENGTH = 200
RELEASE_REVERSAL = "release_reversal"


@dataclass(eq=False)
class PaymentNotFound(Refusal):
    """There is no such payment to undo."""


@dataclass(eq=False)
class AlreadyReversed(Refusal):
    """The payment was undone before: once is all there is."""

    receipt_number: int


@dataclass(eq=False)
class ClosedByAgreement(Refusal):
    """An agreement counted this payment when it closed its installment: it stands as it is."""

    agreement_number: int


@dataclass(eq=False)
class CountedByReturn(Refusal):
    """Goods came back since, and what this payment paid was given back with them: it stands as it is."""

    return_number: int


@dataclass(eq=False)
class ReasonMissing(Refusal):
    """Undoing a payment says why."""


@dataclass(frozen=True, slots=True)
class ReversalTerms:
    """What a release of a reversal is bound to."""

    payment_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReversalOrder:
    """Which payment to undo, and why.

    Attributes:
        release_id: a manager's release of these very terms, for who may not undo payments alone.
    """

    request_id: str
    payment_id: int
    reason: str
    release_id: int | None = None

    @property
    def terms(self) -> ReversalTerms:
        """What its release is bound to."""
        return ReversalTerms(self.payment_id, self.reason)


@dataclass(frozen=True, slots=True)
class Reversal:
    """A payment undone: the number of the reversal, and of the receipt it undid."""

    reversal_id: int
    number: int
    receipt_number: int
    amount: Money


@use_case("receive", changes={Topic.RECEIVABLES, Topic.CASH})
def reverse_payment(ctx: Context, order: ReversalOrder) -> Reversal:
    """Undoes a payment (estorno) by rows of the opposite sign; the original stays as it was.

    Raises:
        PermissionDenied: the operator may not, and no manager released it.
        PaymentNotFound, AlreadyReversed: nothing to undo.
        ClosedByAgreement: it paid a part of an installment that an agreement has closed since.
        CountedByReturn: goods it paid came back since.
        ReasonMissing: why was not said.
        StoreCreditAlreadyUsed: what it kept as store credit was spent since.
        NoOpenSession, SessionOfAnother, ClockBehind: the drawer that gives the money back.
        the refusals of ``users.use_release``.
    """
    reason = clean_text(order.reason, REASON_LENGTH)
    if not reason:
        raise ReasonMissing
    _check_may_reverse(ctx, order)
    target = payments.to_reverse(ctx.database, order.payment_id)
    if target is None:
        raise PaymentNotFound
    ledger.lock_customer(ctx.stamp, target.customer_id)
    if payments.is_reversed(ctx.database, order.payment_id):
        raise AlreadyReversed(target.receipt_number)
    agreement = negotiation.counted_by(ctx.database, order.payment_id)
    if agreement is not None:
        raise ClosedByAgreement(agreement)
    came_back = returns.counted_by(ctx.database, order.payment_id)
    if came_back is not None:
        raise CountedByReturn(came_back)
    session = cash.session_for(ctx.stamp)
    posted = post_reversal(
        ctx.stamp,
        order.payment_id,
        operation=order.request_id,
        session_id=session,
        day=ctx.today,
        reason=reason,
        release_id=order.release_id,
    )
    return Reversal(posted.payment_id, posted.number, target.receipt_number, target.amount)


def _check_may_reverse(ctx: Context, order: ReversalOrder) -> None:
    if order.release_id is None:
        check_permission(ctx, "reverse_payment")
        return
    subject = payload_hash(order.terms)
    users.use_release(ctx.stamp, order.release_id, RELEASE_REVERSAL, subject, order.request_id)
