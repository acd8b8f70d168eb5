"""Releases asked at a distance, answered by keyboard: the notice, the sale shown whole, yes and no."""

from collections.abc import Iterator
from datetime import date
from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crediario.db import shop as kept_shop
from crediario.db.models import Release, ReleaseRequest
from crediario.domain.credit.policy import STANDARD
from crediario.domain.money import Money
from crediario.services import credit, releases
from crediario.services.core import Context
from crediario.ui.bars import Status
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import Home, ReleaseRequests, Screen, Shell
from crediario.ui.requests.request_watch import RequestWatch
from crediario.ui.requests.requests_screen import RequestsScreen
from crediario.ui.tasks import Tasks
from tests.support.selling import terms_of
from tests.support.shop import CASHIER, MANAGER, PINS, as_person, new_id
from tests.ui.sales.conftest import Elsewhere, customer
from tests.ui.sales.test_sale_words import spoken
from tests.ui.support import FakeDialogs, press_in, type_text

ALT = Qt.KeyboardModifier.AltModifier


class Office:
    """The manager's window, with the watch of requests."""

    def __init__(self, ctx: Context, number: int) -> None:
        self.ctx = as_person(ctx, number)
        self.dialogs, moments = FakeDialogs(), count(0, 1000)

        def search(shell: Shell, _: str) -> Screen:
            return Elsewhere(shell, Home())

        self.window = MainWindow(
            Tasks(self.ctx, inline=True),
            self.dialogs,
            screens={Home: Elsewhere, ReleaseRequests: RequestsScreen},
            search=search,
            timestamp=lambda _: next(moments),
        )
        self.watch = RequestWatch(self.window)
        self.window.show()
        self.window.enter(self.ctx, Status("Caixa 01 aberto", "Cláudia R.", "gerente"))
        self.window.activateWindow()

    @property
    def screen(self) -> RequestsScreen:
        assert isinstance(self.window.current, RequestsScreen)
        return self.window.current

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        press_in(self.window, key, modifier)
        QApplication.processEvents()

    def fill(self) -> None:
        """The manager's six figures, and a reason."""
        type_text(self.screen.panel.pin, PINS[MANAGER])
        type_text(self.screen.panel.reason, "cliente antiga")


@pytest.fixture
def asked_id(sqlite_shop: Context) -> int:
    """A cashier asks for R$ 300,95 above the limit."""
    kept_shop.save_version(sqlite_shop.stamp, "policy", STANDARD)
    who = customer(sqlite_shop)
    limit = credit.LimitOrder(new_id(), who, Money(1_800_00), "renda comprovada")
    credit.set_limit(as_person(sqlite_shop, MANAGER), limit)
    due = date(2026, 7, 10)
    terms = terms_of(who, price=2_300_00, count=10, first_due=due, rate="0.9", down_payment=300_00)
    order = releases.AskOrder(new_id(), terms, "Guarda-roupa", "recebe sexta")
    return releases.ask_release(as_person(sqlite_shop, CASHIER), order).asked_id


@pytest.fixture
def office(sqlite_shop: Context, asked_id: int, qtbot: QtBot) -> Iterator[Office]:
    found = Office(sqlite_shop, MANAGER)
    qtbot.addWidget(found.window)
    yield found
    found.window.hide()


def test_a_calm_notice_leads_to_the_sale_shown_whole(office: Office) -> None:
    office.watch.look()
    assert office.window.top.notice.text() == "1 pedido de liberação"
    office.press(Qt.Key.Key_L, ALT)
    panel = office.screen.panel
    assert panel.who.text() == "Joana P. pede, no caixa 02"
    assert panel.message.text() == "“recebe sexta”"
    assert "Passa do limite em R$ 300,95" in spoken(panel.rules.paragraph.text)
    assert panel.pin.hasFocus()


def test_f10_says_yes_once(office: Office, asked_id: int) -> None:
    office.press(Qt.Key.Key_L, ALT)
    office.fill()
    office.press(Qt.Key.Key_F10)
    kept = ReleaseRequest.get_by_id(asked_id)
    assert (kept.status, kept.answer) == ("granted", "cliente antiga")
    assert Release.get_by_id(kept.release_id).alone == 0
    assert office.screen.chosen is None
    office.watch.look()
    assert not office.window.top.notice.isVisible()


def test_alt_x_says_no(office: Office, asked_id: int) -> None:
    office.press(Qt.Key.Key_L, ALT)
    office.fill()
    office.press(Qt.Key.Key_X, ALT)
    assert ReleaseRequest.get_by_id(asked_id).status == "refused"


def test_an_answer_needs_figures_and_a_reason(office: Office, asked_id: int) -> None:
    office.press(Qt.Key.Key_L, ALT)
    office.press(Qt.Key.Key_F10)
    type_text(office.screen.panel.pin, "000111")
    office.press(Qt.Key.Key_F10)
    assert office.screen.panel.reason.error
    type_text(office.screen.panel.reason, "cliente antiga")
    office.press(Qt.Key.Key_F10)
    assert office.screen.panel.pin.error
    assert office.screen.panel.reason.value() == "cliente antiga"
    assert ReleaseRequest.get_by_id(asked_id).status == "waiting"


def test_who_was_second_is_told(office: Office, asked_id: int) -> None:
    office.press(Qt.Key.Key_L, ALT)
    office.fill()
    cashier = as_person(office.ctx, CASHIER)
    releases.withdraw_request(cashier, releases.WithdrawOrder(new_id(), asked_id))
    office.press(Qt.Key.Key_F10)
    assert [each.title for each in office.dialogs.warned] == ["Este pedido já não espera resposta"]
    assert office.screen.chosen is None


def test_who_may_not_answer_is_told_nothing(sqlite_shop: Context, asked_id: int, qtbot: QtBot) -> None:
    office = Office(sqlite_shop, CASHIER)
    qtbot.addWidget(office.window)
    office.watch.look()
    assert not office.window.top.notice.isVisible()
    office.press(Qt.Key.Key_L, ALT)
    assert not isinstance(office.window.current, RequestsScreen)
