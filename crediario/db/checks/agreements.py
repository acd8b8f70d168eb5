"""What I6 asks of agreements: each is proved against the allocations it closed by and against its contract.

Every query selects a label for each row that breaks the rule, as ``invariants`` wants them.
"""

TOTALS = "SELECT COUNT(*), SUM(total_cents) FROM agreement"

_AGREEMENT = "SELECT 'agreement ' || g.number AS label FROM agreement AS g"

#: What its allocations carried, discounted and waived is what the agreement says, part by part.
_SUMS = (
    f"{_AGREEMENT} LEFT JOIN (SELECT agreement_id, SUM(amount_cents) AS total,"
    " SUM(principal_cents + discount_cents) AS face, SUM(discount_cents) AS discount,"
    " SUM(fine_cents) AS fine, SUM(interest_cents) AS interest, SUM(waived_fine_cents) AS waived_fine,"
    " SUM(waived_interest_cents) AS waived_interest FROM allocation WHERE agreement_id IS NOT NULL"
    " GROUP BY agreement_id) AS a ON a.agreement_id = g.id"
    " WHERE a.agreement_id IS NULL OR a.total <> g.total_cents OR a.face <> g.open_cents"
    " OR a.discount <> g.early_discount_cents + g.discount_cents"
    " OR a.fine + a.waived_fine <> g.fine_cents OR a.waived_fine <> g.waived_fine_cents"
    " OR a.interest + a.waived_interest <> g.interest_cents OR a.waived_interest <> g.waived_interest_cents"
    " OR g.total_cents <> g.open_cents + g.fine_cents + g.interest_cents - g.waived_fine_cents"
    " - g.waived_interest_cents - g.early_discount_cents - g.discount_cents"
)

#: Each offer gives what it may: the interest always; fine, and up to a quarter, only when paid at once.
_OFFERS = (
    f"{_AGREEMENT} LEFT JOIN release AS r ON r.id = g.release_id"
    " WHERE g.waived_interest_cents <> g.interest_cents"
    " OR g.waived_fine_cents <> CASE WHEN g.offer = 'cash' THEN g.fine_cents ELSE 0 END"
    " OR (g.offer <> 'cash' AND g.discount_cents <> 0)"
    " OR g.discount_cents * 4 > g.open_cents - g.early_discount_cents"
    " OR (g.release_id IS NOT NULL AND r.used_by IS DISTINCT FROM g.operation)"
)

#: One contract, the same customer's, of the same day, which asks the total without interest.
_CONTRACTS = (
    f"{_AGREEMENT} LEFT JOIN sale AS s ON s.agreement_id = g.id"
    " LEFT JOIN (SELECT sale_id, COUNT(*) AS pieces, SUM(amount_cents) AS total,"
    " MIN(COALESCE(original_due, due_date)) AS first_due FROM installment GROUP BY sale_id) AS i"
    " ON i.sale_id = s.id"
    " LEFT JOIN (SELECT agreement_id, COUNT(*) AS pieces FROM allocation WHERE agreement_id IS NOT NULL"
    " GROUP BY agreement_id) AS a ON a.agreement_id = g.id"
    " WHERE s.id IS NULL OR s.customer_id <> g.customer_id OR s.sold_on <> g.signed_on"
    " OR s.operation <> g.operation OR s.price_cents <> g.total_cents OR s.interest_cents <> 0"
    " OR COALESCE(i.total, 0) + s.down_payment_cents <> g.total_cents"
    " OR (g.offer = 'cash' AND (i.pieces <> 1 OR i.first_due <> g.signed_on OR s.down_payment_cents <> 0))"
    " OR (g.offer <> 'cash' AND i.first_due <= g.signed_on)"
    " OR (g.offer = 'extension' AND (i.pieces <> a.pieces OR s.down_payment_cents <> g.fine_cents))"
)

#: What says it was replaced is closed, whole, by an allocation of that agreement, and the customer's own.
_REPLACED = (
    "SELECT 'contract ' || s.number || ' installment ' || i.number AS label FROM installment AS i"
    " JOIN sale AS s ON s.id = i.sale_id LEFT JOIN agreement AS g ON g.id = i.replaced_by"
    " LEFT JOIN (SELECT installment_id, agreement_id, COUNT(*) AS pieces, MAX(id) AS last FROM allocation"
    " WHERE agreement_id IS NOT NULL GROUP BY installment_id, agreement_id) AS a"
    " ON a.installment_id = i.id AND a.agreement_id = i.replaced_by"
    " WHERE i.replaced_by IS NOT NULL AND (g.id IS NULL OR i.open_cents <> 0"
    " OR i.customer_id <> g.customer_id OR COALESCE(a.pieces, 0) <> 1"
    " OR EXISTS (SELECT 1 FROM allocation AS l WHERE l.installment_id = i.id AND l.id > a.last))"
)

#: What an agreement closed says so, and no other agreement closed it too.
_CLOSING = (
    "SELECT 'agreement ' || g.number AS label FROM allocation AS a"
    " JOIN agreement AS g ON g.id = a.agreement_id"
    " JOIN installment AS i ON i.id = a.installment_id WHERE a.agreement_id IS NOT NULL"
    " AND (i.replaced_by IS DISTINCT FROM a.agreement_id OR a.paid_on <> g.signed_on"
    " OR a.reverses_id IS NOT NULL)"
)

BROKEN = (_SUMS, _OFFERS, _CONTRACTS, _REPLACED, _CLOSING)
