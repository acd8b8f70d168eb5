"""The way into the search: in the top bar a button that looks like a field, at the start a real field."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from crediario.ui import icons
from crediario.ui.theme import Gap, Size, TextStyle, ink, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.edits import Edit, FieldSize

_STYLES: dict[FieldSize, TextStyle] = {"search": "search", "palette": "search", "top": "office"}


class SearchField(Edit):
    """A field with a magnifier at the left and, at the right, the keycap that leads to it.

    Up and Down do not move the caret but the list: ``stepped`` tells which way. Enter is ``submitted``.
    """

    stepped = Signal(int)
    submitted = Signal(str)

    def __init__(
        self, placeholder: str, key: str = "F3", *, size: FieldSize = "palette", scanner: bool = False
    ) -> None:
        super().__init__(size=size, style=_STYLES.get(size, "body"))
        self.setPlaceholderText(placeholder)
        self.setAccessibleName("Buscar cliente")
        self._key, self._scanner, self._after = key, scanner, ""
        self._small = size == "top"

    def show_after(self, words: str) -> None:
        """A quiet word before the keycap: how many were found."""
        self._after = words
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.submitted.emit(self.text())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter, middle = QPainter(self), self.height() / 2
        side = px(Size.ICON if self._small else Size.ICON_STATE) - px(Gap.X2)
        left = px(Gap.X10) if self._small else px(Gap.X14)
        icons.draw(
            painter, "search", QRectF(left, 0, side, self.height()), ink("text2" if self._small else "text")
        )
        right = self.width() - px(Gap.X8 if self._small else Gap.X14)
        if self._key:
            right -= round(paint.keycap_width(self._key))
            paint.keycap(painter, right, middle, self._key)
        if self._scanner:
            right -= side + px(Gap.X12)
            icons.draw(painter, "scan-barcode", QRectF(right, 0, side, self.height()), ink("text2"))
        if self._after:
            place = QRectF(0, 0, right - px(Gap.X12), self.height())
            paint.text(painter, place, self._after, "office", ink("text2"), paint.RIGHT)


class SearchButton(SearchField):
    """The top bar's: a click or a key opens the palette, with what was typed."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("Buscar cliente, CPF, telefone ou carnê", size="top")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFixedWidth(px(Size.FIELD_TOP_WIDTH))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        event.accept()
        self.opened.emit("")
