"""What was posted stays as it was posted: the database itself refuses, on both engines."""

# ruff: noqa: S608 - the names of tables and columns are the migration's own

import importlib.util
from types import ModuleType

import pytest
from peewee import DatabaseError

from crediario.db import connection
from crediario.db.models import TABLES
from crediario.db.shop import save_version
from crediario.domain.money import Money
from crediario.domain.settings import ShopSettings
from crediario.services import papers, users
from crediario.services.core import Context
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.shop import OWNER, PINS, new_id


def migration(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location("migration", connection.MIGRATIONS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FIRST, SECOND = migration("0001_first_schema"), migration("0002_portfolio")
THIRD, FOURTH = migration("0003_credit_and_privacy"), migration("0004_till")
CHANGEABLE: dict[str, tuple[str, ...]] = (
    FIRST.CHANGEABLE | SECOND.CHANGEABLE | THIRD.GUARDED | FOURTH.GUARDED | {"sale": ("cancelled_by",)}
)
GUARDED = tuple(sorted({*FIRST.APPEND_ONLY, *SECOND.APPEND_ONLY, *CHANGEABLE}))
EMPTIED: dict[str, tuple[str, ...]] = THIRD.EMPTIED | FOURTH.EMPTIED
COLUMNS = {
    table._meta.table_name: [field.column_name for field in table._meta.sorted_fields] for table in TABLES
}


#: A row of each table that these tests reach by no use case of their own.
LATER_ROWS = (
    "INSERT INTO import_batch (id, store_id, till_id, operator_id, file_name, file_sha256, imported_on,"
    " totals, operation, created_at) SELECT 1, store_id, till_id, operator_id, 'f', 'h', sold_on, '{}', 'i',"
    " created_at FROM sale LIMIT 1",
    "INSERT INTO agreement (id, store_id, till_id, operator_id, customer_id, number, signed_on, offer,"
    " open_cents, fine_cents, interest_cents, waived_fine_cents, waived_interest_cents, early_discount_cents,"
    " discount_cents, total_cents, operation, created_at) SELECT 1, store_id, till_id, operator_id,"
    " customer_id, 1, sold_on, 'cash', 1, 0, 0, 0, 0, 0, 0, 1, 'a', created_at FROM sale LIMIT 1",
    "INSERT INTO point_entry (id, store_id, till_id, operator_id, customer_id, kind, points, payment_id,"
    " installment_id, entered_on, created_at) SELECT 999, p.store_id, till_id, operator_id, customer_id,"
    " 'earned', 1, payment_id, installment_id, p.paid_on, created_at FROM payment AS p"
    " JOIN allocation AS a ON a.payment_id = p.id WHERE installment_id IS NOT NULL LIMIT 1",
    "INSERT INTO customer (id, store_id, operator_id, kind, name, name_folded, since, created_at)"
    " SELECT 998, store_id, operator_id, kind, 'X', 'x', since, created_at FROM customer LIMIT 1",
    "INSERT INTO attachment (id, store_id, till_id, operator_id, customer_id, kind, title, media_type,"
    " sha256, size_bytes, content, created_at) SELECT 1, store_id, till_id, operator_id, customer_id,"
    " 'photo', 'x', 'image/png', 'h', 1, 'x', created_at FROM sale LIMIT 1",
    "INSERT INTO guarantor (store_id, operator_id, customer_id, guarantor_id, created_at) SELECT store_id,"
    " operator_id, customer_id, 998, created_at FROM sale LIMIT 1",
    "INSERT INTO customer_merge (store_id, till_id, operator_id, kept_id, merged_id, moved, merged_at) SELECT"
    " store_id, till_id, operator_id, customer_id, 998, '{}', created_at FROM sale LIMIT 1",
    "INSERT INTO consent (store_id, till_id, operator_id, customer_id, purpose, given, text, channel,"
    " consented_on, created_at) SELECT store_id, till_id, operator_id, customer_id, 'photo', 1, 'x',"
    " 'counter', sold_on, created_at FROM sale LIMIT 1",
    "INSERT INTO record_access (store_id, till_id, operator_id, customer_id, opened, opened_at) SELECT"
    " store_id, till_id, operator_id, customer_id, 'card', created_at FROM sale LIMIT 1",
    "INSERT INTO privacy_request (store_id, operator_id, customer_id, kind, asked_on, due_on, created_at)"
    " SELECT store_id, operator_id, customer_id, 'access', sold_on, sold_on, created_at FROM sale LIMIT 1",
    "INSERT INTO incident (id, store_id, operator_id, known_at, what_happened, data_affected, risk,"
    " created_at) SELECT 1, store_id, operator_id, created_at, 'x', 'x', 'x', created_at FROM sale LIMIT 1",
    "INSERT INTO incident_note (store_id, operator_id, incident_id, kind, text, happened_on, created_at)"
    " SELECT store_id, operator_id, 1, 'measure', 'x', sold_on, created_at FROM sale LIMIT 1",
    "INSERT INTO credit_analysis (store_id, till_id, operator_id, customer_id, analysed_on, policy_version,"
    " facts, points, proposed, proposed_limit_cents, decision, limit_cents, reason, operation, created_at)"
    " SELECT store_id, till_id, operator_id, customer_id, sold_on, 1, '{}', 1, 'approve', 1, 'approve', 1,"
    " 'x', 'x', created_at FROM sale LIMIT 1",
    "INSERT INTO limit_entry (id, store_id, till_id, operator_id, customer_id, kind, reason, created_at)"
    " SELECT 999, store_id, till_id, operator_id, customer_id, 'set', 'x', created_at FROM sale LIMIT 1",
    "INSERT INTO credit_decision (sale_id, policy_version, colour, failed, limit_cents, used_cents,"
    " added_cents) SELECT id, 1, 'green', '[]', 1, 0, 1 FROM sale LIMIT 1 ON CONFLICT (sale_id) DO NOTHING",
    "INSERT INTO cash_closing (id, store_id, till_id, operator_id, session_id, number, closed_on,"
    " expected_cents, counted_cents, difference_cents, float_left_cents, counts, operation, created_at)"
    " SELECT 1, store_id, till_id, operator_id, id, 1, opened_on, 0, 0, 0, 0, 1, 'c', opened_at"
    " FROM cash_session LIMIT 1",
    "INSERT INTO cash_count (store_id, closing_id, position, method, expected_cents, counted_cents)"
    " SELECT store_id, 1, 1, 'cash', 0, 0 FROM cash_session LIMIT 1",
    "INSERT INTO cash_movement (store_id, till_id, operator_id, session_id, kind, method, amount_cents,"
    " created_at, operation, reason) SELECT store_id, till_id, operator_id, id, 'cash_supply', 'cash', 1,"
    " opened_at, 's', 'x' FROM cash_session LIMIT 1",
    "INSERT INTO due_move (store_id, till_id, operator_id, installment_id, from_due, to_due, keeps_charges,"
    " reason, moved_on, operation, created_at) SELECT s.store_id, till_id, operator_id, i.id, sold_on,"
    " first_due, 0, 'x', sold_on, 'm', created_at FROM sale AS s JOIN installment AS i ON i.sale_id = s.id"
    " LIMIT 1",
    "INSERT INTO sale_return (id, store_id, till_id, operator_id, sale_id, customer_id, number, returned_on,"
    " is_whole, value_cents, settled_cents, interest_cents, refund_cents, fine_cents, late_interest_cents,"
    " discount_cents, refund_by, reason, operation, created_at) SELECT 1, store_id, till_id, operator_id, id,"
    " customer_id, 1, sold_on, 0, 1, 1, 0, 0, 0, 0, 0, 'none', 'x', 'r', created_at FROM sale LIMIT 1",
    "INSERT INTO sale_return_item (store_id, sale_return_id, item_id, quantity) SELECT store_id, 1, id, 1"
    " FROM sale_item LIMIT 1",
    "INSERT INTO sale_return_line (store_id, sale_return_id, position, reduction_cents, settled_cents,"
    " beyond_cents, refund_cents, fine_cents, late_interest_cents) SELECT store_id, 1, 1, 1, 1, 0, 0, 0, 0"
    " FROM sale LIMIT 1",
    "INSERT INTO store_credit_entry (store_id, till_id, operator_id, customer_id, kind, amount_cents,"
    " payment_id, entered_on, operation, created_at) SELECT store_id, till_id, operator_id, customer_id,"
    " 'kept', 1, id, paid_on, 'k', created_at FROM payment LIMIT 1",
    "INSERT INTO document_copy (store_id, till_id, operator_id, document_id, number, medium, copied_at)"
    " SELECT store_id, till_id, operator_id, id, 2, 'printer', issued_at FROM document LIMIT 1",
    "INSERT INTO bank_statement (id, store_id, till_id, operator_id, format, bank, account, sha256,"
    " first_day, last_day, line_count, operation, created_at) SELECT 1, store_id, till_id, operator_id,"
    " 'ofx', 'b', 'a', 'h', sold_on, sold_on, 1, 'o', created_at FROM sale LIMIT 1",
    "INSERT INTO bank_line (id, store_id, statement_id, account, identity, day, amount_cents, description)"
    " SELECT 1, store_id, 1, 'a', 'i', sold_on, 1, 'x' FROM sale LIMIT 1",
    "INSERT INTO bank_decision (store_id, till_id, operator_id, line_id, kind, reason, operation, created_at)"
    " SELECT store_id, till_id, operator_id, 1, 'ignored', 'x', 'd', created_at FROM sale LIMIT 1",
)


@pytest.fixture
def busy_shop(shop: Context) -> Context:
    """A shop with a row in every table that is guarded, on each engine."""
    return filled(shop)


def filled(shop: Context) -> Context:
    customer = a_customer(shop)
    sale = a_sale(shop, customer, down_payment=Money(30_00))
    papers.issue_carne(shop, papers.PaperOrder(new_id(), sale.sale_id))
    a_reversal(shop, a_payment(shop, customer).payment_id)
    order = users.ReleaseOrder(new_id(), OWNER, "release_rate", "hash", "cliente antiga", PINS[OWNER])
    users.release(shop, order)
    save_version(shop.stamp, "settings", ShopSettings())
    for statement in LATER_ROWS:
        shop.database.execute_sql(statement)
    return shop


def refused(ctx: Context, statement: str) -> bool:
    """Whether the guard (and not something else) stops the statement."""
    with pytest.raises(DatabaseError) as error, ctx.database.atomic():
        ctx.database.execute_sql(statement)
    return "append-only" in str(error.value)


def test_no_guarded_row_is_deleted(busy_shop: Context) -> None:
    for table in GUARDED:
        rows = busy_shop.database.execute_sql(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        assert rows, f"nothing to try on in {table}"
        assert refused(busy_shop, f"DELETE FROM {table}"), table


def test_no_posted_column_is_changed(busy_shop: Context) -> None:
    for table in GUARDED:
        free = (*CHANGEABLE.get(table, ()), *EMPTIED.get(table, ()))
        for column in set(COLUMNS[table]) - set(free):
            assert refused(busy_shop, f'UPDATE {table} SET "{column}" = "{column}"'), (table, column)


def test_what_may_be_emptied_becomes_nothing_else(busy_shop: Context) -> None:
    for table, columns in EMPTIED.items():
        for column in columns:
            assert refused(busy_shop, f"UPDATE {table} SET {column} = 'x'"), (table, column)
            busy_shop.database.execute_sql(f"UPDATE {table} SET {column} = ''")


def test_a_movement_changes_hands_only_with_its_customer(busy_shop: Context) -> None:
    change = "UPDATE payment SET customer_id = 998"
    assert refused(busy_shop, change)
    busy_shop.database.execute_sql("UPDATE customer SET replaced_by = 998 WHERE id <> 998")
    busy_shop.database.execute_sql(change)


def test_what_may_change_changes(busy_shop: Context) -> None:
    for table, columns in CHANGEABLE.items():
        for column in columns:
            busy_shop.database.execute_sql(f"UPDATE {table} SET {column} = {column}")


def test_no_row_is_written_over(sqlite_shop: Context) -> None:
    """``INSERT OR REPLACE``, which only SQLite knows, deletes by itself and must ask the same guards."""
    filled(sqlite_shop)
    for table in GUARDED:
        assert refused(sqlite_shop, f"REPLACE INTO {table} SELECT * FROM {table}"), table


def test_an_upsert_is_an_update(busy_shop: Context) -> None:
    statement = (
        "INSERT INTO operation SELECT * FROM operation WHERE true ON CONFLICT (id) DO UPDATE SET result = 'x'"
    )
    assert refused(busy_shop, statement)


@pytest.mark.postgres
def test_no_table_is_emptied_at_once(postgres_shop: Context) -> None:
    """TRUNCATE, which only PostgreSQL knows, fires no row trigger and needs a guard of its own."""
    filled(postgres_shop)
    for table in GUARDED:
        assert refused(postgres_shop, f"TRUNCATE {table} CASCADE"), table


def test_every_table_of_money_is_guarded() -> None:
    free = {
        "store", "till", "shop_user", "holiday", "number_series", "customer", "customer_phone",
        "customer_word", "search_word", "day_roll", "portfolio_total", "import_layout",
        "user_permission", "password_proof", "audit_chain", "customer_detail", "customer_reference",
        "authorised_buyer", "credit_account", "customer_score", "release_request", "back_test",
    }  # fmt: skip
    assert {table._meta.table_name for table in TABLES} - set(GUARDED) - free == set()
