"""What the invariants ask of goods that came back and of due dates moved.

Every query selects a label for each row that breaks the rule, as ``invariants`` wants them; nothing is shared
with ``returns`` and ``due_moves``, which they watch.
"""

_RETURN = "SELECT 'return ' || b.number AS label FROM sale_return AS b"
_SUMS = (
    "SELECT sale_return_id, SUM(reduction_cents) AS reduction, SUM(settled_cents) AS settled,"
    " SUM(beyond_cents) AS beyond, SUM(refund_cents) AS money, SUM(fine_cents) AS fine,"
    " SUM(late_interest_cents) AS late FROM sale_return_line GROUP BY sale_return_id"
)

#: A return is the sum of its lines: what asks less is its value and its interest.
_LINES = (
    f"{_RETURN} LEFT JOIN ({_SUMS}) AS l ON l.sale_return_id = b.id WHERE l.sale_return_id IS NULL"
    " OR l.reduction <> b.value_cents + b.interest_cents OR l.settled <> b.settled_cents"
    " OR l.fine <> b.fine_cents OR l.late <> b.late_interest_cents"
    " OR l.money + l.fine + l.late <> b.refund_cents OR l.beyond - l.money <> b.discount_cents"
)
#: What came back is worth what the return says; of a sale from another system items and price may differ.
_VALUES = (
    f"{_RETURN} JOIN sale AS s ON s.id = b.sale_id LEFT JOIN (SELECT x.sale_return_id,"
    " SUM(x.quantity * t.unit_price_cents) AS value FROM sale_return_item AS x"
    " JOIN sale_item AS t ON t.id = x.item_id GROUP BY x.sale_return_id) AS v ON v.sale_return_id = b.id"
    " WHERE s.import_id IS NULL AND COALESCE(v.value, 0) <> b.value_cents"
)
#: No more of an item comes back than was sold, and only of its own sale.
_ITEMS = (
    "SELECT 'returned item ' || t.id AS label FROM sale_return_item AS x"
    " JOIN sale_item AS t ON t.id = x.item_id JOIN sale_return AS b ON b.id = x.sale_return_id"
    " GROUP BY t.id, t.quantity, t.sale_id"
    " HAVING SUM(x.quantity) > t.quantity OR MIN(b.sale_id) <> t.sale_id OR MAX(b.sale_id) <> t.sale_id"
)
#: Cancelled is what came back whole: its last return says so, and nothing of it is open.
_CANCELLED = (
    "SELECT 'contract ' || s.number AS label FROM sale AS s LEFT JOIN (SELECT sale_id,"
    " SUM(value_cents) AS value, MAX(CASE WHEN is_whole = 1 THEN id END) AS whole, MAX(id) AS last,"
    " SUM(is_whole) AS wholes FROM sale_return GROUP BY sale_id) AS b ON b.sale_id = s.id"
    " WHERE s.cancelled_by IS DISTINCT FROM b.whole OR COALESCE(b.value, 0) > s.price_cents"
    " OR (b.whole IS NOT NULL AND (b.value <> s.price_cents OR b.wholes <> 1 OR b.last <> b.whole"
    " OR EXISTS (SELECT 1 FROM installment AS i WHERE i.sale_id = s.id AND i.open_cents > 0)))"
    " OR (b.whole IS NULL AND b.value = s.price_cents)"
)
#: For I1: prices, items and sums.
SUMS = (_LINES, _VALUES, _ITEMS, _CANCELLED)

#: What a line takes off what was open is one allocation without money.
_ALLOCATIONS = (
    "SELECT 'return ' || b.number AS label FROM sale_return AS b JOIN sale_return_line AS l"
    " ON l.sale_return_id = b.id AND l.installment_id IS NOT NULL LEFT JOIN (SELECT sale_return_id,"
    " installment_id, SUM(discount_cents) AS settled, COUNT(*) AS pieces, MIN(sale_id) AS sale_id"
    " FROM allocation WHERE sale_return_id IS NOT NULL GROUP BY sale_return_id, installment_id) AS a"
    " ON a.sale_return_id = b.id AND a.installment_id = l.installment_id"
    " WHERE COALESCE(a.settled, 0) <> l.settled_cents OR COALESCE(a.pieces, 0) > 1 OR a.sale_id <> b.sale_id"
)
#: No installment gives back more than it took, nor asks less than nothing.
_BEYOND = (
    "SELECT 'installment ' || i.id AS label FROM (SELECT installment_id, SUM(reduction_cents) AS reduction,"
    " SUM(refund_cents) AS money, SUM(fine_cents) AS fine, SUM(late_interest_cents) AS late"
    " FROM sale_return_line WHERE installment_id IS NOT NULL GROUP BY installment_id) AS l"
    " JOIN installment AS i ON i.id = l.installment_id LEFT JOIN (SELECT a.installment_id,"
    " SUM(a.principal_cents) AS money, SUM(a.fine_cents) AS fine, SUM(a.interest_cents) AS late"
    " FROM allocation AS a WHERE a.origin <> 'return' GROUP BY a.installment_id) AS p"
    " ON p.installment_id = i.id WHERE l.reduction > i.amount_cents OR l.money > COALESCE(p.money, 0)"
    " OR l.fine > COALESCE(p.fine, 0) OR l.late > COALESCE(p.late, 0)"
    " OR i.open_cents > i.amount_cents - l.reduction"
)
#: For I3: what is open.
BALANCES = (_ALLOCATIONS, _BEYOND)

#: For I5: what is given back went back once, the way it says.
REFUNDS = (
    f"{_RETURN} LEFT JOIN (SELECT sale_return_id, SUM(amount_cents) AS kept FROM store_credit_entry"
    " WHERE sale_return_id IS NOT NULL GROUP BY sale_return_id) AS e ON e.sale_return_id = b.id"
    " LEFT JOIN (SELECT sale_return_id, -SUM(amount_cents) AS handed FROM cash_movement"
    " WHERE sale_return_id IS NOT NULL GROUP BY sale_return_id) AS m ON m.sale_return_id = b.id"
    " WHERE COALESCE(e.kept, 0) <> CASE WHEN b.refund_by = 'store_credit' THEN b.refund_cents ELSE 0 END"
    " OR COALESCE(m.handed, 0) <> CASE WHEN b.refund_by = 'cash' THEN b.refund_cents ELSE 0 END",
)

#: For I8: points that went back with goods were earned by that very installment.
POINTS = (
    "SELECT 'points ' || e.id AS label FROM point_entry AS e LEFT JOIN sale_return AS b"
    " ON b.id = e.sale_return_id LEFT JOIN installment AS i ON i.id = e.installment_id"
    " WHERE (e.kind = 'returned') <> (e.sale_return_id IS NOT NULL) OR (e.kind = 'returned'"
    " AND (b.id IS NULL OR b.sale_id <> i.sale_id OR b.customer_id <> e.customer_id"
    " OR e.entered_on <> b.returned_on))",
    "SELECT 'points of installment ' || installment_id AS label FROM point_entry GROUP BY installment_id"
    " HAVING SUM(points) < 0",
)

#: For I11: what the accounts come to by their documents.
DOCUMENTS = (("sales_returns", "SELECT SUM(value_cents) FROM sale_return"),)

#: For I13: one of each for each operation.
OPERATIONS = tuple(
    f"SELECT '{use_case}' AS label FROM (SELECT (SELECT COUNT(*) FROM operation"
    f" WHERE use_case = '{use_case}') - (SELECT COUNT(*) FROM {rows}) AS more) AS d WHERE d.more <> 0"
    for use_case, rows in (
        ("return_sale", "sale_return"),
        ("move_due_date", "due_move"),
        ("pay_out_credit", "store_credit_entry WHERE kind = 'paid_out'"),
    )
)

#: For I15: a due date moved is what its move says, and only one that was moved was first due elsewhere.
MOVES = (
    "SELECT 'installment ' || i.id AS label FROM installment AS i LEFT JOIN due_move AS m"
    " ON m.installment_id = i.id WHERE i.original_due IS DISTINCT FROM m.from_due"
    " OR (m.id IS NOT NULL AND (i.due_date <> m.to_due OR m.to_due <= m.moved_on"
    " OR i.charges_from IS DISTINCT FROM CASE WHEN m.keeps_charges = 1 THEN m.from_due END))",
    f"{_RETURN} JOIN sale AS s ON s.id = b.sale_id WHERE b.customer_id <> s.customer_id"
    " OR b.returned_on < s.sold_on OR s.agreement_id IS NOT NULL",
)
