"""The import by keys: file, columns, totals, done; refused lines corrected and brought again."""

from pathlib import Path

from openpyxl import load_workbook

from crediario.ui.importing.wizard import COLUMNS, DONE, FILE, REVIEW
from crediario.ui.navigation import Home
from tests.ui.importing.bench import (
    ANA,
    BRUNO,
    CARLA,
    NO_AMOUNT,
    NO_SUCH_DAY,
    PORTFOLIO,
    Bench,
    a_file,
)


def numbers(bench: Bench) -> list[str]:
    """The figures of the totals shown."""
    step = bench.screen.review if bench.screen.shown == REVIEW else bench.screen.done
    return [number.figure for number in step.totals.numbers]


def test_a_portfolio_comes_in_with_four_keys(bench: Bench, tmp_path: Path) -> None:
    screen = bench.screen
    assert (screen.shown, screen.continue_button.words) == (FILE, "Escolher arquivo")
    bench.choose(a_file(tmp_path))
    assert screen.shown == COLUMNS
    assert not bench.has_customers()
    bench.press("F10")
    assert screen.shown == REVIEW
    assert numbers(bench) == ["2", "2", "5", "R$\xa0361,00", "R$\xa0100,00", "R$\xa0100,00"]
    assert screen.continue_button.words == "Trazer 5 parcelas"
    assert not bench.has_customers()
    bench.press("F10")
    assert screen.shown == DONE
    assert bench.found(ANA) == bench.found(BRUNO) == 1
    assert screen.done.shop.after[3].text() == "361,00"
    bench.press("F10")
    assert isinstance(bench.window.here, Home)


def test_what_is_refused_is_saved_corrected_and_brought_again(bench: Bench, tmp_path: Path) -> None:
    bench.bring(a_file(tmp_path, (*PORTFOLIO, NO_AMOUNT, NO_SUCH_DAY)))
    screen = bench.screen
    assert screen.shown == DONE
    assert bench.found(CARLA) == 0
    bench.dialogs.to_save = tmp_path / "recusadas.xlsx"
    bench.ctrl("S")
    _correct(bench.dialogs.to_save, {"VALOR": (2, "45,00"), "VENCTO": (3, "20/07/2026")})
    bench.dialogs.to_open = bench.dialogs.to_save
    bench.ctrl("O")
    assert screen.shown == COLUMNS
    bench.press("F10")
    assert screen.review.totals.numbers[2].figure == "2"
    assert screen.review.summary == "Nada recusado"
    bench.press("F10")
    assert screen.shown == DONE
    assert bench.found(CARLA) == 1
    assert screen.done.shop.after[3].text() == "451,00"
    assert bench.imports() == 2


def _correct(sheet: Path, cells: dict[str, tuple[int, str]]) -> None:
    """As a person corrects it: the cells named by their title and their line."""
    book = load_workbook(sheet)
    page = book.worksheets[0]
    titles = {cell.value: cell.column for cell in page[1]}
    for title, (line, text) in cells.items():
        page.cell(line, titles[title], text)
    book.save(sheet)
