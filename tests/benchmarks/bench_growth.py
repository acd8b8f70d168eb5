"""G5 and G9 where a shop is large: beside a small one, and the ficha beside its own queries.

The small shop has 20,000 installments, the large one a million; ``measure(1_000_000)`` takes twelve million.
Posting is timed as the cashier waits for it, by the clock: reading cold pages is what may grow.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import uuid4

from crediario import session
from crediario.db.connection import SHOP_FILE, copy_to
from crediario.db.sale_postings import Item
from crediario.domain.money import Money, Rate
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every
from crediario.domain.tender import Method, Tender
from crediario.services import ficha, payments, sales
from crediario.services.core import Context
from tests.benchmarks import bench_till
from tests.benchmarks.figure import Figure
from tests.benchmarks.late_shop import PIECES, TODAY, build

SMALL, LARGE = 1_700, 84_000
ROUNDS = 150
RECEIVED = 3
MS = 1000
POSTING_LIMIT, FICHA_LIMIT = 2.5, 2.0
#: One operation on that customer; answers the seconds it took.
_Act = Callable[[Context, int], float]


@dataclass(slots=True)
class Times:
    """Seconds of each round in the small shop and in the large one."""

    small: list[float] = field(default_factory=list)
    large: list[float] = field(default_factory=list)


def measure(large: int = LARGE) -> list[Figure]:
    """The figures with a large shop of that many customers, each of twelve installments."""
    with TemporaryDirectory() as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        build(few, SMALL)
        build(many, large)
        return compared(few, many, large)


def compared(few: Path, many: Path, large: int) -> list[Figure]:
    """The figures of two shops that were built before."""
    with session.opened(few, TODAY) as small, session.opened(many, TODAY) as big:
        times = {act: _in_turn(small, big, large, act) for act in (_sold, _received, _looked_up)}
        own_queries = _beside_raw(big, large)
    return [
        _figure("G5", "sale of 12", times[_sold], large, POSTING_LIMIT),
        _figure("G5", "receipt of 3", times[_received], large, POSTING_LIMIT),
        _figure("G9", "ficha", times[_looked_up], large, FICHA_LIMIT),
        bench_till.beside_raw("G9", f"ficha of {large:,} (its own queries)", own_queries, FICHA_LIMIT),
    ]


def _beside_raw(big: Context, large: int) -> bench_till.Times:
    with TemporaryDirectory() as folder:
        copy_to(big.database, Path(folder))
        raw = bench_till.bare(Path(folder) / SHOP_FILE)
        return bench_till.times_beside(big, raw, bench_till.looking_up(big, large))


def _in_turn(small: Context, big: Context, large: int, act: _Act) -> Times:
    """Everybody is served once, in no order, so that hardly a page was read before."""
    chance, times = random.Random(5), Times()
    few = chance.sample(range(1, SMALL + 1), ROUNDS)
    many = chance.sample(range(1, large + 1), ROUNDS)
    for near, far in zip(few, many, strict=True):
        times.small.append(act(small, near))
        times.large.append(act(big, far))
    return times


def _timed(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def _sold(ctx: Context, customer: int) -> float:
    price, due = Money(129000), TODAY + timedelta(days=31)
    terms = SaleTerms(customer, price, Money.ZERO, PIECES, Rate.percent("0.9"), Every.MONTH, due)
    order = sales.SaleOrder(str(uuid4()), terms, (Item("Máquina de lavar", 1, price),))
    return _timed(lambda: sales.register_sale(ctx, order))


def _received(ctx: Context, customer: int) -> float:
    """The screen quoted them before, as it does; what is timed is receiving."""
    rows = payments.receiving_desk(ctx, customer).rows[:RECEIVED]
    due = Money.total(row.quote.total for row in rows)
    ids = tuple(row.installment_id for row in rows)
    order = payments.PaymentOrder(str(uuid4()), customer, ids, due, (Tender(Method.CASH, due),))
    return _timed(lambda: payments.receive_payment(ctx, order))


def _looked_up(ctx: Context, customer: int) -> float:
    return _timed(lambda: ficha.customer_card(ctx, customer))


def _figure(code: str, what: str, times: Times, large: int, limit: float) -> Figure:
    ours, peer = median(times.large), median(times.small)
    ratio, quickest = ours / peer, min(times.large) / min(times.small)
    return Figure(
        code,
        f"{what}, {large * PIECES:,} installments ÷ {SMALL * PIECES:,} (quickest: {quickest:.2f}×)",
        f"{ours * MS:.2f} ms",
        f"{peer * MS:.2f} ms",
        ratio,
        f"≤ {limit:g}×",
        ratio <= limit,
    )
