"""What I2 asks of bank statements: what was decided of a line is a payment by Pix of just that value.

Every query selects a label for each row that breaks the rule, as ``invariants`` wants them.
"""

_LINE = (
    "SELECT 'bank line ' || l.id AS label FROM bank_decision AS d JOIN bank_line AS l ON l.id = d.line_id"
    " JOIN payment AS p ON p.id = d.payment_id"
)

#: One Pix of the line's amount, in the line's store, and no reversal.
_PAID = (
    f"{_LINE} LEFT JOIN (SELECT payment_id, COUNT(*) AS pieces, SUM(amount_cents) AS total FROM tender"
    " WHERE method = 'pix' GROUP BY payment_id) AS t ON t.payment_id = p.id"
    " WHERE COALESCE(t.pieces, 0) <> 1 OR t.total <> l.amount_cents OR p.reverses_id IS NOT NULL"
    " OR p.store_id <> l.store_id OR d.store_id <> l.store_id"
)

#: A payment made of a line is all of its money, by that very decision, and counted no earlier than the line.
_MADE = (
    f"{_LINE} WHERE d.kind IN ('received','credited') AND (p.operation <> d.operation"
    " OR p.amount_cents + p.credited_cents <> l.amount_cents OR p.change_cents <> 0"
    " OR (d.kind = 'credited' AND p.amount_cents <> 0) OR (d.kind = 'received' AND p.amount_cents = 0)"
    " OR COALESCE(p.valued_on, p.paid_on) < l.day)"
)

#: A line belongs to its statement's account and store.
_PLACE = (
    "SELECT 'bank line ' || l.id AS label FROM bank_line AS l JOIN bank_statement AS s"
    " ON s.id = l.statement_id WHERE s.account <> l.account OR s.store_id <> l.store_id"
)

#: A line is decided about once more only after the receipt it was first decided to be was reversed.
_AGAIN = (
    "SELECT 'bank line ' || l.id AS label FROM bank_line AS l WHERE l.identity LIKE '%+' AND NOT EXISTS"
    " (SELECT 1 FROM bank_line AS o JOIN bank_decision AS d ON d.line_id = o.id"
    " JOIN payment AS r ON r.reverses_id = d.payment_id JOIN bank_decision AS a ON a.line_id = l.id"
    " WHERE o.store_id = l.store_id AND o.account = l.account AND o.identity || '+' = l.identity"
    " AND o.statement_id = l.statement_id AND o.day = l.day AND o.amount_cents = l.amount_cents)"
)

BROKEN = (_PAID, _MADE, _PLACE, _AGAIN)
