"""What released sales became: what the exceptions of the credit policy brought and cost."""

from dataclasses import dataclass
from datetime import date

from crediario.db import credit_reports
from crediario.db.credit_reports import ReleasedRow
from crediario.domain.errors import Refusal
from crediario.services.core import Context, query

__all__ = ["ReleasedReport", "ReleasedRow", "ReportPeriodBackwards", "released_sales"]


@dataclass(eq=False)
class ReportPeriodBackwards(Refusal):
    """The last day of a report lies before its first."""


@dataclass(frozen=True, slots=True)
class ReleasedReport:
    """Released sales of a period, as they stand now.

    Attributes:
        by_releaser: per person who said yes.
        by_seller: per person who sold.
    """

    sold_from: date
    sold_until: date
    total: ReleasedRow
    by_releaser: tuple[ReleasedRow, ...]
    by_seller: tuple[ReleasedRow, ...]


@query("see_reports")
def released_sales(ctx: Context, sold_from: date, sold_until: date) -> ReleasedReport:
    """What became of the sales released by a person, sold between these days, both included.

    Raises:
        ReportPeriodBackwards.

    Rule: product.md B6. See docs/regras.md#liberacao.
    """
    if sold_until < sold_from:
        raise ReportPeriodBackwards
    period = (sold_from, sold_until)
    return ReleasedReport(
        sold_from=sold_from,
        sold_until=sold_until,
        total=credit_reports.released_total(ctx.database, *period),
        by_releaser=credit_reports.released_by(ctx.database, *period),
        by_seller=credit_reports.sold_by(ctx.database, *period),
    )
