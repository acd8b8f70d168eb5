"""Registering, changing and recognising customers, on both engines."""

from dataclasses import replace
from datetime import date

import pytest

from crediario.db.models import (
    Audit,
    Customer,
    CustomerDetail,
    CustomerPhone,
    CustomerReference,
    CustomerWord,
)
from crediario.domain.br import InvalidCep, InvalidCpf, PhoneMissingNine, TextTooLong
from crediario.domain.calendar import UnknownState
from crediario.domain.customer_details import (
    ContactChannel,
    ContactHours,
    DetailsDraft,
    Housing,
    IncomeProof,
    MaritalStatus,
    ReferenceDraft,
    ReferenceKind,
    ReferenceNameMissing,
    SinceOutOfRange,
    TooManyReferences,
    Treatment,
)
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
    KnownPerson,
    LookAlikeFound,
    LookAlikeReason,
    PhoneDraft,
    PhonePurpose,
    RecordChangedMeanwhile,
    ShowDocumentOrder,
    change_customer,
    customer_record,
    customer_with_document,
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
DETAILS = DetailsDraft(
    social_name="Graça",
    treatment=Treatment.MADAM,
    rg="MG-12.345.678",
    rg_issuer="SSP/MG",
    mother_name="Benedita Oliveira",
    father_name="José Oliveira",
    marital_status=MaritalStatus.MARRIED,
    spouse_name="Antônio Oliveira",
    spouse_document="987.654.321-00",
    spouse_phone="(34) 9 8877-0213",
    spouse_income=Money(1_800_00),
    housing=Housing.FINANCED,
    housing_since=date(2015, 3, 1),
    employer="Padaria Sol",
    employer_phone="(34) 3821-1122",
    job="Confeiteira",
    job_since=date(2019, 8, 1),
    income_proof=IncomeProof.PAYSLIP,
    preferred_channel=ContactChannel.WHATSAPP,
    preferred_hours=ContactHours.AFTERNOON,
)
REFERENCES = (
    ReferenceDraft("Rita Prado", "(34) 9 9777-1234", ReferenceKind.FAMILY),
    ReferenceDraft("Loja Alfa", "", ReferenceKind.COMMERCIAL),
)
MASKED = "***.456.789-**"


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
    assert record.draft == replace(WHOLE, document=MASKED)
    assert (record.id, record.since, record.is_company, record.missing) == (saved.id, TODAY, False, ())


def test_every_field_of_the_complete_record_is_kept(shop: Context) -> None:
    whole = replace(WHOLE, details=DETAILS, references=REFERENCES)
    saved = register(as_person(shop, CASHIER), whole)
    record = customer_record(shop, saved.id)
    shown = replace(DETAILS, spouse_document="***.654.321-**")
    assert record.draft == replace(whole, document=MASKED, details=shown)
    assert record.missing_for_analysis == ()
    change(shop, saved.id, details=replace(shown, job="", housing_since=None), references=REFERENCES[1:])
    kept = customer_record(shop, saved.id).draft
    assert kept.details == replace(shown, job="", housing_since=None)
    assert kept.references == REFERENCES[1:]
    row = Customer.get_by_id(saved.id)
    assert row.address_key == "38700002 rua das flores 12"
    detail = CustomerDetail.get_by_id(saved.id)
    assert (detail.spouse_document, detail.spouse_phone, detail.spouse_income_cents) == (
        "98765432100", "+5534988770213", 180000,
    )  # fmt: skip
    change(shop, saved.id, street="Rua B, 3", details=DetailsDraft(), references=())
    assert Customer.get_by_id(saved.id).address_key == "38700002 rua b 3"
    assert customer_record(shop, saved.id).draft.details == DetailsDraft()
    assert CustomerReference.select().count() == 0


def test_a_masked_document_left_alone_stays_and_one_typed_anew_is_kept(shop: Context) -> None:
    saved = register(shop, replace(WHOLE, details=DETAILS))
    change(shop, saved.id, notes="x")
    assert Customer.get_by_id(saved.id).document == "12345678909"
    shown = customer_record(shop, saved.id).draft
    whole = replace(shown, document="123.456.789-09")
    order = ChangeCustomerOrder(new_id(), saved.id, whole, replace(whole, document="", notes="y"))
    change_customer(shop, order)
    assert Customer.get_by_id(saved.id).document is None
    assert CustomerDetail.get_by_id(saved.id).spouse_document == "98765432100"
    late = ChangeCustomerOrder(new_id(), saved.id, shown, replace(shown, document="111.444.777-35"))
    with pytest.raises(RecordChangedMeanwhile) as refused:
        change_customer(shop, late)
    assert refused.value.changed == ("document",)


def test_details_of_two_tills_at_once_meet_field_by_field(shop: Context) -> None:
    saved = register(shop, replace(WHOLE, details=DETAILS))
    opened = customer_record(shop, saved.id).draft
    change(shop, saved.id, details=replace(opened.details, employer="Mercado Lua"))
    after = replace(opened, details=replace(opened.details, job="Gerente"))
    change_customer(shop, ChangeCustomerOrder(new_id(), saved.id, opened, after))
    kept = customer_record(shop, saved.id).draft.details
    assert (kept.employer, kept.job) == ("Mercado Lua", "Gerente")
    late = replace(opened, details=replace(opened.details, employer="Outro"))
    with pytest.raises(RecordChangedMeanwhile) as refused:
        change_customer(shop, ChangeCustomerOrder(new_id(), saved.id, opened, late))
    assert refused.value.changed == ("employer",)


def test_a_company_keeps_what_a_company_has(shop: Context) -> None:
    details = replace(DETAILS, trade_name="Padaria Sol", state_registration="062.307.904/0081",
                      contact_name="Sônia")  # fmt: skip
    saved = register(shop, replace(WHOLE, document="12.ABC.345/01DE-35", details=details))
    kept = customer_record(shop, saved.id)
    assert kept.draft.document == "12.ABC.345/01DE-35", "a company's number is public"
    assert kept.draft.details == DetailsDraft(
        trade_name="Padaria Sol", state_registration="062.307.904/0081", contact_name="Sônia",
        preferred_channel=ContactChannel.WHATSAPP, preferred_hours=ContactHours.AFTERNOON,
    )  # fmt: skip
    assert kept.missing_for_analysis == ("reference",)


def test_what_the_analysis_would_like_is_no_part_of_what_credit_needs(shop: Context) -> None:
    record = customer_record(shop, register(shop, replace(WHOLE, income=None)).id)
    assert record.missing == ()
    assert record.missing_for_analysis == (
        "housing", "housing_since", "job_since", "income", "income_proof", "reference",
    )  # fmt: skip


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
        ({"details": DetailsDraft(spouse_document="123.456.789-00")}, InvalidCpf),
        ({"details": DetailsDraft(employer_phone="34 9812-4471")}, PhoneMissingNine),
        ({"details": DetailsDraft(housing_since=date(2026, 7, 1))}, SinceOutOfRange),
        ({"details": DetailsDraft(job_since=date(1900, 1, 1))}, SinceOutOfRange),
        ({"details": DetailsDraft(spouse_income=Money(-1))}, AmountNotPositive),
        ({"details": DetailsDraft(mother_name="x" * 121)}, TextTooLong),
        ({"references": (ReferenceDraft("", "34 3821-4405"),)}, ReferenceNameMissing),
        ({"references": (ReferenceDraft("Rita"),) * 11}, TooManyReferences),
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
    swapped = [(saved.id, LookAlikeReason.NAME_AND_SWAPPED_BIRTH_DATE)]
    assert why(name="Maria das Graças Oliveira", birth_date=date(1980, 1, 5)) == swapped
    assert why(name="Ana Paula Lima", birth_date=date(1980, 5, 1)) == []
    assert why(name=WHOLE.name, birth_date=date(1980, 5, 2)) == []
    assert why(document="123.456.789-00", phones=("12",), name=WHOLE.name) == []
    assert why(document="12345678909", except_id=saved.id) == []
    assert why() == []
    (found,) = look_alikes(shop, document="12345678909", phones=("34 99812-4471",))
    assert (found.name, found.document_masked) == (WHOLE.name, "***.456.789-**")


def test_look_alikes_come_the_most_alike_first(shop: Context) -> None:
    born = date(1980, 5, 1)
    drafts = {
        "swapped": CustomerDraft("Maria Aparecida da Silva", birth_date=date(1980, 1, 5)),
        "middle": CustomerDraft("Maria Silva", birth_date=born),
        "twin": CustomerDraft("Maria Auxiliadora da Silva", birth_date=born),
        "same": CustomerDraft("Mª Apda Silva", birth_date=born),
        "unborn": CustomerDraft("Maria Aparecida da Silva"),
    }
    ids = {name: register(shop, draft, confirmed=True).id for name, draft in drafts.items()}
    found = look_alikes(shop, name="Aparecida Maria da Silva", birth_date=born)
    assert [each.id for each in found] == [ids[name] for name in ("same", "middle", "swapped", "unborn")]
    assert found[-1].why is LookAlikeReason.NAME


def test_the_same_name_alone_is_shown_and_asks_nothing(shop: Context) -> None:
    register(shop, CustomerDraft("Maria Aparecida da Silva"))
    typed = replace(WHOLE, name="Maria Aparecida da Silva")
    (found,) = look_alikes(shop, name=typed.name, birth_date=typed.birth_date)
    assert found.why is LookAlikeReason.NAME
    assert register(shop, typed).missing == ()


def test_cpf_and_enter_search_first(shop: Context) -> None:
    saved = register(shop, WHOLE)
    cashier = as_person(shop, CASHIER)
    assert customer_with_document(cashier, "12345678909") == KnownPerson(saved.id, WHOLE.name)
    assert customer_with_document(cashier, "987.654.321-00") is None
    assert customer_with_document(cashier, "123.456.789-00") is None


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
    assert show_document(cashier, ShowDocumentOrder(new_id(), saved.id, of_spouse=True)).document is None
    looked = Audit.select().where(Audit.use_case == "show_document").order_by(Audit.id)
    assert [row.operator_id for row in looked] == [cashier.operator.id] * 3


def test_nobody_by_that_id(shop: Context) -> None:
    with pytest.raises(LookupError):
        customer_record(shop, 999)
    with pytest.raises(LookupError):
        change_customer(shop, ChangeCustomerOrder(new_id(), 999, BARE, WHOLE))


def test_a_revoked_cashier_registers_nobody(shop: Context) -> None:
    from crediario.services import people

    cashier = as_person(shop, CASHIER)
    people.set_person_active(shop, people.ActiveOrder(new_id(), CASHIER, active=False))
    with pytest.raises(PermissionDenied):
        register(cashier, WHOLE)
