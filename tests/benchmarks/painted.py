"""G8: a key pressed in the search palette, until its answer is painted: the real window, opened nowhere.

What is timed is everything that one key sets off: the field, the query, the lines, and the painting of them;
not the pause by which the palette waits for the fingers to rest. Times are the processor's, as for G7.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import process_time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from crediario.services.core import Context
from crediario.ui.customers.search import SearchPalette
from crediario.ui.theme import Scheme, Theme
from crediario.ui.tour.hands import Hands, application
from tests.benchmarks.figure import Figure

SCREEN = (1366, 768)
P95_LIMIT_MS = 16.0
MS = 1000


class _Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() is QEvent.Type.Paint
        return False


def measure_painted(ctx: Context, typed: Iterable[str], customers: int) -> Figure:
    """The promise of G8 for those texts, the last letter of each pressed."""
    with _palette(ctx) as (hands, palette):
        paints = _Paints(palette.table.viewport())
        times = [_pressed(hands, palette, paints, text) for text in typed]
    slow = quantiles(times, n=20)[-1]
    return Figure(
        "G8",
        f"keystroke to painted, {customers:,} customers, p95 (p50: {median(times):.1f} ms)",
        f"{slow:.1f} ms",
        "",
        None,
        f"≤ {P95_LIMIT_MS:g} ms",
        slow <= P95_LIMIT_MS,
    )


@contextmanager
def _palette(ctx: Context) -> Iterator[tuple[Hands, SearchPalette]]:
    """Open over Início, asking at once."""
    Theme.apply(application(), Scheme.LIGHT, 100)
    hands = Hands(ctx, Path(), SCREEN)
    pause, SearchPalette.debounce_ms = SearchPalette.debounce_ms, 0
    try:
        hands.window.let_in(ctx.operator)
        hands.window.home()
        hands.window.open_search("")
        QApplication.processEvents()
        yield hands, hands.window.findChild(SearchPalette)
    finally:
        SearchPalette.debounce_ms = pause
        hands.window.close()


def _pressed(hands: Hands, palette: SearchPalette, paints: _Paints, text: str) -> float:
    """Milliseconds of the last letter; all before it was typed already."""
    palette.search.setText(text[:-1])
    QApplication.processEvents()
    before, start = paints.count, process_time()
    hands.type(text[-1])
    took = (process_time() - start) * MS
    assert paints.count > before or not palette.table.isVisible(), "nothing was painted"
    return took
