from datetime import date

import pytest

from crediario.domain.calendar import HolidayCalendar
from crediario.domain.coming_due import DueWindow, due_window, likely_to_forget
from crediario.domain.punctuality import last_overdue_day

TODAY, WEEK, MONTH, NEXT = DueWindow


@pytest.mark.parametrize(
    ("today", "window", "first", "last"),
    [
        (date(2026, 6, 9), TODAY, date(2026, 6, 9), date(2026, 6, 9)),
        # Monday: what fell due on Saturday and Sunday is paid today without delay.
        (date(2026, 6, 8), TODAY, date(2026, 6, 6), date(2026, 6, 8)),
        (date(2026, 6, 9), WEEK, date(2026, 6, 9), date(2026, 6, 14)),
        (date(2026, 6, 14), WEEK, date(2026, 6, 13), date(2026, 6, 14)),
        (date(2026, 6, 9), MONTH, date(2026, 6, 9), date(2026, 6, 30)),
        (date(2026, 2, 27), MONTH, date(2026, 2, 27), date(2026, 2, 28)),
        (date(2026, 6, 9), NEXT, date(2026, 7, 1), date(2026, 7, 31)),
        (date(2026, 1, 31), NEXT, date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 12, 31), NEXT, date(2027, 1, 1), date(2027, 1, 31)),
    ],
)
def test_windows(today: date, window: DueWindow, first: date, last: date) -> None:
    overdue_until = last_overdue_day(today, HolidayCalendar("MG"))
    assert due_window(window, today, overdue_until) == (first, last)


@pytest.mark.parametrize(
    ("on_time", "settled", "likely"),
    [(0, 0, False), (0, 2, False), (3, 3, False), (2, 3, True), (9, 10, False), (8, 10, True), (0, 5, True)],
)
def test_who_is_likely_to_forget(on_time: int, settled: int, likely: bool) -> None:
    assert likely_to_forget(on_time, settled) is likely
