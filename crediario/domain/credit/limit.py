"""The credit limit (limite): what is suggested, how it rises by itself, and what is free of it."""

from dataclasses import dataclass

from crediario.domain.credit.policy import CreditPolicy
from crediario.domain.credit.score import BASE
from crediario.domain.money import Money

#: Suggestions are cut to whole tens of reais: a limit is a round number.
ROUND_TO_CENTS = 10_00


@dataclass(frozen=True, slots=True)
class LimitUse:
    """How much of a limit is used: ``used + free = limit``, always.

    Attributes:
        limit: the customer's own, else the policy's default one.
        used: face value of all open installments, interest of their sales included.
    """

    limit: Money
    used: Money

    @property
    def free(self) -> Money:
        """What new purchases may still add; negative when more than the limit is open."""
        return self.limit - self.used


@dataclass(frozen=True, slots=True)
class LimitSuggestion:
    """A limit proposed, and how it came about.

    Attributes:
        limit: what is proposed.
        base: the policy's share of the income; its default limit when the income is unknown.
        income: the income it was made from; None when unknown.
        score: the score it was made from; that of somebody unknown without one.
        at_ceiling: the policy's largest limit cut it.
    """

    limit: Money
    base: Money
    income: Money | None
    score: int
    at_ceiling: bool


def suggest_limit(score: int | None, income: Money | None, policy: CreditPolicy) -> LimitSuggestion:
    """The limit the shop's policy proposes for an income and a score.

    The share of the income the policy names, as it stands for a score of 500, in proportion to the score:
    half of it at 250, twice at 1000; down to whole tens of reais, up to the policy's largest limit.

    Args:
        score: 0 to 1000; None without one.
        income: monthly; None or zero when unknown.
        policy: the policy in force.

    Rule: product.md B4; house rule. See docs/regras.md#limite.
    """
    known = income or None
    base = limit_base(known, policy)
    whole = Money(limit_in_proportion(base.cents, score))
    limit = min(whole, policy.limit_ceiling)
    points = BASE if score is None else score
    return LimitSuggestion(limit, base, known, points, at_ceiling=whole > policy.limit_ceiling)


def limit_base(income: Money | None, policy: CreditPolicy) -> Money:
    """The limit for a score of 500: the policy's share of the income, its default limit without one."""
    if not income:
        return policy.default_limit
    return Money.truncated(income.reais * policy.limit_over_income.fraction)


def limit_in_proportion(base: int, score: int | None) -> int:
    """A limit for a score of 500 in proportion to the score, down to whole tens of reais; in centavos."""
    wanted = base * (BASE if score is None else score) // BASE
    return wanted - wanted % ROUND_TO_CENTS


@dataclass(frozen=True, slots=True)
class AccountState:
    """What decides whether a limit rises.

    Attributes:
        limit: the customer's own; None while the policy's default limit counts.
        on_time_in_row: installments paid in time one after the other since the last rise.
        is_late: something is late now.
        is_held: blocked, restricted or refused by a person.
    """

    limit: Money | None
    on_time_in_row: int
    is_late: bool
    is_held: bool


def raised_limit(account: AccountState, policy: CreditPolicy) -> Money | None:
    """The new limit when payments in time have raised it; None when it stays.

    It stays while something is late (unless the policy says otherwise), while a person holds it, and at the
    policy's largest limit. What was paid meanwhile goes on counting.

    Rule: product.md B4; house rule. See docs/regras.md#limite.
    """
    if account.on_time_in_row < policy.payments_per_raise or account.is_held:
        return None
    if account.is_late and policy.freezes_when_late:
        return None
    limit = policy.default_limit if account.limit is None else account.limit
    added = Money.truncated(limit.reais * policy.raise_share.fraction)
    raised = min(limit + added, policy.limit_ceiling)
    return raised if raised > limit else None


def without_raise(limit: Money, before: Money, after: Money) -> Money:
    """The limit once a rise from ``before`` to ``after`` is taken back; later rises keep what they added.

    Rule: product.md B4; house rule. See docs/regras.md#limite.
    """
    return limit - (after - before)
