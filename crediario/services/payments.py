"""Receiving at the till: what is open today, receiving it, and undoing a payment."""

from dataclasses import dataclass
from datetime import date

from crediario.db import cash, ledger, limits, negotiation, payments, points, receivables, sales, shop
from crediario.db.payments import PaidLine, PaymentView
from crediario.db.points import PointsOfPayment
from crediario.db.receivables import OpenRow
from crediario.domain import carne_code
from crediario.domain.allocation import Allocated, Quote, allocate, oldest_first
from crediario.domain.br.text import clean_text
from crediario.domain.charges import ChargeRules
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.receiving import (
    InstallmentAlreadyPaid,
    InstallmentInAgreement,
    NotThisCustomers,
    QuoteChanged,
)
from crediario.domain.settings import ShopProfile, ShopSettings
from crediario.domain.tender import Handed, Tender, hand_over
from crediario.services.core import Context, Topic, query, use_case

REASON_LENGTH = 200

#: What screens use from here, the rows of the queries included.
__all__ = [
    "AlreadyReversed",
    "ClosedByAgreement",
    "DeskRow",
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
    "SlipFound",
    "SlipNotFound",
    "SlipOfAnotherStore",
    "find_slip",
    "payment_view",
    "receive_payment",
    "receiving_desk",
    "reverse_payment",
]


@dataclass(eq=False)
class NothingToReceive(Refusal):
    """No installment was marked, or nothing was handed over."""


@dataclass(eq=False)
class SlipNotFound(Refusal):
    """The code is a slip's, but no sale of this shop has that installment."""

    contract_number: int
    number: int


@dataclass(eq=False)
class SlipOfAnotherStore(Refusal):
    """The slip was issued by another store of the shop, whose data is not here."""

    store_code: int


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
class ReasonMissing(Refusal):
    """Undoing a payment says why."""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """An open installment at the till: which one it is, and what it costs today.

    Attributes:
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


@dataclass(frozen=True, slots=True)
class ReceivingDesk:
    """Everything the till shows of a customer, with the day the charges were counted on.

    Attributes:
        points: the balance; None where the shop gives none.
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


@dataclass(frozen=True, slots=True)
class SlipFound:
    """The installment a slip's code names, and its customer."""

    customer_id: int
    installment_id: int
    contract_number: int
    number: int
    count: int


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
    """

    request_id: str
    customer_id: int
    installment_ids: tuple[int, ...]
    quoted: Money
    tenders: tuple[Tender, ...]
    kept: Money = Money.ZERO


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
class ReversalOrder:
    """Which payment to undo, and why."""

    request_id: str
    payment_id: int
    reason: str


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

    Raises:
        NotThisCustomers: no such customer.
    """
    buyer = sales.buyer(ctx.database, customer_id)
    if buyer is None:
        raise NotThisCustomers(customer_id)
    rows = receivables.open_installments(ctx.database, customer_id)
    settings = _settings(ctx)
    rules, calendar = settings.charge_rules, shop.calendar(ctx.database, ctx.store_id)
    quotes = receivables.quotes(ctx.database, rows, ctx.today, rules, calendar)
    timely = points.timely(ctx.database, rows) if settings.points_on else {}
    on_time, settled = payments.punctuality(ctx.database, customer_id, calendar)
    return ReceivingDesk(
        customer_id=customer_id,
        name=buyer.name,
        document=buyer.document,
        on_time=on_time,
        settled=settled,
        rows=tuple(
            _desk_row(row, quote, timely.get(row.installment_id))
            for row, quote in zip(rows, quotes, strict=True)
        ),
        today=ctx.today,
        rules=rules,
        profile=shop.shop_profile(ctx.database, ctx.store_id),
        points=points.balance(ctx.database, customer_id) if settings.points_on else None,
    )


def _settings(ctx: Context) -> ShopSettings:
    return shop.shop_settings(ctx.database, ctx.store_id)


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


@query("receive")
def find_slip(ctx: Context, code: str) -> SlipFound:
    """The installment named by a slip's barcode, as read by the scanner or typed.

    Raises:
        the refusals of ``carne_code.decode``: not a slip of ours, or misread.
        SlipOfAnotherStore, SlipNotFound: not an installment of this database.
        InstallmentAlreadyPaid: settled; says when and on which receipt.
        InstallmentInAgreement: an agreement closed it.
    """
    slip = carne_code.decode(code)
    row = receivables.installment_by_code(ctx.database, slip.store, slip.contract, slip.number)
    if row is None and slip.store != ctx.store_code:
        raise SlipOfAnotherStore(slip.store)
    if row is None:
        raise SlipNotFound(slip.contract, slip.number)
    if not row.open:
        raise payments.settled_refusal(ctx.database, row)
    return SlipFound(row.customer_id, row.installment_id, row.contract_number, row.number, row.count)


@use_case("receive", changes={Topic.RECEIVABLES, Topic.CASH})
def receive_payment(ctx: Context, order: PaymentOrder) -> Receipt:
    """Receives installments (pagamento), whole or in part, with the charges and discounts of the day.

    Money goes to the oldest due first; in each, to fine, interest and value. What is beyond is change in
    cash, or stays as store credit. An installment closed earns its points, where the shop gives them.

    Raises:
        NothingToReceive: no money, or neither an installment nor store credit to keep it for.
        NoOpenSession, SessionOfAnother, ClockBehind: the drawer.
        NotThisCustomers: an installment of somebody else.
        InstallmentAlreadyPaid, InstallmentInAgreement: one of them was settled meanwhile.
        QuoteChanged: the total is no longer the one shown.
        ChangeOnlyInCash, PixNotConfirmed, KeptBeyondExcess, StoreCreditBeyondDue: the means.
        StoreCreditShort: more store credit than there is.

    Rule: CC arts. 352, 354 and 355; CDC art. 52. See docs/regras.md#imputacao and docs/regras.md#pontos.
    """
    ids = tuple(dict.fromkeys(order.installment_ids))
    if not order.tenders or not (ids or order.kept):
        raise NothingToReceive
    if not ledger.lock_customer(ctx.stamp, order.customer_id):
        raise NotThisCustomers(order.customer_id)
    rows = {row.installment_id: row for row in receivables.locked_installments(ctx.database, ids)}
    payments.check_open(ctx.database, tuple(rows.values()), ids, order.customer_id)
    settings = _settings(ctx)
    quotes = _quotes(ctx, tuple(rows.values()), settings)
    due = Money.total(quote.total for quote in quotes)
    if due != order.quoted:
        raise QuoteChanged(order.quoted, due)
    handed = hand_over(due, order.tenders, order.kept)
    allocated = allocate(handed.applied, oldest_first(quotes)) if ids else Allocated((), Money.ZERO)
    parts = _parts(rows, quotes, allocated)
    posted = ledger.post_payment(ctx.stamp, _posting(ctx, order, handed, parts))
    if settings.points_on:
        points.earn(ctx.stamp, posted.payment_id, ctx.today, _closed(rows, parts))
    limits.count_payment(ctx.stamp, posted.payment_id)
    return Receipt(
        payment_id=posted.payment_id,
        number=posted.number,
        customer_id=order.customer_id,
        amount=handed.applied,
        change=handed.change + handed.rounding,
        credited=handed.credited,
        rounding=handed.rounding,
    )


def _quotes(ctx: Context, rows: tuple[OpenRow, ...], settings: ShopSettings) -> tuple[Quote, ...]:
    calendar = shop.calendar(ctx.database, ctx.store_id)
    return receivables.quotes(ctx.database, rows, ctx.today, settings.charge_rules, calendar)


def _parts(
    rows: dict[int, OpenRow], quotes: tuple[Quote, ...], allocated: Allocated
) -> tuple[ledger.AllocationPart, ...]:
    days_late = {quote.installment_id: quote.days_late for quote in quotes}
    return tuple(
        ledger.AllocationPart(
            sale_id=rows[share.installment_id].sale_id,
            installment_id=share.installment_id,
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


def _closed(rows: dict[int, OpenRow], parts: tuple[ledger.AllocationPart, ...]) -> tuple[int, ...]:
    """The installments these parts close."""
    pairs = ((part.installment_id, part.settled) for part in parts)
    return tuple(id_ for id_, settled in pairs if id_ is not None and settled == rows[id_].open)


def _posting(
    ctx: Context, order: PaymentOrder, handed: Handed, parts: tuple[ledger.AllocationPart, ...]
) -> ledger.PaymentPosting:
    return ledger.PaymentPosting(
        operation=order.request_id,
        customer_id=order.customer_id,
        session_id=cash.session_for(ctx.stamp),
        paid_on=ctx.today,
        tenders=order.tenders,
        change=handed.change,
        parts=parts,
        credited=handed.credited,
        rounding=handed.rounding,
    )


@use_case("reverse_payment", changes={Topic.RECEIVABLES, Topic.CASH})
def reverse_payment(ctx: Context, order: ReversalOrder) -> Reversal:
    """Undoes a payment (estorno) by rows of the opposite sign; the original stays as it was.

    Raises:
        PaymentNotFound, AlreadyReversed: nothing to undo.
        ClosedByAgreement: it paid a part of an installment that an agreement has closed since.
        ReasonMissing: why was not said.
        StoreCreditAlreadyUsed: what it kept as store credit was spent since.
        NoOpenSession, SessionOfAnother, ClockBehind: the drawer that gives the money back.
    """
    reason = clean_text(order.reason, REASON_LENGTH)
    if not reason:
        raise ReasonMissing
    target = payments.to_reverse(ctx.database, order.payment_id)
    if target is None:
        raise PaymentNotFound
    ledger.lock_customer(ctx.stamp, target.customer_id)
    if payments.is_reversed(ctx.database, order.payment_id):
        raise AlreadyReversed(target.receipt_number)
    agreement = negotiation.counted_by(ctx.database, order.payment_id)
    if agreement is not None:
        raise ClosedByAgreement(agreement)
    session = cash.session_for(ctx.stamp)
    posted = ledger.post_reversal(
        ctx.stamp,
        order.payment_id,
        operation=order.request_id,
        session_id=session,
        day=ctx.today,
        reason=reason,
    )
    return Reversal(posted.payment_id, posted.number, target.receipt_number, target.amount)


@query("receive")
def payment_view(ctx: Context, payment_id: int) -> PaymentView:
    """A payment as received: every line with its calculation, the means, and the points it earned.

    Raises:
        LookupError: no such payment, which only a programming mistake can ask for.
    """
    return payments.payment_view(ctx.database, payment_id, with_points=_settings(ctx).points_on)
