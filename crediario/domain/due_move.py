"""Combinar: a due date moved, once, with a reason and with or without the charges of the time between."""

from dataclasses import dataclass
from datetime import date, timedelta

from crediario.domain.errors import Refusal


@dataclass(eq=False)
class AlreadyMoved(Refusal):
    """Its due date was moved before: once is all there is.

    Attributes:
        from_due: where it was first due.
        due_date: where it stands now.
    """

    from_due: date
    due_date: date


@dataclass(eq=False)
class NewDueNotAhead(Refusal):
    """The new day is not after today."""

    new_due: date
    today: date


@dataclass(eq=False)
class NewDueNotLater(Refusal):
    """The new day is not after the old one: nothing is asked of anybody sooner than agreed."""

    new_due: date
    due_date: date


@dataclass(eq=False)
class NewDueTooFar(Refusal):
    """The new day is farther away than the shop moves a due date."""

    new_due: date
    last: date


@dataclass(frozen=True, slots=True)
class MovableInstallment:
    """What must be known of an installment to move it.

    Attributes:
        due_date: where it stands now.
        original_due: where it was first due, when it was moved before; None else.
    """

    due_date: date
    original_due: date | None = None


def last_day(installment: MovableInstallment, today: date, most_days: int) -> date:
    """The farthest day it may be moved to: so many days after today, or after a due date still to come."""
    return max(today, installment.due_date) + timedelta(days=most_days)


def check_move(installment: MovableInstallment, new_due: date, today: date, most_days: int) -> None:
    """Refuse a new day the shop does not give.

    Args:
        installment: the one to move.
        new_due: the day wanted.
        today: business day.
        most_days: how far the shop moves a due date, in days.

    Raises:
        AlreadyMoved, NewDueNotAhead, NewDueNotLater, NewDueTooFar.

    Rule: product.md D7. See docs/regras.md#combinar.
    """
    if installment.original_due is not None:
        raise AlreadyMoved(installment.original_due, installment.due_date)
    if new_due <= today:
        raise NewDueNotAhead(new_due, today)
    if new_due <= installment.due_date:
        raise NewDueNotLater(new_due, installment.due_date)
    last = last_day(installment, today, most_days)
    if new_due > last:
        raise NewDueTooFar(new_due, last)
