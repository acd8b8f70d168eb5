"""Anonymising: refused with the reason, or thorough; the money stays, the traces leave the very bytes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from crediario.db import connection
from crediario.db.connection import DatabaseBusy
from crediario.db.models import (
    TABLES,
    Allocation,
    Audit,
    AuthorisedBuyer,
    Customer,
    CustomerDetail,
    Guarantor,
    Installment,
    LedgerEntry,
    Payment,
    PrivacyRequest,
    Sale,
)
from crediario.db.statements import fetch
from crediario.domain.customers import CustomerIncomplete
from crediario.domain.money import Money
from crediario.domain.privacy import ConsentPurpose, HoldKind, RequestKind
from crediario.domain.relations import CustomerClosed
from crediario.domain.settings import ShopSettings
from crediario.services import (
    anonymising,
    checking,
    customers,
    ficha,
    papers,
    privacy,
    sale_papers,
    search,
    settings,
)
from crediario.services.anonymising import (
    AnonymiseOrder,
    ErasableFilter,
    ErasureRefused,
    NobodyToErase,
    WipeOrder,
    anonymise_people,
    confirm_wipe,
    erasable_people,
    erasure_preview,
    wipe_pending,
    wipe_traces,
)
from crediario.services.core import Context, PasswordNeeded, PermissionDenied, RequestIdReused
from crediario.services.papers import PaperErased
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.privacy import CANARIES, CPF, LATER, a_canary, named_elsewhere, settle
from tests.support.shop import MANAGER, as_person, new_id, on_day, settings_order, unproven

SUMMED = (Sale, Installment, Payment, Allocation, LedgerEntry)
AMOUNTS = {
    model: [field for field in model._meta.sorted_fields if field.name.endswith("_cents")] for model in SUMMED
}


def erased(ctx: Context, *ids: int) -> anonymising.Anonymised:
    return anonymise_people(ctx, AnonymiseOrder(new_id(), ids))


def money(ctx: Context) -> list[object]:
    return [list(model.select(model.id, *AMOUNTS[model]).order_by(model.id).tuples()) for model in SUMMED]


def failing(ctx: Context) -> list[str]:
    return [each.code for each in checking.check_shop(ctx).invariants if each.failed]


def found_by(ctx: Context, text: str) -> list[int]:
    return [each.id for each in search.search_customers(ctx, text).customers]


def texts_left(ctx: Context) -> list[str]:
    """Every cell of every table in which something of the person stands, whatever its column."""
    found = []
    for model in TABLES:
        table = model._meta.table_name
        columns = [field.column_name for field in model._meta.sorted_fields]
        names = ", ".join(f'"{name}"' for name in columns)
        for row in fetch(ctx.database, f"SELECT {names} FROM {table}"):  # noqa: S608 - names of the models
            for column, value in zip(columns, row, strict=True):
                text = bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
                found += [f"{table}.{column}: {each}" for each in CANARIES if each in text]
    return found


@pytest.fixture
def canary(shop: Context) -> int:
    """Everything settled, and the years over."""
    customer = a_canary(shop)
    settle(shop, customer)
    on_day(shop, LATER)
    return customer


def test_nothing_of_the_person_is_left_in_any_column(shop: Context, canary: int) -> None:
    assert texts_left(shop)
    erased(shop, canary)
    assert texts_left(shop) == []


def test_every_amount_stays_and_every_invariant_holds(shop: Context, canary: int) -> None:
    before, broken = money(shop), failing(shop)
    erased(shop, canary)
    assert money(shop) == before
    # The rows of other features were put in by hand, which their own invariants may not like.
    assert failing(shop) == broken
    report = checking.check_shop(shop)
    checked = {each.code: each for each in report.invariants}
    assert checked["I17"].checked == 1
    # The audit's chain: subjects were emptied, their hashes stay in it.
    assert checked["I12"].checked > 0
    assert checked["I12"].failed == 0


def test_the_record_says_only_that_somebody_was_there(shop: Context, canary: int) -> None:
    erased(shop, canary)
    card = ficha.customer_card(shop, canary)
    assert (card.name, card.document_masked, card.phones) == (f"Pessoa anonimizada nº {canary}", "", ())
    assert card.purchases
    assert card.payments


def test_the_search_finds_neither_name_nor_number(shop: Context, canary: int) -> None:
    assert found_by(shop, "quintiliana") == [canary]
    erased(shop, canary)
    for text in ("quintiliana", "xarope", CPF, "987654321", "intilian"):
        assert found_by(shop, text) == []


def test_words_that_others_have_too_still_find_them(shop: Context, canary: int) -> None:
    other = a_customer(shop, "Benta Xarope")
    erased(shop, canary)
    assert found_by(shop, "arope") == [other]


def test_papers_of_the_person_are_refused_afterwards(shop: Context, canary: int) -> None:
    sale = Sale.get(Sale.customer == canary, Sale.agreement.is_null())
    issued = [
        issue(shop, papers.PaperOrder(new_id(), sale.id))
        for issue in (papers.issue_carne, sale_papers.issue_contract, sale_papers.issue_promissory_notes)
    ]
    erased(shop, canary)
    for paper in issued:
        with pytest.raises(PaperErased):
            papers.paper_content(shop, paper.document_id)


def test_a_request_of_before_is_not_answered_from_memory(shop: Context) -> None:
    order = customers.CustomerOrder(new_id(), customers.CustomerDraft("Zenóbia Quintiliana"))
    saved = customers.register_customer(shop, order)
    erased(shop, saved.id)
    with pytest.raises(RequestIdReused):
        customers.register_customer(shop, order)


def test_whoever_was_named_in_other_records_is_named_there_no_more(shop: Context, canary: int) -> None:
    other = named_elsewhere(shop, canary)
    erased(shop, canary)
    assert texts_left(shop) == []
    assert customers.customer_record(shop, other).draft.notes == "vizinho da (apagado), (apagado)"
    assert CustomerDetail.get_by_id(other).spouse_name == "(apagado)"
    assert AuthorisedBuyer.get(AuthorisedBuyer.customer == other).document is None


def test_the_record_is_not_filled_in_again(shop: Context, canary: int) -> None:
    erased(shop, canary)
    before = customers.customer_record(shop, canary).draft
    order = customers.ChangeCustomerOrder(new_id(), canary, before, replace(before, name="Zenóbia"), True)
    with pytest.raises(CustomerClosed):
        customers.change_customer(shop, order)
    with pytest.raises(CustomerIncomplete):
        a_sale(shop, canary)


def test_a_namesake_keeps_everything(shop: Context, canary: int) -> None:
    namesake = a_customer(
        shop, "Zenóbia Quintiliana Xarope", notes="dona da loja Zenóbia Quintiliana Xarope",
        phones=(customers.PhoneDraft("(34) 9 8765-4321"),),
    )  # fmt: skip
    before = customers.customer_record(shop, namesake).draft
    erased(shop, canary)
    assert customers.customer_record(shop, namesake).draft == before
    assert found_by(shop, "quintiliana") == [namesake]
    assert Audit.select().where(Audit.subject.contains("dona da loja Zenóbia")).count() == 1


def test_records_merged_into_one_are_one_person(shop: Context, canary: int) -> None:
    merged = a_customer(shop, "Zenóbia Quintiliana de Antes", document="")
    Customer.update(replaced_by=canary).where(Customer.id == merged).execute()
    assert erasure_preview(shop, merged).records == 2
    done = erased(shop, merged)
    assert (done.people, done.records) == (1, 2)
    assert texts_left(shop) == []


def test_the_request_for_it_is_answered_by_it(shop: Context, canary: int) -> None:
    asked = privacy.RequestOrder(new_id(), canary, RequestKind.ERASURE, LATER, "motivo Quintiliana")
    recorded = privacy.record_request(shop, asked)
    erased(shop, canary)
    row = PrivacyRequest.get_by_id(recorded.privacy_request_id)
    assert (row.answered_on, row.note, row.answer) == (LATER, None, "")
    assert texts_left(shop) == []


def test_what_is_open_keeps_the_person_and_blocks_offers(shop: Context) -> None:
    customer = a_canary(shop)
    on_day(shop, LATER)
    before = texts_left(shop)
    with pytest.raises(ErasureRefused) as refused:
        erased(shop, customer)
    kinds = [hold.kind for hold in refused.value.holds]
    assert kinds == [HoldKind.OPEN_BALANCE, HoldKind.OPEN_AGREEMENT]
    assert refused.value.holds[0].amount > Money.ZERO
    assert refused.value.holds[1].named == ("1",)
    consents = privacy.person_privacy(shop, customer)
    assert not any(state.given for state in consents.consents)
    assert {row.purpose for row in consents.history if not row.given} == {
        ConsentPurpose.MARKETING,
        ConsentPurpose.BIRTHDAY,
    }
    assert texts_left(shop) == before


def test_a_second_refusal_blocks_nothing_twice(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer)
    for _ in range(2):
        with pytest.raises(ErasureRefused):
            erased(shop, customer)
    assert len(privacy.person_privacy(shop, customer).history) == 2


def test_the_last_day_of_the_years_still_keeps(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, pieces=1, first_due=date(2026, 6, 19))
    on_day(shop, date(2026, 6, 19))
    a_payment(shop, customer)
    on_day(shop, date(2031, 6, 18))
    (hold,) = erasure_preview(shop, customer).holds
    assert (hold.kind, hold.until) == (HoldKind.TOO_RECENT, date(2031, 6, 19))
    on_day(shop, date(2031, 6, 19))
    assert erasure_preview(shop, customer).holds == ()
    settings.change_settings(shop, settings_order(shop, ShopSettings(retention_years=6)))
    assert erasure_preview(shop, customer).holds


def test_a_guarantor_of_somebody_with_open_money_stays(shop: Context, canary: int) -> None:
    friend = a_customer(shop, "Otávio Pereira Lima")
    a_sale(shop, friend)
    Guarantor.insert(
        store=shop.store_id, operator=shop.operator.id, customer=friend, guarantor=canary, created_at=shop.now
    ).execute()
    (hold,) = erasure_preview(shop, canary).holds
    assert (hold.kind, hold.named) == (HoldKind.GUARANTOR, ("Otávio Pereira Lima",))


def test_an_unanswered_request_keeps_the_person(shop: Context, canary: int) -> None:
    privacy.record_request(shop, privacy.RequestOrder(new_id(), canary, RequestKind.REVIEW, LATER))
    (hold,) = erasure_preview(shop, canary).holds
    assert (hold.kind, hold.named) == (HoldKind.OPEN_REQUEST, ("2027/00002",))


def test_all_of_those_named_or_none(shop: Context, canary: int) -> None:
    other = a_customer(shop)
    a_sale(shop, other)
    with pytest.raises(ErasureRefused):
        erased(shop, canary, other)
    assert ficha.customer_card(shop, canary).name == "Zenóbia Quintiliana Xarope"


def test_the_list_holds_exactly_those_who_may_go(shop: Context, canary: int) -> None:
    a_sale(shop, a_customer(shop))
    a_customer(shop, "Registrada Ontem Sem Compras")
    assert [row.customer_id for row in erasable_people(shop, ErasableFilter()).rows] == [canary]
    assert erasure_preview(shop, canary).holds == ()
    erased(shop, canary)
    assert erasable_people(shop, ErasableFilter()).rows == ()


def test_nobody_is_erased_twice_or_out_of_nothing(shop: Context, canary: int) -> None:
    erased(shop, canary)
    for ids in ((canary,), ()):
        with pytest.raises(NobodyToErase):
            erased(shop, *ids)
    with pytest.raises(LookupError):
        erased(shop, 999_999)


def test_only_an_owner_with_the_password_erases(shop: Context, canary: int) -> None:
    with pytest.raises(PermissionDenied):
        erased(as_person(shop, MANAGER), canary)
    with pytest.raises(PasswordNeeded):
        erased(unproven(shop), canary)


def test_the_file_is_known_clean_only_when_it_was_wiped(shop: Context, canary: int) -> None:
    assert not wipe_pending(shop)
    erased(shop, canary)
    assert wipe_pending(shop)
    wipe_traces(shop)
    confirm_wipe(shop, WipeOrder(new_id()))
    assert not wipe_pending(shop)


def test_the_bytes_are_in_no_file_of_the_shop(
    sqlite_shop: Context, shop_folder: Path, tmp_path: Path
) -> None:
    customer = a_canary(sqlite_shop)
    named_elsewhere(sqlite_shop, customer)
    settle(sqlite_shop, customer)
    on_day(sqlite_shop, LATER)
    assert bytes_left(shop_folder)
    erased(sqlite_shop, customer)
    wipe_traces(sqlite_shop)
    assert bytes_left(shop_folder) == []
    copy = tmp_path / "copia"
    copy.mkdir()
    connection.copy_to(sqlite_shop.database, copy)
    assert bytes_left(copy) == []


def bytes_left(folder: Path) -> list[str]:
    """Files of a folder in which something of the person stands, in the ways text is kept."""
    wanted = [text.encode(way) for text in CANARIES for way in ("utf-8", "utf-16-le")]
    return [
        f"{path.name}: {each!r}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for content in (path.read_bytes(),)
        for each in wanted
        if each in content
    ]


def test_somebody_reading_meanwhile_leaves_the_file_to_be_cleaned(
    sqlite_shop: Context, shop_folder: Path
) -> None:
    erased(sqlite_shop, a_customer(sqlite_shop))
    reader = sqlcipher.connect(str(shop_folder / connection.SHOP_FILE))
    reader.execute("BEGIN")
    reader.execute("SELECT COUNT(*) FROM customer").fetchone()
    sqlite_shop.database.execute_sql("PRAGMA busy_timeout = 50")
    with pytest.raises(DatabaseBusy):
        wipe_traces(sqlite_shop)
    assert wipe_pending(sqlite_shop)
    reader.close()
    wipe_traces(sqlite_shop)
