"""A plain screen around one panel of the ficha, with the panel's own keys, in the cashier's window."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget

from crediario.services.core import Context
from crediario.ui.bars import Status
from crediario.ui.customers.search import SearchPalette
from crediario.ui.keys import Action
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import CustomerCard, Home, Place, Screen, Shell
from crediario.ui.tasks import Tasks
from crediario.ui.widgets.layout import column
from tests.support.shop import as_person
from tests.ui.support import FakeDialogs, press_in

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Panel(Protocol):
    """What a screen asks of a panel."""

    keys_changed: SignalInstance

    def show_customer(self, customer_id: int) -> None: ...
    def reload(self) -> None: ...
    def keys(self) -> Sequence[Action]: ...
    def first_focus(self) -> QWidget: ...


P = TypeVar("P", bound=Panel)


class HostScreen(Screen, Generic[P]):
    """The panel and nothing else."""

    make: Callable[[Shell], P]

    def __init__(self, shell: Shell, place: Place) -> None:
        super().__init__(shell)
        self.where = place
        self.panel = type(self).make(shell)
        self.place(column(self.panel))
        self.panel.keys_changed.connect(self.keys_changed)

    def reload(self) -> None:
        if isinstance(self.where, CustomerCard):
            self.panel.show_customer(self.where.customer_id)

    def keys(self) -> Sequence[Action]:
        return self.panel.keys()

    def first_focus(self) -> QWidget:
        return self.panel.first_focus()


@dataclass
class Hosted(Generic[P]):
    """A window with the panel, and hands on its keyboard."""

    ctx: Context
    window: MainWindow
    dialogs: FakeDialogs

    def panel(self, customer_id: int) -> P:
        """The panel, showing somebody."""
        self.window.open_customer(customer_id)
        QApplication.processEvents()
        screen = self.window.current
        assert isinstance(screen, HostScreen)
        return screen.panel

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one by one."""
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
        QApplication.processEvents()

    def bar(self) -> str:
        return " | ".join(self.window.keys.words())


@contextmanager
def hosted(ctx: Context, make: Callable[[Shell], P], person: int) -> Iterator[Hosted[P]]:
    """One of the shop's people in front of the panel, everything at once."""
    someone = as_person(ctx, person)
    dialogs, moments = FakeDialogs(), count(1000, 500)
    host = type("Host", (HostScreen,), {"make": staticmethod(make)})
    window = MainWindow(
        Tasks(someone, inline=True),
        dialogs,
        screens={Home: HomeScreen, CustomerCard: host},
        search=SearchPalette,
        timestamp=lambda _: next(moments),
    )
    window.show()
    window.enter(someone, Status("Caixa 02 aberto", someone.operator.short_name, "caixa"))
    yield Hosted(someone, window, dialogs)
    window.close()
    shiboken6.delete(window)


class HomeScreen(Screen):
    """Where the window begins."""

    def __init__(self, shell: Shell, place: Place) -> None:
        super().__init__(shell)
