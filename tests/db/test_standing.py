"""How the engine reads and keeps what lists of late payments need: along indexes, in a few statements."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from crediario import session
from crediario.db import day, limits, overdue, payments, receivables, standing
from crediario.db.statements import fetch, run
from crediario.demo import make_bulk
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.money import Money
from crediario.services import coming_due
from crediario.services.core import Context
from crediario.services.overdue import (
    Band,
    OverdueFilter,
    OverdueOrder,
    aging,
    overdue_list,
    overdue_page,
    overdue_profile,
)
from tests.support.standing import kept_figures, standing_holds

BULK_CUSTOMERS = 600
SAMPLE_DAY = date(2026, 6, 9)
#: A table with a row for each store, and the totals with at most ninety-six, are read whole on purpose.
SMALL = ("SCAN r", "SCAN store", "SCAN portfolio_total")
#: For scores: the settled installments of those very customers, found along an index, ordered and counted.
SCORED = {
    "SCAN (subquery-13)",
    "SCAN l",
    "SCAN delays",
    "SCAN b LEFT-JOIN",
    "SCAN d LEFT-JOIN",
    "USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY",
    "USE TEMP B-TREE FOR GROUP BY",
}
Seen = list[tuple[str, Sequence[Any]]]


@pytest.fixture(scope="module")
def bulk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("late") / "loja"
    make_bulk(folder, BULK_CUSTOMERS, 1, SAMPLE_DAY)
    return folder


@pytest.fixture
def bulk_shop(bulk_folder: Path) -> Iterator[Context]:
    """The same file for all: what a test writes it takes back."""
    with session.opened(bulk_folder, SAMPLE_DAY) as ctx, ctx.database.atomic() as transaction:
        yield ctx
        transaction.rollback()


@pytest.fixture
def seen(bulk_shop: Context, monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Every statement from here on, with its values."""
    statements: Seen = []
    execute: Any = bulk_shop.database.execute_sql

    def watched(sql: str, params: Sequence[Any] = ()) -> Any:
        statements.append((sql, params or ()))
        return execute(sql, params)

    monkeypatch.setattr(bulk_shop.database, "execute_sql", watched)
    return statements


def slow_steps(ctx: Context, seen: Seen) -> list[str]:
    """What reads a table whole or sorts, of the statements seen."""
    raw = ctx.database.connection()
    return [
        step
        for sql, values in seen
        if not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE"))
        for *_, step in raw.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
        if ("SCAN" in step or "TEMP B-TREE" in step)
        and not step.startswith(SMALL)
        and not step.endswith("VALUES CLAUSE")
    ]


# Reading


@pytest.mark.parametrize("order", OverdueOrder)
@pytest.mark.parametrize("band", [None, Band.OVER_90])
def test_every_page_follows_an_index(
    bulk_shop: Context, seen: Seen, order: OverdueOrder, band: Band | None
) -> None:
    for descending in (True, False):
        first = overdue_page(bulk_shop, OverdueFilter(band, order, descending, limit=5))
        assert len(first.rows) == 5
        overdue_page(bulk_shop, OverdueFilter(band, order, descending, limit=5, after=first.next_after))
    assert slow_steps(bulk_shop, seen) == []


def test_a_page_takes_the_same_statements_however_long(bulk_shop: Context, seen: Seen) -> None:
    counts = set()
    for limit in (1, 10, 100):
        seen.clear()
        page = overdue_page(bulk_shop, OverdueFilter(limit=limit))
        assert len(page.rows) == limit
        counts.add(len([sql for sql, _ in seen if sql.startswith("SELECT")]))
    # One more where somebody never paid here: whether they did before the shop came here.
    assert counts <= {9, 10}


def test_aging_is_read_from_the_totals(bulk_shop: Context, seen: Seen) -> None:
    aging(bulk_shop)
    assert slow_steps(bulk_shop, seen) == []
    assert len([sql for sql, _ in seen if "installment" in sql or "customer " in sql]) == 0


def test_pages_of_what_falls_due_follow_an_index(bulk_shop: Context, seen: Seen) -> None:
    wanted = coming_due.DueFilter(coming_due.DueWindow.NEXT_MONTH, limit=5)
    first = coming_due.coming_due(bulk_shop, wanted)
    coming_due.coming_due(bulk_shop, coming_due.DueFilter(wanted.window, first.next_after, limit=5))
    # Only to tell customers apart in the sum of the whole window.
    assert set(slow_steps(bulk_shop, seen)) == {"USE TEMP B-TREE FOR count(DISTINCT)"}


def test_a_profile_reads_one_customer(bulk_shop: Context, seen: Seen) -> None:
    late = overdue_page(bulk_shop, OverdueFilter(limit=1)).rows[0].customer_id
    seen.clear()
    overdue_profile(bulk_shop, late)
    # The payments of the late ones, in their order.
    assert set(slow_steps(bulk_shop, seen)) <= {"USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY"}
    assert len([sql for sql, _ in seen if sql.startswith("SELECT")]) <= 12


def test_the_sums_hold_for_a_whole_shop(bulk_shop: Context) -> None:
    rows, found = overdue_list(bulk_shop, OverdueFilter()), aging(bulk_shop)
    assert len(rows) > 100
    assert (found.customers, found.overdue) == (len(rows), Money.total(row.overdue for row in rows))
    for each in found.bands:
        mine = [row for row in rows if row.band is each.band]
        assert (each.customers, each.overdue) == (len(mine), Money.total(row.overdue for row in mine))
    for row in rows[::10]:
        profile = overdue_profile(bulk_shop, row.customer_id)
        assert (profile.overdue, len(profile.late)) == (row.overdue, row.count)
        assert profile.late[0].days_late == row.days_late
        assert (profile.punctuality.on_time, profile.punctuality.settled) == (row.on_time, row.settled)


QUERIES: dict[str, Callable[[Context], object]] = {
    "how an installment was paid": lambda ctx: receivables.histories(ctx.database, [1, 2, 3]),
    "when an installment was last paid": lambda ctx: payments.last_payment_of(ctx.database, 1),
    "how customers settled": lambda ctx: payments.kept_dates(ctx.database, [1, 2, 3], HolidayCalendar("MG")),
    "the receipts of a day": lambda ctx: day.receipts_of(ctx.database, ctx.store_id, SAMPLE_DAY),
    "what came in on a day": lambda ctx: day.received_by_method(ctx.database, ctx.store_id, SAMPLE_DAY),
    "what was sold on a day": lambda ctx: day.sold_on(ctx.database, ctx.store_id, SAMPLE_DAY),
    "the latest receipts": lambda ctx: day.latest_payments(ctx.database, ctx.store_id, SAMPLE_DAY, 1),
}


@pytest.mark.parametrize("name", QUERIES)
def test_rows_without_a_reversal_are_sought_by_what_was_asked(
    bulk_shop: Context, seen: Seen, name: str
) -> None:
    """Never along the index of reversals, in which they are not, nor through the whole table."""
    run(bulk_shop.database, "ANALYZE")
    seen.clear()
    QUERIES[name](bulk_shop)
    raw = bulk_shop.database.connection()
    steps = [
        step
        for sql, values in seen
        for *_, step in raw.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    ]
    assert [step for step in steps if "SCAN" in step] == []
    assert [step for step in steps if "reversed_once" in step and "(reverses_id=?)" not in step] == []


# Keeping


def test_a_sale_and_a_receipt_keep_it_in_a_few_statements(bulk_shop: Context, seen: Seen) -> None:
    """Read old and new in one; write the customer, one or two rows of the totals; the score likewise."""
    late = overdue_page(bulk_shop, OverdueFilter(limit=1)).rows[0].customer_id
    run(bulk_shop.database, "UPDATE installment SET open_cents = 0 WHERE customer_id = ?", (late,))
    seen.clear()
    standing.refresh(bulk_shop.database, late)
    assert len(seen) == 3 + 2
    assert set(slow_steps(bulk_shop, seen)) <= SCORED
    seen.clear()
    standing.refresh(bulk_shop.database, late)
    assert len(seen) == 1 + 1, "nothing changed: nothing is written"


def test_one_many_and_all_give_the_same(bulk_shop: Context) -> None:
    database = bulk_shop.database
    run(database, "UPDATE installment SET open_cents = amount_cents WHERE id % 7 = 0")
    run(database, "UPDATE installment SET open_cents = 1 WHERE id % 11 = 0")
    limits.rebuild(database)
    ids = [customer for (customer,) in fetch(database, "SELECT id FROM customer")]
    before, made = kept_figures(bulk_shop), []
    for keep in (
        lambda: [standing.refresh(database, each) for each in ids],
        lambda: standing.refresh_many(database, ids),
        lambda: standing.rebuild(database),
    ):
        with database.atomic() as savepoint:
            keep()
            assert standing_holds(bulk_shop)
            made.append(kept_figures(bulk_shop))
            savepoint.rollback()
    assert made[0] == made[1] == made[2] != before


def test_many_at_once_look_at_nobody_else(bulk_shop: Context, seen: Seen) -> None:
    run(bulk_shop.database, "UPDATE installment SET open_cents = 0 WHERE customer_id IN (5, 6, 7)")
    seen.clear()
    standing.refresh_many(bulk_shop.database, (7, 5, 6, 5))
    # The short list of those very customers, and their sums by band.
    assert set(slow_steps(bulk_shop, seen)) - SCORED == {"SCAN n"}
    assert standing_holds(bulk_shop)


def test_a_roll_reads_along_the_edges(bulk_shop: Context, seen: Seen) -> None:
    assert standing.roll(bulk_shop.database, SAMPLE_DAY + timedelta(days=1)) > 0
    assert set(slow_steps(bulk_shop, seen)) - SCORED == {"SCAN n"}
    assert standing_holds(bulk_shop)


@pytest.mark.parametrize("ahead", [1, 2, 9, 30, 400, -1, -45])
def test_a_rolled_shop_is_a_rebuilt_one(bulk_shop: Context, ahead: int) -> None:
    standing.roll(bulk_shop.database, SAMPLE_DAY + timedelta(days=ahead))
    assert standing_holds(bulk_shop)
    rolled = kept_figures(bulk_shop)
    assert standing.rebuild(bulk_shop.database) == 0
    assert kept_figures(bulk_shop) == rolled


def test_a_large_shop_is_rolled_when_it_is_made(bulk_shop: Context) -> None:
    assert standing.is_rolled(bulk_shop.database, SAMPLE_DAY)
    assert standing.roll(bulk_shop.database, SAMPLE_DAY) == 0


# The same pages on a server


@pytest.mark.postgres
@pytest.mark.parametrize("band", [None, Band.UP_TO_15])
def test_a_server_can_follow_the_same_indexes(postgres_shop: Context, band: Band | None) -> None:
    """With tables this small a server prefers to read them whole; told not to, it needs no sorting."""
    database = postgres_shop.database
    with database.atomic():
        for method in ("seqscan", "bitmapscan"):
            database.execute_sql(f"SET LOCAL enable_{method} = off")
        for order, column in (("days", "oldest_due"), ("amount", "overdue_cents"), ("name", "name_folded")):
            sql = overdue._page_sql(column, True, 1 if band else 0, 0, None).replace("?", "%s")
            after = overdue._ENDS[column][0]
            values = (*([band] if band else []), 0, after, 0, 50)
            steps = "\n".join(row[0] for row in database.execute_sql(f"EXPLAIN {sql}", values).fetchall())
            assert f"customer_{'in_band' if band else 'late'}_by_{column}" in steps, order
            assert "Sort" not in steps, order
