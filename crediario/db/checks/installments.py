"""What I3 asks of installments: what is open is the amount less what was taken off it.

Every query selects a label for each row that breaks the rule, as ``invariants`` wants them.
"""

TOTALS = "SELECT COUNT(*), SUM(open_cents) FROM installment"
_BALANCES = (
    "SELECT 'contract ' || s.number || ' installment ' || i.number AS label FROM installment AS i"
    " LEFT JOIN (SELECT installment_id, SUM(principal_cents + discount_cents) AS settled FROM allocation"
    " GROUP BY installment_id) AS a ON a.installment_id = i.id JOIN sale AS s ON s.id = i.sale_id"
    " WHERE i.open_cents <> i.amount_cents - COALESCE(a.settled, 0)"
    " OR i.open_cents < 0 OR i.open_cents > i.amount_cents"
)

BROKEN = (_BALANCES,)
