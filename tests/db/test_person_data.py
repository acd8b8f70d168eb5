"""One person's rows by the foreign keys: whole, nobody else's, and the schema enumerated."""

from collections.abc import Iterator

import pytest
from peewee import BlobField, ForeignKeyField, TextField

from crediario.db import invariants, person_data
from crediario.db.anonymise import DELETED, EMPTIED, NULLED
from crediario.db.checks import privacy
from crediario.db.models import TABLES, Attachment, Audit, CreditAnalysis, Customer, CustomerWord, Sale
from crediario.db.retention import records_of
from crediario.services import anonymising
from crediario.services.anonymising import AnonymiseOrder
from crediario.services.core import Context
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.privacy import LATER, a_canary, named_elsewhere, settle
from tests.support.shop import new_id, on_day

MODELS = {model._meta.table_name: model for model in TABLES}
#: How a column that is no foreign key may still say whose a row is.
TELLING = {
    "customer_id", "sale_id", "payment_id", "agreement_id", "installment_id", "subject_id", "operation",
    "replaced_by", "release_id",
}  # fmt: skip
#: Tables about the shop or its people, whose rows lead to no customer.
NOT_OF_CUSTOMERS = {
    "import_batch": "one file brought in, many people's",
    "cash_session": "a till's drawer",
    "cash_closing": "a till's drawer",
    "bank_statement": "one file of the bank, many people's",
}


def test_every_table_that_leads_to_a_customer_is_handed_out_or_left_out_for_a_reason() -> None:
    reached = {*person_data.reachable(), *(link.table for link in person_data.LINKS)}
    assert reached == {*person_data.TITLES, *(person_data.LEFT_OUT.keys() & reached)}


def test_no_table_says_whose_it_is_without_being_asked() -> None:
    telling = {
        table
        for table, model in MODELS.items()
        if TELLING & {field.column_name for field in model._meta.sorted_fields}
    }
    assert telling <= {*person_data.TITLES, *person_data.LEFT_OUT, *NOT_OF_CUSTOMERS}


def test_redundant_keys_are_real_ones() -> None:
    keys = {(edge.child, edge.column) for edge in person_data.edges()}
    assert person_data.REDUNDANT.keys() <= keys


def test_following_every_key_finds_the_same_rows(shop: Context) -> None:
    customer = a_canary(shop)
    a_sale(shop, a_customer(shop, "Otávio Pereira Lima"))
    ids = records_of(shop.database, customer)
    assert person_data.person_rows(shop.database, ids) == person_data.person_rows(
        shop.database, ids, every_edge=True
    )


def test_everything_of_the_person_and_nothing_of_anybody_else(shop: Context) -> None:
    customer = a_canary(shop)
    other = named_elsewhere(shop, customer)
    sale = a_sale(shop, other)
    a_payment(shop, other)
    rows = person_data.person_rows(shop.database, records_of(shop.database, customer))
    assert {row["id"] for row in rows["customer"]} == {customer}
    assert sale.sale_id not in {row["id"] for row in rows["sale"]}
    for table, found in rows.items():
        model = MODELS[table]
        own = [
            field.column_name
            for field in model._meta.sorted_fields
            if isinstance(field, ForeignKeyField) and field.rel_model is Customer
        ]
        assert not own or all(customer in {row[column] for column in own} for row in found), table
    empty = [table for table in person_data.TITLES if not rows[table]]
    assert empty == ["customer_merge"]


def test_bytes_are_handed_out_as_files(shop: Context) -> None:
    customer = a_canary(shop)
    ids = records_of(shop.database, customer)
    rows = person_data.person_rows(shop.database, ids)
    assert not any(
        isinstance(value, bytes) for found in rows.values() for row in found for value in row.values()
    )
    assert len(person_data.files_of(shop.database, ids)) == Attachment.select().count()
    papers = person_data.papers_of(shop.database, [row["id"] for row in rows["document"]])
    kinds = ["agreement", "carne", "contract", "promissory_note", "receipt", "sale_return"]
    assert sorted(row["kind"] for row in rows["document"]) == kinds
    assert [each.content[:5] for each in papers] == [b"%PDF-"] * len(kinds)


# -- I17 -----------------------------------------------------------------------------------------------------


def text_columns() -> Iterator[tuple[str, str]]:
    """Every column in which something of a person could stand, of every table that leads to one."""
    tables = {*person_data.TITLES, *person_data.reachable()}
    for table in sorted(tables):
        for field in MODELS[table]._meta.sorted_fields:
            if isinstance(field, TextField | BlobField):
                yield table, field.column_name


@pytest.mark.parametrize(("table", "column"), list(text_columns()))
def test_every_text_of_a_person_is_erased_or_kept_for_a_reason(table: str, column: str) -> None:
    emptied = {(each.table, each.column) for each in EMPTIED}
    goes = table in DELETED or (table == "customer" and column in NULLED) or (table, column) in emptied
    kept = column in privacy.KEPT.get(table, {})
    assert goes != kept, f"{table}.{column}"


def test_what_says_who_is_not_only_text() -> None:
    said = {"birth_date", "income_cents", "payday"}
    assert said <= set(NULLED)


@pytest.fixture
def erased(shop: Context) -> int:
    customer = a_canary(shop)
    settle(shop, customer)
    on_day(shop, LATER)
    anonymising.anonymise_people(shop, AnonymiseOrder(new_id(), (customer,)))
    return customer


PLANTED = {
    "a name": lambda id_: Customer.update(name="Zenóbia").where(Customer.id == id_),
    "a document": lambda id_: Customer.update(document="52998224725").where(Customer.id == id_),
    "a birth date": lambda id_: Customer.update(birth_date="1980-01-01").where(Customer.id == id_),
    "a word": lambda id_: CustomerWord.insert(word="zenobia", name_folded="zenobia", customer=id_),
    "a merged record": lambda id_: Customer.insert(
        store=1, operator=1, kind="person", name="Zenóbia", name_folded="zenobia", since=LATER,
        created_at="2027-01-01T00:00:00+00:00", replaced_by=id_,
    ),
    "a file": lambda id_: Attachment.insert(
        store=1, till=1, operator=1, customer=id_, kind="other", title="", media_type="image/png",
        sha256="h", size_bytes=1, content=b"x", created_at="2027-01-01T00:00:00+00:00",
    ),
    "an analysis": lambda id_: CreditAnalysis.insert(
        store=1, till=1, operator=1, customer=id_, analysed_on=LATER, policy_version=1, facts="{}",
        points=0, proposed="approve", proposed_limit_cents=0, decision="approve", limit_cents=0, reason="",
        operation="x", created_at="2027-01-01T00:00:00+00:00",
    ),
    "an order": lambda id_: Audit.insert(
        store=1, till=1, operator=1, use_case="change_customer",
        subject=f'{{"customer_id":{id_},"name":"Z"}}', happened_at="2020-01-01T00:00:00+00:00",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", PLANTED)
def test_i17_finds_what_is_left(shop: Context, erased: int, what: str) -> None:
    with shop.database.atomic():
        assert invariants.erased_people_stay_erased(shop.database).failed == 0
    PLANTED[what](erased).execute()
    found = invariants.erased_people_stay_erased(shop.database)
    assert (found.code, found.failed) == ("I17", 1)
    assert found.examples


def test_i17_looks_at_papers_and_texts_too(shop: Context, erased: int) -> None:
    """What triggers keep empty can only come back with a row of another kind: the checks name each column."""
    broken = " ".join(privacy.BROKEN)
    for each in EMPTIED:
        assert f"'{each.table}.{each.column}'" in broken
    assert Sale.select().where(Sale.customer == erased).exists()
