"""The items of a sale, each with how many come back."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crediario.services.returns import ReturnableItem
from crediario.ui.returns import return_words
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.edits import NumberEdit
from crediario.ui.widgets.fields import Check
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import clear, column, holder, row
from crediario.ui.widgets.till_edits import is_for_screen

ALL = "Tudo voltou: cancelar a venda"


class QuantityEdit(NumberEdit):
    """How many of an item; Ctrl+A, which marks everything, is the screen's."""

    def event(self, event: QEvent) -> bool:
        if is_for_screen(event):
            event.ignore()
            return False
        return super().event(event)


class ItemRows(QWidget):
    """``changed`` comes whenever another choice stands."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edits: dict[int, NumberEdit] = {}
        self._left: dict[int, int] = {}
        self.whole = Check(ALL)
        self.whole.toggled.connect(self._turn_whole)
        self._rows = column(gap=Gap.X8)
        self.setLayout(column(holder(self._rows), self.whole, gap=Gap.X12))

    @property
    def is_all(self) -> bool:
        """Everything comes back."""
        return self.whole.isChecked()

    def chosen(self) -> dict[int, int]:
        """How many of each come back; those that stay are left out."""
        found = {id_: edit.value() or 0 for id_, edit in self.edits.items()}
        return {id_: count for id_, count in found.items() if count}

    def first_edit(self) -> QWidget | None:
        """The first quantity that may be typed."""
        return next((edit for edit in self.edits.values() if edit.isEnabled()), self.whole)

    def wrong_edit(self) -> NumberEdit | None:
        """The first quantity that cannot come back, now saying so; None where all can."""
        return next((edit for edit in self.edits.values() if not edit.check()), None)

    @property
    def error(self) -> str:
        """What is wrong with the first such quantity, in words; empty when nothing is."""
        return next((edit.error for edit in self.edits.values() if edit.error), "")

    def show_items(self, items: Sequence[ReturnableItem], *, only_whole: bool) -> None:
        """The items still out; what was typed for them stays, and so does the focus where nothing changed."""
        typed, left = self.chosen(), {item.item_id: item.left for item in items if item.left}
        if left == self._left:
            return
        self._left = left
        clear(self._rows)
        self.edits = {}
        for item in items:
            if item.left:
                self._rows.addLayout(self._row(item, typed.get(item.item_id)))
        before: QWidget | None = None
        for edit in self.edits.values():
            edit.setEnabled(not only_whole)
            if before is not None:
                self.setTabOrder(before, edit)
            before = edit
        if before is not None:
            self.setTabOrder(before, self.whole)
        if only_whole:
            self.whole.setChecked(True)

    def all_or_none(self) -> None:
        """Ctrl+A: everything, or nothing again."""
        self.whole.setChecked(not self.whole.isChecked())

    def _row(self, item: ReturnableItem, typed: int | None) -> QHBoxLayout:
        edit = QuantityEdit(0, item.left)
        edit.setAccessibleName(f"Quantos voltaram: {item.description}")
        edit.setFixedWidth(px(Size.SHEET_COLUMN) // 2)
        edit.set_value(typed)
        edit.setPlaceholderText("0")
        edit.value_changed.connect(lambda _: self._typed())
        edit.error_changed.connect(lambda _: self.changed.emit())
        self.edits[item.item_id] = edit
        about = label(return_words.item_words(item), "office", "text2", elide=True)
        return row(edit, label(item.description, "body_medium", elide=True), about, 1, gap=Gap.X12)

    def _typed(self) -> None:
        if self.whole.isChecked() and self.chosen() != self._left:
            self.whole.setChecked(False)
        self.changed.emit()

    def _turn_whole(self, checked: bool) -> None:
        if checked:
            for id_, edit in self.edits.items():
                edit.set_value(self._left[id_])
        elif self.chosen() == self._left:
            for edit in self.edits.values():
                edit.set_value(None)
        self.changed.emit()
