"""What I7 asks of standing: each customer's columns and each band's totals, counted anew from what is owed.

Every query selects a label for each row that breaks the rule, as ``invariants`` wants them. The SQL shares
nothing with ``standing``, which it watches.
"""

#: Before its first roll a shop has nothing to compare.
_COUNTED = "EXISTS (SELECT 1 FROM day_roll)"

TOTALS = f"SELECT COUNT(*), SUM(open_cents) FROM customer WHERE {_COUNTED}"

#: Down payments whose receipts were all reversed, less what came back of their sales: due on the day of the
#: sale.
_DOWN_PAYMENTS = (
    "SELECT s.customer_id, s.store_id, s.sold_on AS due_date,"
    " s.down_payment_cents - COALESCE(t.settled, 0) AS open_cents"
    " FROM allocation AS a JOIN sale AS s ON s.id = a.sale_id"
    " LEFT JOIN (SELECT b.sale_id, SUM(l.settled_cents) AS settled FROM sale_return AS b"
    " JOIN sale_return_line AS l ON l.sale_return_id = b.id AND l.installment_id IS NULL"
    " GROUP BY b.sale_id) AS t ON t.sale_id = s.id WHERE a.installment_id IS NULL"
    " GROUP BY s.id, s.customer_id, s.store_id, s.sold_on, s.down_payment_cents, t.settled"
    " HAVING SUM(a.amount_cents) = 0 AND s.down_payment_cents > COALESCE(t.settled, 0)"
)

#: What each customer's open installments and down payments come to, by the edges of their stores.
_OWED = (
    "SELECT i.customer_id, SUM(i.open_cents) AS open_cents,"
    " SUM(CASE WHEN i.due_date <= r.overdue_until THEN i.open_cents ELSE 0 END) AS overdue_cents,"
    " SUM(CASE WHEN i.due_date <= r.overdue_until THEN 1 ELSE 0 END) AS overdue_count,"
    " MIN(CASE WHEN i.due_date <= r.overdue_until THEN i.due_date END) AS late_since,"
    " MIN(i.due_date) AS open_since, MAX(CASE WHEN i.due_date > r.overdue_until THEN 0"
    " WHEN i.due_date > r.second_band THEN 1 WHEN i.due_date > r.third_band THEN 2"
    " WHEN i.due_date > r.fourth_band THEN 3 WHEN i.due_date > r.fifth_band THEN 4"
    " WHEN r.store_id IS NOT NULL THEN 5 ELSE 0 END) AS bucket"
    " FROM (SELECT customer_id, store_id, due_date, open_cents FROM installment WHERE open_cents > 0"
    f" UNION ALL {_DOWN_PAYMENTS}) AS i LEFT JOIN day_roll AS r ON r.store_id = i.store_id"
    " GROUP BY i.customer_id"
)

_CUSTOMERS = (
    f"SELECT 'customer ' || c.id AS label FROM customer AS c LEFT JOIN ({_OWED}) AS o"
    f" ON o.customer_id = c.id WHERE {_COUNTED} AND (c.open_cents <> COALESCE(o.open_cents, 0)"
    " OR c.overdue_cents <> COALESCE(o.overdue_cents, 0)"
    " OR c.overdue_count <> COALESCE(o.overdue_count, 0)"
    " OR c.oldest_due IS DISTINCT FROM COALESCE(o.late_since, o.open_since)"
    " OR c.bucket <> COALESCE(o.bucket, 0))"
)

_BANDS = (
    "SELECT 'band ' || COALESCE(t.bucket, o.bucket) AS label FROM portfolio_total AS t FULL JOIN"
    " (SELECT bucket, customer_id % 16 AS shard, COUNT(*) AS customers, SUM(overdue_cents) AS overdue_cents,"
    f" SUM(open_cents) AS open_cents FROM ({_OWED}) AS each_one GROUP BY 1, 2) AS o"
    " ON o.bucket = t.bucket AND o.shard = t.shard"
    f" WHERE {_COUNTED} AND (COALESCE(t.customers, 0) <> COALESCE(o.customers, 0)"
    " OR COALESCE(t.overdue_cents, 0) <> COALESCE(o.overdue_cents, 0)"
    " OR COALESCE(t.open_cents, 0) <> COALESCE(o.open_cents, 0))"
)

BROKEN = (_CUSTOMERS, _BANDS)
