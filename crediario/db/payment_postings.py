"""What a payment leaves behind: its means, what it allocates, the drawer, what closing installments earns.

Its reversal is in ``reversal_postings``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crediario.db import limits, points, score, standing, store_credit
from crediario.db.down_payments import OpenDownPayment
from crediario.db.journal import Stamp
from crediario.db.ledger import next_number, post_entries
from crediario.db.models import Allocation, CashMovement, Payment, Tender
from crediario.db.points import ClosedInstallment
from crediario.db.receivables import OpenRow
from crediario.db.shop import RulesInForce
from crediario.db.statements import insert, insert_rows, run
from crediario.domain import tender
from crediario.domain.allocation import Share
from crediario.domain.loyalty import PaidPortion
from crediario.domain.money import Money

PAYMENT_COLUMNS = (
    "store_id", "till_id", "operator_id", "session_id", "customer_id", "series", "number", "paid_on",
    "tendered_cents", "change_cents", "amount_cents", "reason", "operation", "created_at", "reverses_id",
    "credited_cents", "rounding_cents", "valued_on", "waiver_reason", "release_id",
)  # fmt: skip
_TENDER = ("store_id", "payment_id", "position", "method", "amount_cents", "reference")
_ALLOCATION = (
    "store_id", "payment_id", "sale_id", "installment_id", "position", "paid_on", "days_late", "amount_cents",
    "principal_cents", "fine_cents", "interest_cents", "discount_cents", "waived_fine_cents",
    "waived_interest_cents", "origin", "reverses_id",
)  # fmt: skip
_MOVEMENT = (
    "store_id", "till_id", "operator_id", "session_id", "kind", "method", "amount_cents", "payment_id",
    "created_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AllocationPart:
    """What one payment does to one installment; ``installment_id`` None is the down payment."""

    sale_id: int
    installment_id: int | None
    days_late: int
    principal: Money
    fine: Money = Money.ZERO
    interest: Money = Money.ZERO
    discount: Money = Money.ZERO
    waived_fine: Money = Money.ZERO
    waived_interest: Money = Money.ZERO

    @property
    def amount(self) -> Money:
        """The money in it: principal, fine and interest."""
        return self.principal + self.fine + self.interest

    @property
    def settled(self) -> Money:
        """The face value it takes off the installment."""
        return self.principal + self.discount


def parts_of(
    shares: Iterable[Share],
    rows: Iterable[OpenRow],
    downs: Iterable[OpenDownPayment],
    days_late: Mapping[int, int],
) -> tuple[AllocationPart, ...]:
    """The shares of a payment as they are posted, in their order.

    Args:
        shares: what goes to each, and to nothing else.
        rows: the installments among them.
        downs: the down payments among them.
        days_late: by what tells an installment or a down payment.
    """
    sales = {row.installment_id: row.sale_id for row in rows}
    sales_of_downs = {down.quote.installment_id: down.sale_id for down in downs}
    return tuple(
        AllocationPart(
            sale_id=sales.get(share.installment_id) or sales_of_downs[share.installment_id],
            installment_id=share.installment_id if share.installment_id in sales else None,
            days_late=days_late[share.installment_id],
            principal=share.principal,
            fine=share.fine,
            interest=share.interest,
            discount=share.discount,
            waived_fine=share.waived_fine,
            waived_interest=share.waived_interest,
        )
        for share in shares
    )


def closed_by(rows: Iterable[OpenRow], parts: Iterable[AllocationPart]) -> tuple[ClosedInstallment, ...]:
    """The installments of ``rows`` that these parts close, in the order of the parts."""
    known = {row.installment_id: row for row in rows}
    both = ((known[part.installment_id], part) for part in parts if part.installment_id in known)
    return tuple(
        ClosedInstallment(row, PaidPortion(part.days_late, part.principal))
        for row, part in both
        if part.settled == row.open
    )


@dataclass(frozen=True, slots=True)
class PaymentPosting:
    """A payment decided and allocated, ready to be written."""

    operation: str
    customer_id: int
    session_id: int
    paid_on: date
    tenders: tuple[tender.Tender, ...]
    change: Money
    parts: tuple[AllocationPart, ...]
    #: Kept as store credit; and handed out beyond the exact change.
    credited: Money = Money.ZERO
    rounding: Money = Money.ZERO
    #: When the bank had the money, if that is another day; charges were counted on it.
    valued_on: date | None = None
    waiver_reason: str | None = None
    release_id: int | None = None
    #: A down payment among its parts had been owed again, since its first receipt was reversed.
    owed_again: bool = False
    #: The installments it closes, in the order of its parts.
    closed: tuple[ClosedInstallment, ...] = ()
    #: By which they earn points and raise the limit; None where they do neither.
    rules: RulesInForce | None = None

    @property
    def amount(self) -> Money:
        """What is applied: the sum of its parts."""
        return Money.total(part.amount for part in self.parts)


@dataclass(frozen=True, slots=True)
class PostedPayment:
    """The payment's id and its receipt's number."""

    payment_id: int
    number: int


def post_payment(stamp: Stamp, posting: PaymentPosting) -> PostedPayment:
    """Writes the payment, its means, its allocations, the drawer's movements and the ledger entries.

    Raises:
        StoreCreditShort: more store credit is used than there is.
    """
    number = next_number(stamp, "receipt")
    payment_id = insert(stamp.database, Payment, PAYMENT_COLUMNS, _payment_row(stamp, posting, number))
    write_tenders(stamp, payment_id, posting.tenders)
    _write_allocations(stamp, payment_id, posting)
    settle(stamp, payment_id, sum(part.installment_id is not None for part in posting.parts))
    received = _net_by_method(posting.tenders, posting.change)
    used = received.pop(tender.Method.STORE_CREDIT.value, Money.ZERO)
    _write_movements(stamp, posting, received, payment_id)
    _move_store_credit(stamp, posting, payment_id, used)
    entries = received | _credits(posting.parts) | {"store_credit": used - posting.credited}
    if posting.rounding:
        entries["cash"] -= posting.rounding
        entries["change_rounding"] = posting.rounding
    post_entries(stamp, posting.operation, posting.paid_on, entries, payment_id=payment_id)
    if posting.owed_again or any(part.installment_id for part in posting.parts):
        standing.refresh_columns(stamp.database, posting.customer_id)
        _count_closed(stamp, payment_id, posting)
    return PostedPayment(payment_id, number)


def _count_closed(stamp: Stamp, payment_id: int, posting: PaymentPosting) -> None:
    """What closing installments earns: points, a higher limit, and the score, which looks at the limit."""
    rules, customer_id = posting.rules, posting.customer_id
    delays = tuple(each.last.days_late for each in posting.closed if each.counts)
    if rules and rules.settings.points_on:
        points.earn(stamp, payment_id, posting.paid_on, posting.closed)
    if rules and delays:
        limits.count_closed(stamp, payment_id, customer_id, delays, rules.policy)
    score.count_closed(stamp.database, customer_id, delays)


def _payment_row(stamp: Stamp, posting: PaymentPosting, number: int) -> tuple[object, ...]:
    amount = posting.amount
    return (
        stamp.store_id, stamp.till_id, stamp.operator_id, posting.session_id, posting.customer_id, "receipt",
        number, posting.paid_on, (amount + posting.change + posting.credited).cents, posting.change.cents,
        amount.cents, None, posting.operation, stamp.instant, None, posting.credited.cents,
        posting.rounding.cents, posting.valued_on, posting.waiver_reason, posting.release_id,
    )  # fmt: skip


def _move_store_credit(stamp: Stamp, posting: PaymentPosting, payment_id: int, used: Money) -> None:
    """Uses before it keeps: what is kept now cannot pay for itself."""
    customer_id, day, operation = posting.customer_id, posting.paid_on, posting.operation
    if used:
        store_credit.use(stamp, customer_id, used, day, operation, payment_id)
    if posting.credited:
        store_credit.keep(stamp, customer_id, posting.credited, day, operation, payment_id=payment_id)


def write_tenders(stamp: Stamp, payment_id: int, tenders: Sequence[tender.Tender]) -> None:
    """The means of a payment, or of its reversal, in their order."""
    rows = [
        (stamp.store_id, payment_id, position, part.method.value, part.amount.cents, part.reference)
        for position, part in enumerate(tenders, 1)
    ]
    insert_rows(stamp.database, Tender, _TENDER, rows)


def _write_allocations(stamp: Stamp, payment_id: int, posting: PaymentPosting) -> None:
    rows = [
        (
            stamp.store_id, payment_id, part.sale_id, part.installment_id, position,
            posting.valued_on or posting.paid_on, part.days_late, part.amount.cents,
            part.principal.cents, part.fine.cents, part.interest.cents, part.discount.cents,
            part.waived_fine.cents, part.waived_interest.cents, "payment", None,
        )
        for position, part in enumerate(posting.parts, 1)
    ]  # fmt: skip
    insert_rows(stamp.database, Allocation, _ALLOCATION, rows)


_SETTLE = (
    "UPDATE installment SET open_cents = installment.open_cents - a.principal_cents - a.discount_cents"
    " FROM allocation AS a WHERE a.payment_id = ? AND installment.id = a.installment_id"
)


def settle(stamp: Stamp, payment_id: int, count: int) -> None:
    """Takes what a payment allocates off its ``count`` installments; a reversal gives it back.

    The CHECK is the belt.
    """
    if count and run(stamp.database, _SETTLE, (payment_id,)) != count:
        raise LookupError(f"an installment of payment {payment_id} vanished")


def _net_by_method(tenders: Iterable[tender.Tender], change: Money) -> dict[str, Money]:
    """What stays at the till by each means; change leaves in cash."""
    net: dict[str, Money] = defaultdict(lambda: Money.ZERO)
    for part in tenders:
        net[part.method.value] += part.amount
    if change:
        net["cash"] -= change
    return dict(net)


def _credits(parts: Sequence[AllocationPart]) -> dict[str, Money]:
    """The accounts a payment's allocations close, as credits; the discount is the one debit."""
    return {
        "receivable": -Money.total(part.settled for part in parts if part.installment_id),
        "down_payment": -Money.total(part.settled for part in parts if not part.installment_id),
        "late_fine": -Money.total(part.fine for part in parts),
        "late_interest": -Money.total(part.interest for part in parts),
        "early_discount": Money.total(part.discount for part in parts),
    }


def _write_movements(
    stamp: Stamp, posting: PaymentPosting, received: dict[str, Money], payment_id: int
) -> None:
    """What entered the drawer by each means, and what left it beyond the exact change."""
    place = (stamp.store_id, stamp.till_id, stamp.operator_id, posting.session_id)
    moved = [("receipt", method, amount) for method, amount in received.items()]
    rows = [
        (*place, kind, method, amount.cents, payment_id, stamp.instant)
        for kind, method, amount in (*moved, ("change_rounding", "cash", -posting.rounding))
        if amount
    ]
    insert_rows(stamp.database, CashMovement, _MOVEMENT, rows)
