"""The paper as it is printed: the very PDF, drawn at the density of the screen."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crediario.documents.carne_slips import PAGE_TOP, RIGHT, SLIP_HEIGHT, SLIPS_A_PAGE
from crediario.ui import printing
from crediario.ui.printing import Box
from crediario.ui.theme import Size, colors, px

# Around what is printed, in millimetres.
EDGE = 4.0
BAND = 6.0
# A sheet is at least as wide as A5; of it the beginning is shown, in the shape of a slip.
LEAST_SHEET = 140.0
BEGINNING = 0.5


class PaperPreview(QWidget):
    """A part of a document's page, as large as fits, never larger than it reads well."""

    def __init__(self) -> None:
        super().__init__()
        self._content = b""
        self._page = 0
        self._part: Box = (0, 0, 1, 1)
        self._drawn: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_slip(self, content: bytes, number: int) -> None:
        """The slip of an installment, on its page after the cover."""
        page, place = divmod(number - 1, SLIPS_A_PAGE)
        top = PAGE_TOP + place * SLIP_HEIGHT
        self._show(content, page + 1, (BAND, top + 1, RIGHT + EDGE, top + SLIP_HEIGHT - 1))
        self.setAccessibleName(f"Prévia da parcela {number}")

    def show_page(self, content: bytes, name: str) -> None:
        """The first page: a roll whole, of a sheet its beginning, which would be too small to read whole."""
        width, height = printing.page_size_mm(content)
        shown = height if width < LEAST_SHEET else min(height, width * BEGINNING)
        self._show(content, 0, (0, 0, width, shown))
        self.setAccessibleName(f"Prévia: {name}")

    def show_sheet(self, content: bytes, page: int, name: str) -> None:
        """A whole page, as one leafs through a document."""
        width, height = printing.page_size_mm(content, page)
        self._show(content, page, (0, 0, width, height))
        self.setAccessibleName(f"Página {page + 1}: {name}")

    def show_nothing(self, name: str) -> None:
        """Of a paper that was not made yet there is nothing to see."""
        self._content = b""
        self.update()
        self.setAccessibleName(f"Sem prévia: {name}")

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.READABLE), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_COLUMN) // 2, px(Size.QR))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        if not self._content:
            return
        painter, area = QPainter(self), self._area()
        ratio = self.devicePixelRatioF()
        wanted = round(area.width() * ratio)
        if self._drawn is None or abs(self._drawn.width() - wanted) > 1:
            self._drawn = printing.draw_part(self._content, self._page, self._part, wanted)
        painter.fillRect(area, colors().paper)
        painter.drawImage(area, self._drawn)
        painter.setPen(colors().line_strong)
        painter.drawRect(area)

    def _show(self, content: bytes, page: int, part: Box) -> None:
        self._content, self._page, self._part = content, page, part
        self._drawn = None
        self.update()

    def _area(self) -> QRectF:
        left, top, right, bottom = self._part
        shape = (right - left) / (bottom - top)
        most = min(self.width() - 2, px(Size.READABLE))
        width = min(float(most), (self.height() - 2) * shape)
        height = width / shape
        return QRectF(
            round((self.width() - width) / 2) + 0.5,
            round((self.height() - height) / 2) + 0.5,
            round(width),
            round(height),
        )
