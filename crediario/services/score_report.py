"""Whether the behaviour score tells who pays: scores of a day gone by beside what happened after it."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from crediario.db import score_past, shop
from crediario.domain.aging import edges_on
from crediario.domain.credit.score_report import ScoreRange, auc, by_range
from crediario.services.core import Context, query

#: How many days of due dates are watched.
WATCHED_DAYS = 90


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """Scores of ``day``, and what of the installments due in the ninety days after it became.

    Attributes:
        day: when the scores are taken: nothing that happened after it is in them.
        until: the last due date watched.
        customers: who had something to pay in that time.
        bad: how many of them left something unpaid for more than thirty days.
        auc: how often who paid had the higher score; None when nobody went bad, or everybody.
        auc_not_late: the same among those with nothing late on the day.
        ranges: by score, the lowest first.
    """

    day: date
    until: date
    customers: int
    bad: int
    auc: Fraction | None
    auc_not_late: Fraction | None
    ranges: tuple[ScoreRange, ...]


@query("see_reports")
def score_report(ctx: Context) -> ScoreReport:
    """How well scores told who would pay, on the latest day of which everything after it is known.

    Rule: product.md B3. See docs/regras.md#score and docs/score.md.
    """
    until = ctx.today - timedelta(days=score_past.BAD_DAYS + 1)
    day = until - timedelta(days=WATCHED_DAYS)
    edges = edges_on(day, shop.calendar(ctx.database, ctx.store_id))
    found = list(score_past.outcomes(ctx.database, score_past.Watch(edges, until, ctx.today)))
    return ScoreReport(
        day=day,
        until=until,
        customers=len(found),
        bad=sum(1 for each in found if each.went_bad),
        auc=auc(found),
        auc_not_late=auc([each for each in found if not each.was_late]),
        ranges=by_range(found),
    )
