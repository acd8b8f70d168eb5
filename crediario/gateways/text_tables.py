"""Tables written as text (CSV and its cousins): which letters, which separator, and nothing guessed twice."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from crediario.domain.errors import Refusal
from crediario.domain.importing.cells import Cell, Row

SEPARATORS = (";", "\t", ",", "|")
SAMPLE_LINES = 60
LINES_LIMIT = 200_000
COLUMNS_LIMIT = 200
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What stands around a cell's text and means nothing.
BLANKS = " \t\r\n\f\v\u00a0\ufeff"
#: What keeps a spreadsheet from taking a text for a formula; our own exports write it.
_APOSTROPHE = "'"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(eq=False)
class UnknownEncoding(Refusal):
    """The letters are in none of the encodings shops' programs write."""

    file: str


@dataclass(eq=False)
class UnclosedQuote(Refusal):
    """A quotation mark opens a cell and never closes it, so that lines run into each other."""

    file: str
    line: int


@dataclass(eq=False)
class TableTooLarge(Refusal):
    """More lines or columns than a portfolio takes."""

    file: str


@dataclass(frozen=True, slots=True)
class TextTable:
    """One table of text, read again from its bytes each time."""

    name: str
    content: bytes
    encoding: str
    separator: str
    hidden: bool = False
    delimited: bool = True
    serials_from_1904: bool = False
    merged: frozenset[tuple[int, int]] = frozenset()

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Each line with something in it; lines count as a spreadsheet would show them."""
        for line, record in enumerate(self.records(), 1):
            cells = [_cell(text) for text in record]
            if any(cells):
                yield line, tuple(cells)

    def records(self) -> Iterator[list[str]]:
        """The table as the csv module splits it, empty lines too."""
        text = io.TextIOWrapper(io.BytesIO(self.content), encoding=self.encoding, newline="")
        return csv.reader(text, delimiter=self.separator)


def _cell(text: str) -> Cell:
    bare = text.strip(BLANKS)
    if bare[:1] == _APOSTROPHE and bare[1:].startswith(_FORMULA_STARTS):
        bare = bare[1:]
    return bare or None


def read_table(name: str, content: bytes) -> TextTable:
    """The table in ``content``: UTF-8, UTF-16 with its mark, or Windows' own encoding.

    Raises:
        UnknownEncoding: none of these (UTF-16 without its mark would turn anything into Chinese).
        UnclosedQuote, TableTooLarge.

    Rule: reliability.md A22.
    """
    encoding = _encoding(name, content)
    table = TextTable(name, content, encoding, _separator(content, encoding))
    _check(table)
    return table


def _encoding(name: str, content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _checked(name, content, encoding)
    if b"\x00" in content:
        raise UnknownEncoding(name)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _checked(name, content, "cp1252")
    return "utf-8"


def _checked(name: str, content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(name) from error
    if "\x00" in text:
        raise UnknownEncoding(name)
    return encoding


def _separator(content: bytes, encoding: str) -> str:
    """The separator that splits the first lines into the same number of columns most often."""
    text = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")
    sample = [line for line in islice(text, SAMPLE_LINES) if line.strip()]
    if sample and sample[0].strip().lower().startswith("sep=") and len(sample[0].strip()) == 5:
        return sample[0].strip()[-1]
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: list[str], separator: str) -> tuple[float, int]:
    try:
        widths = Counter(len(record) for record in csv.reader(sample, delimiter=separator) if record)
    except csv.Error:
        return 0, 0
    split = {width: times for width, times in widths.items() if width > 1}
    if not split:
        return 0, 0
    width, times = max(split.items(), key=lambda each: (each[1], each[0]))
    return times / sum(widths.values()), width


def _check(table: TextTable) -> None:
    """Reads it once to its end: a quotation mark left open swallows what follows."""
    line = 0
    opened = 1
    try:
        for line, record in enumerate(table.records(), 1):
            if line > LINES_LIMIT or len(record) > COLUMNS_LIMIT:
                raise TableTooLarge(table.name)
            if any(text.count("\n") > 20 for text in record):
                opened = line
                raise csv.Error("lines run into each other")
    except csv.Error as error:
        raise UnclosedQuote(table.name, opened if opened > 1 else line + 1) from error
    if _ends_open(table, line):
        raise UnclosedQuote(table.name, line)


def _ends_open(table: TextTable, lines: int) -> bool:
    """Whether the last line is one that a quotation mark opened and nothing closed."""
    try:
        text = io.TextIOWrapper(io.BytesIO(table.content), encoding=table.encoding, newline="")
        for _ in csv.reader(text, delimiter=table.separator, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False
