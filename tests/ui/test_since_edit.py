"""Since when: month and year, the year alone, or a whole date."""

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from crediario.ui.widgets.since_edit import SinceEdit


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("03/2018", date(2018, 3, 1)),
        ("032018", date(2018, 3, 1)),
        ("3/2018", date(2018, 3, 1)),
        ("2018", date(2018, 1, 1)),
        ("14/03/2018", date(2018, 3, 1)),
        ("13/2018", None),
        ("07/2026", None),
        ("0000", None),
        ("ontem", None),
    ],
)
def test_what_is_typed(qtbot: QtBot, today: Callable[[], date], typed: str, means: date | None) -> None:
    edit = SinceEdit(today)
    qtbot.addWidget(edit)
    edit.setText(typed)

    assert edit.value() == means
    assert edit.check() is (means is not None)
