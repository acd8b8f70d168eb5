"""Receiving at the till: what is open today, receiving it, and undoing a payment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from crediario.db import (
    cash,
    down_payments,
    ledger,
    limits,
    negotiation,
    payments,
    points,
    receivables,
    returns,
    sales,
    score,
    shop,
    store_credit,
    users,
)
from crediario.db.down_payments import OpenDownPayment
from crediario.db.payments import PaidLine, PaymentView
from crediario.db.points import PointsOfPayment
from crediario.db.receivables import OpenRow
from crediario.db.shop import RulesInForce
from crediario.domain import waiver
from crediario.domain.allocation import Allocated, Quote, allocate
from crediario.domain.br.text import clean_text
from crediario.domain.charges import ChargeRules
from crediario.domain.credit.policy import CreditPolicy
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.receiving import (
    DownPaymentAlreadyPaid,
    DownPaymentInPart,
    InstallmentAlreadyPaid,
    InstallmentInAgreement,
    NotThisCustomers,
    QuoteChanged,
)
from crediario.domain.settings import ShopProfile, ShopSettings
from crediario.domain.tender import Handed, PixNotConfirmed, Tender, hand_over, pix_without_code
from crediario.domain.waiver import (
    ReceiptTerms,
    WaiverAboveCeiling,
    WaiverReasonMissing,
    receipt_release,
    waive,
    waiver_ceiling,
)
from crediario.services.core import Context, Topic, check_permission, may, payload_hash, query, use_case

REASON_LENGTH = 200
RELEASE_REVERSAL = "release_reversal"

#: What screens use from here, the rows of the queries included.
__all__ = [
    "RELEASE_REVERSAL",
    "AlreadyReversed",
    "ClosedByAgreement",
    "CountedByReturn",
    "DeskRow",
    "DownPaymentAlreadyPaid",
    "DownPaymentInPart",
    "InstallmentAlreadyPaid",
    "InstallmentInAgreement",
    "NotThisCustomers",
    "NothingToReceive",
    "PaidLine",
    "PaymentNotFound",
    "PaymentOrder",
    "PaymentView",
    "PointsOfPayment",
    "QuoteChanged",
    "ReasonMissing",
    "Receipt",
    "ReceivingDesk",
    "Reversal",
    "ReversalOrder",
    "ReversalTerms",
    "payment_view",
    "receive_payment",
    "receiving_desk",
    "reverse_payment",
]


@dataclass(eq=False)
class NothingToReceive(Refusal):
    """No installment was marked, or nothing was handed over."""


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
class DeskRow:
    """An open installment at the till: which one it is, and what it costs today.

    Attributes:
        installment_id: what tells the row; of a down payment ``receiving.down_payment_key``.
        timely: money of it already paid in time, towards its points; None where it earns none.
        imported: its sale came from another system: without its rate, paying early earns no discount.
    """

    installment_id: int
    sale_id: int
    contract_number: int
    number: int
    count: int
    due_date: date
    amount: Money
    quote: Quote
    timely: Money | None = None
    imported: bool = False

    @property
    def is_down_payment(self) -> bool:
        """Whether it is a sale's down payment, owed again since its receipt was reversed."""
        return self.number == 0


@dataclass(frozen=True, slots=True)
class ReceivingDesk:
    """Everything the till shows of a customer, with the day the charges were counted on.

    Attributes:
        points: the balance; None where the shop gives none.
        settings: the shop's, with the ceilings of waivers and the coin of change.
        waiver_ceiling: how much of fine and interest the operator may forgive alone; None: any.
        store_credit: what the shop owes the customer.
        score: as kept; None for who may not see it.
        limit: what the customer may have open in all; None for who may not see it, or where nothing is sold.
        phone: the customer's own, E.164, for the receipt as a message; None without one.
    """

    customer_id: int
    name: str
    document: str | None
    on_time: int
    settled: int
    rows: tuple[DeskRow, ...]
    today: date
    rules: ChargeRules
    profile: ShopProfile | None
    points: int | None = None
    settings: ShopSettings = field(default_factory=ShopSettings)
    waiver_ceiling: Money | None = None
    store_credit: Money = Money.ZERO
    score: int | None = None
    limit: Money | None = None
    phone: str | None = None


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


@query("receive")
def receiving_desk(ctx: Context, customer_id: int) -> ReceivingDesk:
    """The customer's open installments with fine, interest and early discount of the day.

    A down payment whose receipt was reversed comes first of its sale.

    Raises:
        NotThisCustomers: no such customer.
    """
    buyer = sales.buyer(ctx.database, customer_id)
    if buyer is None:
        raise NotThisCustomers(customer_id)
    rows = receivables.open_installments(ctx.database, customer_id)
    rules = shop.rules_in_force(ctx.database, ctx.store_id)
    settings = rules.settings
    quotes = _quotes(ctx, rows, rules)
    timely = points.timely(ctx.database, rows) if settings.points_on else {}
    on_time, settled = payments.punctuality(ctx.database, customer_id, rules.calendar)
    kept_score, limit = _credit(ctx, customer_id, rules.policy)
    return ReceivingDesk(
        customer_id=customer_id,
        name=buyer.name,
        document=buyer.document,
        on_time=on_time,
        settled=settled,
        rows=(
            *map(_down_payment_row, down_payments.open_of_customer(ctx.database, customer_id)),
            *(
                _desk_row(row, quote, timely.get(row.installment_id))
                for row, quote in zip(rows, quotes, strict=True)
            ),
        ),
        today=ctx.today,
        rules=settings.charge_rules,
        profile=rules.profile,
        points=points.balance(ctx.database, customer_id) if settings.points_on else None,
        settings=settings,
        waiver_ceiling=_waiver_ceiling(ctx, settings),
        store_credit=store_credit.balance(ctx.database, customer_id),
        score=kept_score,
        limit=limit,
        phone=sales.own_phone(ctx.database, customer_id),
    )


def _credit(ctx: Context, customer_id: int, policy: CreditPolicy) -> tuple[int | None, Money | None]:
    """Score and limit as they stand, for who may see them."""
    if not may(ctx, "see_credit"):
        return None, None
    account = limits.account_of(ctx.database, customer_id)
    own = policy.default_limit if account.limit is None else account.limit
    limit = None if account.blocked else own
    return score.kept_score(ctx.database, customer_id).total, limit


def _waiver_ceiling(ctx: Context, settings: ShopSettings) -> Money | None:
    return waiver_ceiling(ctx.operator.role, settings, may_waive=may(ctx, "waive_charges"))


def _desk_row(row: OpenRow, quote: Quote, timely: Money | None) -> DeskRow:
    return DeskRow(
        installment_id=row.installment_id,
        sale_id=row.sale_id,
        contract_number=row.contract_number,
        number=row.number,
        count=row.count,
        due_date=row.due_date,
        amount=row.amount,
        quote=quote,
        timely=timely,
        imported=row.imported,
    )


def _down_payment_row(down: OpenDownPayment) -> DeskRow:
    quote = down.quote
    return DeskRow(
        installment_id=quote.installment_id,
        sale_id=down.sale_id,
        contract_number=down.contract_number,
        number=quote.number,
        count=down.count,
        due_date=quote.due_date,
        amount=down.amount,
        quote=quote,
    )


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
    ids = tuple(dict.fromkeys(order.installment_ids))
    if not order.tenders or not (ids or order.down_payments or order.kept):
        raise NothingToReceive
    stamp = ctx.stamp
    if not ledger.lock_customer(stamp, order.customer_id):
        raise NotThisCustomers(order.customer_id)
    rows = {row.installment_id: row for row in receivables.locked_installments(ctx.database, ids)}
    payments.check_open(ctx.database, tuple(rows.values()), ids, order.customer_id)
    downs = down_payments.to_receive(ctx.database, order.down_payments, order.customer_id)
    rules = shop.rules_in_force(ctx.database, ctx.store_id)
    settings = rules.settings
    asked = (*_quotes(ctx, tuple(rows.values()), rules), *(down.quote for down in downs))
    quotes = waive(asked, order.waived)
    due = Money.total(quote.total for quote in quotes)
    if due != order.quoted:
        raise QuoteChanged(order.quoted, due)
    released = _use_release(ctx, order, settings)
    handed = hand_over(
        due, order.tenders, order.kept, settings.change_rounding.coin, pix_confirmed=released is not None
    )
    allocated = allocate(handed.applied, quotes) if quotes else Allocated((), Money.ZERO)
    down_payments.check_whole(downs, allocated.shares)
    parts = _parts(rows, downs, quotes, allocated)
    session = cash.session_for(stamp)
    posted = ledger.post_payment(stamp, _posting(ctx, order, session, handed, parts, released))
    if settings.points_on:
        points.earn(stamp, posted.payment_id, ctx.today, ledger.closed_by(rows.values(), parts))
    limits.count_payment(stamp, posted.payment_id, rules.policy)
    return Receipt(
        payment_id=posted.payment_id,
        number=posted.number,
        customer_id=order.customer_id,
        amount=handed.applied,
        change=handed.change + handed.rounding,
        credited=handed.credited,
        rounding=handed.rounding,
    )


def _use_release(ctx: Context, order: PaymentOrder, settings: ShopSettings) -> int | None:
    """Uses up the yes that this receipt needs; None where the operator alone may."""
    unconfirmed = pix_without_code(order.tenders)
    if not (order.waived or unconfirmed):
        return None
    ceiling = _waiver_ceiling(ctx, settings)
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


def _quotes(ctx: Context, rows: Sequence[OpenRow], rules: RulesInForce) -> tuple[Quote, ...]:
    return receivables.quotes(ctx.database, rows, ctx.today, rules.settings.charge_rules, rules.calendar)


def _parts(
    rows: dict[int, OpenRow],
    downs: Sequence[OpenDownPayment],
    quotes: tuple[Quote, ...],
    allocated: Allocated,
) -> tuple[ledger.AllocationPart, ...]:
    days_late = {quote.installment_id: quote.days_late for quote in quotes}
    sale_of = {id_: row.sale_id for id_, row in rows.items()} | {
        down.quote.installment_id: down.sale_id for down in downs
    }
    return tuple(
        ledger.AllocationPart(
            sale_id=sale_of[share.installment_id],
            installment_id=share.installment_id if share.installment_id in rows else None,
            days_late=days_late[share.installment_id],
            principal=share.principal,
            fine=share.fine,
            interest=share.interest,
            discount=share.discount,
            waived_fine=share.waived_fine,
            waived_interest=share.waived_interest,
        )
        for share in allocated.shares
    )


def _posting(
    ctx: Context,
    order: PaymentOrder,
    session_id: int,
    handed: Handed,
    parts: tuple[ledger.AllocationPart, ...],
    release_id: int | None,
) -> ledger.PaymentPosting:
    return ledger.PaymentPosting(
        operation=order.request_id,
        customer_id=order.customer_id,
        session_id=session_id,
        paid_on=ctx.today,
        tenders=order.tenders,
        change=handed.change,
        parts=parts,
        credited=handed.credited,
        rounding=handed.rounding,
        waiver_reason=_waiver_reason(order),
        release_id=release_id,
    )


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
    posted = ledger.post_reversal(
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


@query("receive")
def payment_view(ctx: Context, payment_id: int) -> PaymentView:
    """A payment as received: every line with its calculation, the means, and the points it earned.

    Raises:
        LookupError: no such payment, which only a programming mistake can ask for.
    """
    settings = shop.shop_settings(ctx.database, ctx.store_id)
    return payments.payment_view(ctx.database, payment_id, with_points=settings.points_on)
