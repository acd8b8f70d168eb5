"""Dates as Brazilians write them: day, month, year."""

import re
from dataclasses import dataclass
from datetime import date

from crediario.domain.br.text import excerpt
from crediario.domain.calendar import FIRST_YEAR, LAST_YEAR
from crediario.domain.errors import Refusal


@dataclass(eq=False)
class InvalidDate(Refusal):
    """Not written as a date, or a day that does not exist, as 31/02."""

    text: str


def parse_date(text: str, reference: date | None = None) -> date:
    """The date in ``text``: dd/mm/aaaa, ddmmaaaa, or dd/mm when there is a reference.

    Args:
        text: as typed; a point or a dash does as well as a slash.
        reference: dd/mm means the first such day on or after it; None refuses a date without year.

    Raises:
        InvalidDate: the text is no date, the day does not exist, or the year is out of reach.

    Rule: ux.md §6; reliability.md A2. See docs/regras.md#datas.
    """
    match = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})(?:[/.-]([0-9]{4}))?", text.strip()) or re.fullmatch(
        r"([0-9]{2})([0-9]{2})([0-9]{4})", text.strip()
    )
    if match is None or (match[3] is None and reference is None):
        raise InvalidDate(excerpt(text))
    years = [int(match[3])] if match[3] else _years_from(reference)
    for year in years:
        found = _date_or_none(year, int(match[2]), int(match[1]))
        if found and (match[3] or reference is None or found >= reference):
            return found
    raise InvalidDate(excerpt(text))


def parse_month(text: str) -> date:
    """The first day of the month in ``text``: mm/aaaa, mmaaaa, or a year alone, which begins in January.

    Raises:
        InvalidDate: the text is no month, or the year is out of reach.
    """
    match = re.fullmatch(r"(?:([0-9]{1,2})[/.-]|([0-9]{2}))?([0-9]{4})", text.strip())
    month = int(match[1] or match[2] or 1) if match else 0
    found = _date_or_none(int(match[3]), month, 1) if match else None
    if found is None:
        raise InvalidDate(excerpt(text))
    return found


def format_month(day: date) -> str:
    """``06/2026``."""
    return f"{day.month:02d}/{day.year:04d}"


def _years_from(reference: date | None) -> list[int]:
    return [reference.year, reference.year + 1] if reference else []


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def format_date(day: date) -> str:
    """``09/06/2026``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
