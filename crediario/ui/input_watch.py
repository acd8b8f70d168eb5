"""Watches a window's keys before any widget: tells a scanner from a hand, and the keyboard from the mouse.

A scanner types twelve figures or more, each less than 35 ms after the one before, and Enter. From the second
fast figure on, keys are held back; when the burst turns out to be no code they are let go again, in order.
So a scan never leaves its figures in a field, and a person never notices. A Pix code begins with figures too,
the version of its format; only after those are letters held, so that names typed in a rush never wait.
"""

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from crediario.domain.slip_reading import PIX_START
from crediario.ui.widgets.edits import ENTER

LEAST_FIGURES = 12
MOST_MS_APART = 35
# Held keys wait a little longer than a scanner's pace, for timers are coarse.
LET_GO_AFTER_MS = 60

#: Pressed along with another key: a scanner's capitals come with Shift.
_BESIDE = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr, Qt.Key.Key_NumLock})
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)

Timestamp = Callable[[QKeyEvent], int]


def event_time(event: QKeyEvent) -> int:
    """When the key was pressed, in milliseconds, by the window system."""
    return event.timestamp()


class InputWatch(QObject):
    """Installed on a window's handle. ``scanned`` carries a code; ``by_keyboard`` says what moved last."""

    scanned = Signal(str)

    def __init__(self, parent: QObject, timestamp: Timestamp = event_time) -> None:
        super().__init__(parent)
        self.by_keyboard = False
        self.listens = True
        self._timestamp = timestamp
        self._figures = ""
        self._last_ms = 0
        self._held: list[QKeyEvent] = []
        self._put_back: Callable[[], object] | None = None
        self._target: QObject | None = None
        self._replaying = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LET_GO_AFTER_MS)
        self._timer.timeout.connect(self.let_go)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self.by_keyboard = False
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.by_keyboard = True
            if self.listens and not self._replaying:
                self._target = watched
                return self._pressed(event)
        elif kind == QEvent.Type.KeyRelease and self._held:
            return True
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        """Whether the key is swallowed."""
        if event.key() in _BESIDE:
            return False
        now = self._timestamp(event)
        fast = now - self._last_ms < MOST_MS_APART and bool(self._figures)
        self._last_ms = now
        if self._may_be_read(event):
            return self._figure(event, event.text(), fast=fast)
        if event.key() in ENTER and fast and len(self._figures) >= LEAST_FIGURES:
            self._finish()
            return True
        self.let_go()
        return False

    def _may_be_read(self, event: QKeyEvent) -> bool:
        """A figure; or anything printable once a Pix code began."""
        text = event.text()
        if len(text) != 1 or event.isAutoRepeat() or event.modifiers() & _COMMANDS:
            return False
        return text in "0123456789" or (text.isprintable() and self._figures.startswith(PIX_START))

    def _figure(self, event: QKeyEvent, text: str, *, fast: bool) -> bool:
        if not fast:
            self.let_go()
            if not text.isdigit():
                return False
            self._figures = text
            self._put_back = _what_puts_back(QApplication.focusWidget())
            return False
        self._figures += text
        self._held.append(event.clone())
        self._timer.start()
        return True

    def _finish(self) -> None:
        """The first figure went through: what the field held before it is put back."""
        code, self._figures = self._figures, ""
        self._timer.stop()
        self._held.clear()
        if self._put_back is not None:
            self._put_back()
        self.scanned.emit(code)

    def let_go(self) -> None:
        """It was no code: type what was held back."""
        self._timer.stop()
        held, self._held, self._figures = self._held, [], ""
        if not held or self._target is None or not shiboken6.isValid(self._target):
            return
        self._replaying = True
        try:
            for event in held:
                QCoreApplication.sendEvent(self._target, event)
        finally:
            self._replaying = False


def _what_puts_back(field: QWidget | None) -> Callable[[], object] | None:
    """What takes a first figure out of a field again."""
    match field:
        case QComboBox() if field.isEditable():
            return _what_puts_back(field.lineEdit())
        case QComboBox():
            return partial(_put_back_choice, field, field.currentIndex())
        case QLineEdit():
            return partial(_put_back_line, field, field.text(), field.cursorPosition())
        case QTextEdit() | QPlainTextEdit():
            return partial(_put_back_text, field, field.toPlainText())
    return None


def _put_back_line(field: QLineEdit, text: str, place: int) -> None:
    if shiboken6.isValid(field):
        field.setText(text)
        field.setCursorPosition(place)
        # Whoever followed the first figure must follow it back: it was never an amount.
        field.textEdited.emit(text)


def _put_back_choice(field: QComboBox, place: int) -> None:
    if shiboken6.isValid(field):
        field.setCurrentIndex(place)


def _put_back_text(field: QTextEdit | QPlainTextEdit, text: str) -> None:
    if shiboken6.isValid(field) and field.toPlainText() != text:
        field.textCursor().deletePreviousChar()
