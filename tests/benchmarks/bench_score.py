"""G17: the scores of those a new day moves, beside the scores of everybody.

Three customers in ten have something to pay, as in a shop of some years. A day touches who pays what falls
due on it, one payment after another as a till does; when it turns, who did not pay is late, and who is late
may come to another band. Times are the
processor's, so that on a busy machine nobody else's work counts. The large shop has 200,000 customers;
``measure(1_000_000)`` takes a million.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from peewee import Database

from crediario import session
from crediario.db import score, standing
from crediario.db.statements import fetch, run
from tests.benchmarks.figure import Figure
from tests.benchmarks.late_shop import LATE_SHARE, TODAY, build

LARGE = 200_000
DAYS = 5
MS = 1000
SHARE_LIMIT = 1 / 100
#: So that millions of rows are written once, and the log is not read again and again for their pages.
PAST_CACHE_KIB = 3_000_000

_ALL = "SELECT * FROM customer_score ORDER BY customer_id"
#: Whose contract is over: seven in ten.
_OVER = "customer_id % 10 > 2"
_PAID_THAT_DAY = f"customer_id % {LATE_SHARE} <> 0 AND due_date < ?"
_PAY = (
    "INSERT INTO payment (id, store_id, till_id, operator_id, session_id, customer_id, series, number,"
    " paid_on, tendered_cents, change_cents, amount_cents, operation, created_at)"
    " SELECT id, 1, 1, 1, 1, customer_id, 'receipt', id, due_date, amount_cents, 0, amount_cents, 'bench',"
    " '2026-06-09T12:00:00+00:00' FROM installment WHERE open_cents > 0 AND "
)
_ALLOCATE = (
    "INSERT INTO allocation (store_id, payment_id, sale_id, installment_id, position, paid_on, days_late,"
    " amount_cents, principal_cents, fine_cents, interest_cents, discount_cents, waived_fine_cents,"
    " waived_interest_cents, origin) SELECT 1, id, sale_id, id, 1, due_date, 0, amount_cents, amount_cents,"
    " 0, 0, 0, 0, 0, 'payment' FROM installment WHERE open_cents > 0 AND "
)
_PAYERS = "SELECT customer_id FROM installment WHERE open_cents > 0 AND "
_CLOSE = "UPDATE installment SET open_cents = 0 WHERE open_cents > 0 AND "

Rescore = Callable[..., Any]


@dataclass(slots=True)
class Spent:
    """Seconds of the processor on scores, and on how many customers."""

    seconds: float = 0.0
    customers: set[int] = field(default_factory=set)


def measure(large: int = LARGE) -> list[Figure]:
    """The figure with a shop of that many customers."""
    with TemporaryDirectory() as folder:
        build(Path(folder) / "large", large)
        with session.opened(Path(folder) / "large", TODAY) as ctx:
            _give_a_past(ctx.database)
            with ctx.database.atomic():
                daily = [_day(ctx.database, ahead) for ahead in range(1, DAYS + 1)]
                kept, whole = fetch(ctx.database, _ALL), _rebuilt(ctx.database)
                same = fetch(ctx.database, _ALL) == kept
    moved = [turning for _, turning in daily]
    both = [Spent(one.seconds + other.seconds, one.customers | other.customers) for one, other in daily]
    return [
        _figure("the turn of a day moves", moved, whole, same, large),
        _figure("a day moves and its payments touch", both, whole, same, large),
    ]


def _give_a_past(database: Database) -> None:
    """Whose contract is over has paid it; afterwards the log is empty, as in the morning."""
    usual = fetch(database, "PRAGMA cache_size")[0][0]
    database.execute_sql(f"PRAGMA cache_size = -{PAST_CACHE_KIB}")
    with database.atomic():
        _settle(database, _OVER)
        standing.rebuild(database)
    fetch(database, "PRAGMA wal_checkpoint(TRUNCATE)")
    database.execute_sql(f"PRAGMA cache_size = {usual}")


def _rebuilt(database: Database) -> float:
    """Seconds of the processor for everybody's, made from nothing."""
    run(database, "DELETE FROM customer_score")
    start = process_time()
    score.rebuild(database)
    return process_time() - start


def _settle(database: Database, which: str, values: Sequence[object] = ()) -> None:
    """Everything open of those is paid in time, each by its own payment, as postings leave it."""
    for statement in (_PAY, _ALLOCATE, _CLOSE):
        run(database, statement + which, values)


def _day(database: Database, ahead: int) -> tuple[Spent, Spent]:
    """Those who pay in time do; then the day turns: what each spends on scores."""
    today = TODAY + timedelta(days=ahead)
    payers = [customer for (customer,) in fetch(database, _PAYERS + _PAID_THAT_DAY, (today,))]
    _settle(database, _PAID_THAT_DAY, (today,))
    with _watched() as paying:
        for customer in payers:
            standing.refresh_columns(database, customer)
            score.count_closed(database, customer, (0,))
    with _watched() as turning:
        standing.roll(database, today)
    return paying, turning


@contextmanager
def _watched() -> Iterator[Spent]:
    """What is spent on scores."""
    spent, kept = Spent(), (score.count_closed, score.turn_day)
    score.count_closed, score.turn_day = (_timed(spent, each) for each in kept)
    try:
        yield spent
    finally:
        score.count_closed, score.turn_day = kept


def _timed(spent: Spent, rescore: Rescore) -> Rescore:
    def timed(database: Database, whose: int | Sequence[int], *of: int) -> Any:
        start = process_time()
        moved = rescore(database, whose, *of)
        spent.seconds += process_time() - start
        spent.customers.update([whose] if isinstance(whose, int) else whose)
        return moved

    return timed


def _figure(what: str, daily: Sequence[Spent], whole: float, same: bool, large: int) -> Figure:
    ours, customers = median(each.seconds for each in daily), median(len(each.customers) for each in daily)
    ratio = ours / whole
    return Figure(
        "G17",
        f"scores of the {customers:,.0f} customers {what} ÷ of all {large:,}"
        f" ({'equal' if same else 'NOT EQUAL'} to them)",
        f"{ours * MS:.0f} ms",
        f"{whole * MS:,.0f} ms",
        ratio,
        f"≤ {SHARE_LIMIT:g}×",
        ratio <= SHARE_LIMIT and same,
    )
