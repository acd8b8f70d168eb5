"""The strokes that painted widgets share: rounded boxes, keycaps, tags, icons."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPixmap, QStaticText

from crediario.ui import icons
from crediario.ui.theme import Gap, Size, TextStyle, Theme, colors, font, ink, px

TagTone = Literal["late", "att", "ok", "pri", "plain"]
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CENTER = int(Qt.AlignmentFlag.AlignCenter)
_TO_THE_RIGHT = int(Qt.AlignmentFlag.AlignRight)
_IN_THE_MIDDLE = int(Qt.AlignmentFlag.AlignHCenter)
#: Words of a few screens, so that nothing of yesterday stays in memory.
LINES_KEPT = 4_096
TAGS_KEPT = 256


def box(
    painter: QPainter,
    rect: QRectF,
    *,
    fill: QColor | None = None,
    border: QColor | None = None,
    width: float = Size.HAIRLINE,
    radius: int = Size.RADIUS_CONTROL,
) -> None:
    """A rounded rectangle whose border lies inside ``rect``."""
    half = width / 2 if border is not None else 0.0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border, width) if border is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), px(radius), px(radius))


def picture(
    painter: QPainter, rect: QRectF, shown: QImage, radius: int = Size.RADIUS_CONTROL, *, whole: bool = False
) -> None:
    """A picture with rounded corners: its middle fills ``rect``, or ``whole`` it stands inside."""
    mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    if whole:
        mode = Qt.AspectRatioMode.KeepAspectRatio
    place = QRectF(QPointF(), QSizeF(shown.size()).scaled(rect.size(), mode))
    place.moveCenter(rect.center())
    corners = QPainterPath()
    corners.addRoundedRect(place & rect, px(radius), px(radius))
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipPath(corners, Qt.ClipOperation.IntersectClip)
    painter.drawImage(place, shown)
    painter.restore()


def text(
    painter: QPainter,
    rect: QRectF,
    words: str,
    style: TextStyle = "body",
    color: QColor | None = None,
    align: int = LEFT,
) -> None:
    """One line of plain text, shortened with an ellipsis when it does not fit."""
    line = _laid_out(words, style, Theme.current)
    if line.width > rect.width() + 1:
        line = _shortened(words, style, rect.width(), Theme.current)
    painter.setFont(font(style))
    painter.setPen(color if color is not None else ink("text"))
    painter.drawStaticText(_corner(rect, line, align), line.drawn)


class _Line(NamedTuple):
    drawn: QStaticText
    width: float
    height: float


@lru_cache(maxsize=LINES_KEPT)
def _laid_out(words: str, style: TextStyle, theme: Theme) -> _Line:
    """Lists paint the same words again and again: measuring them costs more than drawing them."""
    drawn = QStaticText(words)
    drawn.setTextFormat(Qt.TextFormat.PlainText)
    drawn.prepare(font=font(style))
    return _Line(drawn, drawn.size().width(), drawn.size().height())


@lru_cache(maxsize=LINES_KEPT)
def _shortened(words: str, style: TextStyle, width: float, theme: Theme) -> _Line:
    metrics = QFontMetricsF(font(style))
    return _laid_out(metrics.elidedText(words, Qt.TextElideMode.ElideRight, width + 1), style, theme)


def _corner(rect: QRectF, line: _Line, align: int) -> QPointF:
    """Where a line begins, on a whole pixel from above, that the letters of a row stand on one line."""
    left, top = rect.left(), round(rect.top() + (rect.height() - line.height) / 2)
    if align & _TO_THE_RIGHT:
        left += rect.width() - line.width
    elif align & _IN_THE_MIDDLE:
        left += (rect.width() - line.width) / 2
    return QPointF(left, top)


def text_width(words: str, style: TextStyle) -> float:
    """The width of one line."""
    return _width(words, style, Theme.current)


@lru_cache(maxsize=LINES_KEPT)
def _width(words: str, style: TextStyle, theme: Theme) -> float:
    return QFontMetricsF(font(style)).horizontalAdvance(words)


def keycap_width(cap: str) -> float:
    """The width a keycap takes."""
    return max(px(Size.KEYCAP_MIN), round(text_width(cap, "small_bold") + 2 * px(Size.KEYCAP_PADDING)))


@dataclass(frozen=True, slots=True)
class CapColors:
    """The colours of a keycap: its letters, its edge, its face."""

    letters: QColor
    edge: QColor
    face: QColor


def cap_colors() -> CapColors:
    """A keycap on a plain surface."""
    c = colors()
    return CapColors(c.text, c.text2, c.surface)


def keycap(painter: QPainter, left: float, middle: float, cap: str, how: CapColors | None = None) -> float:
    """A keycap from ``left``, centred on the line ``middle``; returns its width."""
    how = how or cap_colors()
    width, height = keycap_width(cap), px(Size.KEYCAP)
    rect = QRectF(round(left), round(middle - height / 2), width, height)
    radius = px(Size.RADIUS_TAG)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(how.edge)
    painter.drawRoundedRect(rect, radius, radius)
    painter.setBrush(how.face)
    inside = rect.adjusted(Size.HAIRLINE, Size.HAIRLINE, -Size.HAIRLINE, -Size.OUTLINE)
    painter.drawRoundedRect(inside, radius - 1, radius - 1)
    text(painter, rect.adjusted(0, 0, 0, -1), cap, "small_bold", how.letters, CENTER)
    return width


def keycaps(painter: QPainter, left: float, middle: float, caps: tuple[str, ...]) -> None:
    """Several keycaps side by side."""
    for cap in caps:
        left += keycap(painter, left, middle, cap) + px(Gap.X6)


def keycaps_width(caps: tuple[str, ...]) -> float:
    """The width of several keycaps side by side."""
    return sum(keycap_width(cap) for cap in caps) + px(Gap.X6) * (len(caps) - 1) if caps else 0.0


def tag_colors(tone: TagTone) -> tuple[QColor, QColor, QColor]:
    """Letters, fill and border of a tag or a note."""
    c = colors()
    return {
        "late": (c.late, c.late_soft, c.late_line),
        "att": (c.att, c.att_soft, c.att_line),
        "ok": (c.ok, c.ok_soft, c.ok_line),
        "pri": (c.pri_text, c.pri_soft, c.pri_line),
        "plain": (c.text2, c.surface2, c.line),
    }[tone]


def tag_width(words: str, icon: str) -> float:
    """The width a tag takes."""
    pad = 2 * px(Gap.X8)
    return round(text_width(words, "small_bold") + pad + (px(Size.ICON_SMALL) + px(Gap.X6) if icon else 0))


def tag(painter: QPainter, rect: QRectF, words: str, tone: TagTone, icon: str = "") -> None:
    """A tag from the left of ``rect``, in the middle of its height."""
    width = math.ceil(min(tag_width(words, icon), rect.width()))
    drawn = _tag(words, tone, icon, width, painter.device().devicePixelRatioF(), Theme.current)
    painter.drawPixmap(QPointF(round(rect.left()), round(rect.center().y() - px(Size.TAG) / 2)), drawn)


@lru_cache(maxsize=TAGS_KEPT)
def _tag(words: str, tone: TagTone, icon: str, width: int, ratio: float, theme: Theme) -> QPixmap:
    """The same few stand in every line of a list."""
    drawn = QPixmap(QSize(width, px(Size.TAG)) * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    _draw_tag(painter, QRectF(0, 0, width, px(Size.TAG)), words, tone, icon)
    painter.end()
    return drawn


def _draw_tag(painter: QPainter, place: QRectF, words: str, tone: TagTone, icon: str) -> None:
    letters, fill, border = tag_colors(tone)
    box(painter, place, fill=fill, border=border, radius=Size.RADIUS_TAG)
    inside = place.adjusted(px(Gap.X8), 0, -px(Gap.X8), 0)
    if icon:
        size = px(Size.ICON_SMALL)
        at = QRectF(inside.left(), inside.center().y() - size / 2, size, size)
        icons.draw(painter, icon, at, letters)
        inside.setLeft(inside.left() + size + px(Gap.X6))
    text(painter, inside.adjusted(0, 0, 2, 0), words, "small_bold", letters)


def check(painter: QPainter, rect: QRectF, *, checked: bool, enabled: bool = True) -> None:
    """A check box in the middle of ``rect``."""
    c, size = colors(), px(Size.CHECK)
    place = QRectF(0, 0, size, size)
    place.moveCenter(QPointF(round(rect.center().x()), round(rect.center().y())))
    if not checked:
        box(painter, place, fill=c.surface if enabled else c.surface2,
            border=c.line_strong if enabled else c.line, radius=Size.RADIUS_TAG)  # fmt: skip
        return
    box(painter, place, fill=c.pri if enabled else c.line_strong, radius=Size.RADIUS_TAG)
    inset = px(Size.OUTLINE)
    icons.draw(painter, "check", place.adjusted(inset, inset, -inset, -inset), c.on_pri)


def radio(painter: QPainter, rect: QRectF, *, checked: bool, enabled: bool = True) -> None:
    """A radio button in the middle of ``rect``."""
    c, size = colors(), px(Size.RADIO)
    place = QRectF(0, 0, size, size)
    place.moveCenter(QPointF(round(rect.center().x()), round(rect.center().y())))
    border = c.pri if checked else c.line_strong
    width = size * 0.3 if checked else Size.HAIRLINE
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border if enabled else c.line, width))
    painter.setBrush(c.surface)
    painter.drawEllipse(place.adjusted(width / 2, width / 2, -width / 2, -width / 2))
