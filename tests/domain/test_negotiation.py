"""The three offers: the law's sums on the drawing's installments, and what holds for any others."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.allocation import Quote
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import ChargeRules, OpenInstallment
from crediario.domain.early import ScheduleFacts, quote_installment
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import (
    RELEASE_DISCOUNT,
    RELEASE_LARGE_DISCOUNT,
    Conditions,
    DiscountOutOfRange,
    DownPaymentCoversAll,
    FirstDueNotAhead,
    NothingToNegotiate,
    Offer,
    OfferKind,
    agreed,
    ceiling_of,
    closes_with,
    offer,
    offers,
    release_needed,
)
from crediario.domain.permissions import Role
from crediario.domain.schedule import (
    AnchorDayMismatch,
    Every,
    FirstDueTooFar,
    InstallmentCountOutOfRange,
    InstallmentTooSmall,
    NegativeDownPayment,
)
from crediario.domain.settings import ShopSettings

TODAY = date(2026, 6, 9)
SEEDS = ShopSettings()
CASH, PARTS, EXTENSION = OfferKind
AMOUNT = Money(158_00)
DUES = tuple(date(2026, month, 10) for month in range(1, 10))
CONTRACT = ScheduleFacts(date(2025, 9, 12), Rate.percent("0.9"), Every.MONTH, DUES)


def quoted(number: int, amount: Money = AMOUNT, on: date = TODAY) -> Quote:
    """One of the drawing's installments, by the law: due on the tenth of the month of that number."""
    installment = OpenInstallment(number, amount, DUES[number - 1])
    return quote_installment(installment, number + 3, CONTRACT, on, ChargeRules(), HolidayCalendar("MG"))


LATE = tuple(quoted(number) for number in range(1, 6))
TO_COME = tuple(quoted(number) for number in range(6, 9))


def amounts(offered: Offer) -> list[str]:
    return [str(line.amount) for line in offered.installments]


# The drawing, by the law


def test_what_is_open_of_the_drawing() -> None:
    assert [quote.days_late for quote in LATE] == [150, 119, 91, 60, 30]
    assert [str(quote.fine) for quote in LATE] == ["3.16"] * 5
    # The drawing rounds 6,2673 up; late interest is cut.
    assert [str(quote.interest) for quote in LATE] == ["7.90", "6.26", "4.79", "3.16", "1.58"]
    assert str(Money.total(quote.total for quote in LATE)) == "829.49"


def test_paid_at_once() -> None:
    found = offer(CASH, LATE, Conditions(), SEEDS, TODAY)

    assert (str(found.open), str(found.fine), str(found.interest)) == ("790.00", "15.80", "23.69")
    assert (found.discount_rate, str(found.discount)) == (Rate.percent(5), "39.50")
    assert (str(found.total), found.pays_today, found.installments) == ("750.50", found.total, ())
    assert (str(found.given_up), found.received_soon, found.ends_on) == ("78.99", found.total, TODAY)
    assert {str(share.paid) for share in found.shares} == {"150.10"}


def test_in_installments() -> None:
    found = offer(PARTS, LATE, Conditions(monthly=Money(200_00)), SEEDS, TODAY)

    assert (str(found.total), str(found.pays_today)) == ("805.80", "120.87")
    assert amounts(found) == ["171.23", "171.23", "171.23", "171.24"]
    assert [line.due_date for line in found.installments] == [date(2026, month, 9) for month in range(7, 11)]
    assert (found.fits, str(found.given_up), found.discount) == (True, "23.69", Money.ZERO)
    # The first one is thirty days away.
    assert str(found.received_soon) == "292.10"


def test_moved() -> None:
    found = offer(EXTENSION, LATE, Conditions(monthly=Money(158_00)), SEEDS, TODAY)

    assert (str(found.total), str(found.pays_today)) == ("805.80", "15.80")
    assert amounts(found) == ["158.00"] * 5
    assert (found.ends_on, found.fits, str(found.given_up)) == (date(2026, 11, 9), True, "23.69")


def test_those_to_come_enter_at_their_present_value() -> None:
    both = (*LATE, *TO_COME)
    early = Money.total(quote.discount for quote in TO_COME)
    assert Money(1_00) < early < Money(20_00)

    cash = offer(CASH, both, Conditions(), SEEDS, TODAY)
    assert cash.early_discount == early
    assert cash.discount == Money.truncated((cash.open - early).reais * 5 / 100)
    assert cash.total == cash.open - early - cash.discount
    parts = offer(PARTS, both, Conditions(), SEEDS, TODAY)
    assert parts.total == parts.open + parts.fine - early
    moved = offer(EXTENSION, both, Conditions(), SEEDS, TODAY)
    assert [line.amount for line in moved.installments] == [quote.value for quote in both]
    assert moved.total == parts.total


# What may be typed


@pytest.mark.parametrize(
    ("monthly", "count", "fits"),
    [
        ("700.00", 1, True),
        ("343.00", 2, True),
        ("100.00", 7, False),
        ("57.08", 12, False),
        ("10.00", 12, False),
    ],
)
def test_as_few_installments_as_fit_a_month(monthly: str, count: int, fits: bool) -> None:
    """What is paid at signing counts for this month: a small sum does not fit it, whatever the rest is."""
    little = Money(int(monthly.replace(".", "")))
    found = offer(PARTS, LATE, Conditions(monthly=little), SEEDS, TODAY)
    assert (len(found.installments), found.fits) == (count, fits)
    without = offer(PARTS, LATE, Conditions(monthly=little, down_payment=Money.ZERO), SEEDS, TODAY)
    assert without.fits is (max(line.amount for line in without.installments) <= little)


def test_nobody_said_what_fits() -> None:
    found = offers(LATE, Conditions(), SEEDS, TODAY)
    assert [each.fits for each in found.values() if isinstance(each, Offer)] == [None, None, None]
    parts = found[PARTS]
    assert isinstance(parts, Offer)
    assert len(parts.installments) == len(LATE)


def test_typed_figures_win() -> None:
    typed = Conditions(
        monthly=Money(50_00),
        discount=Rate.percent("2.5"),
        down_payment=Money(5_80),
        count=3,
        first_due=date(2026, 7, 20),
    )
    assert str(offer(CASH, LATE, typed, SEEDS, TODAY).discount) == "19.75"
    found = offer(PARTS, LATE, typed, SEEDS, TODAY)
    assert (amounts(found), found.fits) == (["266.66", "266.66", "266.68"], False)
    assert [line.due_date.day for line in found.installments] == [20, 20, 20]
    first = replace(SEEDS, remainder_first=True)
    assert amounts(offer(PARTS, LATE, typed, first, TODAY)) == ["266.68", "266.66", "266.66"]
    moved = offer(EXTENSION, LATE, typed, SEEDS, TODAY)
    assert (len(moved.installments), moved.installments[0].due_date) == (5, date(2026, 7, 20))


def test_the_day_of_the_month_survives_short_months() -> None:
    today = date(2027, 1, 31)
    late = tuple(quoted(number, on=today) for number in range(1, 6))
    found = offer(EXTENSION, late, Conditions(), SEEDS, today)
    dues = [line.due_date for line in found.installments]
    assert dues == [
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
        date(2027, 5, 31),
        date(2027, 6, 30),
    ]
    assert agreed(found.terms(7), late, SEEDS, today) == found


def test_an_agreement_of_a_centavo() -> None:
    tiny = (quoted(9, Money(1)),)
    for kind in OfferKind:
        found = offer(kind, tiny, Conditions(monthly=Money.ZERO), SEEDS, TODAY)
        assert (found.total, found.fits) == (Money(1), False)


@pytest.mark.parametrize(
    ("kind", "changes", "refusal"),
    [
        (CASH, {"discount": Rate.percent("25.01")}, DiscountOutOfRange),
        (CASH, {"discount": Rate.percent(-1)}, DiscountOutOfRange),
        (PARTS, {"down_payment": Money(-1)}, NegativeDownPayment),
        (PARTS, {"down_payment": Money(805_80)}, DownPaymentCoversAll),
        (PARTS, {"count": 0}, InstallmentCountOutOfRange),
        (PARTS, {"count": 13}, InstallmentCountOutOfRange),
        (PARTS, {"down_payment": Money(805_79), "count": 2}, InstallmentTooSmall),
        (PARTS, {"first_due": TODAY}, FirstDueNotAhead),
        (EXTENSION, {"first_due": TODAY - timedelta(days=1)}, FirstDueNotAhead),
        (PARTS, {"first_due": date(2029, 1, 1)}, FirstDueTooFar),
        (EXTENSION, {"first_due": date(2026, 7, 10), "anchor_day": 11}, AnchorDayMismatch),
    ],
)
def test_what_does_not_close_is_refused_and_leaves_the_others(
    kind: OfferKind, changes: dict[str, object], refusal: type[Refusal]
) -> None:
    conditions = Conditions(**changes)  # type: ignore[arg-type]
    with pytest.raises(refusal):
        offer(kind, LATE, conditions, SEEDS, TODAY)
    found = offers(LATE, conditions, SEEDS, TODAY)
    assert isinstance(found[kind], refusal)
    assert any(isinstance(each, Offer) for each in found.values())


def test_nothing_ticked() -> None:
    assert {type(each) for each in offers((), Conditions(), SEEDS, TODAY).values()} == {NothingToNegotiate}


def test_more_installments_than_any_carne_are_not_moved() -> None:
    many = tuple(replace(LATE[0], installment_id=number) for number in range(121))
    with pytest.raises(InstallmentCountOutOfRange):
        offer(EXTENSION, many, Conditions(), SEEDS, TODAY)
    assert len(offer(EXTENSION, many[:120], Conditions(), SEEDS, TODAY).installments) == 120


# Ceilings


@pytest.mark.parametrize(
    ("role", "discount", "release"),
    [
        (Role.CASHIER, "3", None),
        (Role.COLLECTOR, "3", None),
        (Role.CASHIER, "3.01", RELEASE_DISCOUNT),
        (Role.COLLECTOR, "10", RELEASE_DISCOUNT),
        (Role.CASHIER, "10.01", RELEASE_LARGE_DISCOUNT),
        (Role.MANAGER, "10", None),
        (Role.MANAGER, "10.01", RELEASE_LARGE_DISCOUNT),
        (Role.OWNER, "25", None),
        (Role.SYSTEM, "25", None),
    ],
)
def test_whose_yes_a_discount_needs(role: Role, discount: str, release: str | None) -> None:
    assert release_needed(Rate.percent(discount), role, SEEDS) == release


def test_the_lowest_role_that_may_close() -> None:
    percents = ("0", "3", "3.01", "10", "10.01", "25")
    found = [closes_with(Rate.percent(each), SEEDS) for each in percents]
    assert found == [Role.CASHIER, Role.CASHIER, Role.MANAGER, Role.MANAGER, Role.OWNER, Role.OWNER]
    assert ceiling_of(Role.COLLECTOR, SEEDS) == ceiling_of(Role.CASHIER, SEEDS) == Rate.percent(3)


# Whatever is ticked

CENTS = st.integers(1, 5_000_00)
TICKED = st.lists(st.tuples(st.integers(1, 9), CENTS, st.integers(0, 400)), min_size=1, max_size=15)
TYPED = st.builds(
    Conditions,
    monthly=st.none() | st.builds(Money, CENTS),
    discount=st.none() | st.integers(0, 2500).map(lambda basis: Rate.percent(f"{basis / 100:.2f}")),
    down_payment=st.none() | st.builds(Money, st.integers(0, 1000)),
    count=st.none() | st.integers(1, 12),
)


def some_offers(ticked: list[tuple[int, int, int]], typed: Conditions) -> tuple[date, list[Offer]]:
    today = TODAY + timedelta(days=ticked[0][2])
    rules, calendar = ChargeRules(), HolidayCalendar("MG")
    quotes = [
        quote_installment(
            OpenInstallment(place, Money(cents), DUES[month - 1]), place, CONTRACT, today, rules, calendar
        )
        for place, (month, cents, _) in enumerate(ticked)
    ]
    found = offers(quotes, typed, SEEDS, today)
    return today, [each for each in found.values() if isinstance(each, Offer)]


@given(TICKED, TYPED)
def test_the_total_is_proved_whatever_is_ticked_and_typed(
    ticked: list[tuple[int, int, int]], typed: Conditions
) -> None:
    for found in some_offers(ticked, typed)[1]:
        proved = found.open + found.fine + found.interest - found.waived_fine - found.waived_interest
        assert found.total == proved - found.early_discount - found.discount > Money.ZERO
        assert found.total == Money.total(share.paid for share in found.shares)
        assert found.total == found.pays_today + Money.total(line.amount for line in found.installments)
        assert found.given_up == found.due_today - found.total
        assert found.pays_today <= found.received_soon <= found.total
        assert found.plan.interest == Money.ZERO


@given(TICKED, TYPED)
def test_each_installment_is_closed_whole(ticked: list[tuple[int, int, int]], typed: Conditions) -> None:
    for found in some_offers(ticked, typed)[1]:
        for quote, share in zip(found.quotes, found.shares, strict=True):
            assert (share.installment_id, share.settled) == (quote.installment_id, quote.open)
            assert min(share.principal, share.discount, share.fine, share.interest) >= Money.ZERO
            assert share.fine + share.waived_fine == quote.fine
            assert share.interest + share.waived_interest == quote.interest
            assert share.discount >= quote.discount


@given(TICKED, TYPED)
def test_no_ceiling_is_passed_and_nothing_is_due_before_its_day(
    ticked: list[tuple[int, int, int]], typed: Conditions
) -> None:
    today, found = some_offers(ticked, typed)
    for each in found:
        principal = each.open - each.early_discount
        assert each.discount.reais <= principal.reais * each.discount_rate.fraction
        assert all(line.due_date > today and line.amount > Money.ZERO for line in each.installments)
        assert [line.number for line in each.installments] == list(range(1, len(each.installments) + 1))


@given(TICKED, TYPED)
def test_the_terms_make_the_same_offer_again(ticked: list[tuple[int, int, int]], typed: Conditions) -> None:
    today, found = some_offers(ticked, typed)
    for each in found:
        again = agreed(each.terms(1), reversed(each.quotes), SEEDS, today)
        assert replace(again, fits=each.fits) == each
