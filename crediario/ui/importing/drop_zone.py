"""Where a file is dropped, or chosen by Enter, Space or a click."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from crediario.ui import icons
from crediario.ui.theme import Gap, Size, TextStyle, Tone, colors, ink, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.edits import ENTER


class DropZone(QPushButton):
    """A dashed field that takes a file; what it says changes once one was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._title, self._text = "file-spreadsheet", "", ""
        self._file = self._over = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, title: str, text: str, *, icon: str = "file-spreadsheet", file: bool = False) -> None:
        """What it shows: an invitation, or (``file``) the file that was chosen."""
        self._title, self._text, self._icon, self._file = title, text, icon, file
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.update()

    def hover(self, over: bool) -> None:
        """A file is held over it."""
        self._over = over
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.READABLE), px(Size.DROP_ZONE))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_COLUMN), px(Size.DROP_ZONE))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in ENTER:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, area = QPainter(self), QRectF(self.rect())
        self._paint_face(painter, area)
        tile = QRectF(0, 0, px(Size.STATE_TILE), px(Size.STATE_TILE))
        line, gap = px(Gap.X24), px(Gap.X10)
        whole = tile.height() + gap + 2 * line
        tile.moveCenter(area.center())
        tile.moveTop(round((area.height() - whole) / 2))
        self._paint_tile(painter, tile)
        title = QRectF(px(Gap.X20), tile.bottom() + gap, area.width() - 2 * px(Gap.X20), line)
        self._paint_line(painter, title, self._title, "name", "text")
        self._paint_line(painter, title.translated(0, line), self._text, "office", "text2")

    def _paint_face(self, painter: QPainter, area: QRectF) -> None:
        c, inset = colors(), Size.OUTLINE
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(c.pri_text if self._over or self.underMouse() else c.line_strong, Size.OUTLINE)
        if not self._file:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(c.pri_soft if self._over else c.surface if self.isEnabled() else c.surface2)
        radius = px(Size.RADIUS_CARD)
        painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), radius, radius)

    def _paint_tile(self, painter: QPainter, tile: QRectF) -> None:
        c = colors()
        fill, border = (c.ok_soft, c.ok_line) if self._file else (c.pri_soft, c.pri_line)
        paint.box(painter, tile, fill=fill, border=border)
        side = px(Size.ICON_STATE)
        place = QRectF(0, 0, side, side)
        place.moveCenter(tile.center())
        icons.draw(painter, self._icon, place, c.ok if self._file else c.pri_text)

    def _paint_line(self, painter: QPainter, area: QRectF, words: str, style: TextStyle, tone: Tone) -> None:
        paint.text(painter, area, words, style, ink(tone), paint.CENTER)
