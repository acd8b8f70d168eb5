"""Spreadsheets and text tables from outside, opened with care: what could harm is refused before it is read.

A file is a set of sheets, read line by line as often as needed. xlsx and ods by python-calamine, which reads
values and never runs anything; text tables by the standard library.
"""

import hashlib
import html
import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from crediario.domain.errors import Refusal
from crediario.domain.importing.cells import Broken, Cell, Row, Sheet
from crediario.gateways import text_tables
from crediario.gateways.sheet_scan import SheetScan, UnsafeXml, check_xml, scan_sheet
from crediario.gateways.text_tables import BLANKS

PACKED_LIMIT = 20 * 1024 * 1024
UNPACKED_LIMIT = 200 * 1024 * 1024
RATIO_LIMIT = 100
#: Below this size a member may be packed as tightly as it likes: nothing large comes out.
SMALL_MEMBER = 1024 * 1024
MEMBERS_LIMIT = 200
LINES_LIMIT = 200_000
COLUMNS_LIMIT = 200
#: A table stands in memory whole, with its empty cells.
CELLS_LIMIT = 8_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The name of the stream in which Office keeps an encrypted workbook, as it stands in the file.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
#: A merged cell wider than this is a title, not somebody's name.
WIDEST_MERGED = 3
_ZIP = b"PK\x03\x04"
_FIRST_BYTES = (
    (b"%PDF", "pdf"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"),
    (b"{\\rtf", "document"), (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"), (b"\x1f\x8b", "archive"),
    (b"SQLite format 3", "database"), (b"MZ", "program"), (b"\x7fELF", "program"),
)  # fmt: skip


@dataclass(eq=False)
class FileNotReadable(Refusal):
    """The file is not there, or may not be read."""

    file: str


@dataclass(eq=False)
class FileEmpty(Refusal):
    """Nothing in it: no bytes, or no line with anything."""

    file: str


@dataclass(eq=False)
class FileTooLarge(Refusal):
    """More than a portfolio takes: packed, unpacked, in lines or in columns."""

    file: str


@dataclass(eq=False)
class SuspiciousFile(Refusal):
    """Packed or named in a way no spreadsheet program does: a bomb, or names that leave the folder."""

    file: str


@dataclass(eq=False)
class OldExcelFile(Refusal):
    """The format of Excel before 2007 (.xls)."""

    file: str


@dataclass(eq=False)
class EncryptedFile(Refusal):
    """It needs a password."""

    file: str


@dataclass(eq=False)
class NotASpreadsheet(Refusal):
    """Something else, whatever its name says: a page, a PDF, a picture, another archive."""

    file: str


@dataclass(eq=False)
class DamagedSpreadsheet(Refusal):
    """It begins like a spreadsheet and cannot be read to the end."""

    file: str


@dataclass(frozen=True, slots=True)
class SpreadsheetFile:
    """A file that was opened: its sheets, and what it is recognised by."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]


def open_spreadsheet(path: Path) -> SpreadsheetFile:
    """Opens a spreadsheet or a text table, told by what is in it and never by its name.

    Raises:
        FileNotReadable, FileEmpty, FileTooLarge, SuspiciousFile, OldExcelFile, EncryptedFile,
        NotASpreadsheet, DamagedSpreadsheet: nothing was read beyond what was needed to tell.
        the refusals of ``text_tables.read_table``.

    Rule: reliability.md A21, A22.
    """
    content = _bytes_of(path)
    sheets = _sheets(path.name, content)
    if not any(True for sheet in sheets for _ in sheet.rows()):
        raise FileEmpty(path.name)
    return SpreadsheetFile(path.name, hashlib.sha256(content).hexdigest(), sheets)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > PACKED_LIMIT * 2:
            raise FileTooLarge(path.name)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise FileNotReadable(path.name) from error
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise FileEmpty(path.name)
    return content


def _sheets(name: str, content: bytes) -> tuple[Sheet, ...]:
    if content.startswith(_OLE):
        raise EncryptedFile(name) if _ENCRYPTED in content else OldExcelFile(name)
    if any(content.startswith(first) for first, _ in _FIRST_BYTES):
        raise NotASpreadsheet(name)
    if content.startswith(_ZIP):
        return _zipped(name, content)
    if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<", content):
        raise NotASpreadsheet(name)
    return (text_tables.read_table(name, content),)


def _zipped(name: str, content: bytes) -> tuple[Sheet, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(name, archive)
            members = set(archive.namelist())
            if _WORKBOOK in members and _RELATIONS in members:
                return tuple(_workbook_sheets(name, content, archive, _scans(name, archive)))
    # zipfile lets what a spoilt directory leads it into through as whatever it stumbled upon.
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        OSError,
        RuntimeError,
        LookupError,
        ValueError,
        UnsafeXml,
    ) as error:
        raise DamagedSpreadsheet(name) from error
    raise NotASpreadsheet(name)


def _check_archive(name: str, archive: zipfile.ZipFile) -> None:
    """Sizes and names, before anything is unpacked."""
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise EncryptedFile(name)
    if len(members) > MEMBERS_LIMIT or len({member.filename for member in members}) < len(members):
        raise SuspiciousFile(name)
    if any(_leaves_the_folder(member.filename) or _is_bomb(member) for member in members):
        raise SuspiciousFile(name)
    packed = sum(member.compress_size for member in members)
    if packed > PACKED_LIMIT or sum(member.file_size for member in members) > UNPACKED_LIMIT:
        raise FileTooLarge(name)


def _leaves_the_folder(member: str) -> bool:
    return member.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", member) or ":" in member


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > max(SMALL_MEMBER, member.compress_size * RATIO_LIMIT)


def _scans(name: str, archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Every sheet of the archive looked through, by its place in it."""
    found = {}
    for member in archive.namelist():
        if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", member):
            with archive.open(member) as other:
                check_xml(other.read(SMALL_MEMBER) if member.endswith((".xml", ".rels")) else b"")
            continue
        with archive.open(member) as xml:
            scan = scan_sheet(xml, LINES_LIMIT, COLUMNS_LIMIT)
        too_far = scan.lines > LINES_LIMIT or scan.columns > COLUMNS_LIMIT
        if too_far or scan.lines * scan.columns > CELLS_LIMIT:
            raise FileTooLarge(name)
        found[member] = scan
    return found


def _workbook_sheets(
    name: str, content: bytes, archive: zipfile.ZipFile, scans: dict[str, SheetScan]
) -> Iterator[Sheet]:
    """The workbook's sheets in their order, each beside what was seen of it."""
    import python_calamine  # a compiled module: only when something is imported

    workbook_xml = archive.read(_WORKBOOK).decode("utf-8")
    members = _members(archive, workbook_xml)
    from_1904 = re.search(r"<workbookPr\b[^>]*\bdate1904=[\"'](?:1|true)", workbook_xml) is not None
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for place, about in enumerate(workbook.sheets_metadata):
            if about.typ == python_calamine.SheetTypeEnum.WorkSheet and place < len(members):
                hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
                scan = scans.get(members[place], SheetScan())
                table = workbook.get_sheet_by_index(place)
                yield SpreadsheetSheet(about.name, hidden, table, scan.broken, from_1904, _merged(table))
    except python_calamine.PasswordError as error:
        raise EncryptedFile(name) from error
    except (python_calamine.CalamineError, python_calamine.WorksheetNotFound, OSError, ValueError) as error:
        raise DamagedSpreadsheet(name) from error


def _members(archive: zipfile.ZipFile, workbook_xml: str) -> list[str]:
    """Where each sheet of the workbook lies in the archive, in the workbook's order."""
    targets = {
        _attribute(tag, "Id"): _attribute(tag, "Target")
        for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", archive.read(_RELATIONS).decode("utf-8"))
    }
    sheets = re.findall(r"<(?:\w+:)?sheet\b[^>]*>", workbook_xml)
    paths = (targets.get(_attribute(tag, r"\w+:id"), "") for tag in sheets)
    return [path.lstrip("/") if path.startswith("/") else posixpath.join("xl", path) for path in paths]


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\s{name}\s*=\s*([\"'])(.*?)\1", tag)
    return html.unescape(found[2]) if found else ""


def _merged(table: Any) -> frozenset[tuple[int, int]]:
    """The cells that continue a merged one downwards, as far as the sheet reaches."""
    found: set[tuple[int, int]] = set()
    for (first, left), (last, right) in table.merged_cell_ranges or ():
        if right - left <= WIDEST_MERGED:
            lines = range(first + 2, min(last + 1, table.total_height) + 1)
            found.update((line, column) for line in lines for column in range(left, right + 1))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class SpreadsheetSheet:
    """One sheet of a workbook."""

    name: str
    hidden: bool
    table: Any = field(repr=False)
    broken: dict[tuple[int, int], Broken] = field(repr=False)
    serials_from_1904: bool = False
    merged: frozenset[tuple[int, int]] = field(default=frozenset(), repr=False)
    delimited: bool = False

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Each line with something in it."""
        left = (None,) * (self.table.start[1] if self.table.start else 0)
        troubled = {line for line, _ in self.broken}
        for line, values in enumerate(self.table.iter_rows(), 1):
            row: Row = (*left, *map(_cell, values))
            if line in troubled:
                row = self._with_broken(line, row)
            if any(cell is not None for cell in row):
                yield line, row

    def _with_broken(self, line: int, row: Row) -> Row:
        """Errors and formulas without a value, which the reader shows as empty cells."""
        width = max(column for at, column in self.broken if at == line) + 1
        cells = [*row, *[None] * (width - len(row))]
        return tuple(
            self.broken.get((line, column), cell) if cell is None else cell
            for column, cell in enumerate(cells)
        )


def _cell(value: Any) -> Cell:
    """A value as the rules see it; called for every cell of a file, the commonest kinds first."""
    kind = type(value)
    if kind is str:
        return value.strip(BLANKS) or None
    if kind is float or kind is date or kind is int:
        return value  # type: ignore[no-any-return]
    if kind is datetime:
        return value.date()  # type: ignore[no-any-return]
    if kind is bool:
        return "sim" if value else "não"
    return str(value) if kind in {time, timedelta} else None
