"""Text and tables one below the other, over as many pages as they need.

Everything is placed before anything is drawn: a page then knows how many there are.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from crediario.documents.sheet import MM, Align, Sheet
from crediario.documents.style import BOLD, REGULAR, Span, pdf_text, set_lines, width

SIZE = 12.0
LEADING = 4.95
ROW = 5.8
PAD = 1.8
#: Nothing in a table is ever cut: a sum of nine figures gets smaller instead.
SMALLEST = 4.5
#: Letters and lines of one block; more would not stand on a page.
LONGEST_BLOCK = 1_500
MOST_LINES = 45

Draw = Callable[[Sheet, float], None]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        wide: in mm.
        align: the edge its cells keep to.
        wraps: long words go on in further lines, and the row grows; else they get smaller.
    """

    title: str
    wide: float
    align: Align = "left"
    wraps: bool = False


class Flow:
    """Places blocks from the top of each page to its bottom, all in mm."""

    def __init__(self, left: float, first_top: float, next_top: float, bottom: float) -> None:
        self._left, self._next_top, self._bottom = left, next_top, bottom
        self._pages: list[list[tuple[float, Draw]]] = [[]]
        self._y = first_top

    @property
    def pages(self) -> int:
        """How many pages there are so far."""
        return len(self._pages)

    def draw(self, sheet: Sheet, page: int) -> None:
        """Draws what was placed on a page, the first one being 0."""
        for y, draw in self._pages[page]:
            draw(sheet, y)

    def space(self, high: float) -> None:
        """Leaves room, which a new page makes unnecessary."""
        if self._pages[-1]:
            self._y += high

    def place(self, high: float, draw: Draw, *, needs: float = 0) -> None:
        """Places a block that is kept whole; ``needs`` is the room it and what must follow it take."""
        if self._pages[-1] and self._y + max(high, needs) > self._bottom:
            self._pages.append([])
            self._y = self._next_top
        self._pages[-1].append((self._y, draw))
        self._y += high

    def words(self, spans: Sequence[Span], room: float, *, needs: float = 0) -> None:
        """A paragraph."""
        high = height_of(spans, room)
        self.place(high, lambda sheet, y: draw_words(sheet, self._left, y, spans, room), needs=needs)

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], total: Sequence[str] = ()
    ) -> None:
        """Rows in a frame, the titles again on every page; a total stays with the last row."""
        self._row(columns, [column.title for column in columns], BOLD, needs=3 * ROW)
        for place, row in enumerate(rows):
            last = bool(total) and place == len(rows) - 1
            needs = _row_height(columns, row) + (ROW if last else 0)
            if self._y + needs > self._bottom:
                self.place(0, lambda sheet, y: None, needs=needs)
                self._row(columns, [column.title for column in columns], BOLD)
            self._row(columns, row, REGULAR)
        if total:
            self._row(columns, total, BOLD)

    def _row(self, columns: Sequence[Column], cells: Sequence[str], face: str, *, needs: float = 0) -> None:
        high = _row_height(columns, cells)
        self.place(high, lambda sheet, y: _draw_row(sheet, self._left, y, columns, cells, face), needs=needs)


def _row_height(columns: Sequence[Column], cells: Sequence[str]) -> float:
    lines = [
        height_of(spans_of(cell, column.wide - 2 * PAD), column.wide - 2 * PAD)
        for column, cell in zip(columns, cells, strict=True)
        if column.wraps
    ]
    return ROW + max([*lines, LEADING]) - LEADING


def _draw_row(
    sheet: Sheet, left: float, y: float, columns: Sequence[Column], cells: Sequence[str], face: str
) -> None:
    high = _row_height(columns, cells)
    sheet.box(left, y, sum(column.wide for column in columns), high)
    for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        _draw_cell(sheet, left, y, column, cell, face)
        if place:
            sheet.line(left, y, left, y + high)
        left += column.wide


def _draw_cell(sheet: Sheet, left: float, y: float, column: Column, cell: str, face: str) -> None:
    room = column.wide - 2 * PAD
    if column.wraps:
        sheet.paragraph(left + PAD, y + 4.2, room, spans_of(cell, room, face), SIZE, LEADING, most=MOST_LINES)
        return
    x = left + PAD if column.align == "left" else left + column.wide - PAD
    sheet.text(x, y + 4.2, cell, SIZE, face, column.align, room=room, smallest=SMALLEST)


def spans_of(text: str, room: float, face: str = REGULAR) -> list[Span]:
    """Text of any length, a span a word so that none is cut; one longer than a line goes on in the next."""
    words = pdf_text(text, LONGEST_BLOCK).split(" ")
    return [(face, f" {piece}") for word in words for piece in _pieces(word, face, room)]


def _pieces(word: str, face: str, room: float) -> Iterator[str]:
    while width(word, face, SIZE) > room * MM:
        length = next(n for n in range(len(word), 0, -1) if width(word[:n], face, SIZE) <= room * MM)
        yield word[:length]
        word = word[length:]
    if word:
        yield word


def height_of(spans: Sequence[Span], room: float) -> float:
    """Of a paragraph, in mm."""
    return LEADING * len(set_lines(tuple(spans), SIZE, room * MM, MOST_LINES))


def draw_words(sheet: Sheet, x: float, y: float, spans: Sequence[Span], room: float) -> None:
    """A paragraph whose top edge is ``y``."""
    sheet.paragraph(x, y + 4.0, room, spans, SIZE, LEADING, most=MOST_LINES)
