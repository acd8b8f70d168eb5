"""Names that are likely one person's."""

import pytest

from crediario.domain.likeness import near_identical


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Luís Sousa", "Luiz Souza"),
        ("THIAGO VIEIRA", "Tiago  Vieira"),
        ("Maria das Graças Oliveira", "Maria G. Oliveira"),
        ("João D'Ávila", "Joao D Avila"),
    ],
)
def test_a_letter_or_a_middle_name_makes_nobody_else(name: str, other: str) -> None:
    assert near_identical(name, other)
    assert near_identical(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [("Ana Paula Lima", "Carlos Lima"), ("", "Ana"), ("Ana", "!?"), ("Ana Reis", "José Melo")],
)
def test_other_names_are_other_people(name: str, other: str) -> None:
    assert not near_identical(name, other)
