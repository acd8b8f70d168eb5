import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crediario.domain.errors import KnownFailure, Refusal
from crediario.services.core import Cancelled, Context, Progress, Report, Topic, no_report
from crediario.ui.tasks import Lane, Tasks
from tests.ui.support import context_without_shop


class TooMuch(Refusal):
    """A refusal of these tests."""


def double(ctx: Context, number: int) -> int:
    return number * 2


cast(Any, double).changes = frozenset({Topic.CASH})


def refuse(ctx: Context) -> None:
    raise TooMuch


def break_down(ctx: Context) -> None:
    raise ZeroDivisionError("a bug of these tests")


def where(ctx: Context) -> str:
    return threading.current_thread().name


@pytest.fixture(params=[True, False], ids=["inline", "threads"])
def tasks(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks(context_without_shop(), inline=request.param)
    yield made
    made.close()


@pytest.fixture
def threaded(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks(context_without_shop())
    yield made
    made.close()


def test_a_result_comes_back_and_what_changed_is_told(tasks: Tasks, qtbot: QtBot) -> None:
    owner, got, topics = QObject(), list[int](), list[frozenset[Topic]]()
    tasks.changed.connect(topics.append)
    tasks.run(owner, double, got.append, 21)
    qtbot.waitUntil(lambda: bool(topics))
    assert got == [42]
    assert topics == [frozenset({Topic.CASH})]
    assert not tasks.busy


def test_a_refusal_goes_to_who_asked_or_to_the_window(tasks: Tasks, qtbot: QtBot) -> None:
    owner, mine, windows = QObject(), list[KnownFailure](), list[KnownFailure]()
    tasks.refused.connect(lambda _, failure: windows.append(failure))
    tasks.run(owner, refuse, lambda _: None, on_refused=mine.append)
    tasks.run(owner, refuse, lambda _: None)
    qtbot.waitUntil(lambda: bool(windows))
    assert [type(failure) for failure in mine + windows] == [TooMuch, TooMuch]


@pytest.mark.logs_warnings
def test_a_bug_is_told_with_its_trace(tasks: Tasks, qtbot: QtBot) -> None:
    owner, told = QObject(), list[str]()
    tasks.crashed.connect(lambda _, details: told.append(details))
    tasks.run(owner, break_down, lambda _: pytest.fail("no result"))
    qtbot.waitUntil(lambda: bool(told))
    assert "ZeroDivisionError: a bug of these tests" in told[0]


def test_the_button_is_dead_while_its_task_runs(threaded: Tasks, qtbot: QtBot) -> None:
    button, go, runs = QPushButton(), threading.Event(), list[int]()
    qtbot.addWidget(button)

    def slow(ctx: Context) -> int:
        assert go.wait(5)
        return 1

    button.clicked.connect(lambda: threaded.run(button, slow, runs.append, busy=button))
    button.click()
    button.click()
    assert not button.isEnabled()
    go.set()
    qtbot.waitUntil(button.isEnabled)
    assert runs == [1]


def test_the_button_beside_it_does_not_keep_the_focus(tasks: Tasks, qtbot: QtBot) -> None:
    page, presses = QWidget(), list[str]()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    first, beside = QPushButton("Exportar"), QPushButton("Bloquear")
    for button in (first, beside):
        layout.addWidget(button)
    beside.clicked.connect(lambda: presses.append("beside"))
    first.clicked.connect(lambda: tasks.run(page, double, lambda _: presses.append("done"), 1, busy=first))
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    first.setFocus()
    first.click()
    qtbot.waitUntil(lambda: presses == ["done"])
    assert first.hasFocus()


def test_nothing_is_given_to_an_owner_that_is_gone(threaded: Tasks, qtbot: QtBot) -> None:
    owner, go, after = QObject(), threading.Event(), list[int]()

    def slow(ctx: Context) -> int:
        assert go.wait(5)
        return 1

    threaded.run(owner, slow, lambda _: pytest.fail("the owner is gone"))
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    other = QObject()
    threaded.run(other, double, after.append, 1)
    go.set()
    qtbot.waitUntil(lambda: bool(after))


def test_each_lane_is_one_thread_of_its_own(threaded: Tasks, qtbot: QtBot) -> None:
    owner, names = QObject(), list[str]()
    for lane in (Lane.SHORT, Lane.SHORT, Lane.LONG):
        threaded.run(owner, where, names.append, lane=lane)
    qtbot.waitUntil(lambda: len(names) == 3)
    assert sorted(names) == ["lane-long", "lane-short", "lane-short"]


def test_a_thread_opens_one_connection_and_closes_it(qtbot: QtBot) -> None:
    opened, closed, got = list[str](), list[str](), list[int]()

    class Connection:
        def __enter__(self) -> None:
            opened.append(threading.current_thread().name)

        def __exit__(self, *_: object) -> None:
            closed.append(threading.current_thread().name)

    ctx = context_without_shop()
    cast(Any, ctx).connected = Connection
    tasks, owner = Tasks(ctx), QObject()
    for _ in range(3):
        tasks.run(owner, double, got.append, 1)
    qtbot.waitUntil(lambda: len(got) == 3)
    tasks.close()
    assert opened == closed == ["lane-short"]


def test_a_connection_that_fails_is_the_jobs_failure_and_the_next_tries_again(qtbot: QtBot) -> None:
    answers = [TooMuch(), None]

    class Connection:
        def __enter__(self) -> None:
            failure = answers.pop(0)
            if failure is not None:
                raise failure

        def __exit__(self, *_: object) -> None:
            """Nothing to close."""

    ctx = context_without_shop()
    cast(Any, ctx).connected = Connection
    tasks, owner, failed, got = Tasks(ctx), QObject(), list[KnownFailure](), list[int]()
    tasks.run(owner, double, got.append, 1, on_refused=failed.append)
    tasks.run(owner, double, got.append, 2)
    qtbot.waitUntil(lambda: got == [4])
    assert [type(failure) for failure in failed] == [TooMuch]
    tasks.close()


def test_a_long_run_reports_and_stops_when_asked(threaded: Tasks, qtbot: QtBot) -> None:
    owner, seen, ended, told = QObject(), list[Progress](), threading.Event(), list[bool]()

    def count(ctx: Context, report: Report = no_report) -> None:
        try:
            for step in range(1_000_000):
                report(Progress(step, 1_000_000))
        except Cancelled:
            ended.set()
            raise

    job = threaded.run(
        owner,
        count,
        lambda _: pytest.fail("it was stopped"),
        on_progress=seen.append,
        on_ended=lambda: told.append(True),
        lane=Lane.LONG,
    )
    qtbot.waitUntil(lambda: bool(seen))
    job.cancel()
    assert ended.wait(5)
    qtbot.waitUntil(lambda: not threaded.busy)
    assert told == [True]


@pytest.mark.logs_warnings
def test_the_end_is_told_first_whatever_came_out(tasks: Tasks, qtbot: QtBot) -> None:
    owner, told = QObject(), list[str]()
    ended = lambda: told.append("ended")  # noqa: E731
    tasks.crashed.connect(lambda *_: told.append("crashed"))
    tasks.run(owner, double, lambda _: told.append("done"), 21, on_ended=ended)
    tasks.run(
        owner,
        refuse,
        lambda _: told.append("done"),
        on_refused=lambda _: told.append("refused"),
        on_ended=ended,
    )
    tasks.run(owner, break_down, lambda _: told.append("done"), on_ended=ended)
    qtbot.waitUntil(lambda: len(told) == 6)
    assert told == ["ended", "done", "ended", "refused", "ended", "crashed"]


def test_another_person_works_through_the_same_door(qtbot: QtBot) -> None:
    first, second = context_without_shop(), context_without_shop()
    tasks, owner, got = Tasks(first, inline=True), QObject(), list[Context]()

    def who(ctx: Context) -> Context:
        return ctx

    tasks.run(owner, who, got.append)
    tasks.use(second)
    tasks.run(owner, who, got.append)
    assert got[0] is first
    assert got[1] is second
