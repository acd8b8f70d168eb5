from crediario.domain.money import Money
from crediario.services.core import Context
from crediario.services.payments import receive_payment
from crediario.services.pending import Became, what_became
from crediario.services.sales import register_sale
from tests.support.builders import a_customer, a_sale, payment_order, sale_order
from tests.support.shop import new_id


def test_what_was_received_says_its_receipt(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer)
    order = payment_order(shop, customer, 1)
    receipt = receive_payment(shop, order)
    (found,) = what_became(shop, (order.request_id,))
    assert found.happened
    assert (found.use_case, found.payment_id) == ("receive_payment", receipt.payment_id)
    assert (found.number, found.amount) == (receipt.number, receipt.amount)


def test_what_was_sold_says_its_contract(shop: Context) -> None:
    order = sale_order(shop, a_customer(shop), Money(300_00))
    sold = register_sale(shop, order)
    assert what_became(shop, (order.request_id,)) == (
        Became(order.request_id, "register_sale", None, sold.sale_id, sold.number, None),
    )


def test_what_never_arrived_happened_not(shop: Context) -> None:
    asked = new_id()
    (found,) = what_became(shop, (asked,))
    assert found == Became(asked, None)
    assert not found.happened


def test_nothing_asked_nothing_said(shop: Context) -> None:
    assert what_became(shop, ()) == ()
