"""G10, G11, G12, G16, G19: lists of late payments in a small shop and in a large one, turn by turn.

All are timed whole, as a screen calls them: permission, rows, what stands beside them, and what is written.
Times are the processor's, so that on a busy machine nobody else's work counts.

A large shop has 200,000 customers and 2.4 million installments; ``measure(1_000_000)`` takes twelve million.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from uuid import uuid4

from crediario import session
from crediario.db import standing
from crediario.db.connection import copy_to
from crediario.db.sale_postings import Item
from crediario.db.statements import fetch
from crediario.domain.money import Money, Rate
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every
from crediario.gateways.clock import FixedClock
from crediario.services import day, overdue, sales
from crediario.services.core import Context
from crediario.services.overdue import Band, OverdueFilter, OverdueOrder
from tests.benchmarks.figure import Figure
from tests.benchmarks.late_shop import TODAY, build

SMALL, LARGE = 6_000, 200_000
ROUNDS = 20
SALES = 200
DAYS = 5
FAR_PAGE = 1_000
MS = 1000
GROWTH_LIMIT, FAR_LIMIT, SCAN_TIMES, ROW_LIMIT_US, KEPT_LIMIT = 1.3, 1.5, 100.0, 100.0, 1.25

_SCAN = (
    "SELECT due_date, COUNT(*), SUM(open_cents) FROM installment WHERE store_id = 1 AND open_cents > 0"
    " GROUP BY due_date"
)


def measure(large: int = LARGE) -> list[Figure]:
    """The figures with a large shop of that many customers."""
    with TemporaryDirectory() as folder:
        places = [Path(folder) / name for name in ("small", "large", "kept", "unkept")]
        for place, customers in zip(places, (SMALL, large), strict=False):
            build(place, customers)
        with session.opened(places[0], TODAY) as small:
            figures = _reading(small, places[1], large)
            for place in places[2:]:
                place.mkdir()
                copy_to(small.database, place)
        return [*figures, _rolling(places[1], large), _keeping(places[2], places[3])]


def _reading(small: Context, place: Path, large: int) -> list[Figure]:
    with session.opened(place, TODAY) as big:
        return [*_first_pages(small, big, large), _far_page(big, large), _sums(big, large)]


def _timed(act: Callable[[], object]) -> float:
    start = process_time()
    act()
    return (process_time() - start) * MS


# Reading


def _first_pages(small: Context, big: Context, large: int) -> list[Figure]:
    """Every band in every order and direction, one after the other; what grew the most decides.

    A page is asked again and again: the second figure is of asking all in turn, each one out of the engine's
    memory by the time it comes round.
    """
    asked = [
        OverdueFilter(band, order, descending)
        for band in (None, *Band)
        for order in OverdueOrder
        for descending in (True, False)
    ]
    shops = f"{large:,} customers ÷ {SMALL:,}"
    again = [_grown(small, big, [each]) for each in asked]
    worst = max(again, key=lambda times: times[0] / times[1])
    return [
        _growth(f"first page of 50, worst band and order, {shops}", worst),
        _growth(f"first page of 50, all bands and orders in turn, {shops}", _grown(small, big, asked)),
    ]


def _grown(small: Context, big: Context, asked: Sequence[OverdueFilter]) -> tuple[float, float]:
    """Median milliseconds in the large shop and in the small one."""
    few, many = [], []
    for each in [*asked] * ROUNDS:
        few.append(_timed(partial(overdue.overdue_page, small, each)))
        many.append(_timed(partial(overdue.overdue_page, big, each)))
    return median(many), median(few)


def _growth(what: str, times: tuple[float, float]) -> Figure:
    ours, peer = times
    ratio = ours / peer
    return Figure(
        "G10",
        what,
        f"{ours:.2f} ms",
        f"{peer:.2f} ms",
        ratio,
        f"≤ {GROWTH_LIMIT:g}×",
        ratio <= GROWTH_LIMIT,
    )


def _far_page(big: Context, large: int) -> Figure:
    """By amount, over all bands: the first page, and the thousandth or the last full one."""
    rows = fetch(
        big.database,
        "SELECT overdue_cents, id FROM customer WHERE bucket > 0 ORDER BY overdue_cents DESC, id DESC",
    )
    number = min(FAR_PAGE, len(rows) // overdue.PAGE)
    first = OverdueFilter(order=OverdueOrder.AMOUNT)
    far = OverdueFilter(order=OverdueOrder.AMOUNT, after=rows[(number - 1) * overdue.PAGE - 1])
    near_times, far_times = [], []
    for _ in range(4 * ROUNDS):
        near_times.append(_timed(lambda: overdue.overdue_page(big, first)))
        far_times.append(_timed(lambda: overdue.overdue_page(big, far)))
    ratio = median(far_times) / median(near_times)
    return Figure(
        "G11",
        f"page {number:,} ÷ page 1, {large:,} customers",
        f"{median(far_times):.2f} ms",
        f"{median(near_times):.2f} ms",
        ratio,
        f"≤ {FAR_LIMIT:g}×",
        ratio <= FAR_LIMIT,
    )


def _sums(big: Context, large: int) -> Figure:
    """The bands with their sums, beside adding up the covering index of what is open."""
    ours, scans = [], []
    for _ in range(ROUNDS):
        ours.append(_timed(lambda: overdue.aging(big)))
        scans.append(_timed(lambda: fetch(big.database, _SCAN)))
    ratio = median(scans) / median(ours)
    return Figure(
        "G12",
        f"scan of the covering index ÷ aging totals, {large:,} customers",
        f"{median(ours):.2f} ms",
        f"{median(scans):.0f} ms",
        ratio,
        f"≥ {SCAN_TIMES:g}×",
        ratio >= SCAN_TIMES,
    )


# Keeping


def _rolling(place: Path, large: int) -> Figure:
    """The next five days, one after the other; each is asked a second time, which finds nothing to count."""
    clock = FixedClock(session.clock_for(TODAY).now())
    ctx = session.open_place(place, clock)
    moved, spent, again = 0, 0.0, 0.0
    with ctx.connected():
        _roll(ctx)  # the calendar is read once a process
        for _ in range(DAYS):
            clock.moment += timedelta(days=1)
            customers, first = _roll(ctx)
            _, second = _roll(ctx)
            moved, spent, again = moved + customers, spent + first, again + second
    each = spent * MS / moved
    return Figure(
        "G16",
        f"day roll, each of {moved:,} customers moved in {DAYS} days, {large:,} customers (again: whole)",
        f"{each:.0f} µs",
        f"{again / DAYS:.1f} ms",
        None,
        f"≤ {ROW_LIMIT_US:g} µs",
        each <= ROW_LIMIT_US,
    )


def _roll(ctx: Context) -> tuple[int, float]:
    order, start = day.RollOrder(str(uuid4())), process_time()
    return day.roll_day(ctx, order).customers, (process_time() - start) * MS


def _keeping(kept: Path, unkept: Path) -> Figure:
    """The same sales in two copies of the small shop, one of which keeps nothing beside the installments."""
    times: dict[Path, list[float]] = {kept: [], unkept: []}
    with session.opened(kept, TODAY) as one, session.opened(unkept, TODAY) as other:
        for number in range(SALES):
            for place, ctx in ((kept, one), (unkept, other)):
                with _keeping_nothing() if place == unkept else nullcontext():
                    times[place].append(_sold(ctx, 1 + number * 7 % SMALL))
    ratio = median(times[kept]) / median(times[unkept])
    return Figure(
        "G19",
        "sale of 12 with standing and totals ÷ without",
        f"{median(times[kept]):.2f} ms",
        f"{median(times[unkept]):.2f} ms",
        ratio,
        f"≤ {KEPT_LIMIT:g}×",
        ratio <= KEPT_LIMIT,
    )


@contextmanager
def _keeping_nothing() -> Iterator[None]:
    """Postings as they would be without the columns and totals that lists read."""
    refresh = standing.refresh
    standing.refresh = lambda *_: None
    try:
        yield
    finally:
        standing.refresh = refresh


def _sold(ctx: Context, customer: int) -> float:
    due = TODAY + timedelta(days=31)
    terms = SaleTerms(customer, Money(129000), Money.ZERO, 12, Rate.percent("0.9"), Every.MONTH, due)
    order = sales.SaleOrder(str(uuid4()), terms, (Item("Máquina de lavar", 1, Money(129000)),))
    return _timed(lambda: sales.register_sale(ctx, order))
