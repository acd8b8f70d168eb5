"""The notebook of a shop, some of its cells spoilt: what is refused is corrected, and every sum is right."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from crediario.ui.importing.wizard import COLUMNS, DONE, REVIEW
from tests.support.importing import DATA, assert_sound
from tests.support.shop import on_day
from tests.ui.importing.bench import Bench

EXPECTED = json.loads((DATA / "carteira-esperado.json").read_text(encoding="utf-8"))["carteira-caderno.xlsx"]
#: Line and title, and what somebody wrote there by mistake.
SPOILT = {
    (40, "VALOR"): "oitenta e oito",
    (300, "VENCTO"): "31/02/2026",
    (777, "VALOR"): -50,
    (1200, "PARC."): "entrada",
    (1500, "CPF "): "123.456.789-00",
}


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """The notebook with those cells."""
    book = load_workbook(DATA / "carteira-caderno.xlsx")
    page = book.worksheets[0]
    titles = {cell.value: cell.column for cell in page[4]}
    for (line, title), value in SPOILT.items():
        page.cell(line, titles[title]).value = value
    book.save(tmp_path / "caderno.xlsx")
    return tmp_path / "caderno.xlsx"


def corrected(sheet: Path) -> None:
    """Each refused line gets its cell back, as the notebook had it."""
    whole = load_workbook(DATA / "carteira-caderno.xlsx").worksheets[0]
    titles = {cell.value.strip(): cell.column for cell in whole[4]}
    book = load_workbook(sheet)
    page = book.worksheets[0]
    places = {cell.value: cell.column for cell in page[1]}
    for line, (kept, title) in enumerate(sorted(SPOILT), 2):
        column = titles[title.strip()]
        cell = page.cell(line, places[title.strip()])
        cell.value, cell.number_format = whole.cell(kept, column).value, "General"
    book.save(sheet)


def test_the_notebook_comes_in_whole_once_its_refused_lines_are_corrected(
    bench: Bench, spoilt: Path, tmp_path: Path
) -> None:
    on_day(bench.ctx, date.fromisoformat(EXPECTED["reference_date"]))
    bench.choose(spoilt)
    assert bench.screen.shown == COLUMNS
    bench.press("F10")
    refused = bench.screen.review.refused.table.rows()
    assert [(row.line, row.column) for row in refused] == [
        (line, title.strip()) for line, title in sorted(SPOILT)
    ]
    bench.press("F10")
    assert bench.screen.shown == DONE
    bench.dialogs.to_save = bench.dialogs.to_open = tmp_path / "recusadas.xlsx"
    bench.ctrl("S")
    corrected(tmp_path / "recusadas.xlsx")
    bench.ctrl("O")
    bench.press("F10")
    assert bench.screen.shown == REVIEW
    assert bench.screen.review.summary == "Nada recusado"
    bench.press("F10")
    after = [label.text() for label in bench.screen.done.shop.after]
    assert after == [
        str(EXPECTED["customers"]),
        str(EXPECTED["sales"]),
        str(EXPECTED["open_installments"]),
        "139.692,86",
        "32.212,32",
    ]
    assert (EXPECTED["open_total"], EXPECTED["overdue_total"]) == ("139692.86", "32212.32")
    assert_sound(bench.ctx)
