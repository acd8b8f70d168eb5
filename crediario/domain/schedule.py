"""Payment plans: due dates, the price table, interest-free division, and what the law says about the rate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from crediario.domain.calendar import add_months, check_day, last_day_of_month
from crediario.domain.errors import Refusal
from crediario.domain.money import CALCULATION, Money, Rate, check_amount
from crediario.domain.rates import (
    DAYS_OF_MONTH,
    RATE_CAP,
    RATE_WARNING,
    check_rate,
    effective_year,
    growths_between,
    present_worth,
    total_effective_cost,
)

COUNT_LIMIT = 120
FIRST_DUE_LIMIT_DAYS = 730
FIRST_DUE_FAR_DAYS = 45
FIRST_DUE_NEAR_DAYS = 5


@dataclass(eq=False)
class NegativeDownPayment(Refusal):
    """A down payment (entrada) is zero or more."""

    down_payment: Money


@dataclass(eq=False)
class DownPaymentTooLarge(Refusal):
    """The down payment leaves nothing to finance."""

    down_payment: Money
    price: Money


@dataclass(eq=False)
class InstallmentCountOutOfRange(Refusal):
    """Fewer than one installment, or more than any carnê has."""

    count: int
    limit: int


@dataclass(eq=False)
class FirstDueBeforeSale(Refusal):
    """The first due date lies before the sale."""

    sold_on: date
    first_due: date


@dataclass(eq=False)
class FirstDueTooFar(Refusal):
    """The first due date is so late that it can only be a slip."""

    first_due: date
    limit_days: int


@dataclass(eq=False)
class AnchorDayMismatch(Refusal):
    """The first due date does not fall on the chosen day of the month."""

    first_due: date
    anchor_day: int


@dataclass(eq=False)
class InstallmentTooSmall(Refusal):
    """The plan does not close in that many installments of a centavo or more."""

    financed: Money
    count: int


@dataclass(eq=False)
class RateAboveCap(Refusal):
    """Interest above the legal ceiling, without the owner's release (liberação)."""

    rate: Rate
    cap: Rate


class Every(StrEnum):
    """How often an installment is due (periodicidade)."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    TWO_MONTHS = "two-months"


DAYS = {Every.WEEK: 7, Every.FORTNIGHT: 15}
MONTHS = {Every.MONTH: 1, Every.TWO_MONTHS: 2}


class WarningCode(StrEnum):
    """What the shop is told before it offers a plan."""

    RATE_ABOVE_12_YEAR = "rate_above_12_year"
    RATE_ABOVE_CAP = "rate_above_cap"
    FIRST_DUE_FAR = "first_due_far"
    FIRST_DUE_NEAR = "first_due_near"


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """One warning with its figures; the words stand with the messages.

    Attributes:
        rate: the plan's monthly rate, for warnings about it.
        limit: the rate that was passed.
        days: days from the sale to the first due date, for warnings about that.
    """

    code: WarningCode
    rate: Rate | None = None
    limit: Rate | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What a plan is made from.

    Attributes:
        price: cash price.
        down_payment: entrada, paid at the sale and never financed.
        count: number of installments.
        rate: interest of the sale, monthly; zero for "sem juros".
        sold_on: day of the sale.
        first_due: first due date.
        every: periodicity.
        anchor_day: day of the month kept through short months; ``first_due.day`` when None.
        remainder_first: interest-free plans put the odd centavos in the first installment, not the last.
        rate_warning: monthly rate above which the shop is warned.
        rate_cap: monthly rate above which the owner must release the sale.
    """

    price: Money
    down_payment: Money
    count: int
    rate: Rate
    sold_on: date
    first_due: date
    every: Every = Every.MONTH
    anchor_day: int | None = None
    remainder_first: bool = False
    rate_warning: Rate = RATE_WARNING
    rate_cap: Rate = RATE_CAP


@dataclass(frozen=True, slots=True)
class PlannedInstallment:
    """One line of the plan.

    Attributes:
        number: 1 for the first.
        due_date: vencimento, as printed: never moved for a day off.
        position: months from the sale, the exponent of the price formula.
        amount: what the customer pays.
        interest: interest of the line (juros da venda).
        principal: ``amount`` less ``interest``; negative while a far first due date still adds interest.
        balance: what is still financed after this line.
    """

    number: int
    due_date: date
    position: Fraction
    amount: Money
    interest: Money
    principal: Money
    balance: Money


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole payment plan, every figure the law wants shown beside it (CDC art. 52, 54-B).

    Attributes:
        terms: what it was made from.
        financed: price less down payment.
        installments: one or more lines.
        interest: all interest, in reais.
        total: sum of the installments.
        total_with_down_payment: total a prazo.
        rate_year: effective yearly rate.
        total_effective_cost: CET, yearly.
        warnings: in the order the law names them.
    """

    terms: PlanTerms
    financed: Money
    installments: tuple[PlannedInstallment, ...]
    interest: Money
    total: Money
    total_with_down_payment: Money
    rate_year: Rate
    total_effective_cost: Rate
    warnings: tuple[PlanWarning, ...]

    @property
    def is_above_cap(self) -> bool:
        """Whether only the owner can release the sale."""
        return any(warning.code is WarningCode.RATE_ABOVE_CAP for warning in self.warnings)


# The plan a screen previewed is the one that is registered a moment later.
@lru_cache(maxsize=64)
def plan(terms: PlanTerms) -> Plan:
    """The payment plan for ``terms``: price table, or equal parts without interest.

    Returns:
        As many installments as asked; their principal adds up to the financed amount, to the centavo.

    Raises:
        AmountNotPositive, AmountTooLarge: the price.
        NegativeDownPayment, DownPaymentTooLarge: the down payment.
        InstallmentCountOutOfRange, InstallmentTooSmall: the count.
        RateOutOfRange: the rate.
        DateOutOfRange, FirstDueBeforeSale, FirstDueTooFar, AnchorDayMismatch: the dates.

    Rule: law.md §4 (P01 to C15). See docs/regras.md#price and docs/regras.md#residuo.
    """
    return _summed(terms, terms.price - terms.down_payment, planned_installments(terms))


def planned_installments(terms: PlanTerms) -> tuple[PlannedInstallment, ...]:
    """The lines of ``plan`` alone, for those who try many terms and need neither sums nor the CET.

    Raises:
        the refusals of ``plan``.
    """
    _check(terms)
    financed = terms.price - terms.down_payment
    frame = _frame(terms.rate, terms.sold_on, terms.first_due, terms.count, terms.every, terms.anchor_day)
    lines = tuple(_lines(financed, frame, _amounts(terms, financed, frame)))
    if min(line.amount.cents for line in lines) <= 0:
        raise InstallmentTooSmall(financed, terms.count)
    return lines


def check_cap(offered: Plan, *, released: bool) -> None:
    """Refuse a plan above the legal ceiling unless the owner released it.

    Raises:
        RateAboveCap: above the cap and not released.

    Rule: STJ, REsp 1.720.656/MG; law.md §1.3 item 2. See docs/regras.md#teto.
    """
    if offered.is_above_cap and not released:
        raise RateAboveCap(offered.terms.rate, offered.terms.rate_cap)


def _check(terms: PlanTerms) -> None:
    check_amount(terms.price)
    if terms.down_payment < Money.ZERO:
        raise NegativeDownPayment(terms.down_payment)
    if terms.down_payment >= terms.price:
        raise DownPaymentTooLarge(terms.down_payment, terms.price)
    if not 1 <= terms.count <= COUNT_LIMIT:
        raise InstallmentCountOutOfRange(terms.count, COUNT_LIMIT)
    check_rate(terms.rate)
    _check_dates(terms)


def _check_dates(terms: PlanTerms) -> None:
    check_day(terms.sold_on)
    if terms.first_due < terms.sold_on:
        raise FirstDueBeforeSale(terms.sold_on, terms.first_due)
    if (terms.first_due - terms.sold_on).days > FIRST_DUE_LIMIT_DAYS:
        raise FirstDueTooFar(terms.first_due, FIRST_DUE_LIMIT_DAYS)


def due_dates(first_due: date, count: int, every: Every, anchor_day: int | None = None) -> tuple[date, ...]:
    """The due dates (vencimentos): every 7 or 15 days, or the same day of every month or second month.

    Args:
        first_due: the first one.
        count: how many.
        every: periodicity.
        anchor_day: day of the month wanted where the month has it; ``first_due.day`` when None.

    Raises:
        AnchorDayMismatch: ``first_due`` is not on the anchored day of its month.

    Rule: law.md §4 (D01 to D03); LUG art. 36. See docs/regras.md#vencimentos.
    """
    if every in DAYS:
        return tuple(first_due + timedelta(days=DAYS[every] * step) for step in range(count))
    anchor = anchor_day or first_due.day
    if first_due.day != min(anchor, last_day_of_month(first_due.year, first_due.month)):
        raise AnchorDayMismatch(first_due, anchor)
    return tuple(add_months(first_due, MONTHS[every] * step, anchor) for step in range(count))


# Every quote of a contract asks for the same ones.
@lru_cache(maxsize=1024)
def positions(sold_on: date, dues: tuple[date, ...], every: Every) -> tuple[Fraction, ...]:
    """Where each due date stands, in months from the sale: the exponents ``t_k``.

    Weekly and fortnightly plans count calendar days by thirtieths. Monthly ones count whole months when the
    first due date falls on the day of the sale, else days by thirtieths up to it and whole months after it.

    Rule: law.md §4 (C06, C12). See docs/regras.md#posicao.
    """
    if every in DAYS:
        return tuple(Fraction((due - sold_on).days, DAYS_OF_MONTH) for due in dues)
    first = _first_position(sold_on, dues[0])
    return tuple(first + MONTHS[every] * step for step in range(len(dues)))


def _first_position(sold_on: date, first_due: date) -> Fraction:
    months = (first_due.year - sold_on.year) * 12 + first_due.month - sold_on.month
    if add_months(sold_on, months) == first_due:
        return Fraction(months)
    return Fraction((first_due - sold_on).days, DAYS_OF_MONTH)


def annuity_factor(rate: Rate, times: Sequence[Fraction]) -> Decimal:
    """What installments of 1 are worth today: ``Σ (1+i)^-t_k``.

    Rule: law.md §4 (P01 to C12). See docs/regras.md#price.
    """
    return present_worth(rate, [(time, Money(100)) for time in times])


def installment_amount(financed: Money, rate: Rate, times: Sequence[Fraction]) -> Money:
    """The equal installment of the price table: ``PV / Σ (1+i)^-t_k``, half up.

    Rule: law.md §4 (P01 to P07, C01 to C12). See docs/regras.md#price.
    """
    return _equal_amount(financed, annuity_factor(rate, times))


@dataclass(frozen=True, slots=True)
class _Frame:
    """All of a plan that does not depend on the amount: dates, positions, and what each line gains."""

    dues: tuple[date, ...]
    times: tuple[Fraction, ...]
    gains: tuple[Decimal, ...]
    annuity: Decimal


# A sale tries many amounts on the same dates at every key pressed.
@lru_cache(maxsize=256)
def _frame(
    rate: Rate, sold_on: date, first_due: date, count: int, every: Every, anchor_day: int | None
) -> _Frame:
    dues = due_dates(first_due, count, every, anchor_day)
    times = positions(sold_on, dues, every)
    gains = tuple(CALCULATION.subtract(growth, 1) for growth in growths_between(rate, times))
    return _Frame(dues, times, gains, annuity_factor(rate, times))


def _amounts(terms: PlanTerms, financed: Money, frame: _Frame) -> tuple[Money, ...]:
    if not terms.rate:
        return financed.split(terms.count, remainder_first=terms.remainder_first)
    return (_equal_amount(financed, frame.annuity),) * terms.count


def _equal_amount(financed: Money, annuity: Decimal) -> Money:
    return Money.rounded(CALCULATION.divide(financed.reais, annuity))


def _lines(financed: Money, frame: _Frame, amounts: Sequence[Money]) -> Iterator[PlannedInstallment]:
    """The table line by line; the last installment takes what is left, interest included."""
    balance = financed
    for index, gain in enumerate(frame.gains):
        interest = Money.rounded(CALCULATION.multiply(balance.reais, gain))
        is_last = index == len(amounts) - 1
        amount = balance + interest if is_last else amounts[index]
        balance = balance + interest - amount
        yield PlannedInstallment(
            index + 1, frame.dues[index], frame.times[index], amount, interest, amount - interest, balance
        )


def _summed(terms: PlanTerms, financed: Money, lines: tuple[PlannedInstallment, ...]) -> Plan:
    total = Money.total(line.amount for line in lines)
    flows = [(line.due_date, line.amount) for line in lines]
    return Plan(
        terms=terms,
        financed=financed,
        installments=lines,
        interest=total - financed,
        total=total,
        total_with_down_payment=total + terms.down_payment,
        rate_year=effective_year(terms.rate),
        total_effective_cost=total_effective_cost(financed, terms.sold_on, flows),
        warnings=tuple(_warnings(terms, financed, lines)),
    )


def _warnings(
    terms: PlanTerms, financed: Money, lines: Sequence[PlannedInstallment]
) -> Iterator[PlanWarning]:
    if terms.rate > terms.rate_warning:
        yield PlanWarning(WarningCode.RATE_ABOVE_12_YEAR, terms.rate, terms.rate_warning)
    if _is_above_cap(terms.rate_cap, financed, lines):
        yield PlanWarning(WarningCode.RATE_ABOVE_CAP, terms.rate, terms.rate_cap)
    days = (terms.first_due - terms.sold_on).days
    if days > FIRST_DUE_FAR_DAYS:
        yield PlanWarning(WarningCode.FIRST_DUE_FAR, days=days)
    if days < FIRST_DUE_NEAR_DAYS:
        yield PlanWarning(WarningCode.FIRST_DUE_NEAR, days=days)


def _is_above_cap(cap: Rate, financed: Money, lines: Sequence[PlannedInstallment]) -> bool:
    """Whether the plan costs more than the cap allows, rounding to the centavo forgiven.

    Rule: law.md §1.3 item 2. See docs/regras.md#teto.
    """
    worth = present_worth(cap, [(line.position, line.amount) for line in lines])
    with localcontext(CALCULATION):
        return worth > financed.reais + Money(len(lines)).reais
