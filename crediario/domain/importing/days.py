"""Days in cells: dates, the numbers spreadsheets count days with, and every way people write them."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from crediario.domain.br import fold
from crediario.domain.importing.cells import Broken, Cell
from crediario.domain.importing.mapping import DateOrder
from crediario.domain.importing.report import BadCell, RefusedReason

#: Spreadsheets count from here: their 1900 has a 29 February that never was.
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
#: Numbers that are days between 1930 and 2119; anything else in a column of dates is no serial.
_FIRST_SERIAL, _LAST_SERIAL = 11_000, 80_500
CENTURY = 100
_LEAST_AMERICAN, _SHARE_AMERICAN = 3, 0.3
_PIVOT = 70

_TIME = r"(?:[T ]+[0-9]{1,2}:[0-9]{2}.*)?"
_MARK = r"\s*[/.\-\\ ]\s*"
_ISO = re.compile(rf"([0-9]{{4}}){_MARK}([0-9]{{1,2}}){_MARK}([0-9]{{1,2}}){_TIME}")
_NUMBERS = re.compile(rf"([0-9]{{1,2}}){_MARK}([0-9]{{1,2}}){_MARK}([0-9]{{4}}|[0-9]{{2}}){_TIME}")
_NAMED = re.compile(
    r"([0-9]{1,2})\s*(?:o|de|[/.\-])?\s*(?:de)?\s*([a-z]{3,9})\.?\s*(?:de|[/.\-])?\s*([0-9]{4}|[0-9]{2})"
)
_NO_YEAR = re.compile(rf"[0-9]{{1,2}}{_MARK}[0-9]{{1,2}}")
_INSIDE = re.compile(r"[0-9]{1,4}[/.\-][0-9]{1,2}[/.\-][0-9]{2,4}")
_MONTHS = ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez")
_NOTHING = re.compile(r"[-–—_/.\s0]*")


def date_order(cells: Iterable[Cell]) -> DateOrder | None:
    """Which of day and month comes first in the texts of a column; None when none tells, or they disagree.

    A column in the American order has many days beyond the twelfth; one alone is a slip of somebody's hand.
    """
    found, written = {DateOrder.DAY_FIRST: 0, DateOrder.MONTH_FIRST: 0}, 0
    for cell in cells:
        if isinstance(cell, str) and (match := _NUMBERS.fullmatch(cell)):
            first, second = int(match[1]), int(match[2])
            written += 1
            found[DateOrder.DAY_FIRST] += first > 12 >= second
            found[DateOrder.MONTH_FIRST] += second > 12 >= first
    if found[DateOrder.DAY_FIRST]:
        return None if found[DateOrder.MONTH_FIRST] else DateOrder.DAY_FIRST
    many = found[DateOrder.MONTH_FIRST] >= max(_LEAST_AMERICAN, written * _SHARE_AMERICAN)
    return DateOrder.MONTH_FIRST if many else None


def is_written_day(text: str) -> bool:
    """Whether a text is a day in two numbers and a year, in whichever order."""
    return _NUMBERS.fullmatch(text) is not None


def read_day(
    cell: Cell,
    *,
    order: DateOrder = DateOrder.DAY_FIRST,
    from_1904: bool = False,
    latest_year: int = 2000 + _PIVOT - 1,
) -> date | None:
    """The day in a cell; None when there is nothing but dashes or noughts.

    Args:
        cell: a date, a spreadsheet's day number, or a text as "18/07/2026", "18.07.26", "2026-07-18".
        order: day first, unless a person said otherwise; the American order is never guessed.
        from_1904: day numbers count from 1904.
        latest_year: a year of two digits that would lie beyond it is of the century before.

    Raises:
        BadCell: no day, one without its year, or one that only fits month first.

    Rule: reliability.md A22. See docs/regras.md#importacao.
    """
    match cell:
        case None:
            return None
        case date():
            return _possible(cell.year, cell.month, cell.day)
        case int() | float():
            return _of_number(cell, from_1904)
        case str():
            return None if _NOTHING.fullmatch(cell) else _of_text(cell, order, from_1904, latest_year)
        case Broken():
            raise BadCell.of(cell)
    raise BadCell(RefusedReason.INVALID_DATE)


def day_inside(text: str, order: DateOrder, latest_year: int) -> date | None:
    """The one date written among words, as in "pg 18/07/2026 pix"; None when there is none, or several."""
    found = _INSIDE.findall(text)
    if len(found) != 1 or re.search(r"[0-9]", text.replace(found[0], "")):
        return None
    return read_day(found[0], order=order, latest_year=latest_year)


def _of_number(number: float, from_1904: bool) -> date | None:
    if not number:
        return None
    if _FIRST_SERIAL <= number < _LAST_SERIAL:
        return (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=int(number))
    if float(number).is_integer() and 1_000_000 <= number <= 99_999_999:
        return _of_digits(f"{int(number):08d}")
    raise BadCell(RefusedReason.INVALID_DATE)


def _of_digits(digits: str) -> date:
    """Eight digits: 20260718 or 18072026; no eight digits are both."""
    if 1900 <= int(digits[:4]) <= 2199 and int(digits[4:6]) <= 12:
        return _possible(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return _possible(int(digits[4:]), int(digits[2:4]), int(digits[:2]))


def _of_text(text: str, order: DateOrder, from_1904: bool, latest_year: int) -> date | None:
    if match := _NUMBERS.fullmatch(text):
        return _in_order(int(match[1]), int(match[2]), _year(match[3], latest_year), order)
    if match := _ISO.fullmatch(text):
        return _possible(int(match[1]), int(match[2]), int(match[3]))
    if re.fullmatch(r"[0-9]{8}", text):
        return _of_digits(text)
    if re.fullmatch(r"[0-9]{5}(?:[.,]0+)?", text):
        return _of_number(int(text[:5]), from_1904)
    if _NO_YEAR.fullmatch(text):
        raise BadCell(RefusedReason.DATE_WITHOUT_YEAR)
    return _with_month_name(fold(text), latest_year)


def _in_order(first: int, second: int, year: int, order: DateOrder) -> date:
    if order is DateOrder.MONTH_FIRST:
        return _possible(year, first, second)
    if second > 12 >= first and second <= 31:
        raise BadCell(RefusedReason.MONTH_FIRST_DATE)
    return _possible(year, second, first)


def _with_month_name(folded: str, latest_year: int) -> date:
    match = _NAMED.fullmatch(re.sub(r"^[a-z\-]+,\s*", "", folded))
    if match is None or match[2][:3] not in _MONTHS:
        raise BadCell(RefusedReason.INVALID_DATE)
    return _possible(_year(match[3], latest_year), _MONTHS.index(match[2][:3]) + 1, int(match[1]))


def _year(digits: str, latest_year: int) -> int:
    if len(digits) > 2:
        return int(digits)
    year = 2000 + int(digits)
    return year - CENTURY if year > latest_year else year


def _possible(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise BadCell(RefusedReason.INVALID_DATE) from error
    if not 1900 <= year <= 2199:
        raise BadCell(RefusedReason.DATE_OUT_OF_RANGE)
    return found
