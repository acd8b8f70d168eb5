import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from crediario.ui.widgets.cells import TagCell, Text
from crediario.ui.widgets.table import PAGE, Column, Deliver, RowsModel, Table
from tests.ui.support import press


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    name: str


COLUMNS = [
    Column[Line]("Nº", lambda line: str(line.id), chars=4, align="right"),
    Column[Line]("Nome", lambda line: Text(line.name, bold=True), stretch=1),
    Column[Line]("Situação", lambda line: TagCell("Em dia", "ok", "circle-check"), optional=True),
    Column[Line]("Bairro", lambda line: "Centro", optional=True),
]


def lines(first: int, count: int) -> list[Line]:
    return [Line(number, f"Cliente {number}") for number in range(first, first + count)]


def made(qtbot: QtBot, *, marks: bool = False, count: int = 0) -> Table[Line]:
    table = Table(COLUMNS, name="Clientes", key=lambda line: line.id, marks=marks)
    qtbot.addWidget(table)
    table.resize(900, 400)
    table.set_rows(lines(1, count))
    return table


def test_pages_come_as_the_view_nears_the_end(qtbot: QtBot) -> None:
    asked: list[Line | None] = []

    def pages(last: Line | None, deliver: Deliver[Line]) -> None:
        asked.append(last)
        start = last.id + 1 if last else 1
        deliver(lines(start, PAGE) if start < 250 else [])

    table = made(qtbot)
    table.set_rows(lines(1, PAGE), pages)
    table.show()
    assert len(table.rows()) == PAGE
    table.scrollToBottom()
    while table.rows_model.canFetchMore(QModelIndex()):
        table.rows_model.fetchMore(QModelIndex())
    assert [line.id for line in table.rows()] == list(range(1, 301))
    assert [line.id for line in asked if line] == [100, 200, 300]


def test_a_page_of_an_older_question_is_dropped(qtbot: QtBot) -> None:
    late: list[Any] = []
    table = made(qtbot)
    table.set_rows(lines(1, 2), lambda _, deliver: late.append(deliver))
    table.rows_model.fetchMore(QModelIndex())
    table.set_rows(lines(50, 1))
    late[0](lines(3, 5))
    assert [line.id for line in table.rows()] == [50]


def test_the_model_keeps_qts_rules(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    table = made(qtbot, marks=True, count=5)
    qtmodeltester.check(table.rows_model)  # type: ignore[no-untyped-call]


def test_data_answers_a_frame_cheaply(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A frame of 35 rows by 8 columns used to ask 1,904 times; cells are now drawn directly."""
    calls = 0
    answer = RowsModel.data

    def counted(self: RowsModel[Line], index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        nonlocal calls
        calls += 1
        return answer(self, index, role)

    monkeypatch.setattr(RowsModel, "data", counted)
    table = made(qtbot, count=1000)
    table.resize(900, 36 * 35)
    table.show()
    table.grab()
    calls = 0
    table.viewport().repaint()
    table.grab()
    assert calls <= 35, f"{calls} calls of data() for one repaint"


def test_the_frame_and_the_marks_stay_on_their_rows(qtbot: QtBot) -> None:
    table = made(qtbot, marks=True, count=5)
    table.go_to(2)
    table.set_marked(lines(2, 2))
    table.set_rows(lines(3, 5))
    current = table.current_row()
    assert current is not None
    assert current.id == 3
    assert [line.id for line in table.marked_rows()] == [3]


def test_space_marks_and_enter_opens_once(qtbot: QtBot) -> None:
    table = made(qtbot, marks=True, count=3)
    opened: list[Line] = []
    marks: list[int] = []
    table.opened.connect(opened.append)
    table.marks_changed.connect(lambda: marks.append(len(table.marked_rows())))
    press(table, Qt.Key.Key_Space)
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_Space)
    press(table, Qt.Key.Key_Return)
    assert marks == [1, 2]
    assert opened == [Line(2, "Cliente 2")]


def test_letters_pass_a_table_by(qtbot: QtBot) -> None:
    table = made(qtbot, count=3)
    press(table, Qt.Key.Key_C)
    current = table.current_row()
    assert current is not None
    assert current.id == 1


def test_optional_columns_leave_a_narrow_table_last_first(qtbot: QtBot) -> None:
    table = made(qtbot, count=3)
    table.show()
    table.resize(330, 300)
    assert [table.isColumnHidden(place) for place in range(4)] == [False, False, False, True]
    table.resize(230, 300)
    assert [table.isColumnHidden(place) for place in range(4)] == [False, False, True, True]
    table.resize(900, 300)
    assert not any(table.isColumnHidden(place) for place in range(4))
    assert sum(table.columnWidth(place) for place in range(4)) <= table.viewport().width()


def test_words_give_way_before_figures(qtbot: QtBot) -> None:
    columns = [
        Column[Line]("Vencimento", lambda line: "22/12/2026", chars=10),
        Column[Line]("Nome", lambda line: line.name, chars=30),
        Column[Line]("Valor", lambda line: "1.290,00", chars=9),
    ]
    table = Table(columns, name="Parcelas", key=lambda line: line.id)
    qtbot.addWidget(table)
    table.resize(1200, 300)
    table.show()
    roomy = [table.columnWidth(place) for place in range(3)]
    table.resize(roomy[0] + 3 * roomy[2], 300)
    tight = [table.columnWidth(place) for place in range(3)]
    assert (tight[0], tight[2]) == (roomy[0], roomy[2])
    assert sum(tight) <= table.viewport().width()


def test_sections_are_bands_the_frame_jumps_over(qtbot: QtBot) -> None:
    rows = [Line(0, "Clientes"), Line(1, "Maria"), Line(0, "Carnês"), Line(2, "4812")]
    table = Table(
        COLUMNS, name="Busca", key=lambda line: line.name,
        section=lambda line: line.name if line.id == 0 else None,
    )  # fmt: skip
    qtbot.addWidget(table)
    table.set_rows(rows)
    assert table.current_row() == rows[1]
    table.step(1)
    assert table.current_row() == rows[3]
    table.step(1)
    assert table.current_row() == rows[3]
    table.step(-1)
    assert table.current_row() == rows[1]
    table.grab()


def test_a_monstrous_name_neither_breaks_nor_widens(qtbot: QtBot) -> None:
    names: Sequence[str] = ["x" * 10_000, "<b>negrito</b>", "=1+1", "👩‍👩‍👧", "a\x00b"]
    table = made(qtbot)
    table.set_rows([Line(number, name) for number, name in enumerate(names)])
    table.show()
    table.grab()
    assert table.sizeHint().width() < 1000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal there")
def test_qt_calls_lose_no_reference_to_none(qtbot: QtBot) -> None:
    """T-UI-3: one PySide6 release dropped a reference to None on every call and died after some thousands."""
    table = made(qtbot, count=20)
    table.show()
    before = sys.getrefcount(None)
    for number in range(300):
        table.setAccessibleDescription(str(number))
        press(table, Qt.Key.Key_Down)
        QApplication.sendEvent(table.viewport(), QEvent(QEvent.Type.UpdateRequest))
        QApplication.processEvents()
    assert sys.getrefcount(None) > before - 100
