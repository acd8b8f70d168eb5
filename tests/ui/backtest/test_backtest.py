"""Simular política, driven by keys."""

from collections.abc import Iterator
from datetime import date

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crediario.domain.money import Money
from crediario.services import backtest as services
from crediario.services.core import Context
from crediario.ui.backtest import backtest_words
from crediario.ui.backtest.backtest_screen import BackTestScreen
from crediario.ui.bars import Status
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import BackTest, CustomerCard, Home
from crediario.ui.tasks import Tasks
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import TODAY, on_day
from tests.ui.support import FakeDialogs, press_in
from tests.ui.windows import ALT, CTRL, NONE, Elsewhere, Palette


class Desk:
    """The manager's window with the back-test in it."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        screens = {Home: Elsewhere, CustomerCard: Elsewhere, BackTest: BackTestScreen}
        self.window = MainWindow(Tasks(ctx, inline=True), FakeDialogs(), screens=screens, search=Palette)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.enter(ctx, Status("Caixa 02 aberto", "Aurora R.", "dona"))
        self.window.open(BackTest())
        QApplication.processEvents()
        current = self.window.current
        assert isinstance(current, BackTestScreen)
        self.screen = current

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
        QApplication.processEvents()

    def rows(self) -> list[list[str]]:
        model = self.screen.board.compared.rows_model
        return [
            [model.cell(place, at).text for at in range(model.columnCount())]
            for place in range(model.rowCount())
        ]


@pytest.fixture
def desk(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Desk]:
    """A good payer and one who stopped; both bought twice."""
    maria, jose = a_customer(sqlite_shop), a_customer(sqlite_shop, "José Antônio Souza")
    on_day(sqlite_shop, date(2025, 6, 2))
    a_sale(sqlite_shop, maria, Money(100_00), pieces=1)
    a_sale(sqlite_shop, jose, Money(200_00), pieces=2)
    on_day(sqlite_shop, date(2025, 7, 2))
    a_payment(sqlite_shop, maria)
    on_day(sqlite_shop, date(2025, 8, 1))
    a_sale(sqlite_shop, maria, Money(60_00), pieces=1)
    a_sale(sqlite_shop, jose, Money(300_00), pieces=3)
    on_day(sqlite_shop, TODAY)
    made = Desk(sqlite_shop)
    yield made
    made.window.close()
    shiboken6.delete(made.window)


def only_delays(screen: BackTestScreen) -> None:
    """Try one rule: no more than five days late."""
    for each in screen.form.rows:
        each.tried.setChecked(each.rule is services.Rule.DAYS_LATE)
        if each.rule is services.Rule.DAYS_LATE and each.figure is not None:
            each.figure.set_value(5)


def test_f10_says_what_would_have_stopped_and_what_became_of_it(desk: Desk) -> None:
    only_delays(desk.screen)
    desk.press("F10")
    note = desk.screen.board.note.paragraph.text
    assert "Teria parado 1 venda, R$\N{NO-BREAK SPACE}300,00" in note
    rows = desk.rows()
    assert rows[0] == ["Vendas do período", "4 vendas", "4 vendas"]
    assert rows[1] == ["Teriam parado", "0 vendas", "1 venda"]
    assert rows[4] == ["Atraso evitado", "R$\N{NO-BREAK SPACE}0,00", "R$\N{NO-BREAK SPACE}300,00"]


def test_the_sales_that_would_stop_lead_to_their_customer(desk: Desk) -> None:
    only_delays(desk.screen)
    desk.press("F10")
    desk.press("2", modifier=ALT)
    assert desk.screen.board.refused.current_row() is not None
    desk.press("Return")
    assert isinstance(desk.window.here, CustomerCard)


def test_what_is_kept_is_compared_and_thrown_away_by_keys(desk: Desk) -> None:
    only_delays(desk.screen)
    desk.press("F10")
    desk.press("S", modifier=CTRL)
    assert desk.screen.board.name.error == "Dê um nome à simulação"
    desk.screen.board.name.setText("Cinco dias")
    desk.press("S", modifier=CTRL)
    (kept,) = services.back_tests(desk.ctx)
    assert kept.name == "Cinco dias"
    desk.press("3", modifier=ALT)
    desk.press("Return")
    assert "Cinco dias" in desk.screen.board.note.paragraph.text
    desk.press("3", modifier=ALT)
    desk.press("Delete")
    assert services.back_tests(desk.ctx) == ()


def test_a_figure_left_empty_is_asked_for(desk: Desk) -> None:
    first = desk.screen.form.first_field
    first.clear()
    desk.press("F10")
    assert first.hasFocus()
    assert desk.rows() == []


def test_days_in_the_wrong_order_are_answered(desk: Desk) -> None:
    desk.screen.form.sold_from.set_value(date(2026, 2, 1))
    desk.screen.form.sold_until.set_value(date(2025, 2, 1))
    desk.press("F10")
    assert desk.rows() == []
    dialogs = desk.window.current.shell.dialogs
    assert dialogs.warned


def test_every_rule_tried_has_its_words() -> None:
    assert set(backtest_words.RULES) == set(services.TRIED_RULES)
