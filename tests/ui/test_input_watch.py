"""A scanner is told from a hand, in every kind of field, for bars and for Pix codes."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from crediario.domain import pix
from crediario.domain.money import Money
from crediario.ui.input_watch import InputWatch
from crediario.ui.widgets.layout import column
from tests.ui.support import press_in, scan

BARS = "7702000481200597"
QR = pix.encode(
    pix.PixCharge("pix@casaaurora.example", "Casa Aurora Ltda", "Patos de Minas", Money(139_80), "C4812P5")
)


class Desk(QWidget):
    """Every kind of field a code may fall into."""

    def __init__(self) -> None:
        super().__init__()
        self.watch = InputWatch(self)
        self.read: list[str] = []
        self.watch.scanned.connect(self.read.append)
        self.line, self.rich, self.plain = QLineEdit("abc"), QTextEdit("abc"), QPlainTextEdit("abc")
        self.typed, self.chosen = QComboBox(), QComboBox()
        self.typed.setEditable(True)
        self.typed.setEditText("abc")
        self.chosen.addItems(["abc", "77 dias", "0002"])
        self.setLayout(column(self.line, self.rich, self.plain, self.typed, self.chosen))

    def said(self) -> list[str]:
        texts = [self.line.text(), self.rich.toPlainText(), self.plain.toPlainText()]
        return [*texts, self.typed.currentText(), self.chosen.currentText()]


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made)
    made.show()
    handle = made.windowHandle()
    assert handle is not None
    handle.installEventFilter(made.watch)
    yield made


@pytest.mark.parametrize("code", [BARS, QR])
@pytest.mark.parametrize("name", ["line", "rich", "plain", "typed", "chosen"])
def test_a_scan_leaves_nothing_in_any_field(desk: Desk, name: str, code: str) -> None:
    field = cast(QWidget, getattr(desk, name))
    field.setFocus()
    QApplication.processEvents()
    before = desk.said()
    scan(cast(Any, desk), code)
    assert desk.read == [code]
    assert desk.said() == before


def test_the_hand_behind_it_goes_on_typing(desk: Desk) -> None:
    desk.line.setFocus()
    scan(cast(Any, desk), QR)
    cast(Any, desk.watch)._last_ms = 0
    press_in(desk, Qt.Key.Key_X)
    assert desk.line.text() == "abcx"


def test_a_name_typed_in_a_rush_is_never_held_back(desk: Desk) -> None:
    desk.line.setFocus()
    cast(Any, desk.watch)._timestamp = lambda _: 1000
    for key in (Qt.Key.Key_7, Qt.Key.Key_J, Qt.Key.Key_O):
        press_in(desk, key)
    assert desk.line.text() == "abc7jo"
    assert desk.read == []


def test_figures_after_which_no_code_comes_are_typed_in_order(desk: Desk) -> None:
    desk.line.setFocus()
    cast(Any, desk.watch)._timestamp = lambda _: 1000
    for letter in "000201A":
        press_in(desk, Qt.Key(ord(letter)))
    press_in(desk, Qt.Key.Key_Return)
    assert desk.line.text().lower() == "abc000201a"
    assert desk.read == []
