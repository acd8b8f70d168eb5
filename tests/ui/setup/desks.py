"""A window with one page on a real shop, and hands on its keyboard."""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from crediario.services.core import Context
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import Screen, Shell
from crediario.ui.tasks import Tasks
from tests.ui.support import FakeDialogs, press_in, type_text

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@dataclass
class Desk:
    """The window, what was asked outside it, and what its page handed on."""

    ctx: Context
    window: MainWindow
    dialogs: FakeDialogs
    handed: list[Any] = field(default_factory=list)

    def show(self, page: Screen) -> None:
        """Open the page as the program does."""
        self.window.show_page(page)
        QApplication.processEvents()

    def press(self, key: Qt.Key, times: int = 1) -> None:
        """A key, as the window system sends it."""
        for _ in range(times):
            press_in(self.window, key)
            QApplication.processEvents()

    def type(self, figures: str) -> None:
        """Figures at a person's pace: wherever the focus is."""
        for figure in figures:
            press_in(self.window, Qt.Key(ord(figure)))
            self.window.watch.let_go()
        QApplication.processEvents()

    def fill(self, *texts: str) -> None:
        """A text and Enter, field after field."""
        for text in texts:
            edit = self.focus
            assert isinstance(edit, QLineEdit), edit
            edit.selectAll()
            type_text(edit, text)
            self.press(ENTER)

    @property
    def focus(self) -> QWidget | None:
        """Where the keyboard is."""
        return QApplication.focusWidget()


def _no_search(shell: Shell, _: str) -> Screen:
    return Screen(shell)


def make_desk(ctx: Context, width: int = 1366, height: int = 768) -> Desk:
    """A window for the tests; the caller keeps the shop connected."""
    dialogs = FakeDialogs()
    window = MainWindow(Tasks(ctx, inline=True), dialogs, screens={}, search=_no_search)
    window.resize(width, height)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return Desk(ctx, window, dialogs)


def shut(desk: Desk) -> None:
    """Close the window and let nothing of it live on: dressing the next one would dress it too."""
    desk.window.close()
    desk.window.deleteLater()
    QApplication.sendPostedEvents(desk.window, QEvent.Type.DeferredDelete)


def texts_cut(page: QWidget) -> list[str]:
    """Fields and buttons wider than what is seen of the page."""
    seen = page.rect()
    return [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if widget.mapTo(page, widget.rect().topRight()).x() > seen.right()
    ]
