"""The rules of a policy over sales already made: only whether they stop one, in plain numbers.

Each says what the check of the same rule in ``failures`` says, without its figures (a test shows them equal).
Which of them stop a sale is one whole number, a bit for each rule: sales are judged by the hundred thousand.
"""

from functools import lru_cache

from crediario.domain.credit.limit import limit_base, limit_in_proportion
from crediario.domain.credit.past import Known, PastSale, Weight
from crediario.domain.credit.policy import Answer, CreditPolicy, Rule
from crediario.domain.money import CALCULATION, Money

STOPS = frozenset({Answer.ASK, Answer.FORBID})
#: What a back-test looks at, in this order.
TRIED_RULES = (
    Rule.SCORE,
    Rule.INCOME_UNKNOWN,
    Rule.DAYS_LATE,
    Rule.BETWEEN_PURCHASES,
    Rule.LIMIT,
    Rule.INCOME_SHARE,
    Rule.SALE_SIZE,
    Rule.DOWN_PAYMENT,
)
_BITS = {rule: 1 << place for place, rule in enumerate(TRIED_RULES)}
(
    _SCORE, _INCOME_UNKNOWN, _DAYS_LATE, _BETWEEN_PURCHASES, _LIMIT, _INCOME_SHARE, _SALE_SIZE, _DOWN_PAYMENT,
) = _BITS.values()  # fmt: skip
#: Incomes, and scores, whose figures are kept at hand: most customers share theirs with others.
_AT_HAND = 10_000


def rules_of(bits: int) -> tuple[Rule, ...]:
    """The rules whose bits are set, in the order of ``TRIED_RULES``."""
    return tuple(rule for rule, bit in _BITS.items() if bits & bit)


class Judge:
    """One policy, ready to judge many sales: what it makes of a score or an income is worked out once."""

    def __init__(self, policy: CreditPolicy) -> None:
        self.policy = policy
        self._stopping = sum(bit for rule, bit in _BITS.items() if policy.answer(rule) in STOPS)
        self._minimum_score = policy.minimum_score
        self._tolerated_days = policy.tolerated_days_late
        self._days_between = policy.minimum_days_between_purchases
        self._limit_ceiling = policy.limit_ceiling.cents
        self._maximum_sale = policy.maximum_sale.cents
        self._limit_base = lru_cache(_AT_HAND)(self._worked_out_base)
        self._income_share = lru_cache(_AT_HAND)(self._worked_out_share)
        self._down_payment = lru_cache(_AT_HAND)(self._worked_out_down_payment)

    def stopping_rules(self, known: Known, sale: PastSale, weight: Weight) -> int:
        """The rules that would have stopped the sale, for a release or for good, as ``rules_of`` reads them.

        Without a limit decided by then, the one counts that the policy would have proposed.
        """
        return self._stopping & (self._of_person(known) | self._of_sale(known, sale, weight))

    def _of_person(self, known: Known) -> int:
        score, last = known.score, known.last_purchase
        return (
            _SCORE * (score is not None and score < self._minimum_score)
            | _INCOME_UNKNOWN * (not known.income)
            | _DAYS_LATE * (known.days_late > self._tolerated_days)
            | _BETWEEN_PURCHASES * (last is not None and (known.day - last).days < self._days_between)
        )

    def _of_sale(self, known: Known, sale: PastSale, weight: Weight) -> int:
        limit = self._proposed_limit(known) if known.limit is None else known.limit
        part, whole = self._down_payment(known.score)
        # Half a centavo up, in whole numbers.
        least_down = (2 * sale.price * part + whole) // (2 * whole)
        return (
            _LIMIT * (known.open + weight.total > limit)
            | _INCOME_SHARE * (known.income > 0 and weight.heaviest > self._income_share(known.income))
            | _SALE_SIZE * (sale.price - sale.down_payment > self._maximum_sale)
            | _DOWN_PAYMENT * (sale.down_payment < least_down)
        )

    def _proposed_limit(self, known: Known) -> int:
        return min(limit_in_proportion(self._limit_base(known.income), known.score), self._limit_ceiling)

    def _worked_out_base(self, income: int) -> int:
        """What is in proportion to the score."""
        return limit_base(Money(income) if income else None, self.policy).cents

    def _worked_out_share(self, income: int) -> int:
        """The most that may fall due in a month."""
        most = self.policy.maximum_installment_over_income
        return Money.truncated(CALCULATION.multiply(Money(income).reais, most.fraction)).cents

    def _worked_out_down_payment(self, score: int | None) -> tuple[int, int]:
        """The least part of the price, as a fraction of two whole numbers."""
        return self.policy.band_terms(score).min_down_payment.fraction.as_integer_ratio()
