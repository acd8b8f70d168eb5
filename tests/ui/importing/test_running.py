"""While something runs: stopped by Esc, asked once on leaving, waited for when it is being written."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from crediario.services.core import Context, Progress, Report, no_report
from crediario.ui.importing import wizard
from crediario.ui.importing.reading import FileRead, read_file
from crediario.ui.importing.wizard import COLUMNS, DONE, FILE, REVIEW
from crediario.ui.navigation import Home
from crediario.ui.tasks import Tasks
from tests.ui.importing.bench import Bench, a_bench, a_file, a_line


class Gate(QObject):
    """A reading that waits to be let go, reporting meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.reports, self.go = threading.Event(), threading.Event()

    def read(self, ctx: Context, path: Path, report: Report = no_report) -> FileRead:
        while not self.go.wait(0.01):
            report(Progress(1200, 0))
            self.reports.set()
        return read_file(ctx, path, report)


@pytest.fixture
def threaded(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Bench]:
    """The same window with its two lanes, as in the shop."""
    tasks = Tasks(sqlite_shop)
    with a_bench(sqlite_shop, tasks) as made:
        made.open()
        qtbot.waitUntil(lambda: not tasks.busy)
        yield made
        tasks.close()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate()
    monkeypatch.setattr(wizard, "read_file", made.read)
    yield made
    made.go.set()


def begin_reading(bench: Bench, gate: Gate, qtbot: QtBot, file: Path) -> None:
    bench.choose(file)
    qtbot.waitUntil(lambda: "1.200 linhas" in bench.screen.progress.words)


def test_esc_stops_a_reading_and_nothing_is_kept(
    threaded: Bench, gate: Gate, qtbot: QtBot, tmp_path: Path
) -> None:
    begin_reading(threaded, gate, qtbot, a_file(tmp_path))
    screen = threaded.screen
    assert screen.back_button.words == "Parar"
    assert not screen.continue_button.isEnabled()
    assert screen.progress.isVisible()
    threaded.press("F10", "Escape")
    qtbot.waitUntil(lambda: not screen.running)
    assert (screen.shown, screen.continue_button.words) == (FILE, "Escolher arquivo")
    assert screen.progress.isHidden()
    gate.go.set()
    threaded.press("F10")
    qtbot.waitUntil(lambda: screen.shown == COLUMNS)


def test_leaving_a_reading_is_asked_once_and_stops_it(
    threaded: Bench, gate: Gate, qtbot: QtBot, tmp_path: Path
) -> None:
    begin_reading(threaded, gate, qtbot, a_file(tmp_path))
    threaded.dialogs.answer = False
    assert not threaded.window.close()
    assert threaded.screen.running
    threaded.dialogs.answer = True
    threaded.window.home()
    assert [question.title for question in threaded.dialogs.asked] == ["Parar e sair?"] * 2
    assert isinstance(threaded.window.here, Home)


def test_closing_the_window_half_way_leaves_nothing(
    threaded: Bench, gate: Gate, qtbot: QtBot, tmp_path: Path
) -> None:
    begin_reading(threaded, gate, qtbot, a_file(tmp_path))
    assert threaded.window.close()
    assert not threaded.has_customers()
    assert threaded.imports() == 0


def test_a_writing_is_not_stopped_and_not_begun_twice(
    threaded: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, real, calls = threading.Event(), wizard.import_portfolio, list[int]()

    def slow(ctx: Context, order: Any) -> Any:
        calls.append(1)
        go.wait(5)
        return real(ctx, order)

    monkeypatch.setattr(wizard, "import_portfolio", slow)
    screen = threaded.screen
    threaded.choose(a_file(tmp_path))
    qtbot.waitUntil(lambda: screen.shown == COLUMNS)
    threaded.press("F10")
    qtbot.waitUntil(lambda: screen.shown == REVIEW)
    threaded.press("F10", "F10", "Escape")
    assert screen.running
    assert screen.progress.words == "Trazendo a carteira…"
    assert not threaded.window.close()
    assert threaded.window.toaster.text.startswith("A carteira está entrando na loja")
    go.set()
    qtbot.waitUntil(lambda: screen.shown == DONE)
    assert (calls, threaded.imports()) == ([1], 1)


@pytest.mark.logs_warnings
def test_a_bug_while_reading_leaves_the_step_as_it_was(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug of this test")

    monkeypatch.setattr(wizard, "read_file", broken)
    bench.choose(a_file(tmp_path))
    assert len(bench.dialogs.bugs) == 1
    assert (bench.screen.shown, bench.screen.running) == (FILE, False)
    assert bench.screen.continue_button.words == "Escolher arquivo"


def test_checking_tells_how_many_lines_of_how_many(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    show = bench.screen.progress.show_progress

    def shown(progress: Progress) -> None:
        told.append(progress.text)
        show(progress)

    monkeypatch.setattr(bench.screen.progress, "show_progress", shown)
    lines = [a_line(f"Cliente {at // 4}", at // 4, str(at // 4), f"{at % 4 + 1}/4", "10/07/2026", "10,00")
             for at in range(2100)]  # fmt: skip
    bench.choose(a_file(tmp_path, lines))
    bench.press("F10")
    assert told == [
        "Lendo caderno.csv… 2.000 linhas",
        "Conferindo… 1.000 de 2.101 linhas",
        "Conferindo… 2.000 de 2.101 linhas",
    ]
    assert bench.screen.shown == REVIEW
