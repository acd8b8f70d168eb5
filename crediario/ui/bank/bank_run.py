"""Lines confirmed one after the other, each in a transaction of its own: one that fails leaves the others."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from crediario.domain.errors import KnownFailure
from crediario.services.bank_decisions import LineConfirmed, LineDecision, LineOrder, confirm_line
from crediario.ui.tasks import Tasks


class BankRun(QObject):
    """``moved`` carries how many of how many were tried, ``ended`` comes once, after the last."""

    moved = Signal(int, int)
    ended = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._orders: list[LineOrder] = []
        self._total = 0
        self.is_running = False
        self.done: list[LineConfirmed] = []
        self.refused: list[KnownFailure] = []

    def start(self, decisions: Sequence[LineDecision]) -> None:
        """Confirm these, in their order."""
        self._orders = [LineOrder(str(uuid.uuid4()), each) for each in decisions]
        self._total, self.done, self.refused, self.is_running = len(decisions), [], [], True
        self._next()

    def _next(self) -> None:
        if not self._orders:
            self.is_running = False
            self.ended.emit()
            return
        order = self._orders.pop(0)
        self.moved.emit(self._total - len(self._orders), self._total)
        self._tasks.run(self, confirm_line, self._confirmed, order, on_refused=self._not_confirmed)

    def _confirmed(self, done: LineConfirmed) -> None:
        self.done.append(done)
        self._next()

    def _not_confirmed(self, failure: KnownFailure) -> None:
        self.refused.append(failure)
        self._next()
