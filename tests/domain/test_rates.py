from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.money import Money, Rate
from crediario.domain.rates import (
    RATE_LIMIT,
    RateOutOfRange,
    check_rate,
    effective_year,
    equivalent,
    growth,
    implied_rate,
    month_from_year,
    present_worth,
    total_effective_cost,
)


def test_month_and_year_are_inverse() -> None:
    rate = Rate.percent("0.9")
    assert month_from_year(effective_year(rate)).percent_text(20) == rate.percent_text(20)
    assert equivalent(rate, 30) == rate


def test_growth_of_nothing_is_one() -> None:
    assert growth(Rate.percent(1), Fraction(0)) == 1


@given(
    st.decimals(Decimal("0.05"), Decimal(20), places=3),
    st.lists(st.integers(1, 720), min_size=1, max_size=24, unique=True),
)
def test_the_rate_found_gives_the_amount_back(percent: Decimal, thirtieths: list[int]) -> None:
    rate = Rate.percent(percent)
    flows = [(Fraction(each, 30), Money(1_000_00)) for each in sorted(thirtieths)]
    financed = Money.rounded(present_worth(rate, flows))
    found = implied_rate(financed, flows)
    assert abs(present_worth(found, flows) - financed.reais) < Decimal("0.000001")


def test_cet_proves_itself_on_real_dates() -> None:
    sold_on = date(2026, 12, 10)
    flows = [(sold_on + timedelta(days=30 * step), Money(95_17)) for step in range(1, 13)]
    rate = total_effective_cost(Money(1_000_00), sold_on, flows)
    worth = sum(
        amount.reais / (1 + rate.fraction) ** (Decimal((due - sold_on).days) / 365) for due, amount in flows
    )
    assert abs(worth - 1000) < Decimal("0.0000001")


def test_a_plan_without_cost_has_rate_zero() -> None:
    flows = [(Fraction(1), Money(50_00)), (Fraction(2), Money(50_00))]
    assert implied_rate(Money(100_00), flows) == Rate.ZERO
    assert implied_rate(Money(101_00), flows) == Rate.ZERO
    assert (
        total_effective_cost(Money(100_00), date(2026, 6, 9), [(date(2026, 6, 9), Money(100_00))])
        == Rate.ZERO
    )


def test_a_very_dear_plan_is_still_bracketed() -> None:
    flows = [(Fraction(1), Money(900_00)), (Fraction(2), Money(900_00))]
    found = implied_rate(Money(500_00), flows)
    assert abs(present_worth(found, flows) - 500) < Decimal("0.000001")


def test_an_amount_paid_back_at_the_sale_has_no_rate() -> None:
    with pytest.raises(ValueError, match="at the sale"):
        implied_rate(Money(100_00), [(Fraction(0), Money(100_00)), (Fraction(1), Money(50_00))])


def test_rates_out_of_range() -> None:
    check_rate(RATE_LIMIT)
    for wrong in (Rate.percent("-0.01"), Rate.percent("1000.01")):
        with pytest.raises(RateOutOfRange):
            check_rate(wrong)
