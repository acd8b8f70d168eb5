"""Warning signs: what changed lately, with the figures that say so, and silence where nothing did."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.credit.warning_signs import RecentFacts, WarningSign, WarningSignKind, warning_signs
from crediario.domain.money import Money

TODAY = date(2026, 6, 9)
QUIET = RecentFacts(TODAY)
USUAL = (Money(200_00), Money(300_00), Money(250_00))


@pytest.mark.parametrize(
    ("facts", "kind", "figures"),
    [
        (replace(QUIET, delays=(0, 0, 1, 9, 12, 15)), WarningSignKind.PAYING_LATER, (12, 0)),
        (
            replace(QUIET, purchases=(*USUAL, Money(500_00)), last_sold_on=TODAY),
            WarningSignKind.BOUGHT_MORE,
            (500_00, 250_00),
        ),
        (
            replace(QUIET, phone_changed_on=TODAY - timedelta(days=30)),
            WarningSignKind.PHONE_CHANGED,
            (30,),
        ),
        (replace(QUIET, late_count=3, late_days=4), WarningSignKind.SEVERAL_LATE, (3,)),
        (replace(QUIET, first_unpaid=1), WarningSignKind.FIRST_UNPAID, (1,)),
        (
            replace(QUIET, delays=(0, 3), late_count=1, late_days=28),
            WarningSignKind.LATER_THAN_EVER,
            (28, 3),
        ),
    ],
)
def test_each_sign_says_what_changed(
    facts: RecentFacts, kind: WarningSignKind, figures: tuple[int, ...]
) -> None:
    assert warning_signs(facts) == (WarningSign(kind, figures),)


@pytest.mark.parametrize(
    "facts",
    [
        QUIET,
        # Always a little late is a habit, not a change.
        replace(QUIET, delays=(9, 10, 9, 10, 11, 10)),
        # Four days later than usual.
        replace(QUIET, delays=(0, 0, 0, 4, 4, 4)),
        # Too few to know what is usual.
        replace(QUIET, delays=(0, 0, 20, 20, 20)),
        replace(QUIET, purchases=(*USUAL[:2], Money(900_00)), last_sold_on=TODAY),
        # Long ago.
        replace(QUIET, purchases=(*USUAL, Money(900_00)), last_sold_on=TODAY - timedelta(days=31)),
        replace(QUIET, phone_changed_on=TODAY - timedelta(days=31)),
        # A first delay, of somebody who has settled nothing.
        replace(QUIET, late_count=1, late_days=60),
        replace(QUIET, delays=(30,), late_count=2, late_days=35),
    ],
)
def test_what_is_usual_is_no_sign(facts: RecentFacts) -> None:
    assert warning_signs(facts) == ()


def test_the_weightiest_comes_first() -> None:
    facts = RecentFacts(TODAY, phone_changed_on=TODAY, late_count=4, late_days=50, first_unpaid=1)
    assert [sign.kind for sign in warning_signs(facts)] == [
        WarningSignKind.FIRST_UNPAID,
        WarningSignKind.SEVERAL_LATE,
        WarningSignKind.PHONE_CHANGED,
    ]


@given(st.lists(st.integers(0, 100), max_size=30), st.integers(0, 5), st.integers(0, 200))
def test_every_sign_has_its_figures(delays: list[int], late_count: int, late_days: int) -> None:
    signs = warning_signs(RecentFacts(TODAY, delays, late_count=late_count, late_days=late_days))
    assert len({sign.kind for sign in signs}) == len(signs)
    assert all(sign.figures for sign in signs)
