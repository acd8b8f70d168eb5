from datetime import date

import pytest

from crediario.domain.br import InvalidDate, format_date, parse_date

TODAY = date(2026, 12, 10)


@pytest.mark.parametrize("text", ["10/07/2026", "10.07.2026", "10-7-2026", "10072026", " 10/07/2026 "])
def test_whole_dates(text: str) -> None:
    assert parse_date(text) == date(2026, 7, 10)
    assert parse_date(text, TODAY) == date(2026, 7, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10/12", date(2026, 12, 10)),
        ("31/12", date(2026, 12, 31)),
        ("10/01", date(2027, 1, 10)),
        ("9/12", date(2027, 12, 9)),
    ],
)
def test_without_a_year_it_is_the_next_such_day(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


def test_leap_day_without_a_year() -> None:
    assert parse_date("29/02", date(2027, 6, 9)) == date(2028, 2, 29)
    with pytest.raises(InvalidDate):
        parse_date("29/02", date(2026, 6, 9))


@pytest.mark.parametrize(
    "text",
    ["", "31/02/2026", "29/02/2027", "00/01/2026", "10/13/2026", "10/07/26", "10/07", "2026-07-10",
     "10/07/0026", "10/07/9999", "amanhã", "1\x00/07/2026", "31022026", "١٠/٠٧/٢٠٢٦"],
)  # fmt: skip
def test_impossible_dates(text: str) -> None:
    with pytest.raises(InvalidDate):
        parse_date(text)


def test_shown_dates() -> None:
    assert format_date(date(2026, 6, 9)) == "09/06/2026"
