"""What undoing a payment leaves behind: rows of the opposite sign, each naming the row it undoes."""

from datetime import date

from crediario.db import limits, points, standing, store_credit
from crediario.db.journal import Stamp
from crediario.db.ledger import next_number
from crediario.db.models import Payment
from crediario.db.payment_postings import PAYMENT_COLUMNS, PostedPayment, settle, write_tenders
from crediario.db.statements import fetch, insert, run
from crediario.domain.money import Money
from crediario.domain.tender import Method, Tender


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
    _reverse_movements(stamp, payment_id, reversal_id, session_id)
    _reverse_entries(stamp, payment_id, reversal_id, operation, day)
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
    return insert(stamp.database, Payment, PAYMENT_COLUMNS, row)


def _reverse_tenders(stamp: Stamp, payment_id: int, reversal_id: int) -> None:
    """Gives back, by each means, what stayed: the change had already left."""
    sql = (
        "SELECT t.method, SUM(t.amount_cents)"
        " - MAX(CASE WHEN t.method = 'cash' THEN p.change_cents ELSE 0 END)"
        " FROM tender AS t JOIN payment AS p ON p.id = t.payment_id WHERE p.id = ?"
        " GROUP BY t.method ORDER BY 1"
    )
    parts = [
        Tender(Method(method), Money(-int(cents)))
        for method, cents in fetch(stamp.database, sql, (payment_id,))
        if cents
    ]
    write_tenders(stamp, reversal_id, parts)


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
    settle(stamp, reversal_id, int(fetch(stamp.database, count, (reversal_id,))[0][0]))


def _reverse_movements(stamp: Stamp, payment_id: int, reversal_id: int, session_id: int) -> None:
    """What the payment brought leaves the session in which it is undone."""
    sql = (
        "INSERT INTO cash_movement (store_id, till_id, operator_id, session_id, kind, method, amount_cents,"
        " payment_id, created_at) SELECT ?, ?, ?, ?, 'reversal', method, -amount_cents, ?, ?"
        " FROM cash_movement WHERE payment_id = ?"
    )
    place = (stamp.store_id, stamp.till_id, stamp.operator_id, session_id)
    run(stamp.database, sql, (*place, reversal_id, stamp.instant, payment_id))


def _reverse_entries(stamp: Stamp, payment_id: int, reversal_id: int, operation: str, day: date) -> None:
    """The opposite of what the payment's own operation entered."""
    sql = (
        "INSERT INTO ledger_entry (store_id, till_id, operator_id, operation, posted_on, account,"
        " amount_cents, payment_id) SELECT ?, ?, ?, ?, ?, account, -amount_cents, ?"
        " FROM ledger_entry WHERE payment_id = ?"
        "  AND operation = (SELECT p.operation FROM payment AS p WHERE p.id = ?)"
    )
    place = (stamp.store_id, stamp.till_id, stamp.operator_id)
    run(stamp.database, sql, (*place, operation, day, reversal_id, payment_id, payment_id))
