"""The ficha's page of credit: every change told, an analysis explained, limit and block changed by keys."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crediario.domain.money import Money
from crediario.services import credit
from crediario.services.core import Context
from crediario.ui import printing
from crediario.ui.bars import Status
from crediario.ui.customers.credit_page import CreditPage
from crediario.ui.keys import Action
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import CreditAnalysis, CustomerCard, Home, Place, Screen, Shell
from crediario.ui.tasks import Tasks
from crediario.ui.widgets.layout import column
from tests.support.analysing import REFUSED, decided, somebody_stable
from tests.support.shop import CASHIER, MANAGER, as_person
from tests.ui.support import FakeDialogs, press_in, type_text

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Elsewhere(Screen):
    def __init__(self, shell: Shell, place: Place) -> None:
        super().__init__(shell)
        self.where = place


class Host(Screen):
    """A ficha of nothing but the page."""

    def __init__(self, shell: Shell, place: CustomerCard) -> None:
        super().__init__(shell)
        self.page = CreditPage(shell)
        self.place(column(self.page))
        self.page.keys_changed.connect(self.keys_changed)
        self.page.show_customer(place.customer_id)

    def keys(self) -> tuple[Action, ...]:
        return tuple(self.page.keys())

    def first_focus(self) -> CreditPage:
        return self.page.first_focus()  # type: ignore[return-value]


class Ficha:
    """The window with the page of one customer."""

    def __init__(self, ctx: Context, number: int, customer: int) -> None:
        person, moments = as_person(ctx, number), count(1000, 500)
        self.ctx, self.customer, self.dialogs = person, customer, FakeDialogs()
        self.window = MainWindow(
            Tasks(person, inline=True),
            self.dialogs,
            screens={Home: Elsewhere, CustomerCard: Host, CreditAnalysis: Elsewhere},
            search=lambda shell, _: Elsewhere(shell, Home()),
            timestamp=lambda _: next(moments),
        )
        self.window.show()
        self.window.enter(person, Status("Caixa 02 aberto", person.operator.short_name, ""))
        self.window.activateWindow()
        self.window.open(CustomerCard(customer))
        QApplication.processEvents()
        assert isinstance(self.window.current, Host)
        self.page = self.window.current.page

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
            QApplication.processEvents()

    def account(self) -> credit.Account:
        return credit.account_of(self.ctx, self.customer)

    def close(self) -> None:
        self.window.hide()
        shiboken6.delete(self.window)


@pytest.fixture
def ficha(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Ficha]:
    customer = somebody_stable(sqlite_shop)
    decided(sqlite_shop, customer, REFUSED)
    made = Ficha(sqlite_shop, MANAGER, customer)
    yield made
    made.close()


def test_nothing_decided_yet_says_what_counts(qtbot: QtBot, sqlite_shop: Context) -> None:
    made = Ficha(sqlite_shop, MANAGER, somebody_stable(sqlite_shop))

    assert made.page.pane.currentWidget() is made.page.pane.empty
    assert made.page.state.text() == "ainda sem análise, limite inicial"
    made.close()


def test_an_analysis_is_one_line_and_explained_by_enter(ficha: Ficha) -> None:
    (row,) = ficha.page.table.rows()
    assert (row.what, row.change, row.why) == ("Análise: recusar", "o inicial → sem limite", REFUSED.reason)

    ficha.page.table.setFocus()
    ficha.press("Return")

    assert ficha.page.is_inside
    assert ficha.page.view.title.text() == "Crédito não aprovado, em 09/06/2026"
    ficha.press("Escape")
    assert not ficha.page.is_inside


def test_the_explanation_is_saved_as_a_paper(ficha: Ficha, tmp_path: Path) -> None:
    ficha.dialogs.path = tmp_path / "analise.pdf"
    ficha.page.table.setFocus()
    ficha.press("Return")

    ficha.press("S", modifier=CTRL)

    assert ficha.dialogs.path.read_bytes().startswith(b"%PDF")


def test_without_a_printer_the_explanation_opens(ficha: Ficha, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(printing, "print_content", lambda _: False)
    monkeypatch.setattr(printing, "open_content", lambda _, name: opened.append(name) or True)
    ficha.page.table.setFocus()
    ficha.press("Return")

    ficha.press("F9")

    assert opened == ["analise-1-2026-06-09"]


def test_a_limit_is_changed_by_keys_with_a_reason(ficha: Ficha) -> None:
    ficha.press("T", modifier=ALT)
    type_text(ficha.page.form.limit, "800")
    ficha.press("F10")
    assert "motivo" in ficha.page.form.refusal.paragraph.text.lower()
    type_text(ficha.page.form.reason, "começou a trabalhar")

    ficha.press("F10")

    assert ficha.account().limit == Money(800_00)
    assert not ficha.page.is_inside
    assert ficha.page.table.rows()[0].why == "começou a trabalhar"


def test_block_and_unblock(ficha: Ficha) -> None:
    ficha.press("B", modifier=ALT)
    type_text(ficha.page.form.reason, "documento perdido")
    ficha.press("F10")
    assert ficha.account().blocked == "documento perdido"
    assert ficha.page.held.paragraph.text == "Bloqueado: documento perdido"
    assert ficha.page.block.words == "Desbloquear"

    ficha.press("B", modifier=ALT)
    type_text(ficha.page.form.reason, "achou o documento")
    ficha.press("F10")
    assert ficha.account().blocked is None


def test_a_restriction_is_noted_and_lifted(ficha: Ficha) -> None:
    ficha.press("S", modifier=ALT)
    type_text(ficha.page.form.reason, "consulta de junho")
    ficha.press("F10")
    assert ficha.account().restriction == "consulta de junho"

    ficha.press("S", modifier=ALT)
    type_text(ficha.page.form.reason, "consulta limpa agora")
    ficha.press("F10")
    assert ficha.account().restriction is None


def test_a_limit_above_the_policys_largest_is_refused_where_it_is_typed(ficha: Ficha) -> None:
    ficha.press("T", modifier=ALT)
    type_text(ficha.page.form.limit, "90000")
    type_text(ficha.page.form.reason, "cliente muito bom")

    ficha.press("F10")

    assert ficha.page.form.refusal.isVisible()
    assert QApplication.focusWidget() is ficha.page.form.limit


def test_the_analysis_opens_from_here(ficha: Ficha) -> None:
    ficha.press("Y", modifier=CTRL)

    current = ficha.window.current
    assert isinstance(current, Elsewhere)
    assert current.where == CreditAnalysis(ficha.customer)


def test_who_may_not_change_only_looks(qtbot: QtBot, sqlite_shop: Context) -> None:
    customer = somebody_stable(sqlite_shop)
    decided(sqlite_shop, customer, REFUSED)
    made = Ficha(sqlite_shop, CASHIER, customer)

    buttons = (made.page.analyse, made.page.limit, made.page.block, made.page.restrict)
    assert not [button for button in buttons if button.isVisible()]
    assert len(made.page.table.rows()) == 1
    made.close()
