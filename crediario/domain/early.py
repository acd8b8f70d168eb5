"""Paying before the due date: the discount the law gives (antecipação) and the payoff (quitação)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from crediario.domain.allocation import Quote
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import ChargeRules, OpenInstallment, charges_on
from crediario.domain.errors import Refusal
from crediario.domain.money import CALCULATION, Money, Rate
from crediario.domain.rates import growth
from crediario.domain.schedule import Every, Plan, positions

CENTAVO = Money(1)


@dataclass(eq=False)
class PaidCountOutOfRange(Refusal):
    """A contract cannot have that many paid installments."""

    paid: int
    limit: int


@dataclass(frozen=True, slots=True)
class ScheduleFacts:
    """What must be known of a contract to discount its installments.

    Attributes:
        sold_on: day of the sale, where the schedule starts.
        rate: monthly interest of the sale; zero means no discount.
        every: periodicity.
        dues: every due date of the contract, paid ones too, in order.
    """

    sold_on: date
    rate: Rate
    every: Every
    dues: tuple[date, ...]

    @classmethod
    def of(cls, plan: Plan) -> "ScheduleFacts":
        """The facts of a plan just made."""
        dues = tuple(line.due_date for line in plan.installments)
        return cls(plan.terms.sold_on, plan.terms.rate, plan.terms.every, dues)

    def position_of(self, due_date: date) -> Fraction:
        """The exponent ``t_k`` the plan was built with.

        Raises:
            ValueError: no installment of the contract is due on that day.
        """
        return positions(self.sold_on, self.dues, self.every)[self.dues.index(due_date)]

    def position_on(self, day: date) -> Fraction:
        """Where ``day`` stands in the schedule (τ), in months: between two due dates, by the days between.

        Returns:
            0 up to the sale, the last position after the last due date.

        Rule: law.md §3. See docs/regras.md#quitacao.
        """
        return _position_on(self.sold_on, self.dues, self.every, day)


# Every installment of a contract quoted on a day asks for the same one.
@lru_cache(maxsize=1024)
def _position_on(sold_on: date, dues: tuple[date, ...], every: Every, day: date) -> Fraction:
    days = (sold_on, *dues)
    times = (Fraction(0), *positions(sold_on, dues, every))
    passed = sum(1 for due in days if due <= day)
    if passed in {0, len(days)}:
        return times[passed - 1] if passed else Fraction(0)
    share = Fraction((day - days[passed - 1]).days, (days[passed] - days[passed - 1]).days)
    return times[passed - 1] + share * (times[passed] - times[passed - 1])


def present_value(amount: Money, position: Fraction, today: Fraction, rate: Rate) -> Money:
    """What ``amount``, due at ``position``, is worth at ``today``: ``round2(P/(1+i)^(t−τ))``.

    Args:
        amount: face value.
        position: months from the sale to the due date.
        today: months from the sale to the day of the payment.
        rate: monthly.

    Returns:
        Half up to the centavo; at least one centavo, and never more than ``amount``.

    Rule: CDC art. 52 § 2º; law.md §3 (Q03 to Q08). See docs/regras.md#quitacao.
    """
    if position <= today or not rate or amount <= CENTAVO:
        return amount
    worth = CALCULATION.divide(amount.reais, growth(rate, position - today))
    return max(Money.rounded(worth), CENTAVO)


def early_discount(amount: Money, due_date: date, on: date, schedule: ScheduleFacts) -> Money:
    """Desconto por antecipação: the interest not yet earned on an installment paid before it is due.

    Args:
        amount: face value still open.
        due_date: its due date, one of ``schedule.dues``.
        on: day of the payment.
        schedule: the contract's facts.

    Returns:
        Zero on the due date and after it, and in a plan without interest.

    Rule: CDC art. 52 § 2º, art. 54-B V; law.md §3. See docs/regras.md#desconto.
    """
    if on >= due_date or not schedule.rate:
        return Money.ZERO
    position = schedule.position_of(due_date)
    return amount - present_value(amount, position, schedule.position_on(on), schedule.rate)


def quote_installment(
    installment: OpenInstallment,
    number: int,
    schedule: ScheduleFacts,
    on: date,
    rules: ChargeRules,
    calendar: HolidayCalendar,
) -> Quote:
    """What an installment costs on a day: with charges when late, with discount when early.

    A due date moved since changes neither the schedule a discount runs along nor, where charges were kept,
    the day they count from.

    Args:
        installment: face value, due date and payments.
        number: its number in the carnê.
        schedule: the contract's facts.
        on: day of the quote.
        rules: the shop's charges.
        calendar: the shop's business days.

    Rule: law.md §2 and §3. See docs/regras.md#imputacao and docs/regras.md#combinar.
    """
    charges = charges_on(installment, on, rules, calendar)
    agreed_first = installment.original_due or installment.due_date
    return Quote(
        installment_id=installment.id,
        due_date=installment.due_date,
        number=number,
        days_late=charges.days_late,
        open=charges.open,
        fine=charges.fine,
        interest=charges.interest,
        discount=early_discount(charges.open, agreed_first, on, schedule),
    )


@dataclass(frozen=True, slots=True)
class Payoff:
    """Quitação: what settles a whole contract on one day.

    Attributes:
        nominal: face value still open.
        charges: multa and mora of the late installments.
        discount: desconto por antecipação of those not yet due.
    """

    nominal: Money
    charges: Money
    discount: Money

    @property
    def total(self) -> Money:
        """What the customer pays."""
        return self.nominal + self.charges - self.discount


def payoff(quotes: Iterable[Quote]) -> Payoff:
    """The payoff (quitação) made of the quotes of every open installment.

    Returns:
        At the sale, the financed amount; on due date k, balance k; a centavo an installment apart at most.

    Rule: CDC art. 52 § 2º; law.md §3 (Q07, Q08). See docs/regras.md#quitacao.
    """
    quotes = tuple(quotes)
    return Payoff(
        nominal=Money.total(quote.open for quote in quotes),
        charges=Money.total(quote.charges for quote in quotes),
        discount=Money.total(quote.discount for quote in quotes),
    )


def payoff_of_plan(plan: Plan, paid: int, on: date, rules: ChargeRules, calendar: HolidayCalendar) -> Payoff:
    """The payoff of a plan whose first ``paid`` installments were paid on their due dates.

    Args:
        plan: the contract's plan.
        paid: how many are paid; the rest is open in full.
        on: day of the payoff.
        rules: the shop's charges.
        calendar: the shop's business days.

    Raises:
        PaidCountOutOfRange: more paid than the plan has, or fewer than none.
    """
    if not 0 <= paid <= len(plan.installments):
        raise PaidCountOutOfRange(paid, len(plan.installments))
    schedule = ScheduleFacts.of(plan)
    left = [OpenInstallment(line.number, line.amount, line.due_date) for line in plan.installments[paid:]]
    return payoff(quote_installment(each, each.id, schedule, on, rules, calendar) for each in left)
