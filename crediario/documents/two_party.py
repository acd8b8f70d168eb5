"""Papers that two sides sign: A4, letters of twelve points, clauses and their tables, one copy a side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crediario.documents.flow import LEADING, ROW, Column, Draw, Flow, draw_words, height_of, spans_of
from crediario.documents.sheet import Sheet
from crediario.documents.style import BOLD, REGULAR, Span, pdf_text
from crediario.documents.wording import document_label

A4 = (210.0, 297.0)
LEFT, RIGHT = 20.0, 192.0
ROOM = RIGHT - LEFT
FIRST_TOP, NEXT_TOP, BOTTOM = 30.0, 21.0, 277.0
FOOT = 285.0
SMALL = 8.5
GAP = 2.6
TABLE_GAP = 1.4
COLUMN_GAP = 6.0
HALF = (ROOM - COLUMN_GAP) / 2
RIGHT_HALF = LEFT + HALF + COLUMN_GAP
#: Of what somebody is called or where they live; a record keeps half of it.
LONGEST = 240
#: Room above a line to sign on.
TO_SIGN = 15.0
WITNESS = 3.6 * LEADING
#: One copy a side, where only two sign.
TWO_COPIES = ("via 1 de 2, da loja", "via 2 de 2, do cliente")
#: Where somebody without a document writes it.
NO_DOCUMENT = "CPF _____________________"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause (cláusula): its title, its words, and the name of the table that follows it, if one does.

    Attributes:
        stressed: it limits a right of the consumer, and stands out whole (CDC art. 54 § 4º).
    """

    title: str
    text: str
    table: str = ""
    stressed: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """A side (parte): what stands above it, and who it is, line by line; empty lines are left out."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the name, and what is written below it."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Place and day, who signs, and the witnesses: never apart.

    Attributes:
        high: in mm.
    """

    high: float
    draw: Draw


@dataclass(frozen=True, slots=True)
class Head:
    """The top of the first page.

    Attributes:
        lines: at the right, three at most; the first in bold.
    """

    title: str
    subtitle: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextHead:
    """The top of the pages that go on."""

    title: str
    right: str


@dataclass(frozen=True, slots=True)
class Foot:
    """The bottom of every page.

    Attributes:
        name: which paper this is, ``Acordo 312``; the copy and the page follow.
        made: who issued it, and when.
    """

    name: str
    made: str


def new_flow() -> Flow:
    """The room between the head and the foot of every page."""
    return Flow(LEFT, FIRST_TOP, NEXT_TOP, BOTTOM)


def comma(*parts: str) -> str:
    """The parts that say something, on one line."""
    return ", ".join(part for part in parts if part)


def written_document(document: str) -> str:
    """``CPF 111.444.777-35``, or a line to write it on."""
    return f"{document_label(document)} {document}" if document else NO_DOCUMENT


def signer_role(role: str, document: str) -> str:
    """``Cliente, CPF 111.444.777-35``."""
    return f"{role}, {document_label(document)} {document}" if document else role


def place_parties(flow: Flow, parties: Sequence[Party]) -> None:
    """The sides beside each other, two at most."""
    columns = [[spans_of(pdf_text(line, LONGEST), HALF) for line in party.lines if line] for party in parties]
    heights = [sum(height_of(spans, HALF) for spans in column) for column in columns]

    def draw(sheet: Sheet, top: float) -> None:
        for x, party, column in zip((LEFT, RIGHT_HALF), parties, columns, strict=False):
            draw_words(sheet, x, top, [(BOLD, party.title)], HALF)
            y = top + LEADING
            for spans in column:
                draw_words(sheet, x, y, spans, HALF)
                y += height_of(spans, HALF)

    flow.place(LEADING + max(heights) + 1, draw)


def clause_spans(number: int, clause: Clause) -> list[Span]:
    """A clause as it is set: number, title and amounts in bold, or all of it where it is stressed."""
    words = spans_of(clause.text, ROOM, BOLD if clause.stressed else REGULAR)
    return [(BOLD, f"{number}. {clause.title}."), *_with_amounts(words)]


def _with_amounts(spans: list[Span]) -> list[Span]:
    """Amounts stand out: in a clause's words nothing else begins with the sign of the real."""
    return [(BOLD if text.startswith(" R$") else face, text) for face, text in spans]


def signatures(place_and_day: str, signers: Sequence[Signer], *, witnesses: bool) -> Signatures:
    """Who signs, two beside each other, and two witnesses below where the paper needs them."""
    place = spans_of(f"{place_and_day}.", ROOM)
    rows = [_row(signers[start : start + 2]) for start in range(0, len(signers), 2)]
    tops = [height_of(place, ROOM) + TO_SIGN]
    for row in rows:
        tops.append(tops[-1] + _row_height(row) + TO_SIGN)

    def draw(sheet: Sheet, top: float) -> None:
        draw_words(sheet, LEFT, top, place, ROOM)
        for row, down in zip(rows, tops, strict=False):
            _draw_row(sheet, top + down, row)
        if witnesses:
            for x, title in ((LEFT, "Testemunha 1"), (RIGHT_HALF, "Testemunha 2")):
                _draw_witness(sheet, x, top + tops[-1], title)

    return Signatures(tops[-1] + WITNESS if witnesses else tops[-1] - TO_SIGN, draw)


_Row = list[tuple[list[Span], list[Span]]]


def _row(signers: Sequence[Signer]) -> _Row:
    return [
        (spans_of(pdf_text(each.name, LONGEST), HALF, BOLD), spans_of(pdf_text(each.role, LONGEST), HALF))
        for each in signers
    ]


def _row_height(row: _Row) -> float:
    return max(height_of(name, HALF) + height_of(role, HALF) for name, role in row)


def _draw_row(sheet: Sheet, y: float, row: _Row) -> None:
    for x, (name, role) in zip((LEFT, RIGHT_HALF), row, strict=False):
        _draw_line(sheet, x, y)
        draw_words(sheet, x, y, name, HALF)
        draw_words(sheet, x, y + height_of(name, HALF), role, HALF)


def _draw_line(sheet: Sheet, x: float, y: float) -> None:
    """To sign on."""
    sheet.line(x, y - 0.6, x + HALF, y - 0.6)


def _draw_witness(sheet: Sheet, x: float, y: float, title: str) -> None:
    _draw_line(sheet, x, y)
    draw_words(sheet, x, y, [(BOLD, title)], HALF)
    for place, label in enumerate(("Nome:", "CPF:"), 1):
        line = y + 1.3 * place * LEADING
        draw_words(sheet, x, line, [(REGULAR, label)], HALF)
        sheet.line(x + 15, line + 4.6, x + HALF, line + 4.6, 0.1)


def draw_copies(
    sheet: Sheet, flow: Flow, copies: Sequence[str], head: Head, next_head: NextHead, foot: Foot
) -> None:
    """Every page of every copy; ``copies`` say which one it is, ``via 1 de 2, da loja``."""
    for copy in copies:
        for page in range(flow.pages):
            if page:
                _draw_next_head(sheet, next_head)
            else:
                _draw_head(sheet, head)
            flow.draw(sheet, page)
            _draw_foot(sheet, foot, f"{copy}, página {page + 1} de {flow.pages}")
            sheet.next_page()


def _draw_head(sheet: Sheet, head: Head) -> None:
    sheet.text(LEFT, 17.5, head.title, 20, BOLD)
    sheet.text(LEFT, 23.4, head.subtitle, 12)
    for place, text in enumerate(head.lines):
        sheet.text(RIGHT, 14.4 + place * 4.6, text, 12, REGULAR if place else BOLD, align="right")
    sheet.line(LEFT, 26.6, RIGHT, 26.6, 0.4)


def _draw_next_head(sheet: Sheet, head: NextHead) -> None:
    sheet.text(LEFT, 15, head.title, 12, BOLD)
    sheet.text(RIGHT, 15, head.right, 12, align="right")
    sheet.line(LEFT, 17.6, RIGHT, 17.6, 0.4)


def _draw_foot(sheet: Sheet, foot: Foot, which: str) -> None:
    wide = sheet.text(RIGHT, FOOT, f"{foot.name}, {which}", SMALL, align="right")
    sheet.text(LEFT, FOOT, foot.made, SMALL, room=ROOM - wide - 4, smallest=6)


Table = tuple[Sequence[Column], Sequence[Sequence[str]], Sequence[str]]


def placed(
    parties: Sequence[Party], said: Sequence[Clause], tables: Callable[[str], Table], signed: Signatures
) -> Flow:
    """Everything between the head and the foot, on the pages it takes.

    A table is not parted from its clause, nor are the signatures from the last one.

    Args:
        parties: the sides.
        said: the clauses, in their order.
        tables: the table of that name: its columns, its rows, and the last line with the sums.
        signed: who signs.
    """
    flow = new_flow()
    place_parties(flow, parties)
    for number, clause in enumerate(said, 1):
        spans = clause_spans(number, clause)
        follows = signed.high + GAP if number == len(said) else 4 * ROW if clause.table else 0
        flow.space(GAP)
        flow.words(spans, ROOM, needs=height_of(spans, ROOM) + follows)
        if clause.table:
            flow.space(TABLE_GAP)
            flow.table(*tables(clause.table))
    flow.space(GAP)
    flow.place(signed.high, signed.draw)
    return flow
