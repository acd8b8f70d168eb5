"""The command that brings a spreadsheet of installments in."""

import argparse
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from crediario.cli.arguments import Answer, Commands, data_options, day
from crediario.cli.recovery import ask_code
from crediario.ui import command_words as words_of

if TYPE_CHECKING:
    from crediario.domain.importing.report import RefusedRow
    from crediario.services.importing import ImportReport


def _import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help=words_of.OPTIONS["file"])
    data_options(command)
    command.add_argument("--dry-run", action="store_true", help=words_of.OPTIONS["dry_run"])
    command.add_argument("--today", type=day, default=None, help=words_of.OPTIONS["today"])


def _import(options: argparse.Namespace) -> tuple[Answer, int]:
    report = _brought_in(options)
    totals = report.totals
    return {
        "dry_run": options.dry_run,
        "customers": totals.customers,
        "sales": totals.sales,
        "open_installments": totals.open_installments,
        "open_total": str(totals.open_total),
        "overdue_installments": totals.overdue_installments,
        "overdue_total": str(totals.overdue_total),
        "paid_installments": totals.paid_installments,
        "paid_total": str(totals.paid_total),
        "new": report.new,
        "repeated": report.repeated,
        "refused": [_refused_line(each) for each in report.refused],
        "ignored": [
            {"sheet": each.sheet, "line": each.line, "reason": each.reason.value} for each in report.ignored
        ],
    }, 0


def _brought_in(options: argparse.Namespace) -> "ImportReport":
    """Reads the file; only when it could be read is a shop made, and written to only for what is new."""
    from crediario import session
    from crediario.services import importing

    with session.opened_or_blank(options.data, options.today) as ctx:
        opened = importing.open_portfolio(ctx, Path(options.file))
        portfolio = importing.read_portfolio(ctx, opened, importing.suggested_mappings(ctx, opened))
        report = importing.preview_import(ctx, portfolio)
    if options.dry_run:
        return report
    with session.opened_or_new(options.data, options.today, ask_code) as ctx:
        if not report.changes_something:
            return report
        order = importing.ImportOrder.of(str(uuid.uuid4()), portfolio)
        return importing.ImportReport.of(portfolio, importing.import_portfolio(ctx, order))


def _refused_line(refused: "RefusedRow") -> Answer:
    from crediario.documents.refused_lines import REASONS

    return {
        "sheet": refused.sheet,
        "line": refused.line,
        "column": refused.column,
        "value": refused.value,
        "reason": REASONS[refused.reason],
    }


COMMANDS: Commands = {"import": (_import_options, _import)}
