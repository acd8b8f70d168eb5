from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crediario.services.core import Context
from crediario.ui.audit.audit_log import AuditScreen
from crediario.ui.bars import Status
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import AuditLog, CustomerCard, Home, Place, Screen, Shell
from crediario.ui.tasks import Tasks
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import OWNER, as_person
from tests.ui.support import FakeDialogs, press_in

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Elsewhere(Screen):
    """Any other screen of the program."""

    def __init__(self, shell: Shell, place: Place) -> None:
        super().__init__(shell)
        self.where = place


@dataclass
class Office:
    """A window with the audit in it, and hands on its keyboard."""

    ctx: Context
    window: MainWindow
    dialogs: FakeDialogs
    maria: int

    @property
    def screen(self) -> AuditScreen:
        assert isinstance(self.window.current, AuditScreen)
        return self.window.current

    def open(self, customer_id: int | None = None) -> AuditScreen:
        self.window.open(AuditLog(customer_id))
        QApplication.processEvents()
        return self.screen

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
            QApplication.processEvents()

    @property
    def shown(self) -> list[str]:
        """What the list says happened, the newest first."""
        model = self.screen.table.rows_model
        return [model.cell(place, 3).text for place in range(len(model.rows))]

    @property
    def note(self) -> str:
        """What the box above says."""
        note = self.screen.chain.note
        return note.paragraph.text if note.isVisible() else ""


@contextmanager
def an_office(ctx: Context, number: int, width: int = 1366, height: int = 768) -> Iterator[Office]:
    """The window of that person on that shop, everything at once and no clock of its own."""
    person = as_person(ctx, number)
    maria = a_customer(ctx)
    a_sale(ctx, maria)
    a_payment(ctx, maria)
    a_sale(ctx, a_customer(ctx, "José Antônio Souza"))
    dialogs, moments = FakeDialogs(), count(1000, 500)
    window = MainWindow(
        Tasks(person, inline=True),
        dialogs,
        screens={Home: Elsewhere, AuditLog: AuditScreen, CustomerCard: Elsewhere},
        search=lambda shell, _: Elsewhere(shell, Home()),
        timestamp=lambda _: next(moments),
    )
    window.resize(width, height)
    window.show()
    window.enter(person, Status("Caixa 02 aberto", person.operator.short_name, ""))
    window.activateWindow()
    QApplication.processEvents()
    yield Office(person, window, dialogs, maria)
    window.hide()
    window.close()
    # Now, not at the end of the run: every window still alive is dressed again before each test.
    shiboken6.delete(window)


@pytest.fixture
def office(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Office]:
    """Who answers for the shop, before the window."""
    with an_office(sqlite_shop, OWNER) as made:
        yield made
