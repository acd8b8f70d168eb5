"""G20 and G21: how fast a slip is drawn, how large a page is, how soon the first carnê is there.

Peers that are not installed (fpdf2 and segno, pyboleto) are told as absent and judge nothing.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

from crediario.documents.carne import CarneData, render
from tests.benchmarks import paper_peers
from tests.benchmarks.figure import Figure, table
from tests.documents.samples import carne, slip_code

ROUNDS = 7
SLIPS = 12
PAGES = 5
KIB = 1024
COLD_LIMIT_S = 0.3
PAGE_LIMIT_KIB = 8.0

COLD_CARNE = """
from time import perf_counter
start = perf_counter()
from crediario.documents.carne import render
imported = perf_counter()
from tests.documents.samples import carne
plan = carne(12)
ready = perf_counter()
render(plan)
print(perf_counter() - ready + imported - start)
"""
COLD_ENGINE = """
from time import perf_counter
start = perf_counter()
from io import BytesIO
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
import zxingcpp
pdfmetrics.registerFont(TTFont("F", "resources/fonts/CrediarioSans-Regular.ttf"))
canvas = Canvas(BytesIO(), initialFontName="F")
canvas.drawString(9, 9, "x")
canvas.save()
print(perf_counter() - start)
"""

Peer = Callable[[CarneData], Callable[[], bytes]]
PEERS: tuple[tuple[str, Peer, float], ...] = (
    ("pyboleto (no QR)", paper_peers.rendered_by_pyboleto, 1.0),
    ("fpdf2 with segno", paper_peers.rendered_by_fpdf2, 10.0),
    ("reportlab's own widgets", paper_peers.rendered_by_widgets, 50.0),
)


def measure() -> list[Figure]:
    """All figures of the papers, ours and the peers in turn."""
    return [*_slip_figures(), _page_figure(), _cold_figure()]


def _slip_figures() -> list[Figure]:
    drawn = {"ours": _ours, **{name: peer for name, peer, _ in PEERS if _is_installed(peer)}}
    times = _in_turn(drawn)
    return [_slip_figure(name, least, times) for name, _, least in PEERS]


def _ours(plan: CarneData) -> Callable[[], bytes]:
    """The slips without the cover, which no peer draws."""
    slips = replace(plan, slips_only=tuple(range(1, SLIPS + 1)))
    return lambda: render(slips)


def _is_installed(peer: Peer) -> bool:
    try:
        peer(_plan(0))
    except ImportError:
        return False
    return True


def _plan(contract: int) -> CarneData:
    """Another contract of the same shop: what one round remembers must not serve the next."""
    whole = carne(SLIPS)
    slips = tuple(
        replace(
            slip,
            code=slip_code(contract, slip.number),
            pix_payload=(slip.pix_payload or "").replace("C5214P", f"C{contract:04d}P"),
        )
        for slip in whole.slips
    )
    return replace(whole, contract_number=contract, slips=slips)


def _in_turn(candidates: dict[str, Peer]) -> dict[str, list[float]]:
    """Milliseconds a slip of each candidate, one after the other in every round: the machine drifts."""
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for turn in range(ROUNDS + 1):
        for name, peer in candidates.items():
            draw = peer(_plan(turn))
            start = perf_counter()
            draw()
            times[name].append((perf_counter() - start) * 1000 / SLIPS)
    # The first turn only warms up.
    return {name: taken[1:] for name, taken in times.items()}


def _slip_figure(name: str, least: float, times: dict[str, list[float]]) -> Figure:
    ours = f"{median(times['ours']):.2f} ms"
    what, budget = f"a slip, {name} ÷ ours", f"≥ {least:g}×"
    if name not in times:
        return Figure("G20", what, ours, "absent", None, budget, None)
    ratio = median(peer / own for peer, own in zip(times[name], times["ours"], strict=True))
    return Figure("G20", what, ours, f"{median(times[name]):.2f} ms", ratio, budget, ratio >= least)


def _page_figure() -> Figure:
    size = len(render(carne(SLIPS))) / KIB / PAGES
    budget = f"≤ {PAGE_LIMIT_KIB:g} KiB"
    return Figure("G21", "a page of a carnê of 12, fonts in", f"{size:.2f} KiB", "", None, budget, size <= 8)


def _cold_figure() -> Figure:
    ours, bare = [], []
    for _ in range(ROUNDS):
        ours.append(_seconds_of(COLD_CARNE))
        bare.append(_seconds_of(COLD_ENGINE))
    ratio = median(own / engine for own, engine in zip(ours, bare, strict=True))
    best = f"{median(ours):.2f} s"
    what = "first carnê of 12, cold process; ours ÷ bare reportlab"
    held = median(ours) <= COLD_LIMIT_S
    return Figure("G21", what, best, f"{median(bare):.2f} s", ratio, f"≤ {COLD_LIMIT_S:g} s", held)


def _seconds_of(program: str) -> float:
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    return float(run.stdout)


if __name__ == "__main__":
    print(table(measure()))
