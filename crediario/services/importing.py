"""Bringing a portfolio in from another system: opened, understood, previewed, written, and undone.

The wizard and the command line go the same way::

    opened = open_portfolio(ctx, path)                  # the file, nothing understood yet
    mappings = suggested_mappings(ctx, opened)          # one for each sheet; a person may correct them
    portfolio = read_portfolio(ctx, opened, mappings)   # every line understood or refused
    report = preview_import(ctx, portfolio)             # what would happen; nothing is written
    done = import_portfolio(ctx, ImportOrder.of(request_id, portfolio))
    report = report_of(portfolio, done)
    write_refused(ctx, opened, report.refused, path)    # a spreadsheet to correct and import again
    undo_import(ctx, UndoImportOrder(request_id, done.import_id))
    imports(ctx)                                        # tuple[ListedImport, ...], the latest first

Opening and reading take seconds on a large file and happen outside any transaction; writing happens in one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from crediario.db import importing
from crediario.db.connection import snapshot
from crediario.domain.importing.cells import shown
from crediario.domain.importing.layout import recognise
from crediario.domain.importing.mapping import (
    DateOrder,
    FileMapping,
    Meaning,
    SheetKind,
    SheetMapping,
)
from crediario.domain.importing.report import (
    IgnoredReason,
    IgnoredRow,
    ImportTotals,
    NoteKind,
    RefusedReason,
    RefusedRow,
    RowNote,
    ShopTotals,
)
from crediario.gateways.spreadsheets import SpreadsheetFile, open_spreadsheet
from crediario.services.core import Context, Report, check_permission, no_report, query

#: What screens use from here, the rules' own words included.
__all__ = [
    "DateOrder",
    "FileMapping",
    "IgnoredReason",
    "IgnoredRow",
    "ImportDone",
    "ImportReport",
    "ImportTotals",
    "ListedImport",
    "Meaning",
    "NoteKind",
    "RefusedReason",
    "RefusedRow",
    "RowNote",
    "SheetKind",
    "SheetMapping",
    "ShopTotals",
    "SpreadsheetFile",
    "open_portfolio",
    "sample_lines",
    "suggested_mappings",
]

SAMPLE_LINES = 8


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Everything there is to tell about a file, before or after it comes in.

    Attributes:
        totals: what the accepted lines hold.
        new: installments the shop did not have, or had open and the file says were paid.
        repeated: installments that were here already, the same.
        refused: lines that do not come in, with the reason; they can be corrected and imported again.
        ignored: titles and totals.
        notes: lines that come in with something supposed or left out.
        before: what the shop held before.
        after: what it holds afterwards.
    """

    totals: ImportTotals
    new: int
    repeated: int
    refused: tuple[RefusedRow, ...]
    ignored: tuple[IgnoredRow, ...]
    notes: tuple[RowNote, ...]
    before: ShopTotals
    after: ShopTotals


@dataclass(frozen=True, slots=True)
class ImportDone:
    """An import written.

    Attributes:
        import_id: what undoes it; None when every line was here already and nothing was written.
        totals: what the accepted lines hold.
        new: installments brought in, or settled.
        repeated: installments that were here already.
        clashes: lines refused because of what the shop holds, beside those the file's reading refused;
            without their cells, which no answer is to keep.
        before: what the shop held before.
        after: what it holds now.
    """

    import_id: int | None
    totals: ImportTotals
    new: int
    repeated: int
    clashes: tuple[RefusedRow, ...]
    before: ShopTotals
    after: ShopTotals


@dataclass(frozen=True, slots=True)
class ListedImport:
    """One import as the list shows it."""

    import_id: int
    file_name: str
    imported_on: date
    imported_at: datetime
    operator_name: str
    totals: ImportTotals
    new: int
    undone_at: datetime | None


def open_portfolio(ctx: Context, path: Path, report: Report = no_report) -> SpreadsheetFile:
    """Opens a spreadsheet or text table and checks that it can be read to its end.

    Raises:
        the refusals of ``open_spreadsheet``: what the file is instead, or what is wrong with it.
    """
    _check_allowed(ctx)
    return open_spreadsheet(path)


def _check_allowed(ctx: Context) -> None:
    """A short moment of the database: reading a large file holds none."""
    with snapshot(ctx.database):
        check_permission(ctx, "import_portfolio")


@query("import_portfolio")
def suggested_mappings(ctx: Context, opened: SpreadsheetFile) -> FileMapping:
    """How each sheet is to be read: as somebody left it for such titles, else as it is recognised."""
    return tuple(_suggested(ctx, recognise(sheet)) for sheet in opened.sheets)


def _suggested(ctx: Context, recognised: SheetMapping) -> SheetMapping:
    return importing.remembered_layout(ctx.database, recognised) or recognised


def sample_lines(
    opened: SpreadsheetFile, mapping: SheetMapping, count: int = SAMPLE_LINES
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The first lines below the titles, as people read them: (line, texts of the cells)."""
    return tuple(islice(_lines(opened, mapping), count))


def _lines(opened: SpreadsheetFile, mapping: SheetMapping) -> Iterator[tuple[int, tuple[str, ...]]]:
    after, width = max(mapping.header_lines, default=0), len(mapping.meanings)
    sheet = next(each for each in opened.sheets if each.name == mapping.sheet)
    for line, row in sheet.rows():
        if line > after:
            yield line, tuple(shown(cell) for cell in (*row, *[None] * (width - len(row)))[:width])
