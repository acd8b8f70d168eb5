"""A vencer: the stretches of days looked at ahead, and who is likely to forget."""

from datetime import date, timedelta
from enum import StrEnum

from crediario.domain.calendar import add_months, last_day_of_month

SUNDAY = 6
#: Fewer settled installments say little about a customer.
KNOWN_FROM = 3


class DueWindow(StrEnum):
    """A stretch of days ahead; each but the next month begins with what is paid today without delay."""

    TODAY = "today"
    #: Up to Sunday.
    THIS_WEEK = "this_week"
    #: Up to the last day of the month.
    THIS_MONTH = "this_month"
    #: The first to the last day of the month after.
    NEXT_MONTH = "next_month"


def due_window(window: DueWindow, today: date, overdue_until: date) -> tuple[date, date]:
    """First and last due date of the window.

    What fell due on a day off and is paid today without delay belongs to today.

    Args:
        window: which.
        today: the business day.
        overdue_until: the latest due date that is late.

    Rule: product.md F5. See docs/regras.md#a-vencer.
    """
    first = overdue_until + timedelta(days=1)
    if window is DueWindow.TODAY:
        return first, today
    if window is DueWindow.THIS_WEEK:
        return first, today + timedelta(days=SUNDAY - today.weekday())
    if window is DueWindow.THIS_MONTH:
        return first, _last_of_month(today)
    following = add_months(today.replace(day=1), 1)
    return following, _last_of_month(following)


def _last_of_month(day: date) -> date:
    return day.replace(day=last_day_of_month(day.year, day.month))


def likely_to_forget(on_time: int, settled: int) -> bool:
    """Whether a reminder is worth the call: one installment in five, or more, was paid late.

    Rule: product.md F5. See docs/regras.md#a-vencer.
    """
    return settled >= KNOWN_FROM and (settled - on_time) * 5 >= settled
