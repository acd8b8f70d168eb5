"""Where the keyboard goes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget


def go_to(field: QWidget) -> None:
    """The keyboard to a field as Tab would: what is typed next takes the place of what it holds."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    if isinstance(field, QLineEdit):
        field.selectAll()
