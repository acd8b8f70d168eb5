"""What a reversal would undo is said before; a cashier undoes with a manager's yes, once."""

from dataclasses import replace
from datetime import date

import pytest

from crediario.db import invariants
from crediario.db.users import ReleaseNotValid
from crediario.domain.money import Money
from crediario.domain.store_credit import StoreCreditAlreadyUsed
from crediario.domain.tender import Method, Tender
from crediario.services import payments, reversals, store_credit, users
from crediario.services.core import Context, PermissionDenied, payload_hash
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.returning import furniture_sold, returned
from tests.support.shop import CASHIER, MANAGER, PINS, as_person, new_id

DUE = date(2026, 7, 10)


@pytest.fixture
def maria(shop: Context) -> int:
    customer = a_customer(shop)
    a_sale(shop, customer, first_due=DUE)
    return customer


def kept(shop: Context) -> bool:
    return not [each for each in invariants.check_all(shop.database) if each.failed]


def test_what_would_be_undone_is_said_in_numbers(shop: Context, maria: int) -> None:
    receipt = a_payment(shop, maria, 2, Money(250_00))
    desk = reversals.reversal_desk(shop, receipt.payment_id)
    assert desk.effect == reversals.ReversalEffect(
        back=((Method.CASH, Money(200_00)),),
        credit_taken=Money.ZERO,
        credit_returned=Money.ZERO,
        points=200,
        limit_raised=Money.ZERO,
        reopened=Money(200_00),
    )
    assert (desk.may_alone, desk.can_be_undone) == (True, True)
    a_reversal(shop, receipt.payment_id)
    assert not reversals.reversal_desk(shop, receipt.payment_id).can_be_undone
    assert kept(shop)


def test_a_cashier_needs_a_managers_yes_to_these_very_terms(shop: Context, maria: int) -> None:
    cashier = as_person(shop, CASHIER)
    receipt = a_payment(cashier, maria)
    assert not reversals.reversal_desk(cashier, receipt.payment_id).may_alone
    order = payments.ReversalOrder(new_id(), receipt.payment_id, "valor digitado errado")
    with pytest.raises(PermissionDenied):
        payments.reverse_payment(cashier, order)
    yes = users.ReleaseOrder(
        new_id(), MANAGER, payments.RELEASE_REVERSAL, payload_hash(order.terms), "conferi", PINS[MANAGER]
    )
    released = users.release(cashier, yes)
    other = replace(order, reason="outro motivo", release_id=released.release_id)
    with pytest.raises(ReleaseNotValid):
        payments.reverse_payment(cashier, other)
    payments.reverse_payment(cashier, replace(order, release_id=released.release_id))
    assert kept(shop)


def test_credit_it_kept_and_that_was_spent_holds_it(shop: Context, maria: int) -> None:
    row = payments.receiving_desk(shop, maria).rows[0]
    tender = Tender(Method.CASH, Money(150_00))
    order = payments.PaymentOrder(
        new_id(), maria, (row.installment_id,), Money(100_00), (tender,), kept=Money(50_00)
    )
    receipt = payments.receive_payment(shop, order)
    assert reversals.reversal_desk(shop, receipt.payment_id).effect.credit_taken == Money(50_00)
    store_credit.pay_out_credit(
        shop, store_credit.PayOutOrder(new_id(), maria, Money(20_00), "pediu em dinheiro")
    )
    desk = reversals.reversal_desk(shop, receipt.payment_id)
    assert (desk.credit_spent, desk.can_be_undone) == (True, False)
    with pytest.raises(StoreCreditAlreadyUsed):
        a_reversal(shop, receipt.payment_id)
    assert kept(shop)


def test_a_return_that_counted_it_is_named(shop: Context) -> None:
    customer = a_customer(shop)
    sale = furniture_sold(shop, customer, first_due=DUE)
    receipt = a_payment(shop, customer)
    done = returned(shop, sale.sale_id, whole=True)
    desk = reversals.reversal_desk(shop, receipt.payment_id)
    assert (desk.return_number, desk.can_be_undone) == (done.number, False)
