"""What I4 asks of allocations: each splits into its parts, and all settle what installments say.

Every query selects a label for each row that breaks the rule, as ``invariants`` wants them.
"""

#: Allocations that stand: neither a reversal nor reversed.
LIVE = "a.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM allocation AS r WHERE r.reverses_id = a.id)"

TOTALS = f"SELECT COUNT(*), SUM(a.amount_cents) FROM allocation AS a WHERE {LIVE}"
_SPLIT = (
    "SELECT 'allocation ' || id AS label FROM allocation WHERE amount_cents <> principal_cents +"
    " fine_cents + interest_cents OR (reverses_id IS NULL AND amount_cents <= 0 AND origin = 'payment')"
)
#: What installments say was settled is what allocations settled.
_SETTLED = (
    "SELECT 'all installments' AS label FROM (SELECT (SELECT SUM(amount_cents - open_cents) FROM"
    " installment) AS owed, (SELECT SUM(a.principal_cents + a.discount_cents) FROM allocation AS a WHERE"
    f" a.installment_id IS NOT NULL AND {LIVE}) AS paid) AS sums"
    " WHERE COALESCE(sums.owed, 0) <> COALESCE(sums.paid, 0)"
)
#: A down payment is allocated once, whole, less what came back while its receipt was reversed.
_DOWN_PAYMENTS = (
    "SELECT 'contract ' || s.number AS label FROM allocation AS a JOIN sale AS s ON s.id = a.sale_id"
    " LEFT JOIN (SELECT b.sale_id, SUM(l.settled_cents) AS settled FROM sale_return AS b"
    " JOIN sale_return_line AS l ON l.sale_return_id = b.id AND l.installment_id IS NULL"
    " GROUP BY b.sale_id) AS t ON t.sale_id = s.id"
    " WHERE a.installment_id IS NULL GROUP BY s.id, s.number, s.down_payment_cents, t.settled"
    " HAVING SUM(a.amount_cents) NOT IN (0, s.down_payment_cents - COALESCE(t.settled, 0))"
)

BROKEN = (_SPLIT, _SETTLED, _DOWN_PAYMENTS)
