"""What I11 asks of the ledger: each operation balances, each account comes to what its documents say."""

from peewee import Database

from crediario.db.checks import cash, returns
from crediario.db.statements import fetch

TOTALS = "SELECT COUNT(*), SUM(CASE WHEN amount_cents > 0 THEN amount_cents END) FROM ledger_entry"
_OPERATIONS = (
    "SELECT 'operation ' || operation AS label FROM ledger_entry GROUP BY operation"
    " HAVING SUM(amount_cents) <> 0"
)

#: What each account of the ledger must come to, out of the documents themselves.
_DOCUMENTS = (
    ("receivable", "SELECT SUM(open_cents) FROM installment"),
    ("sales", "SELECT -SUM(price_cents) FROM sale WHERE agreement_id IS NULL"),
    (
        "sale_interest",
        "SELECT COALESCE((SELECT SUM(interest_cents) FROM sale_return), 0) - (SELECT SUM(interest_cents)"
        " FROM sale)",
    ),
    (
        "down_payment",
        "SELECT (SELECT SUM(down_payment_cents) FROM sale) - COALESCE((SELECT SUM(amount_cents) FROM"
        " allocation WHERE installment_id IS NULL), 0) - COALESCE((SELECT SUM(settled_cents) FROM"
        " sale_return_line WHERE installment_id IS NULL), 0)",
    ),
    (
        "late_fine",
        "SELECT COALESCE((SELECT SUM(fine_cents) FROM sale_return), 0) - COALESCE((SELECT SUM(fine_cents)"
        " FROM allocation), 0)",
    ),
    (
        "late_interest",
        "SELECT COALESCE((SELECT SUM(late_interest_cents) FROM sale_return), 0) -"
        " COALESCE((SELECT SUM(interest_cents) FROM allocation), 0)",
    ),
    (
        "early_discount",
        "SELECT COALESCE((SELECT SUM(discount_cents) FROM allocation WHERE origin <> 'return'), 0) -"
        " COALESCE((SELECT SUM(discount_cents) FROM agreement), 0) -"
        " COALESCE((SELECT SUM(discount_cents) FROM sale_return), 0)",
    ),
    ("store_credit", "SELECT -SUM(amount_cents) FROM store_credit_entry"),
    ("change_rounding", "SELECT SUM(rounding_cents) FROM payment"),
    ("past_receipts", "SELECT SUM(amount_cents) FROM allocation WHERE origin = 'import'"),
    (
        "agreement",
        "SELECT COALESCE((SELECT SUM(total_cents) FROM agreement), 0) -"
        " COALESCE((SELECT SUM(price_cents) FROM sale WHERE agreement_id IS NOT NULL), 0)",
    ),
    ("agreement_discount", "SELECT SUM(discount_cents) FROM agreement"),
    *cash.DOCUMENTS,
    *returns.DOCUMENTS,
)

BROKEN = (_OPERATIONS,)


def wrong_accounts(database: Database) -> list[str]:
    """Accounts that differ from their documents; those of a means of payment are the sessions' movements."""
    by_account = "SELECT account, SUM(amount_cents) FROM ledger_entry GROUP BY account"
    ledger = {account: int(cents) for account, cents in fetch(database, by_account)}
    documents = {account: int(fetch(database, sql)[0][0] or 0) for account, sql in _DOCUMENTS}
    moved = "SELECT method, SUM(amount_cents) FROM cash_movement WHERE method <> 'cash' GROUP BY method"
    documents |= {method: int(cents) for method, cents in fetch(database, moved)}
    return [name for name in sorted(ledger | documents) if ledger.get(name, 0) != documents.get(name, 0)]
