"""Customers named above their lines, or on the tab."""

import pytest

from crediario.domain.importing.sections import customer_above, names_above, tab_customer
from crediario.domain.registration import PhonePurpose


@pytest.mark.parametrize(
    ("text", "name", "document"),
    [
        ("Cliente: Ana Lima CPF 529.982.247-25 Fone (34) 99812-4471", "Ana Lima", "52998224725"),
        ("Ficha nº 12 - Nome: Maria das Dores", "Maria das Dores", None),
        ("Nome: Maria das Dores", "Maria das Dores", None),
        ("CLIENTE 12: ZÉ", "ZÉ", None),
        ("ANA DE SOUZA LIMA", "ANA DE SOUZA LIMA", None),
        ("Ana Lima - 529.982.247-25", "Ana Lima", "52998224725"),
        ("Página 1 de 3", None, None),
        ("Março", None, None),
        ("Rua das Flores, 12", None, None),
        ("CPF: 529.982.247-25", None, None),
    ],
)
def test_who_a_line_names(text: str, name: str | None, document: str | None) -> None:
    found = customer_above((text,))
    assert (found and found.name, found and found.document) == (name, document)


def test_its_telephone_and_a_wrong_document() -> None:
    found = customer_above(("Cliente:", "Ana Lima", "Tel.", "34 99812-4471"))
    assert found is not None
    assert [(each.phone.e164, each.purpose) for each in found.phones] == [
        ("+5534998124471", PhonePurpose.OWN)
    ]
    wrong = customer_above(("Cliente: Ana Lima CPF 529.982.247-26",))
    assert wrong is not None
    assert wrong.bad is not None


def test_which_sheets_name_customers_so() -> None:
    assert names_above([("Cliente: Ana",)], "Plan1")
    assert names_above([("Ana Lima",), ("Rui Melo",)], "Plan1")
    assert names_above([], "Ana Lima")
    assert not names_above([("LOJA DO ZÉ",)], "Plan1")
    assert not names_above([], "Parcelas em aberto")
    assert tab_customer("Março 2026") is None
