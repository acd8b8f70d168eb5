"""What I10 asks of the drawers, and what the ledger says of them, counted anew from the sessions.

Every query selects a label for each row that breaks the rule, as ``invariants`` wants them. The SQL shares
nothing with ``cash_desk`` and ``cash_postings``, which it watches.
"""

TOTALS = (
    "SELECT (SELECT COUNT(*) FROM cash_session) + (SELECT COUNT(*) FROM cash_movement),"
    " (SELECT SUM(amount_cents) FROM cash_movement WHERE method = 'cash')"
)

#: What each session came to by each means of payment; its float is cash.
_MOVED = (
    "SELECT t.session_id, t.method, SUM(t.cents) AS cents FROM (SELECT session_id, method,"
    " amount_cents AS cents FROM cash_movement UNION ALL SELECT id, 'cash', float_cents FROM cash_session)"
    " AS t GROUP BY t.session_id, t.method"
)

_EXPECTED = (
    "SELECT 'closing ' || c.number AS label FROM cash_closing AS c LEFT JOIN (SELECT session_id, cents FROM"
    f" ({_MOVED}) AS m WHERE m.method = 'cash') AS d ON d.session_id = c.session_id"
    " WHERE c.expected_cents <> COALESCE(d.cents, 0)"
)

#: Each means that moved has its line, with what it came to; a line without movements expects nothing.
_MEANS = (
    "SELECT 'closing ' || c.number AS label FROM cash_closing AS c"
    f" JOIN ({_MOVED}) AS m ON m.session_id = c.session_id"
    " LEFT JOIN (SELECT closing_id, method, expected_cents FROM cash_count WHERE denomination_cents IS NULL)"
    " AS n ON n.closing_id = c.id AND n.method = m.method WHERE n.expected_cents IS DISTINCT FROM m.cents"
    " UNION ALL SELECT 'closing ' || c.number FROM cash_count AS n JOIN cash_closing AS c"
    f" ON c.id = n.closing_id LEFT JOIN ({_MOVED}) AS m ON m.session_id = c.session_id"
    " AND m.method = n.method WHERE n.denomination_cents IS NULL AND m.method IS NULL"
    " AND n.expected_cents <> 0"
)

_COUNTED = (
    "SELECT 'closing ' || c.number AS label FROM cash_closing AS c LEFT JOIN (SELECT closing_id,"
    " SUM(CASE WHEN denomination_cents IS NULL AND method = 'cash' THEN counted_cents ELSE 0 END) AS drawer,"
    " SUM(CASE WHEN denomination_cents IS NOT NULL THEN counted_cents ELSE 0 END) AS pieces"
    " FROM cash_count GROUP BY closing_id) AS n ON n.closing_id = c.id"
    " WHERE c.counted_cents <> COALESCE(n.drawer, -1) OR c.counted_cents <> COALESCE(n.pieces, -1)"
)

_AFTER_CLOSING = (
    "SELECT 'movement ' || m.id AS label FROM cash_movement AS m JOIN cash_session AS s"
    " ON s.id = m.session_id"
    " WHERE m.created_at > s.closed_at"
)

_OPEN_TWICE = (
    "SELECT 'till ' || t.number AS label FROM cash_session AS s JOIN till AS t ON t.id = s.till_id"
    " WHERE s.closed_at IS NULL GROUP BY t.id, t.number HAVING COUNT(*) > 1"
)

_ELSEWHERE = (
    "SELECT 'movement ' || m.id AS label FROM cash_movement AS m LEFT JOIN cash_session AS s"
    " ON s.id = m.session_id LEFT JOIN payment AS p ON p.id = m.payment_id"
    " WHERE s.id IS NULL OR s.till_id <> m.till_id OR s.store_id <> m.store_id"
    " OR p.session_id <> m.session_id"
    " UNION ALL SELECT 'closing ' || c.number FROM cash_closing AS c JOIN cash_session AS s"
    " ON s.id = c.session_id WHERE s.closed_at IS NULL OR s.till_id <> c.till_id OR s.store_id <> c.store_id"
)

#: Sessions of before opened by themselves and were never counted; they name no operation.
_NEVER_COUNTED = (
    "SELECT 'session ' || s.id AS label FROM cash_session AS s WHERE s.closed_at IS NOT NULL"
    " AND s.operation IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cash_closing AS c WHERE c.session_id = s.id)"
)

_CORRECTIONS = (
    "SELECT 'movement ' || m.id AS label FROM cash_movement AS m LEFT JOIN cash_closing AS c"
    " ON c.session_id = m.corrects_id WHERE m.kind = 'correction' AND (c.id IS NULL"
    " OR c.created_at > m.created_at OR m.corrects_id = m.session_id OR m.method <> 'cash')"
)

_RELEASED = (
    "SELECT 'closing ' || c.number AS label FROM cash_closing AS c JOIN release AS r ON r.id = c.release_id"
    " WHERE r.permission <> 'release_cash_difference' OR r.used_by IS DISTINCT FROM c.operation"
    " OR c.note IS NULL"
)

#: What was asked once was done once.
_REQUESTS = (
    "SELECT 'operations without effect' AS label FROM (SELECT"
    " (SELECT COUNT(*) FROM operation WHERE use_case = 'open_cash') -"
    " (SELECT COUNT(*) FROM cash_session WHERE operation IS NOT NULL) AS opened,"
    " (SELECT COUNT(*) FROM operation WHERE use_case = 'close_cash') -"
    " (SELECT COUNT(*) FROM cash_closing) AS closed,"
    " (SELECT COUNT(*) FROM operation WHERE use_case IN ('drop_cash','supply_cash','correct_cash')) -"
    " (SELECT COUNT(*) FROM cash_movement WHERE kind IN ('cash_drop','cash_supply','correction')) AS moved)"
    " AS d WHERE d.opened <> 0 OR d.closed <> 0 OR d.moved <> 0"
)

BROKEN = (
    _EXPECTED,
    _MEANS,
    _COUNTED,
    _AFTER_CLOSING,
    _OPEN_TWICE,
    _ELSEWHERE,
    _NEVER_COUNTED,
    _CORRECTIONS,
    _RELEASED,
    _REQUESTS,
)

#: What the ledger's accounts of drawer and safe must come to.
DOCUMENTS = (
    (
        "cash",
        "SELECT COALESCE((SELECT SUM(amount_cents) FROM cash_movement WHERE method = 'cash'), 0)"
        " + COALESCE((SELECT SUM(float_cents) FROM cash_session), 0)"
        " - COALESCE((SELECT SUM(expected_cents) FROM cash_closing), 0)",
    ),
    (
        "safe",
        "SELECT COALESCE((SELECT SUM(counted_cents) FROM cash_closing), 0)"
        " - COALESCE((SELECT SUM(float_cents) FROM cash_session), 0) - COALESCE((SELECT SUM(amount_cents)"
        " FROM cash_movement WHERE kind IN ('cash_drop','cash_supply')), 0)",
    ),
    (
        "cash_difference",
        "SELECT -COALESCE((SELECT SUM(difference_cents) FROM cash_closing), 0) - COALESCE((SELECT"
        " SUM(amount_cents) FROM cash_movement WHERE kind = 'correction'), 0)",
    ),
)
