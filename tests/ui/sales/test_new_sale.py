"""Nova venda by keyboard alone, on a real shop."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Every
from crediario.domain.tender import Method
from crediario.services.core import Context
from crediario.services.sales import SaleView, sale_view
from crediario.ui.navigation import Cash, CustomerForm, Home, NewSale
from crediario.ui.sales import sale_words
from crediario.ui.theme import Theme
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.choices import PlanCard
from crediario.ui.widgets.fields import Check
from crediario.ui.widgets.layout import ScrollArea
from tests.support.shop import OWNER, PINS
from tests.ui.sales.conftest import Counter, bare_customer, customer
from tests.ui.sales.test_sale_words import spoken

OpenAt = Callable[[NewSale], Counter]
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
F10 = Qt.Key.Key_F10


def sold(at: Counter) -> SaleView:
    """The sale just registered."""
    return sale_view(at.ctx, at.done._receipt.sale_id)


def sales_count(ctx: Context) -> int:
    cursor = ctx.database.execute_sql("SELECT COUNT(*) FROM sale")
    return int(cursor.fetchone()[0])


@pytest.fixture
def at(counter: OpenAt, sqlite_shop: Context) -> Counter:
    """Nova venda with a customer who may buy."""
    return counter(NewSale(customer(sqlite_shop)))


def test_twenty_keys_sell(counter: OpenAt, sqlite_shop: Context) -> None:
    customer(sqlite_shop)
    at = counter(NewSale())
    pressed = 1 + at.keys("4471\n1290\n\n150\n1\n\n") + at.press(F10)
    assert pressed == 20
    sale = sold(at)
    assert (sale.price, sale.down_payment, len(sale.installments)) == (Money(1_290_00), Money(150_00), 6)
    assert sale.items_text == "Mercadorias diversas"
    assert sale.seller_name == "Aurora Rocha"


def test_enter_leads_from_field_to_cards_to_date(at: Counter) -> None:
    form = at.screen.form
    visited = []
    for typed in ("1290\n", "\n", "150\n", "1\n", "\n", "\n", "\n"):
        at.keys(typed)
        visited.append(at.focused)
    assert visited == [
        form.purchase.item,
        form.purchase.down_payment,
        form.plans.cards[0],
        form.due.first_due,
        form.due.day,
        form.due.every,
        form.due.seller,
    ]


def test_figures_choose_a_plan_only_outside_the_fields(at: Counter) -> None:
    at.keys("1290\n2 camisas\n200\n")
    assert at.screen.form.purchase.item.value() == "2 camisas"
    at.keys("3")
    assert at.screen.form.plans.group.place == 2
    assert at.focused is at.screen.form.plans.cards[2]
    assert spoken(at.screen.form.ticket._amount.text()) == "R$ 96,26"


def test_every_edit_shows_the_sums_again(at: Counter) -> None:
    at.typed_sale()
    ticket = at.screen.form.ticket
    shown = [spoken(line.value.text()) for line in (ticket.price, ticket.down_payment, ticket.total)]
    assert shown == ["R$ 1.290,00", "−R$ 150,00", "R$ 1.290,00"]
    assert spoken(ticket._first.text()) == "1ª em 10/07/2026, sexta-feira"
    assert ticket._status.text() == "Tudo certo, pode concluir"
    at.screen.form.purchase.down_payment.set_value(Money(200_00))
    assert spoken(ticket._first.text()).endswith("última de R$ 181,70")


def test_ten_in_the_date_is_the_tenth_of_next_month(at: Counter) -> None:
    at.typed_sale()
    at.press(Qt.Key.Key_D, ALT)
    at.keys("10\n")
    form = at.screen.form
    assert form.due.first_due.text() == "10/07/2026"
    assert form.due.day.value() == 10
    assert form.due.note.text() == "Sexta-feira, daqui a 31 dias. Recebe no dia 5."


def test_f10_shows_the_dates_a_bare_day_makes_before_anything_is_written(at: Counter) -> None:
    at.typed_sale()
    at.press(Qt.Key.Key_D, ALT)
    at.keys("1")
    at.press(F10)
    ticket = at.screen.form.ticket
    assert at.screen.done is None
    assert spoken(ticket._first.text()).startswith("1ª em 01/07/2026")
    assert ticket._status.text() == sale_words.LOOK_AGAIN
    at.press(F10)
    assert sold(at).installments[0].due_date.isoformat() == "2026-07-01"


def test_the_day_of_the_month_moves_the_date_and_stays_through_short_months(at: Counter) -> None:
    at.typed_sale()
    form = at.screen.form
    form.due.first_due.set_value(at.screen.shell.today().replace(month=9, day=15))
    form.due.day.set_value(31)
    form.due.day_chosen.emit(31)
    assert form.due.first_due.text() == "30/09/2026"
    at.press(F10)
    assert [each.due_date.day for each in sold(at).installments[:3]] == [30, 31, 30]


def test_weeks_hide_the_day_and_move_the_untouched_date(at: Counter) -> None:
    at.typed_sale()
    form = at.screen.form
    form.due.every.setFocus()
    at.keys("S")
    assert form.due.every.value() is Every.WEEK
    assert form.due.first_due.text() == "16/06/2026"
    assert not form.due.day.isVisible()
    at.press(F10)
    assert sold(at).every is Every.WEEK


def test_a_typed_date_stays_when_the_periodicity_changes(at: Counter) -> None:
    at.typed_sale()
    form = at.screen.form
    at.press(Qt.Key.Key_D, ALT)
    at.keys("20\n\n")
    at.keys("B")
    assert form.due.every.value() is Every.TWO_MONTHS
    assert form.due.first_due.text() == "20/07/2026"
    assert form.due.day.value() == 20


def test_another_number_of_installments_brings_its_usual_rate(at: Counter) -> None:
    at.keys("1290\n\n200\n")
    at.press(Qt.Key.Key_N, ALT)
    at.keys("8\n")
    board = at.screen.form.plans
    assert board.other.rate.value() == Rate.percent("0.90")
    assert (board.cards[2].words, board.group.place) == ("8× com juros", 2)
    at.keys("0\n")
    assert board.cards[2].words == "8× sem juros"
    assert at.focused is board.cards[2]
    at.press(F10)
    assert len(sold(at).installments) == 8


def test_going_back_to_the_shops_plans(at: Counter) -> None:
    at.keys("1290\n\n200\n")
    at.press(Qt.Key.Key_N, ALT)
    at.keys("8\n")
    at.press(Qt.Key.Key_N, ALT)
    assert at.screen.form.plans.cards[2].words == "12× com juros"
    assert not at.screen.form.plans.other.isVisible()


def test_a_plan_out_of_reach_cannot_be_chosen(at: Counter) -> None:
    at.keys("150\n\n20\n")
    cards = at.screen.form.plans.cards
    assert [card.isEnabled() for card in cards] == [True, False, False]
    at.keys("2")
    assert at.screen.form.plans.group.place == 0
    assert "Compra mínima" in cards[1].accessibleDescription()


def test_f10_leads_to_what_lacks(at: Counter) -> None:
    form = at.screen.form
    at.press(F10)
    assert at.focused is form.purchase.price
    assert form.purchase.price.error == "Falta o valor da compra"
    at.keys("1290\n")
    at.press(F10)
    assert at.focused is form.purchase.down_payment
    assert sales_count(at.ctx) == 0
    assert form.purchase.price.value() == Money(1_290_00)


def test_a_wrong_amount_is_said_and_kept(at: Counter) -> None:
    at.keys("1.234")
    at.press(F10)
    assert at.focused is at.screen.form.purchase.price
    assert at.screen.form.purchase.price.text() == "1.234"
    assert at.screen.form.purchase.price.error


def test_f10_twice_sells_once(at: Counter) -> None:
    at.typed_sale()
    at.press(F10)
    at.press(F10)
    at.press(F10)
    assert sales_count(at.ctx) == 1
    assert at.screen.done is not None


def test_two_clicks_before_the_answer_sell_once(at: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    at.typed_sale()
    waiting: list[Callable[[], None]] = []
    run = at.tasks.run

    def later(*args: Any, **kwargs: Any) -> None:
        kwargs["busy"].setEnabled(False)
        waiting.append(lambda: run(*args, **kwargs))

    monkeypatch.setattr(at.tasks, "run", later)
    primary = at.screen.form.ticket.primary
    primary.click()
    primary.click()
    at.press(F10)
    assert len(waiting) == 1
    monkeypatch.undo()
    waiting[0]()
    assert sales_count(at.ctx) == 1


def test_the_same_form_asks_with_the_same_id(at: Counter) -> None:
    at.typed_sale()
    at.screen.conclusion.register(at.screen._desk)  # type: ignore[arg-type]
    at.screen.conclusion.register(at.screen._desk)  # type: ignore[arg-type]
    assert sales_count(at.ctx) == 1


def test_cash_handed_over_leaves_change(at: Counter) -> None:
    at.typed_sale()
    entrada = at.screen.form.ticket.entrada
    entrada.handed.setFocus()
    at.keys("200\n")
    assert spoken(entrada._note.text()) == "Troco R$ 50,00"
    at.press(F10)
    assert at.done._receipt.change == Money(50_00)
    assert spoken(at.done.head.change.text()) == "Troco R$ 50,00"


def test_pix_wants_its_last_four_characters(at: Counter) -> None:
    at.keys("1290\n\n150P")
    entrada = at.screen.form.ticket.entrada
    assert entrada.method.value() is Method.PIX
    assert at.focused is entrada.pix_end
    at.press(F10)
    assert entrada.pix_end.error == "Falta o final do Pix da entrada"
    at.keys("9f3a")
    at.press(F10)
    assert at.done.head.received.text() == "Entrada recebida por Pix"


def test_letters_mean_nothing_without_an_entrada(at: Counter) -> None:
    at.keys("1290P")
    assert at.screen.form.ticket.entrada.method.value() is Method.CASH
    assert not at.screen.form.ticket.entrada.isVisible()


def test_an_incomplete_record_is_named_with_the_way_there(counter: OpenAt, sqlite_shop: Context) -> None:
    lacking = bare_customer(sqlite_shop)
    at = counter(NewSale(lacking))
    at.typed_sale()
    form = at.screen.form
    assert "CPF ou CNPJ, data de nascimento" in form.buyer.note.paragraph.text
    assert form.ticket._status.text() == "Falta completar o cadastro"
    at.press(F10)
    assert at.focused is form.buyer.complete
    at.press(Qt.Key.Key_E, CTRL)
    assert at.is_at == CustomerForm(lacking)
    at.window.back()
    assert at.screen.form.purchase.price.value() == Money(1_290_00)


def test_nobody_is_found_and_somebody_new_is_registered(counter: OpenAt, sqlite_shop: Context) -> None:
    at = counter(NewSale())
    at.keys("marja")
    assert at.screen.form.pick.nobody.text().startswith("Ninguém com “marja”")
    at.press(Qt.Key.Key_N, CTRL)
    assert at.is_at == CustomerForm(None, "marja")


def test_the_customer_is_picked_with_arrows(counter: OpenAt, sqlite_shop: Context) -> None:
    customer(sqlite_shop, "Ana Lima", "52998224725")
    customer(sqlite_shop, "Ana Lobo", "11144477735")
    at = counter(NewSale())
    at.keys("ana l")
    names = [found.name for found in at.screen.form.pick.table.rows()]
    at.press(Qt.Key.Key_Down)
    at.keys("\n")
    assert at.screen.form.buyer.name.text() == names[1]
    assert at.focused is at.screen.form.purchase.price
    assert not at.screen.form.pick.isVisible()


def test_enter_with_nothing_typed_picks_nobody(counter: OpenAt, sqlite_shop: Context) -> None:
    customer(sqlite_shop)
    at = counter(NewSale())
    at.keys("\n")
    assert at.screen.form.pick.isVisible()


def test_the_customer_is_shown_with_initials_and_masked(at: Counter) -> None:
    buyer = at.screen.form.buyer
    assert buyer.name.text() == "Rosângela Aparecida Lima"
    assert buyer.about.text() == "***.982.247-** · cliente desde este mês"
    assert buyer.standing.accessibleName() == "Em dia"


def test_a_rate_above_the_cap_asks_the_owner_on_the_same_screen(at: Counter) -> None:
    at.keys("1290\n\n200\n")
    at.press(Qt.Key.Key_N, ALT)
    at.keys("8\n2,5\n")
    form = at.screen.form
    assert form.release.isVisible()
    assert not form.load.isVisible()
    assert form.ticket.primary.words == "Liberar e vender"
    at.press(F10)
    assert at.focused is form.release.number
    at.keys(f"{OWNER}\ncliente antigo\n000000")
    at.press(F10)
    assert form.release.pin.error.startswith("Senha errada")
    assert form.release.pin.text() == ""
    assert sales_count(at.ctx) == 0
    at.keys(PINS[OWNER])
    at.press(F10)
    assert sold(at).rate == Rate.percent("2.5")


def test_warnings_of_the_chosen_plan_are_shown(at: Counter) -> None:
    at.typed_sale()
    assert not at.screen.form.warning.isVisible()
    at.press(Qt.Key.Key_D, ALT)
    at.keys("10/09\n")
    assert at.screen.form.warning.paragraph.text == "O primeiro vencimento fica a 93 dias da venda."


def test_a_refusal_stands_beside_its_field(at: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    at.typed_sale()
    at.screen.form.ticket.entrada.handed.set_value(Money(100_00))
    monkeypatch.setattr("crediario.ui.sales.new_sale.obstacle", lambda *_: None)
    at.press(F10)
    assert at.screen.form.purchase.down_payment.error == "O recebido não é a entrada"
    assert at.screen.form.purchase.price.value() == Money(1_290_00)


def test_a_refusal_without_a_field_is_told(at: Counter) -> None:
    at.typed_sale()
    at.ctx.database.execute_sql("UPDATE customer SET street = NULL")
    at.press(F10)
    assert [message.title for message in at.dialogs.warned] == ["Cadastro incompleto"]
    assert at.screen.form.purchase.price.value() == Money(1_290_00)


def test_leaving_asks_once_and_only_when_something_was_typed(at: Counter) -> None:
    at.dialogs.answer = False
    at.typed_sale()
    at.press(Qt.Key.Key_Escape)
    assert [question.yes for question in at.dialogs.asked] == ["Sair sem gravar"]
    assert at.screen.form.purchase.price.value() == Money(1_290_00)
    at.dialogs.answer = True
    at.press(Qt.Key.Key_Escape)
    assert at.is_at == Home()


def test_an_untouched_form_is_left_without_a_question(at: Counter) -> None:
    at.press(Qt.Key.Key_Escape)
    assert at.is_at == Home()
    assert at.dialogs.asked == []


def test_f5_fetches_again_and_keeps_what_was_typed(at: Counter) -> None:
    at.typed_sale()
    at.press(Qt.Key.Key_F5)
    assert at.screen.form.purchase.down_payment.value() == Money(150_00)
    assert at.screen.form.plans.group.place == 0


def test_hostile_text_stays_text(at: Counter) -> None:
    form = at.screen.form
    at.keys("1290\n")
    form.purchase.item.setText("<b>=1+1</b> 🛋 " + "x" * 10_000)
    form.purchase.down_payment.set_value(Money(150_00))
    at.press(F10)
    assert sold(at).items[0].description.startswith("<b>=1+1</b>")
    assert len(sold(at).items[0].description) <= 120


def test_every_input_has_a_name(at: Counter) -> None:
    inputs = (QLineEdit, QComboBox, PlanCard, KeyButton, Check)
    found = [widget for widget in at.screen.findChildren(QWidget) if isinstance(widget, inputs)]
    assert len(found) > 20
    assert [widget for widget in found if not widget.accessibleName()] == []


@pytest.mark.parametrize(("width", "height", "percent"), [(1024, 700, 100), (1366, 690, 150)])
def test_small_windows_lose_nothing(
    counter: OpenAt, sqlite_shop: Context, qapp: Any, width: int, height: int, percent: int
) -> None:
    Theme.apply(qapp, text_percent=percent)
    at = counter(NewSale(customer(sqlite_shop)))
    at.window.resize(width, height)
    at.typed_sale()
    form = at.screen.form
    assert at.screen.width() <= at.window.width()
    assert at.screen.height() <= at.window.height()
    inputs = (form.purchase.price, form.plans.cards[1], form.due.seller, form.ticket.primary)
    for widget in inputs:
        widget.setFocus()
        qapp.processEvents()
        qapp.processEvents()
        assert not widget.visibleRegion().isEmpty()
    at.press(F10)
    assert not at.done.next_sale.visibleRegion().isEmpty()


def test_the_whole_form_is_seen_in_the_usual_window(counter: OpenAt, sqlite_shop: Context, qapp: Any) -> None:
    at = counter(NewSale(customer(sqlite_shop)))
    at.window.resize(1366, 768)
    at.typed_sale()
    for _ in range(3):
        qapp.processEvents()
    body = at.screen.form.findChildren(ScrollArea)[0]
    assert body.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("percent", [100, 150])
def test_nothing_stands_beyond_the_side_of_a_small_window(
    counter: OpenAt, sqlite_shop: Context, qapp: Any, percent: int
) -> None:
    Theme.apply(qapp, text_percent=percent)
    at = counter(NewSale(customer(sqlite_shop)))
    at.window.resize(1024, 700)
    at.typed_sale()
    for _ in range(3):
        qapp.processEvents()
    body = at.screen.form.findChildren(ScrollArea)[0]
    assert body.horizontalScrollBar().maximum() == 0


def test_a_preview_costs_less_than_ten_milliseconds(at: Counter) -> None:
    from time import process_time

    at.typed_sale()
    best = 1.0
    for cents in range(20):
        started = process_time()
        at.screen.form.purchase.price.set_value(Money(1_290_00 + cents))
        best = min(best, process_time() - started)
    assert best < 0.010


def test_a_closed_till_is_opened_over_the_form_and_the_sale_goes_on(at: Counter) -> None:
    at.ctx.database.execute_sql("UPDATE cash_session SET closed_at = opened_at")
    at.typed_sale()
    at.press(F10)
    assert [each.title for each in at.dialogs.warned] == ["O caixa 2 está fechado"]
    at.press(Qt.Key.Key_F12)
    assert at.is_at == Cash()
    assert at.dialogs.asked == []
    at.ctx.database.execute_sql("UPDATE cash_session SET closed_at = NULL")
    at.window.back()
    assert at.screen.form.purchase.price.value() == Money(1_290_00)
    at.press(F10)
    assert sales_count(at.ctx) == 1


def test_a_sale_without_entrada_needs_no_open_till(at: Counter) -> None:
    at.ctx.database.execute_sql("UPDATE cash_session SET closed_at = opened_at")
    at.keys("1290\n\n\n")
    at.press(Qt.Key.Key_N, ALT)
    at.keys("5\n")
    at.press(F10)
    assert sold(at).down_payment == Money.ZERO
