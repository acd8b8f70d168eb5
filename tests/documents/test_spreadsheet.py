from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from crediario.documents.spreadsheet import (
    DATE_FORMAT,
    LONGEST_TEXT,
    MONEY_FORMAT,
    Column,
    Value,
    cell_text,
    write_table,
)
from crediario.domain.money import Money

NOW = datetime(2026, 6, 9, 14, 32, tzinfo=UTC)
COLUMNS = (Column("Cliente", 34), Column("Dias", 8, figures=True), Column("Em aberto", figures=True))
FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://x";"clique")',
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    " =1+1",
    "'=1+1",
    '"=1+1',
    ";=1+1",
    ",=1+1",
    "=",
    "==",
    "=\u200b1+1",
    "\ufeff=1+1",
    "\x00=1+1",
    "\x1f=1+1",
    "#REF!",
    "#N/A",
    "#DIV/0!",
    '=DDE("cmd";"/c";"x")',
    '=WEBSERVICE("http://x")',
    '=IMPORTXML("http://x";"//a")',
    "{=1+1}",
    "=A1:A9",
    "=[outro.xlsx]A!A1",
    "1E5",
    "007",
    "12345678909",
    "TRUE",
    "2026-01-01",
    '<c t="f">',
    "</t></is></c><c><f>1+1</f></c>",
    "]]>",
    "_x003D_1+1",
)


def sheet_of(rows: list[tuple[Value, ...]], **more: Any) -> Any:
    file = write_table(COLUMNS, rows, sheet="Pendências", written_at=NOW, **more)
    return load_workbook(BytesIO(file)).active


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_never_a_formula(text: str) -> None:
    cell = sheet_of([(text, 1, Money(1))])["A2"]
    assert cell.data_type == "s"
    assert cell.value == cell_text(text)


def test_no_part_of_the_file_holds_a_formula() -> None:
    file = write_table(COLUMNS, [(text, 1, None) for text in FORMULAS], sheet="Lista", written_at=NOW)
    with ZipFile(BytesIO(file)) as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml").replace(b"&lt;f", b"")


@pytest.mark.parametrize("start", "=+-@＝＋－＠")
def test_what_looks_like_a_formula_stays_text_when_edited(start: str) -> None:
    sheet = sheet_of([(f"{start}1", 1, None), ("Maria", 2, None)])
    assert sheet["A2"].quotePrefix
    assert not sheet["A3"].quotePrefix


def test_each_value_has_the_cell_of_its_kind() -> None:
    columns = tuple(Column(name) for name in "abcdef")
    row = ("Zé", 12, Money(-123456), date(2026, 5, 12), Decimal("1.25"), None)
    file = write_table(columns, [row], sheet="Lista", written_at=NOW)
    cells = load_workbook(BytesIO(file)).active[2]  # type: ignore[index]
    assert [cell.data_type for cell in cells] == ["s", "n", "n", "d", "n", "n"]
    assert [cell.value for cell in (*cells[:3], *cells[4:])] == ["Zé", 12, -1234.56, 1.25, None]
    assert cells[3].value.date() == date(2026, 5, 12)
    assert (cells[2].number_format, cells[3].number_format) == (MONEY_FORMAT, DATE_FORMAT)


def test_a_day_before_the_count_of_days_is_text() -> None:
    columns = (Column("Nascimento"),)
    rows = [(date(1900, 3, 1),), (date(1900, 2, 28),), (date(12, 5, 1),)]
    sheet: Any = load_workbook(BytesIO(write_table(columns, rows, sheet="Lista", written_at=NOW))).active
    assert sheet["A2"].value.date() == date(1900, 3, 1)
    assert [sheet["A3"].value, sheet["A4"].value] == ["28/02/1900", "01/05/0012"]


def test_a_kind_without_a_cell_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        sheet_of([("Zé", 1.5, None)])  # type: ignore[list-item]


def test_heading_titles_and_total_stand_around_the_rows() -> None:
    rows: list[tuple[Value, ...]] = [("Ana", 3, Money(100)), ("Zé", 5, Money(250))]
    sheet = sheet_of(rows, heading=("Pendências", "16 a 30 dias"), total=("Total", None, Money(350)))
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Pendências", None, None],
        ["16 a 30 dias", None, None],
        ["Cliente", "Dias", "Em aberto"],
        ["Ana", 3, 1],
        ["Zé", 5, 2.5],
        ["Total", None, 3.5],
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", "A3:C5")
    assert [cell.font.b for cell in sheet["C"][2:]] == [True, False, False, True]
    assert sheet.column_dimensions["A"].width == 34


def test_a_table_without_rows_is_a_table() -> None:
    sheet = sheet_of([])
    assert [cell.value for cell in sheet[1]] == ["Cliente", "Dias", "Em aberto"]


def test_the_same_table_twice_is_the_same_bytes() -> None:
    rows = [("Ana", 3, Money(100))]
    files = {write_table(COLUMNS, rows, sheet="Lista", written_at=NOW) for _ in range(2)}
    assert len(files) == 1


def test_a_cell_carries_any_text_that_xml_can() -> None:
    assert cell_text("a\x00b\x0b\x7f\ud800\ufffec 😀\n") == "abc 😀\n"
    assert len(cell_text("ã" * 40_000)) == LONGEST_TEXT
    assert sheet_of([("a\x00\ud800😀", 1, None)])["A2"].value == "a😀"
