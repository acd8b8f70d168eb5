import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.br import (
    DocumentKind,
    InvalidCep,
    InvalidCnpj,
    InvalidCpf,
    InvalidDocument,
    format_cep,
    parse_cep,
    parse_cnpj,
    parse_cpf,
    parse_document,
)


def test_a_cpf_with_or_without_punctuation() -> None:
    for text in ("123.456.789-09", "12345678909", " 123 456 789 09 "):
        document = parse_cpf(text)
        assert (document.kind, document.digits) == (DocumentKind.CPF, "12345678909")
    assert document.formatted == "123.456.789-09"
    assert document.masked == "***.456.789-**"


@pytest.mark.parametrize("digit", "0123456789")
def test_repeated_digits_are_refused(digit: str) -> None:
    with pytest.raises(InvalidCpf):
        parse_cpf(digit * 11)
    with pytest.raises(InvalidCnpj):
        parse_cnpj(digit * 14)


@pytest.mark.parametrize(
    "text", ["", "1234567890", "12345678900", "1234567890a", "１２３４５６７８９０９", "x" * 10_000]
)
def test_what_is_no_cpf(text: str) -> None:
    with pytest.raises(InvalidCpf):
        parse_cpf(text)


def test_an_alphanumeric_cnpj() -> None:
    document = parse_cnpj("12.abc.345/01de-35")
    assert document.digits == "12ABC34501DE35"
    assert document.formatted == document.masked == "12.ABC.345/01DE-35"


@pytest.mark.parametrize("text", ["", "12ABC34501DE34", "12ABC34501DE3A", "11222333000182", "11222333"])
def test_what_is_no_cnpj(text: str) -> None:
    with pytest.raises(InvalidCnpj):
        parse_cnpj(text)


def test_the_length_tells_the_document() -> None:
    assert parse_document("123.456.789-09").kind is DocumentKind.CPF
    assert parse_document("11.222.333/0001-81").kind is DocumentKind.CNPJ
    with pytest.raises(InvalidCpf):
        parse_document("123.456.789-00")
    with pytest.raises(InvalidCnpj):
        parse_document("11.222.333/0001-82")
    with pytest.raises(InvalidDocument):
        parse_document("123")


def test_cep() -> None:
    assert parse_cep("38.700-002") == parse_cep("38700002") == "38700002"
    assert format_cep("38700002") == "38700-002"
    for wrong in ("", "3870002", "387000021", "3870000a"):
        with pytest.raises(InvalidCep):
            parse_cep(wrong)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert len(parse_document(text).digits) in {11, 14}
    except (InvalidCpf, InvalidCnpj, InvalidDocument):
        return
