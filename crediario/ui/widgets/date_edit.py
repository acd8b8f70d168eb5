"""A date typed with the fewest keys. The business day comes from outside: the clock is never read here."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from PySide6.QtGui import QKeyEvent

from crediario.domain.br import InvalidDate, format_date, parse_date
from crediario.domain.calendar import FIRST_YEAR, LAST_YEAR
from crediario.ui.widgets.edits import ValueEdit

DayMeans = Literal["next_month", "coming", "past"]


class DateEdit(ValueEdit[date]):
    """``10`` is the 10th, ``10/07`` takes the year that fits, ``+`` and ``-`` move a day, ``h`` is today.

    ``day_means`` says which 10th and which year: of the next month that has such a day (a first due date),
    the coming one (a promise), or the latest one (a birth date).
    """

    def __init__(self, today: Callable[[], date], *, day_means: DayMeans = "next_month") -> None:
        super().__init__()
        self._today = today
        self._day_means = day_means
        self.setPlaceholderText("dd/mm/aaaa")
        if day_means != "past":
            self.show_icon("calendar")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        typed = event.text()
        if self.isReadOnly() or not typed or typed not in "+-hH.":
            super().keyPressEvent(event)
        elif typed in "hH":
            self.set_value(self._today())
        elif typed == ".":
            self.insert("/")
            self._typed()
        elif self._whole():
            self._move(1 if typed == "+" else -1)
        else:
            super().keyPressEvent(event)

    def _whole(self) -> bool:
        """Whether the text is a date already, or nothing: then a sign moves it instead of being typed."""
        text = self.text().strip()
        return not text or (len(text) > 2 and self.value() is not None)

    def _move(self, days: int) -> None:
        start = self.value() or self._today()
        moved = start + timedelta(days=days)
        self.set_value(moved if FIRST_YEAR <= moved.year <= LAST_YEAR else start)

    def _typed(self) -> None:
        """Of a bare day nothing follows yet: more may be typed."""
        if len(self.text().strip()) > 2:
            super()._typed()
        else:
            self.set_error("")

    def _parse(self, text: str) -> date:
        bare = text.strip()
        if re.fullmatch(r"[0-9]{1,2}", bare):
            return self._of_day(int(bare))
        if match := re.fullmatch(r"([0-9]{1,2}[/.-][0-9]{1,2})[/.-]([0-9]{2})", bare):
            return self._of_short_year(match[1], int(match[2]))
        return parse_date(bare, self._reference())

    def _format(self, value: date) -> str:
        return format_date(value)

    def _reference(self) -> date:
        """dd/mm means the first such day from here on."""
        today = self._today()
        return today - timedelta(days=364) if self._day_means == "past" else today

    def _of_short_year(self, day_and_month: str, year: int) -> date:
        century = self._today().year // 100 * 100
        found = parse_date(f"{day_and_month}/{century + year}")
        if self._day_means == "past" and found > self._today():
            return parse_date(f"{day_and_month}/{century - 100 + year}")
        return found

    def _of_day(self, day: int) -> date:
        """The day ``day`` of the nearest month that has one, looking the way the field looks."""
        today = self._today()
        first = 1 if self._day_means == "next_month" else 0
        step = -1 if self._day_means == "past" else 1
        for months in range(first, 14):
            year, month = divmod(today.year * 12 + today.month - 1 + step * months, 12)
            if 1 <= day <= monthrange(year, month + 1)[1]:
                found = date(year, month + 1, day)
                if months or (found >= today if step > 0 else found <= today):
                    return found
        raise InvalidDate(str(day))
