"""What I13 asks of operations: every posting belongs to one, and none made two of a kind.

Every query selects a label for each row that breaks the rule, as ``invariants`` wants them.
"""

TOTALS = "SELECT COUNT(*), 0 FROM operation"
_POSTINGS = [
    sql
    # One import brings in many sales.
    for table, only in (("sale", " WHERE t.import_id IS NULL"), ("payment", ""))
    for sql in (
        f"SELECT '{table} ' || t.number AS label FROM {table} AS t WHERE NOT EXISTS"
        " (SELECT 1 FROM operation AS o WHERE o.id = t.operation)",
        f"SELECT 'operation ' || operation AS label FROM {table} AS t{only} GROUP BY operation"
        " HAVING COUNT(*) > 1",
    )
]
_COUNTS = (
    "SELECT 'operations without effect' AS label FROM (SELECT"
    " (SELECT COUNT(*) FROM operation WHERE use_case = 'register_sale') -"
    " (SELECT COUNT(*) FROM sale WHERE import_id IS NULL AND agreement_id IS NULL) AS sales,"
    " (SELECT COUNT(*) FROM operation WHERE use_case = 'make_agreement') -"
    " (SELECT COUNT(*) FROM agreement) AS agreements,"
    " (SELECT COUNT(*) FROM operation WHERE use_case = 'receive_payment') +"
    " (SELECT COUNT(*) FROM sale WHERE down_payment_cents > 0 AND agreement_id IS NULL) +"
    " (SELECT COUNT(*) FROM payment AS p JOIN agreement AS g ON g.operation = p.operation) +"
    " (SELECT COUNT(*) FROM bank_decision WHERE kind IN ('received','credited')) -"
    " (SELECT COUNT(*) FROM payment WHERE reverses_id IS NULL) AS receipts,"
    " (SELECT COUNT(*) FROM operation WHERE use_case = 'reverse_payment') -"
    " (SELECT COUNT(*) FROM payment WHERE reverses_id IS NOT NULL) AS reversals) AS d"
    " WHERE d.sales <> 0 OR d.agreements <> 0 OR d.receipts <> 0 OR d.reversals <> 0"
)

BROKEN = (*_POSTINGS, _COUNTS)
