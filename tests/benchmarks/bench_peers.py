"""G4: a sale of 12 and a receipt of 3, beside Tryton's on the same machine, turn by turn.

Tryton is no dependency of ours. ``TRYTON_PYTHON`` names the Python of an environment with ``trytond``,
``trytond_account_invoice`` and ``proteus``; without it, where the Python at hand has none either, the figures
say so and the run goes on.

What is compared is how long the cashier waits, not the same guarantees. Both keep double entry and numbers;
Tryton reckons taxes, ours charges, points and a sealed audit. A sale is a posted invoice with twelve amounts
receivable (no sale order above it); a receipt is the OK of Tryton's form *Pay invoice*, three of them
reconciled, beside our F10. Tryton writes to SQLite as it comes, which may lose the last operations when the
power goes; ours may not.
"""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from crediario import demo, session
from crediario.db import shop
from crediario.domain.credit.policy import LENIENT
from tests.benchmarks.bench_till import CUSTOMERS, TODAY, receiving, selling
from tests.benchmarks.figure import Figure

ROUNDS = 15
LIMIT = 100.0
MS = 1000
_SCRIPT = Path(__file__).with_name("tryton_till.py")
_MODULES = ("trytond.modules.account_invoice", "proteus")
#: Seconds of an operation: by the clock, and the processor's.
_Took = tuple[float, float]
_Timed = Callable[[], _Took]


def measure() -> list[Figure]:
    """Both figures; ``absent`` where there is no Tryton."""
    python = os.environ.get("TRYTON_PYTHON") or (sys.executable if _is_here() else "")
    if not python:
        return [_absent(what) for what in ("sale of 12", "receipt of 3")]
    with TemporaryDirectory() as folder:
        (Path(folder) / "tryton").mkdir()
        with _tryton(python, Path(folder) / "tryton") as ask:
            return _compared(Path(folder) / "ours", ask)


def _compared(place: Path, ask: Callable[[str], _Took]) -> list[Figure]:
    demo.make_bulk(place, CUSTOMERS, 1, TODAY)
    with session.opened(place, TODAY) as ctx:
        # Every rule is looked at, none stops a sale.
        shop.save_version(ctx.stamp, "policy", LENIENT)
        return [
            _figure("sale of 12", *_in_turn(_clocked(selling(ctx)), lambda: ask("sale"))),
            _figure("receipt of 3", *_in_turn(_clocked(receiving(ctx)), lambda: ask("receipt"))),
        ]


def _is_here() -> bool:
    try:
        return all(importlib.util.find_spec(name) for name in _MODULES)
    except ModuleNotFoundError:
        return False


@contextmanager
def _tryton(python: str, folder: Path) -> Iterator[Callable[[str], _Took]]:
    """Another process with a new book; asked for an operation, it answers how long it took."""
    command = [python, str(_SCRIPT), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise AssertionError("both were asked for")
        told, answers = process.stdin, process.stdout

        def ask(operation: str) -> _Took:
            told.write(operation + "\n")
            told.flush()
            wall, cpu = answers.readline().split()
            return float(wall), float(cpu)

        if answers.readline().strip() != "ready":
            raise RuntimeError(f"{python} could not make a new book: see above")
        yield ask
        told.close()


def _clocked(act: Callable[[], None]) -> _Timed:
    def timed() -> _Took:
        start, cpu = perf_counter(), process_time()
        act()
        return perf_counter() - start, process_time() - cpu

    return timed


def _in_turn(ours: _Timed, peer: _Timed) -> tuple[list[_Took], list[_Took]]:
    """The first of each warms its caches and does not count."""
    ours(), peer()
    pairs = [(ours(), peer()) for _ in range(ROUNDS - 1)]
    return [mine for mine, _ in pairs], [theirs for _, theirs in pairs]


def _figure(what: str, ours: list[_Took], peer: list[_Took]) -> Figure:
    """By the clock; the processor's time leaves out the disk and whatever else the machine does."""
    (mine, own_cpu), (theirs, peer_cpu) = zip(*ours, strict=True), zip(*peer, strict=True)
    ratio, quickest = median(theirs) / median(mine), min(theirs) / min(mine)
    cpu = median(peer_cpu) / median(own_cpu)
    return Figure(
        "G4",
        f"{what}: Tryton ÷ ours (quickest: {quickest:.0f}×, processor: {cpu:.0f}×)",
        f"{median(mine) * MS:.2f} ms",
        f"{median(theirs) * MS:.0f} ms",
        ratio,
        f"≥ {LIMIT:g}×",
        ratio >= LIMIT,
    )


def _absent(what: str) -> Figure:
    said = f"{what}: Tryton ÷ ours (not installed: see TRYTON_PYTHON)"
    return Figure("G4", said, "", "absent", None, f"≥ {LIMIT:g}×", None)
