"""How the engine reads a ficha: along the customer's own rows, however large the shop is."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crediario import session
from crediario.db import payments, shop
from crediario.db.customer_card import customer_history
from crediario.db.statements import fetch
from crediario.demo import make_bulk
from crediario.domain.money import Money
from crediario.services.core import Context
from crediario.services.ficha import customer_card
from tests.support.past import an_imported_sale

BULK_CUSTOMERS = 300
SAMPLE_DAY = date(2026, 6, 9)
#: Role, customer, phones, the rules in force, the four of the history, account, score, and the points.
STATEMENTS = 11

#: The most ever owed at the end of a day, as the engine adds up what was sold and what was settled.
HIGHEST = (
    "SELECT COALESCE(MAX(balance), 0) FROM (SELECT SUM(SUM(cents)) OVER (ORDER BY day) AS balance FROM ("
    "SELECT sold_on AS day, financed_cents + interest_cents AS cents FROM sale WHERE customer_id = ?"
    " UNION ALL SELECT a.paid_on, -(a.principal_cents + a.discount_cents) FROM installment AS i"
    " JOIN allocation AS a ON a.installment_id = i.id WHERE i.customer_id = ?) AS moves GROUP BY day) AS days"
)


@pytest.fixture(scope="module")
def bulk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ficha") / "loja"
    make_bulk(folder, BULK_CUSTOMERS, 1, SAMPLE_DAY)
    return folder


@pytest.fixture
def bulk_shop(bulk_folder: Path) -> Iterator[Context]:
    with session.opened(bulk_folder, SAMPLE_DAY) as ctx:
        yield ctx


@pytest.fixture
def seen(bulk_shop: Context, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Sequence[Any]]]:
    """Every statement, with its values."""
    statements: list[tuple[str, Sequence[Any]]] = []
    execute: Any = bulk_shop.database.execute_sql

    def watched(sql: str, params: Sequence[Any] = ()) -> Any:
        statements.append((sql, params))
        return execute(sql, params)

    monkeypatch.setattr(bulk_shop.database, "execute_sql", watched)
    return statements


def test_no_table_is_read_whole_and_nothing_is_sorted(
    bulk_shop: Context, seen: list[tuple[str, Sequence[Any]]]
) -> None:
    customer_history(bulk_shop.database, 1)
    raw = bulk_shop.database.connection()
    steps = [
        step
        for sql, values in seen
        for *_, step in raw.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    ]
    assert len(seen) == 4
    assert len(steps) >= 4
    assert [step for step in steps if step.startswith("SCAN") or "TEMP B-TREE" in step] == []


def test_a_past_elsewhere_takes_one_more_along_the_same_rows(
    bulk_shop: Context, seen: list[tuple[str, Sequence[Any]]]
) -> None:
    with bulk_shop.database.atomic() as transaction:
        an_imported_sale(bulk_shop, 1, date(2025, 1, 10), [(date(2025, 2, 10), Money(50_00), SAMPLE_DAY)])
        seen.clear()
        history = customer_history(bulk_shop.database, 1)
        transaction.rollback()
    raw = bulk_shop.database.connection()
    assert len(seen) == 5
    assert sum(each.imported for each in history.purchases) == 1
    steps = [step for *_, step in raw.execute(f"EXPLAIN QUERY PLAN {seen[-1][0]}", (1,)).fetchall()]
    assert [step.split(" (")[0] for step in steps] == [
        "SEARCH i USING COVERING INDEX installment_by_customer",
        "SEARCH a USING INDEX allocation_by_installment",
    ]


def test_a_long_history_takes_no_more_statements(
    bulk_shop: Context, seen: list[tuple[str, Sequence[Any]]]
) -> None:
    counts: dict[int, int] = {}
    for customer_id in range(1, 60):
        seen.clear()
        card = customer_card(bulk_shop, customer_id)
        counts[len(card.payments)] = len(seen)
    assert max(counts) > 10
    # One more where something is late: what was paid of it already.
    assert set(counts.values()) <= {STATEMENTS, STATEMENTS + 1}


def test_the_sums_hold_for_a_whole_shop(bulk_shop: Context) -> None:
    for customer_id in range(1, BULK_CUSTOMERS + 1):
        card = customer_card(bulk_shop, customer_id)
        opened = sum(row.open.cents for row in card.open_rows)
        assert card.totals.face.cents == opened == sum(each.open.cents for each in card.purchases)
        assert card.totals.today.cents == sum(row.today.cents for row in card.open_rows)
        assert card.totals.late_count == sum(1 for row in card.open_rows if row.days_late)
        assert card.highest_balance.cents >= opened


def test_the_past_is_that_of_the_tables(bulk_shop: Context) -> None:
    database, calendar = bulk_shop.database, shop.calendar(bulk_shop.database, bulk_shop.store_id)
    for customer_id in range(1, BULK_CUSTOMERS + 1):
        card = customer_card(bulk_shop, customer_id)
        ((highest,),) = fetch(database, HIGHEST, (customer_id, customer_id))
        assert card.highest_balance == Money(highest)
        kept = (card.punctuality.on_time, card.punctuality.settled)
        assert kept == payments.punctuality(database, customer_id, calendar)
