"""Two records made one, on both engines: nothing that happened is lost, and everything still adds up."""

# ruff: noqa: S608 - the names of tables and columns are the schema's own

from dataclasses import replace
from datetime import date

import msgspec
import pytest
from peewee import ForeignKeyField

from crediario.db import invariants, limits, merging
from crediario.db.models import (
    TABLES,
    Agreement,
    Audit,
    Customer,
    CustomerMerge,
    CustomerWord,
    Guarantor,
    Installment,
    LimitEntry,
    Payment,
    PointEntry,
    ReleaseRequest,
    Sale,
    Store,
)
from crediario.db.statements import fetch, run
from crediario.domain.credit.position import CreditStatus
from crediario.domain.customer_details import DetailsDraft, Housing, ReferenceDraft
from crediario.domain.errors import Refusal
from crediario.domain.merging import (
    AlreadyMerged,
    AnonymisedRecord,
    DifferentDocuments,
    OpenInTwoStores,
    PersonAndCompany,
    SameRecord,
)
from crediario.domain.money import Money
from crediario.services import customers, ficha, payments, relations, sales
from crediario.services.core import Context, PasswordNeeded, PermissionDenied
from crediario.services.customers import CustomerDraft, CustomerOrder, PhoneDraft, PhonePurpose
from crediario.services.merging import (
    Effect,
    MergeChanged,
    MergedCustomer,
    MergeOrder,
    merge_customers,
    merge_preview,
)
from crediario.services.search import search_customers
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale, sale_order
from tests.support.credit_past import random_story
from tests.support.negotiating import an_agreement
from tests.support.privacy import a_canary
from tests.support.shop import CASHIER, MANAGER, TODAY, as_person, new_id, on_day, proven, unproven
from tests.support.standing import rolled


def an_old_record(ctx: Context, name: str = "Maria das Dores da Silva", **changes: object) -> int:
    """The same person out of a notebook: no document, another telephone."""
    fields: dict[str, object] = {"document": "", "birth_date": None}
    return a_customer(ctx, name, **(fields | changes))


def without_document(ctx: Context, customer_id: int) -> int:
    before = customers.customer_record(ctx, customer_id).draft
    order = customers.ChangeCustomerOrder(new_id(), customer_id, before, replace(before, document=""), True)
    return customers.change_customer(ctx, order).id


def merge(ctx: Context, kept: int, merged: int, *take: str) -> MergedCustomer:
    seen = merge_preview(ctx, kept, merged).effect
    return merge_customers(ctx, MergeOrder(new_id(), kept, merged, seen, take))


def broken(ctx: Context) -> list[invariants.Invariant]:
    return [each for each in invariants.check_all(ctx.database) if each.failed]


def owed(ctx: Context, customer_id: int) -> int:
    sql = "SELECT COALESCE(SUM(open_cents), 0) FROM installment WHERE customer_id = ?"
    return int(fetch(ctx.database, sql, (customer_id,))[0][0])


def still_pointing(ctx: Context, customer_id: int) -> dict[str, int]:
    """Of each table with a foreign key to customers, how many rows still say that one."""
    found = {}
    for table, column in keys_to_customers():
        ((count,),) = fetch(ctx.database, f"SELECT COUNT(*) FROM {table} WHERE {column} = ?", (customer_id,))
        if count:
            found[f"{table}.{column}"] = int(count)
    return found


def keys_to_customers() -> list[tuple[str, str]]:
    return [
        (model._meta.table_name, field.column_name)
        for model in TABLES
        for field in model._meta.sorted_fields
        if isinstance(field, ForeignKeyField) and field.rel_model is Customer
    ]


def test_no_table_that_points_to_a_customer_is_forgotten() -> None:
    apart = merging.UNITED | merging.COUNTED | merging.HISTORY
    moved = set(merging.moved_columns())
    assert moved | {key for key in keys_to_customers() if key[0] in apart} == set(keys_to_customers())
    assert ("sale", "customer_id") in moved
    assert ("guarantor", "guarantor_id") in moved


def test_every_movement_belongs_to_the_one_that_stays(shop: Context) -> None:
    rolled(shop)
    kept, old = a_customer(shop), a_customer(shop, "Maria das Dores da Silva")
    on_day(shop, date(2025, 12, 10))
    rolled(shop)
    a_sale(shop, old, Money(600_00), pieces=6)
    a_sale(shop, kept, Money(300_00), pieces=3, first_due=date(2026, 2, 10))
    for month in (1, 2):
        on_day(shop, date(2026, month, 9))
        rolled(shop)
        paid = a_payment(shop, old)
    a_reversal(shop, paid.payment_id)
    on_day(shop, date(2026, 4, 22))
    rolled(shop)
    an_agreement(shop, old)
    on_day(shop, TODAY)
    rolled(shop)
    without_document(shop, old)
    before = owed(shop, kept) + owed(shop, old)
    preview = merge_preview(shop, kept, old)
    assert preview.effect == Effect(
        sales=Sale.select().where(Sale.customer == old).count(),
        payments=Payment.select().where(Payment.customer == old, Payment.reverses.is_null()).count(),
        open=Money(owed(shop, old)),
    )
    done = merge(shop, kept, old)
    assert (done.id, done.effect) == (kept, preview.effect)
    assert owed(shop, kept) == before == Customer.get_by_id(kept).open_cents
    assert (owed(shop, old), Customer.get_by_id(old).open_cents) == (0, 0)
    assert set(still_pointing(shop, old)) == {"customer_merge.merged_id"}
    assert {row.customer_id for row in (*Sale.select(), *Payment.select(), *Agreement.select())} == {kept}
    assert PointEntry.select().where(PointEntry.customer == kept).count() > 0
    told = msgspec.json.decode(CustomerMerge.get().moved)
    assert {"sale", "payment", "installment", "agreement", "point_entry"} <= set(told)
    assert len(told["installment"]) == Installment.select().count() - 3
    assert broken(shop) == []


@pytest.mark.parametrize("seed", range(3))
def test_any_past_moves_whole_and_goes_on(shop: Context, seed: int) -> None:
    """Sales, parts of payments, reversals, agreements, imports; afterwards everything can still be done."""
    kept, old, other = random_story(shop, seed, 40)
    without_document(shop, old)
    before, known = owed(shop, kept) + owed(shop, old), failing(shop)
    merge(shop, kept, old)
    assert owed(shop, kept) == before
    assert failing(shop) == known
    standing = Payment.select().where(
        Payment.customer == kept, Payment.reverses.is_null(), Payment.amount_cents > 0
    )
    reversed_ = {row.reverses_id for row in Payment.select()}
    for payment in [row for row in standing.order_by(Payment.id.desc()) if row.id not in reversed_][:4]:
        try:
            a_reversal(shop, payment.id)
        except payments.ClosedByAgreement:
            continue
    for _ in range(3):
        if payments.receiving_desk(shop, kept).rows:
            a_payment(shop, kept)
    a_sale(shop, kept)
    rolled(shop)
    assert failing(shop) == known
    without_document(shop, kept)
    merge(shop, other, kept)
    rolled(shop)
    assert failing(shop) == known


def failing(ctx: Context) -> dict[str, int]:
    """The story writes sales of an import without their import: I11 and I13 see them, before and after."""
    found = {each.code: each.failed for each in broken(ctx)}
    assert set(found) <= {"I11", "I13"}
    return found


def test_a_row_of_every_table_follows(shop: Context) -> None:
    old = a_canary(shop)
    kept = a_customer(shop, "Zenóbia Q. Xarope", document="")
    merge(shop, kept, old)
    # Details of the closed record stay readable; the merge itself is history.
    assert set(still_pointing(shop, old)) == {"customer_detail.customer_id", "customer_merge.merged_id"}
    assert Customer.get_by_id(kept).document == "52998224725"
    assert Customer.get_by_id(old).document is None


def test_the_record_says_what_both_said(shop: Context) -> None:
    kept = a_customer(
        shop,
        "Maria das Dores Silva",
        phones=(PhoneDraft("34 9 9812-4471"),),
        details=DetailsDraft(rg="MG-1", housing=Housing.OWN),
        references=(ReferenceDraft("Rita"),),
        notes="",
    )
    old = an_old_record(
        shop,
        "Maria D. da Silva",
        phones=(PhoneDraft("34 3821-4405", PhonePurpose.MESSAGE), PhoneDraft("34 9 9812-4471")),
        details=DetailsDraft(rg="MG-2", mother_name="Benedita"),
        references=(ReferenceDraft("Rita"), ReferenceDraft("Loja Alfa")),
        street="Rua B, 9",
        notes="prefere à tarde",
        income=Money(1_500_00),
    )
    preview = merge_preview(shop, kept, old)
    chosen = {each.name: each.must_choose for each in preview.fields}
    assert chosen == {
        "name": True, "document": False, "birth_date": False, "income": False, "notes": False,
        "address": True, "rg": True, "mother_name": False, "housing": False,
    }  # fmt: skip
    assert preview.phones == ("(34) 9 9812-4471", "(34) 3821-4405")
    assert preview.references == ("Rita", "Loja Alfa")
    merge(shop, kept, old, "rg", "address")
    draft = customers.customer_record(shop, kept).draft
    assert draft.name == "Maria das Dores Silva"
    assert [(each.number_text, each.purpose) for each in draft.phones] == [
        ("(34) 9 9812-4471", PhonePurpose.OWN), ("(34) 3821-4405", PhonePurpose.MESSAGE),
    ]  # fmt: skip
    assert (draft.street, draft.notes, draft.income) == ("Rua B, 9", "prefere à tarde", Money(1_500_00))
    assert (draft.details.rg, draft.details.mother_name, draft.details.housing) == (
        "MG-2", "Benedita", Housing.OWN,
    )  # fmt: skip
    assert [each.name for each in draft.references] == ["Rita", "Loja Alfa"]
    assert broken(shop) == []


def test_whoever_looks_for_the_old_record_finds_the_one_that_stays(shop: Context) -> None:
    kept = a_customer(shop, "Maria das Dores Silva", document="")
    old = a_customer(shop, "Dorinha Souza", document="529.982.247-25", phones=(PhoneDraft("34 3821-4405"),))
    sold = a_sale(shop, old)
    merge(shop, kept, old)
    for text in ("dorinha", "souza", "maria silva", "529982247", "38214405", str(sold.number)):
        found = search_customers(shop, text)
        ids = [each.id for each in found.customers] or [each.customer_id for each in found.carnes]
        assert ids == [kept], text
    assert ficha.customer_card(shop, old).customer_id == kept
    assert customers.customer_record(shop, old).id == kept
    assert customers.customer_with_document(shop, "529.982.247-25") == customers.KnownPerson(
        kept, "Maria das Dores Silva"
    )
    assert {row.customer_id for row in CustomerWord.select()} == {kept}
    with pytest.raises(customers.RecordMerged) as refused:
        draft = CustomerDraft("X")
        customers.change_customer(shop, customers.ChangeCustomerOrder(new_id(), old, draft, draft))
    assert refused.value.kept_id == kept
    with pytest.raises(sales.CustomerNotFound):
        sales.register_sale(shop, sale_order(shop, old))


def test_a_record_merged_twice_over_leads_to_the_last(shop: Context) -> None:
    first, second = an_old_record(shop, "Dora Alves"), an_old_record(shop, "Dorinha Braga")
    third = a_customer(shop, "Maria das Dores Silva")
    merge(shop, second, first)
    merge(shop, third, second)
    assert Customer.get_by_id(first).replaced_by == third
    for text in ("dora alves", "dorinha braga", "dores silva"):
        assert [each.id for each in search_customers(shop, text).customers] == [third], text
    assert ficha.customer_card(shop, first).customer_id == third
    before = customers.customer_record(shop, third).draft
    order = customers.ChangeCustomerOrder(new_id(), third, before, replace(before, name="Maria Nova"), True)
    customers.change_customer(shop, order)
    assert [each.id for each in search_customers(shop, "dora alves").customers] == [third]
    assert search_customers(shop, "dores").customers == ()


# Credit


def test_the_kept_decision_counts_and_what_holds_either_holds_the_one(shop: Context) -> None:
    rolled(shop)
    kept, old = a_customer(shop), an_old_record(shop)
    limits.decide(shop.stamp, kept, Money(900_00), "boa", status=CreditStatus.APPROVED)
    limits.decide(shop.stamp, old, Money(2_000_00), "ótima")
    limits.block(shop.stamp, old, "documento falso")
    limits.restrict(shop.stamp, old, "consta no SPC")
    merge(shop, kept, old)
    account = limits.account_of(shop.database, kept)
    assert (account.limit, account.status) == (Money(900_00), CreditStatus.APPROVED)
    assert (account.blocked, account.restriction) == ("documento falso", "consta no SPC")
    assert [row.kind for row in LimitEntry.select().order_by(LimitEntry.id)][-3:] == [
        "merged", "blocked", "restricted",
    ]  # fmt: skip
    assert limits.account_of(shop.database, old) == limits.Account()
    assert broken(shop) == []


def test_without_a_decision_the_other_ones_counts(shop: Context) -> None:
    rolled(shop)
    kept, old = a_customer(shop), an_old_record(shop)
    limits.decide(shop.stamp, old, Money(2_000_00), "ótima", status=CreditStatus.APPROVED)
    merge(shop, kept, old)
    account = limits.account_of(shop.database, kept)
    assert (account.limit, account.status) == (Money(2_000_00), CreditStatus.APPROVED)
    assert broken(shop) == []


# People beside them


def test_nobody_answers_for_themselves_nor_twice(shop: Context) -> None:
    kept, old, third = a_customer(shop), an_old_record(shop), a_customer(shop, "Rui Prado")
    for customer, guarantor in ((kept, old), (kept, third), (old, third), (third, old)):
        Guarantor.insert(
            store=shop.store_id, operator=shop.operator.id, customer=customer, guarantor=guarantor,
            created_at=shop.now,
        ).execute()  # fmt: skip
    merge(shop, kept, old)
    live = Guarantor.select().where(Guarantor.ended_at.is_null())
    assert {(row.customer_id, row.guarantor_id) for row in live} == {(kept, third), (third, kept)}
    assert still_pointing(shop, old).keys() == {"guarantor.guarantor_id", "customer_merge.merged_id"}
    assert relations.people_desk(shop, kept) is not None


def test_a_request_that_waits_is_withdrawn(shop: Context) -> None:
    kept, old = a_customer(shop), an_old_record(shop)
    place = {"store": shop.store_id, "till": shop.till_id, "operator": shop.operator.id}
    ReleaseRequest.insert(
        **place, customer=old, permission="release_credit", subject_hash="h", shown="{}", message="",
        status="waiting", asked_at=shop.now, expires_at=shop.now,
    ).execute()  # fmt: skip
    merge(shop, kept, old)
    request = ReleaseRequest.get()
    assert (request.customer_id, request.status) == (kept, "withdrawn")


# What is refused, nothing changed


def refused(ctx: Context, kind: type[Refusal], kept: int, old: int) -> Refusal:
    before = contents(ctx)
    preview = merge_preview(ctx, kept, old)
    assert type(preview.refusal) is kind
    with pytest.raises(kind) as found:
        merge_customers(ctx, MergeOrder(new_id(), kept, old, preview.effect))
    assert contents(ctx) == before
    return found.value


def contents(ctx: Context) -> list[list[tuple[object, ...]]]:
    tables = ("customer", "customer_phone", "customer_merge", "sale", "installment", "operation", "audit")
    return [fetch(ctx.database, f"SELECT * FROM {table} ORDER BY id") for table in tables]


def test_the_same_record(shop: Context) -> None:
    maria = a_customer(shop)
    refused(shop, SameRecord, maria, maria)


def test_two_right_cpfs_are_two_people(shop: Context) -> None:
    found = refused(shop, DifferentDocuments, a_customer(shop), a_customer(shop))
    assert isinstance(found, DifferentDocuments)
    assert found.kept_document.startswith("***.")


def test_a_person_and_a_company(shop: Context) -> None:
    company = a_customer(shop, "Padaria Sol", document="12.ABC.345/01DE-35")
    refused(shop, PersonAndCompany, company, an_old_record(shop, "Padaria Sol"))


def test_one_that_was_merged_already(shop: Context) -> None:
    kept, old, third = a_customer(shop), an_old_record(shop), an_old_record(shop, "Dora Alves")
    merge(shop, kept, old)
    for pair in ((old, third), (third, old), (kept, old)):
        found = refused(shop, AlreadyMerged, *pair)
        assert isinstance(found, AlreadyMerged)
        assert found.kept_name == "Maria das Dores Silva"


def test_one_that_was_erased(shop: Context) -> None:
    kept, old = a_customer(shop), an_old_record(shop)
    run(shop.database, "UPDATE customer SET anonymised_at = '2026-01-01' WHERE id = ?", (old,))
    refused(shop, AnonymisedRecord, kept, old)


def test_open_in_two_stores(shop: Context) -> None:
    kept, old = a_customer(shop), a_customer(shop)
    a_sale(shop, kept)
    sold = a_sale(shop, old)
    without_document(shop, old)
    other = Store.insert(code=7, name="Loja 07", opened_at=shop.now).execute()
    # As a sale of the other store would stand; no use case of this till writes one.
    for table in ("sale", "installment"):
        for trigger in _triggers(shop, table):
            shop.database.execute_sql(trigger)
        column = "id" if table == "sale" else "sale_id"
        run(shop.database, f"UPDATE {table} SET store_id = ? WHERE {column} = ?", (other, sold.sale_id))
    found = refused(shop, OpenInTwoStores, kept, old)
    assert isinstance(found, OpenInTwoStores)
    assert (found.kept_stores, found.merged_stores) == ((2,), (7,))
    run(shop.database, "UPDATE installment SET open_cents = 0 WHERE sale_id = ?", (sold.sale_id,))
    assert merge_preview(shop, kept, old).refusal is None


def _triggers(ctx: Context, table: str) -> list[str]:
    return [f"DROP TRIGGER {table}_no_update" + ("" if _is_sqlite(ctx) else f" ON {table}")]


def _is_sqlite(ctx: Context) -> bool:
    return "Sql" in type(ctx.database).__name__


def test_what_happened_since_it_was_shown_is_shown_again(shop: Context) -> None:
    kept, old = without_document(shop, a_customer(shop)), a_customer(shop)
    seen = merge_preview(shop, kept, old).effect
    a_sale(shop, old)
    with pytest.raises(MergeChanged) as found:
        merge_customers(shop, MergeOrder(new_id(), kept, old, seen))
    assert found.value.effect.sales == 1
    assert CustomerMerge.select().count() == 0


def test_the_same_request_merges_once(shop: Context) -> None:
    kept, old = a_customer(shop), an_old_record(shop)
    order = MergeOrder(new_id(), kept, old, Effect(0, 0, Money.ZERO))
    assert merge_customers(shop, order) == merge_customers(shop, order)
    assert CustomerMerge.select().count() == 1
    assert Audit.select().where(Audit.use_case == "merge_customers").count() == 1


def test_managers_merge_with_their_password_given(shop: Context) -> None:
    kept, old = a_customer(shop), an_old_record(shop)
    order = MergeOrder(new_id(), kept, old, Effect(0, 0, Money.ZERO))
    with pytest.raises(PermissionDenied):
        merge_customers(as_person(shop, CASHIER), order)
    with pytest.raises(PasswordNeeded):
        merge_customers(unproven(shop, MANAGER), order)
    proven(shop, MANAGER)
    assert merge_customers(as_person(shop, MANAGER), order).id == kept


def test_nobody_by_that_id(shop: Context) -> None:
    with pytest.raises(LookupError):
        merge_preview(shop, 999, a_customer(shop))
    order = CustomerOrder(new_id(), CustomerDraft("Zé"))
    known = customers.register_customer(shop, order).id
    with pytest.raises(LookupError):
        merge_customers(shop, MergeOrder(new_id(), known, 999, Effect(0, 0, Money.ZERO)))
