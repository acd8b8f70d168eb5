"""A file read step by step on the long lane: opened and understood; then every line, and what it would do."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from crediario.domain.importing.cells import Row, Sheet, shown
from crediario.domain.importing.headers import guesses
from crediario.domain.importing.mapping import DateOrder, FileMapping, Meaning, SheetMapping
from crediario.services.core import Context, Progress, Report, no_report
from crediario.services.importing import (
    ImportReport,
    NoteKind,
    Portfolio,
    SpreadsheetFile,
    open_portfolio,
    preview_import,
    read_portfolio,
    suggested_mappings,
)
from crediario.ui.importing.column_words import column_letter
from crediario.ui.importing.sheet_board import ShownColumn, ShownSheet

#: Lines of a sheet that are shown: some titles above the header, and enough below it.
ABOVE, BELOW = 3, 7
TOLD_EVERY = 2000
Lines = tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was opened: how each sheet is read, and its first lines.

    Attributes:
        suggested: the mappings as they were recognised or remembered.
        mappings: the same as a person corrected them.
        touched: the sheet and the column corrected last, and the mappings before that.
        lines: the first ones of each sheet, as they are in the file.
        count: of all its lines.
    """

    path: Path
    opened: SpreadsheetFile
    suggested: FileMapping
    mappings: FileMapping
    lines: tuple[Lines, ...]
    count: int = 0
    touched: tuple[int, int, FileMapping] | None = None

    def corrected(self, sheet: int, column: int, meaning: Meaning) -> "FileRead":
        """With another meaning for one column.

        Arrows pass over meanings that other columns have: as long as it is the same column that is being
        corrected, those get theirs back.
        """
        same = self.touched is not None and self.touched[:2] == (sheet, column)
        before = self.touched[2] if self.touched is not None and same else self.mappings
        mappings = list(before)
        mappings[sheet] = mappings[sheet].with_meaning(column, meaning)
        return replace(self, mappings=tuple(mappings), touched=(sheet, column, before))

    def with_order(self, sheet: int, order: DateOrder) -> "FileRead":
        """With dates of one sheet read in another order."""
        mappings = list(self.mappings)
        mappings[sheet] = replace(mappings[sheet], date_order=order)
        return replace(self, mappings=tuple(mappings), touched=None)

    def sheet(self, place: int) -> ShownSheet:
        """A sheet as the board shows it."""
        mapping, suggested = self.mappings[place], self.suggested[place]
        columns = tuple(_column(mapping, suggested, at) for at in range(len(mapping.meanings)))
        return ShownSheet(mapping.sheet, columns, self.lines[place], mapping.header_lines)


def read_file(ctx: Context, path: Path, report: Report = no_report) -> FileRead:
    """Opens a file, counts its lines and recognises its columns.

    Raises:
        the refusals of ``open_portfolio``.
    """
    opened = open_portfolio(ctx, path, report)
    count = _count_lines(opened, report)
    mappings = suggested_mappings(ctx, opened)
    pairs = zip(opened.sheets, mappings, strict=True)
    lines = tuple(_first_lines(sheet, mapping) for sheet, mapping in pairs)
    return FileRead(path, opened, mappings, mappings, lines, count)


def _count_lines(opened: SpreadsheetFile, report: Report) -> int:
    count = 0
    for sheet in opened.sheets:
        for _ in sheet.rows():
            count += 1
            if not count % TOLD_EVERY:
                report(Progress(count, 0))
    return count


@dataclass(frozen=True, slots=True)
class Checked:
    """Every line of a file understood or refused, and what bringing it in would do.

    Attributes:
        supposed: how often each thing was taken for granted that the file does not say.
    """

    path: Path
    portfolio: Portfolio
    report: ImportReport
    supposed: Mapping[NoteKind, int]


def check_file(ctx: Context, file: FileRead, report: Report = no_report) -> Checked:
    """Reads every line with the columns as they are now; nothing is written.

    Raises:
        the refusals of ``read_portfolio``.
    """
    portfolio = read_portfolio(ctx, file.opened, file.mappings, _OfAll(report, file.count))
    found = preview_import(ctx, portfolio, report)
    return Checked(file.path, portfolio, found, _supposed(portfolio, found))


class _OfAll:
    """Tells lines of each sheet as lines of the whole file: every sheet begins to count anew."""

    def __init__(self, report: Report, count: int) -> None:
        self._report, self._count = report, count
        self._before = self._last = 0

    def __call__(self, progress: Progress) -> None:
        if progress.done < self._last:
            self._before += self._last
        self._last = progress.done
        self._report(Progress(min(self._before + progress.done, self._count), self._count))


def _supposed(portfolio: Portfolio, found: ImportReport) -> Mapping[NoteKind, int]:
    """What the lines remark one by one, and what holds for whole purchases and customers."""
    counts = Counter(note.kind for note in found.notes)
    counts[NoteKind.SOLD_ON_ASSUMED] = sum(sale.sold_on_assumed for sale in portfolio.sales)
    counts[NoteKind.NO_DOCUMENT] = sum(person.document is None for person in portfolio.persons)
    counts[NoteKind.PHONE_INCOMPLETE] = sum(len(person.phones()[1]) for person in portfolio.persons)
    return counts


def _first_lines(sheet: Sheet, mapping: SheetMapping) -> Lines:
    """From a little above the titles to a little below them."""
    head = max(mapping.header_lines, default=0)
    wanted = islice(sheet.rows(), head + BELOW)
    near = [(line, row) for line, row in wanted if line > head - ABOVE - len(mapping.header_lines)]
    width = len(mapping.meanings)
    return tuple(
        (line, _texts(row, width)) for line, row in near[: ABOVE + BELOW + len(mapping.header_lines)]
    )


def _texts(row: Row, width: int) -> tuple[str, ...]:
    return tuple(shown(cell) for cell in (*row, *[None] * (width - len(row)))[:width])


def _column(mapping: SheetMapping, suggested: SheetMapping, at: int) -> ShownColumn:
    title, meaning = mapping.headers[at], mapping.meanings[at]
    name = title or f"Coluna {column_letter(at)}"
    if meaning is not suggested.meanings[at]:
        return ShownColumn(name, meaning, "mudada por você", "pri")
    if meaning is Meaning.IGNORED:
        return ShownColumn(name, meaning, "fica de fora")
    if mapping.remembered:
        return ShownColumn(name, meaning, "como da última vez", "ok")
    by_title = any(guess.meaning is meaning for guess in guesses(title))
    return ShownColumn(name, meaning, "pelo título" if by_title else "pelo conteúdo")
