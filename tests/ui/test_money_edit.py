from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crediario.domain.money import Money, Rate
from crediario.ui.widgets.edits import CpfEdit, MoneyEdit, NumberEdit, PercentEdit, PhoneEdit
from crediario.ui.widgets.fields import Field
from tests.ui.support import press, type_text


@pytest.fixture
def edit(qtbot: QtBot) -> MoneyEdit:
    made = MoneyEdit()
    qtbot.addWidget(made)
    return made


def leave(edit: QWidget) -> None:
    press(edit, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "cents", "shown"),
    [
        ("200", 20000, "200,00"),
        ("200,5", 20050, "200,50"),
        ("200.5", 20050, "200,50"),
        ("1290", 129000, "1.290,00"),
        ("1.234,56", 123456, "1.234,56"),
        (",50", 50, "0,50"),
        ("0", 0, "0,00"),
    ],
)
def test_typing_an_amount(edit: MoneyEdit, typed: str, cents: int, shown: str) -> None:
    type_text(edit, typed)
    assert edit.value() == Money(cents)
    leave(edit)
    assert edit.text() == shown
    assert not edit.error


def test_what_can_be_read_twice_is_refused_in_words(edit: MoneyEdit) -> None:
    type_text(edit, "1.234")
    leave(edit)
    assert edit.value() is None
    assert edit.error == "Este valor tem duas leituras"
    assert edit.text() == "1.234"


def test_letters_are_no_typing_and_reach_the_window(qtbot: QtBot) -> None:
    got: list[str] = []

    class Window(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
            got.append(event.text())

    window = Window()
    qtbot.addWidget(window)
    edit = MoneyEdit()
    edit.setParent(window)
    type_text(edit, "12d3p")
    assert edit.text() == "123"
    assert got == ["d", "p"]


@pytest.mark.parametrize(
    ("pasted", "cents"), [("1.234,56", 123456), ("R$ 1.234,56", 123456), ("200", 20000), (" 12,5 ", 1250)]
)
def test_pasting_an_amount(edit: MoneyEdit, pasted: str, cents: int) -> None:
    QApplication.clipboard().setText(pasted)
    press(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert edit.value() == Money(cents)


@pytest.mark.parametrize(
    "pasted", ["1.23", "0,012", "1,234.56", "=1+1", "<b>10</b>", "-5", "dez", "9" * 40, "\x00"]
)
def test_a_paste_that_is_not_sure_keeps_the_value_and_says_so(edit: MoneyEdit, pasted: str) -> None:
    edit.set_value(Money(15000))
    QApplication.clipboard().setText(pasted)
    press(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert edit.value() == Money(15000)
    assert edit.error


def test_the_value_is_told_once_for_each_change(edit: MoneyEdit) -> None:
    told: list[Money | None] = []
    edit.value_changed.connect(told.append)
    type_text(edit, "2,")
    leave(edit)
    assert told == [Money(200)]


def test_an_error_stands_in_the_field_until_typing_goes_on(qtbot: QtBot) -> None:
    edit = MoneyEdit()
    field = Field("Entrada", edit, note="sugerida: 10%")
    qtbot.addWidget(field)
    edit.set_error("Valor alto demais")
    assert field.note.text() == "Valor alto demais"
    assert edit.accessibleDescription() == "Valor alto demais"
    type_text(edit, "1")
    assert field.note.text() == "sugerida: 10%"
    assert edit.accessibleName() == "Entrada"


def test_enter_goes_to_the_next_field_once_and_stays_at_a_wrong_one(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first, second = MoneyEdit(), MoneyEdit()
    first.setParent(window)
    second.setParent(window)
    window.show()
    window.activateWindow()
    first.setFocus()
    type_text(first, "1.234")
    press(first, Qt.Key.Key_Return)
    assert window.focusWidget() is first
    first.set_value(Money(100))
    press(first, Qt.Key.Key_Return)
    assert window.focusWidget() is second
    press(second, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is first


@pytest.mark.parametrize(
    ("make", "typed", "shown"),
    [
        (PercentEdit, "0,9", "0,90%"),
        (PercentEdit, "1.125", "1,125%"),
        (CpfEdit, "12345678909", "123.456.789-09"),
        (lambda: PhoneEdit("34"), "998124471", "(34) 9 9812-4471"),
        (lambda: NumberEdit(1, 48, "parcelas"), "12", "12 parcelas"),
    ],
)
def test_what_is_right_is_written_as_the_program_writes_it(
    qtbot: QtBot, make: Callable[[], MoneyEdit], typed: str, shown: str
) -> None:
    edit = make()
    qtbot.addWidget(edit)
    type_text(edit, typed)
    assert edit.check()
    assert edit.text() == shown
    assert edit.check(), "what was written is read again"


def test_a_wrong_cpf_says_so(qtbot: QtBot) -> None:
    edit = CpfEdit()
    qtbot.addWidget(edit)
    type_text(edit, "12345678900")
    assert not edit.check()
    assert edit.error == "CPF inválido"


def test_a_number_beyond_its_field_says_the_limits(qtbot: QtBot) -> None:
    edit = NumberEdit(1, 48)
    qtbot.addWidget(edit)
    type_text(edit, "1000000000")
    assert not edit.check()
    assert edit.error == "O número vai de 1 a 48"


def test_a_rate_is_exact(qtbot: QtBot) -> None:
    edit = PercentEdit()
    qtbot.addWidget(edit)
    edit.set_value(Rate.percent("0.9"))
    assert edit.text() == "0,90%"
    assert edit.value() == Rate.percent("0.9")
