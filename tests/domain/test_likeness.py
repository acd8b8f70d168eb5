"""Names and births that are likely one person's."""

from datetime import date

import pytest

from crediario.domain.likeness import (
    SAME_BIRTH_FROM,
    UNKNOWN_BIRTH_FROM,
    BirthMatch,
    resemblance,
    similarity,
    swapped,
)

MARIA = "Maria Aparecida da Silva"
BORN, SWAPPED = date(1980, 5, 1), date(1980, 1, 5)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (MARIA, "Mª Apda Silva"),
        (MARIA, "Aparecida Maria Silva"),
        (MARIA, "MARIA APARECIDA SILVA"),
        (MARIA, "Maria Aparecda da Silva"),
        (MARIA, "Maria Silva"),
        (MARIA, "M. A. da Silva"),
        ("Luís Sousa", "Luiz Souza"),
        ("THIAGO VIEIRA", "Tiago  Vieira"),
        ("Thereza Christina Vasconcellos", "Teresa Cristina Vasconcelos"),
        ("Maria das Graças Oliveira", "Maria G. Oliveira"),
        ("Maria das Graças Oliveira", "Maria das Grasas Olivera"),
        ("José Carlos Souza", "Jose Carlos de Sousa Filho"),
        ("Ana Cláudia Pereira Nunes", "Ana Claudia Nunes"),
        ("João D'Ávila", "Joao D Avila"),
    ],
)
def test_a_letter_a_shortening_or_a_middle_name_makes_nobody_else(name: str, other: str) -> None:
    assert similarity(name, other) == similarity(other, name) >= SAME_BIRTH_FROM


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (MARIA, "Maria Auxiliadora da Silva"),
        ("João Pedro Alves", "João Paulo Alves"),
        ("Ana Maria Souza", "Ana Clara Souza"),
        ("José da Silva", "João da Silva"),
        ("Cosme Santos Rocha", "Damião Santos Rocha"),
        ("Ana Paula Lima", "Carlos Lima"),
        ("Ana Reis", "José Melo"),
        ("Silva", MARIA),
        ("", "Ana"),
        ("Ana", "!?"),
    ],
)
def test_other_names_are_other_people_twins_too(name: str, other: str) -> None:
    assert similarity(name, other) == similarity(other, name) < SAME_BIRTH_FROM


@pytest.mark.parametrize(
    ("other", "birth_date", "expected"),
    [
        ("Maria Silva", BORN, BirthMatch.SAME),
        ("Mª Apda Silva", SWAPPED, BirthMatch.SWAPPED),
        ("Maria Auxiliadora da Silva", SWAPPED, None),
        ("Aparecida M. Silva", date(1980, 5, 2), None),
        (MARIA, date(1981, 5, 1), None),
        ("Mª Aparecida Silva", None, BirthMatch.UNKNOWN),
        ("Maria Silva", None, None),
    ],
)
def test_the_less_is_known_of_the_births_the_more_alike_the_names(
    other: str, birth_date: date | None, expected: BirthMatch | None
) -> None:
    found = resemblance(MARIA, BORN, other, birth_date)
    assert (found and found.birth) == expected
    assert found is None or found.similarity >= SAME_BIRTH_FROM


def test_similarity_ranks() -> None:
    others = ("Mª Apda Silva", "Maria Aparecda da Silva", "Maria Silva", "Maria Auxiliadora da Silva")
    found = [similarity(MARIA, other) for other in others]
    assert found == sorted(found, reverse=True)
    assert found[0] == 100 > found[1] >= UNKNOWN_BIRTH_FROM > found[2]


@pytest.mark.parametrize(
    ("day", "other"),
    [
        (date(1980, 5, 1), date(1980, 1, 5)),
        (date(1980, 5, 13), None),
        (date(1980, 5, 5), None),
        (date(1980, 2, 12), date(1980, 12, 2)),
    ],
)
def test_day_and_month_the_other_way_round(day: date, other: date | None) -> None:
    assert swapped(day) == other
