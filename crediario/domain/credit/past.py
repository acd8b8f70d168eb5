"""A customer's past as back-tests replay it: what was sold, what became of it, what was known on a day.

Whole centavos in plain rows, not ``Money``: the sales of a hundred thousand customers are replayed at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from crediario.domain.aging import band_of
from crediario.domain.credit.score import ScoreFacts, count_delays, total_score
from crediario.domain.money import Money

#: From this many days late on a sale went bad.
BAD_DAYS = 91


class PastInstallment(NamedTuple):
    """An installment and what became of it.

    Attributes:
        cents: face value.
        paid: when something of it was settled, how much, and how many days late; in order.
        settled_on: the day nothing was open any more; None while something is.
        days_late: how late that was, by business days; 0 while open.
        counts: whether it says anything about paying: not one that an agreement closed in time, nor one due
            on the day of the sale.
    """

    due_date: date
    cents: int
    paid: Sequence[tuple[date, int, int]]
    settled_on: date | None
    days_late: int
    counts: bool = True


class PastSale(NamedTuple):
    """A sale as it was made; an agreement's contract is no purchase, but its installments count as open."""

    sale_id: int
    customer_id: int
    sold_on: date
    price: int
    down_payment: int
    interest: int
    installments: Sequence[PastInstallment]
    is_purchase: bool = True

    @property
    def total(self) -> int:
        """What all its installments come to."""
        return sum([each.cents for each in self.installments])


@dataclass(frozen=True, slots=True)
class PastCustomer:
    """A customer's whole past, the sales in the order of their days.

    Attributes:
        income: monthly; 0 when unknown.
        limit: decided by a person or risen since; None where the policy's default limit counts.
        limit_from: the day since when it holds.
    """

    customer_id: int
    income: int
    limit: int | None
    limit_from: date | None
    sales: Sequence[PastSale]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which sales are judged, and the day they are looked back from.

    Attributes:
        last_overdue: of a day, the latest due date that is late on it; see ``punctuality.last_overdue_day``.
    """

    sold_from: date
    sold_until: date
    today: date
    last_overdue: Callable[[date], date]


class Became(NamedTuple):
    """What became of a sale until today.

    Attributes:
        worst_days: of the latest of its installments, settled or not.
        bad: face value of what went more than ninety days late.
    """

    worst_days: int
    bad: int

    @property
    def went_bad(self) -> bool:
        """Whether some of it went more than ninety days late."""
        return self.worst_days >= BAD_DAYS


class Known(NamedTuple):
    """What was known of a customer on the day of a sale.

    Attributes:
        limit: decided by then; None without one.
        open: face value of what was open.
        months: how much of it falls due in each month (``month_of``); nothing while the income is unknown.
        score: None before the first purchase.
        income: monthly; 0 when unknown.
        days_late: of the latest open installment.
        last_purchase: day of the purchase before; None for the first one.
    """

    day: date
    limit: int | None
    open: int
    months: Mapping[int, int]
    score: int | None
    income: int
    days_late: int
    last_purchase: date | None


def month_of(day: date) -> int:
    """The month a day lies in, counted from the year zero."""
    return 12 * day.year + day.month


def by_month(amounts: Iterable[tuple[date, int]]) -> dict[int, int]:
    """The centavos of each month."""
    months: dict[int, int] = defaultdict(int)
    for day, cents in amounts:
        months[month_of(day)] += cents
    return months


def what_became(sale: PastSale, stretch: Stretch) -> Became:
    """How late the sale's installments were settled, or are today."""
    worst = bad = 0
    last_overdue = stretch.last_overdue(stretch.today)
    for due_date, cents, _, settled_on, days_late, _ in sale.installments:
        late = days_late
        if settled_on is None and due_date <= last_overdue:
            late = (stretch.today - due_date).days
        if late:
            worst = max(worst, late)
            bad += cents if late >= BAD_DAYS else 0
    return Became(worst, bad)


def known_then(customer: PastCustomer, before: Sequence[PastSale], day: date, stretch: Stretch) -> Known:
    """What was known of a customer on a day, who had bought ``before`` until then."""
    has_limit = customer.limit_from is not None and customer.limit_from <= day
    limit = customer.limit if has_limit else None
    bought = [sale.sold_on for sale in before if sale.is_purchase]
    settled, dues = _sorted_out(before, day)
    used = sum([cents for _, cents in dues])
    last_overdue = stretch.last_overdue(day)
    late = [due_date for due_date, _ in dues if due_date <= last_overdue]
    days_late = (day - min(late)).days if late else 0
    return Known(
        day=day,
        limit=limit,
        open=used,
        months=by_month(dues) if customer.income else {},
        score=_score(bought, settled, len(late), days_late, used, limit or 0) if bought else None,
        income=customer.income,
        days_late=days_late,
        last_purchase=bought[-1] if bought else None,
    )


def _sorted_out(
    before: Sequence[PastSale], day: date
) -> tuple[list[tuple[date, int]], list[tuple[date, int]]]:
    """On a day: of what was settled and counts, how late; of the others, the centavos open."""
    settled, dues = list[tuple[date, int]](), list[tuple[date, int]]()
    for sale in before:
        for due_date, cents, paid, settled_on, days_late, counts in sale.installments:
            if settled_on is None or settled_on > day:
                dues.append((due_date, cents - _paid_by(day, paid) if paid else cents))
            elif counts:
                settled.append((due_date, days_late))
    return settled, dues


def _paid_by(day: date, paid: Sequence[tuple[date, int, int]]) -> int:
    return sum([cents for paid_on, cents, _ in paid if paid_on <= day])


def _score(
    bought: Sequence[date],
    settled: Sequence[tuple[date, int]],
    late_count: int,
    days_late: int,
    used: int,
    limit: int,
) -> int:
    counted = count_delays([days for _, days in sorted(settled)])
    return total_score(
        ScoreFacts(
            on_time=counted.on_time,
            late_short=counted.late_short,
            late_long=counted.late_long,
            worst_days=counted.worst_days,
            purchases=len(bought),
            first_sold_on=bought[0],
            last_sold_on=bought[-1],
            late_now_count=late_count,
            late_now_band=band_of(days_late),
            used=Money(used),
            limit=Money(limit),
        )
    )
