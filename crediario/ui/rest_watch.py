"""The till rests: a moment after something was kept, when nothing else is asked, the program tidies up."""

import logging

from PySide6.QtCore import QObject, QTimer

from crediario.domain.errors import KnownFailure
from crediario.services.upkeep import tidy_up
from crediario.ui.tasks import Lane, Tasks

REST_MS = 1000


class RestWatch(QObject):
    """Every change begins the moment anew; what still runs is waited for."""

    def __init__(self, parent: QObject, tasks: Tasks, rest_ms: int = REST_MS) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(rest_ms)
        self._timer.timeout.connect(self._rested)
        tasks.changed.connect(lambda _: self._timer.start())

    def _rested(self) -> None:
        if self._tasks.busy:
            self._timer.start()
        else:
            # In the lane of long runs: whoever sells next does not wait behind it.
            self._tasks.run(self, tidy_up, lambda _: None, on_refused=_not_tidied, lane=Lane.LONG)


def _not_tidied(failure: KnownFailure) -> None:
    """Nothing is lost: the next rest does it, or the engine."""
    logging.getLogger(__name__).info("nothing was tidied up: %r", failure)
