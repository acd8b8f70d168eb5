from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.money import (
    MAX_AMOUNT,
    AmountNotPositive,
    AmountTooLarge,
    Money,
    Rate,
    check_amount,
)


def test_money_counts_whole_centavos_only() -> None:
    with pytest.raises(TypeError):
        Money(1.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(True)


def test_arithmetic_and_machine_text() -> None:
    assert Money(150) + Money(50) - Money(1) == Money(199)
    assert -Money(5) == Money(-5)
    assert abs(Money(-5)) == Money(5)
    assert Money(5) * 3 == Money(15)
    assert not Money.ZERO
    assert str(Money(-123456)) == "-1234.56"
    assert str(Money(7)) == "0.07"
    assert Money(123456).reais == Decimal("1234.56")
    assert Money.total([]) == Money.ZERO


@pytest.mark.parametrize(
    ("reais", "rounded", "truncated"),
    [
        (Decimal("1.005"), 101, 100),
        (Decimal("1.00499"), 100, 100),
        (Decimal("-1.005"), -101, -100),
        (Fraction(2, 3), 67, 66),
        (Decimal("2.79999999999999999999999999999999"), 280, 279),
    ],
)
def test_rounding_and_truncating(reais: Decimal | Fraction, rounded: int, truncated: int) -> None:
    assert Money.rounded(reais) == Money(rounded)
    assert Money.truncated(reais) == Money(truncated)


@given(st.integers(0, 10**11), st.integers(1, 120), st.booleans())
def test_split_keeps_every_centavo(cents: int, parts: int, first: bool) -> None:
    shares = Money(cents).split(parts, remainder_first=first)
    assert len(shares) == parts
    assert Money.total(shares) == Money(cents)
    odd = shares[0] if first else shares[-1]
    assert all(share == Money(cents // parts) for share in shares if share is not odd)


def test_an_amount_splits_in_one_part_or_more() -> None:
    with pytest.raises(ValueError, match="one part or more"):
        Money(1).split(0)


def test_check_amount() -> None:
    check_amount(Money(1))
    check_amount(MAX_AMOUNT)
    with pytest.raises(AmountNotPositive):
        check_amount(Money.ZERO)
    with pytest.raises(AmountTooLarge):
        check_amount(MAX_AMOUNT + Money(1))


@pytest.mark.parametrize("wrong", [0.01, Decimal("NaN"), Decimal("Infinity"), 1])
def test_a_rate_is_a_finite_decimal(wrong: object) -> None:
    with pytest.raises(TypeError):
        Rate(wrong)  # type: ignore[arg-type]


def test_rate_text() -> None:
    assert Rate.percent("0.9").percent_text(6) == "0.900000"
    assert Rate.percent(2) == Rate(Decimal("0.02"))
    assert Rate.percent(1)
    assert not Rate.ZERO


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("0", "0"),
        ("0E-24", "0"),
        ("0.0", "0"),
        ("0.0090", "0.009"),
        ("1E+1", "10"),
        ("-0.10", "-0.1"),
        ("1E-7", "0.0000001"),
    ],
)
def test_equal_rates_have_equal_texts(written: str, text: str) -> None:
    rate = Rate(Decimal(written))
    assert rate.text == text
    assert Rate(Decimal(text)) == rate
