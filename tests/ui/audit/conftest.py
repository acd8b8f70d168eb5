from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crediario.services.core import Context
from crediario.ui.audit.audit_log import AuditScreen
from crediario.ui.navigation import AuditLog, CustomerCard, Home
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import OWNER, as_person
from tests.ui.windows import Elsewhere, Hands, a_window


@dataclass
class Office(Hands):
    """A window with the audit in it, and hands on its keyboard."""

    maria: int

    @property
    def screen(self) -> AuditScreen:
        assert isinstance(self.window.current, AuditScreen)
        return self.window.current

    def open(self, customer_id: int | None = None) -> AuditScreen:
        self.window.open(AuditLog(customer_id))
        QApplication.processEvents()
        return self.screen

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
    screens = {Home: Elsewhere, AuditLog: AuditScreen, CustomerCard: Elsewhere}
    with a_window(person, screens, size=(width, height)) as (window, dialogs):
        yield Office(person, window, dialogs, maria)


@pytest.fixture
def office(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Office]:
    """Who answers for the shop, before the window."""
    with an_office(sqlite_shop, OWNER) as made:
        yield made
