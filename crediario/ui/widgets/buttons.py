"""Buttons that show their key. One primary button a screen, and it is the one F10 (or Enter) presses."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from crediario.ui import icons
from crediario.ui.theme import Gap, Size, TextStyle, colors, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.paint import CapColors

ButtonKind = Literal["primary", "secondary", "quiet"]
ButtonSize = Literal["small", "normal", "large", "till", "search"]

_HEIGHTS: dict[ButtonSize, int] = {
    "small": Size.BUTTON_SMALL,
    "normal": Size.BUTTON,
    "large": Size.BUTTON_LARGE,
    "till": Size.BUTTON_TILL,
    "search": Size.BUTTON_SEARCH,
}
_STYLES: dict[ButtonSize, TextStyle] = {
    "small": "office_medium",
    "normal": "body_medium",
    "large": "body_medium",
    "till": "button",
    "search": "name",
}
_SPREAD = ("large", "till")


class KeyButton(QPushButton):
    """A button: icon, words, keycap. Large ones spread their words left and the keycap right."""

    def __init__(
        self,
        words: str,
        key: str = "",
        kind: ButtonKind = "secondary",
        size: ButtonSize = "normal",
        icon: str = "",
    ) -> None:
        super().__init__()
        self._key, self._kind, self._size, self._icon = key, kind, size, icon
        self._compact = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_words(words)

    @property
    def words(self) -> str:
        """What the button says."""
        return self._words

    @property
    def key(self) -> str:
        """The keycap's text."""
        return self._key

    @property
    def is_primary(self) -> bool:
        """The blue one: what comes next on its screen."""
        return self._kind == "primary"

    def set_words(self, words: str, key: str | None = None) -> None:
        """Change what the button says, as in *Receber R$ 214,52*; and the key, where that changes too."""
        self._words = words
        self._key = self._key if key is None else key
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(f"{words}, {self._key}" if self._key else words)
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """In low windows the tall button gives some of its height to the list."""
        self._compact = compact
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(round(self._content_width() + 2 * self._margin()), self._height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        if self._size not in _SPREAD:
            return self.sizeHint()
        cap = paint.keycap_width(self._key) if self._key else 0
        return QSize(round(cap + 2 * px(Gap.X44)), self._height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        elif event.key() == Qt.Key.Key_Space and event.isAutoRepeat():
            event.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        cap = self._paint_box(painter)
        room = QRectF(self.rect())
        margin = self._margin()
        spare = max(0.0, room.width() - self._content_width()) / 2
        left = margin if self._size in _SPREAD else max(float(margin), spare)
        right = room.width() - left
        if self._key:
            width = paint.keycap_width(self._key)
            paint.keycap(painter, right - width, room.center().y(), self._key, cap)
            right -= width + px(Gap.X8)
        if self._icon:
            side = self._icon_size()
            icons.draw(painter, self._icon, QRectF(left, 0, side, room.height()), cap.letters)
            left += side + px(Gap.X8)
        words = QRectF(left, 0, right - left + 1, room.height())
        paint.text(painter, words, self._words, _STYLES[self._size], cap.letters)

    def _paint_box(self, painter: QPainter) -> CapColors:
        """The button's own face; returns the colours of what stands on it."""
        c, area = colors(), QRectF(self.rect())
        if not self.isEnabled():
            paint.box(painter, area, fill=c.surface2, border=c.line)
            return CapColors(c.text3, c.line, c.surface2)
        pressed = self.isDown() or self.underMouse()
        if self._kind == "primary":
            fill = c.pri_hover if pressed else c.pri
            paint.box(painter, area, fill=fill)
            return CapColors(c.on_pri, c.on_pri, fill)
        if self._kind == "quiet":
            paint.box(painter, area, fill=c.pri_soft if pressed else None)
            return CapColors(c.pri_text, c.text2, c.surface)
        fill = c.surface2 if pressed else c.surface
        paint.box(painter, area, fill=fill, border=c.line_strong)
        return CapColors(c.text, c.text2, fill)

    def _margin(self) -> int:
        return px(Gap.X20) if self._size in _SPREAD else px(Gap.X12)

    def _content_width(self) -> float:
        width = paint.text_width(self._words, _STYLES[self._size]) + 1
        if self._icon:
            width += self._icon_size() + px(Gap.X8)
        return width + (paint.keycap_width(self._key) + px(Gap.X8) if self._key else 0)

    def _icon_size(self) -> int:
        return px(Size.ICON_LARGE if self._size in ("large", "till", "search") else Size.ICON)

    def _height(self) -> int:
        if self._size == "till" and self._compact:
            return px(Size.BUTTON_TILL_COMPACT)
        return px(_HEIGHTS[self._size])


class Keycap(QWidget):
    """A keycap by itself, after a text; of no meaning to the screen reader, which reads the action."""

    def __init__(self, *caps: str) -> None:
        super().__init__()
        self._caps = caps
        self.setFixedSize(round(paint.keycaps_width(caps)), px(Size.KEYCAP))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        paint.keycaps(QPainter(self), 0, self.height() / 2, self._caps)


class LinkButton(KeyButton):
    """An action in the header of a card: words and keycap, no box, as in *Reimprimir F9*."""

    def __init__(self, words: str, key: str = "") -> None:
        super().__init__(words, key, "quiet", "small")

    def _margin(self) -> int:
        return px(Gap.X4)

    def _paint_box(self, painter: QPainter) -> CapColors:
        c = colors()
        if self.underMouse() and self.isEnabled():
            paint.box(painter, QRectF(self.rect()), fill=c.surface2)
        return CapColors(c.text2 if self.isEnabled() else c.text3, c.text2, c.surface)
