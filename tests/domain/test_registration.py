import importlib.util
from dataclasses import replace
from datetime import date

import pytest

from crediario.db import connection
from crediario.domain.br import InvalidCnpj, InvalidDocument, InvalidPhone, TextTooLong, parse_phone
from crediario.domain.calendar import UnknownState
from crediario.domain.customers import Standing
from crediario.domain.errors import Refusal
from crediario.domain.money import MAX_AMOUNT, AmountNotPositive, AmountTooLarge, Money
from crediario.domain.registration import (
    BirthDateOutOfRange,
    CustomerDraft,
    CustomerKind,
    CustomerNameMissing,
    CustomerPhone,
    InvalidEmail,
    PaydayOutOfRange,
    PhoneDraft,
    PhonePurpose,
    address_key,
    checked_facts,
    stored_document,
    stored_phone,
)

TODAY = date(2026, 6, 9)
DRAFT = CustomerDraft("Ângela D'Ávila")


def test_everything_is_cleaned() -> None:
    draft = CustomerDraft(
        name="  Ângela \u202e D'Ávila\0 ",
        document=" 123.456.789-09 ",
        birth_date=date(1906, 6, 9),
        phones=(
            PhoneDraft("(34) 9 9812-4471"),
            PhoneDraft("34998124471", PhonePurpose.WORK),
            PhoneDraft("  "),
            PhoneDraft("3821-4405", PhonePurpose.MESSAGE),
        ),
        cep="38.700-002",
        street="Rua  Major Gote,\n850",
        district=" Centro ",
        city="Patos de Minas",
        uf=" mg ",
        email=" angela@exemplo.com.br ",
        income=Money.ZERO,
        payday=31,
        notes="prefere  manhã",
    )
    facts = checked_facts(draft, TODAY, "34")
    assert (facts.kind, facts.name, facts.name_folded) == (
        CustomerKind.PERSON,
        "Ângela D'Ávila",
        "angela d'avila",
    )
    assert (facts.document, facts.birth_date) == ("12345678909", date(1906, 6, 9))
    assert facts.phones == (
        CustomerPhone("+5534998124471", PhonePurpose.OWN),
        CustomerPhone("+553438214405", PhonePurpose.MESSAGE),
    )
    assert (facts.cep, facts.street, facts.district) == ("38700002", "Rua Major Gote, 850", "Centro")
    assert (facts.uf, facts.email) == ("MG", "angela@exemplo.com.br")
    assert (facts.income, facts.payday, facts.notes) == (Money.ZERO, 31, "prefere manhã")
    assert facts.standing == Standing(True, "12345678909", date(1906, 6, 9), True, True)


def test_what_was_left_empty_is_nothing() -> None:
    facts = checked_facts(DRAFT, TODAY)
    empty = (facts.document, facts.birth_date, facts.cep, facts.street, facts.district, facts.city, facts.uf)
    assert set(empty) == {None}
    assert (facts.email, facts.income, facts.payday, facts.notes, facts.phones) == (
        None,
        None,
        None,
        None,
        (),
    )
    assert facts.standing == Standing(True, None, None, False, False)


def test_a_message_phone_reaches_nobody_of_the_household() -> None:
    only_message = replace(DRAFT, phones=(PhoneDraft("34998124471", PhonePurpose.MESSAGE),))
    assert not checked_facts(only_message, TODAY).standing.has_contact_phone


def test_a_company() -> None:
    facts = checked_facts(replace(DRAFT, document="12.abc.345/01de-35", birth_date=TODAY), TODAY)
    assert (facts.kind, facts.document, facts.birth_date) == (CustomerKind.COMPANY, "12ABC34501DE35", None)
    assert stored_document("12ABC34501DE35").masked == "12.ABC.345/01DE-35"
    assert stored_document("12345678909").masked == "***.456.789-**"


@pytest.mark.parametrize("text", ["(34) 9 9812-4471", "(34) 3821-4405"])
def test_a_kept_phone_reads_as_it_was_typed(text: str) -> None:
    phone = parse_phone(text)
    assert stored_phone(phone.e164) == phone
    assert stored_phone(phone.e164).formatted == text


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": " "}, CustomerNameMissing),
        ({"name": "x" * 121}, TextTooLong),
        ({"document": "12.ABC.345/01DE-36"}, InvalidCnpj),
        ({"document": "123"}, InvalidDocument),
        ({"birth_date": date(2026, 6, 10)}, BirthDateOutOfRange),
        ({"birth_date": date(1905, 6, 9)}, BirthDateOutOfRange),
        ({"phones": (PhoneDraft("banana"),)}, InvalidPhone),
        ({"uf": "ZZ"}, UnknownState),
        ({"email": "a b@c.d"}, InvalidEmail),
        ({"email": "a@b"}, InvalidEmail),
        ({"income": Money(-1)}, AmountNotPositive),
        ({"income": MAX_AMOUNT + Money(1)}, AmountTooLarge),
        ({"payday": 0}, PaydayOutOfRange),
        ({"payday": 32}, PaydayOutOfRange),
        ({"notes": "x" * 501}, TextTooLong),
        ({"street": "x" * 121}, TextTooLong),
        ({"city": "x" * 61}, TextTooLong),
    ],
)
def test_what_is_wrong_is_refused(fields: dict[str, object], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        checked_facts(replace(DRAFT, **fields), TODAY)  # type: ignore[arg-type]


def test_people_of_one_address_have_one_key() -> None:
    """The same key that was written for those registered before."""
    path = connection.MIGRATIONS / "0003_credit_and_privacy.py"
    spec = importlib.util.spec_from_file_location("migration", path)
    assert spec is not None
    assert spec.loader is not None
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    for street in ("Rua Major Gote, 850", "R. Ângela D'Ávila nº 3-A", "AV. BRASIL  20", "Rua_X"):
        assert address_key("38700002", street) == f"38700002 {migration._folded(street)}"
    assert address_key(None, "Rua A") is address_key("38700002", "") is None
