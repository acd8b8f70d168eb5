"""The till in the top bar: open, closed, or open since another day."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from crediario.domain.errors import KnownFailure
from crediario.services.cash import TillState, till_state
from crediario.services.core import Topic
from crediario.ui.cash.cash_words import bar_words

if TYPE_CHECKING:
    from crediario.ui.main_window import MainWindow


class TillWatch(QObject):
    """Looks when somebody signs in, when money moved, and when the day turned."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.tasks.changed.connect(self._changed)
        window.day_began.connect(self.look)

    def look(self) -> None:
        """See how the till stands; nothing is asked behind a lock."""
        if self._window.shell is not None and self._window.page is None:
            self._window.tasks.run(self, till_state, self._seen, on_refused=self._not_seen)

    def _changed(self, topics: frozenset[Topic]) -> None:
        if Topic.CASH in topics:
            self.look()

    def _seen(self, state: TillState) -> None:
        self._window.top.show_till(*bar_words(state))

    def _not_seen(self, _: KnownFailure) -> None:
        """The bar says what it said; the next movement looks again."""
