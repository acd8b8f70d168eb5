"""Points of good payers (pontos): one for each whole real paid in time, of an installment paid whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crediario.domain.money import Money

CENTAVOS_A_POINT = 100


@dataclass(frozen=True, slots=True)
class PaidPortion:
    """Money one payment brought to one installment.

    Attributes:
        days_late: of that payment; 0 up to the moved due date.
        principal: money for the value of the installment; charges and discounts left out.
    """

    days_late: int
    principal: Money


def may_earn(due_date: date, agreed_on: date) -> bool:
    """Whether an installment may earn points: what is due on the very day of its contract is paid à vista.

    Rule: law.md §11. See docs/regras.md#pontos.
    """
    return due_date > agreed_on


def points_for(timely: Money) -> int:
    """The points of so much money paid in time: the whole reais, odd centavos left out.

    Rule: law.md §11. See docs/regras.md#pontos.
    """
    return timely.cents // CENTAVOS_A_POINT


def timely_money(portions: Iterable[PaidPortion]) -> Money:
    """What was paid on or before the moved due date; parts paid late do not count."""
    return Money.total(portion.principal for portion in portions if not portion.days_late)


def points_earned(due_date: date, agreed_on: date, portions: Iterable[PaidPortion]) -> int:
    """The points an installment earns with the payment that closes it.

    Args:
        due_date: vencimento as printed.
        agreed_on: day of the sale or of the agreement it belongs to.
        portions: money of every payment of it that stands; what an import or an agreement settled is none.

    Returns:
        The whole reais of all parts paid in time; 0 when none was.

    Rule: law.md §11; product.md E1. See docs/regras.md#pontos.
    """
    return points_for(timely_money(portions)) if may_earn(due_date, agreed_on) else 0


def points_forecast(amount: Money, due_date: date, agreed_on: date) -> int:
    """What an installment earns when all of it is paid in time and without discount: ``190`` of R$ 190,00."""
    return points_earned(due_date, agreed_on, [PaidPortion(0, amount)])
