"""How the entrada is paid, and what is proposed and shown before the sale."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from crediario.db import shop as kept
from crediario.db import store_credit
from crediario.db.models import Tender
from crediario.domain.money import Money
from crediario.domain.schedule import Every
from crediario.domain.settings import ShopSettings
from crediario.services import sales
from crediario.services.core import Context
from crediario.ui.navigation import NewSale
from crediario.ui.sales.draft_dates import by_payday, first_draft, preferred_day
from tests.support.builders import sale_order
from tests.ui.sales.conftest import Counter, customer
from tests.ui.sales.test_sale_words import spoken

OpenAt = Callable[[NewSale], Counter]
ALT = Qt.KeyboardModifier.AltModifier
F10 = Qt.Key.Key_F10


@pytest.fixture
def who(sqlite_shop: Context) -> int:
    """A customer to whom the shop owes R$ 50,00."""
    found = customer(sqlite_shop)
    order = sale_order(sqlite_shop, found, Money(100_00), down_payment=Money(10_00))
    paid = sales.register_sale(sqlite_shop, order)
    day, fifty = sqlite_shop.today, Money(50_00)
    store_credit.keep(sqlite_shop.stamp, found, fifty, day, order.request_id, payment_id=paid.down_payment_id)
    return found


@pytest.fixture
def at(counter: OpenAt, who: int) -> Counter:
    return counter(NewSale(who))


def means(at: Counter) -> list[tuple[str, int, str | None]]:
    """How the entrada just registered was paid."""
    rows = Tender.select().where(Tender.payment == at.done._receipt.down_payment_id).order_by(Tender.position)
    return [(each.method, each.amount_cents, each.reference) for each in rows]


def test_store_credit_pays_its_part_and_cash_the_rest(at: Counter) -> None:
    at.typed_sale()
    entrada = at.screen.form.ticket.entrada
    assert spoken(entrada.credit_left.text()) == "tem R$ 50,00"
    entrada.credit.setFocus()
    at.keys(" ")
    assert spoken(entrada.credit_left.text()) == "usa R$ 50,00 de R$ 50,00"
    assert entrada.handed.placeholderText() == "100,00"
    at.press(F10)
    assert means(at) == [("store_credit", 50_00, None), ("cash", 100_00, None)]


def test_store_credit_that_covers_it_leaves_nothing_to_pay(at: Counter) -> None:
    at.keys("290\n\n40\n1")
    at.screen.form.ticket.entrada.credit.click()
    assert not at.screen.form.ticket.entrada._main.isVisible()
    at.press(F10)
    assert means(at) == [("store_credit", 40_00, None)]
    assert at.done.head.received.text() == "Entrada recebida com crédito na loja"


def test_without_store_credit_it_is_not_offered(counter: OpenAt, sqlite_shop: Context) -> None:
    at = counter(NewSale(customer(sqlite_shop)))
    at.typed_sale()
    assert not at.screen.form.ticket.entrada._credit.isVisible()


def test_an_entrada_in_two_means_by_keys(at: Counter) -> None:
    at.typed_sale()
    at.press(Qt.Key.Key_W, ALT)
    entrada = at.screen.form.ticket.entrada
    assert at.focused is entrada.second.method
    at.keys("\n50\n9f3a")
    assert entrada.handed.placeholderText() == "100,00"
    at.press(F10)
    assert means(at) == [("pix", 50_00, "9F3A"), ("cash", 100_00, None)]


def test_f10_leads_to_what_the_second_means_lacks(at: Counter) -> None:
    at.typed_sale()
    at.press(Qt.Key.Key_W, ALT)
    second = at.screen.form.ticket.entrada.second
    at.press(F10)
    assert (at.focused, second.amount.error) == (second.amount, "Falta o valor da outra forma")
    at.keys("50")
    at.press(F10)
    assert (at.focused, second.pix_end.error) == (second.pix_end, "Falta o final do Pix da outra forma")


def test_means_that_come_to_more_than_the_entrada_are_refused(at: Counter) -> None:
    at.typed_sale()
    at.press(Qt.Key.Key_W, ALT)
    at.keys("\n500\n9f3a")
    at.press(F10)
    assert at.screen.form.ticket.entrada.second.amount.error == "As formas juntas passam da entrada"


def test_one_means_again_forgets_the_second(at: Counter) -> None:
    at.typed_sale()
    at.press(Qt.Key.Key_W, ALT)
    at.keys("\n50\n")
    at.press(Qt.Key.Key_W, ALT)
    at.press(F10)
    assert means(at) == [("cash", 150_00, None)]


# -- the first due date


@pytest.mark.parametrize(
    ("today", "every", "day", "due"),
    [
        (date(2026, 6, 9), Every.MONTH, 10, date(2026, 7, 10)),
        (date(2026, 6, 25), Every.MONTH, 10, date(2026, 7, 10)),
        (date(2026, 6, 20), Every.MONTH, 5, date(2026, 7, 5)),
        (date(2026, 1, 31), Every.MONTH, 30, date(2026, 2, 28)),
        (date(2026, 6, 9), Every.TWO_MONTHS, 10, date(2026, 8, 10)),
    ],
)
def test_the_day_that_suits_the_payday_nearest_to_a_period_away(
    today: date, every: Every, day: int, due: date
) -> None:
    proposed = by_payday(replace(first_draft(today, None), every=every), today, day)
    assert proposed.first_due == due
    assert proposed.anchor_day == day


def test_every_payday_has_a_due_date_within_forty_five_days() -> None:
    for month in range(1, 13):
        for day in range(1, 32):
            for sold in (1, 14, 15, 28):
                today = date(2026, month, sold)
                due = by_payday(first_draft(today, None), today, day).first_due
                assert due is not None
                assert 10 <= (due - today).days <= 45


def test_weeks_follow_no_payday() -> None:
    weekly = replace(first_draft(date(2026, 6, 9), None), every=Every.WEEK)
    assert by_payday(weekly, date(2026, 6, 9), 10) == weekly


@pytest.mark.parametrize(("payday", "after", "day"), [(5, 5, 10), (28, 5, 3), (30, 0, 30), (31, 0, 1)])
def test_the_month_goes_round(payday: int, after: int, day: int) -> None:
    assert preferred_day(payday, after) == day


def test_the_shop_says_how_long_after_the_payday(counter: OpenAt, sqlite_shop: Context) -> None:
    kept.save_version(sqlite_shop.stamp, "settings", replace(ShopSettings(), due_after_payday=0))
    at = counter(NewSale(customer(sqlite_shop)))
    assert at.screen.form.due.first_due.text() == "05/07/2026"
    assert at.screen.form.due.day.value() == 5


# -- the box of the credit


def test_the_box_says_every_line_of_the_law_before_the_sale(at: Counter) -> None:
    at.typed_sale()
    summary = at.screen.form.summary
    assert summary.isHidden()
    at.press(Qt.Key.Key_O, ALT)
    said = {
        name.text(): spoken(value.text()) for name, value in zip(summary.names, summary.values, strict=True)
    }
    assert said == {
        "Preço à vista, sem financiar": "R$ 1.290,00",
        "Entrada, hoje": "R$ 150,00",
        "Valor financiado": "R$ 1.140,00",
        "Parcelas": "6 mensais de R$ 190,00",
        "Vencimentos": "de 10/07/2026 a 10/12/2026",
        "Juros, ao todo": "sem juros",
        "Total a prazo, com a entrada": "R$ 1.290,00",
        "Taxa efetiva ao mês": "0,00%",
        "Taxa efetiva ao ano": "0,00%",
        "Custo efetivo total (CET) ao ano": "0,00%, só os juros",
        "Multa por atraso": "2% da parcela, uma vez só",
        "Juros por atraso": "1% ao mês, simples, por dia",
        "Correção monetária": "não há",
        "Pagar antes, no todo ou em parte": "quando quiser, sem custo",
        "Quem financia": "a própria loja",
        "Estas condições valem até": "11/06/2026",
    }
    assert "CNPJ 12.345.678/0001-95 · Rua Major Gote, 850, Centro, Patos de Minas/MG" in summary.shop.text()
    assert at.screen.form.load.isHidden()


def test_the_box_follows_the_plan_and_its_months_are_a_table(at: Counter) -> None:
    at.typed_sale()
    at.press(Qt.Key.Key_O, ALT)
    at.keys("2")
    summary = at.screen.form.summary
    assert spoken(summary.values[3].text()).startswith("10 mensais de R$ ")
    assert summary.values[-3].text() == "com desconto dos juros, sem custo"
    _, first = summary.months.rows()[0]
    assert (first.month, first.already) == (date(2026, 7, 10), Money(30_00)), "what the customer already pays"
    at.press(Qt.Key.Key_O, ALT)
    assert summary.isHidden()
    assert at.screen.form.load.isVisible()
