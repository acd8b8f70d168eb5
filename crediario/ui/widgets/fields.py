"""A field: its name above, a hint at the right, what is wrong below. And the other inputs of a form."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QRadioButton, QSizePolicy, QWidget

from crediario.ui import icons
from crediario.ui.theme import Gap, Size, Tone, font, ink, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.edits import Edit, go_to_neighbour
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, row

V = TypeVar("V")


class Field(QWidget):
    """Name, hint, input, note. The input gets its accessible name from the field's."""

    def __init__(self, name: str, edit: QWidget, hint: str = "", note: str = "") -> None:
        super().__init__()
        self.edit = edit
        self._note_words = note
        self._note_tone: Tone = "text3"
        self.name = label(name, "office_medium", "text2")
        self.name.setBuddy(edit)
        self.hint = label(hint, "office", "text3", elide=True, align=Qt.AlignmentFlag.AlignRight)
        self.note = label(note, "small", "text3", wrap=True)
        whole = column(row(self.name, self.hint, 1, gap=Gap.X8), edit, self.note, gap=Gap.X4)
        whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setLayout(whole)
        # Only now: a widget without a parent would be shown as a window of its own.
        self.note.setVisible(bool(note))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if not edit.accessibleName():
            edit.setAccessibleName(name)
        if isinstance(edit, Edit):
            edit.error_changed.connect(self.show_error)
            if edit.error:
                self.show_error(edit.error)

    def show_note(self, words: str, tone: Tone = "text3") -> None:
        """The quiet line below, as *Sexta-feira, daqui a 31 dias*; an error takes its place for a while."""
        self._note_words, self._note_tone = words, tone
        if not (isinstance(self.edit, Edit) and self.edit.error):
            self._say(words, wrong=False)

    def show_error(self, words: str) -> None:
        """What is wrong; empty brings the note back."""
        self._say(words or self._note_words, wrong=bool(words))

    def _say(self, words: str, *, wrong: bool) -> None:
        self.note.setText(words)
        self.note.setFont(font("office_medium" if wrong else "small"))
        self.note.set_tone("late" if wrong else self._note_tone)
        self.note.setVisible(bool(words))


class Combo(QComboBox, Generic[V]):
    """A list to choose one of: values and their words."""

    def __init__(self, choices: Sequence[tuple[V, str]] = ()) -> None:
        super().__init__()
        self._values: list[V] = []
        self.setFont(font("body"))
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[V, str]]) -> None:
        """Change the list; the first becomes the chosen one."""
        self._values = [value for value, _ in choices]
        self.clear()
        self.addItems([words for _, words in choices])

    def value(self) -> V:
        """The value chosen."""
        return self._values[self.currentIndex()]

    def set_value(self, value: V) -> None:
        """Choose a value of the list."""
        self.setCurrentIndex(self._values.index(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not go_to_neighbour(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        side = px(Size.ICON)
        place = QRectF(self.width() - side - px(Gap.X10), 0, side, self.height())
        icons.draw(QPainter(self), "chevron-down", place, ink("text2"))


class Check(QCheckBox):
    """A check box with plain words."""

    def __init__(self, words: str, *, checked: bool = False) -> None:
        super().__init__(words.replace("&", "&&"))
        self._words = words
        self.setAccessibleName(words)
        self.setFont(font("body"))
        self.setChecked(checked)

    def sizeHint(self) -> QSize:  # noqa: N802
        return _choice_size(self._words)

    def hitButton(self, pos: object) -> bool:  # noqa: N802
        return self.rect().contains(pos)  # type: ignore[call-overload,no-any-return]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not go_to_neighbour(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        paint.check(painter, _mark(self), checked=self.isChecked(), enabled=self.isEnabled())
        paint.text(painter, _beside(self), self._words, "body", ink("text" if self.isEnabled() else "text3"))


class Radio(QRadioButton):
    """A radio button with plain words."""

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self._words = words
        self.setAccessibleName(words)
        self.setFont(font("body"))

    def sizeHint(self) -> QSize:  # noqa: N802
        return _choice_size(self._words)

    def hitButton(self, pos: object) -> bool:  # noqa: N802
        return self.rect().contains(pos)  # type: ignore[call-overload,no-any-return]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not go_to_neighbour(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        paint.radio(painter, _mark(self), checked=self.isChecked(), enabled=self.isEnabled())
        paint.text(painter, _beside(self), self._words, "body", ink("text" if self.isEnabled() else "text3"))


def _choice_size(words: str) -> QSize:
    width = px(Size.CHECK) + px(Gap.X8) + paint.text_width(words, "body") + px(Gap.X4)
    return QSize(round(width), px(Gap.X24))


def _mark(widget: QWidget) -> QRectF:
    return QRectF(0, 0, px(Size.CHECK), widget.height())


def _beside(widget: QWidget) -> QRectF:
    left = px(Size.CHECK) + px(Gap.X8)
    return QRectF(left, 0, widget.width() - left, widget.height())
