"""Compound rates: the same cost seen by the day, the month and the year, and the rate hidden in a plan."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from crediario.domain.errors import Refusal
from crediario.domain.money import CALCULATION, Money, Rate

MONTHS_OF_YEAR = 12
DAYS_OF_MONTH = 30
DAYS_OF_YEAR = 365

# 12% a year, compounded: above it the law is disputed (law.md §1.3).
RATE_WARNING = Rate.percent("0.948879")
# STJ, REsp 1.720.656/MG: a shop that is no bank charges 1% a month at most.
RATE_CAP = Rate.percent(1)
# Beyond any rate ever asked: what is typed above it is a slip.
RATE_LIMIT = Rate.percent(1_000)

# The search ends when both sides agree to a thousand-millionth of a centavo.
SEARCH = Context(prec=28)
PRECISION = Decimal("1e-9")


@dataclass(eq=False)
class RateOutOfRange(Refusal):
    """A rate below zero or beyond any use."""

    rate: Rate
    limit: Rate


def check_rate(rate: Rate, limit: Rate = RATE_LIMIT) -> None:
    """Refuse a negative rate and one above ``limit``.

    Raises:
        RateOutOfRange: as said.
    """
    if not Rate.ZERO <= rate <= limit:
        raise RateOutOfRange(rate, limit)


# The few rates and gaps of a shop come back at every key pressed in a sale.
@lru_cache(maxsize=1024)
def growth(rate: Rate, months: Fraction) -> Decimal:
    """What 1 grows to at ``rate`` a month: ``(1+i)^t``, to fifty digits.

    Rule: law.md §4. See docs/regras.md#price.
    """
    exponent = CALCULATION.divide(Decimal(months.numerator), Decimal(months.denominator))
    return CALCULATION.power(CALCULATION.add(1, rate.fraction), exponent)


def _gain(rate: Rate, months: Fraction) -> Decimal:
    return CALCULATION.subtract(growth(rate, months), 1)


def growths_between(rate: Rate, positions: Iterable[Fraction]) -> list[Decimal]:
    """The growth from each position to the next, the first one counted from zero."""
    return [growth(rate, after - before) for before, after in pairwise((Fraction(0), *positions))]


def present_worth(rate: Rate, flows: Sequence[tuple[Fraction, Money]]) -> Decimal:
    """The exact worth today of amounts paid later: ``Σ P_k / (1+i)^t_k``, in reais.

    Args:
        rate: monthly.
        flows: when (in months) and how much.
    """
    with localcontext(CALCULATION):
        factor, worth = Decimal(1), Decimal(0)
        steps = growths_between(rate, (position for position, _ in flows))
        for step, (_, amount) in zip(steps, flows, strict=True):
            factor /= step
            worth += amount.reais * factor
        return worth


def effective_year(rate: Rate) -> Rate:
    """The yearly rate equivalent to ``rate`` a month: 1% gives 12.682503%.

    Rule: law.md §4 (T01). See docs/regras.md#taxas.
    """
    return Rate(_gain(rate, Fraction(MONTHS_OF_YEAR)))


# A shop has one rate that carries a warning; every plan asks for it.
@lru_cache(maxsize=64)
def month_from_year(rate: Rate) -> Rate:
    """The monthly rate equivalent to ``rate`` a year: 12% gives 0.948879%.

    Never rounded, or the installment would be off by a centavo (P06). Rule: law.md §1.3, §4.
    """
    return Rate(_gain(rate, Fraction(1, MONTHS_OF_YEAR)))


def equivalent(rate: Rate, days: int) -> Rate:
    """The rate of ``days`` days equivalent to ``rate`` a month of thirty days.

    Rule: law.md §4 (T01): a fortnight at 1% a month is 0.498756%. See docs/regras.md#taxas.
    """
    return Rate(_gain(rate, Fraction(days, DAYS_OF_MONTH)))


def implied_rate(financed: Money, flows: Sequence[tuple[Fraction, Money]]) -> Rate:
    """The monthly rate hidden in a plan, however it was built (TIR).

    Args:
        financed: effective cash price less the down payment.
        flows: when (months from the sale, a multiple of one day in thirty) and how much.

    Returns:
        The monthly rate; zero when the installments add up to ``financed`` or less.

    Rule: law.md §1.3 item 1 (E02, E03, P08). See docs/regras.md#taxa-embutida.
    """
    units = [(int(position * DAYS_OF_MONTH), amount) for position, amount in flows]
    return _from_daily_discount(_daily_discount(financed, units), DAYS_OF_MONTH)


def total_effective_cost(financed: Money, sold_on: date, flows: Sequence[tuple[date, Money]]) -> Rate:
    """CET: the yearly rate at which the installments are worth ``financed`` on the day of the sale.

    Args:
        financed: cash price less the down payment.
        sold_on: day of the sale.
        flows: real due dates and amounts, everything the customer pays included.

    Returns:
        The yearly rate, years of 365 days; the screen shows two decimals.

    Rule: CDC art. 54-B § 2º; law.md §4 (E01, E04). See docs/regras.md#cet.
    """
    units = [((due - sold_on).days, amount) for due, amount in flows]
    return _from_daily_discount(_daily_discount(financed, units), DAYS_OF_YEAR)


def _from_daily_discount(discount: Decimal, days: int) -> Rate:
    return Rate(SEARCH.power(discount, -days) - 1)


def _daily_discount(financed: Money, flows: list[tuple[int, Money]]) -> Decimal:
    """The factor ``b`` of one day for which ``Σ amount·b^days`` is ``financed``."""
    if Money.total(amount for _, amount in flows) <= financed:
        return Decimal(1)
    if Money.total(amount for days, amount in flows if days <= 0) >= financed:
        raise ValueError("what is paid at the sale leaves nothing financed")
    ordered = [(days, Decimal(amount.cents)) for days, amount in sorted(flows)]

    def excess(discount: Decimal) -> Decimal:
        factor, worth, before = Decimal(1), Decimal(-financed.cents), 0
        for days, cents in ordered:
            factor *= discount ** (days - before)
            worth += cents * factor
            before = days
        return worth

    with localcontext(SEARCH):
        low = Decimal("0.999")
        while excess(low) > 0:
            low *= low
        return _root(excess, low, Decimal(1))


def _root(rising: Callable[[Decimal], Decimal], low: Decimal, high: Decimal) -> Decimal:
    """Where ``rising`` crosses zero between ``low`` and ``high``.

    Bisection that cuts where the chord crosses zero (the Illinois form of the false position): the bracket
    always holds the root, as in plain bisection, and ten cuts do the work of sixty.
    """
    below, above = rising(low), rising(high)
    side = 0
    while True:
        middle = high - above * (high - low) / (above - below)
        found = rising(middle)
        if abs(found) < PRECISION:
            return middle
        if found < 0:
            low, below = middle, found
            above = above / 2 if side < 0 else above
            side = -1
        else:
            high, above = middle, found
            below = below / 2 if side > 0 else below
            side = 1
