"""In the place of a form after F10: what was concluded, its papers, and what to say before the goodbye."""

from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crediario.ui.done_head import DoneHead
from crediario.ui.navigation import Shell
from crediario.ui.paper_shelf import PaperShelf
from crediario.ui.theme import Size, px
from crediario.ui.widgets.cards import Canhoto
from crediario.ui.widgets.layout import ScrollArea, SidePane, column, holder

F = TypeVar("F", bound=Canhoto)


class DonePage(QWidget, Generic[F]):
    """The head and the papers, the goodbye beside them. ``keys_changed`` when a paper moved."""

    keys_changed = Signal()

    def __init__(self, shell: Shell, papers: str, is_saved: str, farewell: F) -> None:
        super().__init__()
        self._shell = shell
        self.head = DoneHead()
        self.shelf = PaperShelf(shell, papers, is_saved)
        self.farewell = farewell
        self.setLayout(column(SidePane(ScrollArea(holder(column(self.head, self.shelf, 1))), farewell)))
        self.shelf.papers.changed.connect(self.keys_changed)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Its height is the window's: what does not fit scrolls inside."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In narrow windows words take the place of the picture."""
        super().resizeEvent(event)
        self.head.tile.setVisible(self.width() >= px(Size.PALETTE_WIDTH))
