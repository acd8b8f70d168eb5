"""A strip of thermal paper: lines one below the other, cut where they end."""

from collections.abc import Callable, Sequence

from crediario.documents.sheet import MM, Align, Sheet
from crediario.documents.style import BOLD, REGULAR, fit, width

PAPER = 80.0
MARGIN = 4.0
PRINTABLE = PAPER - 2 * MARGIN
SIZE = 8.6
LEADING = 4.1
SMALLEST = 6.6
# Drawn on a strip longer than any receipt, then cut: the length is known only when all is drawn.
LONGEST = 5000.0
STRIP = "strip"
QUIET = 3.0


class Roll:
    """Writes down the strip; every method leaves ``_y`` at the end of what it wrote."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._y = MARGIN

    @property
    def length(self) -> float:
        """Of the strip, in mm, with the margin at its end."""
        return self._y + MARGIN

    def centred(self, text: str, size: float = SIZE, face: str = REGULAR, before: float = 0) -> None:
        """One line in the middle."""
        self._advance(size, before)
        smallest = min(size, SMALLEST)
        self._sheet.text(PAPER / 2, self._y, text, size, face, "center", PRINTABLE, smallest)

    def centred_words(self, text: str, face: str = REGULAR, before: float = 0) -> None:
        """A paragraph in the middle."""
        self._y += before
        self._paragraph(text, face, 4, "center")

    def words(self, text: str, face: str = REGULAR, most: int = 1, before: float = 0) -> None:
        """A paragraph at the left."""
        self._y += before
        self._paragraph(text, face, most, "left")

    def pair(
        self,
        left: str,
        right: str,
        face: str = REGULAR,
        size: float = SIZE,
        before: float = 0,
        face_right: str | None = None,
    ) -> None:
        """A label and its amount, one at each edge."""
        self._advance(size, before)
        face_right = face_right or face
        amount, size_right = fit(right, face_right, size, PRINTABLE * 0.7 * MM, 5)
        room = PRINTABLE - width(amount, face_right, size_right) / MM - 2
        self._sheet.text(MARGIN, self._y, left, size, face, room=room, smallest=SMALLEST)
        self._sheet.text(PAPER - MARGIN, self._y, amount, size_right, face_right, "right")

    def rule(self) -> None:
        """A dashed line from edge to edge."""
        self._y += 2.5
        self._sheet.line(MARGIN, self._y, PAPER - MARGIN, self._y, 0.3, (1.1, 0.8))
        self._y += 1.5

    def boxed(self, lines: Sequence[str], face: str = BOLD) -> None:
        """Lines in the middle of a box from edge to edge."""
        self._y += 2.4
        top = self._y
        self._y += 0.8
        for text in lines:
            self.centred(text, face=face)
        self._y += 2
        self._sheet.box(MARGIN, top, PRINTABLE, self._y - top, weight=0.4)

    def code_beside(self, payload: str, side: float, title: str, text: str) -> None:
        """A QR code with words at its right."""
        top = self._y + QUIET - 1.5
        self._sheet.qr(MARGIN, top, side, payload)
        x = MARGIN + side + QUIET
        self._sheet.text(x, top + 6.6, title, SIZE - 0.6, BOLD, room=PAPER - MARGIN - x)
        room = PAPER - MARGIN - x
        self._sheet.paragraph(x, top + 10.4, room, [(REGULAR, text)], SIZE - 0.6, 3.7, most=5)
        self._y = top + side + QUIET - 2.5

    def signature(self, text: str) -> None:
        """A line to sign on, and who signs."""
        self._y += 9
        self._sheet.line(MARGIN + 8, self._y, PAPER - MARGIN - 8, self._y)
        self.centred(text, 7.4)
        self._y += 1.5

    def _paragraph(self, text: str, face: str, most: int, align: Align) -> None:
        self._y += LEADING
        spans = [(face, text)]
        after = self._sheet.paragraph(MARGIN, self._y, PRINTABLE, spans, SIZE, LEADING, most, align)
        self._y = after - LEADING

    def _advance(self, size: float, before: float) -> None:
        # Large lines are single ones: they need less than their share of leading.
        self._y += before + LEADING * (0.8 * size / SIZE if size > SIZE else 1)


def pdf_of(title: str, draw: Callable[[Roll], None]) -> bytes:
    """Draws a strip and cuts it to its length."""
    sheet = Sheet(PAPER, LONGEST, title)
    with sheet.stamp(STRIP, LONGEST):
        roll = Roll(sheet)
        draw(roll)
    sheet.cut_page(roll.length)
    sheet.press(STRIP, LONGEST)
    sheet.next_page()
    return sheet.pdf()
