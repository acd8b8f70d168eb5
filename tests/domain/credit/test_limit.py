"""The limit: proposed from income and score, raised by payments in time, held when it must be."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.credit.limit import (
    AccountState,
    LimitUse,
    raised_limit,
    suggest_limit,
    without_raise,
)
from crediario.domain.credit.policy import CreditPolicy
from crediario.domain.money import Money, Rate

POLICY = CreditPolicy()
#: Six payments in time, nothing in the way.
READY = AccountState(limit=Money(1_000_00), on_time_in_row=6, is_late=False, is_held=False)

money = st.builds(Money, st.integers(0, 20_000_00))
scores = st.none() | st.integers(0, 1000)


@pytest.mark.parametrize(
    ("score", "income", "limit"),
    [
        # 75% of the income at 500, in proportion to the score, in whole tens of reais.
        (500, Money(2_000_00), Money(1_500_00)),
        (744, Money(2_000_00), Money(2_230_00)),
        (None, Money(2_000_00), Money(1_500_00)),
        (250, Money(2_000_00), Money(750_00)),
        (0, Money(2_000_00), Money.ZERO),
        # Income unknown: the default limit in its place.
        (500, None, Money(500_00)),
        (900, Money.ZERO, Money(900_00)),
        # The policy's largest.
        (1000, Money(9_000_00), Money(5_000_00)),
    ],
)
def test_a_limit_is_proposed_from_income_and_score(
    score: int | None, income: Money | None, limit: Money
) -> None:
    assert suggest_limit(score, income, POLICY).limit == limit


def test_a_proposal_says_how_it_came_about() -> None:
    made = suggest_limit(None, Money.ZERO, POLICY)
    assert (made.base, made.income, made.score, made.at_ceiling) == (Money(500_00), None, 500, False)
    assert suggest_limit(1000, Money(9_000_00), POLICY).at_ceiling


@given(scores, money, st.integers(0, 500), money)
def test_more_income_or_score_never_proposes_less(
    score: int | None, income: Money, better: int, more: Money
) -> None:
    made = suggest_limit(score, income, POLICY).limit
    assert Money.ZERO <= made <= POLICY.limit_ceiling
    assert made.cents % 10_00 == 0
    raised = min((500 if score is None else score) + better, 1000)
    assert suggest_limit(raised, income, POLICY).limit >= made
    if income:
        assert suggest_limit(score, income + more, POLICY).limit >= made


@given(money, money)
def test_used_and_free_make_the_limit(limit: Money, used: Money) -> None:
    assert used + LimitUse(limit, used).free == limit


@pytest.mark.parametrize(
    ("changes", "raised"),
    [
        ({}, Money(1_100_00)),
        ({"limit": None}, Money(550_00)),
        ({"limit": Money(333_33)}, Money(366_66)),
        ({"limit": Money(4_800_00)}, Money(5_000_00)),
        ({"on_time_in_row": 40}, Money(1_100_00)),
        ({"on_time_in_row": 5}, None),
        ({"is_late": True}, None),
        ({"is_held": True}, None),
        ({"limit": Money(5_000_00)}, None),
        # A person may have given more than the policy's largest: it stays.
        ({"limit": Money(7_000_00)}, None),
        ({"limit": Money.ZERO}, None),
    ],
)
def test_payments_in_time_raise_it(changes: dict[str, object], raised: Money | None) -> None:
    assert raised_limit(replace(READY, **changes), POLICY) == raised  # type: ignore[arg-type]


def test_the_policy_decides_how_often_how_much_and_whether_a_delay_freezes_it() -> None:
    late = replace(READY, is_late=True)
    assert raised_limit(late, replace(POLICY, freezes_when_late=False)) == Money(1_100_00)
    assert raised_limit(READY, replace(POLICY, raise_share=Rate.ZERO)) is None
    assert raised_limit(READY, replace(POLICY, payments_per_raise=7)) is None


@given(money, st.integers(6, 20))
def test_a_rise_taken_back_leaves_what_was(limit: Money, row: int) -> None:
    raised = raised_limit(replace(READY, limit=limit, on_time_in_row=row), POLICY)
    if raised is not None:
        assert without_raise(raised, limit, raised) == limit


def test_a_rise_taken_back_leaves_the_later_one() -> None:
    assert without_raise(Money(1_210_00), Money(1_000_00), Money(1_100_00)) == Money(1_110_00)
