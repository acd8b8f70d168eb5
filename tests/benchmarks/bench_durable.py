"""G3 and G6: what makes a posting durable, and what the engine's checkpoints cost the till.

G3 counts the system's own calls, where ``strace`` is installed: between two marks lies a posting. Without it
the commits in the log are counted; at ``synchronous = FULL`` each is synced once.
"""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from uuid import uuid4

from peewee import Database

from crediario import session
from crediario.db.connection import copy_to
from crediario.db.ledger import Item
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
POSTINGS = 20
PACED = 300
MS = 1000
#: A till between two customers; and how often the background looks at the log.
PAUSE_S, INTERVAL_S = 0.02, 0.25
TAIL_LIMIT = 0.6
_MARK = "mark"
_CALL = re.compile(r"(?:fsync|fdatasync)\(\d+<([^>]*)>")


def measure(customers: int = CUSTOMERS) -> list[Figure]:
    """The figures on a shop of that many customers, each of twelve installments."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "shop"
        build(place, customers)
        return [*_syncs(place), _tail(place, customers)]


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
    """One copy as the engine does it by itself, the other with a thread emptying the log; in turn, paced."""
    few = {name: place.parent / name for name in ("default", "background")}
    with session.opened(place, TODAY) as ctx:
        for copy in few.values():
            copy.mkdir()
            copy_to(ctx.database, copy)
    with session.opened(few["default"], TODAY) as one, session.opened(few["background"], TODAY) as other:
        for ctx, pages in ((one, 1000), (other, 0)):
            ctx.database.execute_sql(f"PRAGMA wal_autocheckpoint = {pages}")
        with _checkpoints(other.database):
            pairs = [(_waited(other, number), _waited(one, number)) for number in range(PACED)]
    ours, peer = ([each[side] for each in pairs] for side in (0, 1))
    return _tail_figure(customers, ours, peer)


def _waited(ctx: Context, number: int) -> float:
    time.sleep(PAUSE_S)
    start = time.perf_counter()
    _sell(ctx, 1 + number)
    return time.perf_counter() - start


@contextmanager
def _checkpoints(database: Database) -> Iterator[None]:
    """A thread with its own connection copies the log into the file, now and then, stopping nobody."""
    ended = threading.Event()

    def run() -> None:
        with database.connection_context():
            while not ended.wait(INTERVAL_S):
                database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)")

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _tail_figure(customers: int, ours: list[float], peer: list[float]) -> Figure:
    tails = [quantiles(times, n=100)[-1] for times in (ours, peer)]
    ratio, usual = tails[0] / tails[1], median(ours) / median(peer)
    return Figure(
        "G6",
        f"sale, p99, checkpoints in the background ÷ default, {customers:,} customers (p50: {usual:.2f}×)",
        f"{tails[0] * MS:.1f} ms",
        f"{tails[1] * MS:.1f} ms",
        ratio,
        f"≤ {TAIL_LIMIT:g}×",
        ratio <= TAIL_LIMIT,
    )


def _sell(ctx: Context, customer: int) -> None:
    price, due = Money(129000), TODAY + timedelta(days=31)
    terms = SaleTerms(customer, price, Money.ZERO, 12, Rate.percent("0.9"), Every.MONTH, due)
    order = sales.SaleOrder(str(uuid4()), terms, (Item("Máquina de lavar", 1, price),))
    sales.register_sale(ctx, order)


def _receive(ctx: Context, customer: int) -> None:
    rows = payments.receiving_desk(ctx, customer).rows[:3]
    due = Money.total(row.quote.total for row in rows)
    ids = tuple(row.installment_id for row in rows)
    order = payments.PaymentOrder(str(uuid4()), customer, ids, due, (Tender(Method.CASH, due),))
    payments.receive_payment(ctx, order)


if __name__ == "__main__":
    _post_between_marks(Path(sys.argv[1]))
