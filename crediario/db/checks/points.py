"""What I8 asks of points: earned once with what was paid in time, taken back with its reversal.

Every query selects a label for each row that breaks the rule, as ``invariants`` wants them.
"""

from crediario.db.checks.allocations import LIVE

#: Points that stand: earned and not taken back.
_EARNED = "e.kind = 'earned' AND NOT EXISTS (SELECT 1 FROM point_entry AS t WHERE t.reverses_id = e.id)"

TOTALS = (
    f"SELECT (SELECT COUNT(*) FROM point_entry), SUM(e.points) * 100 FROM point_entry AS e WHERE {_EARNED}"
)
_BALANCES = (
    "SELECT 'points of customer ' || customer_id AS label FROM point_entry GROUP BY customer_id"
    " HAVING SUM(points) < 0"
)
_LABEL = "SELECT 'points ' || e.id AS label FROM point_entry AS e"
_PLACE = " JOIN payment AS p ON p.id = e.payment_id JOIN installment AS i ON i.id = e.installment_id"
_OWNERS = (
    f"{_LABEL}{_PLACE} WHERE p.customer_id <> e.customer_id OR i.customer_id <> e.customer_id"
    " OR (e.kind <> 'returned' AND (e.entered_on <> p.paid_on"
    " OR (e.kind = 'earned') <> (p.reverses_id IS NULL)))"
    " OR (e.kind = 'earned' AND NOT EXISTS (SELECT 1 FROM allocation AS a"
    " WHERE a.payment_id = p.id AND a.installment_id = e.installment_id))"
)
_STANDING = (
    f"{_LABEL} JOIN installment AS i ON i.id = e.installment_id JOIN sale AS s ON s.id = i.sale_id"
    " LEFT JOIN (SELECT a.installment_id, MAX(a.payment_id) AS closing,"
    " SUM(CASE WHEN a.days_late = 0 THEN a.principal_cents ELSE 0 END) AS timely FROM allocation AS a"
    f" WHERE {LIVE} AND a.origin = 'payment' GROUP BY a.installment_id) AS c ON c.installment_id = i.id"
    # Of a sale brought in, its day may become better known after it earned.
    f" WHERE {_EARNED} AND (i.open_cents > 0 OR c.closing IS NULL"
    " OR (i.due_date <= s.sold_on AND s.import_id IS NULL)"
    " OR c.closing <> e.payment_id OR e.points * 100 > c.timely OR (e.points + 1) * 100 <= c.timely)"
)
_TWICE = (
    "SELECT 'points of installment ' || e.installment_id AS label FROM point_entry AS e"
    f" WHERE {_EARNED} GROUP BY e.installment_id HAVING COUNT(*) > 1"
)
_TAKEN = (
    f"{_LABEL} LEFT JOIN point_entry AS o ON o.id = e.reverses_id WHERE e.kind = 'taken_back' AND"
    " (o.id IS NULL OR o.kind <> 'earned' OR e.points <> -o.points OR e.customer_id <> o.customer_id"
    " OR e.installment_id <> o.installment_id OR e.payment_id < o.payment_id)"
)

BROKEN = (_BALANCES, _OWNERS, _STANDING, _TWICE, _TAKEN)
