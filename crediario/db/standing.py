"""Standing: what each customer has open and late, and the totals by band, kept beside the installments.

A down payment owed again, its receipt reversed, counts as one installment due on the day of its sale.
Lists of late payments read these columns and nothing else (ADR 0009). They move in the transaction of each
posting (``refresh``) and once a day with the calendar (``roll``); ``rebuild`` makes them anew. Totals move by
differences, one row a band and shard, always in the order of the bands, so that two tills never embrace.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Database, SqliteDatabase

from crediario.db import down_payments, score, shop
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, marks, row_lock, run
from crediario.domain.aging import RollEdges, edges_on

SHARDS = 16
CHUNK = 500
#: Names the lock under which the edges of the day stand still while postings read them.
_DAY = "day roll"

#: Whether an installment is late and in which band, by the edges of its store; what all open ones come to.
_LATE = "i.due_date <= r.overdue_until"
_BAND = (
    "CASE WHEN i.due_date <= r.fifth_band THEN 5 WHEN i.due_date <= r.fourth_band THEN 4"
    " WHEN i.due_date <= r.third_band THEN 3 WHEN i.due_date <= r.second_band THEN 2 ELSE 1 END"
)
_COMES_TO = (
    "COALESCE(SUM(i.open_cents), 0) AS open_cents,"
    f" COALESCE(SUM(CASE WHEN {_LATE} THEN i.open_cents END), 0) AS overdue_cents,"
    f" COUNT(CASE WHEN {_LATE} THEN 1 END) AS overdue_count,"
    f" COALESCE(MIN(CASE WHEN {_LATE} THEN i.due_date END), MIN(i.due_date)) AS oldest_due,"
    f" COALESCE(MAX(CASE WHEN {_LATE} THEN {_BAND} END), 0) AS bucket"
)
_OF_CUSTOMERS = (
    "FROM customer AS c LEFT JOIN installment AS i ON i.customer_id = c.id AND i.open_cents > 0"
    " LEFT JOIN day_roll AS r ON r.store_id = i.store_id"
)
_COLUMNS = ("open_cents", "overdue_cents", "overdue_count", "oldest_due", "bucket")


@dataclass(frozen=True, slots=True)
class _Standing:
    """A customer's columns, in the order of ``_COLUMNS``."""

    open_cents: int
    overdue_cents: int
    overdue_count: int
    oldest_due: Any
    bucket: int

    def share_of(self, bucket: int) -> tuple[int, int, int]:
        """What the customer adds to the totals of a band: one with something open, how much late and open."""
        if bucket != self.bucket or not self.open_cents:
            return 0, 0, 0
        return 1, self.overdue_cents, self.open_cents


_OLD = ", ".join(f"c.{column}" for column in _COLUMNS)
_OLD_AND_NEW = (
    f"SELECT {_OLD}, {_COMES_TO}, {down_payments.WAS_UNDONE} {_OF_CUSTOMERS} WHERE c.id = ? GROUP BY c.id"
)
#: The same of whoever may owe a down payment.
_WITH_DOWN_PAYMENTS = (
    f"SELECT {_OLD}, {_COMES_TO} FROM customer AS c LEFT JOIN (SELECT customer_id, store_id, due_date,"
    " open_cents FROM installment WHERE customer_id = ? AND open_cents > 0"
    f" UNION ALL {down_payments.OWED_BY_ONE}) AS i ON i.customer_id = c.id"
    " LEFT JOIN day_roll AS r ON r.store_id = i.store_id WHERE c.id = ? GROUP BY c.id"
)
_WRITE = f"UPDATE customer SET {', '.join(f'{column} = ?' for column in _COLUMNS)} WHERE id = ?"


def refresh(database: Database, customer_id: int) -> None:
    """Brings one customer's standing and score up to date, in the transaction that moved an installment.

    The customer's row is locked already; nothing is written when nothing changed.
    """
    refresh_columns(database, customer_id)
    score.refresh(database, customer_id)


def refresh_sold(database: Database, customer_id: int) -> None:
    """The same when all that came is a sale: nothing was settled."""
    refresh_columns(database, customer_id)
    score.count_sale(database, customer_id)


def refresh_columns(database: Database, customer_id: int) -> None:
    """The standing alone; the score is brought up to date by the caller."""
    for bucket, by in sorted(_recount(database, customer_id).items()):
        _add(database, bucket, customer_id % SHARDS, by)


def _recount(database: Database, customer_id: int) -> dict[int, list[int]]:
    """Writes the customer's columns where they changed; by band, what the totals move by."""
    *row, was_undone = fetch(database, _OLD_AND_NEW, (customer_id,))[0]
    if was_undone:
        row = list(fetch(database, _WITH_DOWN_PAYMENTS, (customer_id,) * 3)[0])
    values = [_plain(value) for value in row]
    old, new = _Standing(*values[: len(_COLUMNS)]), _Standing(*values[len(_COLUMNS) :])
    if old == new:
        return {}
    changed = (new.open_cents, new.overdue_cents, new.overdue_count, new.oldest_due, new.bucket)
    run(database, _WRITE, (*changed, customer_id))
    return {
        bucket: [now - then for now, then in zip(new.share_of(bucket), old.share_of(bucket), strict=True)]
        for bucket in (old.bucket, new.bucket)
    }


_NO_SUM = (str, date, type(None))


def _plain(value: Any) -> Any:
    """PostgreSQL sums whole numbers into decimals."""
    return value if isinstance(value, _NO_SUM) else int(value)


_ADD = (
    "UPDATE portfolio_total SET customers = customers + ?, overdue_cents = overdue_cents + ?,"
    " open_cents = open_cents + ? WHERE bucket = ? AND shard = ?"
)
_FIRST = (
    "INSERT INTO portfolio_total (customers, overdue_cents, open_cents, bucket, shard) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (bucket, shard) DO UPDATE SET customers = portfolio_total.customers + excluded.customers,"
    " overdue_cents = portfolio_total.overdue_cents + excluded.overdue_cents,"
    " open_cents = portfolio_total.open_cents + excluded.open_cents"
)


def _add(database: Database, bucket: int, shard: int, by: Sequence[int]) -> None:
    """Moves one row of the totals by so many customers, so much late and so much open."""
    # The row is there but for the very first customer of the band and shard.
    if any(by) and not run(database, _ADD, (*by, bucket, shard)):
        run(database, _FIRST, (*by, bucket, shard))


def hold_day(database: Database) -> None:
    """First of all in a money transaction: the edges of the day stand still until it ends.

    On SQLite the transaction holds the whole file already.
    """
    if not isinstance(database, SqliteDatabase):
        fetch(database, "SELECT pg_advisory_xact_lock_shared(hashtextextended(?, 0))", (_DAY,))


def _take_day(database: Database) -> None:
    """Waits until no money transaction reads the edges, and keeps others from beginning."""
    if not isinstance(database, SqliteDatabase):
        fetch(database, "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", (_DAY,))
        # Counting a whole shop may take longer than anything at a till is allowed to.
        database.execute_sql("SET LOCAL statement_timeout = 0")


# Many customers at once

#: By band and shard: so many customers, so much late, so much open.
_Moved = defaultdict[tuple[int, int], list[int]]
#: Brings the scores of so many customers up to date.
_Rescore = Callable[[Database, Sequence[int]], int]


def _write_all(which: str) -> str:
    """Writes the columns of the customers that differ; ``which`` is a condition on ``c``."""
    differs = " OR ".join(f"customer.{column} IS DISTINCT FROM n.{column}" for column in _COLUMNS)
    return (
        f"UPDATE customer SET {', '.join(f'{column} = n.{column}' for column in _COLUMNS)}"
        f" FROM (SELECT c.id, {_COMES_TO} {_OF_CUSTOMERS}{which} GROUP BY c.id) AS n"
        f" WHERE n.id = customer.id AND ({differs})"
    )


def _totals_of(which: str) -> str:
    return (
        f"SELECT c.id % {SHARDS} AS shard, c.bucket, COUNT(*), SUM(c.overdue_cents), SUM(c.open_cents)"
        f" FROM customer AS c WHERE c.open_cents > 0{which} GROUP BY 1, 2"
    )


def refresh_many(database: Database, customer_ids: Iterable[int]) -> int:
    """Brings the standing and the scores of these customers up to date; returns whose standing changed.

    In a transaction; on a server the customers are locked, in the order of their ids.
    """
    return _refresh_each(database, customer_ids, score.refresh_many)


def _refresh_each(database: Database, customer_ids: Iterable[int], rescore: _Rescore) -> int:
    hold_day(database)
    ids = sorted(set(customer_ids))
    apart = down_payments.customers_of_undone(database, ids)
    moved: _Moved = defaultdict(lambda: [0, 0, 0])
    changed = 0
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        _lock(database, some)
        changed += _refresh_chunk(database, [each for each in some if each not in apart], moved)
        changed += sum(_refresh_one(database, each, moved) for each in some if each in apart)
        rescore(database, some)
    for (bucket, shard), by in sorted(moved.items()):
        _add(database, bucket, shard, by)
    return changed


def _lock(database: Database, ids: Sequence[int]) -> None:
    if lock := row_lock(database):
        these = f"c.id IN ({marks(len(ids))})"
        fetch(database, f"SELECT c.id FROM customer AS c WHERE {these} ORDER BY c.id{lock}", ids)


def _refresh_chunk(database: Database, ids: Sequence[int], moved: _Moved) -> int:
    """Writes these customers' columns; what the totals move by is added to ``moved``."""
    if not ids:
        return 0
    these = f"c.id IN ({marks(len(ids))})"
    before = fetch(database, _totals_of(f" AND {these}"), ids)
    changed = run(database, _write_all(f" WHERE {these}"), ids)
    after = fetch(database, _totals_of(f" AND {these}"), ids) if changed else before
    for sign, rows in ((-1, before), (1, after)):
        for shard, bucket, *figures in rows:
            _move(moved, bucket, shard, [sign * int(figure) for figure in figures])
    return changed


def _refresh_one(database: Database, customer_id: int, moved: _Moved) -> int:
    """The same of one who may owe a down payment."""
    by_bucket = _recount(database, customer_id)
    for bucket, by in by_bucket.items():
        _move(moved, bucket, customer_id % SHARDS, by)
    return int(bool(by_bucket))


def _move(moved: _Moved, bucket: int, shard: int, by: Sequence[int]) -> None:
    known = moved[bucket, shard]
    known[:] = [figure + more for figure, more in zip(known, by, strict=True)]


def rebuild(database: Database) -> int:
    """Makes every customer's standing, score and all totals anew; returns whose standing changed."""
    changed = run(database, _write_all(f" WHERE c.id NOT IN ({down_payments.UNDONE})"))
    apart = sorted(down_payments.every_customer_of_undone(database))
    changed += sum(bool(_recount(database, customer)) for customer in apart)
    run(database, "DELETE FROM portfolio_total")
    run(
        database,
        "INSERT INTO portfolio_total (shard, bucket, customers, overdue_cents, open_cents) " + _totals_of(""),
    )
    score.rebuild(database)
    return changed


# The calendar


def rolled_on(database: Database, store_id: int) -> date | None:
    """The day up to which the store's delays are counted; None before the first roll."""
    rows = fetch(database, "SELECT rolled_on FROM day_roll WHERE store_id = ?", (store_id,))
    return as_date(rows[0][0]) if rows else None


def is_rolled(database: Database, today: date) -> bool:
    """Whether every store's delays are counted as of ``today``."""
    sql = (
        "SELECT COUNT(*) FROM store WHERE NOT EXISTS"
        " (SELECT 1 FROM day_roll AS r WHERE r.store_id = store.id AND r.rolled_on = ?)"
    )
    return not fetch(database, sql, (today,))[0][0]


_EDGES = ("rolled_on", "overdue_until", "second_band", "third_band", "fourth_band", "fifth_band")
_ROLLED = (
    f"INSERT INTO day_roll (store_id, {', '.join(_EDGES)}) VALUES (?, {marks(len(_EDGES))})"
    f" ON CONFLICT (store_id) DO UPDATE SET {', '.join(f'{edge} = excluded.{edge}' for edge in _EDGES)}"
)


def roll(database: Database, today: date) -> int:
    """Counts every store's delays as of ``today``, whichever day they were counted before.

    Only customers are looked at for whom a due date lies between an old edge and its new one; the first roll
    of a store looks at all.

    Returns:
        How many customers changed; 0 when the day was rolled already.
    """
    _take_day(database)
    stores = [store for (store,) in fetch(database, "SELECT id FROM store ORDER BY id")]
    return _roll_to(database, {store: edges_on(today, shop.calendar(database, store)) for store in stores})


def recount_day(database: Database, store_id: int) -> None:
    """The store's calendar changed: what is late on the day rolled may have too."""
    day = rolled_on(database, store_id)
    if day is not None:
        _take_day(database)
        _roll_to(database, {store_id: edges_on(day, shop.calendar(database, store_id))})


def _roll_to(database: Database, wanted: dict[int, RollEdges]) -> int:
    known = {store: edges(database, store) for store in wanted}
    turning = {store: new for store, new in wanted.items() if known[store] != new}
    for store, new in turning.items():
        run(database, _ROLLED, (store, new.rolled_on, new.overdue_until, *new.bands))
    moved = set[int]()
    for store, new in turning.items():
        old = known[store]
        if old is None:
            return rebuild(database)
        moved |= _crossed(database, store, old, new)
    if turning:
        # A down payment turns late the day after its sale; shops of before they counted are put right too.
        moved |= down_payments.every_customer_of_undone(database)
    return _refresh_each(database, moved, score.turn_day)


def edges(database: Database, store_id: int) -> RollEdges | None:
    """Where delay and bands begin in that store, as last rolled."""
    rows = fetch(database, f"SELECT {', '.join(_EDGES)} FROM day_roll WHERE store_id = ?", (store_id,))
    return RollEdges(*map(as_date, rows[0])) if rows else None


_BECAME_LATE = (
    "SELECT customer_id FROM installment WHERE store_id = ? AND open_cents > 0 AND due_date > ? AND"
    " due_date <= ?"
)
_CHANGED_BAND = "SELECT id FROM customer WHERE bucket > 0 AND oldest_due > ? AND oldest_due <= ?"


def _crossed(database: Database, store_id: int, old: RollEdges, new: RollEdges) -> set[int]:
    """Customers with an installment between the two last overdue days, or whose band's edge passed them."""
    between = sorted((old.overdue_until, new.overdue_until))
    found = {customer for (customer,) in fetch(database, _BECAME_LATE, (store_id, *between))}
    for pair in zip(old.bands, new.bands, strict=True):
        found |= {customer for (customer,) in fetch(database, _CHANGED_BAND, sorted(pair))}
    return found
