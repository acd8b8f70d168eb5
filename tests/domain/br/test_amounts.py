import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.br import (
    AmbiguousAmount,
    InvalidAmount,
    InvalidRate,
    format_amount,
    format_money,
    format_rate,
    parse_money,
    parse_plain_money,
    parse_rate,
    parse_typed_money,
)
from crediario.domain.money import MAX_AMOUNT, AmountTooLarge, Money, Rate


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234,56", 123456),
        ("1234,56", 123456),
        ("1234", 123400),
        ("R$ 1.234,56", 123456),
        ("R$\u00a01.234,56", 123456),
        ("  0,05 ", 5),
        ("0", 0),
        ("1234,5", 123450),
        ("1.234.567", 123456700),
        ("1.234.567,89", 123456789),
        ("999.999.999,99", 99_999_999_999),
    ],
)
def test_pasted_amounts(text: str, cents: int) -> None:
    assert parse_money(text) == Money(cents)
    assert parse_typed_money(text) == Money(cents)


@pytest.mark.parametrize(
    "text", ["1.23", "0.5", "12.345", "1.234", "0,012", "1,234", "1,234.56", "1.234.56", "12.34,5", "1234.56"]
)
def test_nobody_guesses(text: str) -> None:
    with pytest.raises(AmbiguousAmount):
        parse_money(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "R$",
        ",",
        ".",
        "NaN",
        "inf",
        "1e3",
        "-5,00",
        "−5",
        "abc",
        "12 34",
        "0012",
        "１２",
        "1\x00",
        "=1+1",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(InvalidAmount):
        parse_money(text)


@pytest.mark.parametrize("text", [str(10**30), "1000000000", "1.000.000.000,00", "9" * 5000])
def test_too_much_money(text: str) -> None:
    for parse in (parse_money, parse_typed_money, parse_plain_money):
        if parse is parse_plain_money and "," in text:
            continue
        with pytest.raises(AmountTooLarge):
            parse(text)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("200", 20000),
        ("200.5", 20050),
        ("200,5", 20050),
        ("200.50", 20050),
        ("1234.56", 123456),
        ("12,", 1200),
        ("12.", 1200),
        (",5", 50),
        (".05", 5),
        ("0012", 1200),
    ],
)
def test_typed_amounts_take_point_and_comma_alike(text: str, cents: int) -> None:
    assert parse_typed_money(text) == Money(cents)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("1.234", AmbiguousAmount),
        ("0,012", AmbiguousAmount),
        ("1,234.56", AmbiguousAmount),
        (",", InvalidAmount),
        ("", InvalidAmount),
        ("-1", InvalidAmount),
        ("nan", InvalidAmount),
    ],
)
def test_refused_typed_amounts(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        parse_typed_money(text)


@pytest.mark.parametrize(("text", "cents"), [("500.00", 50000), ("500", 50000), ("0.01", 1)])
def test_plain_amounts(text: str, cents: int) -> None:
    assert parse_plain_money(text) == Money(cents)


@pytest.mark.parametrize("text", ["500,00", "500.5", "0.012", "-1.00", "", "1e2", "nan", " 1", "٣"])
def test_refused_plain_amounts(text: str) -> None:
    with pytest.raises(InvalidAmount):
        parse_plain_money(text)


@pytest.mark.parametrize(
    ("text", "percent"), [("0,90", "0.9"), ("0.9", "0.9"), ("1%", "1"), (" 12,682503 % ", "12.682503")]
)
def test_rates(text: str, percent: str) -> None:
    assert parse_rate(text) == Rate.percent(percent)


@pytest.mark.parametrize("text", ["", "nan", "inf", "-1", "1,2345678", "1000", "1.2.3", "um", "1e1"])
def test_refused_rates(text: str) -> None:
    with pytest.raises(InvalidRate):
        parse_rate(text)


def test_refused_text_is_shown_back_short() -> None:
    with pytest.raises(InvalidAmount) as caught:
        parse_money("x" * 10_000)
    assert caught.value.text == "x" * 39 + "…"


def test_shown_amounts() -> None:
    assert format_money(Money(123456)) == "R$\u00a01.234,56"
    assert format_money(Money(-500)) == "\u2212R$\u00a05,00"
    assert format_amount(Money(123456)) == "1.234,56"
    assert format_amount(Money(-5)) == "\u22120,05"
    assert format_amount(MAX_AMOUNT) == "999.999.999,99"
    assert format_rate(Rate.percent("0.9")) == "0,90%"
    assert format_rate(Rate.percent("1234.5678"), 3) == "1.234,568%"


@given(st.integers(0, MAX_AMOUNT.cents))
def test_what_is_shown_is_read_back(cents: int) -> None:
    money = Money(cents)
    assert parse_money(format_money(money)) == money
    assert parse_typed_money(format_amount(money)) == money
    assert parse_plain_money(str(money)) == money


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (parse_money, parse_typed_money, parse_plain_money):
        try:
            assert Money.ZERO <= parse(text) <= MAX_AMOUNT
        except (AmbiguousAmount, InvalidAmount, AmountTooLarge):
            continue
