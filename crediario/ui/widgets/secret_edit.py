"""A password, shown as dots, and its repetition."""

from collections.abc import Callable

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit

from crediario.domain import secrets
from crediario.domain.errors import Refusal
from crediario.ui.messages import words
from crediario.ui.widgets.edits import ENTER, Edit


class SecretEdit(Edit):
    """Says what is wrong on leaving and on Enter; empty is not wrong yet. ``digits`` asks for figures."""

    def __init__(self, rule: Callable[[str], None], *, digits: int = 0) -> None:
        super().__init__()
        self._rule = rule
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setMaxLength(digits or secrets.PASSWORD_MAX)
        if digits:
            self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))

    def check(self) -> bool:
        """Say what is wrong with what was typed, if anything is."""
        self.set_error(self._wrong() if self.text() else "")
        return not self.error

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in ENTER and not self.check():
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        if self.text():
            self.check()

    def _wrong(self) -> str:
        try:
            self._rule(self.text())
        except Refusal as refusal:
            return words(refusal).title
        return ""


class RepeatEdit(SecretEdit):
    """The same once more."""

    def __init__(self, first: SecretEdit, differs: str, *, digits: int = 0) -> None:
        super().__init__(lambda _: None, digits=digits)
        self._first, self._differs = first, differs
        first.textEdited.connect(lambda _: self.set_error(""))

    def _wrong(self) -> str:
        return "" if self.text() == self._first.text() else self._differs
