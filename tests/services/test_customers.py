"""Registering, changing and recognising customers, on both engines."""

from dataclasses import replace
from datetime import date

import pytest

from crediario.db.models import Audit, Customer, CustomerPhone, CustomerWord
from crediario.domain.br import InvalidCep, InvalidCpf, PhoneMissingNine, TextTooLong
from crediario.domain.calendar import UnknownState
from crediario.domain.errors import Refusal
from crediario.domain.money import AmountNotPositive, Money
from crediario.domain.registration import (
    BirthDateOutOfRange,
    CustomerNameMissing,
    InvalidEmail,
    PaydayOutOfRange,
)
from crediario.services.core import Context, PermissionDenied
from crediario.services.customers import (
    ChangeCustomerOrder,
    CustomerDraft,
    CustomerOrder,
    CustomerSaved,
    DocumentTaken,
    LookAlikeFound,
    LookAlikeReason,
    PhoneDraft,
    PhonePurpose,
    RecordChangedMeanwhile,
    ShowDocumentOrder,
    change_customer,
    customer_record,
    look_alikes,
    register_customer,
    show_document,
)
from crediario.services.search import search_customers
from tests.support.shop import CASHIER, TODAY, as_person, new_id

WHOLE = CustomerDraft(
    name="Maria das Graças Oliveira",
    document="123.456.789-09",
    birth_date=date(1980, 5, 1),
    phones=(PhoneDraft("(34) 9 9812-4471"), PhoneDraft("(34) 3821-4405", PhonePurpose.MESSAGE)),
    cep="38700-002",
    street="Rua das Flores, 12",
    district="Vila Garcia",
    city="Patos de Minas",
    uf="MG",
    email="maria@exemplo.com.br",
    income=Money(2_400_00),
    payday=5,
    notes="prefere WhatsApp",
)
BARE = CustomerDraft("Zé")


def register(ctx: Context, draft: CustomerDraft, *, confirmed: bool = False) -> CustomerSaved:
    return register_customer(ctx, CustomerOrder(new_id(), draft, confirmed))


def change(ctx: Context, customer_id: int, *, confirmed: bool = False, **fields: object) -> CustomerSaved:
    before = customer_record(ctx, customer_id).draft
    after = replace(before, **fields)  # type: ignore[arg-type]
    return change_customer(ctx, ChangeCustomerOrder(new_id(), customer_id, before, after, confirmed))


def test_a_whole_record_comes_back_as_it_was_typed(shop: Context) -> None:
    saved = register(as_person(shop, CASHIER), WHOLE)
    assert saved.missing == ()
    record = customer_record(shop, saved.id)
    assert record.draft == WHOLE
    assert (record.id, record.since, record.is_company, record.missing) == (saved.id, TODAY, False, ())


def test_a_name_is_enough_and_what_credit_needs_is_named(shop: Context) -> None:
    saved = register(shop, BARE)
    assert saved.missing == ("document", "birth_date", "phone", "address")
    assert customer_record(shop, saved.id).draft == BARE


def test_a_minor_is_registered_and_flagged(shop: Context) -> None:
    assert register(shop, replace(WHOLE, birth_date=date(2010, 1, 1))).missing == ("minor",)


def test_a_company_has_no_birth_date(shop: Context) -> None:
    saved = register(shop, replace(WHOLE, document="12.ABC.345/01DE-35"))
    record = customer_record(shop, saved.id)
    assert (record.is_company, record.draft.birth_date, record.missing) == (True, None, ())


def test_the_same_request_registers_once(shop: Context) -> None:
    order = CustomerOrder(new_id(), WHOLE)
    assert register_customer(shop, order) == register_customer(shop, order)
    assert Customer.select().count() == 1


def test_numbers_typed_without_area_code_get_the_shops(shop: Context) -> None:
    saved = register(shop, replace(BARE, phones=(PhoneDraft("99812-4471"), PhoneDraft(" "))))
    assert customer_record(shop, saved.id).draft.phones == (PhoneDraft("(34) 9 9812-4471"),)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": "  \0 "}, CustomerNameMissing),
        ({"name": "x" * 10_000}, TextTooLong),
        ({"document": "123.456.789-00"}, InvalidCpf),
        ({"birth_date": date(2026, 6, 10)}, BirthDateOutOfRange),
        ({"birth_date": date(1905, 6, 9)}, BirthDateOutOfRange),
        ({"phones": (PhoneDraft("34 9812-4471"),)}, PhoneMissingNine),
        ({"cep": "3870"}, InvalidCep),
        ({"uf": "XX"}, UnknownState),
        ({"email": "maria@"}, InvalidEmail),
        ({"income": Money(-1)}, AmountNotPositive),
        ({"payday": 32}, PaydayOutOfRange),
        ({"payday": 0}, PaydayOutOfRange),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_written(
    shop: Context, fields: dict[str, object], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        register(shop, replace(WHOLE, **fields))  # type: ignore[arg-type]
    assert Customer.select().count() == CustomerPhone.select().count() == CustomerWord.select().count() == 0


@pytest.mark.parametrize(
    "name", ["😀 Ana", "<b>Ana</b>", "=1+1", "Ana\0", "Robert'); DROP TABLE customer;--"]
)
def test_odd_names_are_only_names(shop: Context, name: str) -> None:
    saved = register(shop, CustomerDraft(name))
    assert customer_record(shop, saved.id).draft.name == name.replace("\0", "")


def test_a_document_is_registered_once(shop: Context) -> None:
    first = register(shop, WHOLE)
    with pytest.raises(DocumentTaken) as refused:
        register(shop, replace(BARE, document="12345678909"), confirmed=True)
    assert (refused.value.customer_id, refused.value.name) == (first.id, WHOLE.name)
    other = register(shop, BARE)
    with pytest.raises(DocumentTaken):
        change(shop, other.id, document="12345678909", confirmed=True)
    assert change(shop, first.id, notes="").missing == ()


def test_another_till_with_the_same_document_at_the_same_moment(
    shop: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = register(shop, WHOLE), register(shop, BARE)
    unseen = iter([None, None])
    known = customers_with_document()
    monkeypatch.setattr(
        "crediario.db.customers.with_document", lambda *asked: next(unseen, None) or known(*asked)
    )
    monkeypatch.setattr("crediario.services.customers._check_nobody_else", lambda *_: None)
    for attempt in (
        lambda: register(shop, replace(BARE, document="12345678909")),
        lambda: change(shop, other.id, document="12345678909"),
    ):
        with pytest.raises(DocumentTaken) as refused:
            attempt()
        assert refused.value.customer_id == first.id
    assert Customer.select().count() == 2


def customers_with_document():  # type: ignore[no-untyped-def]
    from crediario.db import customers

    return customers.with_document


def test_who_looks_alike_is_shown_while_typing(shop: Context) -> None:
    saved = register(shop, WHOLE)

    def why(**typed: object) -> list[tuple[int, LookAlikeReason]]:
        return [(found.id, found.why) for found in look_alikes(shop, **typed)]  # type: ignore[arg-type]

    assert why(document="123.456.789-09") == [(saved.id, LookAlikeReason.DOCUMENT)]
    assert why(phones=("", "9", "99812-4471")) == [(saved.id, LookAlikeReason.PHONE)]
    same = [(saved.id, LookAlikeReason.NAME_AND_BIRTH_DATE)]
    for name in (
        "MARIA DAS GRACAS OLIVEIRA",
        "Maria G. Oliveira",
        "Oliveira, Maria das Graças",
        "Maria das Grasas Olivera",
    ):
        assert why(name=name, birth_date=date(1980, 5, 1)) == same, name
    assert why(name="Ana Paula Lima", birth_date=date(1980, 5, 1)) == []
    assert why(name=WHOLE.name, birth_date=date(1980, 5, 2)) == []
    assert why(document="123.456.789-00", phones=("12",), name=WHOLE.name) == []
    assert why(document="12345678909", except_id=saved.id) == []
    assert why() == []
    (found,) = look_alikes(shop, document="12345678909", phones=("34 99812-4471",))
    assert (found.name, found.document_masked) == (WHOLE.name, "***.456.789-**")


def test_a_look_alike_is_confirmed_before_it_is_written(shop: Context) -> None:
    first = register(shop, WHOLE)
    sister = CustomerDraft("Ana Oliveira", phones=(PhoneDraft("(34) 3821-4405"),))
    with pytest.raises(LookAlikeFound) as refused:
        register(shop, sister)
    assert (refused.value.customer_id, refused.value.name) == (first.id, WHOLE.name)
    saved = register(shop, sister, confirmed=True)
    assert change(shop, saved.id, notes="irmã").id == saved.id, "what was confirmed is not asked again"
    with pytest.raises(LookAlikeFound):
        change(shop, saved.id, phones=(PhoneDraft("(34) 9 9812-4471"),))


def test_only_what_the_form_changed_is_written(shop: Context) -> None:
    saved = register(shop, WHOLE)
    opened = customer_record(shop, saved.id).draft
    change(shop, saved.id, notes="de outro caixa", city="Lagoa Formosa")
    after = replace(opened, name="Maria Oliveira Souza", phones=(PhoneDraft("(34) 9 8877-0213"),))
    order = ChangeCustomerOrder(new_id(), saved.id, opened, after)
    assert change_customer(shop, order).missing == ()
    now = customer_record(shop, saved.id).draft
    assert now == replace(after, notes="de outro caixa", city="Lagoa Formosa")
    late = ChangeCustomerOrder(new_id(), saved.id, opened, replace(opened, city="Patos", cep="38700-003"))
    with pytest.raises(RecordChangedMeanwhile) as refused:
        change_customer(shop, late)
    assert refused.value.changed == ("city",)


def test_the_search_follows_the_change(shop: Context) -> None:
    saved = register(shop, WHOLE)
    change(shop, saved.id, name="Maria Souza", document="", phones=(PhoneDraft("(34) 9 8877-0213"),))
    for text in ("oliveira", "gracas", "123456", "4471", "998124471"):
        assert search_customers(shop, text).customers == (), text
    for text in ("souza", "maria", "0213", "988770213"):
        assert [found.id for found in search_customers(shop, text).customers] == [saved.id], text
    words = {row.word: row.name_folded for row in CustomerWord.select()}
    assert set(words.values()) == {"maria souza"}
    assert Customer.get_by_id(saved.id).name_folded == "maria souza"


def test_the_audit_keeps_both_sides_of_a_change(shop: Context) -> None:
    saved = register(shop, BARE)
    change(shop, saved.id, name="José da Silva")
    subject = Audit.select().where(Audit.use_case == "change_customer").get().subject
    assert '"Zé"' in subject
    assert '"José da Silva"' in subject


def test_a_change_of_nothing_writes_nothing(shop: Context) -> None:
    saved = register(shop, WHOLE)
    before = list(CustomerPhone.select(CustomerPhone.id).tuples())
    assert change(shop, saved.id) == saved
    assert list(CustomerPhone.select(CustomerPhone.id).tuples()) == before


def test_who_looked_at_a_document_is_kept(shop: Context) -> None:
    saved, bare = register(shop, WHOLE), register(shop, BARE)
    cashier = as_person(shop, CASHIER)
    assert show_document(cashier, ShowDocumentOrder(new_id(), saved.id)).document == "123.456.789-09"
    assert show_document(cashier, ShowDocumentOrder(new_id(), bare.id)).document is None
    looked = Audit.select().where(Audit.use_case == "show_document").order_by(Audit.id)
    assert [row.operator_id for row in looked] == [cashier.operator.id] * 2


def test_nobody_by_that_id(shop: Context) -> None:
    with pytest.raises(LookupError):
        customer_record(shop, 999)
    with pytest.raises(LookupError):
        change_customer(shop, ChangeCustomerOrder(new_id(), 999, BARE, WHOLE))


def test_a_revoked_cashier_registers_nobody(shop: Context) -> None:
    from crediario.services import users

    cashier = as_person(shop, CASHIER)
    users.set_person_active(shop, users.ActiveOrder(new_id(), CASHIER, active=False))
    with pytest.raises(PermissionDenied):
        register(cashier, WHOLE)
