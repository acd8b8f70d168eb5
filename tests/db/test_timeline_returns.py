"""The timeline tells goods that came back, due dates moved and store credit paid out, on both engines."""

from datetime import date

from crediario.db.timeline import TimelineKind, timeline
from crediario.domain.money import Money
from crediario.services import payments, store_credit
from crediario.services.core import Context
from crediario.services.due_moves import DueMoveOrder, move_due_date
from crediario.ui.customers.timeline_words import told
from tests.support.builders import a_customer, a_payment
from tests.support.returning import furniture_sold, returned
from tests.support.shop import new_id


def test_each_is_told_once(shop: Context) -> None:
    customer = a_customer(shop)
    sale = furniture_sold(shop, customer, first_due=date(2026, 7, 10))
    a_payment(shop, customer)
    first = payments.receiving_desk(shop, customer).rows[0].installment_id
    move_due_date(shop, DueMoveOrder(new_id(), customer, first, date(2026, 8, 20), False, "recebe dia 20"))
    returned(shop, sale.sale_id, chairs=1)
    returned(shop, sale.sale_id, whole=True)
    order = store_credit.PayOutOrder(new_id(), customer, Money(10_00), "pediu em dinheiro")
    store_credit.pay_out_credit(shop, order)
    found = {
        told(each).title
        for each in timeline(shop.database, customer)
        if each.kind in {TimelineKind.RETURN, TimelineKind.DUE_MOVE, TimelineKind.CREDIT_PAID_OUT}
    }
    assert found == {
        "Compra cancelada, carnê 1",
        "Devolução de R$\u00a075,00, carnê 1",
        "Vencimento combinado para 20/08/2026",
        "Crédito na loja pago em dinheiro: R$\u00a010,00",
    }
