"""The behaviour score kept beside the installments: the facts by one query, for one customer or for all.

``standing`` calls it in the transaction of each posting and when the day turns, once its own columns are
right: what is late now is read from them. Nothing is written when nothing changed.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from peewee import Database

from crediario.db.receivables import CLOSED_BY_RETURN, as_date
from crediario.db.statements import fetch, marks, run
from crediario.domain.aging import Band
from crediario.domain.credit import score as rules
from crediario.domain.credit.score import Score, ScoreFacts
from crediario.domain.money import Money
from crediario.domain.punctuality import SHORT_DELAY_DAYS

#: Customers looked at together when all are.
RANGE = 2_000

_KEPT = (
    "score", "settled_count", "on_time_count", "short_delay_count", "long_delay_count", "worst_days_late",
    "purchase_count", "first_sold_on", "last_sold_on",
)  # fmt: skip
_COLUMNS = ("customer_id", *_KEPT)
#: What ends every row of facts: how things stand now, and what was kept before.
_NOW_AND_KEPT = "c.overdue_count, c.bucket, c.open_cents, COALESCE(t.limit_cents, 0), " + ", ".join(
    f"k.{column}" for column in _KEPT
)

#: How late an installment was settled: by the last of what stands of its payments.
_DAYS_LATE = (
    "(SELECT a.days_late FROM allocation AS a WHERE a.installment_id = {}.id AND a.reverses_id IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM allocation AS r WHERE r.reverses_id = a.id) ORDER BY a.id DESC LIMIT 1)"
)

#: What delays are counted as.
_COUNTED = (
    "COUNT(CASE WHEN days = 0 THEN 1 END) AS on_time,"
    f" COUNT(CASE WHEN days BETWEEN 1 AND {SHORT_DELAY_DAYS} THEN 1 END) AS late_short,"
    f" COUNT(CASE WHEN days > {SHORT_DELAY_DAYS} THEN 1 END) AS late_long, COALESCE(MAX(days), 0) AS worst"
)


def _facts_sql(which: str) -> str:
    """All that scores are made of, and what is kept; ``which`` chooses customers by the id put in its ``{}``.

    Only installments an agreement closed are looked into before the last 24 are known. What is materialized
    is looked up once instead of once for each column. A cancelled sale was none; what goods that came back
    settled was paid neither in time nor late.
    """
    settled = (
        "SELECT i.id, i.customer_id,"
        " ROW_NUMBER() OVER (PARTITION BY i.customer_id ORDER BY i.due_date DESC, i.id DESC) AS place"
        " FROM installment AS i JOIN sale AS s ON s.id = i.sale_id"
        f" WHERE {which.format('i.customer_id')} AND i.open_cents = 0 AND i.due_date > s.sold_on"
        f" AND (i.replaced_by IS NULL OR {_DAYS_LATE.format('i')} > 0)"
        f" AND s.cancelled_by IS NULL AND NOT {CLOSED_BY_RETURN}"
    )
    delays = (
        f"SELECT l.customer_id, {_DAYS_LATE.format('l')} AS days FROM ({settled}) AS l"
        f" WHERE l.place <= {rules.WINDOW}"
    )
    counted = f"SELECT customer_id, {_COUNTED} FROM delays GROUP BY customer_id"
    return (
        f"WITH delays AS MATERIALIZED ({delays}), d AS MATERIALIZED ({counted}),"
        f" b AS MATERIALIZED ({_bought_sql(which)})"
        " SELECT c.id, COALESCE(d.on_time, 0), COALESCE(d.late_short, 0), COALESCE(d.late_long, 0),"
        f" COALESCE(d.worst, 0), COALESCE(b.purchases, 0), b.first_on, b.last_on, {_NOW_AND_KEPT}"
        " FROM customer AS c LEFT JOIN credit_account AS t ON t.customer_id = c.id"
        " LEFT JOIN customer_score AS k ON k.customer_id = c.id"
        " LEFT JOIN b ON b.customer_id = c.id LEFT JOIN d ON d.customer_id = c.id"
        f" WHERE {which.format('c.id')}"
    )


def _bought_sql(which: str) -> str:
    return (
        "SELECT customer_id, COUNT(*) AS purchases, MIN(sold_on) AS first_on, MAX(sold_on) AS last_on"
        f" FROM sale WHERE {which.format('customer_id')} AND agreement_id IS NULL AND reverses_id IS NULL"
        " AND cancelled_by IS NULL GROUP BY customer_id"
    )


_SETTLED_KEPT = "k.on_time_count, k.short_delay_count, k.long_delay_count, k.worst_days_late"
_BOUGHT_KEPT = "k.purchase_count, k.first_sold_on, k.last_sold_on"


def _kept_sql(settled: str = _SETTLED_KEPT, bought: str = _BOUGHT_KEPT) -> str:
    """The same facts out of the counts kept, of whoever has some, but for the four or the three given."""
    return (
        f"SELECT c.id, {settled}, {bought}, {_NOW_AND_KEPT} FROM customer_score AS k"
        " JOIN customer AS c ON c.id = k.customer_id LEFT JOIN credit_account AS t ON t.customer_id = c.id"
    )


_PAST_KEPT = _kept_sql()
_KEPT_OF_ONE = _PAST_KEPT + " WHERE k.customer_id = ?"
_BOUGHT_BY_ONE = (
    _kept_sql(bought="COALESCE(b.purchases, 0), b.first_on, b.last_on")
    + f" LEFT JOIN ({_bought_sql('{} = ?')}) AS b ON b.customer_id = c.id WHERE k.customer_id = ?"
)
_OF_ONE = _facts_sql("{} = ?")
_OF_RANGE = _facts_sql("{} BETWEEN ? AND ?")
#: How often the choice of customers stands in the query.
_TIMES = 3


def score_of(database: Database, customer_id: int) -> Score:
    """A customer's score with its reasons, counted anew; the base when nothing is known.

    Raises:
        LookupError: there is no such customer.
    """
    return rules.score(facts_of(database, customer_id))


def kept_score(database: Database, customer_id: int) -> Score:
    """The same out of the counts kept, which the transaction of each event brings up to date.

    Raises:
        LookupError: there is no such customer.
    """
    rows = fetch(database, _KEPT_OF_ONE, (customer_id,))
    return rules.score(_facts(rows[0])) if rows else score_of(database, customer_id)


def facts_of(database: Database, customer_id: int) -> ScoreFacts:
    """All that a customer's score is made of.

    Raises:
        LookupError: there is no such customer.
    """
    rows = fetch(database, _OF_ONE, (customer_id,) * _TIMES)
    if not rows:
        raise LookupError(f"customer {customer_id}")
    return _facts(rows[0])


def _facts(row: Sequence[Any]) -> ScoreFacts:
    _, on_time, late_short, late_long, worst, purchases, first, last, late, bucket, used, limit, *_ = row
    return ScoreFacts(
        on_time=on_time,
        late_short=late_short,
        late_long=late_long,
        worst_days=worst,
        purchases=purchases,
        first_sold_on=as_date(first) if first else None,
        last_sold_on=as_date(last) if last else None,
        late_now_count=late,
        late_now_band=Band(bucket) if bucket else None,
        used=Money(used),
        limit=Money(limit),
    )


def refresh(database: Database, customer_id: int) -> None:
    """Brings one customer's score up to date, in the transaction of what moved it.

    The customer's row is locked and its standing right already.
    """
    _write(database, _counted(database, customer_id))


def count_sale(database: Database, customer_id: int) -> None:
    """The same when all that came is a sale: what was settled stands."""
    rows = fetch(database, _BOUGHT_BY_ONE, (customer_id,) * 2)
    _write(database, rows or _counted(database, customer_id))


def count_closed(database: Database, customer_id: int, days_late: Sequence[int]) -> None:
    """The same when all that came is a payment: what it settled, so late each, is added to what is kept.

    As long as all that was ever settled is among the last that count; else everything is counted anew.
    """
    rows = fetch(database, _KEPT_OF_ONE, (customer_id,))
    fits = rows and sum(rows[0][1:4]) + len(days_late) <= rules.WINDOW
    _write(database, [_with(rows[0], days_late)] if fits else _counted(database, customer_id))


def _with(row: tuple[Any, ...], days_late: Sequence[int]) -> tuple[Any, ...]:
    """A customer's facts with installments settled since they were kept."""
    id_, on_time, late_short, late_long, worst, *others = row
    new = rules.count_delays(days_late)
    return (
        id_, on_time + new.on_time, late_short + new.late_short, late_long + new.late_long,
        max(worst, new.worst_days), *others,
    )  # fmt: skip


def follow_limit(database: Database, customer_id: int) -> None:
    """The same when only the limit moved: what was settled and bought stands."""
    rows = fetch(database, _KEPT_OF_ONE, (customer_id,))
    _write(database, rows or _counted(database, customer_id))


def _counted(database: Database, customer_id: int) -> list[tuple[Any, ...]]:
    return fetch(database, _OF_ONE, (customer_id,) * _TIMES)


def refresh_many(database: Database, customer_ids: Sequence[int]) -> int:
    """Brings these customers' scores up to date, as many as fit into one statement; says how many moved."""
    if not customer_ids:
        return 0
    sql = _facts_sql(f"{{}} IN ({marks(len(customer_ids))})")
    return _write(database, fetch(database, sql, [*customer_ids] * _TIMES))


def turn_day(database: Database, customer_ids: Sequence[int]) -> int:
    """The same when only the day has turned: what was counted of the past stands, what is late now moves."""
    if not customer_ids:
        return 0
    sql = f"{_PAST_KEPT} WHERE k.customer_id IN ({marks(len(customer_ids))})"
    return _write(database, fetch(database, sql, customer_ids))


def rebuild(database: Database) -> int:
    """Makes every customer's score anew; returns how many changed."""
    last = int(fetch(database, "SELECT COALESCE(MAX(id), 0) FROM customer")[0][0])
    return sum(
        _write(database, fetch(database, _OF_RANGE, (start, start + RANGE - 1) * _TIMES))
        for start in range(1, last + 1, RANGE)
    )


_CHUNK = 500


@cache
def _write_sql(count: int) -> str:
    values = ", ".join([f"({marks(len(_COLUMNS))})"] * count)
    return (
        f"INSERT INTO customer_score ({', '.join(_COLUMNS)}) VALUES {values}"
        " ON CONFLICT (customer_id) DO UPDATE SET "
        + ", ".join(f"{column} = excluded.{column}" for column in _KEPT)
    )


def _write(database: Database, rows: Sequence[Sequence[Any]]) -> int:
    """Writes the scores that differ from what is kept; returns how many."""
    wanted = [(row[0], *_wanted(row)) for row in rows]
    changed = [new for new, row in zip(wanted, rows, strict=True) if new[1:] != tuple(row[-len(_KEPT) :])]
    for start in range(0, len(changed), _CHUNK):
        some = changed[start : start + _CHUNK]
        run(database, _write_sql(len(some)), [value for each in some for value in each])
    return len(changed)


def _wanted(row: Sequence[Any]) -> tuple[Any, ...]:
    """What is to be kept of a customer, in the order of ``_KEPT``."""
    facts = _facts(row)
    return (
        rules.total_score(facts), facts.settled, facts.on_time, facts.late_short, facts.late_long,
        facts.worst_days, facts.purchases, row[6], row[7],
    )  # fmt: skip
