"""A screen of several pages under one row of tabs; the page shown has the keys and the blue button."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crediario.ui.keys import Action
from crediario.ui.navigation import Area, Screen, Shell
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.layout import column
from crediario.ui.widgets.tabs import tab_bar, tabbed_card


class Page(QWidget):
    """One page: ``keys_changed`` when what works on it is another."""

    title: str = ""
    keys_changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.primary: KeyButton | None = None

    def keys(self) -> Sequence[Action]:
        """What works on the page, but for the tabs and the way back."""
        return ()

    def reload(self) -> None:
        """Fetch what it shows again."""

    def first_focus(self) -> QWidget:
        """Where the keyboard begins."""
        return self

    def step_back(self) -> bool:
        """Whether Esc closed something of the page; else it leaves the screen."""
        return False


class TabbedScreen(Screen):
    """The tabs above, the page below; a page is fetched when it is turned to."""

    area = Area.SETTINGS
    manual = "privacidade"

    def __init__(self, shell: Shell, pages: Sequence[Page], at: int = 0, head: QWidget | None = None) -> None:
        super().__init__(shell)
        self.pages = list(pages)
        self.bar = tab_bar("Abas da privacidade", scrolls=False)
        self._stack = QStackedWidget()
        self._build(head)
        self.bar.setCurrentIndex(at)
        self._stack.setCurrentIndex(at)
        self.primary = self.page.primary
        self.bar.currentChanged.connect(self._turned)

    @property
    def page(self) -> Page:
        """The page shown."""
        return self.pages[self.bar.currentIndex()]

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The page shown, anew."""
        self.page.reload()

    def keys(self) -> Sequence[Action]:
        """The tabs, the page's own, and the way back."""
        tabs = Action("tab", pick=self.turn_to, count=self.bar.count(), label="Abas")
        return (tabs, *self.page.keys(), Action("back", self._back, label="Voltar"))

    def first_focus(self) -> QWidget:
        """Where the page begins."""
        return self.page.first_focus()

    def turn_to(self, place: int) -> None:
        """Another page, with the keyboard on it."""
        self.bar.setCurrentIndex(place)
        self.page.first_focus().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _back(self) -> None:
        if not self.page.step_back():
            self.shell.navigation.back()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self, head: QWidget | None) -> None:
        for page in self.pages:
            self.bar.addTab(page.title)
            self._stack.addWidget(page)
            page.keys_changed.connect(self._page_changed)
        card = tabbed_card(self.bar, self._stack)
        self.place(column(head, card, 1) if head is not None else column(card, 1))

    def _turned(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.page.reload()
        self._page_changed()

    def _page_changed(self) -> None:
        """The blue button may be another."""
        self.primary = self.page.primary
        self.keys_changed.emit()
