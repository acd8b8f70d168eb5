"""A field for sentences: wraps, moves on with Enter, never holds a line break."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from crediario.ui.theme import Gap, font, px
from crediario.ui.widgets.edits import ENTER, go_to_neighbour


class LongEdit(QPlainTextEdit):
    """So many ``lines`` are seen at once."""

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self.setFont(font("body"))
        self.setTabChangesFocus(True)
        high = lines * self.fontMetrics().lineSpacing() + px(Gap.X6)
        # The program's style gives every field the height of one line.
        self.setStyleSheet(f"QPlainTextEdit {{ min-height: {high}px; max-height: {high}px; }}")

    def value(self) -> str:
        """What was typed, without blanks at the ends."""
        return self.toPlainText().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter is the next field here too."""
        if event.key() not in ENTER or not go_to_neighbour(self, event):
            super().keyPressEvent(event)
