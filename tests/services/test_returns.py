"""Goods taken back on both engines: what comes off, what goes back, and everything that follows it."""

from dataclasses import replace
from datetime import date

import pytest

from crediario.db import invariants, points, score, store_credit
from crediario.db.statements import fetch
from crediario.domain.money import Money, Rate
from crediario.domain.returns import AlreadyCancelled, MoreThanSold, NothingReturned, ReturnOfAgreement
from crediario.services import ficha, payments, returns
from crediario.services.core import Context, PermissionDenied
from crediario.services.returns import RefundBy, ReturnChanged, ReturnedItem, ReturnReasonMissing
from tests.support.builders import a_customer, a_payment
from tests.support.negotiating import an_agreement
from tests.support.returning import furniture_sold, return_order, returned
from tests.support.shop import CASHIER, as_person, on_day

DUE = date(2026, 7, 10)


@pytest.fixture
def maria(shop: Context) -> int:
    return a_customer(shop)


def broken(shop: Context) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.code, each.examples) for each in invariants.check_all(shop.database) if each.failed]


def open_amounts(shop: Context, customer: int) -> list[tuple[Money, Money]]:
    return [(row.amount, row.quote.open) for row in payments.receiving_desk(shop, customer).rows]


def drawer(shop: Context) -> Money:
    sql = "SELECT COALESCE(SUM(amount_cents), 0) FROM cash_movement WHERE method = 'cash'"
    return Money(int(fetch(shop.database, sql)[0][0]))


def test_before_any_payment_a_part_only_asks_less(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria)
    done = returned(shop, sale.sale_id, chairs=2)

    assert (done.number, done.is_whole, done.refund, done.refund_by) == (1, False, Money.ZERO, RefundBy.NONE)
    assert open_amounts(shop, maria) == [(Money(75_00), Money(75_00))] * 6
    assert broken(shop) == []


def test_before_any_payment_everything_cancels_the_sale(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria, down_payment=Money(60_00))
    done = returned(shop, sale.sale_id, whole=True)

    assert (done.is_whole, done.refund, done.refund_by) == (True, Money(60_00), RefundBy.STORE_CREDIT)
    assert open_amounts(shop, maria) == []
    assert store_credit.balance(shop.database, maria) == Money(60_00)
    assert broken(shop) == []
    with pytest.raises(AlreadyCancelled):
        returns.return_desk(shop, sale.sale_id)


def test_what_was_paid_beyond_goes_back_as_store_credit(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria, first_due=DUE)
    a_payment(shop, maria, 2)
    done = returned(shop, sale.sale_id, tables=1)

    assert done.refund == Money(100_00)
    assert open_amounts(shop, maria) == [(Money(50_00), Money(50_00))] * 4
    assert store_credit.balance(shop.database, maria) == Money(100_00)
    assert points.balance(shop.database, maria) == 100
    assert broken(shop) == []


def test_or_in_cash_out_of_the_open_drawer(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria, first_due=DUE)
    a_payment(shop, maria, 2)
    returned(shop, sale.sale_id, tables=1, by=RefundBy.CASH)

    assert drawer(shop) == Money(100_00)
    assert store_credit.balance(shop.database, maria) == Money.ZERO
    assert broken(shop) == []


def test_charges_paid_late_come_back_with_a_cancellation(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria, first_due=DUE)
    on_day(shop, date(2026, 7, 20))
    receipt = a_payment(shop, maria)
    assert receipt.amount == Money(102_33)
    done = returned(shop, sale.sale_id, whole=True)

    assert done.refund == Money(102_33)
    facts = score.facts_of(shop.database, maria)
    assert (facts.purchases, facts.late_short, facts.settled) == (0, 0, 0)
    assert broken(shop) == []


def test_a_late_installment_is_charged_on_what_stayed(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria, first_due=DUE)
    on_day(shop, date(2026, 7, 20))
    returned(shop, sale.sale_id, tables=1)

    row = payments.receiving_desk(shop, maria).rows[0]
    assert (row.quote.open, row.quote.fine, row.quote.interest) == (Money(50_00), Money(1_00), Money(16))
    assert broken(shop) == []


def test_charges_given_back_are_not_counted_as_paid(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria, first_due=DUE)
    on_day(shop, date(2026, 7, 20))
    a_payment(shop, maria, handed=Money(12_33))
    done = returned(shop, sale.sale_id, tables=1)

    assert done.refund == Money(1_17)
    row = payments.receiving_desk(shop, maria).rows[0]
    assert (row.amount, row.quote.open) == (Money(50_00), Money(40_00))
    assert (row.quote.fine, row.quote.interest) == (Money.ZERO, Money.ZERO)
    assert broken(shop) == []


def test_with_interest_and_paid_early_nothing_is_given_that_was_not_paid(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria, rate=Rate.percent("0.9"), first_due=DUE, down_payment=Money(60_00))
    paid = a_payment(shop, maria, 3)
    first = returned(shop, sale.sale_id, chairs=3)
    assert broken(shop) == []
    second = returned(shop, sale.sale_id, chairs=1)
    assert broken(shop) == []
    last = returned(shop, sale.sale_id, whole=True)

    assert first.refund + second.refund + last.refund == paid.amount + Money(60_00)
    assert (first.is_whole, second.is_whole, last.is_whole) == (False, False, True)
    assert points.balance(shop.database, maria) == 0
    assert broken(shop) == []


def test_the_last_items_by_name_cancel_too(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria)
    returned(shop, sale.sale_id, chairs=4)
    assert returned(shop, sale.sale_id, tables=1).is_whole
    assert broken(shop) == []


def test_payments_go_on_after_a_return_and_may_be_reversed(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria, first_due=DUE)
    returned(shop, sale.sale_id, tables=1)
    paid = a_payment(shop, maria)
    assert paid.amount == Money(50_00)
    assert points.balance(shop.database, maria) == 50
    order = payments.ReversalOrder("r1", paid.payment_id, "valor digitado errado")
    payments.reverse_payment(shop, order)
    assert points.balance(shop.database, maria) == 0
    assert open_amounts(shop, maria) == [(Money(50_00), Money(50_00))] * 6
    assert broken(shop) == []


def test_a_payment_partly_given_back_is_not_reversed(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria, first_due=DUE)
    paid = a_payment(shop, maria)
    done = returned(shop, sale.sale_id, tables=1)
    with pytest.raises(payments.CountedByReturn) as caught:
        payments.reverse_payment(shop, payments.ReversalOrder("r1", paid.payment_id, "valor digitado errado"))
    assert caught.value.return_number == done.number


def test_an_agreement_keeps_the_sale(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria)
    made = an_agreement(shop, maria, future=2)
    for sale_id in (sale.sale_id, made.sale_id):
        with pytest.raises(ReturnOfAgreement) as caught:
            returns.return_desk(shop, sale_id)
        assert caught.value.agreement_number == made.number


def test_what_is_refused(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria)
    order = return_order(shop, sale.sale_id, chairs=1)
    with pytest.raises(ReturnReasonMissing):
        returns.return_sale(shop, replace(order, reason=" "))
    with pytest.raises(NothingReturned):
        returns.return_sale(shop, replace(order, items=()))
    (item,) = order.items
    with pytest.raises(MoreThanSold):
        returns.return_sale(shop, replace(order, items=(ReturnedItem(item.item_id, 5),)))
    with pytest.raises(ReturnChanged):
        returns.return_sale(shop, replace(order, shown_settled=Money(1)))
    with pytest.raises(PermissionDenied):
        returns.return_sale(as_person(shop, CASHIER), order)
    other = a_customer(shop, "Otávio Pereira Lima")
    with pytest.raises(payments.NotThisCustomers):
        returns.return_sale(shop, replace(order, customer_id=other))
    assert broken(shop) == []


def test_a_payment_between_the_screen_and_the_key_is_noticed(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria)
    order = return_order(shop, sale.sale_id, tables=1)
    a_payment(shop, maria)
    with pytest.raises(ReturnChanged):
        returns.return_sale(shop, order)


def test_twice_sent_it_acts_once(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria)
    order = return_order(shop, sale.sale_id, chairs=1)
    assert returns.return_sale(shop, order) == returns.return_sale(shop, order)
    assert broken(shop) == []


def test_the_card_says_what_came_back(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria)
    returned(shop, sale.sale_id, tables=1)
    (bought,) = ficha.customer_card(shop, maria).purchases
    assert (bought.returned, bought.cancelled, bought.installment_amount) == (
        Money(300_00),
        False,
        Money(50_00),
    )
    returned(shop, sale.sale_id, whole=True)
    card = ficha.customer_card(shop, maria)
    assert card.purchases[0].cancelled
    assert card.open_rows == ()
    assert card.punctuality.settled == 0


def test_the_view_says_it_as_it_was(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria, first_due=DUE, down_payment=Money(60_00))
    a_payment(shop, maria, 2)
    expected = returns.return_desk(shop, sale.sale_id)
    chosen = {expected.facts.items[1].item_id: 1}
    done = returned(shop, sale.sale_id, tables=1)
    view = returns.return_view(shop, done.return_id)
    assert view.result.lines[1:] == expected.returned(chosen).lines[1:]
    assert (view.result.refund, view.refund_by, view.points_taken) == (
        done.refund,
        RefundBy.STORE_CREDIT,
        expected.points_back(expected.returned(chosen)),
    )
    assert [(part.description, part.quantity) for part in view.items] == [("Mesa de jantar", 1)]


def test_a_receipt_printed_again_says_the_points_it_said(shop: Context, maria: int) -> None:
    sale = furniture_sold(shop, maria, first_due=DUE)
    paid = a_payment(shop, maria)
    before = payments.payment_view(shop, paid.payment_id).points
    clock = shop.clock
    on_day(shop, date(2026, 6, 10))
    returned(shop, sale.sale_id, whole=True)
    assert payments.payment_view(replace(shop, clock=clock), paid.payment_id).points == before
