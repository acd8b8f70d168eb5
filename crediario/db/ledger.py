"""What every posting does alike: tills take turns on a customer, numbers have no gap, entries balance.

Every posting is inside the use case's transaction; rows are only ever added, and the one column that moves is
``installment.open_cents``. Numbers are taken as late as possible: each locks one row of its store.
"""

from datetime import date

from crediario.db import standing
from crediario.db.journal import Stamp
from crediario.db.models import LedgerEntry
from crediario.db.statements import fetch, insert_rows, row_lock, run
from crediario.domain.money import Money

_ENTRY = (
    "store_id", "till_id", "operator_id", "operation", "posted_on", "account", "amount_cents", "sale_id",
    "payment_id",
)  # fmt: skip


def lock_customer(stamp: Stamp, customer_id: int) -> bool:
    """First step of a money transaction: tills on one customer take turns. False: no such customer."""
    standing.hold_day(stamp.database)
    sql = "SELECT 1 FROM customer WHERE id = ?" + row_lock(stamp.database)
    return bool(fetch(stamp.database, sql, (customer_id,)))


def next_number(stamp: Stamp, series: str) -> int:
    """The next number of the store's series: taken in the transaction, so that none is ever skipped."""
    sql = (
        "UPDATE number_series SET last_number = last_number + 1 WHERE store_id = ? AND series = ? "
        "RETURNING last_number"
    )
    return int(fetch(stamp.database, sql, (stamp.store_id, series))[0][0])


def next_number_of_late_series(stamp: Stamp, series: str) -> int:
    """The same of a series that a store made by an earlier version does not have yet."""
    sql = (
        "INSERT INTO number_series (store_id, series, last_number) VALUES (?, ?, 0)"
        " ON CONFLICT (store_id, series) DO NOTHING"
    )
    run(stamp.database, sql, (stamp.store_id, series))
    return next_number(stamp, series)


def post_entries(
    stamp: Stamp,
    operation: str,
    day: date,
    entries: dict[str, Money],
    *,
    sale_id: int | None = None,
    payment_id: int | None = None,
) -> None:
    """Writes the double-entry side of an operation: debits positive, credits negative, zeros left out."""
    place = (stamp.store_id, stamp.till_id, stamp.operator_id, operation, day)
    rows = [
        (*place, account, amount.cents, sale_id, payment_id) for account, amount in entries.items() if amount
    ]
    insert_rows(stamp.database, LedgerEntry, _ENTRY, rows)
