"""What warning signs are read from: one customer's latest payments and purchases, and changed telephones."""

from datetime import date
from typing import Any

from peewee import Database

from crediario.db.receivables import as_date
from crediario.db.statements import fetch
from crediario.domain.credit.score import WINDOW
from crediario.domain.credit.warning_signs import RecentFacts
from crediario.domain.money import Money

_LATE = "SELECT overdue_count, oldest_due FROM customer WHERE id = ?"
#: The last settled ones by due date, as the score counts them.
_DELAYS = (
    "SELECT a.days_late FROM installment AS i JOIN sale AS s ON s.id = i.sale_id"
    " JOIN allocation AS a ON a.id = (SELECT MAX(l.id) FROM allocation AS l WHERE l.installment_id = i.id"
    " AND l.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM allocation AS r WHERE r.reverses_id = l.id))"
    " WHERE i.customer_id = ? AND i.open_cents = 0 AND i.due_date > s.sold_on"
    " AND (a.origin <> 'agreement' OR a.days_late > 0)"
    f" ORDER BY i.due_date DESC, i.id DESC LIMIT {WINDOW}"
)
_PURCHASES = (
    "SELECT price_cents, sold_on FROM sale WHERE customer_id = ? AND agreement_id IS NULL"
    " AND reverses_id IS NULL ORDER BY sold_on, id"
)
_FIRST_UNPAID = (
    "SELECT COUNT(*) FROM (SELECT i.sale_id FROM installment AS i JOIN sale AS s ON s.id = i.sale_id"
    " JOIN day_roll AS r ON r.store_id = i.store_id WHERE i.customer_id = ? AND s.agreement_id IS NULL"
    " GROUP BY i.sale_id, r.overdue_until HAVING MIN(i.due_date) <= r.overdue_until"
    " AND SUM(i.open_cents) = SUM(i.amount_cents)) AS unpaid"
)
_PHONE = "SELECT MAX(changed_on) FROM customer_phone WHERE customer_id = ?"


def recent_facts(database: Database, customer_id: int, today: date) -> RecentFacts:
    """The recent past of a customer; what is late, as of the last roll of the day.

    Raises:
        LookupError: there is no such customer.
    """
    rows = fetch(database, _LATE, (customer_id,))
    if not rows:
        raise LookupError(f"customer {customer_id}")
    late_count, oldest_due = rows[0]
    purchases = fetch(database, _PURCHASES, (customer_id,))
    delays = [int(days) for (days,) in fetch(database, _DELAYS, (customer_id,))]
    return RecentFacts(
        today=today,
        delays=delays[::-1],
        purchases=tuple(Money(price) for price, _ in purchases),
        last_sold_on=as_date(purchases[-1][1]) if purchases else None,
        phone_changed_on=_day(fetch(database, _PHONE, (customer_id,))[0][0]),
        late_count=late_count,
        late_days=(today - as_date(oldest_due)).days if late_count else 0,
        first_unpaid=int(fetch(database, _FIRST_UNPAID, (customer_id,))[0][0]),
    )


def _day(value: Any) -> date | None:
    return as_date(value) if value else None
