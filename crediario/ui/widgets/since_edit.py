"""Since when: month and year are enough."""

from collections.abc import Callable
from datetime import date

from crediario.domain.br import InvalidDate, format_month, parse_date, parse_month
from crediario.ui.widgets.edits import ValueEdit

#: Figures and signs of a whole date; a month has fewer.
WHOLE_DATE = 8


class SinceEdit(ValueEdit[date]):
    """``03/2018`` or ``2018``, never to come; of a whole date the month counts."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.setPlaceholderText("mm/aaaa")

    def _parse(self, text: str) -> date:
        typed = text.strip()
        day = parse_date(typed).replace(day=1) if len(typed) >= WHOLE_DATE else parse_month(typed)
        if day > self._today():
            raise InvalidDate(typed)
        return day

    def _format(self, value: date) -> str:
        return format_month(value)
