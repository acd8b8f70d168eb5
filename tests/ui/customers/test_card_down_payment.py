"""A down payment owed again, in the ficha: a row of its own, taken along to Receber; its day is not moved."""

from datetime import date, timedelta

from crediario.domain.money import Money
from crediario.ui.navigation import Receive
from tests.support.builders import a_reversal, a_sale
from tests.support.shop import MANAGER, TODAY, as_person, on_day
from tests.ui.customers.counter import Counter
from tests.ui.customers.test_card import texts
from tests.ui.windows import Elsewhere


def owing(counter: Counter) -> int:
    """Marli bought yesterday for R$ 300,00, R$ 60,00 of them down, whose receipt was undone."""
    ctx = as_person(on_day(counter.ctx, TODAY - timedelta(days=1)), MANAGER)
    sale = a_sale(ctx, counter.people.marli, first_due=date(2026, 7, 10), down_payment=Money(60_00))
    assert sale.down_payment_id is not None
    a_reversal(ctx, sale.down_payment_id)
    on_day(counter.ctx, TODAY)
    return counter.people.marli


def test_it_stands_first_and_is_late_from_the_day_of_the_sale_on(counter: Counter) -> None:
    screen = counter.card(owing(counter))
    assert texts(screen)[0] == ["08/06/2026", "3", "entrada", "1 dia", "60,00", "—", "—", "60,00"]
    assert screen.tabs._late_total.text() == "R$\N{NO-BREAK SPACE}60,00"
    assert screen.tabs._whole_total.text() == "R$\N{NO-BREAK SPACE}300,00"
    assert screen.head._standing.accessibleName() == "1 entrada em atraso"


def test_it_is_taken_along_to_receber_and_its_day_is_not_moved(counter: Counter) -> None:
    screen = counter.card(owing(counter))
    screen._move_due()
    assert counter.window.current is screen
    marked = (screen.tabs.open_rows.rows()[0].installment_id,)
    counter.press("Space", "F4")
    assert counter.on(Elsewhere).where == Receive(counter.people.marli, marked=marked)
