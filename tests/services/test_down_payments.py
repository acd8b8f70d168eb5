"""A down payment whose receipt was reversed is owed again, and received again once, whole."""

from dataclasses import replace
from datetime import date

import pytest

from crediario.db import invariants
from crediario.domain.money import Money
from crediario.domain.tender import Method, Tender
from crediario.services import papers, payments, reversals, sales
from crediario.services.core import Context
from crediario.services.payments import DownPaymentAlreadyPaid, DownPaymentInPart, PaymentOrder
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale, payment_order
from tests.support.negotiating import an_agreement, somebody_behind
from tests.support.returning import furniture_sold, returned
from tests.support.shop import new_id

DUE = date(2026, 7, 10)


@pytest.fixture
def sold(shop: Context) -> sales.SaleReceipt:
    """R$ 300,00, R$ 60,00 of them down, whose receipt was reversed."""
    sale = a_sale(shop, a_customer(shop), first_due=DUE, down_payment=Money(60_00))
    assert sale.down_payment_id is not None
    a_reversal(shop, sale.down_payment_id)
    return sale


def holds(shop: Context) -> bool:
    return not [each for each in invariants.check_all(shop.database) if each.failed]


def rows(shop: Context, customer: int) -> tuple[payments.DeskRow, ...]:
    return payments.receiving_desk(shop, customer).rows


def received(shop: Context, customer: int, pieces: int = 1) -> payments.Receipt:
    return a_payment(shop, customer, pieces)


def test_a_reversal_says_that_the_down_payment_is_owed_again(shop: Context) -> None:
    sale = a_sale(shop, a_customer(shop), down_payment=Money(60_00))
    assert [row.is_down_payment for row in rows(shop, sale.customer_id)] == [False] * 3
    assert sale.down_payment_id is not None
    effect = reversals.reversal_desk(shop, sale.down_payment_id).effect
    assert (effect.down_payment, effect.reopened) == (Money(60_00), Money.ZERO)


def test_it_stands_first_without_charges_and_is_received(shop: Context, sold: sales.SaleReceipt) -> None:
    first, *others = rows(shop, sold.customer_id)
    assert (first.is_down_payment, first.contract_number, first.amount) == (True, sold.number, Money(60_00))
    assert (first.quote.total, first.quote.charges) == (Money(60_00), Money.ZERO)
    assert [row.number for row in others] == [1, 2, 3]
    receipt = received(shop, sold.customer_id)
    view = payments.payment_view(shop, receipt.payment_id)
    assert [(line.number, line.paid, line.remaining) for line in view.lines] == [
        (None, Money(60_00), Money.ZERO)
    ]
    assert view.points is not None and view.points.earned == 0
    assert len(rows(shop, sold.customer_id)) == 3
    assert "entrada" in papers.receipt_message(shop, receipt.payment_id, False)
    assert holds(shop)


def test_beside_installments_each_line_says_what_it_is(shop: Context, sold: sales.SaleReceipt) -> None:
    receipt = received(shop, sold.customer_id, 2)
    assert receipt.amount == Money(140_00)
    view = payments.payment_view(shop, receipt.payment_id)
    assert [line.number for line in view.lines] == [None, 1]
    said = papers.receipt_message(shop, receipt.payment_id, False)
    assert f"Carnê {sold.number}, entrada" in said and f"Carnê {sold.number}, parcela 1/3" in said
    assert holds(shop)
    a_reversal(shop, receipt.payment_id)
    assert [row.number for row in rows(shop, sold.customer_id)] == [0, 1, 2, 3]
    assert holds(shop)


def test_it_is_never_received_twice(shop: Context, sold: sales.SaleReceipt) -> None:
    order = payment_order(shop, sold.customer_id)
    first = payments.receive_payment(shop, order)
    assert payments.receive_payment(shop, order) == first, "the same request"
    with pytest.raises(DownPaymentAlreadyPaid):
        payments.receive_payment(shop, replace(order, request_id=new_id()))
    assert holds(shop)


def test_one_that_was_never_undone_is_not_owed(shop: Context) -> None:
    sale = a_sale(shop, a_customer(shop), down_payment=Money(60_00))
    tender = (Tender(Method.CASH, Money(60_00)),)
    order = PaymentOrder(new_id(), sale.customer_id, (), Money(60_00), tender, down_payments=(sale.sale_id,))
    with pytest.raises(DownPaymentAlreadyPaid):
        payments.receive_payment(shop, order)
    without = a_sale(shop, sale.customer_id)
    with pytest.raises(DownPaymentAlreadyPaid):
        payments.receive_payment(shop, replace(order, request_id=new_id(), down_payments=(without.sale_id,)))


def test_somebody_elses_is_refused(shop: Context, sold: sales.SaleReceipt) -> None:
    order = payment_order(shop, sold.customer_id)
    other = a_customer(shop, "Rosa Lima")
    with pytest.raises(payments.NotThisCustomers):
        payments.receive_payment(shop, replace(order, customer_id=other))


def test_it_is_received_whole_or_not_at_all(shop: Context, sold: sales.SaleReceipt) -> None:
    with pytest.raises(DownPaymentInPart) as refused:
        a_payment(shop, sold.customer_id, 1, Money(59_99))
    assert refused.value.due == Money(60_00)
    receipt = a_payment(shop, sold.customer_id, 2, Money(70_00))
    assert receipt.amount == Money(70_00)
    assert [row.number for row in rows(shop, sold.customer_id)] == [1, 2, 3]
    assert rows(shop, sold.customer_id)[0].quote.open == Money(70_00)
    assert holds(shop)


def test_goods_that_come_back_meanwhile_take_it_off(shop: Context) -> None:
    customer = a_customer(shop)
    sale = furniture_sold(shop, customer, first_due=DUE, down_payment=Money(60_00))
    assert sale.down_payment_id is not None
    a_reversal(shop, sale.down_payment_id)
    returned(shop, sale.sale_id, 2)
    (down,) = [row for row in rows(shop, customer) if row.is_down_payment]
    assert Money.ZERO < down.quote.open < Money(60_00)
    assert down.amount == down.quote.open
    receipt = received(shop, customer)
    assert receipt.amount == down.quote.open
    assert holds(shop)
    a_reversal(shop, receipt.payment_id)
    assert rows(shop, customer)[0].quote.open == down.quote.open
    received(shop, customer)
    assert holds(shop)


def test_of_a_cancelled_sale_nothing_is_owed(shop: Context) -> None:
    customer = a_customer(shop)
    sale = furniture_sold(shop, customer, first_due=DUE, down_payment=Money(60_00))
    assert sale.down_payment_id is not None
    a_reversal(shop, sale.down_payment_id)
    order = payment_order(shop, customer)
    returned(shop, sale.sale_id, whole=True)
    assert rows(shop, customer) == ()
    with pytest.raises(DownPaymentAlreadyPaid):
        payments.receive_payment(shop, order)
    assert holds(shop)


def test_an_agreements_down_payment_too(shop: Context) -> None:
    customer = somebody_behind(shop)
    made = an_agreement(shop, customer)
    assert made.payment_id is not None and made.paid
    a_reversal(shop, made.payment_id)
    first = rows(shop, customer)[0]
    assert (first.is_down_payment, first.contract_number) == (True, made.contract_number)
    assert received(shop, customer).amount == made.paid
    assert not any(row.is_down_payment for row in rows(shop, customer))
    assert holds(shop)
