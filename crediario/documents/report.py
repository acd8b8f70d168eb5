"""A report on A4: a head, sections of text and tables, over as many pages as they need.

For papers that tell, rather than ask for money: what the shop holds of a person, an incident's record.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crediario.documents.sheet import MM, Align, Sheet
from crediario.documents.shop import ShopHeader
from crediario.documents.style import BOLD, REGULAR, pdf_text, set_lines, width
from crediario.documents.wording import issue_line
from crediario.domain.br import format_date

A4 = (210.0, 297.0)
LEFT, RIGHT = 18.0, 192.0
ROOM = RIGHT - LEFT
FIRST_TOP, NEXT_TOP, BOTTOM = 34.0, 22.0, 279.0
FOOT = 286.0
BODY, SMALL, TITLE = 10.0, 8.0, 12.5
LEADING, CELL_LEADING = 4.5, 4.1
CELL = 9.0
PAD = 1.4
SECTION_GAP, BLOCK_GAP, TABLE_GAP = 5.0, 1.6, 2.2
#: A row stands on one page; what is longer ends in an ellipsis.
CELL_LINES = 55
LONGEST = 2_400


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under titles; ``widths`` share the room, ``figures`` are the columns that keep to the right."""

    titles: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[str]]
    figures: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A title with what follows it: lines of text, then pairs of a name and what it says, then a table."""

    title: str
    lines: Sequence[str] = ()
    pairs: Sequence[tuple[str, str]] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What to print.

    Attributes:
        title: the large line.
        subtitle: under it, whom it is about.
        file_title: what the file says of itself; never a name or a document of a person.
    """

    shop: ShopHeader
    title: str
    subtitle: str
    file_title: str
    sections: Sequence[Section]
    issued_at: datetime
    issued_by: str
    notes: Sequence[str] = field(default=())


def render(report: Report) -> bytes:
    """The report as a PDF; the same content gives the same bytes. Texts of any length are accepted."""
    total = _Writer(Sheet(*A4, title=report.file_title), report, 0).write()
    sheet = Sheet(*A4, title=report.file_title)
    _Writer(sheet, report, total).write()
    return sheet.pdf()


class _Writer:
    """Writes from the top of each page to its bottom; run twice, since a page says how many there are."""

    def __init__(self, sheet: Sheet, report: Report, total: int) -> None:
        self._sheet, self._report, self._total = sheet, report, total
        self._page, self._y = 1, FIRST_TOP

    def write(self) -> int:
        """Writes everything; answers how many pages it took."""
        self._draw_head()
        for text in self._report.notes:
            self._words(text)
        for section in self._report.sections:
            self._section(section)
        self._end_page()
        return self._page

    def _section(self, section: Section) -> None:
        self._y += SECTION_GAP
        # A title is not left alone at the foot of a page.
        self._keep(TITLE + 3 * LEADING)
        self._sheet.text(LEFT, self._y + 4, section.title, TITLE, BOLD)
        self._y += 5.6
        self._sheet.line(LEFT, self._y, RIGHT, self._y, 0.3)
        self._y += BLOCK_GAP
        for text in section.lines:
            self._words(text)
        for name, text in section.pairs:
            self._pair(name, text)
        if section.table is not None:
            self._table(section.table)

    def _words(self, text: str) -> None:
        for line in _lines(text, BODY, ROOM):
            self._keep(LEADING)
            self._sheet.text(LEFT, self._y + 3.6, line, BODY)
            self._y += LEADING
        self._y += BLOCK_GAP

    def _pair(self, name: str, text: str) -> None:
        label = 46.0
        for place, line in enumerate(_lines(text or "–", BODY, ROOM - label)):
            self._keep(LEADING)
            if not place:
                self._sheet.text(LEFT, self._y + 3.6, name, BODY, BOLD, room=label - 2)
            self._sheet.text(LEFT + label, self._y + 3.6, line, BODY)
            self._y += LEADING
        self._y += 0.5

    def _table(self, table: Table) -> None:
        self._y += TABLE_GAP - BLOCK_GAP
        widths = [ROOM * share / sum(table.widths) for share in table.widths]
        titles = _set(table.titles, widths, BOLD)
        self._keep(_high(titles) + 2 * CELL_LEADING)
        self._cells(table, titles, widths, BOLD)
        for row in table.rows:
            cells = _set(row, widths, REGULAR)
            if self._y + _high(cells) > BOTTOM:
                self._next_page()
                self._cells(table, titles, widths, BOLD)
            self._cells(table, cells, widths, REGULAR)
        self._y += BLOCK_GAP

    def _cells(self, table: Table, cells: Sequence[list[str]], widths: Sequence[float], face: str) -> None:
        x = LEFT
        for place, (lines, wide) in enumerate(zip(cells, widths, strict=True)):
            align: Align = "right" if place in table.figures else "left"
            at = x + wide - PAD if place in table.figures else x + PAD
            for number, line in enumerate(lines):
                y = self._y + 3.3 + number * CELL_LEADING
                self._sheet.text(at, y, line, CELL, face, align, room=wide - 2 * PAD)
            x += wide
        self._y += _high(cells)
        self._sheet.line(LEFT, self._y - 0.4, RIGHT, self._y - 0.4, 0.3 if face == BOLD else 0.1)

    def _keep(self, high: float) -> None:
        if self._y + high > BOTTOM:
            self._next_page()

    def _next_page(self) -> None:
        self._end_page()
        self._page += 1
        self._y = NEXT_TOP
        self._sheet.text(LEFT, 15, f"{self._report.title}, continuação", BODY, BOLD)
        self._sheet.line(LEFT, 17.4, RIGHT, 17.4, 0.3)

    def _end_page(self) -> None:
        where = f"Página {self._page} de {self._total}"
        wide = self._sheet.text(RIGHT, FOOT, where, SMALL, align="right")
        made = issue_line(self._report.issued_at, self._report.issued_by)
        self._sheet.text(LEFT, FOOT, made, SMALL, room=ROOM - wide - 4, smallest=6)
        self._sheet.next_page()

    def _draw_head(self) -> None:
        report, shop = self._report, self._report.shop
        self._sheet.text(LEFT, 17.5, report.title, 18, BOLD, room=112)
        self._sheet.text(LEFT, 23.6, report.subtitle, 11, room=112)
        place = ", ".join(text for text in (shop.district, shop.town) if text)
        lines = ((shop.trade_name, BOLD), *((text, REGULAR) for text in (shop.cnpj_text, shop.street, place)))
        for number, (text, face) in enumerate((*lines, (shop.best_phone, REGULAR))):
            self._sheet.text(RIGHT, 12.4 + number * 4, text, CELL, face, align="right", room=60, smallest=6)
        self._sheet.text(LEFT, 28.6, format_date(report.issued_at), CELL)
        self._sheet.line(LEFT, 31, RIGHT, 31, 0.4)


def _set(texts: Sequence[str], widths: Sequence[float], face: str) -> list[list[str]]:
    """The lines of each cell of a row."""
    pairs = zip(texts, widths, strict=True)
    return [_lines(text, CELL, wide - 2 * PAD, face, most=CELL_LINES) for text, wide in pairs]


def _high(cells: Sequence[list[str]]) -> float:
    return CELL_LEADING * max(map(len, cells)) + PAD


def _lines(text: str, size: float, room: float, face: str = REGULAR, most: int = LONGEST) -> list[str]:
    """The text broken into lines; a word longer than a line goes on in the next."""
    words = pdf_text(text, LONGEST).split(" ")
    # A span a word: one of all of them would be cut as a single name is.
    spans = tuple((face, f" {piece}") for word in words for piece in _pieces(word, size, room, face))
    lines = set_lines(spans, size, room * MM, most)
    return ["".join(piece for _, _, piece in line) for line in lines] or [""]


def _pieces(word: str, size: float, room: float, face: str) -> list[str]:
    found = []
    while len(word) > 1 and width(word, face, size) > room * MM:
        lengths = range(len(word) - 1, 0, -1)
        length = next(n for n in lengths if n == 1 or width(word[:n], face, size) <= room * MM)
        found.append(word[:length])
        word = word[length:]
    return [*found, word]
