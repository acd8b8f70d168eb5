"""B7: a back-test over everybody's past, beside the same rows read through the driver.

Two policies over one sale each of 100,000 customers: twelve installments, of which up to six were paid.
Times are the processor's, so that on a busy machine nobody else's work counts.
"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from crediario import session
from crediario.db import backtest as pasts
from crediario.domain.credit.policy import STANDARD
from crediario.services import backtest
from crediario.services.core import Context
from tests.benchmarks.figure import Figure
from tests.benchmarks.late_shop import TODAY, build

CUSTOMERS = 100_000
SECONDS = 15.0
YEARS = timedelta(days=3_650)


def measure(customers: int = CUSTOMERS) -> list[Figure]:
    """The figure with a shop of that many customers."""
    with TemporaryDirectory() as folder:
        build(Path(folder) / "shop", customers)
        with session.opened(Path(folder) / "shop", TODAY) as ctx:
            raw = _read(ctx)
            start = process_time()
            policy = replace(STANDARD, minimum_score=600)
            result = backtest.run_back_test(ctx, backtest.BackTestWanted(policy, TODAY - YEARS, TODAY))
            ours = process_time() - start
    return [
        Figure(
            "B7",
            f"back-test of {result.tried.sales:,} sales under two policies ÷ reading them",
            f"{ours:.1f} s",
            f"{raw:.1f} s",
            ours / raw,
            f"≤ {SECONDS:g} s",
            ours <= SECONDS,
        )
    ]


def _read(ctx: Context) -> float:
    """Seconds for the rows alone."""
    raw, start = ctx.database.connection(), process_time()
    for first in range(1, pasts.last_customer(ctx.database) + 1, pasts.RANGE):
        for sql in pasts.STATEMENTS:
            raw.execute(sql, (first, first + pasts.RANGE - 1)).fetchall()
    return process_time() - start
