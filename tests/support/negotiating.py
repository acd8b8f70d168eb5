"""Customers who fell behind, and agreements with them, made as the screen makes them."""

from datetime import date

from crediario.domain.money import Money
from crediario.domain.negotiation import Conditions, Offer, OfferKind, offer
from crediario.domain.tender import Tender
from crediario.services import negotiation, payments
from crediario.services.core import Context
from tests.support.builders import a_customer, a_payment
from tests.support.selling import a_sale
from tests.support.shop import TODAY, new_id, on_day

#: Twelve of R$ 158,00 without interest, on the tenth of each month.
SOLD_ON = date(2025, 9, 12)
FIRST_DUE = date(2025, 10, 10)
PRICE = 12 * 158_00


def somebody_behind(
    ctx: Context, *, rate: str = "0", name: str = "José Roberto da Silva", **record: object
) -> int:
    """Three of twelve installments paid in time; on the sample day the next five are late, four to come."""
    on_day(ctx, SOLD_ON)
    customer = a_customer(ctx, name, **record)
    a_sale(ctx, customer, price=PRICE, count=12, first_due=FIRST_DUE, rate=rate)
    for _ in range(3):
        on_day(ctx, payments.receiving_desk(ctx, customer).rows[0].due_date)
        a_payment(ctx, customer)
    on_day(ctx, TODAY)
    return customer


def an_offer(
    ctx: Context,
    customer: int,
    kind: OfferKind = OfferKind.INSTALLMENTS,
    conditions: Conditions | None = None,
    *,
    future: int = 0,
) -> Offer:
    """An offer for everything late, and for so many of those to come."""
    desk = negotiation.negotiation_desk(ctx, customer)
    late = [row.quote for row in desk.rows if row.is_late]
    coming = [row.quote for row in desk.rows if not row.is_late][:future]
    return offer(kind, late + coming, conditions or Conditions(), desk.settings, desk.today)


def order_for(
    offered: Offer, customer: int, *tenders: Tender, release_id: int | None = None
) -> negotiation.AgreementOrder:
    """The offer taken, as the screen sends it; exact cash when nothing else is said."""
    return negotiation.AgreementOrder(
        new_id(), offered.terms(customer), offered.due_today, offered.total, tenders, release_id
    )


def an_agreement(
    ctx: Context,
    customer: int,
    kind: OfferKind = OfferKind.INSTALLMENTS,
    conditions: Conditions | None = None,
    *,
    future: int = 0,
) -> negotiation.AgreementMade:
    """An agreement made; as in ``an_offer``."""
    offered = an_offer(ctx, customer, kind, conditions, future=future)
    return negotiation.make_agreement(ctx, order_for(offered, customer))


def amounts(offered: Offer) -> list[Money]:
    """What each later installment asks."""
    return [line.amount for line in offered.installments]
