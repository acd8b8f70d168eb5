from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crediario.domain.calendar import DateOutOfRange
from crediario.domain.money import MAX_AMOUNT, AmountNotPositive, AmountTooLarge, Money, Rate
from crediario.domain.rates import RateOutOfRange
from crediario.domain.schedule import (
    AnchorDayMismatch,
    DownPaymentTooLarge,
    Every,
    FirstDueBeforeSale,
    FirstDueTooFar,
    InstallmentCountOutOfRange,
    InstallmentTooSmall,
    NegativeDownPayment,
    PlanTerms,
    PlanWarning,
    RateAboveCap,
    WarningCode,
    check_cap,
    due_dates,
    plan,
    positions,
)

TERMS = PlanTerms(
    price=Money(500_00),
    down_payment=Money.ZERO,
    count=3,
    rate=Rate.percent(1),
    sold_on=date(2026, 12, 10),
    first_due=date(2027, 1, 10),
)


def test_the_published_example_comes_out_to_the_centavo() -> None:
    made = plan(TERMS)
    lines = [
        (
            line.number,
            line.due_date.isoformat(),
            *map(str, (line.amount, line.interest, line.principal, line.balance)),
        )
        for line in made.installments
    ]
    assert lines == [
        (1, "2027-01-10", "170.01", "5.00", "165.01", "334.99"),
        (2, "2027-02-10", "170.01", "3.35", "166.66", "168.33"),
        (3, "2027-03-10", "170.01", "1.68", "168.33", "0.00"),
    ]
    assert str(made.financed) == "500.00"
    assert str(made.interest) == "10.03"
    assert str(made.total) == str(made.total_with_down_payment) == "510.03"
    assert made.rate_year.percent_text(6) == "12.682503"
    assert made.total_effective_cost.percent_text(2) == "12.64"
    assert [warning.code for warning in made.warnings] == [WarningCode.RATE_ABOVE_12_YEAR]


def test_the_down_payment_is_not_financed() -> None:
    made = plan(replace(TERMS, price=Money(1_290_00), down_payment=Money(150_00), count=6, rate=Rate.ZERO))
    assert made.financed == Money(1_140_00)
    assert {line.amount for line in made.installments} == {Money(190_00)}
    assert made.total_with_down_payment == Money(1_290_00)
    assert made.total_effective_cost == Rate.ZERO
    assert made.warnings == ()


@pytest.mark.parametrize(
    ("every", "first_due", "count", "amount"),
    [
        (Every.WEEK, date(2026, 12, 17), 10, "101.28"),
        (Every.TWO_MONTHS, date(2027, 2, 10), 6, "178.59"),
    ],
)
def test_other_periodicities(every: Every, first_due: date, count: int, amount: str) -> None:
    """Rule: law.md §4 names both figures."""
    terms = replace(TERMS, price=Money(1_000_00), count=count, every=every, first_due=first_due)
    assert str(plan(terms).installments[0].amount) == amount


def test_a_far_first_due_date_adds_interest_before_it_takes_any() -> None:
    """C06: four whole months to the first of 24 installments at 4%."""
    terms = PlanTerms(Money(850_00), Money.ZERO, 24, Rate.percent(4), date(2026, 3, 10), date(2026, 7, 10))
    made = plan(terms)
    assert str(made.installments[0].amount) == "62.71"
    assert made.installments[0].principal < Money.ZERO
    assert made.installments[-1].balance == Money.ZERO


def codes(terms: PlanTerms) -> list[str]:
    return [warning.code.value for warning in plan(terms).warnings]


def test_warning_at_twelve_percent_a_year() -> None:
    assert codes(replace(TERMS, rate=Rate.percent("0.948879"))) == []
    assert codes(replace(TERMS, rate=Rate.percent("0.948880"))) == ["rate_above_12_year"]


def test_the_cap_itself_is_never_red_for_its_rounding() -> None:
    for cents in range(10_000, 10_400):
        terms = replace(TERMS, price=Money(cents), count=12)
        assert codes(terms) == ["rate_above_12_year"]


def test_above_the_cap_only_with_release() -> None:
    made = plan(replace(TERMS, rate=Rate.percent("1.2"), price=Money(2_000_00), count=12))
    assert made.is_above_cap
    assert made.warnings[1] == PlanWarning(WarningCode.RATE_ABOVE_CAP, Rate.percent("1.2"), Rate.percent(1))
    check_cap(made, released=True)
    with pytest.raises(RateAboveCap):
        check_cap(made, released=False)
    check_cap(plan(TERMS), released=False)


def test_a_shop_may_lower_cap_and_warning() -> None:
    strict = replace(
        TERMS,
        price=Money(2_000_00),
        count=12,
        rate=Rate.percent("0.9"),
        rate_cap=Rate.percent("0.5"),
        rate_warning=Rate.percent("0.8"),
    )
    assert codes(strict) == ["rate_above_12_year", "rate_above_cap"]


def test_first_due_date_far_or_near() -> None:
    free = replace(TERMS, rate=Rate.ZERO)
    assert codes(replace(free, first_due=date(2027, 1, 24))) == []
    assert plan(replace(free, first_due=date(2027, 1, 25))).warnings == (
        PlanWarning(WarningCode.FIRST_DUE_FAR, days=46),
    )
    assert codes(replace(free, first_due=date(2026, 12, 15))) == []
    assert codes(replace(free, first_due=date(2026, 12, 14))) == ["first_due_near"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"price": Money.ZERO}, AmountNotPositive),
        ({"price": Money(-1)}, AmountNotPositive),
        ({"price": MAX_AMOUNT + Money(1)}, AmountTooLarge),
        ({"down_payment": Money(-1)}, NegativeDownPayment),
        ({"down_payment": Money(500_00)}, DownPaymentTooLarge),
        ({"count": 0}, InstallmentCountOutOfRange),
        ({"count": -3}, InstallmentCountOutOfRange),
        ({"count": 121}, InstallmentCountOutOfRange),
        ({"count": 10**9}, InstallmentCountOutOfRange),
        ({"rate": Rate.percent("-0.1")}, RateOutOfRange),
        ({"rate": Rate.percent(1001)}, RateOutOfRange),
        ({"sold_on": date(1800, 1, 1)}, DateOutOfRange),
        ({"first_due": date(2026, 12, 9)}, FirstDueBeforeSale),
        ({"first_due": date(9999, 12, 31)}, FirstDueTooFar),
        ({"anchor_day": 15}, AnchorDayMismatch),
        ({"price": Money(2)}, InstallmentTooSmall),
        ({"price": Money(2), "rate": Rate.ZERO}, InstallmentTooSmall),
    ],
)
def test_refused_terms(changes: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        plan(replace(TERMS, **changes))  # type: ignore[arg-type]


def test_an_installment_due_on_the_day_of_the_sale() -> None:
    made = plan(replace(TERMS, count=1, first_due=TERMS.sold_on))
    assert made.total == Money(500_00)
    assert made.total_effective_cost == Rate.ZERO


def test_due_dates_every_week_and_second_month() -> None:
    assert due_dates(date(2026, 12, 28), 3, Every.WEEK) == (
        date(2026, 12, 28),
        date(2027, 1, 4),
        date(2027, 1, 11),
    )
    assert due_dates(date(2026, 12, 31), 3, Every.TWO_MONTHS) == (
        date(2026, 12, 31),
        date(2027, 2, 28),
        date(2027, 4, 30),
    )


def test_the_anchor_may_lie_beyond_the_first_month() -> None:
    assert due_dates(date(2027, 2, 28), 2, Every.MONTH, 31) == (date(2027, 2, 28), date(2027, 3, 31))


def test_positions_count_whole_months_or_thirtieths() -> None:
    assert positions(date(2027, 1, 31), (date(2027, 2, 28), date(2027, 3, 31)), Every.MONTH) == (1, 2)
    assert positions(date(2026, 12, 10), (date(2027, 1, 25), date(2027, 2, 25)), Every.MONTH) == (
        Fraction(46, 30),
        Fraction(76, 30),
    )
    assert positions(date(2026, 6, 9), (date(2026, 6, 24),), Every.FORTNIGHT) == (Fraction(1, 2),)


@given(
    price=st.integers(50_00, 100_000_00),
    down=st.integers(0, 40_00),
    count=st.integers(1, 60),
    hundredths=st.integers(0, 300),
    wait=st.integers(0, 90),
    every=st.sampled_from(Every),
    sold_on=st.dates(date(2020, 1, 1), date(2050, 12, 31)),
)
def test_every_plan_adds_up(
    price: int, down: int, count: int, hundredths: int, wait: int, every: Every, sold_on: date
) -> None:
    first_due = date.fromordinal(sold_on.toordinal() + wait)
    rate = Rate.percent(Decimal(hundredths) / 100)
    assume(price - down >= count * 100)
    made = plan(PlanTerms(Money(price), Money(down), count, rate, sold_on, first_due, every))
    lines = made.installments
    assert [line.number for line in lines] == list(range(1, count + 1))
    assert Money.total(line.principal for line in lines) == made.financed == Money(price - down)
    assert Money.total(line.amount for line in lines) == made.total == made.financed + made.interest
    assert Money.total(line.interest for line in lines) == made.interest
    assert lines[-1].balance == Money.ZERO
    assert all(line.amount > Money.ZERO for line in lines)
    assert list(lines) == sorted(lines, key=lambda line: (line.due_date, line.position))
    assert made.total_effective_cost >= Rate.ZERO
