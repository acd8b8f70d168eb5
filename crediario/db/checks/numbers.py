"""What I9 asks of numbers: each series of a store runs from 1 without gap, in the order of writing.

Every query selects a label for each row that breaks the rule, as ``invariants`` wants them.
"""

#: Every number given, by store and series.
_GIVEN = (
    "SELECT store_id, series, COUNT(*) AS pieces, MIN(number) AS lowest, MAX(number) AS highest FROM payment"
    " GROUP BY store_id, series UNION ALL SELECT store_id, 'contract', COUNT(*), MIN(number), MAX(number)"
    " FROM sale GROUP BY store_id UNION ALL SELECT store_id, 'agreement', COUNT(*), MIN(number), MAX(number)"
    " FROM agreement GROUP BY store_id UNION ALL SELECT store_id, 'closing', COUNT(*), MIN(number),"
    " MAX(number) FROM cash_closing GROUP BY store_id UNION ALL SELECT store_id, 'return', COUNT(*),"
    " MIN(number), MAX(number) FROM sale_return GROUP BY store_id"
)

TOTALS = "SELECT (SELECT COUNT(*) FROM payment) + (SELECT COUNT(*) FROM sale), 0"
_SERIES = (
    "SELECT 'series ' || n.series AS label FROM number_series AS n"
    f" LEFT JOIN ({_GIVEN}) AS g ON g.store_id = n.store_id AND g.series = n.series"
    " WHERE COALESCE(g.pieces, 0) <> n.last_number"
    " OR (g.pieces > 0 AND (g.lowest <> 1 OR g.highest <> n.last_number))"
)
_UNCOUNTED = (
    f"SELECT 'series ' || g.series AS label FROM ({_GIVEN}) AS g LEFT JOIN number_series AS n"
    " ON n.store_id = g.store_id AND n.series = g.series WHERE n.series IS NULL"
)
#: Numbers rise with the rows: the order of writing, not of the clock, which may be set back.
_RECEIPTS = (
    "SELECT o.series || ' ' || o.number AS label FROM"
    " (SELECT series, number, id, LAG(id) OVER (PARTITION BY store_id, series ORDER BY number) AS earlier"
    " FROM payment) AS o WHERE o.earlier > o.id"
)
_CONTRACTS = (
    "SELECT 'contract ' || o.number AS label FROM"
    " (SELECT number, id, LAG(id) OVER (PARTITION BY store_id ORDER BY number) AS earlier FROM sale) AS o"
    " WHERE o.earlier > o.id"
)

BROKEN = (_SERIES, _UNCOUNTED, _RECEIPTS, _CONTRACTS)
