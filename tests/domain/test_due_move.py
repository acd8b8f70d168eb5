"""Moving a due date: once, ahead, later than agreed, and not too far."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.due_move import (
    AlreadyMoved,
    MovableInstallment,
    NewDueNotAhead,
    NewDueNotLater,
    NewDueTooFar,
    check_move,
    last_day,
)

TODAY = date(2026, 12, 10)


def test_a_late_one_is_moved_up_to_so_many_days_after_today() -> None:
    late = MovableInstallment(date(2026, 11, 1))
    check_move(late, TODAY + timedelta(days=45), TODAY, 45)
    with pytest.raises(NewDueTooFar) as caught:
        check_move(late, TODAY + timedelta(days=46), TODAY, 45)
    assert caught.value.last == TODAY + timedelta(days=45)


def test_one_to_come_is_moved_up_to_so_many_days_after_its_day() -> None:
    assert last_day(MovableInstallment(date(2027, 1, 10)), TODAY, 45) == date(2027, 2, 24)


def test_nothing_is_asked_sooner_than_agreed() -> None:
    with pytest.raises(NewDueNotLater):
        check_move(MovableInstallment(date(2027, 1, 10)), date(2027, 1, 10), TODAY, 45)
    with pytest.raises(NewDueNotAhead):
        check_move(MovableInstallment(date(2026, 11, 1)), TODAY, TODAY, 45)


def test_once_is_all_there_is() -> None:
    moved = MovableInstallment(date(2026, 12, 20), original_due=date(2026, 11, 20))
    with pytest.raises(AlreadyMoved) as caught:
        check_move(moved, date(2026, 12, 30), TODAY, 45)
    assert (caught.value.from_due, caught.value.due_date) == (date(2026, 11, 20), date(2026, 12, 20))


@given(st.integers(-400, 400), st.integers(-400, 500), st.integers(1, 90))
def test_a_day_given_is_always_ahead_and_later(due_in: int, new_in: int, most: int) -> None:
    installment = MovableInstallment(TODAY + timedelta(days=due_in))
    new_due = TODAY + timedelta(days=new_in)
    try:
        check_move(installment, new_due, TODAY, most)
    except (NewDueNotAhead, NewDueNotLater, NewDueTooFar):
        return
    assert new_due > max(TODAY, installment.due_date)
    assert (new_due - max(TODAY, installment.due_date)).days <= most
