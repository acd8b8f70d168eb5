"""One editor for each kind of setting: a rate, an amount, a number, a switch, a choice."""

from collections.abc import Callable
from dataclasses import Field, dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from crediario.domain.money import Money, Rate
from crediario.domain.settings import note_of
from crediario.domain.settings.notes import check_range
from crediario.ui.settings.words import CHOICES
from crediario.ui.widgets.edits import MoneyEdit, NumberEdit, PercentEdit
from crediario.ui.widgets.fields import Check, Combo


@dataclass(frozen=True, slots=True)
class Editor:
    """A widget that edits one setting.

    Attributes:
        value: what it says now; None while it is empty or wrong.
        show: puts a value in.
        changed: emitted when the value may be another.
    """

    widget: QWidget
    value: Callable[[], Any]
    show: Callable[[Any], None]
    changed: SignalInstance


class LimitedRateEdit(PercentEdit):
    """A rate within the limits of its setting."""

    def __init__(self, setting: "Field[Any]") -> None:
        super().__init__()
        self._name, note = setting.name, note_of(setting)
        self._least, self._most = note.minimum or Rate.ZERO, note.maximum

    def _parse(self, text: str) -> Rate:
        rate = super()._parse(text)
        check_range(self._name, rate, self._least, self._most)
        return rate


class Switch(Check):
    """On or off, in words too."""

    def __init__(self, name: str) -> None:
        super().__init__("Desligado")
        self._name = name
        self.toggled.connect(self._say)
        self._say()

    def _say(self) -> None:
        self._words = "Ligado" if self.isChecked() else "Desligado"
        self.setText(self._words)
        self.setAccessibleName(f"{self._name}: {self._words.lower()}")
        self.update()


def editor_for(setting: "Field[Any]") -> Editor:
    """The editor of a setting, by the kind of its value; plans have a table of their own."""
    kind = type(setting.default)
    if kind is bool:
        return _switch(note_of(setting).label)
    edit = _choice(kind) if issubclass(kind, Enum) else _rate_or_number(setting)
    edit.widget.setAccessibleName(note_of(setting).label)
    return edit


def _switch(name: str) -> Editor:
    switch = Switch(name)
    return Editor(switch, switch.isChecked, switch.setChecked, switch.toggled)


def _choice(kind: type[Enum]) -> Editor:
    combo: Combo[Any] = Combo(CHOICES[kind])
    return Editor(combo, combo.value, combo.set_value, combo.currentIndexChanged)


def _rate_or_number(setting: "Field[Any]") -> Editor:
    note = note_of(setting)
    if isinstance(setting.default, Rate):
        rate = LimitedRateEdit(setting)
        return Editor(rate, rate.value, rate.set_value, rate.value_changed)
    if isinstance(setting.default, Money):
        money = MoneyEdit()
        return Editor(money, money.value, money.set_value, money.value_changed)
    number = NumberEdit(note.minimum, note.maximum)
    return Editor(number, number.value, number.set_value, number.value_changed)
