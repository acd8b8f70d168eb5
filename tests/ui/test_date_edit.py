from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crediario.ui.widgets.date_edit import DateEdit, DayMeans
from tests.ui.support import press, type_text

SAMPLE_DAY = date(2026, 6, 9)


def made(qtbot: QtBot, day_means: DayMeans = "next_month", on: date = SAMPLE_DAY) -> DateEdit:
    edit = DateEdit(lambda: on, day_means=day_means)
    qtbot.addWidget(edit)
    return edit


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("10", date(2026, 7, 10)),
        ("31", date(2026, 7, 31)),
        ("10/07", date(2026, 7, 10)),
        ("10.07", date(2026, 7, 10)),
        ("8/6", date(2027, 6, 8)),
        ("10/07/27", date(2027, 7, 10)),
        ("10/07/2026", date(2026, 7, 10)),
        ("10072026", date(2026, 7, 10)),
        ("h", SAMPLE_DAY),
        ("H", SAMPLE_DAY),
        ("+", date(2026, 6, 10)),
        ("10/07++-", date(2026, 7, 11)),
    ],
)
def test_few_keys_make_a_date(qtbot: QtBot, typed: str, day: date) -> None:
    edit = made(qtbot)
    type_text(edit, typed)
    assert edit.check(), edit.error
    assert edit.value() == day


def test_a_day_the_next_month_lacks_waits_for_one_that_has_it(qtbot: QtBot) -> None:
    edit = made(qtbot, on=date(2026, 1, 31))
    type_text(edit, "30")
    assert edit.value() == date(2026, 3, 30)


def test_a_promise_takes_the_coming_day_and_a_birth_date_the_last_one(qtbot: QtBot) -> None:
    promise, birth = made(qtbot, "coming"), made(qtbot, "past")
    type_text(promise, "12")
    assert promise.value() == date(2026, 6, 12)
    type_text(birth, "12/06/62")
    assert birth.value() == date(1962, 6, 12)
    birth.set_value(None)
    type_text(birth, "12/06")
    assert birth.value() == date(2025, 6, 12)


@pytest.mark.parametrize("typed", ["99/99/2026", "31/02/2026", "0", "32", "10/13", "abc"])
def test_an_impossible_date_is_said_in_words_and_stays(qtbot: QtBot, typed: str) -> None:
    edit = made(qtbot)
    type_text(edit, typed)
    assert not edit.check()
    assert edit.error == "Esta data não existe"
    assert edit.text() == typed
    assert edit.value() is None


def test_a_bare_day_tells_nothing_until_the_field_is_left(qtbot: QtBot) -> None:
    edit = made(qtbot)
    told: list[date | None] = []
    edit.value_changed.connect(told.append)
    type_text(edit, "10")
    assert told == []
    press(edit, Qt.Key.Key_Return)
    assert told == [date(2026, 7, 10)]
    assert edit.text() == "10/07/2026"


def test_the_last_day_of_all_does_not_break(qtbot: QtBot) -> None:
    edit = made(qtbot)
    edit.set_value(date(2199, 12, 31))
    type_text(edit, "+")
    assert edit.text() == "31/12/2199"
