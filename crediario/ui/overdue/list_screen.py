"""What Pendências and A vencer share: chips, a list, the past of one customer, and the ways on."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.core import Topic
from crediario.services.overdue import OverdueProfile
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, ComingDue, Overdue, Place, Receive, Screen, Shell
from crediario.ui.overdue.chips import LISTS, ListHead
from crediario.ui.overdue.list_card import ListCard
from crediario.ui.overdue.overdue_words import Talk
from crediario.ui.overdue.profile_finder import ProfileFinder
from crediario.ui.overdue.profile_panel import ProfilePanel
from crediario.ui.paged_list import Ask, PagedList
from crediario.ui.theme import Size
from crediario.ui.widgets.layout import SidePane, column


class ListScreen(Screen):
    """The list keeps its place: what changes elsewhere is fetched again as far as it was read."""

    area = Area.OVERDUE
    refreshes_on = frozenset({Topic.RECEIVABLES, Topic.CUSTOMERS})
    manual = "pendencias"
    places: ClassVar[tuple[Place, ...]] = (Overdue(), ComingDue())

    def __init__(
        self, shell: Shell, head: ListHead, card: ListCard, panel: ProfilePanel, ask: Ask, wanted: Any
    ) -> None:
        super().__init__(shell)
        self.head, self.list, self.panel = head, card, panel
        self.primary = panel.primary
        self.pages = PagedList(shell, card.table, ask, wanted)
        self.finder = ProfileFinder(shell, self)
        #: The keyboard belongs on the rows, and there are none yet.
        self._waits_for_rows = False
        self.place(column(head, SidePane(card, panel, Size.PROFILE_PANEL), 1))
        self._connect()

    # -- Screen ----------------------------------------------------------------------------------------------

    def first_focus(self) -> QWidget:
        """The rows: Enter goes on with the first at once. Without any, the chips."""
        pane = self.list.pane
        self._waits_for_rows = pane.currentWidget() is not pane.content
        return self.head.chips[max(self.head.place, 0)] if self._waits_for_rows else self.list.table

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left and right change the chip, up and down lead to the rows."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.head.step(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.to_rows()
        else:
            super().keyPressEvent(event)

    def to_rows(self) -> None:
        """The keyboard goes to the rows, or where there are none to the chips."""
        if self.list.table.rows():
            self.list.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.head.take_focus()

    def may(self, permission: str) -> bool:
        """Whether who is here may do that."""
        return self.shell.ctx.operator.may(permission)

    def shared_keys(self, enter: str, chips: str) -> Sequence[Action]:
        """What both lists answer: ``enter`` says what Enter does, ``chips`` what the arrows change."""
        turn = Action("tab", pick=self.turn, count=len(LISTS), label="Em atraso, a vencer")
        band, ficha = Action("band", label=chips), "Ficha completa"
        if not self.list.table.rows():
            return (band, turn)
        return (
            Action("move", label="Cliente"),
            *([Action("mark")] if self.may("take_list") else ()),
            band,
            Action("next_field", label=enter),
            Action("customer", run=self.open_card, label=ficha, in_bar=enter != ficha),
            turn,
        )

    def quiet_keys(self) -> Sequence[Action]:
        """What stands on a button already."""
        if not self.list.table.rows():
            return ()
        takes = (
            Action("print_list", self.print_list, in_bar=False),
            Action("save_paper", self.save_list, in_bar=False),
        )
        receive = (Action("receive", self.receive, in_bar=False),) if self.may("receive") else ()
        return (*(takes if self.may("take_list") else ()), *receive)

    # -- one customer ----------------------------------------------------------------------------------------

    @property
    def customer_id(self) -> int | None:
        """Whom the frame is on."""
        row = self.list.table.current_row()
        return row.customer_id if row is not None else None

    def open_card(self) -> None:
        """The ficha."""
        if self.customer_id is not None:
            self.shell.navigation.open_customer(self.customer_id)

    def receive(self) -> None:
        """All that is late comes marked: the sum of the panel is the sum of the till."""
        found = self.finder.profile
        marked = tuple(late.installment_id for late in found.late) if found is not None else ()
        self.shell.navigation.open(Receive(self.customer_id, marked=marked))

    def go_on(self) -> None:
        """Enter, or the blue button."""
        self.open_card()

    @abstractmethod
    def talk(self, profile: OverdueProfile) -> Talk:
        """What the panel suggests and asks for."""

    # -- the list --------------------------------------------------------------------------------------------

    def show_rows(self, *, is_empty: bool) -> None:
        """A first page came."""
        self.list.show_marks()
        on_rows = self.list.pane.isAncestorOf(self.focusWidget() or self)
        self.list.pane.show_content(is_empty=is_empty)
        self.panel.setVisible(not is_empty)
        if on_rows or self._waits_for_rows:
            self._waits_for_rows = is_empty
            self.to_rows()
        self._look_closer()
        self.keys_changed.emit()

    def show_failure(self, failure: KnownFailure) -> None:
        """Nothing came."""
        self.list.pane.show_failure(words(failure), self.reload)
        self.panel.hide()

    def turn(self, place: int) -> None:
        """The other list in the place of this one."""
        if not isinstance(self.shell.navigation.here, type(self.places[place])):
            self.shell.navigation.replace(self.places[place])

    @abstractmethod
    def print_list(self) -> None:
        """Ctrl+P: what is marked, or the whole list."""

    @abstractmethod
    def save_list(self) -> None:
        """Ctrl+S: the same as a spreadsheet."""

    def _look_closer(self) -> None:
        row = self.list.table.current_row()
        if row is not None:
            self.panel.show_name(row.name)
        self.finder.look_at(self.customer_id)

    def _show_profile(self, profile: OverdueProfile) -> None:
        self.panel.show_profile(profile, self.shell.today(), self.talk(profile))

    def _connect(self) -> None:
        self.head.turned.connect(self.turn)
        self.pages.refused.connect(self.show_failure)
        self.finder.found.connect(self._show_profile)
        self.list.print_asked.connect(self.print_list)
        self.list.save_asked.connect(self.save_list)
        self.list.table.opened.connect(lambda _: self.go_on())
        self.list.table.current_changed.connect(lambda _: self._look_closer())
        self.panel.receive_asked.connect(self.receive)
        self.panel.card_asked.connect(self.open_card)
