"""Lucide icons in the colours of the theme, drawn once for each name, size, colour and screen density."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from crediario import paths


def pixmap(name: str, size: int, color: QColor, ratio: float = 1.0) -> QPixmap:
    """The icon ``name`` at ``size`` logical pixels."""
    return _pixmap(name, size, color.rgba(), ratio)


def icon(name: str, size: int, color: QColor) -> QIcon:
    """The same for what Qt itself draws: a window, an action inside a field."""
    return QIcon(pixmap(name, size, color, 2.0))


def draw(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draw the icon in the middle of ``rect``, as large as its height."""
    size = round(min(rect.width(), rect.height()))
    drawn = pixmap(name, size, color, painter.device().devicePixelRatioF())
    corner = QPointF(rect.center().x() - size / 2, rect.center().y() - size / 2)
    painter.drawPixmap(QPointF(round(corner.x()), round(corner.y())), drawn)


@lru_cache(maxsize=512)
def _pixmap(name: str, size: int, rgba: int, ratio: float) -> QPixmap:
    color = QColor.fromRgba(rgba).name().encode()
    renderer = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", color)))
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter)
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    return (paths.resource("icons") / f"{name}.svg").read_bytes()


def draw_wide(painter: QPainter, name: str, rect: QRectF) -> None:
    """Draw a picture that has its own colours and shape, as the logo, over the whole of ``rect``."""
    QSvgRenderer(QByteArray(_source(name))).render(painter, rect)
