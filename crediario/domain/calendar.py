"""Business days and due dates: what counts as a day off, and how a month is added to a date."""

import calendar as gregorian
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from crediario.domain.errors import Refusal

# fmt: off
STATES = (
    "AC", "AL", "AP", "AM", "BA", "CE", "DF", "ES", "GO", "MA", "MT", "MS", "MG", "PA",
    "PB", "PR", "PE", "PI", "RJ", "RN", "RS", "RO", "RR", "SC", "SP", "SE", "TO",
)
# fmt: on

FIRST_YEAR = 1900
LAST_YEAR = 2199

# Carnival Monday and Tuesday, Good Friday and Corpus Christi; Ash Wednesday is a business day.
EASTER_DAYS_OFF = (-48, -47, -2, 60)

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(eq=False)
class UnknownState(Refusal):
    """No Brazilian state has this abbreviation (UF)."""

    state: str


@dataclass(eq=False)
class DateOutOfRange(Refusal):
    """A date no store works with: before 1900 or after 2199."""

    day: date


def check_day(day: date) -> None:
    """Refuse a year that can only be a slip of the keyboard.

    Raises:
        DateOutOfRange: before 1900 or after 2199.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DateOutOfRange(day)


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """Business days (dias úteis) of one shop: Monday to Friday, holidays left out.

    Attributes:
        state: the shop's UF; None counts the national holidays only.
        extra: days off the shop added by hand, the municipal ones above all.

    Raises:
        UnknownState: ``state`` is no UF.

    Rule: law.md §2; Lei 14.759/2023 (20/11), Lei 9.093/1995. See docs/regras.md#dia-util.
    """

    state: str | None = None
    extra: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.state is not None and self.state not in STATES:
            raise UnknownState(self.state)

    def is_business_day(self, day: date) -> bool:
        """Whether ``day`` is a dia útil."""
        if day.weekday() >= SATURDAY or day in self.extra:
            return False
        return day not in days_off(self.state, day.year)

    def next_business_day(self, day: date) -> date:
        """``day`` itself when it is a business day, else the first one after it."""
        while not self.is_business_day(day):
            day += ONE_DAY
        return day

    def moved_due(self, due: date) -> date:
        """The last day an installment due on ``due`` is paid without delay (vencimento prorrogado).

        Rule: Lei 7.089/1983, art. 1º; CC art. 132 § 1º. See docs/regras.md#dia-util.
        """
        return self.next_business_day(due)


@cache
def days_off(state: str | None, year: int) -> frozenset[date]:
    """National and state holidays of ``year``, with Carnival, Good Friday and Corpus Christi.

    Rule: law.md §2. See docs/regras.md#dia-util.
    """
    import holidays  # a third of a second: never on the way to the first window

    published = holidays.country_holidays("BR", subdiv=state, years=year)
    around_easter = (easter(year) + timedelta(days=offset) for offset in EASTER_DAYS_OFF)
    return frozenset(published) | frozenset(around_easter)


def easter(year: int) -> date:
    """Easter Sunday of ``year`` in the Gregorian calendar (the method of Meeus, Jones and Butcher)."""
    golden = year % 19
    century = year // 100
    epact = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon = epact - (epact // 28) * (1 - (epact // 28) * (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def add_months(day: date, months: int, anchor_day: int | None = None) -> date:
    """``months`` later, on the anchored day of the month or on the last one when the month is shorter.

    Args:
        day: where the count starts.
        months: how many months later; 0 stays in the month.
        anchor_day: the wanted day of the month; ``day.day`` when None.

    Returns:
        For 31/01 and one month: 28/02 (29/02 in a leap year).

    Rule: LUG art. 36; law.md §4 (D01, D02). See docs/regras.md#vencimentos.
    """
    years, month_index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month_index + 1
    return date(year, month, min(anchor_day or day.day, last_day_of_month(year, month)))


def last_day_of_month(year: int, month: int) -> int:
    """28 to 31."""
    return gregorian.monthrange(year, month)[1]
