from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import ChargeRules, OpenInstallment, PastPayment
from crediario.domain.early import (
    PaidCountOutOfRange,
    ScheduleFacts,
    early_discount,
    payoff_of_plan,
    present_value,
    quote_installment,
)
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Every, Plan, PlanTerms, plan

RULES = ChargeRules()
NATIONAL = HolidayCalendar()
SOLD_ON = date(2026, 12, 10)


def contract(
    price: int = 500_00, count: int = 3, rate: str = "1", wait: int = 31, every: Every = Every.MONTH
) -> Plan:
    return plan(
        PlanTerms(
            Money(price),
            Money.ZERO,
            count,
            Rate.percent(rate),
            SOLD_ON,
            SOLD_ON + timedelta(days=wait),
            every,
        )
    )


def test_the_figures_of_the_command_line() -> None:
    found = payoff_of_plan(contract(), 1, date(2027, 2, 20), RULES, NATIONAL)
    assert [str(each) for each in (found.nominal, found.charges, found.discount, found.total)] == [
        "340.02",
        "3.96",
        "1.08",
        "342.90",
    ]


def test_position_between_two_due_dates() -> None:
    facts = ScheduleFacts.of(contract())
    assert facts.position_on(SOLD_ON - timedelta(days=5)) == 0
    assert facts.position_on(SOLD_ON) == 0
    assert facts.position_on(date(2027, 1, 10)) == 1
    assert facts.position_on(date(2027, 2, 20)) == 2 + Fraction(10, 28)
    assert facts.position_on(date(2028, 1, 1)) == 3
    assert facts.position_of(date(2027, 3, 10)) == 3
    with pytest.raises(ValueError, match="not in tuple"):
        facts.position_of(date(2027, 3, 11))


def test_a_first_installment_on_the_day_of_the_sale() -> None:
    facts = ScheduleFacts.of(contract(wait=0))
    assert facts.position_on(SOLD_ON) == 0
    assert facts.position_on(date(2027, 1, 10)) == 1


def test_present_value_is_never_nothing_nor_more_than_the_amount() -> None:
    rate = Rate.percent(1)
    assert present_value(Money(1), Fraction(24), Fraction(0), rate) == Money(1)
    assert present_value(Money(2), Fraction(100), Fraction(0), Rate.percent(100)) == Money(1)
    assert present_value(Money(100_00), Fraction(2), Fraction(2), rate) == Money(100_00)
    assert present_value(Money(100_00), Fraction(2), Fraction(1), rate) == Money(99_01)
    assert present_value(Money(100_00), Fraction(2), Fraction(1), Rate.ZERO) == Money(100_00)


def test_no_discount_on_the_day_after_it_or_without_interest() -> None:
    facts, due = ScheduleFacts.of(contract()), date(2027, 2, 10)
    assert early_discount(Money(170_01), due, due, facts) == Money.ZERO
    assert early_discount(Money(170_01), due, due + timedelta(days=1), facts) == Money.ZERO
    assert early_discount(Money(170_01), due, due - timedelta(days=1), facts) > Money.ZERO
    free = ScheduleFacts.of(contract(rate="0"))
    assert early_discount(Money(170_01), due, SOLD_ON, free) == Money.ZERO


def test_a_quote_discounts_only_what_is_still_open() -> None:
    due, half = date(2027, 3, 10), PastPayment(SOLD_ON, Money.ZERO, Money.ZERO, Money(100_00))
    facts = ScheduleFacts.of(contract())
    whole = quote_installment(OpenInstallment(7, Money(170_01), due), 3, facts, SOLD_ON, RULES, NATIONAL)
    rest = quote_installment(
        OpenInstallment(7, Money(170_01), due, (half,)), 3, facts, SOLD_ON, RULES, NATIONAL
    )
    assert (whole.installment_id, whole.number, whole.days_late) == (7, 3, 0)
    assert whole.discount == Money(5_00)
    assert (rest.open, rest.discount) == (Money(70_01), Money(2_06))


def test_a_late_installment_has_charges_and_no_discount() -> None:
    facts = ScheduleFacts.of(contract())
    quote = quote_installment(
        OpenInstallment(1, Money(170_01), date(2027, 2, 10)), 2, facts, date(2027, 2, 20), RULES, NATIONAL
    )
    assert (str(quote.fine), str(quote.interest), quote.discount) == ("3.40", "0.56", Money.ZERO)


def test_paid_count_must_fit() -> None:
    assert payoff_of_plan(contract(), 3, SOLD_ON, RULES, NATIONAL).total == Money.ZERO
    for wrong in (-1, 4):
        with pytest.raises(PaidCountOutOfRange):
            payoff_of_plan(contract(), wrong, SOLD_ON, RULES, NATIONAL)


contracts = st.builds(
    contract,
    price=st.integers(100_00, 50_000_00),
    count=st.integers(1, 36),
    rate=st.integers(0, 300).map(lambda hundredths: str(Decimal(hundredths) / 100)),
    wait=st.integers(1, 90),
    every=st.sampled_from(Every),
)


@given(contracts)
def test_payoff_at_the_sale_is_the_financed_amount(made: Plan) -> None:
    found = payoff_of_plan(made, 0, SOLD_ON, RULES, NATIONAL)
    assert abs(found.total - made.financed) <= Money(1) * len(made.installments)


@given(contracts, st.data())
def test_payoff_on_a_due_date_is_the_balance(made: Plan, data: st.DataObject) -> None:
    """With the day's installment paid, what is left is the balance of its line; rounding is compounded."""
    paid = data.draw(st.integers(1, len(made.installments)))
    line = made.installments[paid - 1]
    found = payoff_of_plan(made, paid, line.due_date, RULES, NATIONAL)
    assert abs(found.total - line.balance) <= Money(1) * len(made.installments)


@given(contracts, st.integers(0, 1200), st.integers(0, 400))
def test_never_above_nominal_and_falling_with_anticipation(made: Plan, days: int, more: int) -> None:
    facts, last = ScheduleFacts.of(made), made.installments[-1]
    earlier = SOLD_ON + timedelta(days=days)
    later = earlier + timedelta(days=more)
    first = early_discount(last.amount, last.due_date, earlier, facts)
    second = early_discount(last.amount, last.due_date, later, facts)
    assert Money.ZERO <= second <= first < last.amount
    payoff = payoff_of_plan(made, 0, SOLD_ON + timedelta(days=days % 30), RULES, NATIONAL)
    assert payoff.nominal == made.total
    assert payoff.total <= payoff.nominal + payoff.charges
