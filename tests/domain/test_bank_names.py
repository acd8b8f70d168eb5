"""Who a line names: documents whole and masked, names cut and shortened, and nobody when it could be two."""

import pytest

from crediario.domain.bank_names import Named, Payer, Payers

JOANA = Payer(1, "Joana Darc de Souza Lima", "52998224725")
RUI = Payer(2, "Rui Costa", "11144477735")
SHOP = Payer(3, "Mercado Bom Preço Ltda", "11222333000181")
PAYERS = Payers.of((JOANA, RUI, SHOP, Payer(4, "Bia")))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("PIX RECEBIDO 52998224725", Named(1, True)),
        ("Pix - JOANA - •••.982.247-•• - BANCO", Named(1, True)),
        ("PIX ***.982.247-** FULANO", Named(1, True)),
        ("PIX 529.982.247-25", Named(1, True)),
        ("TED 11222333000181 MERCADO", Named(3, True)),
        ("PIX 529982247250", None),
        ("Transferência recebida de Joana Darc de Souza Lima", Named(1, False)),
        ("PIX JOANA DARC DE SOU", Named(1, False)),
        ("PIX JOANA D S LIMA", None),
        ("PIX LIMA JOANA SOUZA DARC", Named(1, False)),
        ("PIX RUI COSTA", Named(2, False)),
        ("PIX RUI CO", None),
        ("PIX JOANA", None),
        ("PIX BIA", None),
        ("PIX RECEBIDO", None),
        ("PIX JOANA DARC LIMA E RUI COSTA", None),
        ("PIX 52998224725 e 11144477735", None),
        ("PIX RUI COSTA 529.982.247-25", Named(1, True)),
    ],
)
def test_who_is_named(text: str, named: Named | None) -> None:
    assert PAYERS.named_in(text) == named


def test_two_of_one_name_are_nobody() -> None:
    assert Payers.of((RUI, Payer(9, "Rui da Costa"))).named_in("PIX RUI COSTA") is None
