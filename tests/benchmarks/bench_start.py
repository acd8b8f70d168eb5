"""G22: from the start of the process to a window somebody can type in, beside a bare window with a table."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from crediario import demo
from tests.benchmarks.figure import Figure

ROUNDS = 7
TODAY = date(2026, 6, 9)
SMALL, LARGE = 500, 20_000

BARE = """
from time import perf_counter
start = perf_counter()
from PySide6.QtWidgets import QApplication, QTableWidget
app = QApplication([])
table = QTableWidget(1000, 8)
table.resize(1366, 768)
table.show()
app.processEvents()
print(perf_counter() - start)
"""
OURS = """
import sys
from time import perf_counter
start = perf_counter()
from argparse import Namespace
from pathlib import Path
from crediario import app, session
application = app._application(Namespace(theme="light", text=100))
folder = Path(sys.argv[1])
window = app._window(app._shop(folder, None), folder / "crediario.log")
page = None
while not (page and page.keys()[0].count):
    application.processEvents()
    page = window.current
application.processEvents()
print(perf_counter() - start)
import os
os._exit(0)
"""


def measure() -> list[Figure]:
    """The figures on a small and on a large shop."""
    with TemporaryDirectory() as folder:
        shops = {}
        for customers in (SMALL, LARGE):
            shops[customers] = Path(folder) / str(customers)
            demo.make_bulk(shops[customers], customers, 1, TODAY)
        times: dict[object, list[float]] = {"bare": [], SMALL: [], LARGE: []}
        for _ in range(ROUNDS):
            times["bare"].append(_seconds(BARE))
            for customers, shop in shops.items():
                times[customers].append(_seconds(OURS, str(shop)))
    bare, small, large = (median(times[each]) for each in ("bare", SMALL, LARGE))
    grown = large / small
    return [
        Figure("G22", "window usable: ours ÷ bare", _said(small), _said(bare), small / bare, "≤ 1.5×",
               small / bare <= 1.5),
        Figure("G22", f"with {LARGE} customers ÷ {SMALL}", _said(large), _said(small), grown, "the same",
               grown <= 1.15),
    ]  # fmt: skip


def _said(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _seconds(code: str, *arguments: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, timeout=120
    )
    return float(done.stdout.split()[-1])
