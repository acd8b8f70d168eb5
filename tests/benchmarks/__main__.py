"""Prints every figure beside its peer: ``python -m tests.benchmarks [module …]``."""

import importlib
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks.figure import table

MODULES = (
    "bench_till",
    "bench_durable",
    "bench_growth",
    "bench_peers",
    "bench_search",
    "bench_overdue",
    "bench_score",
    "bench_backtest",
    "bench_papers",
    "bench_spreadsheet",
    "bench_import",
    "bench_start",
)

for name in sys.argv[1:] or MODULES:
    print(table(importlib.import_module(f"tests.benchmarks.{name}").measure()), flush=True)
