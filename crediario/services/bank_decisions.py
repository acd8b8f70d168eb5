"""What a person says a bank statement's lines are: matched, received, kept as store credit, left aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crediario.db import bank, bank_settling, cash, down_payments, ledger, payments, receivables, shop
from crediario.db.bank import DecisionRow
from crediario.db.bank_settling import Settlement
from crediario.db.down_payments import OpenDownPayment
from crediario.db.payment_postings import PaymentPosting, closed_by, parts_of, post_payment
from crediario.db.receivables import OpenRow
from crediario.domain.bank_matter import IncomingLine
from crediario.domain.br.text import clean_text
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.receiving import NotThisCustomers
from crediario.domain.tender import Method, Tender
from crediario.services.core import Context, Topic, use_case

REASON_LENGTH = 200


@dataclass(eq=False)
class LineAlreadyDecided(Refusal):
    """Somebody decided about the line meanwhile, or it is not there."""


@dataclass(eq=False)
class ProposalOutdated(Refusal):
    """What a line was proposed for changed meanwhile: received elsewhere, reversed, or of another cost."""

    day: date
    amount: Money


@dataclass(eq=False)
class LineReasonMissing(Refusal):
    """A line that is left aside says why."""


class DecisionKind(StrEnum):
    """What a person decides of a line: a proposal's three kinds, or to leave it aside."""

    MATCHED = "matched"
    RECEIVED = "received"
    CREDITED = "credited"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class LineDecision:
    """What a person says a line is.

    Attributes:
        payment_id: the payment it is matched with.
        installment_ids: what is received by it.
        customer_id: whose store credit is kept.
        credited: what the screen said would be kept as store credit.
        reason: why the line is left aside.
        down_payments: the sales whose down payment is received by it.
    """

    line_id: int
    kind: DecisionKind
    customer_id: int | None = None
    payment_id: int | None = None
    installment_ids: tuple[int, ...] = ()
    credited: Money = Money.ZERO
    reason: str = ""
    down_payments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LineOrder:
    """One line decided."""

    request_id: str
    decision: LineDecision


@dataclass(frozen=True, slots=True)
class LineConfirmed:
    """What became of a line.

    Attributes:
        applied: what went to installments and down payments.
        kept: what was kept as store credit.
        receipt_number: of the payment made of it.
    """

    kind: DecisionKind
    applied: Money = Money.ZERO
    kept: Money = Money.ZERO
    payment_id: int | None = None
    receipt_number: int | None = None


@use_case("match_statement", changes={Topic.RECEIVABLES, Topic.CASH})
def confirm_line(ctx: Context, order: LineOrder) -> LineConfirmed:
    """Makes of a line what a person says it is.

    A matched line only notes the payment. A received one becomes a payment by Pix with a receipt, its charges
    counted on the day of the line; what is beyond the cost, or was paid twice, is kept as store credit.

    Raises:
        LineReasonMissing, LineAlreadyDecided.
        ProposalOutdated: what the screen showed is so no longer.
        NotThisCustomers, InstallmentAlreadyPaid, InstallmentInAgreement: of the installments.
        DownPaymentAlreadyPaid, DownPaymentInPart: of the down payments.
        NoOpenSession, SessionOfAnother, ClockBehind: a receipt belongs to a drawer's session.

    Rule: product.md D9. See docs/regras.md#conferencia-do-extrato and docs/regras.md#entrada-estornada.
    """
    decision = order.decision
    if decision.customer_id is not None and not ledger.lock_customer(ctx.stamp, decision.customer_id):
        raise NotThisCustomers(decision.customer_id)
    line = bank.locked_line(ctx.database, ctx.store_id, decision.line_id)
    if line is None:
        raise LineAlreadyDecided
    done = _decided(ctx, order.request_id, line, decision)
    payment_id = decision.payment_id if decision.kind is DecisionKind.MATCHED else done.payment_id
    reason = clean_text(decision.reason, REASON_LENGTH) or None
    line_id = line.id if line.reversed_receipt is None else bank.line_again(ctx.stamp, line.id)
    row = DecisionRow(line_id, decision.kind.value, payment_id, reason, order.request_id)
    bank.write_decision(ctx.stamp, row)
    return done


def _decided(ctx: Context, operation: str, line: IncomingLine, decision: LineDecision) -> LineConfirmed:
    match decision.kind:
        case DecisionKind.MATCHED:
            _check_match(ctx, line, decision)
        case DecisionKind.IGNORED:
            if not clean_text(decision.reason, REASON_LENGTH):
                raise LineReasonMissing
        case DecisionKind.RECEIVED | DecisionKind.CREDITED:
            return _received(ctx, operation, line, decision)
    return LineConfirmed(decision.kind)


def _check_match(ctx: Context, line: IncomingLine, decision: LineDecision) -> None:
    """Refuses a payment that is no longer one by Pix of that value, without a line."""
    found = bank.pix_payments(ctx.database, ctx.store_id, [decision.payment_id or 0])
    payment = found.get(decision.payment_id or 0)
    if payment is None or payment.amount != line.amount:
        raise ProposalOutdated(line.day, line.amount)


def _received(ctx: Context, operation: str, line: IncomingLine, decision: LineDecision) -> LineConfirmed:
    """A payment made of the line; one that pays nothing is kept whole as store credit."""
    if decision.customer_id is None:
        raise NotThisCustomers(0)
    ids = tuple(dict.fromkeys(decision.installment_ids))
    rows = receivables.locked_installments(ctx.database, ids)
    payments.check_open(ctx.database, rows, ids, decision.customer_id)
    downs = down_payments.to_receive(ctx.database, decision.down_payments, decision.customer_id)
    settled = _settled(ctx, line, rows, downs)
    credited = settled.allocated.left if settled else line.amount
    if credited != decision.credited or (settled is None) != (decision.kind is DecisionKind.CREDITED):
        raise ProposalOutdated(line.day, line.amount)
    parts = parts_of(settled.allocated.shares, rows, downs, settled.days_late) if settled else ()
    valued_on = settled.valued_on if settled else line.day
    # Points and limit, as after any payment.
    posting = PaymentPosting(
        operation=operation,
        customer_id=decision.customer_id,
        session_id=cash.session_for(ctx.stamp),
        paid_on=ctx.today,
        tenders=(Tender(Method.PIX, line.amount, line.end_to_end[-4:] if line.end_to_end else None),),
        change=Money.ZERO,
        parts=parts,
        credited=credited,
        valued_on=valued_on if valued_on != ctx.today else None,
        owed_again=bool(downs),
        closed=closed_by(rows, parts),
        rules=shop.rules_in_force(ctx.database, ctx.store_id),
    )
    posted = post_payment(ctx.stamp, posting)
    return LineConfirmed(decision.kind, line.amount - credited, credited, posted.payment_id, posted.number)


def _settled(
    ctx: Context, line: IncomingLine, rows: Sequence[OpenRow], downs: Sequence[OpenDownPayment]
) -> Settlement | None:
    """The line's money on what it pays; None where it pays nothing.

    Raises:
        DownPaymentInPart.
    """
    if not (rows or downs):
        return None
    costs = bank_settling.quoter(ctx.database, ctx.store_id, rows)
    settled = bank_settling.settle(line, costs, [row.installment_id for row in rows], downs)
    down_payments.check_whole(downs, settled.allocated.shares)
    return settled
