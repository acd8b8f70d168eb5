"""Fields of the till that leave to the screen the keys a common field would keep for itself."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from crediario.domain.tender import PIX_REFERENCE
from crediario.ui.theme import Gap, px
from crediario.ui.widgets.edits import MoneyEdit, TextEdit
from crediario.ui.widgets.paint import text_width

CODE_LENGTH = 4
LONGEST_AMOUNT = "999.999,99"
_SCREEN_KEYS = (
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Copy,
)


def is_for_screen(event: QEvent) -> bool:
    """Ctrl+A marks installments here, Ctrl+Z takes that back, Ctrl+C copies the Pix."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and any(event.matches(key) for key in _SCREEN_KEYS)
    )


class CounterMoneyEdit(MoneyEdit):
    """An amount typed beside a list of installments: the keys of the list work from here."""

    def event(self, event: QEvent) -> bool:
        if is_for_screen(event):
            event.ignore()
            return False
        return super().event(event)


class TillMoneyEdit(CounterMoneyEdit):
    """An amount handed over. Enter stays here: the screen books the part."""

    def __init__(self) -> None:
        super().__init__()
        self.advances = False
        self.setFixedWidth(round(text_width(LONGEST_AMOUNT, "name")) + 2 * px(Gap.X20))


class PixCodeEdit(TextEdit):
    """The last four characters of a Pix end-to-end code, in capitals; a whole code pasted gives its end."""

    def __init__(self) -> None:
        super().__init__(style="name")
        self.advances = False
        self.setMaxLength(CODE_LENGTH)
        self.setPlaceholderText("código E2E do comprovante")
        self.textEdited.connect(self._tidy)

    def event(self, event: QEvent) -> bool:
        if is_for_screen(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.matches(QKeySequence.StandardKey.Paste):
            self._take(QApplication.clipboard().text().strip()[-CODE_LENGTH:])
        else:
            super().keyPressEvent(event)

    def _tidy(self, typed: str) -> None:
        """Only letters and figures, in capitals, the caret where it was."""
        place = self.cursorPosition()
        kept = "".join(letter for letter in typed if letter.isascii() and letter.isalnum()).upper()
        if kept != typed:
            self.setText(kept)
            self.setCursorPosition(min(place, len(kept)))

    def _take(self, end: str) -> None:
        if PIX_REFERENCE.fullmatch(end):
            self.setText(end.upper())
