"""What I5 asks of reversals: each gives back exactly what its payment did.

Every query selects a label for each row that breaks the rule, as ``invariants`` wants them.
"""

TOTALS = "SELECT COUNT(*), -SUM(amount_cents) FROM payment WHERE reverses_id IS NOT NULL"
_PAIR = "SELECT 'reversal ' || r.number AS label FROM payment AS r JOIN payment AS p ON p.id = r.reverses_id"
_ROWS = (
    f"{_PAIR} WHERE r.reverses_id IS NOT NULL AND (r.amount_cents <> -p.amount_cents OR r.id < p.id"
    " OR r.credited_cents <> -p.credited_cents OR r.rounding_cents <> -p.rounding_cents"
    " OR p.reverses_id IS NOT NULL OR r.paid_on < p.paid_on OR r.customer_id <> p.customer_id)"
)
_ALLOCATIONS = (
    "SELECT 'reversal ' || r.number AS label FROM payment AS r WHERE r.reverses_id IS NOT NULL AND"
    " ((SELECT COUNT(*) FROM allocation AS b WHERE b.payment_id = r.id) <>"
    " (SELECT COUNT(*) FROM allocation AS a WHERE a.payment_id = r.reverses_id)"
    " OR (SELECT COUNT(*) FROM allocation AS b WHERE b.payment_id = r.id) <>"
    " (SELECT COUNT(*) FROM allocation AS b JOIN allocation AS a ON a.id = b.reverses_id"
    " WHERE b.payment_id = r.id AND a.payment_id = r.reverses_id AND b.sale_id = a.sale_id"
    " AND b.installment_id IS NOT DISTINCT FROM a.installment_id"
    " AND b.principal_cents = -a.principal_cents AND b.fine_cents = -a.fine_cents"
    " AND b.interest_cents = -a.interest_cents AND b.discount_cents = -a.discount_cents))"
)
_DRAWER = (
    f"{_PAIR} JOIN cash_movement AS m ON m.payment_id IN (r.id, p.id) WHERE r.reverses_id IS NOT NULL"
    " GROUP BY r.id, r.number, m.method HAVING SUM(m.amount_cents) <> 0"
)
_ENTRIES = (
    f"{_PAIR} JOIN ledger_entry AS e ON e.operation IN (r.operation, p.operation)"
    " AND e.payment_id IN (r.id, p.id) WHERE r.reverses_id IS NOT NULL"
    " GROUP BY r.id, r.number, e.account HAVING SUM(e.amount_cents) <> 0"
)

BROKEN = (_ROWS, _ALLOCATIONS, _DRAWER, _ENTRIES)
