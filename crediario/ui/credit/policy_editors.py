"""One editor for each kind of figure of the policy, and a line of it with its example at work."""

from collections.abc import Callable
from dataclasses import Field, dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from crediario.domain.credit.notes import PolicyNote, check_range, policy_note
from crediario.domain.money import Money, Rate
from crediario.ui.credit import policy_words
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.edits import Edit, MoneyEdit, NumberEdit, PercentEdit, ValueEdit
from crediario.ui.widgets.fields import Check, Combo
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, row


@dataclass(frozen=True, slots=True)
class Editor:
    """A widget that edits one value; ``value`` is None while it is empty or wrong."""

    widget: QWidget
    value: Callable[[], Any]
    show: Callable[[Any], None]
    changed: SignalInstance


class LimitedMoneyEdit(MoneyEdit):
    """An amount within the limits of its figure."""

    def __init__(self, name: str, note: PolicyNote) -> None:
        super().__init__()
        self._name, self._note = name, note

    def _parse(self, text: str) -> Money:
        amount = super()._parse(text)
        check_range(self._name, amount, self._note.minimum, self._note.maximum)
        return amount


class LimitedRateEdit(PercentEdit):
    """A share within the limits of its figure."""

    def __init__(self, name: str, note: PolicyNote) -> None:
        super().__init__(0)
        self._name, self._note = name, note

    def _parse(self, text: str) -> Rate:
        rate = super()._parse(text)
        check_range(self._name, rate, self._note.minimum, self._note.maximum)
        return rate


class Switch(Check):
    """On or off, in words too."""

    def __init__(self, name: str) -> None:
        super().__init__("Desligado")
        self._name = name
        self.toggled.connect(self._say)

    def _say(self) -> None:
        self._words = "Ligado" if self.isChecked() else "Desligado"
        self.setText(self._words)
        self.setAccessibleName(f"{self._name}: {self._words.lower()}")
        self.update()


class StillCombo(Combo[Any]):
    """The wheel scrolls the page: it never changes an answer on its way."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()


def editor_for(figure: "Field[Any]") -> Editor:
    """The editor of a figure, by the kind of its value."""
    note, value = policy_note(figure), figure.default
    if isinstance(value, bool):
        switch = Switch(note.label)
        return Editor(switch, switch.isChecked, switch.setChecked, switch.toggled)
    edit: ValueEdit[Any]
    if isinstance(value, Money):
        edit = LimitedMoneyEdit(figure.name, note)
    elif isinstance(value, Rate):
        edit = LimitedRateEdit(figure.name, note)
    else:
        edit = NumberEdit(note.minimum, note.maximum)
    edit.setAccessibleName(note.label)
    return Editor(edit, edit.value, edit.set_value, edit.value_changed)


def choice_for(figure: "Field[Any]", choices: tuple[tuple[Any, str], ...]) -> Editor:
    """The editor of what a rule answers."""
    combo = StillCombo(choices)
    combo.setAccessibleName(f"{policy_note(figure).label}: o que a venda responde")
    return Editor(combo, combo.value, combo.set_value, combo.currentIndexChanged)


class FigureLine(QWidget):
    """A figure or an answer: words at the left with the example of its value, the editor at the right."""

    changed = Signal()

    def __init__(self, figure: "Field[Any]", editor: Editor, *, heading: bool = True) -> None:
        super().__init__()
        self.name, self.editor, self._note = figure.name, editor, policy_note(figure)
        self.example = label("", "office", "pri", wrap=True)
        self._error = label("", "office_medium", "late", wrap=True)
        self._error.hide()
        said = column(label(self._note.label, "body_medium" if heading else "office_medium", wrap=True))
        said.setSpacing(px(Gap.X2))
        said.addWidget(label(self._note.help, "office", "text2", wrap=True))
        said.addWidget(self.example)
        if self._note.rule:
            said.addWidget(label(self._note.rule, "small", "text3", wrap=True))
        editor.widget.setFixedWidth(px(Size.SIGN_IN_FORM) * 2 // 5)
        side = holder(column(editor.widget, self._error, gap=Gap.X4))
        whole = row(said, 1, side, gap=Gap.X20, margin=(Gap.X14, Gap.X10))
        whole.setAlignment(side, Qt.AlignmentFlag.AlignTop)
        self.setLayout(whole)
        editor.changed.connect(lambda *_: self._edited())
        if isinstance(editor.widget, Edit):
            editor.widget.error_changed.connect(self.say)

    @property
    def value(self) -> Any:
        """What is typed; None while it is empty or wrong."""
        return self.editor.value()

    def show_value(self, value: Any) -> None:
        """Put a value in."""
        self.editor.show(value)
        self._show_example()

    def say(self, error: str) -> None:
        """What is wrong; empty takes it back."""
        self._error.setText(error)
        self._error.setVisible(bool(error))

    def is_wrong(self) -> bool:
        """Whether it is empty or wrong; it then says so."""
        edit = self.editor.widget
        if self.value is not None or not isinstance(edit, ValueEdit):
            return False
        if edit.check():
            edit.set_error(policy_words.MISSING)
        return True

    def _edited(self) -> None:
        self.say("")
        self._show_example()
        self.changed.emit()

    def _show_example(self) -> None:
        value = self.value
        self.example.setText("" if value is None else f"Exemplo: {self._note.example(value)}")
        self.example.setVisible(value is not None)
