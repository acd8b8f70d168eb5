"""The way of a file into a shop, as the wizard and the command line take it."""

from dataclasses import dataclass, replace
from pathlib import Path

from crediario.services import importing
from crediario.services.core import Context
from crediario.services.importing import FileMapping, ImportReport, Portfolio
from tests.support.portfolios import TODAY
from tests.support.shop import new_id, on_day

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """An import done, and everything told of it."""

    import_id: int | None
    portfolio: Portfolio
    report: ImportReport


def portfolio_of(ctx: Context, path: Path, mappings: FileMapping | None = None) -> Portfolio:
    """A file opened and read on the day of the samples."""
    on_day(ctx, TODAY)
    opened = importing.open_portfolio(ctx, path)
    return importing.read_portfolio(ctx, opened, mappings or importing.suggested_mappings(ctx, opened))


def looked_at(ctx: Context, path: Path) -> ImportReport:
    """What bringing a file in would do."""
    return importing.preview_import(ctx, portfolio_of(ctx, path))


def brought_in(ctx: Context, path: Path, mappings: FileMapping | None = None) -> BroughtIn:
    """A file brought in; what the preview said is what happened."""
    portfolio = portfolio_of(ctx, path, mappings)
    preview = importing.preview_import(ctx, portfolio)
    done = importing.import_portfolio(ctx, importing.ImportOrder.of(new_id(), portfolio))
    report = importing.report_of(portfolio, done)
    assert replace(report, refused=()) == replace(preview, refused=())
    assert [(each.sheet, each.line, each.reason) for each in report.refused] == [
        (each.sheet, each.line, each.reason) for each in preview.refused
    ]
    return BroughtIn(done.import_id, portfolio, report)
