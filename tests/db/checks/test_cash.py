"""I10 notices whatever spoils a drawer: what a closing says, where a movement is, when it was posted."""

from datetime import timedelta
from pathlib import Path

import pytest

from crediario.db import invariants
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.services import cash_closing
from crediario.services.cash_closing import ClosingOrder, CorrectionOrder
from crediario.services.core import Context
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import CASHIER, MANAGER, as_person, clock_of, new_id
from tests.support.tills import (
    WHY,
    close,
    closing_terms,
    counting_openly,
    drop,
    open_till,
    released,
    second_till,
    supply,
)
from tests.support.unguarded import without_guards


def work_a_while(ctx: Context) -> None:
    """Three sessions at two tills: one closed short with a release, one corrected, one open."""
    counting_openly(ctx)
    till = as_person(ctx, CASHIER)
    close(till)
    clock_of(ctx).moment += timedelta(minutes=1)
    open_till(till, Money(300_00))
    customer = a_customer(ctx)
    a_sale(till, customer, Money(400_00), pieces=4, down_payment=Money(100_00))
    for method in (Method.CASH, Method.PIX, Method.DEBIT):
        a_payment(till, customer, method=method)
    drop(till, Money(50_00))
    terms = closing_terms(till, Money(400_00), note=WHY)
    closing_id = cash_closing.close_cash(
        till, ClosingOrder(new_id(), terms, released(till, terms))
    ).closing_id
    clock_of(ctx).moment += timedelta(minutes=1)
    open_till(till, Money(100_00))
    supply(till, Money(20_00))
    found = CorrectionOrder(new_id(), closing_id, Money(25_00), "achada na gaveta")
    cash_closing.correct_cash(as_person(ctx, MANAGER), found)
    open_till(second_till(till), Money(10_00))


def work_unwatched(ctx: Context) -> None:
    """The same, and a till may have two sessions open."""
    work_a_while(ctx)
    ctx.database.execute_sql("DROP INDEX cash_session_open")


@pytest.fixture(scope="module")
def unguarded_file(shop_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of such a shop without its guards, closed, to be copied."""
    return without_guards(shop_file, tmp_path_factory.mktemp("drawers") / "loja", work_unwatched)


def broken(ctx: Context) -> set[str]:
    return {each.code for each in invariants.check_all(ctx.database) if each.failed}


def test_drawers_hold_on_both_engines(shop: Context) -> None:
    work_a_while(shop)
    assert broken(shop) == set()
    found = next(each for each in invariants.check_all(shop.database) if each.code == "I10")
    assert found.checked == 4 + 7


#: What somebody changed by hand, and which invariants notice.
SPOILT = {
    "a closing that expected less": (
        "UPDATE cash_closing SET expected_cents = expected_cents - 100, difference_cents ="
        " difference_cents + 100 WHERE number = 2",
        {"I10", "I11"},
    ),
    "a closing that counted more": (
        "UPDATE cash_closing SET counted_cents = counted_cents + 100 WHERE number = 2",
        {"I10", "I11"},
    ),
    "a note taken off the count": (
        "DELETE FROM cash_count WHERE denomination_cents IS NOT NULL AND closing_id ="
        " (SELECT id FROM cash_closing WHERE number = 2)",
        {"I10"},
    ),
    "a card machine that told another sum": (
        "UPDATE cash_count SET expected_cents = 1 WHERE method = 'debit'",
        {"I10"},
    ),
    "a means of payment left out": ("DELETE FROM cash_count WHERE method = 'pix'", {"I10"}),
    "a means nobody paid with": (
        "INSERT INTO cash_count (store_id, closing_id, position, method, expected_cents, counted_cents)"
        " SELECT store_id, id, 99, 'cheque', 500, 500 FROM cash_closing WHERE number = 2",
        {"I10"},
    ),
    "a sangria posted to a closed session": (
        "UPDATE cash_movement SET session_id = (SELECT session_id FROM cash_closing WHERE number = 2)"
        " WHERE kind = 'cash_supply'",
        {"I10"},
    ),
    "a movement of another till": (
        "UPDATE cash_movement SET till_id = (SELECT MAX(id) FROM till) WHERE kind = 'cash_drop'",
        {"I10"},
    ),
    "a session closed without being counted": (
        "UPDATE cash_session SET closed_at = '2199-01-01' WHERE closed_at IS NULL",
        {"I10"},
    ),
    "a session opened again": (
        "UPDATE cash_session SET closed_at = NULL WHERE id ="
        " (SELECT session_id FROM cash_closing WHERE number = 1)",
        {"I10"},
    ),
    "a correction of nothing": ("UPDATE cash_movement SET corrects_id = 999 WHERE kind = 'correction'", None),
    "a release of something else": (
        "UPDATE release SET permission = 'release_credit' WHERE id ="
        " (SELECT release_id FROM cash_closing WHERE number = 2)",
        {"I10"},
    ),
    "a closing without its reason": ("UPDATE cash_closing SET note = NULL WHERE number = 2", {"I10"}),
    "a number skipped": ("UPDATE cash_closing SET number = 7 WHERE number = 2", {"I9"}),
    "a sangria nobody asked for": (
        "INSERT INTO cash_movement (store_id, till_id, operator_id, session_id, kind, method, amount_cents,"
        " created_at, operation, reason) SELECT store_id, till_id, operator_id, session_id, kind, method,"
        " -100, created_at, operation, reason FROM cash_movement WHERE kind = 'cash_supply'",
        {"I10", "I11"},
    ),
    "a float that grew": (
        "UPDATE cash_session SET float_cents = 99900 WHERE closed_at IS NULL",
        {"I11"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILT)
def test_whatever_spoils_a_drawer_is_noticed(unguarded: Context, what: str) -> None:
    assert broken(unguarded) == set()
    sql, noticed = SPOILT[what]
    unguarded.database.execute_sql(sql)
    found = broken(unguarded)
    assert found >= (noticed or {"I10"}), found
