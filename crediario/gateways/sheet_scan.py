"""A sheet's XML looked through before anybody builds a table of it: how far it reaches, which cells lie.

One cell at the far corner makes a dense table of seventeen thousand million cells; a formula without a stored
value and an error look like empty cells to whoever reads only values. Both are found here, piece by piece.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from crediario.domain.importing.cells import Broken

PIECE = 1024 * 1024
#: A row longer than this is no row of a portfolio.
LONGEST_ROW = 8 * PIECE

_ROW_END = re.compile(rb"</(?:\w+:)?row\s*>")
_REFERENCE = re.compile(rb"\br=[\"']([A-Za-z]{0,9})([0-9]{1,19})[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
# Each starts with letters that the engine can jump to: a large sheet has millions of cells.
_LAST_ROW = re.compile(rb'<row r="([0-9]{1,19})"')
_SECOND_LETTER = re.compile(rb' r="([A-Z]{2,9})[0-9]')
_ERROR = re.compile(rb"<(?:\w+:)?c\b[^>]*\bt=[\"']e[\"'][^>]*>")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FOREIGN = re.compile(rb"encoding\s*=\s*[\"'](?!utf-?8|us-ascii)", re.IGNORECASE)
#: Columns of one letter: how far a sheet reaches at least is enough to know.
ONE_LETTER = 26


class UnsafeXml(Exception):
    """A document type, entities, or an encoding in which nothing can be looked for."""


@dataclass(slots=True)
class SheetScan:
    """How far a sheet reaches, and its cells without a value, by line from 1 and column from 0."""

    lines: int = 0
    columns: int = 0
    #: Rows that do not say their place.
    unnumbered: int = 0
    broken: dict[tuple[int, int], Broken] = field(default_factory=dict)


def scan_sheet(xml: IO[bytes], farthest_line: int, farthest_column: int) -> SheetScan:
    """Looks through a sheet, no further than the first cell beyond the limits.

    Args:
        xml: the sheet's member of the archive, unpacked as it is read.
        farthest_line: the scan ends with the first line beyond.
        farthest_column: the same for columns.

    Raises:
        UnsafeXml: nothing can be said of it.
    """
    found = SheetScan()
    for piece in _pieces(xml):
        _measure(piece, found)
        if found.lines > farthest_line or found.columns > farthest_column:
            break
        if b"<f" in piece or b":f" in piece or b't="e"' in piece or b"t='e'" in piece:
            _find_broken(piece, found)
    return found


def _pieces(xml: IO[bytes]) -> Iterator[bytes]:
    """The sheet cut between rows."""
    rest = b""
    while chunk := xml.read(PIECE):
        if not rest:
            check_xml(chunk)
        rest += chunk
        end = max(rest.rfind(b"</row>") + 6, _last_prefixed_end(rest))
        if end > 6:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > LONGEST_ROW:
            raise UnsafeXml("a row without an end")
    yield rest


def _last_prefixed_end(piece: bytes) -> int:
    """Where the last row ends when its name has a prefix or a space; 0 when there is none."""
    if b":row" not in piece and b"</row " not in piece:
        return 0
    return max((match.end() for match in _ROW_END.finditer(piece)), default=0)


def check_xml(start: bytes) -> None:
    """Refuses what could hide cells from a search through the bytes.

    Raises:
        UnsafeXml: a document type, an entity, or letters that are not UTF-8.
    """
    head = start[:1024]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00")) or b"\x00" in head:
        raise UnsafeXml("not UTF-8")
    if _DOCTYPE.search(start) or _FOREIGN.search(head):
        raise UnsafeXml("entities or another encoding")


def _measure(piece: bytes, found: SheetScan) -> None:
    if _is_plain(piece):
        _measure_plain(piece, found)
    else:
        _measure_any(piece, found)


def _is_plain(piece: bytes) -> bool:
    """Whether rows and cells are written as every program writes them: the place first, in double quotes."""
    cells = piece.count(b"<c") - piece.count(b"<col")
    return (
        piece.count(b'<c r="') == cells
        and piece.count(b'<row r="') == piece.count(b"<row")
        and b":row" not in piece
    )


def _measure_plain(piece: bytes, found: SheetScan) -> None:
    found.lines = max([found.lines, *(int(digits) for digits in _LAST_ROW.findall(piece))])
    farther = {column_number(letters) for letters in set(_SECOND_LETTER.findall(piece))}
    found.columns = max([found.columns, ONE_LETTER, *farther])


def _measure_any(piece: bytes, found: SheetScan) -> None:
    for letters, digits in set(_REFERENCE.findall(piece)):
        found.lines = max(found.lines, int(digits))
        if letters:
            found.columns = max(found.columns, column_number(letters))
    # Cells without their place follow each other: the longest row tells how far.
    for row in _ROW_END.split(piece):
        found.columns = max(found.columns, len(_CELL.findall(row)))
    found.unnumbered += len(_ROW_END.findall(piece))
    found.lines = max(found.lines, found.unnumbered)


def _find_broken(piece: bytes, found: SheetScan) -> None:
    for match in _ERROR.finditer(piece):
        _mark(match[0], Broken.ERROR, found)
    for match in _FORMULA.finditer(piece):
        _mark(match[1], Broken.NO_VALUE, found)


def _mark(cell: bytes, broken: Broken, found: SheetScan) -> None:
    place = _REFERENCE.search(cell)
    if place and place[1]:
        found.broken[int(place[2]), column_number(place[1]) - 1] = broken


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
