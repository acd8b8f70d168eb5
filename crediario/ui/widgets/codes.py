"""QR and bar codes on the screen, in black on white whatever the theme: a camera must read them."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crediario.ui.theme import Size, colors, px

QUIET_QR = 4
QUIET_BARS = 10


class QrView(QWidget):
    """A QR code from its matrix (rows of dark modules), with the quiet zone the standard asks for."""

    def __init__(self, name: str = "Código QR do Pix", size: int = Size.QR) -> None:
        super().__init__()
        self._matrix: Sequence[Sequence[bool]] = ()
        self.setFixedSize(px(size), px(size))
        self.setAccessibleName(name)

    def show_matrix(self, matrix: Sequence[Sequence[bool]]) -> None:
        """Show another code."""
        self._matrix = matrix
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c = QPainter(self), colors()
        painter.fillRect(self.rect(), c.paper)
        if not self._matrix:
            return
        ratio = self.devicePixelRatioF()
        side = self.width() * ratio / (len(self._matrix) + 2 * QUIET_QR)
        # Each edge on a pixel: the code fills its place, some modules a pixel wider than others.
        edges = [round((QUIET_QR + place) * side) / ratio for place in range(len(self._matrix) + 1)]
        for line, (top, bottom) in zip(self._matrix, pairwise(edges), strict=True):
            for dark, (left, right) in zip(line, pairwise(edges), strict=True):
                if dark:
                    painter.fillRect(QRectF(left, top, right - left, bottom - top), c.ink)


class BarcodeView(QWidget):
    """A bar code from its modules, dark and light in turn as given."""

    def __init__(self, name: str = "Código de barras da parcela") -> None:
        super().__init__()
        self._modules: Sequence[bool] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_modules(self, modules: Sequence[bool]) -> None:
        """Show another code."""
        self._modules = modules
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize((len(self._modules) + 2 * QUIET_BARS) * px(1), px(Size.BARCODE))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c = QPainter(self), colors()
        painter.fillRect(self.rect(), c.paper)
        wide = px(1)
        for place, dark in enumerate(self._modules):
            if dark:
                painter.fillRect(QRectF((place + QUIET_BARS) * wide, 0, wide, self.height()), c.ink)
