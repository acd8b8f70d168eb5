"""Bringing a portfolio in from another system: opened, understood, previewed, written, and undone.

The wizard and the command line go the same way::

    opened = open_portfolio(ctx, path)                  # the file, nothing understood yet
    mappings = suggested_mappings(ctx, opened)          # one for each sheet; a person may correct them
    portfolio = read_portfolio(ctx, opened, mappings)   # every line understood or refused
    report = preview_import(ctx, portfolio)             # what would happen; nothing is written
    done = import_portfolio(ctx, ImportOrder.of(request_id, portfolio))
    report = ImportReport.of(portfolio, done)
    content = refused_spreadsheet(ctx, portfolio, report)   # to correct and import again
    undo_import(ctx, UndoOrder(request_id, done.import_id))

Opening and reading take seconds on a large file and happen outside any transaction; writing happens in one.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Self

from crediario.db import import_undo, import_writer, importing, shop, standing
from crediario.db.import_writer import ImportPosting
from crediario.db.importing import WrittenTotals
from crediario.documents.refused_lines import RefusedSheet, refused_workbook
from crediario.domain.errors import Refusal
from crediario.domain.importing import matching
from crediario.domain.importing import portfolio as portfolios
from crediario.domain.importing.layout import recognise
from crediario.domain.importing.mapping import DateOrder, FileMapping, Meaning, SheetKind, SheetMapping
from crediario.domain.importing.matching import ImportPlan, plan_import
from crediario.domain.importing.past import past_notes
from crediario.domain.importing.portfolio import Portfolio
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
from crediario.domain.punctuality import last_overdue_day
from crediario.gateways.spreadsheets import SpreadsheetFile, open_spreadsheet
from crediario.services.core import (
    Context,
    Progress,
    Report,
    Topic,
    attached,
    no_report,
    query,
    reading,
    use_case,
)

#: What screens use from here, the rules' own words included.
__all__ = [
    "DateOrder",
    "FileMapping",
    "IgnoredReason",
    "IgnoredRow",
    "ImportDone",
    "ImportNotFound",
    "ImportOrder",
    "ImportReport",
    "ImportTotals",
    "ImportUndone",
    "ImportUndoneAlready",
    "ListedImport",
    "Meaning",
    "MovedSinceImport",
    "NoteKind",
    "NothingRecognised",
    "Portfolio",
    "RefusedReason",
    "RefusedRow",
    "RowNote",
    "SheetKind",
    "SheetMapping",
    "ShopTotals",
    "SpreadsheetFile",
    "UndoOrder",
    "import_portfolio",
    "list_imports",
    "open_portfolio",
    "preview_import",
    "read_portfolio",
    "refused_spreadsheet",
    "suggested_mappings",
    "undo_import",
]

LISTED = 50


@dataclass(eq=False)
class NothingRecognised(Refusal):
    """No sheet of the file tells whose the installments are, when they are due and of how much.

    Attributes:
        file: its name.
        missing: what the likeliest sheet lacks, by meaning; empty when nothing at all was recognised.
        twice: titles that several columns have, so that only a person can tell them apart.
    """

    file: str
    missing: tuple[str, ...]
    twice: tuple[str, ...] = ()


@dataclass(eq=False)
class ImportNotFound(Refusal):
    """No import has that id."""


@dataclass(eq=False)
class ImportUndoneAlready(Refusal):
    """It was undone before."""

    file: str


@dataclass(eq=False)
class MovedSinceImport(Refusal):
    """Something was built upon it.

    Attributes:
        what: ``import``, ``payment``, ``agreement``, ``sale``, ``paper`` or ``customer``.
    """

    file: str
    what: str


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
        changes_something: anything would be, or was, written.
    """

    totals: ImportTotals
    new: int
    repeated: int
    refused: tuple[RefusedRow, ...]
    ignored: tuple[IgnoredRow, ...]
    notes: tuple[RowNote, ...]
    before: ShopTotals
    after: ShopTotals
    changes_something: bool

    @classmethod
    def of(cls, portfolio: Portfolio, done: "ImportDone") -> Self:
        """Everything there is to tell about a file that came in."""
        return cls(
            totals=done.totals,
            new=done.new,
            repeated=done.repeated,
            refused=_in_order(portfolio, [*portfolio.refused, *done.clashes]),
            ignored=tuple(portfolio.ignored),
            notes=(*portfolio.notes, *done.notes),
            before=done.before,
            after=done.after,
            changes_something=done.import_id is not None,
        )


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """A file to bring in.

    Attributes:
        request_id: made when the wizard opened; a retry carries the same.
        file_name, sha256, mappings: what the file was and how it was read, which says everything else.
        portfolio: what was read of it; too large for the audit.
    """

    request_id: str
    file_name: str
    sha256: str
    mappings: FileMapping
    portfolio: Portfolio = attached()  # noqa: RUF009 - it declares a field

    @classmethod
    def of(cls, request_id: str, portfolio: Portfolio) -> Self:
        """The order to bring in what was read."""
        return cls(request_id, portfolio.file_name, portfolio.sha256, portfolio.mappings, portfolio)


@dataclass(frozen=True, slots=True)
class UndoOrder:
    """An import to undo."""

    request_id: str
    import_id: int


@dataclass(frozen=True, slots=True)
class ImportUndone:
    """An import undone: whose rows are gone, as if it had never been."""

    import_id: int
    file_name: str
    installments: int


@dataclass(frozen=True, slots=True)
class ImportDone:
    """An import written.

    Attributes:
        import_id: what undoes it; None when every line was here already and nothing was written.
        totals: what the accepted lines hold.
        new: installments brought in, or settled.
        repeated: installments that were here already.
        clashes: lines refused because of what the shop holds, beside those the file's reading refused;
            without names and documents, which no answer is to keep.
        notes: what is told of past payments.
        before: what the shop held before.
        after: what it holds now.
    """

    import_id: int | None
    totals: ImportTotals
    new: int
    repeated: int
    clashes: tuple[RefusedRow, ...]
    notes: tuple[RowNote, ...]
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


@reading("import_portfolio")
def open_portfolio(ctx: Context, path: Path, report: Report = no_report) -> SpreadsheetFile:
    """Opens a spreadsheet or text table and checks that it can be read to its end.

    Raises:
        the refusals of ``open_spreadsheet``: what the file is instead, or what is wrong with it.
    """
    report(Progress(0, 0))
    return open_spreadsheet(path)


@query("import_portfolio")
def suggested_mappings(ctx: Context, opened: SpreadsheetFile) -> FileMapping:
    """How each sheet is to be read: as somebody left it for such titles, else as it is recognised."""
    recognised = (recognise(sheet) for sheet in opened.sheets)
    return tuple(importing.remembered_layout(ctx.database, each) or each for each in recognised)


@reading("import_portfolio")
def read_portfolio(
    ctx: Context, opened: SpreadsheetFile, mappings: FileMapping, report: Report = no_report
) -> Portfolio:
    """Reads every line of the file; what is wrong with a line refuses the line, not the file.

    Raises:
        NothingRecognised: no sheet has what installments or customers need.
    """
    _check_recognised(opened, mappings)
    return portfolios.read_portfolio(
        opened.name,
        opened.sha256,
        opened.sheets,
        mappings,
        ctx.today,
        watch=lambda lines: report(Progress(lines, 0)),
    )


def _check_recognised(opened: SpreadsheetFile, mappings: FileMapping) -> None:
    seen = [mapping for sheet, mapping in zip(opened.sheets, mappings, strict=True) if not sheet.hidden]
    of_use = [mapping for mapping in seen if mapping.kind is not SheetKind.NOTHING]
    incomplete = [mapping for mapping in of_use if mapping.missing]
    if of_use and not incomplete:
        return
    # A sheet with amounts alone was meant to be one of installments.
    told = incomplete or [mapping for mapping in seen if Meaning.AMOUNT in mapping.meanings]
    if not told:
        raise NothingRecognised(opened.name, ())
    raise NothingRecognised(opened.name, tuple(each.value for each in told[0].lacking), _twice(told[0]))


def _twice(mapping: SheetMapping) -> tuple[str, ...]:
    """Titles that more than one column has, in their order."""
    times = Counter(title for title in mapping.headers if title)
    return tuple(title for title, count in times.items() if count > 1)


@query("import_portfolio")
def preview_import(ctx: Context, portfolio: Portfolio, report: Report = no_report) -> ImportReport:
    """What bringing the file in would do; nothing is written."""
    report(Progress(0, 0))
    plan = _planned(ctx, portfolio)
    before = _shop_totals(ctx)
    after = matching.shop_after(before, plan, _overdue_until(ctx))
    return _report(ctx, portfolio, plan, before, after)


def _planned(ctx: Context, portfolio: Portfolio) -> ImportPlan:
    return plan_import(portfolio, importing.known(ctx.database, portfolio.persons))


def _overdue_until(ctx: Context) -> date:
    return last_overdue_day(ctx.today, shop.calendar(ctx.database, ctx.store_id))


def _shop_totals(ctx: Context) -> ShopTotals:
    return importing.shop_totals(ctx.database, _overdue_until(ctx))


def _report(
    ctx: Context, portfolio: Portfolio, plan: ImportPlan, before: ShopTotals, after: ShopTotals
) -> ImportReport:
    return ImportReport(
        totals=portfolios.totals_of(portfolio, _overdue_until(ctx), plan.refused_lines, plan.left_out),
        new=plan.new,
        repeated=plan.repeated,
        refused=_in_order(portfolio, [*portfolio.refused, *matching.clashes_of(portfolio, plan)]),
        ignored=tuple(portfolio.ignored),
        notes=(*portfolio.notes, *_past_notes(ctx, portfolio, plan)),
        before=before,
        after=after,
        changes_something=not plan.is_empty,
    )


def _past_notes(ctx: Context, portfolio: Portfolio, plan: ImportPlan) -> tuple[RowNote, ...]:
    rules = shop.shop_settings(ctx.database, ctx.store_id).charge_rules
    return tuple(past_notes(portfolio, plan, rules, shop.calendar(ctx.database, ctx.store_id)))


def _in_order(portfolio: Portfolio, refused: Iterable[RefusedRow]) -> tuple[RefusedRow, ...]:
    places = {mapping.sheet: place for place, mapping in enumerate(portfolio.mappings)}
    return tuple(sorted(refused, key=lambda row: (places[row.sheet], row.line)))


@use_case("import_portfolio", changes={Topic.CUSTOMERS, Topic.RECEIVABLES})
def import_portfolio(ctx: Context, order: ImportOrder) -> ImportDone:
    """Writes what the shop does not have yet, in one transaction: every accepted line, or nothing.

    Paid installments are settled by allocations of origin *import*, their charges waived: no receipt, no cash
    session, no points. A second import of the same file changes nothing.

    Rule: product.md K4; reliability.md I19. See docs/regras.md#importacao.
    """
    standing.hold_day(ctx.database)
    portfolio = order.portfolio
    before = _shop_totals(ctx)
    plan = _planned(ctx, portfolio)
    report = _report(ctx, portfolio, plan, before, before)
    import_id = None if plan.is_empty else _write(ctx, order, plan, report)
    for mapping in order.mappings:
        if import_id is not None and mapping.kind is not SheetKind.NOTHING:
            importing.remember_layout(ctx.stamp, mapping)
    return ImportDone(
        import_id=import_id,
        totals=report.totals,
        new=report.new,
        repeated=report.repeated,
        clashes=tuple(_without_names(row, portfolio) for row in matching.clashes_of(portfolio, plan)),
        notes=_past_notes(ctx, portfolio, plan),
        before=before,
        after=_shop_totals(ctx),
    )


def _write(ctx: Context, order: ImportOrder, plan: ImportPlan, report: ImportReport) -> int:
    posting = ImportPosting(
        operation=order.request_id,
        file_name=order.file_name,
        sha256=order.sha256,
        day=ctx.today,
        plan=plan,
        rules=shop.shop_settings(ctx.database, ctx.store_id).charge_rules,
        calendar=shop.calendar(ctx.database, ctx.store_id),
        totals=WrittenTotals(report.totals, report.new, report.repeated, len(report.refused)),
    )
    return import_writer.post_import(ctx.stamp, posting)


def _without_names(row: RefusedRow, portfolio: Portfolio) -> RefusedRow:
    return replace(row, value="") if row.reason in matching.COLUMN_AT_FAULT else row


@reading("import_portfolio")
def refused_spreadsheet(ctx: Context, portfolio: Portfolio, report: ImportReport) -> bytes:
    """The refused lines as a spreadsheet: the file's own columns, and why each did not come in.

    Corrected there, it can be imported as it is: its lines join their sales.
    """
    sheets = []
    for mapping, lines in portfolio.lines_of(report.refused):
        sheets.append(RefusedSheet(mapping.sheet, portfolios.column_titles(mapping), lines))
    return refused_workbook(sheets, ctx.clock.now())


@use_case("import_portfolio", changes={Topic.CUSTOMERS, Topic.RECEIVABLES}, proof=True)
def undo_import(ctx: Context, order: UndoOrder) -> ImportUndone:
    """Takes a whole import back, while nothing was built upon it.

    Raises:
        ImportNotFound, ImportUndoneAlready.
        MovedSinceImport: something was; it says what.

    Rule: product.md K4. See docs/regras.md#importacao.
    """
    standing.hold_day(ctx.database)
    stored = importing.stored_import(ctx.database, order.import_id)
    if stored is None:
        raise ImportNotFound
    if stored.undone_at is not None:
        raise ImportUndoneAlready(stored.file_name)
    what = import_undo.moved_since(ctx.database, stored)
    if what is not None:
        raise MovedSinceImport(stored.file_name, what)
    gone = import_undo.undo_import(ctx.stamp, stored)
    return ImportUndone(order.import_id, stored.file_name, gone)


@query("import_portfolio")
def list_imports(ctx: Context) -> tuple[ListedImport, ...]:
    """The latest imports, the latest first, undone ones too."""
    return tuple(
        ListedImport(
            import_id=each.import_id,
            file_name=each.file_name,
            imported_on=each.imported_on,
            imported_at=each.imported_at,
            operator_name=each.operator_name,
            totals=each.written.totals,
            new=each.written.new,
            undone_at=each.undone_at,
        )
        for each in importing.stored_imports(ctx.database, LISTED)
    )
