"""What undoing a payment would undo, read before anybody confirms it."""

from dataclasses import dataclass

from peewee import Database

from crediario.db.statements import fetch
from crediario.domain.money import Money
from crediario.domain.tender import Method


@dataclass(frozen=True, slots=True)
class ReversalEffect:
    """What a reversal moves.

    Attributes:
        back: what goes back by each means that is money; change had already left.
        credit_taken: store credit it had kept, which is taken back.
        credit_returned: store credit it had used, which comes back.
        points: points that are taken back.
        limit_raised: by how much it had raised the limit.
        reopened: face value that is open again.
        down_payment: down payments that are open again.
    """

    back: tuple[tuple[Method, Money], ...]
    credit_taken: Money
    credit_returned: Money
    points: int
    limit_raised: Money
    reopened: Money
    down_payment: Money = Money.ZERO


_BACK = (
    "SELECT method, SUM(amount_cents) FROM cash_movement WHERE payment_id = ? GROUP BY method ORDER BY method"
)
_CREDIT = (
    "SELECT COALESCE(SUM(CASE WHEN amount_cents > 0 THEN amount_cents END), 0),"
    " COALESCE(-SUM(CASE WHEN amount_cents < 0 THEN amount_cents END), 0)"
    " FROM store_credit_entry WHERE payment_id = ?"
)
_REST = (
    "SELECT COALESCE((SELECT SUM(e.points) FROM point_entry AS e WHERE e.kind = 'earned'"
    "  AND e.installment_id IN (SELECT a.installment_id FROM allocation AS a WHERE a.payment_id = p.id)"
    "  AND NOT EXISTS (SELECT 1 FROM point_entry AS t WHERE t.reverses_id = e.id)), 0),"
    " COALESCE((SELECT SUM(l.after_cents - l.before_cents) FROM limit_entry AS l"
    "  WHERE l.payment_id = p.id AND l.kind = 'raised'), 0),"
    " COALESCE((SELECT SUM(a.principal_cents + a.discount_cents) FROM allocation AS a"
    "  WHERE a.payment_id = p.id AND a.installment_id IS NOT NULL), 0),"
    " COALESCE((SELECT SUM(a.principal_cents) FROM allocation AS a"
    "  WHERE a.payment_id = p.id AND +a.installment_id IS NULL), 0) FROM payment AS p WHERE p.id = ?"
)


def effect_of(database: Database, payment_id: int) -> ReversalEffect:
    """What undoing this payment would move."""
    moved = fetch(database, _BACK, (payment_id,))
    ((taken, given),) = fetch(database, _CREDIT, (payment_id,))
    ((points, raised, reopened, down_payment),) = fetch(database, _REST, (payment_id,))
    return ReversalEffect(
        back=tuple((Method(name), Money(int(cents))) for name, cents in moved if cents),
        credit_taken=Money(int(taken)),
        credit_returned=Money(int(given)),
        points=int(points),
        limit_raised=Money(int(raised)),
        reopened=Money(int(reopened)),
        down_payment=Money(int(down_payment)),
    )
