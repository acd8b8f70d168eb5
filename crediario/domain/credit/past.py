"""A customer's past as back-tests replay it: what was sold, what became of it, what was known on a day.

Whole centavos in plain rows, not ``Money``, and each installment looked at only while it is open: the sales
of a hundred thousand customers are replayed at once.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from crediario.domain.aging import band_of
from crediario.domain.credit.score import WINDOW, count_delays, full_years, late_now_points, points_in_all

#: From this many days late on a sale went bad.
BAD_DAYS = 91


#: An installment and what became of it, a plain tuple, since hundreds of thousands are made at once:
#: when it is due; its face value; what was settled of it, in order: when, how much, how many days late (the
#: payment that closed it may be left out); the day nothing was open any more, None while something is; how
#: late that was, by business days, 0 while open; whether it says anything about paying: not one that an
#: agreement closed in time.
PastInstallment = tuple[date, int, Sequence[tuple[date, int, int]], date | None, int, bool]


class PastSale(NamedTuple):
    """A sale as it was made; an agreement's contract is no purchase, but its installments count as open.

    Attributes:
        owed_again: what is open today of its down payment, whose receipt was reversed; due since the sale.
    """

    sale_id: int
    customer_id: int
    sold_on: date
    price: int
    down_payment: int
    interest: int
    installments: Sequence[PastInstallment]
    is_purchase: bool = True
    owed_again: int = 0


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
        worst_days: of the latest of its installments, settled or not, or of a down payment owed again.
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
        dues: when each open installment falls due, and what of it is open.
        score: None before the first purchase.
        income: monthly; 0 when unknown.
        days_late: of the latest open installment.
        last_purchase: day of the purchase before; None for the first one.
    """

    day: date
    limit: int | None
    open: int
    dues: Sequence[tuple[date, int]]
    score: int | None
    income: int
    days_late: int
    last_purchase: date | None


class Weight(NamedTuple):
    """What a sale adds to what is open.

    Attributes:
        total: all its installments together.
        heaviest: the most that then falls due in one of its months; 0 while the income is unknown.
    """

    total: int
    heaviest: int


class PastAccount:
    """What a customer owed and had paid, on one day of purchase after the other.

    Days only go forward: what is settled is put aside once, and of that the latest due are kept which a
    score counts. So a long past costs no more for each sale than a short one.

    Args:
        customer: whose; the sales are told one by one (``add``).
        last_overdue: as in ``Stretch``.
    """

    def __init__(self, customer: PastCustomer, last_overdue: Callable[[date], date]) -> None:
        self._customer = customer
        self._last_overdue = last_overdue
        self._bought: list[date] = []
        self._open: list[PastInstallment] = []
        self._settled: list[tuple[date, int]] = []

    def add(self, sale: PastSale) -> None:
        """The sale was made."""
        self._open += sale.installments
        if sale.is_purchase:
            self._bought.append(sale.sold_on)

    def known_on(self, day: date) -> Known:
        """What was known on a day, which is not before the last one asked for."""
        customer, bought = self._customer, self._bought
        has_limit = customer.limit_from is not None and customer.limit_from <= day
        limit = customer.limit if has_limit else None
        dues = self._dues_on(day) if self._open else []
        used = sum([cents for _, cents in dues])
        last_overdue = self._last_overdue(day)
        late = [due_date for due_date, _ in dues if due_date <= last_overdue]
        days_late = (day - min(late)).days if late else 0
        score = self._score(len(late), days_late, used, limit or 0) if bought else None
        last_purchase = bought[-1] if bought else None
        return Known(day, limit, used, dues, score, customer.income, days_late, last_purchase)

    def _dues_on(self, day: date) -> list[tuple[date, int]]:
        """Puts aside what was settled by then; when the others fall due, and what of each is open."""
        still_open, dues = list[PastInstallment](), list[tuple[date, int]]()
        for each in self._open:
            due_date, cents, paid, settled_on, days_late, counts = each
            if settled_on is None or settled_on > day:
                still_open.append(each)
                dues.append((due_date, cents - _paid_by(day, paid) if paid else cents))
            elif counts:
                insort(self._settled, (due_date, days_late))
        self._open = still_open
        del self._settled[:-WINDOW]
        return dues

    def _score(self, late_count: int, days_late: int, used: int, limit: int) -> int:
        delays = count_delays([days for _, days in self._settled])
        years = full_years(self._bought[0], self._bought[-1])
        late_now = late_now_points(late_count, band_of(days_late))
        return points_in_all(delays, years, len(self._bought), used, limit, late_now)


def _paid_by(day: date, paid: Sequence[tuple[date, int, int]]) -> int:
    return sum([cents for paid_on, cents, _ in paid if paid_on <= day])


def weigh(sale: PastSale, known: Known) -> Weight:
    """What the sale adds to what was open on its day."""
    total = sum([each[1] for each in sale.installments])
    return Weight(total, _heaviest_month(sale, known) if known.income else 0)


def _heaviest_month(sale: PastSale, known: Known) -> int:
    new = _by_month([each[:2] for each in sale.installments])
    before = _by_month(known.dues)
    return max([cents + before.get(month, 0) for month, cents in new.items()], default=0)


def _by_month(amounts: Iterable[tuple[date, int]]) -> Mapping[int, int]:
    """The centavos of each month, counted from the year zero."""
    months: dict[int, int] = defaultdict(int)
    for day, cents in amounts:
        months[12 * day.year + day.month] += cents
    return months


def what_became(sale: PastSale, stretch: Stretch) -> Became:
    """How late the sale's installments were settled, or are today; its down payment owed again since then."""
    last_overdue = stretch.last_overdue(stretch.today)
    worst = (stretch.today - sale.sold_on).days if sale.owed_again and sale.sold_on <= last_overdue else 0
    bad = sale.owed_again if worst >= BAD_DAYS else 0
    for due_date, cents, _, settled_on, days_late, _ in sale.installments:
        late = days_late
        if settled_on is None and due_date <= last_overdue:
            late = (stretch.today - due_date).days
        if late:
            worst = max(worst, late)
            bad += cents if late >= BAD_DAYS else 0
    return Became(worst, bad)
