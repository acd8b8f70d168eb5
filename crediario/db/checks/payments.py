"""What I2 asks of payments: their allocations and their means come to what was received.

Every query selects a label for each row that breaks the rule, as ``invariants`` wants them.
"""

TOTALS = "SELECT COUNT(*), SUM(amount_cents) FROM payment"
_ALLOCATED = (
    "SELECT p.series || ' ' || p.number AS label FROM payment AS p LEFT JOIN (SELECT payment_id,"
    " SUM(amount_cents) AS total FROM allocation GROUP BY payment_id) AS a ON a.payment_id = p.id"
    " WHERE COALESCE(a.total, 0) <> p.amount_cents"
    " OR p.tendered_cents <> p.amount_cents + p.change_cents + p.credited_cents"
)
_TENDERED = (
    "SELECT p.series || ' ' || p.number AS label FROM payment AS p LEFT JOIN (SELECT payment_id,"
    " SUM(amount_cents) AS total FROM tender GROUP BY payment_id) AS t ON t.payment_id = p.id"
    " WHERE COALESCE(t.total, 0) <> p.tendered_cents"
)

BROKEN = (_ALLOCATED, _TENDERED)
