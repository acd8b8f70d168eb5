"""What single cells say: amounts, days, installments, words."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.importing.amounts import AmountStyle, amount_style, read_amount
from crediario.domain.importing.cells import Broken, Cell, shown
from crediario.domain.importing.days import date_order, day_inside, read_day
from crediario.domain.importing.mapping import DateOrder
from crediario.domain.importing.pieces import Piece, read_count, read_paid, read_piece
from crediario.domain.importing.report import BadCell, RefusedReason
from tests.support.portfolios import br, english

CENTS = st.integers(1, 99_999_999_999)
DAYS = st.dates(date(1960, 1, 1), date(2060, 12, 31))


def refused(read: object, *arguments: object) -> RefusedReason:
    with pytest.raises(BadCell) as bad:
        read(*arguments)  # type: ignore[operator]
    return bad.value.reason


# Amounts


@given(CENTS)
def test_an_amount_reads_back_however_it_is_written(cents: int) -> None:
    for style, text in ((AmountStyle.COMMA, br(cents)), (AmountStyle.POINT, english(cents))):
        for written in (text, f"R$ {text}", f" {text} ", f"R$\u00a0{text}"):
            amount = read_amount(written, style)
            assert amount is not None
            assert amount.cents == cents
    exact = read_amount(float(Decimal(cents) / 100))
    assert exact is not None
    assert exact.cents == cents


@given(st.lists(CENTS, min_size=1), st.sampled_from((br, english)))
def test_a_column_reads_back_whole(column: list[int], write: object) -> None:
    texts = [write(cents) for cents in column]  # type: ignore[operator]
    style = amount_style(texts)
    assert [read_amount(text, style).cents for text in texts] == column  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cell", "cents"),
    [("1.234.567", 123_456_700), ("1,234,567.8", 123_456_780), ("88", 8800), (33.333333, 3333),
     ("88,7", 8870), (0.1 + 0.2, 30), ("12 reais", 1200), (5, 500)],
)  # fmt: skip
def test_amounts(cell: Cell, cents: int) -> None:
    amount = read_amount(cell)
    assert amount is not None
    assert amount.cents == cents
    assert amount.rounded == (cell == 33.333333)


@pytest.mark.parametrize("text", ["-", "—", " ", "R$ -", ".", None])
def test_a_dash_is_no_amount(text: str | None) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("12.345", RefusedReason.AMBIGUOUS_AMOUNT), ("12,345", RefusedReason.AMBIGUOUS_AMOUNT),
        (12.345, RefusedReason.AMBIGUOUS_AMOUNT), ("0,125", RefusedReason.INVALID_AMOUNT),
        ("1.2.3", RefusedReason.INVALID_AMOUNT), ("dez", RefusedReason.INVALID_AMOUNT),
        (date(2026, 1, 1), RefusedReason.INVALID_AMOUNT), (float("inf"), RefusedReason.INVALID_AMOUNT),
        ("5,00-", RefusedReason.NEGATIVE_AMOUNT), (-1, RefusedReason.NEGATIVE_AMOUNT),
        (1e12, RefusedReason.AMOUNT_TOO_LARGE), (Broken.NO_VALUE, RefusedReason.NO_VALUE),
        (Broken.ERROR, RefusedReason.CELL_ERROR),
    ],
)  # fmt: skip
def test_no_amounts(cell: Cell, reason: RefusedReason) -> None:
    assert refused(read_amount, cell) is reason


def test_the_other_cells_decide_what_a_thousand_is() -> None:
    comma, point = amount_style(["12.345", "88,69"]), amount_style(["12,345", "88.69"])
    assert (comma, point) == (AmountStyle.COMMA, AmountStyle.POINT)
    assert read_amount("12.345", comma) == (1_234_500, False)
    assert read_amount("12,345", point) == (1_234_500, False)
    assert refused(read_amount, "12,345", comma) is RefusedReason.AMBIGUOUS_AMOUNT
    assert amount_style(["88,69", "88.69"]) is AmountStyle.UNKNOWN
    assert amount_style(["12.345", "12", None, 1.5]) is AmountStyle.UNKNOWN


# Days


@given(DAYS)
def test_a_day_reads_back_however_it_is_written(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    written: list[Cell] = [
        day, serial, float(serial), f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}",
        f"{day:%Y-%m-%d}", f"{day.day}/{day.month}/{day.year}", f"{day:%Y-%m-%d} 00:00:00",
        f"{day:%d/%m/%Y} 10:30", f"{day:%Y%m%d}", f"{day:%d%m%Y}", int(f"{day:%d%m%Y}"), f"{day:%Y/%m/%d}",
    ]  # fmt: skip
    assert {read_day(cell) for cell in written} == {day}
    assert read_day(f"{day:%m/%d/%Y}", order=DateOrder.MONTH_FIRST) == day
    if day.year >= 1970:
        assert read_day(f"{day:%d/%m/%y}") == day


def test_days_in_words_and_from_1904() -> None:
    for text in (
        "18 de julho de 2026",
        "18/jul/2026",
        "18-Jul-26",
        "sábado, 18 de julho de 2026",
        "1º de julho de 2026",
    ):
        assert read_day(text) in {date(2026, 7, 18), date(2026, 7, 1)}
    assert read_day(44813, from_1904=True) == read_day(44813 + 1462)
    assert read_day("01/01/48", latest_year=2010) == date(1948, 1, 1)


@pytest.mark.parametrize("cell", [None, "-", "00/00/0000", "  /  /    ", 0, "__/__/____"])
def test_no_day_at_all(cell: Cell) -> None:
    assert read_day(cell) is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("31/02/2026", RefusedReason.INVALID_DATE), ("amanhã", RefusedReason.INVALID_DATE),
        ("07/18/2026", RefusedReason.MONTH_FIRST_DATE), ("18/07", RefusedReason.DATE_WITHOUT_YEAR),
        (7, RefusedReason.INVALID_DATE), ("18 de xxx de 2026", RefusedReason.INVALID_DATE),
        ("01/01/1776", RefusedReason.DATE_OUT_OF_RANGE), (Broken.ERROR, RefusedReason.CELL_ERROR),
        (12.5, RefusedReason.INVALID_DATE), ("99999999", RefusedReason.INVALID_DATE),
    ],
)  # fmt: skip
def test_no_days(cell: Cell, reason: RefusedReason) -> None:
    assert refused(read_day, cell) is reason


def test_which_comes_first_is_seen_in_the_whole_column() -> None:
    assert date_order(["18/07/2026", "05/06/2026"]) is DateOrder.DAY_FIRST
    assert date_order(["07/18/2026", "07/19/2026", "07/20/2026", "05/06/2026"]) is DateOrder.MONTH_FIRST
    assert date_order(["07/18/2026", "05/06/2026", "06/06/2026"]) is None, "one slip is no order"
    assert date_order(["07/18/2026", "18/07/2026"]) is None
    assert date_order([date(2026, 7, 18), None, "sem data"]) is None


def test_a_day_among_words() -> None:
    assert day_inside("pg 18/07/2026 pix", DateOrder.DAY_FIRST, 2050) == date(2026, 7, 18)
    assert day_inside("18/07/2026 e 19/07/2026", DateOrder.DAY_FIRST, 2050) is None
    assert day_inside("18/07/2026 R$ 30", DateOrder.DAY_FIRST, 2050) is None
    assert day_inside("pago", DateOrder.DAY_FIRST, 2050) is None


# Installments


@given(st.integers(1, 480), st.data())
def test_an_installment_reads_back_however_it_is_written(count: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, count))
    for way in ("{}/{}", "{:02d}/{:02d}", "{} de {}", "{}-{}", "Parc. {}/{}", "{}ª/{}", "parcela {} de {}"):
        assert read_piece(way.format(number, count)) == (number, count)
    assert read_piece(number) == read_piece(float(number)) == read_piece(f"{number}ª") == (number, None)


@given(st.integers(1, 12), st.data())
def test_an_installment_that_became_a_day(count: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, count))
    assert read_piece(date(2026, count, number)) == read_piece(date(2026, number, count)) == (number, count)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("13/12", RefusedReason.INVALID_INSTALLMENT), ("terceira", RefusedReason.INVALID_INSTALLMENT),
        (3.5, RefusedReason.INVALID_INSTALLMENT), ("1/999", RefusedReason.INVALID_INSTALLMENT),
        ("entrada", RefusedReason.DOWN_PAYMENT), ("ENT.", RefusedReason.DOWN_PAYMENT),
        ("0/5", RefusedReason.DOWN_PAYMENT), (0, RefusedReason.DOWN_PAYMENT),
        ("10x", RefusedReason.WHOLE_SALE), ("10 x 89,90", RefusedReason.WHOLE_SALE),
        ("10x de R$ 89,90", RefusedReason.WHOLE_SALE),
        (Broken.NO_VALUE, RefusedReason.NO_VALUE),
    ],
)  # fmt: skip
def test_no_installments(cell: Cell, reason: RefusedReason) -> None:
    assert refused(read_piece, cell) is reason


def test_counts_and_words() -> None:
    assert [read_count(cell) for cell in (12, "12", "12x", "12 vezes", "3/12", None)] == [
        12,
        12,
        12,
        12,
        12,
        None,
    ]
    assert read_piece("única") == Piece(1, 1)
    assert read_piece("-") is None
    for word, paid in (("PAGO", True), ("Ok", True), ("x", True), ("Em aberto", False), ("não", False),
                       ("-", False), ("talvez", None), (None, False), (3, None)):  # fmt: skip
        assert read_paid(word) is paid


def test_cells_as_people_read_them() -> None:
    cells = (None, "a", 3.0, 3.5, date(2026, 7, 18), Broken.NO_VALUE, Broken.ERROR)
    assert [shown(cell) for cell in cells] == ["", "a", "3", "3.5", "18/07/2026", "=?", "#VALOR!"]
    assert read_day(date(2026, 7, 18)) == date(2026, 7, 17) + timedelta(days=1)
