"""The address of a CEP, on both engines."""

from dataclasses import replace

import pytest

from crediario.domain.addresses import Address
from crediario.domain.settings import ShopSettings
from crediario.services import addresses, settings
from crediario.services.addresses import CepAddress, address_of_cep, address_online
from crediario.services.core import Context
from tests.support.builders import a_customer
from tests.support.shop import CASHIER, as_person, settings_order

HERE = Address("Rua Major Gote", "Centro", "Patos de Minas", "MG")


def switch_on(ctx: Context) -> None:
    order = settings_order(ctx, replace(ShopSettings(), cep_online=True))
    settings.change_settings(ctx, order)


def test_the_shops_own_records_tell_the_address(shop: Context) -> None:
    for number in (1, 2):
        a_customer(shop, street=f"Rua Major Gote, {number}")
    a_customer(shop, street="Rua B, 1", district="Lagoa")
    a_customer(shop, cep="38770-000", city="João Pinheiro", street="Rua C, 9")
    cashier = as_person(shop, CASHIER)
    assert address_of_cep(cashier, "38700-002") == CepAddress(HERE, ask_online=False)
    town = Address(city="Patos de Minas", uf="MG")
    assert address_of_cep(cashier, "38700999") == CepAddress(town, ask_online=False)
    for text in ("", "3870", "01310-100"):
        assert address_of_cep(cashier, text) == CepAddress(Address(), ask_online=False), text


def test_the_internet_is_asked_only_where_it_was_switched_on(
    shop: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(cep: str) -> Address:
        asked.append(cep)
        return HERE

    monkeypatch.setattr(addresses, "find_address", answer)
    a_customer(shop)
    assert address_online(shop, "38700999") is None
    switch_on(shop)
    assert address_of_cep(shop, "38700-002").ask_online is False
    assert address_of_cep(shop, "38700-999") == CepAddress(
        Address(city="Patos de Minas", uf="MG"), ask_online=True
    )
    assert address_online(shop, "38700-999") == HERE
    assert address_online(shop, "387") is None
    assert asked == ["38700999"]
