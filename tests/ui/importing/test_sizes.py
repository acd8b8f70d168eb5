"""Small windows, large letters, many columns, many refused lines: nothing is cut, all is reached."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from crediario.services.core import Context
from crediario.ui.importing.line_lists import SHOWN_LINES
from crediario.ui.importing.wizard import COLUMNS, DONE, REVIEW
from crediario.ui.theme import Scheme, Theme
from tests.ui.importing.bench import NO_AMOUNT, PORTFOLIO, TITLES, Bench, a_bench, a_file

EXTRA = tuple(f"OBSERVAÇÕES NÚMERO {number} DO SISTEMA ANTIGO" for number in range(22))


@pytest.mark.parametrize(
    ("width", "height", "percent", "scheme"),
    [(1366, 768, 150, Scheme.LIGHT), (1024, 700, 100, Scheme.DARK), (800, 600, 130, Scheme.LIGHT)],
)
def test_every_step_fits(
    qapp: QApplication,
    sqlite_shop: Context,
    tmp_path: Path,
    width: int,
    height: int,
    percent: int,
    scheme: Scheme,
) -> None:
    Theme.apply(qapp, scheme, percent)
    with a_bench(sqlite_shop) as bench:
        bench.window.resize(width, height)
        bench.open()
        for file in (None, a_file(tmp_path, (*PORTFOLIO, NO_AMOUNT)), None, None):
            if file is not None:
                bench.dialogs.to_open = file
            QApplication.processEvents()
            fits(bench)
            bench.press("F10")


def fits(bench: Bench) -> None:
    """The page is as wide as it is seen, and the blue button is in sight."""
    step = bench.screen.step
    assert step.horizontalScrollBar().maximum() == 0
    button = bench.screen.continue_button
    corner = button.mapTo(bench.window, button.rect().bottomRight())
    assert bench.window.rect().contains(corner)


def test_the_columns_scroll_to_the_one_with_the_keyboard(bench: Bench, tmp_path: Path) -> None:
    lines = [(*line, *(f"valor {at}" for at in range(len(EXTRA)))) for line in PORTFOLIO]
    bench.choose(a_file(tmp_path, lines, (*TITLES, *EXTRA)))
    assert bench.screen.shown == COLUMNS
    board = bench.screen.columns.board
    assert len(board.heads) == 30
    last = board.heads[-1].combo
    last.setFocus()
    QApplication.processEvents()
    corner = last.mapTo(board, last.rect().topRight())
    assert 0 < corner.x() <= board.width()
    assert "OBSERVAÇÕES NÚMERO 21" in last.accessibleName()
    assert "valor 21" in last.accessibleDescription()


def test_many_refused_lines_scroll_in_their_own_list(bench: Bench, tmp_path: Path) -> None:
    many = [(*NO_AMOUNT[:3], "503", f"{at}/500", "31/02/2026", "10,00", "") for at in range(1, 501)]
    bench.choose(a_file(tmp_path, (*PORTFOLIO, *many)))
    bench.press("F10")
    assert bench.screen.shown == REVIEW
    table = bench.screen.review.refused.table
    assert len(table.rows()) == 500
    assert table.verticalScrollBar().maximum() > 0
    assert table.height() < 500
    assert SHOWN_LINES < 500
    bench.press("F10")
    assert bench.screen.shown == DONE
    assert "500 linhas ficaram de fora." in bench.screen.done.left_out.text
