"""Pages as somebody scrolls: none is asked for before, no row twice, no answer to an older question."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from crediario.db.connection import DatabaseBusy
from crediario.ui.navigation import Shell
from crediario.ui.overdue.list_card import CustomerTable
from crediario.ui.paged_list import PagedList
from crediario.ui.widgets.table import PAGE, Column

COUNT = 250


@dataclass(frozen=True)
class Wanted:
    word: str = ""
    after: int | None = None
    limit: int = PAGE


@dataclass(frozen=True)
class Page:
    rows: tuple[int, ...]
    next_after: int | None


def ask(_: object, wanted: Wanted) -> Page:
    first = 0 if wanted.after is None else wanted.after + 1
    rows = tuple(range(first, min(first + wanted.limit, COUNT)))
    return Page(rows, rows[-1] if rows[-1] < COUNT - 1 else None)


class Lane:
    """Keeps what was asked until it is told to answer."""

    def __init__(self) -> None:
        self.asked: list[Wanted] = []
        self.answers: list[Callable[[], None]] = []
        self.at_once = True
        self.toasts: list[str] = []

    @property
    def shell(self) -> Shell:
        navigation = SimpleNamespace(toast=self.toasts.append)
        return cast(Shell, SimpleNamespace(tasks=self, navigation=navigation))

    def run(self, _: object, use_case: Any, on_done: Any, wanted: Wanted, on_refused: Any = None) -> None:
        self.asked.append(wanted)

        def answer() -> None:
            try:
                page = use_case(None, wanted)
            except DatabaseBusy as failure:
                on_refused(failure)
            else:
                on_done(page)

        self.answers.append(answer)
        if self.at_once:
            answer()


@pytest.fixture
def table(qtbot: QtBot) -> CustomerTable[int]:
    made: CustomerTable[int] = CustomerTable(
        [Column("Nº", str, sort="number"), Column("Nome", str)], name="Lista", key=lambda row: row, marks=True
    )
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def scroll_to_end(table: CustomerTable[int]) -> None:
    while table.rows_model.canFetchMore(QModelIndex()):
        table.rows_model.fetchMore(QModelIndex())


def test_only_the_first_page_is_fetched_before_anybody_scrolls(table: CustomerTable[int]) -> None:
    lane = Lane()
    pages = PagedList(lane.shell, table, ask, Wanted())
    pages.again()
    assert (len(lane.asked), len(table.rows()), pages.has_more) == (1, PAGE, True)


def test_scrolling_fetches_each_page_once(table: CustomerTable[int]) -> None:
    lane = Lane()
    pages = PagedList(lane.shell, table, ask, Wanted())
    pages.again()
    scroll_to_end(table)
    assert table.rows() == list(range(COUNT))
    assert [wanted.after for wanted in lane.asked] == [None, 99, 199]
    assert not pages.has_more


def test_the_end_key_reaches_further_rows(qtbot: QtBot, table: CustomerTable[int]) -> None:
    pages = PagedList(Lane().shell, table, ask, Wanted())
    pages.again()
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: len(table.rows()) > PAGE)


def test_fetched_again_it_is_as_long_as_it_was_read(table: CustomerTable[int]) -> None:
    lane = Lane()
    pages = PagedList(lane.shell, table, ask, Wanted())
    pages.again()
    scroll_to_end(table)
    table.go_to(240)
    table.toggle_mark(230)
    pages.again()
    assert (table.current_row(), table.marked_rows()) == (240, [230])
    assert lane.asked[-1].limit == COUNT


def test_another_question_starts_anew_without_marks(table: CustomerTable[int]) -> None:
    lane = Lane()
    pages = PagedList(lane.shell, table, ask, Wanted())
    pages.again()
    table.toggle_mark(3)
    pages.change(word="maria")
    assert not table.marked_rows()
    assert lane.asked[-1] == Wanted("maria")


def test_an_answer_to_an_older_question_is_let_go(table: CustomerTable[int]) -> None:
    lane = Lane()
    lane.at_once = False
    pages = PagedList(lane.shell, table, lambda _, wanted: Page((len(wanted.word),), None), Wanted())
    pages.change(word="a")
    pages.change(word="ab")
    second, first = lane.answers.pop(), lane.answers.pop()
    second()
    first()
    assert table.rows() == [2]


def test_a_page_that_fails_is_told_and_what_was_read_stays(table: CustomerTable[int]) -> None:
    lane = Lane()

    def fails_later(ctx: object, wanted: Wanted) -> Page:
        if wanted.after is not None:
            raise DatabaseBusy
        return ask(ctx, wanted)

    pages = PagedList(lane.shell, table, fails_later, Wanted())
    pages.again()
    table.rows_model.fetchMore(QModelIndex())
    assert len(table.rows()) == PAGE
    assert "F5" in lane.toasts[0]


def test_a_first_page_that_fails_is_told(table: CustomerTable[int]) -> None:
    def fails(*_: object) -> Page:
        raise DatabaseBusy

    refused: list[object] = []
    pages = PagedList(Lane().shell, table, fails, Wanted())
    pages.refused.connect(refused.append)
    pages.again()
    assert len(refused) == 1


def test_the_title_of_a_column_asks_for_its_order(table: CustomerTable[int]) -> None:
    asked: list[str] = []
    table.sort_asked.connect(asked.append)
    table.horizontalHeader().sectionClicked.emit(1)
    table.horizontalHeader().sectionClicked.emit(2)
    assert asked == ["number"]
