"""Warning signs (sinais de alerta): what changed lately in how a customer buys and pays, with figures.

They take no points away: the score says how somebody paid, a sign says where to look before selling.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crediario.domain.money import Money

#: The latest installments compared with those before them, and how many days later is a sign.
LATEST, EARLIER_FROM, DAYS_LATER = 3, 3, 5
#: A purchase so many times the usual one, out of three earlier ones or more.
TIMES_USUAL, PURCHASES_FROM = 2, 3
RECENT_DAYS = 30
SEVERAL = 3


class WarningSignKind(StrEnum):
    """What changed; the words are the screen's, the figures those of ``WarningSign``."""

    #: Average days late of the last three installments, and of those before.
    PAYING_LATER = "paying_later"
    #: Centavos of the last purchase, and of the usual one.
    BOUGHT_MORE = "bought_more"
    #: How many days ago a phone was changed.
    PHONE_CHANGED = "phone_changed"
    #: How many installments are late at once.
    SEVERAL_LATE = "several_late"
    #: How many purchases have their first installment late.
    FIRST_UNPAID = "first_unpaid"
    #: Days late of the oldest one now, and of the worst ever settled.
    LATER_THAN_EVER = "later_than_ever"


@dataclass(frozen=True, slots=True)
class WarningSign:
    """One sign.

    Attributes:
        kind: what changed.
        figures: how much, in the order the kind says.
    """

    kind: WarningSignKind
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RecentFacts:
    """What signs are read from.

    Attributes:
        today: the day of the question.
        delays: days late of each settled installment, in the order of their due dates.
        purchases: price of each purchase, the oldest first.
        last_sold_on: day of the last one; None without any.
        phone_changed_on: when a phone was last changed or added after the record was made; None if never.
        late_count: installments late now.
        late_days: days late of the oldest of them.
        first_unpaid: purchases whose first installment is late and of which nothing was paid.
    """

    today: date
    delays: Sequence[int] = ()
    purchases: Sequence[Money] = ()
    last_sold_on: date | None = None
    phone_changed_on: date | None = None
    late_count: int = 0
    late_days: int = 0
    first_unpaid: int = 0


def warning_signs(facts: RecentFacts) -> tuple[WarningSign, ...]:
    """The signs to be seen in a customer's recent past, the weightiest first; empty when there is none.

    Rule: product.md B3; house rule. See docs/regras.md#sinais-de-alerta.
    """
    found = (
        _first_unpaid(facts),
        _several_late(facts),
        _later_than_ever(facts),
        _paying_later(facts),
        _bought_more(facts),
        _phone_changed(facts),
    )
    return tuple(sign for sign in found if sign is not None)


def _first_unpaid(facts: RecentFacts) -> WarningSign | None:
    return WarningSign(WarningSignKind.FIRST_UNPAID, (facts.first_unpaid,)) if facts.first_unpaid else None


def _several_late(facts: RecentFacts) -> WarningSign | None:
    several = facts.late_count >= SEVERAL
    return WarningSign(WarningSignKind.SEVERAL_LATE, (facts.late_count,)) if several else None


def _later_than_ever(facts: RecentFacts) -> WarningSign | None:
    """Only of somebody who has settled something: a first delay has nothing to be compared with."""
    worst = max(facts.delays, default=facts.late_days)
    longer = facts.late_days > worst + DAYS_LATER
    return WarningSign(WarningSignKind.LATER_THAN_EVER, (facts.late_days, worst)) if longer else None


def _paying_later(facts: RecentFacts) -> WarningSign | None:
    earlier, latest = facts.delays[:-LATEST], facts.delays[-LATEST:]
    if len(earlier) < EARLIER_FROM:
        return None
    now, usual = sum(latest) // len(latest), sum(earlier) // len(earlier)
    return WarningSign(WarningSignKind.PAYING_LATER, (now, usual)) if now >= usual + DAYS_LATER else None


def _bought_more(facts: RecentFacts) -> WarningSign | None:
    """The last purchase beside the middle one of those before it, whose extremes do not count."""
    earlier = sorted(price.cents for price in facts.purchases[:-1])
    if len(earlier) < PURCHASES_FROM or not _is_recent(facts.last_sold_on, facts.today):
        return None
    last, usual = facts.purchases[-1].cents, earlier[len(earlier) // 2]
    return WarningSign(WarningSignKind.BOUGHT_MORE, (last, usual)) if last >= usual * TIMES_USUAL else None


def _phone_changed(facts: RecentFacts) -> WarningSign | None:
    changed = facts.phone_changed_on
    if changed is None or not _is_recent(changed, facts.today):
        return None
    return WarningSign(WarningSignKind.PHONE_CHANGED, ((facts.today - changed).days,))


def _is_recent(day: date | None, today: date) -> bool:
    return day is not None and 0 <= (today - day).days <= RECENT_DAYS
