"""The end of a Pix code that a receipt already has, on both engines."""

from datetime import timedelta

from crediario.domain.money import Money
from crediario.domain.tender import Method, Tender
from crediario.services.core import Context
from crediario.services.payments import PaymentOrder, pix_used, receive_payment, receiving_desk
from tests.support.builders import a_customer, a_reversal, a_sale
from tests.support.shop import TODAY, new_id, on_day


def paid_by_pix(ctx: Context, code: str) -> int:
    """The payment of somebody's first installment."""
    customer = a_customer(ctx)
    a_sale(ctx, customer)
    row = receiving_desk(ctx, customer).rows[0]
    due = row.quote.total
    order = PaymentOrder(new_id(), customer, (row.installment_id,), due, (Tender(Method.PIX, due, code),))
    return receive_payment(ctx, order).payment_id


def test_the_receipt_that_stands_is_told(shop: Context) -> None:
    assert pix_used(shop, "9F3A") is None
    paid_by_pix(shop, "9F3A")
    used = pix_used(shop, "9f3a")
    assert used is not None
    assert used.receipt_number > 0
    assert used.amount > Money.ZERO
    assert pix_used(shop, "9F3B") is None


def test_one_that_was_undone_or_is_old_is_not(shop: Context) -> None:
    paid = paid_by_pix(shop, "9F3A")
    assert pix_used(on_day(shop, TODAY + timedelta(days=7)), "9F3A") is not None
    assert pix_used(on_day(shop, TODAY + timedelta(days=8)), "9F3A") is None
    a_reversal(shop, paid)
    assert pix_used(shop, "9F3A") is None
