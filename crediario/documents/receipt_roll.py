"""A strip of thermal paper: lines one below the other, cut where they end. Or the same on sheets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crediario.documents.sheet import MM, Align, Sheet
from crediario.documents.style import BOLD, REGULAR, fit, width

SIZE = 8.6
LEADING = 4.1
SMALLEST = 6.6
# Drawn on a strip longer than any receipt, then cut: the length is known only when all is drawn.
LONGEST = 5000.0
STRIP = "strip"
QUIET = 3.0
SIGNATURE = 9.0


@dataclass(frozen=True, slots=True)
class RollForm:
    """The paper a roll is drawn on, in mm.

    Attributes:
        paper: how wide it is.
        margin: left and right of what is printed.
        top: above and below it.
        high: of a sheet; None for a strip, as long as its content.
        narrow: a QR code stands above its words, and long lines take one more.
        leading: from one line to the next.
    """

    paper: float
    margin: float
    top: float
    high: float | None = None
    narrow: bool = False
    leading: float = LEADING

    @property
    def printable(self) -> float:
        """How wide a line is."""
        return self.paper - 2 * self.margin


ROLL_80 = RollForm(80.0, 4.0, 4.0)
ROLL_58 = RollForm(58.0, 5.0, 4.0, narrow=True)
A5 = RollForm(148.0, 16.0, 9.0, high=210.0, leading=3.5)
# The same column in the middle: amounts far from their names are read wrong.
A4 = RollForm(210.0, 47.0, 20.0, high=297.0)


class Roll:
    """Writes down the paper; every method leaves ``_y`` at the end of what it wrote."""

    def __init__(self, sheet: Sheet, form: RollForm = ROLL_80) -> None:
        self._sheet, self._form = sheet, form
        self._left, self._right = form.margin, form.paper - form.margin
        self._wide = form.printable
        self._y = form.top

    @property
    def length(self) -> float:
        """Of the strip, in mm, with the margin at its end."""
        return self._y + self._form.top

    def centred(self, text: str, size: float = SIZE, face: str = REGULAR, before: float = 0) -> None:
        """One line in the middle."""
        smallest = min(size, SMALLEST)
        if self._form.narrow and width(text, face, smallest) > self._wide * MM:
            self.centred_words(text, face, before)
            return
        self._advance(size, before)
        self._sheet.text(self._form.paper / 2, self._y, text, size, face, "center", self._wide, smallest)

    def centred_words(self, text: str, face: str = REGULAR, before: float = 0) -> None:
        """A paragraph in the middle."""
        self._y += before
        self._paragraph(text, face, 4, "center")

    def words(self, text: str, face: str = REGULAR, most: int = 1, before: float = 0) -> None:
        """A paragraph at the left."""
        self._y += before
        self._paragraph(text, face, most + self._form.narrow, "left")

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
        amount, size_right = fit(right, face_right, size, self._wide * 0.7 * MM, 5)
        room = self._wide - width(amount, face_right, size_right) / MM - 2
        self._sheet.text(self._left, self._y, left, size, face, room=room, smallest=SMALLEST)
        self._sheet.text(self._right, self._y, amount, size_right, face_right, "right")

    def rule(self) -> None:
        """A dashed line from edge to edge."""
        self._keep_together(4 + self._form.leading)
        self._y += 2.5
        self._sheet.line(self._left, self._y, self._right, self._y, 0.3, (1.1, 0.8))
        self._y += 1.5

    def boxed(self, lines: Sequence[str], face: str = BOLD) -> None:
        """Lines in the middle of a box from edge to edge."""
        self._keep_together(5.2 + len(lines) * self._form.leading)
        self._y += 2.4
        top = self._y
        self._y += 0.8
        for text in lines:
            self.centred(text, face=face)
        self._y += 2
        self._sheet.box(self._left, top, self._wide, self._y - top, weight=0.4)

    def code(self, payload: str, side: float, title: str, text: str) -> None:
        """A QR code with words: at its right, or below where the paper is narrow."""
        self._keep_together(side + 2 * QUIET + 6 * self._form.leading * self._form.narrow)
        if self._form.narrow:
            self._code_above(payload, side, title, text)
        else:
            self._code_beside(payload, side, title, text)

    def _code_above(self, payload: str, side: float, title: str, text: str) -> None:
        top = self._y + QUIET - 1.5
        self._sheet.qr((self._form.paper - side) / 2, top, side, payload)
        self._y = top + side + QUIET - 2.0
        self.centred(title, face=BOLD)
        self._paragraph(text, REGULAR, 5, "center")

    def _code_beside(self, payload: str, side: float, title: str, text: str) -> None:
        top = self._y + QUIET - 1.5
        self._sheet.qr(self._left, top, side, payload)
        x = self._left + side + QUIET
        self._sheet.text(x, top + 6.6, title, SIZE - 0.6, BOLD, room=self._right - x)
        room = self._right - x
        self._sheet.paragraph(x, top + 10.4, room, [(REGULAR, text)], SIZE - 0.6, 3.7, most=5)
        self._y = top + side + QUIET - 2.5

    def signature(self, text: str) -> None:
        """A line to sign on, and who signs."""
        self._keep_together(SIGNATURE + 4 * self._form.leading)
        self._y += SIGNATURE
        self._sheet.line(self._left + 8, self._y, self._right - 8, self._y)
        self.centred(text, 7.4)
        self._y += 1.5

    def keep_together(self, lines: int) -> None:
        """On a sheet, so many lines are not torn apart."""
        self._keep_together(lines * self._form.leading)

    def _keep_together(self, need: float) -> None:
        """On a sheet that has no room for it: the next one."""
        if self._form.high is not None and self._y + need > self._form.high - self._form.top:
            self._sheet.next_page()
            self._y = self._form.top

    def _paragraph(self, text: str, face: str, most: int, align: Align) -> None:
        self._keep_together(most * self._form.leading)
        self._y += self._form.leading
        spans = [(face, text)]
        after = self._sheet.paragraph(
            self._left, self._y, self._wide, spans, SIZE, self._form.leading, most, align
        )
        self._y = after - self._form.leading

    def _advance(self, size: float, before: float) -> None:
        self._keep_together(before + self._form.leading)
        # Large lines are single ones: they need less than their share of leading.
        self._y += before + self._form.leading * (0.8 * size / SIZE if size > SIZE else 1)


def pdf_of(title: str, draw: Callable[[Roll], None], form: RollForm = ROLL_80) -> bytes:
    """Draws a strip and cuts it to its length; on sheets, as many as it takes."""
    if form.high is not None:
        return _on_sheets(title, draw, form, form.high)
    sheet = Sheet(form.paper, LONGEST, title)
    with sheet.stamp(STRIP, LONGEST):
        roll = Roll(sheet, form)
        draw(roll)
    sheet.cut_page(roll.length)
    sheet.press(STRIP, LONGEST)
    sheet.next_page()
    return sheet.pdf()


def _on_sheets(title: str, draw: Callable[[Roll], None], form: RollForm, high: float) -> bytes:
    sheet = Sheet(form.paper, high, title)
    draw(Roll(sheet, form))
    sheet.next_page()
    return sheet.pdf()
