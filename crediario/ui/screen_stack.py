"""The screens opened one over the other, each in its own scroll area; the top one is seen."""

from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget

from crediario.services.core import Topic
from crediario.ui.navigation import Place, Screen
from crediario.ui.widgets.layout import ScrollArea

DEEPEST = 12


@dataclass(eq=False, slots=True)
class Opened:
    """A screen, where it lives, the place it shows, and whether what it shows is out of date."""

    screen: Screen
    area: ScrollArea
    place: Place
    stale: bool = True


class ScreenStack(QStackedWidget):
    """Only keeps and shows; what the window does about it is the window's."""

    def __init__(self) -> None:
        super().__init__()
        self._opened: list[Opened] = []

    def __len__(self) -> int:
        return len(self._opened)

    def __bool__(self) -> bool:
        return True

    @property
    def top(self) -> Opened | None:
        """What is seen."""
        return self._opened[-1] if self._opened else None

    def push(self, screen: Screen, place: Place) -> None:
        """Put a screen on top; the deepest but one makes room when they are too many."""
        if len(self._opened) == DEEPEST:
            self._remove(self._opened.pop(1))
        opened = Opened(screen, ScrollArea(screen), place)
        self._opened.append(opened)
        self.addWidget(opened.area)
        self.setCurrentWidget(opened.area)

    def drop_to(self, count: int) -> None:
        """Leave only the first ``count`` screens."""
        while len(self._opened) > count:
            self._remove(self._opened.pop())
        if self._opened:
            self.setCurrentWidget(self._opened[-1].area)

    def can_leave(self, count: int = 0) -> bool:
        """Whether every screen above the first ``count`` lets us go, asked from the top."""
        return all(opened.screen.can_leave() for opened in reversed(self._opened[count:]))

    def mark_stale(self, topics: frozenset[Topic]) -> None:
        """Something changed: those that show it are out of date."""
        for opened in self._opened:
            opened.stale = opened.stale or bool(opened.screen.refreshes_on & topics)

    def freshen(self) -> None:
        """Fetch again what is seen, if it is out of date."""
        if self._opened and self._opened[-1].stale:
            self._opened[-1].stale = False
            self._opened[-1].screen.reload()

    def _remove(self, opened: Opened) -> None:
        self.removeWidget(opened.area)
        opened.area.deleteLater()
