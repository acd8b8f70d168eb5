"""What I14 asks of releases: given by somebody else who may, for one order, used once and in time."""

#: Releases, and the money they let through.
TOTALS = (
    "SELECT (SELECT COUNT(*) FROM release), (SELECT COALESCE(SUM(added_cents), 0) FROM credit_decision"
    " WHERE release_id IS NOT NULL)"
)
_LABEL = "SELECT 'release ' || r.id AS label FROM release AS r"
#: Who asks does not say yes, unless alone. A release of before version 3 does not tell.
_OWN = f"{_LABEL} WHERE r.alone IS NOT NULL AND (r.alone = 1) <> (r.approver_id = r.operator_id)"
#: Every yes went through the use case that proves digits and permission, at that very instant.
_UNPROVEN = (
    f"{_LABEL} WHERE NOT EXISTS (SELECT 1 FROM audit AS a WHERE a.happened_at = r.granted_at"
    " AND ((a.use_case = 'release' AND a.operator_id = r.operator_id)"
    " OR (a.use_case = 'answer_release' AND a.operator_id = r.approver_id)))"
)
#: Used by an order that was registered, between its yes and its end, by whom it was given to.
_USE = (
    f"{_LABEL} LEFT JOIN operation AS o ON o.id = r.used_by WHERE r.used_by IS NOT NULL"
    " AND (o.id IS NULL OR o.created_at < r.granted_at OR o.created_at > r.expires_at"
    " OR o.operator_id <> r.operator_id)"
)
#: The order it names is the one that names it.
_UNBOUND = (
    f"{_LABEL} WHERE r.used_by IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM sale AS s WHERE s.release_id = r.id AND s.operation = r.used_by)"
    " AND NOT EXISTS (SELECT 1 FROM agreement AS g WHERE g.release_id = r.id AND g.operation = r.used_by)"
    " AND NOT EXISTS (SELECT 1 FROM credit_decision AS d JOIN sale AS s ON s.id = d.sale_id"
    " WHERE d.release_id = r.id AND s.operation = r.used_by)"
    " AND NOT EXISTS (SELECT 1 FROM payment AS p WHERE p.release_id = r.id AND p.operation = r.used_by)"
    " AND NOT EXISTS (SELECT 1 FROM cash_closing AS c WHERE c.release_id = r.id AND c.operation = r.used_by)"
)
#: A sale that says it was released was, for its rate and for its light.
_SALES = (
    "SELECT 'contract ' || s.number AS label FROM sale AS s JOIN release AS r ON r.id = s.release_id"
    " WHERE r.used_by IS DISTINCT FROM s.operation"
    " OR r.permission NOT IN ('release_rate','release_rate_and_credit')"
    " UNION ALL SELECT 'contract ' || s.number FROM credit_decision AS d JOIN sale AS s ON s.id = d.sale_id"
    " JOIN release AS r ON r.id = d.release_id WHERE r.used_by IS DISTINCT FROM s.operation"
    " OR r.permission NOT IN ('release_credit','release_any_credit','release_rate_and_credit')"
)
#: A receipt that says it was released was: for the charges it forgives, or a Pix without its code; a reversal
#: because who made it may not undo payments alone.
_RECEIPTS = (
    "SELECT 'receipt ' || p.number AS label FROM payment AS p JOIN release AS r ON r.id = p.release_id"
    " WHERE r.used_by IS DISTINCT FROM p.operation"
    " OR (p.reverses_id IS NULL"
    " AND r.permission NOT IN ('release_waiver','release_large_waiver','release_pix'))"
    " OR (p.reverses_id IS NOT NULL AND r.permission <> 'release_reversal')"
)
#: A yes at a distance is the release of what was asked, by who answered, in time.
_REQUESTS = (
    "SELECT 'request ' || q.id AS label FROM release_request AS q LEFT JOIN release AS r"
    " ON r.id = q.release_id WHERE (q.status = 'granted') <> (q.release_id IS NOT NULL)"
    " OR (q.status IN ('granted','refused') AND (q.answered_by_id IS NULL OR q.answered_at > q.expires_at))"
    " OR (r.id IS NOT NULL AND (r.approver_id <> q.answered_by_id OR r.operator_id <> q.operator_id"
    " OR r.subject_hash <> q.subject_hash OR r.permission <> q.permission))"
)

BROKEN = (_OWN, _UNPROVEN, _USE, _UNBOUND, _SALES, _RECEIPTS, _REQUESTS)
