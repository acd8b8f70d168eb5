"""Monthly sales in centavos for tests, through the use case."""

from datetime import date

from crediario.db.sale_postings import Item
from crediario.domain.money import Money, Rate
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every
from crediario.services import sales
from crediario.services.core import Context
from tests.support.shop import new_id


def terms_of(
    customer: int, *, price: int, count: int, first_due: date, rate: str = "0", down_payment: int = 0
) -> SaleTerms:
    """Monthly terms; amounts in centavos."""
    return SaleTerms(
        customer, Money(price), Money(down_payment), count, Rate.percent(rate), Every.MONTH, first_due
    )


def order_of(terms: SaleTerms) -> sales.SaleOrder:
    """A sale of one thing on these terms."""
    return sales.SaleOrder(new_id(), terms, (Item("Máquina de lavar 11 kg", 1, terms.price),))


def a_sale(
    ctx: Context,
    customer: int,
    *,
    price: int,
    count: int,
    first_due: date,
    rate: str = "0",
    down_payment: int = 0,
) -> sales.SaleReceipt:
    """A sale registered today."""
    terms = terms_of(
        customer, price=price, count=count, first_due=first_due, rate=rate, down_payment=down_payment
    )
    return sales.register_sale(ctx, order_of(terms))
