"""Postings: the rows a sale, a payment and a reversal leave behind, always together.

Every posting is inside the use case's transaction; rows are only ever added, and the one column that moves is
``installment.open_cents``. Numbers are taken as late as possible: each locks one row of its store.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from crediario.db import limits, points, score, standing, store_credit
from crediario.db.journal import Stamp
from crediario.db.models import (
    Allocation,
    CashMovement,
    Installment,
    LedgerEntry,
    Payment,
    Sale,
    SaleItem,
    Tender,
)
from crediario.db.points import ClosedInstallment
from crediario.db.receivables import OpenRow
from crediario.db.shop import RulesInForce
from crediario.db.statements import fetch, insert, insert_rows, row_lock, run
from crediario.domain import tender
from crediario.domain.loyalty import PaidPortion
from crediario.domain.money import Money
from crediario.domain.schedule import Plan

_SALE = (
    "store_id", "till_id", "operator_id", "seller_id", "customer_id", "number", "sold_on", "price_cents",
    "down_payment_cents", "financed_cents", "interest_cents", "rate_month", "every", "installment_count",
    "first_due", "rate_year", "total_effective_cost", "note", "release_id", "operation", "created_at",
    "agreement_id", "authorised_buyer_id", "note_key",
)  # fmt: skip
_ITEM = ("store_id", "sale_id", "position", "description", "quantity", "unit_price_cents")
_INSTALLMENT = (
    "store_id", "sale_id", "customer_id", "number", "due_date", "amount_cents", "principal_cents",
    "interest_cents", "open_cents",
)  # fmt: skip
_PAYMENT = (
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
_ENTRY = (
    "store_id", "till_id", "operator_id", "operation", "posted_on", "account", "amount_cents", "sale_id",
    "payment_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """What was bought: free text, how many, at what price each."""

    description: str
    quantity: int
    unit_price: Money


@dataclass(frozen=True, slots=True)
class SalePosting:
    """A sale decided and planned, ready to be written; or an agreement's contract, which sells nothing."""

    operation: str
    customer_id: int
    seller_id: int | None
    plan: Plan
    items: tuple[Item, ...]
    note: str | None = None
    release_id: int | None = None
    agreement_id: int | None = None
    authorised_buyer_id: int | None = None
    #: The 44 digits of the fiscal note whose items are sold.
    note_key: str | None = None


@dataclass(frozen=True, slots=True)
class PostedSale:
    """The sale's id and the number of its contract."""

    sale_id: int
    number: int


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


def next_number(stamp: Stamp, series: str) -> int:
    """The next number of the store's series: taken in the transaction, so that none is ever skipped."""
    sql = (
        "UPDATE number_series SET last_number = last_number + 1 WHERE store_id = ? AND series = ? "
        "RETURNING last_number"
    )
    return int(fetch(stamp.database, sql, (stamp.store_id, series))[0][0])


def next_number_of_late_series(stamp: Stamp, series: str) -> int:
    """The same of a series that a store made by an earlier version does not have yet."""
    sql = (
        "INSERT INTO number_series (store_id, series, last_number) VALUES (?, ?, 0)"
        " ON CONFLICT (store_id, series) DO NOTHING"
    )
    run(stamp.database, sql, (stamp.store_id, series))
    return next_number(stamp, series)


def lock_customer(stamp: Stamp, customer_id: int) -> bool:
    """First step of a money transaction: tills on one customer take turns. False: no such customer."""
    standing.hold_day(stamp.database)
    sql = "SELECT 1 FROM customer WHERE id = ?" + row_lock(stamp.database)
    return bool(fetch(stamp.database, sql, (customer_id,)))


def post_sale(stamp: Stamp, posting: SalePosting) -> PostedSale:
    """Writes the sale, its items, its installments and their ledger entries."""
    posted = post_contract(stamp, posting)
    plan = posting.plan
    entries = {
        "receivable": plan.total,
        "down_payment": plan.terms.down_payment,
        "sales": -plan.terms.price,
        "sale_interest": -plan.interest,
    }
    post_entries(stamp, posting.operation, plan.terms.sold_on, entries, sale_id=posted.sale_id)
    standing.refresh_sold(stamp.database, posting.customer_id)
    return posted


def post_contract(stamp: Stamp, posting: SalePosting) -> PostedSale:
    """Writes the rows of a sale, or of an agreement's contract, without their ledger entries."""
    number = next_number(stamp, "contract")
    sale_id = insert(stamp.database, Sale, _SALE, _sale_row(stamp, posting, number))
    items = [
        (stamp.store_id, sale_id, position, item.description, item.quantity, item.unit_price.cents)
        for position, item in enumerate(posting.items, 1)
    ]
    insert_rows(stamp.database, SaleItem, _ITEM, items)
    insert_rows(stamp.database, Installment, _INSTALLMENT, _installment_rows(stamp, posting, sale_id))
    return PostedSale(sale_id, number)


def _sale_row(stamp: Stamp, posting: SalePosting, number: int) -> tuple[object, ...]:
    plan, terms = posting.plan, posting.plan.terms
    return (
        stamp.store_id, stamp.till_id, stamp.operator_id, posting.seller_id, posting.customer_id, number,
        terms.sold_on, terms.price.cents, terms.down_payment.cents, plan.financed.cents, plan.interest.cents,
        terms.rate.text, terms.every.value, len(plan.installments), terms.first_due,
        plan.rate_year.text, plan.total_effective_cost.text, posting.note,
        posting.release_id, posting.operation, stamp.instant, posting.agreement_id,
        posting.authorised_buyer_id, posting.note_key,
    )  # fmt: skip


def _installment_rows(stamp: Stamp, posting: SalePosting, sale_id: int) -> list[tuple[object, ...]]:
    return [
        (
            stamp.store_id, sale_id, posting.customer_id, planned.number, planned.due_date,
            planned.amount.cents, planned.principal.cents, planned.interest.cents,
            planned.amount.cents,
        )
        for planned in posting.plan.installments
    ]  # fmt: skip


def post_payment(stamp: Stamp, posting: PaymentPosting) -> PostedPayment:
    """Writes the payment, its means, its allocations, the drawer's movements and the ledger entries.

    Raises:
        StoreCreditShort: more store credit is used than there is.
    """
    number = next_number(stamp, "receipt")
    payment_id = insert(stamp.database, Payment, _PAYMENT, _payment_row(stamp, posting, number))
    _write_tenders(stamp, payment_id, posting.tenders)
    _write_allocations(stamp, payment_id, posting)
    _settle(stamp, payment_id, sum(part.installment_id is not None for part in posting.parts))
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


def _write_tenders(stamp: Stamp, payment_id: int, tenders: Sequence[tender.Tender]) -> None:
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


def _settle(stamp: Stamp, payment_id: int, count: int) -> None:
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


def post_entries(
    stamp: Stamp,
    operation: str,
    day: date,
    entries: dict[str, Money],
    *,
    sale_id: int | None = None,
    payment_id: int | None = None,
) -> None:
    """Writes the double-entry side of an operation: debits positive, credits negative, zeros left out."""
    place = (stamp.store_id, stamp.till_id, stamp.operator_id, operation, day)
    rows = [
        (*place, account, amount.cents, sale_id, payment_id) for account, amount in entries.items() if amount
    ]
    insert_rows(stamp.database, LedgerEntry, _ENTRY, rows)


def post_reversal(
    stamp: Stamp,
    payment_id: int,
    *,
    operation: str,
    session_id: int,
    day: date,
    reason: str,
    release_id: int | None = None,
) -> PostedPayment:
    """Undoes a payment by rows of the opposite sign.

    Money, allocations, points, limit, store credit, drawer and ledger.

    Raises:
        StoreCreditAlreadyUsed: what it kept as store credit was spent since.
    """
    number = next_number(stamp, "reversal")
    by = (operation, session_id, day, reason, release_id)
    reversal_id = _reverse_payment_row(stamp, payment_id, number, by)
    _reverse_tenders(stamp, payment_id, reversal_id)
    _reverse_allocations(stamp, payment_id, reversal_id, day)
    points.take_back(stamp, payment_id, reversal_id, day)
    ((customer_id,),) = fetch(stamp.database, "SELECT customer_id FROM payment WHERE id = ?", (payment_id,))
    limits.take_back(stamp, payment_id, reversal_id, customer_id, reason)
    store_credit.take_back(stamp, customer_id, payment_id, reversal_id, day, operation)
    run(
        stamp.database,
        "INSERT INTO cash_movement (store_id, till_id, operator_id, session_id, kind, method, amount_cents,"
        " payment_id, created_at) SELECT ?, ?, ?, ?, 'reversal', method, -amount_cents, ?, ?"
        " FROM cash_movement WHERE payment_id = ?",
        (
            stamp.store_id,
            stamp.till_id,
            stamp.operator_id,
            session_id,
            reversal_id,
            stamp.instant,
            payment_id,
        ),
    )
    run(
        stamp.database,
        "INSERT INTO ledger_entry (store_id, till_id, operator_id, operation, posted_on, account,"
        " amount_cents, payment_id) SELECT ?, ?, ?, ?, ?, account, -amount_cents, ?"
        " FROM ledger_entry WHERE payment_id = ?"
        "  AND operation = (SELECT p.operation FROM payment AS p WHERE p.id = ?)",
        (
            stamp.store_id,
            stamp.till_id,
            stamp.operator_id,
            operation,
            day,
            reversal_id,
            payment_id,
            payment_id,
        ),
    )
    standing.refresh(stamp.database, customer_id)
    return PostedPayment(reversal_id, number)


def _reverse_payment_row(
    stamp: Stamp, payment_id: int, number: int, by: tuple[str, int, date, str, int | None]
) -> int:
    operation, session_id, day, reason, release_id = by
    sql = "SELECT customer_id, amount_cents, credited_cents, rounding_cents FROM payment WHERE id = ?"
    ((customer_id, cents, credited, rounding),) = fetch(stamp.database, sql, (payment_id,))
    row = (
        stamp.store_id, stamp.till_id, stamp.operator_id, session_id, customer_id, "reversal", number, day,
        -(cents + credited), 0, -cents, reason, operation, stamp.instant, payment_id, -credited, -rounding,
        None, None, release_id,
    )  # fmt: skip
    return insert(stamp.database, Payment, _PAYMENT, row)


def _reverse_tenders(stamp: Stamp, payment_id: int, reversal_id: int) -> None:
    """Gives back, by each means, what stayed: the change had already left."""
    sql = (
        "SELECT t.method, SUM(t.amount_cents)"
        " - MAX(CASE WHEN t.method = 'cash' THEN p.change_cents ELSE 0 END)"
        " FROM tender AS t JOIN payment AS p ON p.id = t.payment_id WHERE p.id = ?"
        " GROUP BY t.method ORDER BY 1"
    )
    parts = [
        tender.Tender(tender.Method(method), Money(-int(cents)))
        for method, cents in fetch(stamp.database, sql, (payment_id,))
        if cents
    ]
    _write_tenders(stamp, reversal_id, parts)


def _reverse_allocations(stamp: Stamp, payment_id: int, reversal_id: int, day: date) -> None:
    run(
        stamp.database,
        "INSERT INTO allocation (store_id, payment_id, sale_id, installment_id, position, paid_on, days_late,"
        " amount_cents, principal_cents, fine_cents, interest_cents, discount_cents, waived_fine_cents,"
        " waived_interest_cents, origin, reverses_id)"
        " SELECT store_id, ?, sale_id, installment_id, position, ?, days_late, -amount_cents,"
        " -principal_cents, -fine_cents, -interest_cents, -discount_cents, -waived_fine_cents,"
        " -waived_interest_cents, origin, id FROM allocation WHERE payment_id = ?",
        (reversal_id, day, payment_id),
    )
    count = "SELECT COUNT(installment_id) FROM allocation WHERE payment_id = ?"
    _settle(stamp, reversal_id, int(fetch(stamp.database, count, (reversal_id,))[0][0]))
