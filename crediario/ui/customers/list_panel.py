"""A list of the ficha, and the pages that open in its place."""

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crediario.domain.errors import KnownFailure
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.labels import bold
from crediario.ui.widgets.layout import column, holder
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Table

Row = TypeVar("Row")


class ListPanel(QStackedWidget, Generic[Row]):
    """``keys_changed`` when another page is shown, or another row is the current one.

    A screen places it, calls ``show_customer`` and takes ``keys`` into its own; while ``is_inside`` the panel
    answers Esc itself.
    """

    keys_changed = Signal()

    def __init__(self, shell: Shell, title: str, about: str = "") -> None:
        super().__init__()
        self._shell = shell
        self._customer_id = 0
        self._lands = False
        self.note = Note(tone="late")
        self._above = holder(column(self.note, margin=Gap.X8))
        self.list = Card(title, about, flush=True)

    @property
    def is_inside(self) -> bool:
        """Whether Esc leads back to the list, and not out of the screen."""
        return self.currentWidget() is not self.list

    def first_focus(self) -> QWidget:
        """Where the list begins."""
        return self.table

    def reload(self) -> None:
        """Look again what is there; what is typed stays."""

    # -- building --------------------------------------------------------------------------------------------

    def _place(self, table: Table[Row], empty: EmptyState, waiting: str, *pages: QWidget) -> None:
        """The list with its rows, then the pages that open in its place."""
        self.table = table
        self.pane = Pane(table, empty, waiting)
        self.list.add(self._above, self.pane, 1)
        self.list.body.setSpacing(0)
        for page in (self.list, *pages):
            self.addWidget(page)
        self._above.hide()
        table.current_changed.connect(lambda _: self.keys_changed.emit())

    # -- going around ----------------------------------------------------------------------------------------

    def _go(self, page: QWidget) -> None:
        self._above.hide()
        self.setCurrentWidget(page)
        self.keys_changed.emit()

    def _to_list(self) -> None:
        self._go(self.list)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _land(self) -> None:
        """Look again, and stand on the list once it came."""
        self._lands = True
        self.reload()

    def _landed(self) -> None:
        """The list came: the keyboard on it, where that was asked."""
        self.keys_changed.emit()
        if self._lands and not self.is_inside:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        self._lands = False

    # -- what went wrong -------------------------------------------------------------------------------------

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    def _refuse(self, title: str, text: str) -> None:
        """Something changed meanwhile: say it over the list, and look again."""
        self._to_list()
        self.note.show_note(bold(f"{title} "), text)
        self._above.show()
        self._land()
