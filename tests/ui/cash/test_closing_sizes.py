"""Fechamento in small windows and with large letters: the blue button is always seen whole."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crediario.domain.money import Money
from crediario.services.core import Context
from crediario.ui.theme import Scheme, Theme
from tests.support.tills import counting_openly
from tests.ui.cash.desk import Desk, a_desk


def is_whole(desk: Desk) -> bool:
    """Whether the blue button shows every part of itself."""
    button = desk.screen.closing.panel.primary
    return bool(button.visibleRegion().boundingRect() == button.rect())


@pytest.mark.parametrize(
    ("width", "height", "percent"),
    [(1366, 768, 100), (1024, 700, 100), (1366, 768, 150), (1024, 700, 150), (800, 600, 100)],
)
@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_blue_button_is_seen_before_and_after_the_count(
    qtbot: QtBot,
    qapp: QApplication,
    sqlite_shop: Context,
    width: int,
    height: int,
    percent: int,
    scheme: Scheme,
) -> None:
    Theme.apply(qapp, scheme, percent)
    counting_openly(sqlite_shop)
    with a_desk(sqlite_shop) as desk:
        desk.window.resize(width, height)
        desk.press("F12")
        desk.type("300")
        desk.press("F10", "F10")
        qtbot.waitUntil(lambda: is_whole(desk))

        desk.count(Money(290_00))
        panel = desk.screen.closing.panel
        assert panel.release.isVisibleTo(panel), "beyond the tolerance a manager is asked for"
        panel.pin.setFocus()
        qtbot.waitUntil(lambda: is_whole(desk))


def test_made_smaller_nothing_typed_is_lost_and_the_keyboard_stays(desk: Desk, qtbot: QtBot) -> None:
    desk.window.resize(1366, 768)
    desk.press("F12")
    desk.type("300")
    desk.press("F10", "F10")
    desk.count(Money(298_01))
    panel = desk.screen.closing.panel
    for edit, size in ((panel.note, QSize(800, 600)), (panel.left, QSize(1366, 768))):
        edit.setFocus()
        desk.window.resize(size)
        qtbot.waitUntil(lambda: is_whole(desk))
        assert edit.hasFocus()
    desk.press("F10")
    assert desk.screen.done is not None
