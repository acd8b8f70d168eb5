"""Named queries about payments: a receipt whole, what was paid last, and how punctual a customer is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import Database

from crediario.db import negotiation, points
from crediario.db.points import PointsOfPayment
from crediario.db.receivables import CLOSED_BY_RETURN, OpenRow, as_date
from crediario.db.statements import fetch, marks
from crediario.domain import punctuality as punctuality_rule
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.money import Money
from crediario.domain.punctuality import Settlement
from crediario.domain.receiving import InstallmentAlreadyPaid, InstallmentInAgreement, NotThisCustomers
from crediario.domain.tender import Method, Tender


@dataclass(frozen=True, slots=True)
class PaidLine:
    """One line of a receipt: an installment (or the down payment), and what the money did to it."""

    sale_id: int
    contract_number: int
    installment_id: int | None
    number: int | None
    count: int
    due_date: date | None
    amount: Money | None
    days_late: int
    principal: Money
    fine: Money
    interest: Money
    discount: Money
    paid: Money
    #: Face value open when the receipt was issued.
    remaining: Money
    #: The agreement whose contract this is; None for a sale.
    agreement_number: int | None = None
    #: Fine and interest forgiven.
    waived: Money = Money.ZERO


@dataclass(frozen=True, slots=True)
class PixUsed:
    """A receipt that stands and that a Pix of this end of code paid: its number, when, and how much of it."""

    receipt_number: int
    created_at: datetime
    amount: Money


@dataclass(frozen=True, slots=True)
class PaymentView:
    """A payment whole, as its receipt shows it."""

    payment_id: int
    number: int
    store_code: int
    till_number: int
    operator_name: str
    customer_id: int
    customer_name: str
    customer_document: str | None
    paid_on: date
    created_at: datetime
    amount: Money
    tendered: Money
    change: Money
    reversed_by: int | None
    lines: tuple[PaidLine, ...]
    tenders: tuple[Tender, ...]
    #: None where the shop gives no points.
    points: PointsOfPayment | None = None
    #: Kept as store credit; and handed out beyond ``change``, for want of small coins.
    credited: Money = Money.ZERO
    rounding: Money = Money.ZERO


@dataclass(frozen=True, slots=True)
class ReversiblePayment:
    """What a reversal needs to know of its payment."""

    customer_id: int
    receipt_number: int
    amount: Money


_PAYMENT = (
    "SELECT p.id, p.number, store.code, till.number, o.short_name, p.customer_id, c.name, c.document,"
    " p.paid_on, p.created_at, p.amount_cents, p.tendered_cents, p.change_cents,"
    " (SELECT r.number FROM payment AS r WHERE r.reverses_id = p.id), p.credited_cents, p.rounding_cents"
    " FROM payment AS p JOIN store ON store.id = p.store_id JOIN till ON till.id = p.till_id"
    " JOIN shop_user AS o ON o.id = p.operator_id JOIN customer AS c ON c.id = p.customer_id"
    " WHERE p.id = ? AND p.reverses_id IS NULL"
)
# What was left of each installment right after this payment: later allocations are given back.
_LINES = (
    "SELECT a.sale_id, s.number, a.installment_id, i.number, s.installment_count, i.due_date, i.amount_cents,"
    " a.days_late, a.principal_cents, a.fine_cents, a.interest_cents, a.discount_cents, a.amount_cents,"
    " COALESCE(i.open_cents + (SELECT COALESCE(SUM(l.principal_cents + l.discount_cents), 0)"
    "  FROM allocation AS l WHERE l.installment_id = a.installment_id AND l.id > a.id), 0),"
    " a.waived_fine_cents + a.waived_interest_cents, g.number"
    " FROM allocation AS a JOIN sale AS s ON s.id = a.sale_id"
    " LEFT JOIN agreement AS g ON g.id = s.agreement_id LEFT JOIN installment AS i ON i.id = a.installment_id"
    " WHERE a.payment_id = ? ORDER BY a.position"
)


def payment_view(database: Database, payment_id: int, *, with_points: bool = False) -> PaymentView:
    """The payment with its lines and means, as it was when received; with its points where asked.

    Raises:
        LookupError: there is no such payment.
    """
    rows = fetch(database, _PAYMENT, (payment_id,))
    if not rows:
        raise LookupError(f"payment {payment_id}")
    (
        id_, number, store_code, till_number, operator, customer_id, customer, document, paid_on, created_at,
        amount, tendered, change, reversed_by, credited, rounding,
    ) = rows[0]  # fmt: skip
    return PaymentView(
        payment_id=id_,
        number=number,
        store_code=store_code,
        till_number=till_number,
        operator_name=operator,
        customer_id=customer_id,
        customer_name=customer,
        customer_document=document,
        paid_on=as_date(paid_on),
        created_at=datetime.fromisoformat(created_at),
        amount=Money(amount),
        tendered=Money(tendered),
        change=Money(change),
        reversed_by=reversed_by,
        lines=tuple(_line(row) for row in fetch(database, _LINES, (payment_id,))),
        tenders=_tenders(database, payment_id),
        points=points.of_payment(database, customer_id, payment_id) if with_points else None,
        credited=Money(credited),
        rounding=Money(rounding),
    )


def _line(row: tuple[Any, ...]) -> PaidLine:
    sale_id, contract, installment_id, number, count, due_date, amount, days_late, *money, agreement = row
    principal, fine, interest, discount, paid, remaining, waived = (Money(int(cents)) for cents in money)
    return PaidLine(
        sale_id=sale_id,
        contract_number=contract,
        installment_id=installment_id,
        number=number,
        count=count,
        due_date=as_date(due_date) if due_date else None,
        amount=Money(amount) if amount is not None else None,
        days_late=days_late,
        principal=principal,
        fine=fine,
        interest=interest,
        discount=discount,
        paid=paid,
        remaining=remaining,
        agreement_number=agreement,
        waived=waived,
    )


def _tenders(database: Database, payment_id: int) -> tuple[Tender, ...]:
    sql = "SELECT method, amount_cents, reference FROM tender WHERE payment_id = ? ORDER BY position"
    return tuple(
        Tender(Method(method), Money(cents), reference)
        for method, cents, reference in fetch(database, sql, (payment_id,))
    )


def pix_used(database: Database, store_id: int, code: str, since: date) -> PixUsed | None:
    """The newest receipt since that day that such a Pix paid and that stands; None when there is none."""
    sql = (
        "SELECT p.number, p.created_at, t.amount_cents FROM payment AS p"
        " JOIN tender AS t ON t.payment_id = p.id WHERE p.store_id = ? AND p.paid_on >= ?"
        " AND p.reverses_id IS NULL AND t.method = 'pix' AND t.reference = ?"
        " AND NOT EXISTS (SELECT 1 FROM payment AS r WHERE r.reverses_id = p.id)"
        " ORDER BY p.paid_on DESC, p.id DESC LIMIT 1"
    )
    for number, created_at, cents in fetch(database, sql, (store_id, since, code)):
        return PixUsed(number, datetime.fromisoformat(created_at), Money(cents))
    return None


def check_open(database: Database, rows: Sequence[OpenRow], ids: Sequence[int], customer_id: int) -> None:
    """Refuses installments that are not all this customer's, or not all open.

    Raises:
        NotThisCustomers, InstallmentAlreadyPaid, InstallmentInAgreement.
    """
    if len(rows) != len(ids) or any(row.customer_id != customer_id for row in rows):
        raise NotThisCustomers(customer_id)
    for row in rows:
        if not row.open:
            raise settled_refusal(database, row)


def settled_refusal(database: Database, row: OpenRow) -> InstallmentAlreadyPaid | InstallmentInAgreement:
    """Why a settled installment is not open: the agreement that closed it, or its last receipt."""
    agreement = negotiation.closed_by(database, row)
    if agreement is not None:
        return agreement
    paid_on, receipt, payment_id = last_payment_of(database, row.installment_id) or (None, None, None)
    return InstallmentAlreadyPaid(row.contract_number, row.number, row.count, paid_on, receipt, payment_id)


def last_payment_of(database: Database, installment_id: int) -> tuple[date, int, int] | None:
    """When an installment was last paid, on which receipt, by which payment; None when nothing stands."""
    sql = (
        "SELECT p.paid_on, p.number, p.id FROM allocation AS a JOIN payment AS p ON p.id = a.payment_id"
        " WHERE a.installment_id = ? AND a.reverses_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM allocation AS r WHERE r.reverses_id = a.id)"
        " ORDER BY a.id DESC LIMIT 1"
    )
    rows = fetch(database, sql, (installment_id,))
    return (as_date(rows[0][0]), int(rows[0][1]), int(rows[0][2])) if rows else None


def to_reverse(database: Database, payment_id: int) -> ReversiblePayment | None:
    """A payment that can be undone: one that is no reversal itself."""
    sql = "SELECT customer_id, number, amount_cents FROM payment WHERE id = ? AND reverses_id IS NULL"
    rows = fetch(database, sql, (payment_id,))
    return ReversiblePayment(rows[0][0], rows[0][1], Money(rows[0][2])) if rows else None


def is_reversed(database: Database, payment_id: int) -> bool:
    """Whether the payment was undone."""
    return bool(fetch(database, "SELECT 1 FROM payment WHERE reverses_id = ?", (payment_id,)))


_SETTLED = (
    "SELECT i.customer_id, i.due_date, i.replaced_by, (SELECT MAX(a.paid_on) FROM allocation AS a"
    "  WHERE a.installment_id = i.id AND a.reverses_id IS NULL"
    "  AND NOT EXISTS (SELECT 1 FROM allocation AS r WHERE r.reverses_id = a.id))"
    " FROM installment AS i JOIN sale AS s ON s.id = i.sale_id WHERE i.open_cents = 0"
    f" AND s.cancelled_by IS NULL AND NOT {CLOSED_BY_RETURN} AND i.customer_id IN ({{ids}})"
)


def kept_dates(
    database: Database, ids: Sequence[int], calendar: HolidayCalendar
) -> dict[int, tuple[int, int]]:
    """By customer: how many settled installments were paid up to their moved due date, and how many settled.

    Settled here, before the shop came here, or by an agreement; as ``domain.punctuality`` counts them. What
    came back was neither kept nor broken.
    """
    counts: dict[int, tuple[int, int]] = dict.fromkeys(ids, (0, 0))
    rows = fetch(database, _SETTLED.format(ids=marks(len(ids))), ids) if ids else []
    for customer_id, due, agreement, settled_on in rows:
        on_time, settled = counts[customer_id]
        # Most are paid by the very due date: no calendar is asked.
        if agreement is None and settled_on <= due:
            counts[customer_id] = (on_time + 1, settled + 1)
            continue
        one = Settlement(as_date(due), as_date(settled_on), agreement is not None)
        more_on_time, more = punctuality_rule.kept_dates((one,), calendar)
        counts[customer_id] = (on_time + more_on_time, settled + more)
    return counts


def punctuality(database: Database, customer_id: int, calendar: HolidayCalendar) -> tuple[int, int]:
    """How many settled installments were paid up to their moved due date, and how many were settled."""
    return kept_dates(database, (customer_id,), calendar)[customer_id]
