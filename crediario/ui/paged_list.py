"""A list fetched page by page as somebody scrolls, and again as far as it was read when it changed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from crediario.domain.errors import KnownFailure
from crediario.services.core import Context
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.widgets.table import PAGE, Deliver, Table

MOST_AGAIN = 1000

#: A query of a list: what is wanted carries ``after`` and ``limit``, the page ``rows`` and ``next_after``.
Ask = Callable[[Context, Any], Any]


class PagedList(QObject):
    """Fills a table: ``arrived`` with a first page, ``grew`` after another, ``refused`` with what failed.

    Answers to older questions are let go. Rows still there keep their marks, and the frame stays on its row.
    """

    arrived = Signal(object)
    grew = Signal()
    refused = Signal(object)

    def __init__(self, shell: Shell, table: Table[Any], ask: Ask, wanted: Any) -> None:
        super().__init__()
        self._shell, self._table, self._ask = shell, table, ask
        self.wanted = wanted
        self._after: Any = None
        self._asked = 0

    @property
    def has_more(self) -> bool:
        """Whether rows are left that nobody scrolled to."""
        return self._after is not None

    def change(self, **changes: Any) -> None:
        """Want something else: from its first row on."""
        self.wanted = replace(self.wanted, **changes)
        self._table.set_marked(())
        self._fetch(PAGE)

    def again(self) -> None:
        """The same once more, as far as it was read."""
        self._fetch(min(max(len(self._table.rows()), PAGE), MOST_AGAIN))

    def _fetch(self, limit: int) -> None:
        self._asked += 1
        asked = self._asked

        def refused(failure: KnownFailure) -> None:
            if asked == self._asked:
                self.refused.emit(failure)

        wanted = replace(self.wanted, after=None, limit=limit)
        self._shell.tasks.run(self, self._ask, lambda page: self._show(asked, page), wanted,
                              on_refused=refused)  # fmt: skip

    def _show(self, asked: int, page: Any) -> None:
        if asked != self._asked:
            return
        self._after = page.next_after
        self._table.set_rows(page.rows, self._more if self.has_more else None)
        self._table.set_marked(self._table.marked_rows())
        self.arrived.emit(page)

    def _more(self, _: object, deliver: Deliver[Any]) -> None:
        """The page after the last one."""
        asked = self._asked

        def arrived(page: Any) -> None:
            if asked == self._asked:
                self._after = page.next_after
                deliver(page.rows)
                self.grew.emit()

        if self._after is None:
            deliver(())
        else:
            wanted = replace(self.wanted, after=self._after, limit=PAGE)
            self._shell.tasks.run(self, self._ask, arrived, wanted, on_refused=self._tell)

    def _tell(self, failure: KnownFailure) -> None:
        """What is read stays; the rest comes with F5."""
        self._shell.navigation.toast(f"{words(failure).title}. F5 tenta de novo.")
