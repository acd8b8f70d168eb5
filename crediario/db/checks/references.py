"""What I15 asks of references: nothing points to what is not there, or is another's."""

from peewee import Database, SqliteDatabase

from crediario.db.statements import fetch

TOTALS = "SELECT (SELECT COUNT(*) FROM installment) + (SELECT COUNT(*) FROM allocation), 0"
_INSTALLMENTS = (
    "SELECT 'contract ' || s.number || ' installment ' || i.number AS label FROM installment AS i"
    " JOIN sale AS s ON s.id = i.sale_id"
    " WHERE i.customer_id <> s.customer_id OR i.store_id <> s.store_id OR i.due_date < s.sold_on"
)
_ALLOCATIONS = (
    "SELECT p.series || ' ' || p.number AS label FROM allocation AS a"
    " JOIN payment AS p ON p.id = a.payment_id JOIN sale AS s ON s.id = a.sale_id"
    " LEFT JOIN installment AS i ON i.id = a.installment_id"
    " WHERE i.sale_id <> a.sale_id OR p.customer_id <> s.customer_id"
    " OR a.paid_on <> COALESCE(p.valued_on, p.paid_on) OR a.paid_on < s.sold_on"
    " OR p.valued_on > p.paid_on"
)
_SESSIONS = (
    "SELECT p.series || ' ' || p.number AS label FROM payment AS p JOIN cash_session AS c"
    " ON c.id = p.session_id WHERE c.till_id <> p.till_id OR c.opened_on > p.paid_on"
)
_LOOSE = [
    f"SELECT '{table} ' || t.id AS label FROM {table} AS t LEFT JOIN {target} AS o ON o.id = t.{column}"
    f" WHERE t.{column} IS NOT NULL AND o.id IS NULL{only}"
    for table, column, target, only in (
        ("cash_movement", "payment_id", "payment", ""),
        ("ledger_entry", "payment_id", "payment", ""),
        ("ledger_entry", "sale_id", "sale", ""),
        ("document", "subject_id", "sale", " AND t.kind IN ('carne','contract','promissory_note')"),
        ("document", "subject_id", "sale_return", " AND t.kind = 'sale_return'"),
        ("document", "subject_id", "cash_closing", " AND t.kind = 'cash_sheet'"),
        ("document", "subject_id", "payment", " AND t.kind = 'receipt'"),
        ("document", "subject_id", "agreement", " AND t.kind = 'agreement'"),
    )
]
_WITHOUT_MONEY = (
    "SELECT 'contract ' || s.number || ' installment ' || i.number AS label FROM allocation AS a"
    " JOIN installment AS i ON i.id = a.installment_id JOIN sale AS s ON s.id = i.sale_id"
    " WHERE a.payment_id IS NULL AND (i.sale_id <> a.sale_id OR a.paid_on < s.sold_on)"
)

BROKEN = (_INSTALLMENTS, _ALLOCATIONS, _WITHOUT_MONEY, _SESSIONS, *_LOOSE)


def orphans(database: Database) -> list[str]:
    """Rows whose foreign key leads nowhere; a server never lets one in."""
    if not isinstance(database, SqliteDatabase):
        return []
    return [f"{table} {row}" for table, row, *_ in fetch(database, "PRAGMA foreign_key_check")]
