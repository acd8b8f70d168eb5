"""What tests of screens share: answers instead of dialogs, hands instead of keyboards."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from crediario.domain.permissions import Role
from crediario.services.core import Context, Operator
from crediario.ui.dialogs import Question
from crediario.ui.input_watch import LET_GO_AFTER_MS
from crediario.ui.main_window import MainWindow
from crediario.ui.messages import Message


@dataclass
class FakeDialogs:
    """Answers as told and remembers what was asked."""

    answer: bool = True
    path: Path | None = None
    asked: list[Question] = field(default_factory=list)
    warned: list[Message] = field(default_factory=list)
    bugs: list[str] = field(default_factory=list)

    def ask(self, _: QWidget, question: Question) -> bool:
        self.asked.append(question)
        return self.answer

    def warn(self, _: QWidget, message: Message) -> None:
        self.warned.append(message)

    def bug(self, _: QWidget, details: str, log: Path | None) -> None:
        self.bugs.append(details)

    def open_file(self, *_: object) -> Path | None:
        return self.path

    def save_file(self, *_: object) -> Path | None:
        return self.path

    def choose_folder(self, *_: object) -> Path | None:
        return self.path


def context_without_shop(day: date = date(2026, 6, 9)) -> Context:
    """Enough of a context for screens that touch no database."""
    clock = SimpleNamespace(
        now=lambda: datetime(day.year, day.month, day.day, 14, 32, tzinfo=UTC), today=lambda: day
    )
    operator = Operator(1, 1, "Aurora Rocha", "Aurora R.", Role.OWNER)
    return cast(Context, SimpleNamespace(clock=clock, connected=NoConnection, operator=operator))


class NoConnection:
    """A connection to nothing."""

    def __enter__(self) -> None:
        """Nothing to open."""

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""


def type_text(widget: QWidget, text: str) -> None:
    """Type any letters, accents too (QTest aborts on those)."""
    for letter in text:
        event = QKeyEvent(QEvent.Type.KeyPress, _key(letter), Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(widget, event)


def press(
    widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key on a widget."""
    QTest.keyClick(widget, key, modifier)


def press_in(
    window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key as the window system would: shortcuts and the scanner's watch see it."""
    handle = window.windowHandle()
    assert handle is not None, "show the window first"
    QTest.keyClick(handle, key, modifier)


def _type_as_scanner(window: QWidget, letter: str) -> None:
    handle = window.windowHandle()
    assert handle is not None, "show the window first"
    shift = Qt.KeyboardModifier.ShiftModifier if letter.isupper() else Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(handle, QKeyEvent(kind, Qt.Key(_key(letter)), shift, letter))


def scan(window: MainWindow, code: str) -> None:
    """A scanner's burst: every letter 10 ms after the one before, capitals as capitals, then Enter."""
    moments = iter(range(1000, 1000 + 10 * (len(code) + 1), 10))
    watch = cast(Any, window.watch)
    before: Callable[[QKeyEvent], int] = watch._timestamp
    watch._timestamp = lambda _: next(moments)
    # On a busy machine the pause that lets go what is held would come in the middle of the burst.
    watch._timer.setInterval(60_000)
    try:
        for letter in code:
            _type_as_scanner(window, letter)
        press_in(window, Qt.Key.Key_Return)
    finally:
        watch._timestamp = before
        watch._timer.setInterval(LET_GO_AFTER_MS)


def _key(letter: str) -> int:
    upper = ord(letter.upper())
    return upper if 32 <= upper < 127 else 0
