"""The program tidies up when the till rests, and not before."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from crediario.domain.errors import KnownFailure, Trouble
from crediario.services.core import Context, Topic
from crediario.ui import rest_watch
from crediario.ui.rest_watch import RestWatch
from crediario.ui.tasks import Tasks
from tests.ui.support import context_without_shop


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks(context_without_shop(), inline=True)
    yield made
    made.close()


@pytest.fixture
def tidied(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Grows each time the program tidies up."""
    times = list[bool]()
    monkeypatch.setattr(rest_watch, "tidy_up", lambda _: times.append(True))
    return times


def test_it_tidies_up_once_after_several_changes(tasks: Tasks, tidied: list[bool], qtbot: QtBot) -> None:
    owner = QObject()
    watch = RestWatch(owner, tasks, rest_ms=0)
    assert watch.parent() is owner
    for _ in range(3):
        tasks.changed.emit(frozenset({Topic.CASH}))
    assert not tidied
    qtbot.waitUntil(lambda: bool(tidied))
    qtbot.wait(20)
    assert tidied == [True]


def test_it_waits_for_what_still_runs(
    tasks: Tasks, tidied: list[bool], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, looked = QObject(), list[bool]()

    def busy(_: Tasks) -> bool:
        looked.append(True)
        return len(looked) < 3

    monkeypatch.setattr(Tasks, "busy", property(busy))
    RestWatch(owner, tasks, rest_ms=0)
    tasks.changed.emit(frozenset({Topic.CASH}))
    qtbot.waitUntil(lambda: bool(tidied))
    assert len(looked) == 3


def test_a_trouble_is_told_nobody(tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, told = list[bool](), list[KnownFailure]()

    def refuse(_: Context) -> None:
        asked.append(True)
        raise Trouble

    monkeypatch.setattr(rest_watch, "tidy_up", refuse)
    tasks.refused.connect(lambda _, failure: told.append(failure))
    owner = QObject()
    RestWatch(owner, tasks, rest_ms=0)
    tasks.changed.emit(frozenset({Topic.CASH}))
    qtbot.waitUntil(lambda: bool(asked))
    assert not told
