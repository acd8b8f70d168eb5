"""G3 and G6: what makes a posting durable, and what the engine's checkpoints would cost the till.

G3 counts the system's own calls, where ``strace`` is installed: between two marks lies a posting. Without it
the commits in the log are counted; at ``synchronous = FULL`` each is synced once.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from peewee import Database

from crediario import session
from crediario.db.connection import copy_to
from crediario.db.sale_postings import Item
from crediario.db.write_log import copy_log
from crediario.domain.money import Money, Rate
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every
from crediario.domain.tender import Method, Tender
from crediario.services import payments, sales
from crediario.services.core import Context
from tests.benchmarks.figure import Figure
from tests.benchmarks.late_shop import TODAY, build
from tests.support.wal import commits

CUSTOMERS = 1_700
#: Where copying the log costs something: its pages lie far from each other.
MANY = 50_000
POSTINGS = 20
#: Sales that are timed, after those that load what the first ones need.
PACED, WARM_UP, ROUNDS = 250, 10, 3
MS = 1000
#: A till between two customers.
PAUSE_S = 0.02
TAIL_LIMIT = 0.6
_MARK = "mark"
_CALL = re.compile(r"(?:fsync|fdatasync)\(\d+<([^>]*)>")


def measure(many: int = MANY) -> list[Figure]:
    """Syncs in a small shop, the slowest sales in one of ``many`` customers; each has twelve installments."""
    with TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        build(small, CUSTOMERS)
        build(large, many)
        return [*_syncs(small), _tail(large, many)]


# G3


def _syncs(place: Path) -> list[Figure]:
    counted = _traced(place) if shutil.which("strace") else None
    how = "fsync and fdatasync of the log" if counted else "commits in the log"
    counts = counted or _committed(place)
    return [_count_figure(f"{what}: {how}", some) for what, some in counts.items()]


def _traced(place: Path) -> dict[str, list[int]] | None:
    """Calls of each posting, as the system saw them; None where nothing may be traced."""
    trace = place.parent / "trace"
    command = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", str(trace)]
    child = [sys.executable, "-m", "tests.benchmarks.bench_durable", str(place)]
    if subprocess.run([*command, *child], check=False).returncode or not trace.exists():
        return None
    parts: list[list[str]] = [[]]
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        found = _CALL.search(line)
        if found and Path(found[1]).name == _MARK:
            parts.append([])
        elif found:
            parts[-1].append(Path(found[1]).name)
    # What opening did comes before the first mark, what closing did after the last.
    each = [sum(name.endswith("-wal") for name in part) for part in parts[1:-1]]
    return {"sale of 12": each[:POSTINGS], "receipt of 3": each[POSTINGS:]}


def _committed(place: Path) -> dict[str, list[int]]:
    with session.opened(place, TODAY) as ctx:
        ctx.database.execute_sql("PRAGMA wal_autocheckpoint = 0")
        _sell(ctx, 1)
        counts: dict[str, list[int]] = {"sale of 12": [], "receipt of 3": []}
        for what, act in zip(counts, (_sell, _receive), strict=True):
            for customer in range(1, POSTINGS + 1):
                before = commits(place)
                act(ctx, customer)
                counts[what].append(commits(place) - before)
    return counts


def _post_between_marks(place: Path) -> None:
    """What is traced: a mark, a posting, a mark, and so on; no checkpoint in between."""
    with session.opened(place, TODAY) as ctx, (place.parent / _MARK).open("w") as mark:
        ctx.database.execute_sql("PRAGMA wal_autocheckpoint = 0")
        _sell(ctx, 1)  # the first to write begins the log, and syncs its head
        for act in (_sell, _receive):
            for customer in range(1, POSTINGS + 1):
                os.fsync(mark.fileno())
                act(ctx, customer)
        os.fsync(mark.fileno())


def _count_figure(what: str, counts: list[int]) -> Figure:
    said = f"{min(counts)}" if min(counts) == max(counts) else f"{min(counts)} to {max(counts)}"
    return Figure("G3", f"{what}, each of {len(counts)}", said, "", None, "1", set(counts) == {1})


# G6


def _tail(place: Path, customers: int) -> Figure:
    """The engine's copying beside the program's, in turn, at a till's pace, the whole several times.

    A sale meets the same log each time: of each the quickest counts, without what others did meanwhile.
    """
    rounds = [_round(place, customers) for _ in range(ROUNDS)]
    ours, peer = ([min(times) for times in zip(*side, strict=True)] for side in zip(*rounds, strict=True))
    return _tail_figure(customers, ours, peer)


def _round(place: Path, customers: int) -> tuple[list[float], list[float]]:
    """Seconds of each sale: where the program copies the log at rests, and where the engine alone does."""
    with TemporaryDirectory(dir=place.parent) as folder, ExitStack() as shops:
        few = [Path(folder) / name for name in ("rests", "engine")]
        with session.opened(place, TODAY) as ctx:
            for copy in few:
                copy.mkdir()
                copy_to(ctx.database, copy)
        ours, engine = (shops.enter_context(session.opened(copy, TODAY)) for copy in few)
        with _resting(ours.database) as rest:
            # The same in every round: as many pages are written to the log.
            chance = Random(PACED)
            people = [chance.randint(1, customers) for _ in range(WARM_UP + PACED)]
            pairs = [_pair(engine, ours, each, rest, chance) for each in people][WARM_UP:]
    return [own for own, _ in pairs], [peer for _, peer in pairs]


def _pair(
    engine: Context, ours: Context, customer: int, rest: Callable[[], object], chance: Random
) -> tuple[float, float]:
    """A sale in each, by chance the one or the other first; after it nobody comes for a moment."""
    request_id = str(UUID(int=chance.getrandbits(128), version=4))
    shops = [ours, engine] if chance.random() < 0.5 else [engine, ours]
    took = {id(shop): _waited(shop, customer, request_id) for shop in shops}
    rest()
    return took[id(ours)], took[id(engine)]


def _waited(ctx: Context, customer: int, request_id: str) -> float:
    """Seconds of a sale, less those in which others had the processors."""
    time.sleep(PAUSE_S)
    queued, start = _queued(), time.perf_counter()
    _sell(ctx, customer, request_id)
    return time.perf_counter() - start - (_queued() - queued)


def _queued() -> float:
    """Seconds this thread was ready and waited for a processor; 0 where the system does not say."""
    told = Path("/proc/thread-self/schedstat")
    return int(told.read_text().split()[1]) / 1e9 if told.exists() else 0.0


@contextmanager
def _resting(database: Database) -> Iterator[Callable[[], object]]:
    """What the program does at a rest, in a thread with a connection of its own."""
    with ThreadPoolExecutor(1, initializer=database.connect) as thread:
        yield lambda: thread.submit(copy_log, database).result()
        thread.submit(database.close).result()


def _tail_figure(customers: int, ours: list[float], peer: list[float]) -> Figure:
    tails = [quantiles(times, n=100)[-1] for times in (ours, peer)]
    ratio, usual = tails[0] / tails[1], median(ours) / median(peer)
    return Figure(
        "G6",
        f"sale, p99, log copied at rests ÷ by the engine, {customers:,} customers (p50: {usual:.2f}×)",
        f"{tails[0] * MS:.1f} ms",
        f"{tails[1] * MS:.1f} ms",
        ratio,
        f"≤ {TAIL_LIMIT:g}×",
        ratio <= TAIL_LIMIT,
    )


def _sell(ctx: Context, customer: int, request_id: str | None = None) -> None:
    price, due = Money(129000), TODAY + timedelta(days=31)
    terms = SaleTerms(customer, price, Money.ZERO, 12, Rate.percent("0.9"), Every.MONTH, due)
    order = sales.SaleOrder(request_id or str(uuid4()), terms, (Item("Máquina de lavar", 1, price),))
    sales.register_sale(ctx, order)


def _receive(ctx: Context, customer: int) -> None:
    rows = payments.receiving_desk(ctx, customer).rows[:3]
    due = Money.total(row.quote.total for row in rows)
    ids = tuple(row.installment_id for row in rows)
    order = payments.PaymentOrder(str(uuid4()), customer, ids, due, (Tender(Method.CASH, due),))
    payments.receive_payment(ctx, order)


if __name__ == "__main__":
    _post_between_marks(Path(sys.argv[1]))
