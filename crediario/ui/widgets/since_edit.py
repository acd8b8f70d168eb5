"""Since when: month and year are enough."""

import re
from collections.abc import Callable
from datetime import date

from crediario.domain.br import InvalidDate, parse_date
from crediario.ui.widgets.edits import ValueEdit

_MONTH_AND_YEAR = re.compile(r"([0-9]{1,2})\s*[/.-]?\s*([0-9]{4})")
_YEAR = re.compile(r"[0-9]{4}")


class SinceEdit(ValueEdit[date]):
    """``03/2018`` or ``2018``; a whole date does as well. The day is the first of the month."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.setPlaceholderText("mm/aaaa")

    def _parse(self, text: str) -> date:
        found = self._first_day(text.strip())
        if found > self._today():
            raise InvalidDate(text.strip())
        return found

    def _first_day(self, text: str) -> date:
        if _YEAR.fullmatch(text):
            return _day(int(text), 1, text)
        month = _MONTH_AND_YEAR.fullmatch(text)
        if month is not None:
            return _day(int(month[2]), int(month[1]), text)
        return parse_date(text).replace(day=1)

    def _format(self, value: date) -> str:
        return f"{value:%m/%Y}"


def _day(year: int, month: int, text: str) -> date:
    try:
        return date(year, month, 1)
    except ValueError:
        raise InvalidDate(text) from None
