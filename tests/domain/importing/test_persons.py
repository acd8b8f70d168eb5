"""Whose lines are whose."""

from datetime import date

import pytest

from crediario.domain.br.phones import PhoneKind
from crediario.domain.importing.mentions import Mention, MentionedPhone
from crediario.domain.importing.people import (
    in_title_case,
    read_area_code,
    read_document,
    read_phones,
    repaired,
)
from crediario.domain.importing.persons import find_persons, may_be_same_name
from crediario.domain.importing.report import BadCell, RefusedReason
from crediario.domain.registration import CustomerKind, PhonePurpose

ANA, JOSE = "52998224725", "11144477735"


def mention(
    name: str = "", document: str | None = None, code: str | None = None, phone: str = "",
    birth: date | None = None, times: int = 1,
) -> Mention:  # fmt: skip
    phones = tuple(MentionedPhone(each, PhonePurpose.OWN) for each in read_phones(phone or None, None))
    return Mention(name=name, document=document, code=code, phones=phones, birth_date=birth, times=times)


def names(*mentions: Mention, refused_codes: tuple[str, ...] = ()) -> list[str]:
    found = find_persons(mentions, refused_codes)
    return [found.of[each].name if each in found.of else found.refused[each].value for each in mentions]


def test_one_document_is_one_person_and_the_best_written_name_wins() -> None:
    people = (mention("ANA LIMA", ANA, times=9), mention("Ana Lima", ANA), mention("ana lima", ANA))
    assert names(*people) == ["Ana Lima"] * 3
    assert names(mention("MARIA DA SILVA", ANA)) == ["Maria da Silva"]


def test_a_document_under_two_quite_different_names_is_refused_where_it_is_rarer() -> None:
    people = (mention("Rui Melo", ANA), mention("Ana Lima", ANA, times=5), mention("Ana de Souza", ANA))
    assert names(*people) == ["document_of_another", "Ana Lima", "Ana Lima"]


def test_without_a_document_the_name_and_something_more() -> None:
    born = date(1980, 1, 2)
    people = (
        mention("Ana Lima", phone="34 998124471"), mention("ANA LIMA", phone="98124471"),
        mention("Ana Lima", phone="34 999990000"), mention("Rui Melo", birth=born),
        mention("rui melo", birth=born), mention("Rui Melo", birth=date(1990, 1, 1)),
        mention("Zé", phone="34 998124471"),
    )  # fmt: skip
    found = find_persons(people)
    assert len(found.all) == 5
    assert found.of[people[0]] is found.of[people[1]] is not found.of[people[2]]
    assert found.of[people[3]] is found.of[people[4]] is not found.of[people[5]]


def test_a_name_alone() -> None:
    assert len(find_persons((mention("Ana Lima", ANA), mention("ana lima"), mention("ANA  LIMA"))).all) == 1
    two = (mention("Ana Lima", ANA), mention("Ana Lima", JOSE), mention("Ana Lima"))
    assert names(*two)[2] == "same_name"


def test_codes_lead_to_their_customer() -> None:
    people = (mention("Ana Lima", ANA, "7"), mention(code="7"), mention("Ana", code="7"), mention(code="8"))
    found = find_persons(people)
    assert len({found.of[each] for each in people[:3]}) == 1
    assert found.of[people[3]].name == "", "known to the shop, perhaps"
    assert names(mention(code="9"), refused_codes=("9",)) == ["customer_refused"]
    assert (
        names(mention("Ana Lima", ANA, "7"), mention("Rui Melo", JOSE, "7"), mention(code="7"))[2]
        == "same_name"
    )
    assert names(mention("Ana Lima", ANA, "7"), mention("Rui Melo", code="7"))[1] == "Rui Melo"


def test_telephones_of_a_person() -> None:
    lines = (mention("Ana", ANA, phone="34 998124471"), mention("Ana", ANA, phone="38214405 / 123456"))
    (person,) = find_persons(lines).all
    assert person.phones() == (
        [("+5534998124471", PhonePurpose.OWN), ("+553438214405", PhonePurpose.OWN)], ["123456"],
    )  # fmt: skip
    assert person.notes(["123456"]) == "Telefone incompleto: 123456"
    assert person.kind is CustomerKind.PERSON
    assert PhoneKind.MOBILE == "mobile"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("ana lima", "ana souza", True), ("leo garcia", "leonardo prado", True), ("ana lima", "rui melo", False),
     ("dra. ana", "ana", True), ("", "rui", True), ("jose da silva", "maria da costa", False)],
)  # fmt: skip
def test_names_that_may_be_one_persons(one: str, other: str, same: bool) -> None:
    assert may_be_same_name(one, other) is same


def test_documents() -> None:
    assert read_document("529.982.247-25") == ANA
    assert read_document(191.0) == "00000000191", "its leading noughts are given back"
    assert read_document(11222333000181) == "11222333000181"
    assert read_document("12.ABC.345/01DE-35") == "12ABC34501DE35"
    for nothing in (None, "-", "000.000.000-00", 0, "não tem"):
        assert read_document(nothing) is None
    for wrong in ("529.982.247-26", "11111111111", "123", 1e15):
        with pytest.raises(BadCell) as bad:
            read_document(wrong)
        assert bad.value.reason is RefusedReason.INVALID_DOCUMENT


def test_telephones_in_cells() -> None:
    assert [each.e164 for each in read_phones("(34) 3821-4405 / 9 9812-4471", "34")] == [
        "+553438214405", "+5534998124471",
    ]  # fmt: skip
    assert [each.e164 for each in read_phones(34998124471.0, None)] == ["+5534998124471"]
    assert [each.e164 for each in read_phones("3481234567", None)] == ["+5534981234567"], (
        "its 9 is given back"
    )
    assert [each.e164 for each in read_phones("99812-4471", None)] == [None]
    assert read_phones("não tem", None) == ()
    assert (read_area_code("(034)"), read_area_code(34.0), read_area_code("20")) == ("34", "34", None)


def test_letters_put_right() -> None:
    assert repaired("JosÃ© ConceiÃ§Ã£o") == "José Conceição"
    assert repaired("São João") == "São João"
    assert in_title_case("JOÃO D'ÁVILA E SOUZA-LIMA DOS SANTOS") == "João D'Ávila e Souza-Lima dos Santos"
