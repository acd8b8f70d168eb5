"""Refused lines handed back: their own columns, texts that stay texts, and what to correct."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from crediario.documents.refused_lines import REASONS, RefusedSheet, reason_words, refused_workbook
from crediario.domain.importing.cells import Broken, Row
from crediario.domain.importing.mapping import REFUSED_TITLE
from crediario.domain.importing.report import RefusedReason, RefusedRow
from tests.support.shop import MOMENT

WHY = RefusedRow("Plan1", 5, "VALOR", "12.345", RefusedReason.AMBIGUOUS_AMOUNT)
PAYLOADS = ("=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "#REF!", '=HYPERLINK("x")')


def workbook(*lines: Row, titles: tuple[str, ...] = ("Nome", "VALOR"), name: str = "Plan1") -> Any:
    content = refused_workbook([RefusedSheet(name, titles, [(line, WHY) for line in lines])], MOMENT)
    return load_workbook(BytesIO(content))


def test_every_reason_has_words() -> None:
    assert set(REASONS) == set(RefusedReason)


def test_the_words_name_the_column_and_what_stands_in_it() -> None:
    assert reason_words(WHY) == "VALOR “12.345”: este valor tem duas leituras: escreva como 1.234,56"
    whole_line = RefusedRow("a.csv", 2, "", "", RefusedReason.TOO_MANY_CELLS)
    assert reason_words(whole_line).startswith("a linha tem mais células")


def test_cells_come_back_as_they_were() -> None:
    sheet = workbook(
        ("Ana", 12.345, date(2026, 7, 18), 3.0, Broken.NO_VALUE), titles=tuple("ABCDE")
    ).worksheets[0]
    values = [cell.value for cell in sheet[2]]
    assert values[:2] == ["Ana", 12.345]
    assert values[2].date() == date(2026, 7, 18)
    assert values[3:5] == [3, None]
    assert values[5] == reason_words(WHY)
    assert [cell.value for cell in sheet[1]] == [*"ABCDE", REFUSED_TITLE]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_formula(payload: str) -> None:
    cell = workbook((payload, payload)).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.value == payload


def test_names_of_sheets_that_no_spreadsheet_takes() -> None:
    (name,) = workbook(("a", 1), name="[2026]/*? muito compridas de verdade").sheetnames
    assert name == "2026     muito compridas de ver"
    assert workbook(("a", 1), name="'[]'").sheetnames == [REFUSED_TITLE]


def test_lines_refused_once_more_get_the_column_once() -> None:
    sheet = workbook(("Ana", 1, "velho"), titles=("Nome", "VALOR", REFUSED_TITLE)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["Nome", "VALOR", REFUSED_TITLE]
    assert sheet["C2"].value == reason_words(WHY)
