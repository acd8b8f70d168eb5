"""Holding an arrow down asks for the first and the last, not for everybody between."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from crediario.services.overdue import OverdueProfile
from crediario.ui.navigation import Shell
from crediario.ui.overdue.profile_finder import ProfileFinder


class Lane:
    """Answers at once, or when told."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.answers: list[Any] = []
        self.at_once = True
        self.screen = QObject()

    @property
    def shell(self) -> Shell:
        return cast(Shell, SimpleNamespace(tasks=self))

    def run(self, _: object, __: object, on_done: Any, customer_id: int, **___: object) -> None:
        self.asked.append(customer_id)
        profile = cast(OverdueProfile, SimpleNamespace(customer_id=customer_id))
        self.answers.append(lambda: on_done(profile))
        if self.at_once:
            on_done(profile)


def test_the_first_is_asked_for_at_once_and_of_the_rest_the_last(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ProfileFinder, "rest_ms", 20)
    lane = Lane()
    finder = ProfileFinder(lane.shell, lane.screen)
    for customer_id in (1, 2, 3, 4):
        finder.look_at(customer_id)
    assert lane.asked == [1]
    qtbot.waitUntil(lambda: lane.asked == [1, 4])


def test_an_answer_about_whom_the_frame_left_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProfileFinder, "rest_ms", 0)
    lane = Lane()
    lane.at_once = False
    finder = ProfileFinder(lane.shell, lane.screen)
    finder.look_at(1)
    finder.look_at(2)
    for answer in reversed(lane.answers):
        answer()
    assert finder.profile is not None
    assert finder.profile.customer_id == 2


def test_nobody_has_no_past(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProfileFinder, "rest_ms", 0)
    lane = Lane()
    finder = ProfileFinder(lane.shell, lane.screen)
    finder.look_at(1)
    finder.look_at(None)
    assert (finder.profile, lane.asked) == (None, [1])
