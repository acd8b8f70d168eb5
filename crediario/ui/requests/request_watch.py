"""A calm notice in the window while a release is asked for, for whoever may answer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from crediario.domain.errors import KnownFailure
from crediario.services.core import Topic
from crediario.services.releases import WaitingRequest, waiting_requests
from crediario.ui.requests.requests_words import notice_words

if TYPE_CHECKING:
    from crediario.ui.main_window import MainWindow

LOOK_EVERY_MS = 5_000


class RequestWatch(QObject):
    """Looks every few seconds, only while somebody who may answer is at the keyboard."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        window.tasks.changed.connect(self._changed)

    def look(self) -> None:
        """See what waits; nothing is asked behind a lock, nor for who may not answer."""
        shell = self._window.shell
        if shell is None or self._window.page is not None or not shell.ctx.operator.may("answer_release"):
            self._window.top.show_notice("")
            return
        self._window.tasks.run(self, waiting_requests, self._seen, on_refused=self._not_seen)

    def _changed(self, topics: frozenset[Topic]) -> None:
        if Topic.RELEASES in topics:
            self.look()

    def _seen(self, waiting: tuple[WaitingRequest, ...]) -> None:
        self._window.top.show_notice(notice_words(len(waiting)))

    def _not_seen(self, _: KnownFailure) -> None:
        """A notice is no reason to disturb: the next look tries again."""
        self._window.top.show_notice("")
