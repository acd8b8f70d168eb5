from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain import pix
from crediario.domain.money import AmountNotPositive, AmountTooLarge, Money
from crediario.domain.pix import (
    InvalidPixCity,
    InvalidPixField,
    InvalidPixKey,
    InvalidPixName,
    InvalidTxid,
    PixCharge,
    PixInfoTooLong,
    PixKeyKind,
    PixProblem,
    decode,
    encode,
    key_kind,
    normal_key,
)

EVP = "123e4567-e12b-12d1-a456-426655440000"
CHARGE = PixCharge(EVP, "Fulano de Tal", "BRASILIA")
STATIC = (
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR"
    "5913Fulano de Tal6008BRASILIA62070503***63041D3D"
)


def signed(text: str) -> str:
    """The text with a right CRC."""
    return f"{text}6304{pix.crc(text + '6304')}"


def test_the_central_banks_example() -> None:
    assert encode(CHARGE) == STATIC
    read = decode(f" {STATIC}\n")
    assert (read.valid, read.crc, read.amount, read.txid, read.url) == (True, "1D3D", None, "***", None)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("12345678909", PixKeyKind.CPF),
        ("11222333000181", PixKeyKind.CNPJ),
        ("12ABC34501DE35", PixKeyKind.CNPJ),
        ("+5534998124471", PixKeyKind.PHONE),
        ("+553438214405", PixKeyKind.PHONE),
        ("loja@casaaurora.com.br", PixKeyKind.EMAIL),
        (EVP, PixKeyKind.EVP),
    ],
)
def test_the_five_kinds_of_key(key: str, kind: PixKeyKind) -> None:
    assert key_kind(key) is kind
    assert normal_key(f" {key.upper()} ") == key
    assert decode(encode(replace(CHARGE, key=key))).key == key


@pytest.mark.parametrize(
    "key",
    [
        "",
        "123.456.789-09",
        "972.124.824-04",
        "12345678900",
        "11.222.333/0001-81",
        "11222333000182",
        "(34) 99812-4471",
        "34998124471",
        "+5520998124471",
        "+55349981244",
        "a@b",
        "loja @casa.com",
        f"{'a' * 70}@casa.com",
        "123e4567e12b12d1a456426655440000",
        "ção@casa.com",
    ],
)
def test_what_is_no_key(key: str) -> None:
    with pytest.raises(InvalidPixKey):
        encode(replace(CHARGE, key=key))


@pytest.mark.parametrize(
    ("name", "city", "written", "written_city"),
    [
        ("Mercearia São João", "Patos de Minas", "Mercearia Sao Joao", "Patos de Minas"),
        ("Comércio de Móveis Conceição Ltda", "São José dos Campos", "Comercio de Moveis", "Sao Jose dos"),
        (
            "Supercalifragilisticoespialidoso",
            "Pindamonhangabense",
            "Supercalifragilisticoespi",
            "Pindamonhangabe",
        ),
        ("Loja  <b> 😀", "Belo\u00a0Horizonte", "Loja <b>", "Belo Horizonte"),
        ("Vinte e cinco letras 12345", "X", "Vinte e cinco letras", "X"),
        ("Vinte e cinco letras 1234", "X", "Vinte e cinco letras 1234", "X"),
    ],
)
def test_names_are_folded_and_cut_at_a_word_end(
    name: str, city: str, written: str, written_city: str
) -> None:
    read = decode(encode(replace(CHARGE, name=name, city=city)))
    assert (read.valid, read.name, read.city) == (True, written, written_city)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": "😀"}, InvalidPixName),
        ({"city": " "}, InvalidPixCity),
        ({"amount": Money.ZERO}, AmountNotPositive),
        ({"amount": Money(-1)}, AmountNotPositive),
        ({"amount": Money(10**12)}, AmountTooLarge),
        ({"txid": ""}, InvalidTxid),
        ({"txid": "Um-Id-Qualquer"}, InvalidTxid),
        ({"txid": "A" * 26}, InvalidTxid),
        ({"txid": "****"}, InvalidTxid),
        ({"txid": "parcelé"}, InvalidTxid),
        ({"info": "x" * 38}, PixInfoTooLong),
        ({"postal_code": "38700-002"}, InvalidPixField),
        ({"point_of_initiation": "13"}, InvalidPixField),
    ],
)
def test_refused_charges(changes: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        encode(replace(CHARGE, **changes))  # type: ignore[arg-type]


def test_key_and_info_fill_the_field_exactly() -> None:
    read = decode(encode(replace(CHARGE, info="x" * 37, postal_code="38700002", point_of_initiation="11")))
    assert (read.valid, read.info, read.postal_code, read.point_of_initiation) == (
        True,
        "x" * 37,
        "38700002",
        "11",
    )


def test_a_dynamic_code_has_an_address_in_place_of_the_key() -> None:
    account = "0014br.gov.bcb.pix2530pix.example.com/8b3da2f39a4140"
    text = f"00020101021226{len(account)}{account}5204000053039865802BR"
    read = decode(signed(f"{text}5913Fulano de Tal6008BRASILIA62070503***"))
    assert read.valid
    assert (read.key, read.url, read.point_of_initiation) == (None, "pix.example.com/8b3da2f39a4140", "12")


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        ("", PixProblem.FORM),
        ("000201", PixProblem.FORM),
        (signed("0002015802BR"), PixProblem.FORM),
        (signed("0099015802BR"), PixProblem.FORM),
        (signed("00x2015802BR"), PixProblem.FORM),
        (STATIC[:-4] + "0000", PixProblem.CRC),
        (STATIC.replace("br.gov.bcb.pix", "br.gov.bcb.pox"), PixProblem.KEY),
        (signed(STATIC[:-8].replace("5802BR", "54040.005802BR")), PixProblem.AMOUNT),
        (signed(STATIC[:-8].replace("5802BR", "5404-1.05802BR")), PixProblem.AMOUNT),
        (signed(STATIC[:-8].replace("5913Fulano de Tal", "5926" + "N" * 26)), PixProblem.NAME),
        (signed(STATIC[:-8].replace("6008BRASILIA", "6016" + "C" * 16)), PixProblem.CITY),
        (signed(STATIC[:-8].replace("62070503***", "")), PixProblem.TXID),
        (signed(STATIC[:-8].replace("62070503***", "62070503a-b")), PixProblem.TXID),
    ],
)
def test_what_is_wrong_with_a_payload_is_listed(payload: str, problem: PixProblem) -> None:
    read = decode(payload)
    assert not read.valid
    assert problem in read.problems


@pytest.mark.parametrize(("written", "cents"), [("100.50", 10050), ("5.5", 550), ("5", 500)])
def test_amounts_are_read_with_no_one_or_two_decimals(written: str, cents: int) -> None:
    field = f"54{len(written):02d}{written}5802BR"
    read = decode(signed(STATIC[:-8].replace("5802BR", field)))
    assert (read.valid, read.amount) == (True, Money(cents))


@given(st.text(max_size=200))
def test_reading_anything_never_fails(text: str) -> None:
    assert not decode(text).valid


@given(st.text(min_size=1, max_size=60), st.integers(1, 10**11), st.from_regex(r"\A[A-Za-z0-9]{1,25}\Z"))
def test_what_is_written_is_read_back(name: str, cents: int, txid: str) -> None:
    charge = PixCharge(EVP, f"L{name}", f"C{name}", Money(cents), txid)
    payload = encode(charge)
    read = decode(payload)
    assert payload.isascii()
    assert (read.valid, read.amount, read.txid) == (True, Money(cents), txid)
    assert 1 <= len(read.name or "") <= 25
    assert 1 <= len(read.city or "") <= 15
