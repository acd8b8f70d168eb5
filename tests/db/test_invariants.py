"""Every invariant holds in a working shop and notices rows that are spoilt."""

# ruff: noqa: S608 - the names of tables and columns are the models' own

from pathlib import Path

import pytest

from crediario.db import digest, invariants
from crediario.db.connection import snapshot
from crediario.domain.money import Money
from crediario.services.core import Context
from tests.support.unguarded import without_guards
from tests.support.worked import work_a_while


@pytest.fixture
def worked(shop: Context) -> Context:
    return work_a_while(shop)


@pytest.fixture(scope="module")
def unguarded_file(shop_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the same shop with the guards taken out of the database, closed, to be copied."""
    return without_guards(shop_file, tmp_path_factory.mktemp("unguarded") / "loja", work_a_while)


def found(ctx: Context) -> dict[str, invariants.Invariant]:
    return {each.code: each for each in invariants.check_all(ctx.database)}


def test_a_working_shop_keeps_all_of_them(worked: Context) -> None:
    assert [each for each in found(worked).values() if each.failed] == []
    assert invariants.file_damage(worked.database) == ()


def test_they_say_how_much_was_checked(worked: Context) -> None:
    one = found(worked)

    assert (one["I1"].checked, one["I3"].checked) == (3, 12)
    assert one["I1"].figure - one["I3"].figure == settled(worked)
    # Receipts: a down payment, two installments at once, one in time, two late, a part; and two reversals.
    assert one["I2"].checked == 7
    assert (one["I5"].checked, one["I5"].figure) == (2, Money(20_00) + undone_in_time(worked))
    # José's two, and Maria's one that was undone.
    assert (one["I8"].checked, one["I8"].figure) == (4, Money(349_00))
    assert one["I6"].checked == 0


def undone_in_time(ctx: Context) -> Money:
    sql = "SELECT MIN(amount_cents) FROM payment WHERE series = 'reversal'"
    return Money(-int(ctx.database.execute_sql(sql).fetchone()[0]))


def settled(ctx: Context) -> Money:
    sql = "SELECT SUM(principal_cents + discount_cents) FROM allocation WHERE installment_id IS NOT NULL"
    return Money(int(ctx.database.execute_sql(sql).fetchone()[0]))


def test_an_empty_shop_keeps_them_too(shop: Context) -> None:
    kept = found(shop)

    assert {each.failed for each in kept.values()} == {0}
    assert {kept[code].checked for code in ("I1", "I2", "I3", "I5")} == {0}


@pytest.mark.postgres
def test_a_long_check_is_not_cut_short_and_a_till_is_again(postgres_shop: Context) -> None:
    limits = []
    database = postgres_shop.database
    with snapshot(database):
        invariants.check_all(database)
        limits += database.execute_sql("SHOW statement_timeout").fetchone()
    limits += database.execute_sql("SHOW statement_timeout").fetchone()

    assert limits == ["0", "1min"]


FIRST_PAID = "(SELECT MIN(installment_id) FROM allocation)"

#: The columns of points, to be written once more: earned again, or taken back with the same payment.
POINTS_AGAIN = (
    "SELECT 900, store_id, till_id, operator_id, customer_id, kind, points, payment_id, installment_id,"
    " entered_on, created_at, NULL, NULL FROM point_entry"
)
POINTS_TAKEN = (
    "SELECT 900, store_id, till_id, operator_id, customer_id, 'taken_back', -2 * points, payment_id,"
    " installment_id, entered_on, created_at, id, NULL FROM point_entry"
)

#: What spoils a shop, and the invariants that must notice.
SPOILS = {
    "a centavo lost in rounding": (
        "UPDATE installment SET amount_cents = amount_cents - 1, principal_cents = principal_cents - 1,"
        " open_cents = open_cents - 1 WHERE id = (SELECT MAX(id) FROM installment WHERE open_cents > 0)",
        {"I1", "I11"},
    ),
    "an installment gone": (
        "DELETE FROM installment WHERE id ="
        " (SELECT MAX(id) FROM installment WHERE open_cents = amount_cents)",
        {"I1", "I11"},
    ),
    "interest that turned into value": (
        "UPDATE installment SET principal_cents = principal_cents + 1, interest_cents = interest_cents - 1"
        " WHERE id = (SELECT MIN(id) FROM installment WHERE interest_cents > 0)",
        {"I1"},
    ),
    "a receipt for less than was applied": (
        "UPDATE payment SET amount_cents = amount_cents - 1, tendered_cents = tendered_cents - 1"
        " WHERE id = 1",
        {"I2"},
    ),
    "money without a means": ("DELETE FROM tender WHERE payment_id = 1", {"I2"}),
    "a balance nobody paid": (
        "UPDATE installment SET open_cents = open_cents - 1 WHERE open_cents > 1",
        {"I3", "I4", "I11"},
    ),
    "a balance below zero": (
        "UPDATE installment SET open_cents = -1 WHERE open_cents = 0",
        {"I3", "I4", "I11"},
    ),
    "an allocation of nothing": (
        "UPDATE allocation SET fine_cents = fine_cents + 1 WHERE id = (SELECT MAX(id) FROM allocation)",
        {"I4", "I5", "I11"},
    ),
    "a down payment received twice": (
        "INSERT INTO allocation SELECT 900, store_id, payment_id, sale_id, installment_id, 9, paid_on,"
        " days_late, amount_cents, principal_cents, 0, 0, 0, 0, 0, 'payment', NULL, NULL, NULL, NULL FROM"
        " allocation WHERE installment_id IS NULL",
        {"I2", "I4", "I11"},
    ),
    "a reversal of another amount": (
        "UPDATE payment SET amount_cents = -1, tendered_cents = -1 WHERE series = 'reversal'",
        {"I2", "I5"},
    ),
    "a reversal that leaves the drawer alone": (
        "DELETE FROM cash_movement WHERE kind = 'reversal'",
        {"I5", "I11"},
    ),
    "a reversal that leaves the ledger alone": (
        "DELETE FROM ledger_entry WHERE payment_id = (SELECT id FROM payment WHERE series = 'reversal')",
        {"I5", "I11"},
    ),
    "a reversal dated before its payment": (
        "UPDATE payment SET paid_on = '2026-01-01' WHERE series = 'reversal'",
        {"I5", "I15"},
    ),
    "an installment closed by no agreement": (
        "UPDATE installment SET replaced_by = 7 WHERE id = (SELECT MAX(id) FROM installment)",
        {"I6"},
    ),
    "points nobody earned": ("UPDATE point_entry SET points = points + 1 WHERE id = 1", {"I8"}),
    "points short of what was paid": ("UPDATE point_entry SET points = points - 1 WHERE id = 1", {"I8"}),
    "points earned twice": (f"INSERT INTO point_entry {POINTS_AGAIN} WHERE id = 1", {"I8"}),
    "points of a payment that was undone": (
        "DELETE FROM point_entry WHERE kind = 'taken_back'",
        {"I8"},
    ),
    "points taken back short": (
        "UPDATE point_entry SET points = points + 1 WHERE kind = 'taken_back'",
        {"I8"},
    ),
    "points taken back for nothing": (
        f"INSERT INTO point_entry {POINTS_TAKEN} WHERE id = 1",
        {"I8"},
    ),
    "points of another customer's payment": (
        "UPDATE point_entry SET customer_id = (SELECT MAX(id) FROM customer) - customer_id + 1 WHERE id = 1",
        {"I8"},
    ),
    "points for what was paid late": (
        "UPDATE allocation SET days_late = 3 WHERE installment_id ="
        " (SELECT installment_id FROM point_entry WHERE id = 1)",
        {"I8"},
    ),
    "points of an installment still open": (
        "UPDATE installment SET open_cents = 1 WHERE id ="
        " (SELECT installment_id FROM point_entry WHERE id = 1)",
        {"I3", "I8"},
    ),
    "points for what was due at once": (
        "UPDATE sale SET sold_on = '2026-12-31' WHERE id = (SELECT sale_id FROM installment WHERE id ="
        " (SELECT installment_id FROM point_entry WHERE id = 1))",
        {"I8"},
    ),
    "points of a day that was not the payment's": (
        "UPDATE point_entry SET entered_on = '2026-01-01' WHERE id = 1",
        {"I8"},
    ),
    "a customer's standing left behind": (
        "UPDATE customer SET open_cents = open_cents - 1 WHERE open_cents > 0",
        {"I7"},
    ),
    "somebody late whom no list shows": ("UPDATE day_roll SET overdue_until = '2026-12-31'", {"I7"}),
    "somebody in a worse band than they are": (
        "UPDATE customer SET bucket = 2, overdue_count = 1, overdue_cents = 1 WHERE open_cents > 0",
        {"I7"},
    ),
    "a band that counts a customer twice": ("UPDATE portfolio_total SET customers = 2", {"I7"}),
    "a band nobody added up": ("DELETE FROM portfolio_total", {"I7"}),
    "a receipt number skipped": (
        "UPDATE payment SET number = number + 10 WHERE series = 'receipt' AND number = 4",
        {"I9"},
    ),
    "a counter behind": ("UPDATE number_series SET last_number = 2 WHERE series = 'contract'", {"I9"}),
    "a counter lost": ("DELETE FROM number_series WHERE series = 'receipt'", {"I9"}),
    "receipts out of order": (
        "UPDATE payment SET number = CASE id WHEN 1 THEN 200 WHEN 2 THEN 1 ELSE number END WHERE id < 3",
        {"I9"},
    ),
    "an entry without its other side": (
        "DELETE FROM ledger_entry WHERE account = 'cash' AND id = (SELECT MIN(id) FROM ledger_entry"
        " WHERE account = 'cash')",
        {"I11"},
    ),
    "cash that is in no drawer": ("DELETE FROM cash_movement WHERE payment_id = 1", {"I11"}),
    "a posting nobody asked for": ("DELETE FROM operation WHERE use_case = 'receive_payment'", {"I13"}),
    "one request, two payments": (
        "UPDATE payment SET operation = (SELECT operation FROM payment WHERE id = 2) WHERE id = 3",
        {"I13"},
    ),
    "an answer without a deed": (
        "INSERT INTO operation SELECT 'ghost', store_id, till_id, operator_id, use_case, payload_hash,"
        " result, created_at FROM operation WHERE use_case = 'register_sale' LIMIT 1",
        {"I13"},
    ),
    "a payment of another customer's sale": (
        "UPDATE payment SET customer_id = (SELECT MAX(id) FROM customer) WHERE id = 1",
        {"I15"},
    ),
    "an allocation to another sale's installment": (
        f"UPDATE allocation SET sale_id = 2 WHERE installment_id = {FIRST_PAID}",
        {"I15"},
    ),
    "a payment before the sale": (
        "UPDATE payment SET paid_on = '2026-01-01' WHERE id = 1",
        {"I15"},
    ),
    "a due date before the sale": (
        "UPDATE installment SET due_date = '2026-01-01' WHERE id = (SELECT MAX(id) FROM installment)",
        {"I15"},
    ),
    "a drawer's movement of no payment": ("UPDATE cash_movement SET payment_id = 999 WHERE id = 1", {"I15"}),
    "a paper of no sale": (
        "INSERT INTO document (store_id, till_id, operator_id, kind, subject_id, template_version, sha256,"
        " content, issued_at) VALUES (1, 1, 1, 'carne', 999, '1', '', '', '')",
        {"I15"},
    ),
    "a sale of no customer": ("DELETE FROM customer_phone; DELETE FROM customer", {"I15"}),
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_what_is_spoilt_is_noticed(unguarded: Context, spoil: str) -> None:
    statements, noticed = SPOILS[spoil]
    before = digest.digest(unguarded.database)
    for statement in statements.split("; "):
        unguarded.database.execute_sql(statement)

    broken = {code: each for code, each in found(unguarded).items() if each.failed}

    assert noticed <= set(broken), f"noticed by {set(broken)}"
    assert all(each.examples for each in broken.values())
    # Figures derived from others say nothing new.
    derived = noticed == {"I7"}
    if "operation" not in statements and "number_series" not in statements and not derived:
        assert digest.digest(unguarded.database) != before


def test_every_invariant_has_something_that_breaks_it() -> None:
    noticed = set().union(*(codes for _, codes in SPOILS.values()))

    assert noticed == {"I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I11", "I13", "I15"}


def test_examples_are_few_and_named_as_people_name_them(unguarded: Context) -> None:
    unguarded.database.execute_sql("UPDATE installment SET open_cents = 7")

    broken = found(unguarded)["I3"]

    assert broken.failed == 12
    assert len(broken.examples) == invariants.EXAMPLES
    assert broken.examples[0].startswith("contract ")


def test_a_damaged_file_is_noticed(sqlite_shop: Context) -> None:
    assert invariants.file_damage(sqlite_shop.database) == ()
    database = sqlite_shop.database
    database.execute_sql("PRAGMA writable_schema = 1")
    database.execute_sql("UPDATE sqlite_master SET rootpage = 2 WHERE name = 'sale_by_day'")
    database.execute_sql("PRAGMA writable_schema = RESET")

    assert invariants.file_damage(database)
