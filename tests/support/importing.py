"""The way of a file into a shop, as the wizard and the command line take it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crediario.domain.importing.report import RefusedReason
from crediario.services import importing
from crediario.services.checking import check_shop
from crediario.services.core import Context
from crediario.services.importing import FileMapping, ImportReport, Portfolio
from crediario.session import begin_day
from tests.support.portfolios import TODAY, Row, write_csv
from tests.support.shop import new_id, on_day, system

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
    begin_day(ctx)
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
    report = importing.ImportReport.of(portfolio, done)
    assert replace(report, refused=()) == replace(preview, refused=())
    assert [(each.sheet, each.line, each.reason) for each in report.refused] == [
        (each.sheet, each.line, each.reason) for each in preview.refused
    ]
    return BroughtIn(done.import_id, portfolio, report)


# A small file, and one cell of it written otherwise

ANA, JOSE = "529.982.247-25", "111.444.777-35"
HEAD: Row = ["Cliente", "CPF", "Contrato", "Parcela", "Vencimento", "Valor", "Pago em"]
LINES: list[Row] = [
    ["Ana Lima", ANA, "77", "1/3", "10/09/2026", "100,00", "10/09/2026"],
    ["Ana Lima", ANA, "77", "2/3", "10/10/2026", "100,00", ""],
    ["Ana Lima", ANA, "77", "3/3", "10/12/2026", "100,01", ""],
    ["José Prado", JOSE, "78", "1/2", "05/10/2026", "50,00", "20/10/2026"],
    ["José Prado", JOSE, "78", "2/2", "05/11/2026", "50,00", ""],
]


def a_file(folder: Path, lines: list[Row], head: Row = HEAD) -> Path:
    return write_csv(folder / "carteira.csv", [head, *lines])


def changed(place: int, column: int, text: str) -> list[Row]:
    """The lines, one cell of them written otherwise."""
    lines = [list(line) for line in LINES]
    lines[place][column] = text
    return lines


def rows(ctx: Context, sql: str, *values: object) -> list[tuple[Any, ...]]:
    mark = (
        "?" if "Sqlite" in type(ctx.database).__name__ or "SqlCipher" in type(ctx.database).__name__ else "%s"
    )
    return [tuple(row) for row in ctx.database.execute_sql(sql.replace("?", mark), values).fetchall()]


def reasons(done: BroughtIn) -> list[tuple[int, str, RefusedReason]]:
    return [(each.line, each.column, each.reason) for each in done.report.refused]


def assert_sound(ctx: Context) -> None:
    report = check_shop(system(ctx))
    assert report.ok, [(each.code, each.examples) for each in report.invariants if each.failed]
