"""The rules of a policy over sales already made: only whether they stop one, in plain numbers.

Each says what the check of the same rule in ``failures`` says, without its figures (a test shows them equal).
"""

from collections.abc import Callable
from functools import cache

from crediario.domain.credit.limit import suggest_limit
from crediario.domain.credit.past import Known, PastSale, by_month
from crediario.domain.credit.policy import Answer, CreditPolicy, Rule
from crediario.domain.money import CALCULATION, Money

STOPS = frozenset({Answer.ASK, Answer.FORBID})


class Judge:
    """One policy, ready to judge many sales: what it makes of a score or an income is worked out once.

    Attributes:
        policy: whose rules these are.
        checks: of those that stop a sale, in the order of ``TRIED_RULES``.
    """

    def __init__(self, policy: CreditPolicy) -> None:
        self.policy = policy
        self.checks = [(rule, _CHECKS[rule]) for rule in TRIED_RULES if policy.answer(rule) in STOPS]
        self.proposed_limit = cache(self._proposed_limit)
        self.income_share = cache(self._income_share)
        self.down_payment = cache(self._down_payment)

    def stopping_rules(self, known: Known, sale: PastSale) -> tuple[Rule, ...]:
        """The rules that would have stopped the sale, for a release or for good.

        Without a limit decided by then, the one counts that the policy would have proposed.
        """
        return tuple([rule for rule, stops in self.checks if stops(self, known, sale)])

    def _proposed_limit(self, score: int | None, income: int) -> int:
        return suggest_limit(score, Money(income) if income else None, self.policy).limit.cents

    def _income_share(self, income: int) -> int:
        """The most that may fall due in a month."""
        most = self.policy.maximum_installment_over_income
        return Money.truncated(CALCULATION.multiply(Money(income).reais, most.fraction)).cents

    def _down_payment(self, score: int | None) -> tuple[int, int]:
        """The least part of the price, as a fraction of two whole numbers."""
        return self.policy.band_terms(score).min_down_payment.fraction.as_integer_ratio()


# About the person


def _score(judge: Judge, known: Known, _: PastSale) -> bool:
    return known.score is not None and known.score < judge.policy.minimum_score


def _income_unknown(_: Judge, known: Known, __: PastSale) -> bool:
    return not known.income


def _days_late(judge: Judge, known: Known, _: PastSale) -> bool:
    return known.days_late > judge.policy.tolerated_days_late


def _between_purchases(judge: Judge, known: Known, _: PastSale) -> bool:
    last = known.last_purchase
    return last is not None and (known.day - last).days < judge.policy.minimum_days_between_purchases


# About the sale


def _limit(judge: Judge, known: Known, sale: PastSale) -> bool:
    limit = judge.proposed_limit(known.score, known.income) if known.limit is None else known.limit
    return known.open + sale.total > limit


def _income_share(judge: Judge, known: Known, sale: PastSale) -> bool:
    if not known.income:
        return False
    new = by_month((each.due_date, each.cents) for each in sale.installments)
    heaviest = max((new[month] + known.months.get(month, 0) for month in new), default=0)
    return heaviest > judge.income_share(known.income)


def _sale_size(judge: Judge, _: Known, sale: PastSale) -> bool:
    return sale.price - sale.down_payment > judge.policy.maximum_sale.cents


def _down_payment(judge: Judge, known: Known, sale: PastSale) -> bool:
    part, whole = judge.down_payment(known.score)
    # Half a centavo up, in whole numbers.
    return sale.down_payment < (2 * sale.price * part + whole) // (2 * whole)


_CHECKS: dict[Rule, Callable[[Judge, Known, PastSale], bool]] = {
    Rule.SCORE: _score,
    Rule.INCOME_UNKNOWN: _income_unknown,
    Rule.DAYS_LATE: _days_late,
    Rule.BETWEEN_PURCHASES: _between_purchases,
    Rule.LIMIT: _limit,
    Rule.INCOME_SHARE: _income_share,
    Rule.SALE_SIZE: _sale_size,
    Rule.DOWN_PAYMENT: _down_payment,
}
#: What a back-test looks at, in this order.
TRIED_RULES = tuple(_CHECKS)
