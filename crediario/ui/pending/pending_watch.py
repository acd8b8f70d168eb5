"""After the first sign-in: what became of what was being sent when the program last ended."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.gateways.clock import Clock
from crediario.gateways.pending import PendingRequest, PendingRequests
from crediario.services.pending import Became, what_became
from crediario.ui.dialogs import Dialogs
from crediario.ui.pending.pending_words import became_message
from crediario.ui.tasks import Tasks


class PendingWatch(QObject):
    """Asks the shop about every note left, tells it, and takes the note away when it was read."""

    def __init__(self, window: QWidget, tasks: Tasks, dialogs: Dialogs, notes: PendingRequests) -> None:
        super().__init__(window)
        self._window, self._tasks, self._dialogs, self._notes = window, tasks, dialogs, notes

    def look(self, clock: Clock) -> None:
        """Tell what there is to tell, its hours by ``clock``; nothing when every answer was seen."""
        left = self._notes.left()
        if left:
            ids = tuple(each.request_id for each in left)
            tell = partial(self._tell, clock, left)
            self._tasks.run(self, what_became, tell, ids, on_refused=self._not_told)

    def _tell(self, clock: Clock, left: Sequence[PendingRequest], found: Sequence[Became]) -> None:
        for request, became in zip(left, found, strict=True):
            self._dialogs.warn(self._window, became_message(request, became, clock))
            self._notes.answered(request.request_id)

    def _not_told(self, _: KnownFailure) -> None:
        """The notes stay: the next start asks again."""
