"""F9 in the closing: the sheet before anything is closed."""

from datetime import timedelta

from PySide6.QtWidgets import QApplication

from crediario.domain.money import Money
from crediario.services.cash import till_state
from crediario.ui.cash.sheet_page import SheetPage
from tests.support.shop import clock_of
from tests.support.tills import supply
from tests.ui.cash.desk import CTRL, Desk

FLOAT = Money(300_00)


def counting(desk: Desk, counted: Money = FLOAT) -> None:
    """The till open with its float, and counted."""
    desk.press("F12")
    desk.type("300")
    desk.press("F10", "F10")
    desk.count(counted)


def shown(desk: Desk) -> SheetPage:
    page = desk.screen.pages.currentWidget()
    assert isinstance(page, SheetPage)
    return page


def test_f9_shows_the_sheet_and_esc_leads_back_to_the_very_field(desk: Desk) -> None:
    counting(desk)
    left = desk.screen.closing.panel.left
    left.setFocus()
    desk.press("A", modifier=CTRL)
    desk.type("150")
    assert "Prévia da fita, F9" in desk.bar()

    desk.press("F9")

    sheet = shown(desk)
    assert sheet.area.hasFocus()
    assert sheet.preview.height() > sheet.preview.width(), "the whole strip, read by moving along it"
    assert "Fechar a prévia, F9" in desk.bar() and "Fechar caixa" not in desk.bar()
    desk.press("F10")
    assert till_state(desk.ctx).session is not None, "nothing is closed by looking"
    desk.press("Escape")
    assert desk.screen.pages.currentWidget() is desk.screen.closing
    assert left.hasFocus() and left.value() == Money(150_00)
    desk.press("F9", "F9")
    assert desk.screen.pages.currentWidget() is desk.screen.closing
    desk.press("F10")
    assert desk.screen.done is not None


def test_what_the_closing_would_refuse_is_said_beside_the_count(desk: Desk) -> None:
    counting(desk)
    desk.screen.closing.panel.left.setFocus()
    desk.press("A", modifier=CTRL)
    desk.type("301")
    desk.press("F9")
    assert desk.screen.pages.currentWidget() is desk.screen.closing
    assert desk.screen.closing.panel.failure.isVisible()


def test_blind_there_is_nothing_to_look_at_before_the_count(blind_desk: Desk) -> None:
    desk = blind_desk
    counting(desk, Money(299_00))
    panel = desk.screen.closing.panel
    assert not panel.preview.isVisible() and "Prévia" not in desk.bar()
    desk.press("F9")
    assert desk.screen.pages.currentWidget() is desk.screen.closing
    desk.press("F10")
    assert panel.preview.isVisible()
    desk.press("F9")
    assert shown(desk).isVisible()


def test_blind_a_movement_meanwhile_ends_the_preview(blind_desk: Desk) -> None:
    desk = blind_desk
    counting(desk, Money(299_00))
    desk.press("F10", "F9")
    assert shown(desk).isVisible()
    later(desk)
    desk.press("F5")
    QApplication.processEvents()
    assert desk.screen.pages.currentWidget() is desk.screen.closing
    assert "Conferir contagem, F10" in desk.bar()


def later(desk: Desk) -> None:
    """Money brought into the drawer, a minute later."""
    clock_of(desk.ctx).moment += timedelta(minutes=1)
    supply(desk.ctx, Money(10_00))
