"""What a customer pays month by month, of this sale and of what they have; and what it earns. No Qt here."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from crediario.domain.calendar import add_months
from crediario.domain.charges import is_overdue
from crediario.domain.customers import missing_for_credit
from crediario.domain.loyalty import points_forecast
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Plan
from crediario.services.sales import SaleDesk


@dataclass(frozen=True, slots=True)
class Load:
    """What the customer pays in one month: of this sale, and of what they already have."""

    month: date
    new: Money
    already: Money
    share: Rate | None

    @property
    def total(self) -> Money:
        """Both together."""
        return self.new + self.already


def loads(plan: Plan, desk: SaleDesk) -> tuple[Load, ...]:
    """Every month from the first installment to the last, with what is already due in it.

    ``month`` is the installment's due date where the month has just one, else the month's first day.
    """
    new: dict[date, list[tuple[date, Money]]] = defaultdict(list)
    for line in plan.installments:
        new[line.due_date.replace(day=1)].append((line.due_date, line.amount))
    already: dict[date, Money] = defaultdict(lambda: Money.ZERO)
    for due, amount in desk.dues:
        already[due.replace(day=1)] += amount
    return tuple(_load(month, new[month], already[month], desk) for month in _months(min(new), max(new)))


def _load(month: date, lines: list[tuple[date, Money]], already: Money, desk: SaleDesk) -> Load:
    paid = Money.total(amount for _, amount in lines)
    income = desk.buyer.income if desk.buyer else None
    day = lines[0][0] if len(lines) == 1 else month
    return Load(day, paid, already, share_of(paid + already, income))


def _months(first: date, last: date) -> tuple[date, ...]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(add_months(first, number) for number in range(count))


def share_of(amount: Money, income: Money | None) -> Rate | None:
    """The part of the monthly income an amount takes; None where the income is not known."""
    return Rate(amount.reais / income.reais) if income else None


def heaviest_share(plan: Plan, income: Money | None) -> Rate | None:
    """The part of the income this sale alone takes in its heaviest month."""
    by_month: dict[tuple[int, int], Money] = defaultdict(lambda: Money.ZERO)
    for line in plan.installments:
        by_month[line.due_date.year, line.due_date.month] += line.amount
    return share_of(max(by_month.values()), income)


def late_count(desk: SaleDesk) -> int:
    """How many of the customer's installments are overdue today."""
    return sum(is_overdue(due, desk.today, desk.calendar) for due, _ in desk.dues)


def missing(desk: SaleDesk) -> tuple[str, ...]:
    """What the customer's record lacks for a sale on credit."""
    return missing_for_credit(desk.buyer.standing, desk.today) if desk.buyer else ()


def points(plan: Plan) -> int:
    """The points of all installments, each paid in time."""
    sold_on = plan.terms.sold_on
    return sum(points_forecast(line.amount, line.due_date, sold_on) for line in plan.installments)
