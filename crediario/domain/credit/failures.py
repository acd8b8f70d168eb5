"""The rules of the policy, one small check each: what fails for a customer and a sale, with its figures."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from crediario.domain.credit.policy import Answer, CreditPolicy, Rule
from crediario.domain.credit.position import CreditPosition, CreditStatus
from crediario.domain.money import CALCULATION, Money, Rate
from crediario.domain.sale_terms import SaleTerms


class Colour(StrEnum):
    """The light of the semáforo, the best first."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class FailedRule:
    """One rule that is broken, with its figures; the words stand with the messages.

    Attributes:
        rule: which one.
        answer: what the policy answers.
        amount: what there is, for rules about money; what the month's installments come to, for the income.
        amount_allowed: the most there may be; for the down payment, the least.
        share: of the income, or of the price given as down payment.
        share_allowed: the most of the income; the least of the price.
        number: the score, the days late, the days since the last purchase.
        number_allowed: the least score, the most days late, the least days between purchases.
        day: the heaviest month's first day; the first day a new purchase is far enough from the last.
        reason: why there is a block or a restriction.
    """

    rule: Rule
    answer: Answer
    amount: Money | None = None
    amount_allowed: Money | None = None
    share: Rate | None = None
    share_allowed: Rate | None = None
    number: int | None = None
    number_allowed: int | None = None
    day: date | None = None
    reason: str = ""

    @property
    def excess(self) -> Money:
        """By how much the money passes what is allowed, or falls short of it; zero for other rules."""
        if self.amount is None or self.amount_allowed is None:
            return Money.ZERO
        return abs(self.amount - self.amount_allowed)


@dataclass(frozen=True, slots=True)
class MonthLoad:
    """What one month's installments come to: of this sale, and of what there already is.

    Attributes:
        month: its first day.
        income: of a month; None or zero when unknown.
    """

    month: date
    new: Money
    already: Money
    income: Money | None

    @property
    def total(self) -> Money:
        """Both together."""
        return self.new + self.already

    @property
    def share(self) -> Rate | None:
        """Both over the income; None when that is unknown."""
        return share_of(self.total, self.income) if self.income else None


class DueLine(Protocol):
    """An installment of a sale, planned or past: what the rules need of it."""

    @property
    def due_date(self) -> date:
        """Vencimento."""

    @property
    def amount(self) -> Money:
        """What is to be paid."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A sale with its installments.

    Attributes:
        months: centavos of the sale in each month, by its first day.
    """

    terms: SaleTerms
    lines: Sequence[DueLine]
    total: Money
    months: Mapping[date, int]

    @classmethod
    def of(cls, terms: SaleTerms, lines: Sequence[DueLine]) -> "Asked":
        """The sale these terms and lines make, the installments summed by month once."""
        months = by_month((line.due_date, line.amount) for line in lines)
        return cls(terms, lines, Money(sum(months.values())), months)

    @property
    def financed(self) -> Money:
        """Price less down payment."""
        return self.terms.price - self.terms.down_payment


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at, but the sale itself.

    Attributes:
        already: centavos open of each month, by its first day.
    """

    position: CreditPosition
    policy: CreditPolicy
    today: date
    already: Mapping[date, int]

    @classmethod
    def of(cls, position: CreditPosition, policy: CreditPolicy, today: date) -> "Facts":
        """The facts, the open installments summed by month once."""
        return cls(position, policy, today, by_month(position.dues))

    @property
    def limit(self) -> Money:
        """The customer's limit, or the policy's default one."""
        return self.policy.default_limit if self.position.limit is None else self.position.limit

    def failed(self, rule: Rule) -> FailedRule:
        """That rule broken, without figures."""
        return FailedRule(rule, self.policy.answer(rule))

    def passed_amount(self, rule: Rule, amount: Money, allowed: Money) -> FailedRule | None:
        """That rule broken when there is more than allowed."""
        if amount <= allowed:
            return None
        return FailedRule(rule, self.policy.answer(rule), amount=amount, amount_allowed=allowed)


def by_month(dues: Iterable[tuple[date, Money]]) -> dict[date, int]:
    """The centavos that fall due in each month, by its first day."""
    months: dict[date, int] = defaultdict(int)
    for due, amount in dues:
        months[due.replace(day=1)] += amount.cents
    return dict(months)


def share_of(amount: Money, income: Money) -> Rate:
    """The part of the income; ``income`` is not zero."""
    return Rate(CALCULATION.divide(amount.cents, income.cents))


def heaviest_month(facts: Facts, asked: Asked) -> MonthLoad:
    """The month with most to pay among those this sale has an installment in; the first of equals."""
    new = asked.months
    month = max(sorted(new), key=lambda first: new[first] + facts.already.get(first, 0))
    return MonthLoad(month, Money(new[month]), Money(facts.already.get(month, 0)), facts.position.income)


def colour_of(failed: Sequence[FailedRule]) -> Colour:
    """Green when nothing failed, yellow when there are warnings only, red otherwise."""
    if not failed:
        return Colour.GREEN
    if all(one.answer is Answer.WARN for one in failed):
        return Colour.YELLOW
    return Colour.RED


# -- about the person ----------------------------------------------------------------------------------------


def _not_analysed(facts: Facts) -> FailedRule | None:
    """Somebody who paid here often enough is known without an analysis."""
    waived = facts.policy.analysis_waived_after
    is_known = 0 < waived <= facts.position.settled
    is_open = facts.position.status is CreditStatus.UNKNOWN and not is_known
    return facts.failed(Rule.NOT_ANALYSED) if is_open else None


def _refused(facts: Facts) -> FailedRule | None:
    return facts.failed(Rule.REFUSED) if facts.position.status is CreditStatus.REFUSED else None


def _blocked(facts: Facts) -> FailedRule | None:
    return _with_reason(facts, Rule.BLOCKED, facts.position.blocked)


def _restricted(facts: Facts) -> FailedRule | None:
    return _with_reason(facts, Rule.RESTRICTED, facts.position.restricted)


def _with_reason(facts: Facts, rule: Rule, reason: str | None) -> FailedRule | None:
    return None if reason is None else FailedRule(rule, facts.policy.answer(rule), reason=reason)


def _score(facts: Facts) -> FailedRule | None:
    score, least = facts.position.score, facts.policy.minimum_score
    if score is None or score >= least:
        return None
    return FailedRule(Rule.SCORE, facts.policy.answer(Rule.SCORE), number=score, number_allowed=least)


def _income_unknown(facts: Facts) -> FailedRule | None:
    return None if facts.position.income else facts.failed(Rule.INCOME_UNKNOWN)


def _days_late(facts: Facts) -> FailedRule | None:
    days, most = facts.position.days_late, facts.policy.tolerated_days_late
    if days <= most:
        return None
    return FailedRule(Rule.DAYS_LATE, facts.policy.answer(Rule.DAYS_LATE), number=days, number_allowed=most)


def _between_purchases(facts: Facts) -> FailedRule | None:
    last, least = facts.position.last_purchase, facts.policy.minimum_days_between_purchases
    if last is None or (facts.today - last).days >= least:
        return None
    return FailedRule(
        Rule.BETWEEN_PURCHASES,
        facts.policy.answer(Rule.BETWEEN_PURCHASES),
        number=(facts.today - last).days,
        number_allowed=least,
        day=last + timedelta(days=least),
    )


# -- about the sale ------------------------------------------------------------------------------------------


def _limit(facts: Facts, asked: Asked) -> FailedRule | None:
    return facts.passed_amount(Rule.LIMIT, facts.position.open + asked.total, facts.limit)


def _sale_size(facts: Facts, asked: Asked) -> FailedRule | None:
    return facts.passed_amount(Rule.SALE_SIZE, asked.financed, facts.policy.maximum_sale)


def _authorised_buyer(facts: Facts, asked: Asked) -> FailedRule | None:
    buyer = facts.position.buyer
    if buyer is None:
        return None
    return facts.passed_amount(Rule.AUTHORISED_BUYER, buyer.used + asked.total, buyer.limit)


def _household(facts: Facts, asked: Asked) -> FailedRule | None:
    together = facts.position.open + facts.position.household_open + asked.total
    return facts.passed_amount(Rule.HOUSEHOLD, together, facts.policy.household_limit)


def _income_share(facts: Facts, asked: Asked) -> FailedRule | None:
    income, most = facts.position.income, facts.policy.maximum_installment_over_income
    if not income:
        return None
    allowed = Money.truncated(CALCULATION.multiply(income.reais, most.fraction))
    load = heaviest_month(facts, asked)
    if load.total <= allowed:
        return None
    return FailedRule(
        Rule.INCOME_SHARE,
        facts.policy.answer(Rule.INCOME_SHARE),
        amount=load.total,
        amount_allowed=allowed,
        share=load.share,
        share_allowed=most,
        day=load.month,
    )


def _down_payment(facts: Facts, asked: Asked) -> FailedRule | None:
    given, price = asked.terms.down_payment, asked.terms.price
    least = facts.policy.band_terms(facts.position.score).min_down_payment
    allowed = Money.rounded(CALCULATION.multiply(price.reais, least.fraction))
    if given >= allowed:
        return None
    return FailedRule(
        Rule.DOWN_PAYMENT,
        facts.policy.answer(Rule.DOWN_PAYMENT),
        amount=given,
        amount_allowed=allowed,
        share=share_of(given, price),
        share_allowed=least,
    )


PERSON_CHECKS: dict[Rule, Callable[[Facts], FailedRule | None]] = {
    Rule.NOT_ANALYSED: _not_analysed,
    Rule.REFUSED: _refused,
    Rule.BLOCKED: _blocked,
    Rule.RESTRICTED: _restricted,
    Rule.SCORE: _score,
    Rule.INCOME_UNKNOWN: _income_unknown,
    Rule.DAYS_LATE: _days_late,
    Rule.BETWEEN_PURCHASES: _between_purchases,
}
SALE_CHECKS: dict[Rule, Callable[[Facts, Asked], FailedRule | None]] = {
    Rule.LIMIT: _limit,
    Rule.INCOME_SHARE: _income_share,
    Rule.SALE_SIZE: _sale_size,
    Rule.DOWN_PAYMENT: _down_payment,
    Rule.AUTHORISED_BUYER: _authorised_buyer,
    Rule.HOUSEHOLD: _household,
}
_ORDER = {rule: place for place, rule in enumerate(Rule)}


def person_failures(facts: Facts) -> tuple[FailedRule, ...]:
    """What fails whatever is sold; rules that are off are not looked at."""
    checks = PERSON_CHECKS.items()
    return _found(check(facts) for rule, check in checks if facts.policy.answer(rule) is not Answer.OFF)


def sale_failures(facts: Facts, asked: Asked) -> tuple[FailedRule, ...]:
    """What fails because of what is sold and how; rules that are off are not looked at."""
    checks = SALE_CHECKS.items()
    return _found(
        check(facts, asked) for rule, check in checks if facts.policy.answer(rule) is not Answer.OFF
    )


def _found(results: Iterable[FailedRule | None]) -> tuple[FailedRule, ...]:
    return tuple(result for result in results if result is not None)


def in_order(failed: Iterable[FailedRule]) -> tuple[FailedRule, ...]:
    """The failed rules in the order of ``Rule``."""
    return tuple(sorted(failed, key=lambda one: _ORDER[one.rule]))
