"""The ficha's points: the balance beside the name, the statement on a page of its own."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from crediario.domain.settings import ShopSettings
from crediario.services.settings import change_settings
from crediario.ui.customers.card import CustomerCardScreen
from tests.support.builders import a_payment, a_reversal
from tests.support.shop import MANAGER, as_person, settings_order
from tests.ui.customers.counter import Counter
from tests.ui.windows import ALT


def shown(screen: CustomerCardScreen) -> list[list[str]]:
    model = screen.tabs.points.table.rows_model
    columns = range(model.columnCount())
    return [[model.cell(row, column).text for column in columns] for row in range(model.rowCount())]


@pytest.fixture
def undone(counter: Counter) -> Counter:
    """Maria paid a late one and the next in time, and it was undone."""
    boss = as_person(counter.ctx, MANAGER)
    a_reversal(boss, a_payment(boss, counter.people.maria, 3).payment_id)
    return counter


def test_the_balance_is_a_tag_and_the_sum_of_the_statement(undone: Counter) -> None:
    screen = undone.card(undone.people.maria)
    assert screen.head.points.isVisible()
    assert screen.head.points.accessibleName() == "556 pontos"
    undone.press("4", modifier=ALT)

    assert screen.tabs.points.table.hasFocus()
    assert screen.tabs.points._balance.text() == "556 pontos"
    assert sum(line.points for line in screen.tabs.points.table.rows()) == 556


def test_where_the_name_needs_the_room_the_tab_alone_says_the_balance(counter: Counter) -> None:
    screen = counter.card(counter.people.maria)
    assert screen.tabs.bar.tabText(3) == "Pontos  556"
    assert screen.head.points.isVisible()
    counter.window.resize(1024, 700)
    QApplication.processEvents()
    assert screen.head.points.isHidden()
    assert screen.head._name.width() > screen.head._standing.width()


def test_the_statement_says_what_happened_the_newest_first(undone: Counter) -> None:
    rows = shown(undone.card(undone.people.maria))
    slip = "Carnê 1, parcela 6/10"
    assert rows[0] == ["09/06/2026", f"{slip}: pagamento estornado", "estorno 1", "retirados", "−139"]
    assert rows[1] == ["09/06/2026", f"{slip}: valor pago em dia", "000.005", "estornados", "+139"]
    assert rows[2][1:] == ["Carnê 1, parcela 4/10: valor pago em dia", "000.004", "ganhos", "+139"]


def test_nothing_is_printed_from_there(counter: Counter) -> None:
    counter.card(counter.people.maria)
    assert "Alt+1 … 7" in counter.bar()
    counter.press("4", modifier=ALT)
    assert "F9" not in counter.bar()


def test_without_points_there_is_no_tag_and_the_page_says_the_rule(counter: Counter) -> None:
    screen = counter.card(counter.people.marli)
    assert screen.head.points.isHidden()
    counter.press("4", modifier=ALT)
    assert screen.tabs.panes[3].currentWidget() is screen.tabs.panes[3].empty


def test_switched_off_the_page_leaves_while_it_is_shown(counter: Counter) -> None:
    screen = counter.card(counter.people.maria)
    counter.press("4", modifier=ALT)
    order = settings_order(counter.ctx, replace(ShopSettings(), points_on=False))
    change_settings(as_person(counter.ctx, MANAGER), order)
    counter.press("F5")

    assert screen.head.points.isHidden()
    assert screen.tabs.count == 6
    assert screen.tabs.bar.currentIndex() != 3
    assert "Alt+1 … 6" in counter.bar()
    counter.press("4", modifier=ALT)
    assert screen.tabs.bar.tabText(screen.tabs.bar.currentIndex()) == "Crédito"
