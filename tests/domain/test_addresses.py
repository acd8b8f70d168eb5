"""What most records of one CEP say."""

import pytest

from crediario.domain.addresses import Address, street_of, usual_address, usual_town

TOWN = ("Patos de Minas", "MG")


def test_the_most_frequent_answer_wins_written_as_it_mostly_is() -> None:
    records = [
        Address("Rua Major Gote, 12", "Centro", *TOWN),
        Address("Rua Major Gote, 850", "CENTRO", *TOWN),
        Address("RUA MAJOR GOTE 90", "Centro", *TOWN),
        Address("Rua Olegário Maciel, 3", "Centro", "Patos", "MG"),
        Address(),
    ]
    assert usual_address(records) == Address("Rua Major Gote", "Centro", *TOWN)
    assert usual_town(records) == Address(city=TOWN[0], uf=TOWN[1])
    assert not usual_address([])


def test_a_town_with_one_cep_for_all_streets_gives_only_the_town() -> None:
    records = [Address(f"Rua {name}, 1", name, *TOWN) for name in "ABCDE"]
    assert usual_address(records) == Address("", "", *TOWN)


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Rua Major Gote, 850", "Rua Major Gote"),
        ("Rua Major Gote, 850, fundos", "Rua Major Gote"),
        ("Rua Major Gote 850", "Rua Major Gote"),
        ("Av. Brasil nº 20 A", "Av. Brasil"),
        ("Rua 12, 40", "Rua 12"),
        ("Rua 12", "Rua 12"),
        ("Rua 7 de Setembro, s/n", "Rua 7 de Setembro"),
        ("Sítio Boa Vista", "Sítio Boa Vista"),
        ("", ""),
    ],
)
def test_the_street_without_the_number_of_the_house(text: str, street: str) -> None:
    assert street_of(text) == street
