"""What I1 asks of sales: price, down payment and installments add up to the centavo.

Every query selects a label for each row that breaks the rule, as ``invariants`` wants them.
"""

TOTALS = (
    "SELECT (SELECT COUNT(*) FROM sale WHERE reverses_id IS NULL), (SELECT SUM(amount_cents) FROM"
    " installment)"
)
_SUMS = (
    "SELECT 'contract ' || s.number AS label FROM sale AS s LEFT JOIN (SELECT sale_id,"
    " COUNT(*) AS pieces, SUM(amount_cents) AS total, SUM(principal_cents) AS principal"
    " FROM installment GROUP BY sale_id) AS i ON i.sale_id = s.id WHERE s.reverses_id IS NULL AND"
    " (s.price_cents <> s.financed_cents + s.down_payment_cents"
    " OR COALESCE(i.pieces, 0) > s.installment_count"
    " OR (COALESCE(i.pieces, 0) < s.installment_count AND s.import_id IS NULL)"
    " OR COALESCE(i.total, 0) <> s.financed_cents + s.interest_cents"
    " OR COALESCE(i.principal, 0) <> s.financed_cents)"
)

BROKEN = (_SUMS,)
