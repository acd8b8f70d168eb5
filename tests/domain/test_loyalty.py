from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.loyalty import (
    PaidPortion,
    may_earn,
    points_earned,
    points_for,
    points_forecast,
    timely_money,
)
from crediario.domain.money import Money

SOLD, DUE = date(2026, 6, 9), date(2026, 7, 10)
ON_TIME, LATE = 0, 1

portions = st.lists(
    st.builds(PaidPortion, st.integers(0, 90), st.builds(Money, st.integers(0, 999_999_99))), max_size=6
)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def earned(*paid: tuple[int, int]) -> int:
    return points_earned(DUE, SOLD, [PaidPortion(late, Money(cents)) for late, cents in paid])


@pytest.mark.parametrize(
    ("paid", "points"),
    [
        ([(ON_TIME, 190_00)], 190),
        ([(ON_TIME, 119_72)], 119),
        ([(ON_TIME, 99)], 0),
        ([(LATE, 190_00)], 0),
        ([(ON_TIME, 100_50), (LATE, 89_50)], 100),
        # Halves of a real of two parts in time make one whole.
        ([(ON_TIME, 100_50), (ON_TIME, 89_50)], 190),
        ([], 0),
    ],
)
def test_one_point_a_whole_real_paid_in_time(paid: list[tuple[int, int]], points: int) -> None:
    assert earned(*paid) == points


def test_what_is_due_on_the_day_of_its_contract_earns_nothing() -> None:
    whole = [PaidPortion(0, Money(500_00))]
    assert points_earned(SOLD, SOLD, whole) == 0
    assert points_forecast(Money(500_00), SOLD, SOLD) == 0
    assert points_earned(SOLD + timedelta(days=1), SOLD, whole) == 500


def test_the_forecast_of_the_slip() -> None:
    assert points_forecast(Money(190_00), DUE, SOLD) == 190
    assert points_forecast(Money(119_99), DUE, SOLD) == 119


@given(portions, days, days)
def test_never_more_than_the_whole_reais_of_what_came_in(
    paid: list[PaidPortion], due: date, agreed: date
) -> None:
    points = points_earned(due, agreed, paid)
    assert 0 <= points <= points_for(Money.total(each.principal for each in paid))
    assert points == 0 or may_earn(due, agreed)


@given(portions)
def test_the_order_of_the_parts_does_not_matter(paid: list[PaidPortion]) -> None:
    assert points_earned(DUE, SOLD, reversed(paid)) == points_earned(DUE, SOLD, paid)


@given(portions, st.builds(Money, st.integers(0, 999_999_99)), st.integers(1, 400))
def test_a_part_paid_late_changes_nothing(paid: list[PaidPortion], more: Money, late: int) -> None:
    assert points_earned(DUE, SOLD, [*paid, PaidPortion(late, more)]) == points_earned(DUE, SOLD, paid)


@given(portions, st.builds(Money, st.integers(0, 999_999_99)))
def test_a_part_paid_in_time_earns_its_reais_or_one_more(paid: list[PaidPortion], more: Money) -> None:
    gained = points_earned(DUE, SOLD, [*paid, PaidPortion(0, more)]) - points_earned(DUE, SOLD, paid)
    assert points_for(more) <= gained <= points_for(more) + 1


@given(st.lists(st.integers(1, 500_00), min_size=1, max_size=5))
def test_paid_whole_in_time_in_any_parts_earns_the_forecast(parts: list[int]) -> None:
    amount = Money(sum(parts))
    paid = [PaidPortion(0, Money(cents)) for cents in parts]
    assert timely_money(paid) == amount
    assert points_earned(DUE, SOLD, paid) == points_forecast(amount, DUE, SOLD)
