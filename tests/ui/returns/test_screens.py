"""Goods that come back, a payment undone, a due date moved, store credit paid out: by keys alone."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from crediario.domain.money import Money
from crediario.services import payments, store_credit
from crediario.services.core import Context
from crediario.ui.customers.card import CustomerCardScreen
from crediario.ui.navigation import CustomerCard, MoveDue, ReturnGoods, ReversePayment, StoreCredit
from crediario.ui.returns import return_words
from crediario.ui.returns.credit_screen import CreditScreen
from crediario.ui.returns.move_screen import MoveScreen
from crediario.ui.returns.return_screen import ReturnScreen
from crediario.ui.returns.reverse_screen import ReverseScreen
from tests.support.builders import a_payment
from tests.support.shop import CASHIER, MANAGER, PINS
from tests.ui.returns.undo_desk import Desk, a_desk
from tests.ui.windows import ALT, CTRL


@pytest.fixture
def cashier(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Desk]:
    with a_desk(sqlite_shop, CASHIER) as made:
        yield made


def rows(desk: Desk) -> tuple[payments.DeskRow, ...]:
    return payments.receiving_desk(desk.ctx, desk.maria).rows


def choose_reason(desk: Desk) -> None:
    """The first of the usual ones."""
    screen = desk.window.current
    screen.reason.usual.setFocus()  # type: ignore[union-attr]
    desk.press("Down")


def test_a_part_comes_back_by_keys(desk: Desk) -> None:
    a_payment(desk.ctx, desk.maria, 2)
    screen = desk.open(ReturnGoods(desk.sale_id), ReturnScreen)
    desk.type("2")
    assert screen.result is not None
    assert (screen.result.value, screen.result.refund) == (Money(150_00), Money(50_00))
    assert [line.after for line in screen.lines.rows()] == [Money(75_00)] * 6
    desk.press("F10")
    assert screen.done is None, "why is not said yet"
    choose_reason(desk)
    desk.press("F10")
    assert screen.done is not None
    assert store_credit.credit_statement(desk.ctx, desk.maria).balance == Money(50_00)
    desk.press("Return")
    assert desk.on(CustomerCardScreen).customer_id == desk.maria


def test_enter_goes_from_the_goods_to_how_and_why(desk: Desk) -> None:
    a_payment(desk.ctx, desk.maria, 2)
    screen = desk.open(ReturnGoods(desk.sale_id), ReturnScreen)
    desk.press("A", modifier=CTRL)
    last = list(screen.items.edits.values())[-1]
    last.setFocus()
    desk.press("Return", "Return")
    assert screen.refund_by.hasFocus()
    desk.press("Return")
    assert screen.reason.usual.hasFocus()
    desk.press("Down", "F10")
    assert screen.done is not None


def test_everything_cancels_and_cash_goes_back(desk: Desk) -> None:
    a_payment(desk.ctx, desk.maria)
    screen = desk.open(ReturnGoods(desk.sale_id), ReturnScreen)
    desk.press("A", modifier=CTRL)
    assert screen.primary_button.words == "Cancelar a venda"
    screen.refund_by.setFocus()
    desk.press("Down")
    choose_reason(desk)
    desk.press("F10")
    assert screen.done is not None
    assert screen.done.is_whole
    assert screen.done.refund == Money(100_00)
    assert rows(desk) == ()
    assert store_credit.credit_statement(desk.ctx, desk.maria).lines == ()


def test_too_many_is_said_beside_the_field(desk: Desk) -> None:
    screen = desk.open(ReturnGoods(desk.sale_id), ReturnScreen)
    desk.type("9")
    desk.press("Return")
    first = next(iter(screen.items.edits.values()))
    assert first.error
    assert screen.result is None
    assert screen.note.isVisible() and first.error in screen.note.paragraph.text


def test_f10_leaves_no_wrong_quantity_out(desk: Desk) -> None:
    screen = desk.open(ReturnGoods(desk.sale_id), ReturnScreen)
    first, second = screen.items.edits.values()
    desk.type("1")
    desk.press("Return")
    desk.type("9")
    choose_reason(desk)
    desk.press("F10")
    assert screen.done is None, "the second item would have stayed out of what was written"
    assert second.hasFocus() and second.error
    desk.type("1")
    desk.press("F10")
    assert screen.done is not None and not first.error


def test_f10_with_nothing_chosen_says_what_to_do(desk: Desk) -> None:
    screen = desk.open(ReturnGoods(desk.sale_id), ReturnScreen)
    desk.press("F10")
    assert screen.done is None
    assert screen.note.isVisible() and screen.note.paragraph.text == return_words.NOTHING_CHOSEN
    desk.type("1")
    assert screen.note.isHidden()


def test_a_cancelled_sale_says_so(desk: Desk) -> None:
    screen = desk.open(ReturnGoods(desk.sale_id), ReturnScreen)
    desk.press("A", modifier=CTRL)
    choose_reason(desk)
    desk.press("F10", "Escape")
    screen = desk.open(ReturnGoods(desk.sale_id), ReturnScreen)
    assert screen.pane.currentWidget() is screen.empty


def test_the_ficha_leads_to_each_of_them(desk: Desk) -> None:
    a_payment(desk.ctx, desk.maria)
    desk.open(CustomerCard(desk.maria), CustomerCardScreen)
    desk.press("1", modifier=ALT)
    desk.press("H", modifier=CTRL)
    assert isinstance(desk.window.current, MoveScreen)
    desk.press("Escape")
    desk.press("2", modifier=ALT)
    desk.press("Delete")
    assert isinstance(desk.window.current, ReturnScreen)
    desk.press("Escape")
    desk.press("3", modifier=ALT)
    desk.press("Z", modifier=CTRL)
    assert isinstance(desk.window.current, ReverseScreen)
    desk.press("Escape")
    desk.press("Q", modifier=CTRL)
    assert isinstance(desk.window.current, CreditScreen)


def test_a_manager_undoes_a_payment(desk: Desk) -> None:
    receipt = a_payment(desk.ctx, desk.maria)
    screen = desk.open(ReversePayment(receipt.payment_id), ReverseScreen)
    assert screen.yes.isHidden()
    desk.press("F10")
    assert payments.payment_view(desk.ctx, receipt.payment_id).reversed_by is None
    choose_reason(desk)
    desk.press("F10")
    assert payments.payment_view(desk.ctx, receipt.payment_id).reversed_by == 1
    assert desk.on(CustomerCardScreen)
    again = desk.open(ReversePayment(receipt.payment_id), ReverseScreen)
    assert not again.note.isHidden()
    assert again.button.isHidden()


def test_a_cashier_undoes_it_with_a_managers_digits(cashier: Desk) -> None:
    receipt = a_payment(cashier.ctx, cashier.maria)
    screen = cashier.open(ReversePayment(receipt.payment_id), ReverseScreen)
    assert not screen.yes.isHidden()
    choose_reason(cashier)
    cashier.press("F10")
    assert screen.yes.number.hasFocus()
    cashier.type(str(MANAGER))
    screen.yes.reason.setFocus()
    cashier.type("conferi o valor")
    screen.yes.pin.setFocus()
    cashier.type("000000")
    cashier.press("F10")
    assert screen.yes.pin.error
    cashier.type(PINS[MANAGER])
    cashier.press("F10")
    assert payments.payment_view(cashier.ctx, receipt.payment_id).reversed_by == 1


def test_a_due_date_is_moved_by_keys(desk: Desk) -> None:
    first = rows(desk)[0].installment_id
    screen = desk.open(MoveDue(first), MoveScreen)
    desk.type("25/12")
    desk.press("F10")
    choose_reason(desk)
    desk.press("F10")
    assert screen.day.error, "too far"
    screen.day.clear()
    desk.type("h")
    desk.press("F10")
    assert screen.day.error.startswith("O novo dia precisa vir depois de hoje")
    screen.day.clear()
    desk.type("25/07")
    desk.press("F10")
    assert next(row for row in rows(desk) if row.installment_id == first).due_date == date(2026, 7, 25)
    again = desk.open(MoveDue(first), MoveScreen)
    assert not again.note.isHidden()
    assert again.button.isHidden()


def test_store_credit_is_paid_out_by_keys(desk: Desk) -> None:
    a_payment(desk.ctx, desk.maria)
    desk.open(ReturnGoods(desk.sale_id), ReturnScreen)
    desk.press("A", modifier=CTRL)
    choose_reason(desk)
    desk.press("F10", "Return")
    screen = desk.open(StoreCredit(desk.maria), CreditScreen)
    desk.type("150")
    choose_reason(desk)
    desk.press("F10")
    assert screen.amount.error
    screen.amount.clear()
    screen.amount.setFocus()
    desk.type("40")
    desk.press("F10")
    assert store_credit.credit_statement(desk.ctx, desk.maria).balance == Money(60_00)
    assert screen.balance.text().endswith("60,00")
