"""Small windows and large letters: nothing is wider than the window, and the blue button is in sight."""

from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from crediario.services.core import Context
from crediario.ui.overdue.list_screen import ListScreen
from crediario.ui.theme import Scheme, Theme
from tests.ui.overdue.desk import Desk, a_desk
from tests.ui.windows import ALT


@pytest.mark.parametrize(
    ("width", "height", "percent", "scheme"),
    [
        (1366, 768, 100, Scheme.LIGHT),
        (1366, 768, 150, Scheme.LIGHT),
        (1024, 700, 100, Scheme.DARK),
        (1920, 1080, 200, Scheme.DARK),
    ],
)
def test_both_lists_fit(
    qapp: QApplication,
    sqlite_shop: Context,
    people: dict[str, int],
    at_once: None,
    width: int,
    height: int,
    percent: int,
    scheme: Scheme,
) -> None:
    Theme.apply(qapp, scheme, percent)
    with a_desk(sqlite_shop) as desk:
        desk.window.resize(width, height)
        fits(desk, desk.overdue())
        desk.press("2", modifier=ALT)
        desk.press("Right", "Right")
        fits(desk, desk.on(ListScreen))


def fits(desk: Desk, screen: ListScreen) -> None:
    QApplication.processEvents()
    area = cast(Any, desk.window)._screens.top.area
    assert area.horizontalScrollBar().maximum() == 0
    assert screen.primary is not None
    foot = screen.primary.mapTo(area.viewport(), QPoint(0, screen.primary.height()))
    assert foot.y() <= area.viewport().height()
    assert screen.list.table.rows()
