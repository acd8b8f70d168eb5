from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.allocation import (
    Quote,
    Share,
    WaiverAboveCharges,
    allocate,
    oldest_first,
    settled_by,
)
from crediario.domain.money import AmountNotPositive, Money

DUE = date(2026, 5, 12)
LATE = Quote(1, DUE, 5, 28, Money(139_80), Money(2_79), Money(1_30), Money.ZERO)
EARLY = Quote(2, DUE + timedelta(days=60), 7, 0, Money(139_80), Money.ZERO, Money.ZERO, Money(2_00))


def test_what_a_quote_adds_up_to() -> None:
    assert LATE.total == Money(143_89)
    assert EARLY.value == EARLY.total == Money(137_80)
    waived = Quote(1, DUE, 5, 28, Money(139_80), Money(2_79), Money(1_30), Money.ZERO, Money(2_79), Money(30))
    assert waived.charges == Money(1_00)
    assert waived.total == Money(140_80)


@pytest.mark.parametrize(("fine", "interest"), [(2_80, 0), (0, 1_31), (-1, 0)])
def test_no_more_is_forgiven_than_is_due(fine: int, interest: int) -> None:
    with pytest.raises(WaiverAboveCharges):
        Quote(
            1, DUE, 5, 28, Money(139_80), Money(2_79), Money(1_30), Money.ZERO, Money(fine), Money(interest)
        )


@pytest.mark.parametrize(
    ("amount", "fine", "interest", "principal"),
    [
        (1_00, 1_00, 0, 0),
        (2_79, 2_79, 0, 0),
        (3_00, 2_79, 21, 0),
        (10_00, 2_79, 1_30, 5_91),
        (143_89, 2_79, 1_30, 139_80),
    ],
)
def test_fine_then_interest_then_value(amount: int, fine: int, interest: int, principal: int) -> None:
    found = allocate(Money(amount), [LATE])
    assert found.left == Money.ZERO
    assert found.shares == (Share(1, Money(fine), Money(interest), Money(principal), Money.ZERO),)


def test_the_next_one_gets_what_remains_and_the_rest_is_left() -> None:
    found = allocate(Money(300_00), [LATE, EARLY])
    assert [share.paid for share in found.shares] == [Money(143_89), Money(137_80)]
    assert found.shares[1].settled == Money(139_80)
    assert found.left == Money(18_31)


def test_an_early_part_earns_its_share_of_the_discount() -> None:
    share = allocate(Money(68_90), [EARLY]).shares[0]
    assert (share.principal, share.discount, share.settled) == (Money(68_90), Money(1_00), Money(69_90))


def test_the_order_asked_is_kept_and_the_oldest_is_first_otherwise() -> None:
    assert oldest_first([EARLY, LATE]) == (LATE, EARLY)
    assert [share.installment_id for share in allocate(Money(200_00), [EARLY, LATE]).shares] == [2, 1]


def test_nothing_open_takes_no_share() -> None:
    settled = Quote(3, DUE, 1, 0, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO)
    found = allocate(Money(5_00), [settled])
    assert found.shares == ()
    assert found.left == Money(5_00)


def test_waivers_are_recorded_with_the_share_they_came_with() -> None:
    waived = Quote(
        1, DUE, 5, 28, Money(139_80), Money(2_79), Money(1_30), Money.ZERO, Money(2_79), Money(1_30)
    )
    untouched = Quote(2, DUE, 6, 28, Money(50_00), Money(1_00), Money.ZERO, Money.ZERO, Money(1_00))
    found = allocate(Money(139_80), [waived, untouched])
    assert found.shares == (
        Share(1, Money.ZERO, Money.ZERO, Money(139_80), Money.ZERO, Money(2_79), Money(1_30)),
    )


def test_zero_is_no_payment() -> None:
    with pytest.raises(AmountNotPositive):
        allocate(Money.ZERO, [LATE])


def test_settled_by_never_rounds_up_to_the_whole() -> None:
    assert settled_by(Money(9_99), Money(1_000_00), Money(10_00)) == Money(999_00)
    assert settled_by(Money(10_00), Money(1_000_00), Money(10_00)) == Money(1_000_00)


@st.composite
def quotes(draw: st.DrawFn, installment_id: int) -> Quote:
    open_value = draw(st.integers(1, 10**7))
    is_late = draw(st.booleans())
    fine, interest = (draw(st.integers(0, 10**5)), draw(st.integers(0, 10**5))) if is_late else (0, 0)
    return Quote(
        installment_id=installment_id,
        due_date=DUE + timedelta(days=draw(st.integers(-400, 400))),
        number=installment_id,
        days_late=0,
        open=Money(open_value),
        fine=Money(fine),
        interest=Money(interest),
        discount=Money.ZERO if is_late else Money(draw(st.integers(0, open_value - 1))),
        waived_fine=Money(draw(st.integers(0, fine))),
        waived_interest=Money(draw(st.integers(0, interest))),
    )


@given(st.integers(1, 10**8), st.integers(1, 6).flatmap(lambda n: st.tuples(*map(quotes, range(1, n + 1)))))
def test_allocation_never_creates_money(amount: int, asked: tuple[Quote, ...]) -> None:
    ordered = oldest_first(asked)
    found = allocate(Money(amount), ordered)
    assert Money.total(share.paid for share in found.shares) + found.left == Money(amount)
    assert found.left >= Money.ZERO
    for share, quote in zip(found.shares, ordered, strict=False):
        assert share.installment_id == quote.installment_id
        assert share.fine + share.waived_fine <= quote.fine
        assert share.interest + share.waived_interest <= quote.interest
        assert Money.ZERO <= share.discount <= quote.discount
        assert share.principal <= share.settled <= quote.open
        assert (share.settled == quote.open) == (share.principal == quote.value)
    whole = Money.total(quote.total for quote in asked)
    assert found.left == max(Money(amount) - whole, Money.ZERO)
