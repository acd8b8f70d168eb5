from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import (
    ChargeRules,
    CountFrom,
    FineAboveLegalCap,
    GraceOutOfRange,
    LateInterestAboveCap,
    OpenInstallment,
    PastPayment,
    Rounding,
    charges_on,
    days_late,
    is_overdue,
    late_fine,
    late_interest,
    legal_interest,
)
from crediario.domain.money import Money, Rate

NATIONAL = HolidayCalendar()
RULES = ChargeRules()
FRIDAY = date(2026, 5, 8)
SATURDAY = date(2026, 5, 9)
TUESDAY = date(2026, 5, 12)


def owed(
    amount: int,
    due: date,
    on: date,
    rules: ChargeRules = RULES,
    history: tuple[PastPayment, ...] = (),
) -> tuple[str, str]:
    found = charges_on(OpenInstallment(1, Money(amount), due, history), on, rules, NATIONAL)
    return str(found.fine), str(found.interest)


def test_the_figures_of_the_command_line() -> None:
    found = charges_on(OpenInstallment(1, Money(139_80), TUESDAY), date(2026, 6, 9), RULES, NATIONAL)
    assert (found.days_late, found.moved_due) == (28, TUESDAY)
    assert (str(found.fine), str(found.interest), str(found.total)) == ("2.79", "1.30", "143.89")


@pytest.mark.parametrize(
    ("rules", "refusal"),
    [
        ({"fine": Rate.percent("2.01")}, FineAboveLegalCap),
        ({"fine": Rate.percent(-1)}, FineAboveLegalCap),
        ({"interest": Rate.percent("1.000001")}, LateInterestAboveCap),
        ({"interest": Rate.percent(-1)}, LateInterestAboveCap),
        ({"grace_days": -1}, GraceOutOfRange),
        ({"grace_days": 31}, GraceOutOfRange),
    ],
)
def test_the_caps_of_the_law_are_refusals(rules: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        ChargeRules(**rules)  # type: ignore[arg-type]


def test_the_named_rules_refuse_by_themselves() -> None:
    with pytest.raises(FineAboveLegalCap):
        late_fine(Money(100), 1, Rate.percent(3))
    with pytest.raises(LateInterestAboveCap):
        late_interest(Money(100), 1, Rate.percent(2))


def test_on_time_nothing_is_charged() -> None:
    assert owed(100_00, TUESDAY, TUESDAY) == ("0.00", "0.00")
    assert owed(100_00, TUESDAY, TUESDAY - timedelta(days=9)) == ("0.00", "0.00")


def test_a_day_off_moves_the_due_date_but_not_the_count() -> None:
    monday, tuesday = date(2026, 5, 11), date(2026, 5, 12)
    assert not is_overdue(SATURDAY, monday, NATIONAL)
    assert days_late(SATURDAY, monday, NATIONAL) == 0
    assert owed(300_00, SATURDAY, monday) == ("0.00", "0.00")
    assert is_overdue(SATURDAY, tuesday, NATIONAL)
    assert days_late(SATURDAY, tuesday, NATIONAL) == 3
    assert owed(300_00, SATURDAY, tuesday) == ("6.00", "0.30")
    milder = ChargeRules(count_from=CountFrom.NEXT_BUSINESS_DAY)
    assert owed(300_00, SATURDAY, tuesday, milder) == ("6.00", "0.10")


def test_inside_the_tolerance_nothing_then_from_the_due_date() -> None:
    rules = ChargeRules(grace_days=3)
    assert owed(300_00, FRIDAY, FRIDAY + timedelta(days=3), rules) == ("0.00", "0.00")
    assert is_overdue(FRIDAY, FRIDAY + timedelta(days=3), NATIONAL)
    assert owed(300_00, FRIDAY, FRIDAY + timedelta(days=4), rules) == ("6.00", "0.40")


def test_a_tolerance_that_is_not_retroactive() -> None:
    rules = ChargeRules(grace_days=3, grace_is_retroactive=False)
    assert owed(300_00, FRIDAY, FRIDAY + timedelta(days=4), rules) == ("6.00", "0.10")


def test_half_up_is_the_shops_choice() -> None:
    rules = ChargeRules(rounding=Rounding.HALF_UP)
    assert owed(99_90, TUESDAY, TUESDAY + timedelta(days=1), rules) == ("2.00", "0.03")
    assert owed(99_90, TUESDAY, TUESDAY + timedelta(days=1)) == ("1.99", "0.03")


def test_what_was_paid_in_time_is_never_charged() -> None:
    early = PastPayment(TUESDAY, Money.ZERO, Money.ZERO, Money(40_00))
    assert owed(100_00, TUESDAY, TUESDAY + timedelta(days=30), history=(early,)) == ("1.20", "0.60")


def test_a_part_paid_on_the_moved_day_was_in_time() -> None:
    monday = PastPayment(date(2026, 5, 11), Money.ZERO, Money.ZERO, Money(40_00))
    assert owed(100_00, SATURDAY, SATURDAY + timedelta(days=30), history=(monday,)) == ("1.20", "0.60")


def test_each_payment_ends_a_stretch_and_the_fine_is_not_repeated() -> None:
    """M15 goes on: 53,00 open after 30 days, thirty more days later."""
    paid = PastPayment(TUESDAY + timedelta(days=30), Money(2_00), Money(1_00), Money(47_00))
    after = charges_on(
        OpenInstallment(1, Money(100_00), TUESDAY, (paid,)), TUESDAY + timedelta(days=60), RULES, NATIONAL
    )
    assert (after.open, after.fine, after.interest, after.days_late) == (
        Money(53_00),
        Money.ZERO,
        Money(53),
        60,
    )


def test_unpaid_charges_stay_due_and_bear_no_interest() -> None:
    fine_only = PastPayment(TUESDAY + timedelta(days=30), Money(2_00), Money(40), Money.ZERO)
    assert owed(100_00, TUESDAY, TUESDAY + timedelta(days=60), history=(fine_only,)) == ("0.00", "1.60")


def test_stretches_are_cut_one_by_one_whatever_the_order_of_the_history() -> None:
    days = [TUESDAY + timedelta(days=10), TUESDAY + timedelta(days=20)]
    history = tuple(PastPayment(day, Money.ZERO, Money.ZERO, Money(10_00)) for day in reversed(days))
    # 50,00 ten days 0,1666; 40,00 ten days 0,1333; 30,00 ten days 0,10
    assert owed(50_00, TUESDAY, TUESDAY + timedelta(days=30), history=history) == ("1.00", "0.39")


def test_waived_charges_are_settled_charges() -> None:
    waived = PastPayment(
        TUESDAY + timedelta(days=30), Money.ZERO, Money.ZERO, Money(50_00), Money(2_00), Money(1_00)
    )
    assert owed(100_00, TUESDAY, TUESDAY + timedelta(days=30), history=(waived,)) == ("0.00", "0.00")


def test_charges_paid_under_harder_rules_never_become_a_credit() -> None:
    paid = PastPayment(TUESDAY + timedelta(days=30), Money(2_00), Money(1_00), Money(47_00))
    none = ChargeRules(fine=Rate.ZERO, interest=Rate.ZERO)
    assert owed(100_00, TUESDAY, TUESDAY + timedelta(days=60), none, (paid,)) == ("0.00", "0.00")


def test_payments_after_the_day_asked_are_left_aside() -> None:
    later = PastPayment(TUESDAY + timedelta(days=90), Money(2_00), Money(3_00), Money(100_00))
    installment = OpenInstallment(1, Money(100_00), TUESDAY, (later,))
    assert installment.open == Money.ZERO
    found = charges_on(installment, TUESDAY + timedelta(days=30), RULES, NATIONAL)
    assert (found.open, found.fine, found.interest) == (Money(100_00), Money(2_00), Money(1_00))


def test_the_legal_rate_takes_shares_of_a_month_and_rounds_half_up() -> None:
    rate = Rate.percent("0.379020")
    assert legal_interest(Money(1_000_00), [(rate, Fraction(10, 31))]) == Money(122)
    assert legal_interest(Money(1_000_00), []) == Money.ZERO


@given(st.integers(1, 10**8), st.integers(1, 3650), st.integers(0, 200), st.integers(0, 100))
def test_charges_never_pass_the_ceiling(cents: int, days: int, fine: int, interest: int) -> None:
    fine_rate, interest_rate = Rate.percent(f"{fine / 100:.2f}"), Rate.percent(f"{interest / 100:.2f}")
    fined = late_fine(Money(cents), days, fine_rate)
    grown = late_interest(Money(cents), days, interest_rate)
    assert Fraction(fined.cents) <= Fraction(cents) * Fraction(fine_rate.fraction) < fined.cents + 1
    exact = Fraction(cents * days, 30) * Fraction(interest_rate.fraction)
    assert grown.cents <= exact < grown.cents + 1


@given(
    st.integers(100, 10**7),
    st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    st.integers(0, 400),
    st.integers(0, 100),
)
def test_charges_only_grow_with_time(cents: int, due: date, days: int, more: int) -> None:
    installment = OpenInstallment(1, Money(cents), due)
    first = charges_on(installment, due + timedelta(days=days), RULES, NATIONAL)
    later = charges_on(installment, due + timedelta(days=days + more), RULES, NATIONAL)
    assert later.fine >= first.fine
    assert later.interest >= first.interest
    assert first.open == Money(cents)
