"""Installment sales: what the sale screen needs to know, and registering a sale."""

from dataclasses import dataclass, field
from datetime import date

from crediario.db import ledger, receivables, sales, shop, users
from crediario.db.ledger import Item
from crediario.db.sales import Buyer, SaleView
from crediario.domain import schedule
from crediario.domain.br.text import clean_text
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.customers import check_may_buy
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.sale_terms import SaleTerms, plan_for
from crediario.domain.schedule import Plan
from crediario.domain.settings import ShopSettings
from crediario.domain.tender import Method, Tender, change_due, total_tendered
from crediario.services.core import Context, Topic, payload_hash, query, use_case

__all__ = [
    "Buyer",
    "CustomerNotFound",
    "DownPaymentNotCovered",
    "Item",
    "ItemsDoNotAddUp",
    "NothingSold",
    "SaleDesk",
    "SaleOrder",
    "SaleReceipt",
    "SaleView",
    "register_sale",
    "sale_desk",
    "sale_view",
]

ITEM_LENGTH = 120
NOTE_LENGTH = 500


@dataclass(eq=False)
class CustomerNotFound(Refusal):
    """No such customer (or merged into another)."""

    customer_id: int


@dataclass(eq=False)
class ItemsDoNotAddUp(Refusal):
    """The items' prices do not make the price of the sale."""

    items: Money
    price: Money


@dataclass(eq=False)
class NothingSold(Refusal):
    """A sale says what is being taken home."""


@dataclass(eq=False)
class DownPaymentNotCovered(Refusal):
    """What was handed over is not the down payment."""

    down_payment: Money
    tendered: Money


@dataclass(frozen=True, slots=True)
class SaleOrder:
    """A sale as the screen sends it.

    Attributes:
        request_id: made when the form opened; a retry carries the same.
        terms: customer, money and plan.
        items: what is being bought; their prices add up to ``terms.price``.
        down_payment_tenders: how the down payment was handed over; empty means exact cash.
        seller_id: who sold.
        note: number of the fiscal note, or anything else worth keeping.
        release_id: the owner's release, for a rate above the cap.
    """

    request_id: str
    terms: SaleTerms
    items: tuple[Item, ...]
    down_payment_tenders: tuple[Tender, ...] = ()
    seller_id: int | None = None
    note: str | None = None
    release_id: int | None = field(default=None)


@dataclass(frozen=True, slots=True)
class SaleReceipt:
    """A sale registered: its contract number, and the receipt of the down payment, if any."""

    sale_id: int
    number: int
    customer_id: int
    total: Money
    down_payment_id: int | None
    down_payment_receipt: int | None
    change: Money


@dataclass(frozen=True, slots=True)
class SaleDesk:
    """What the sale screen needs: the shop's rules, the customer, and what they already pay each month."""

    settings: ShopSettings
    today: date
    calendar: HolidayCalendar
    sellers: tuple[users.Person, ...]
    buyer: Buyer | None
    dues: tuple[tuple[date, Money], ...]


@query("sell")
def sale_desk(ctx: Context, customer_id: int | None) -> SaleDesk:
    """Everything the sale screen shows before the first figure is typed.

    Raises:
        CustomerNotFound: no such customer.
    """
    buyer = _buyer(ctx, customer_id) if customer_id is not None else None
    rows = receivables.open_installments(ctx.database, customer_id) if customer_id is not None else []
    return SaleDesk(
        settings=shop.shop_settings(ctx.database, ctx.store_id),
        today=ctx.today,
        calendar=shop.calendar(ctx.database, ctx.store_id),
        sellers=users.sellers(ctx.database),
        buyer=buyer,
        dues=tuple((row.due_date, row.open) for row in rows),
    )


def _buyer(ctx: Context, customer_id: int) -> Buyer:
    buyer = sales.buyer(ctx.database, customer_id)
    if buyer is None:
        raise CustomerNotFound(customer_id)
    return buyer


@use_case("sell", changes={Topic.RECEIVABLES, Topic.CASH})
def register_sale(ctx: Context, order: SaleOrder) -> SaleReceipt:
    """Registers an installment sale (venda a crediário) and receives its down payment (entrada).

    Returns:
        The contract's number and, when something was paid down, the receipt's.

    Raises:
        CustomerNotFound, CustomerIncomplete: who buys.
        NothingSold, ItemsDoNotAddUp: what is bought.
        RateAboveCap: above 1% a month without the owner's release of this very sale.
        DownPaymentNotCovered: the means of payment do not make the down payment.
        the refusals of ``domain.schedule.plan``.

    Rule: CDC art. 52 and 54-B; STJ REsp 1.720.656/MG. See docs/regras.md#teto.
    """
    terms = order.terms
    if not ledger.lock_customer(ctx.stamp, terms.customer_id):
        raise CustomerNotFound(terms.customer_id)
    check_may_buy(_buyer(ctx, terms.customer_id).standing, ctx.today)
    items = _checked_items(order)
    plan = plan_for(terms, shop.shop_settings(ctx.database, ctx.store_id), ctx.today)
    _check_release(ctx, order, plan)
    tenders, change = _down_payment(order)
    posted = ledger.post_sale(ctx.stamp, _posting(order, plan, items))
    receipt = _receive_down_payment(ctx, order, posted.sale_id, tenders, change)
    return SaleReceipt(
        sale_id=posted.sale_id,
        number=posted.number,
        customer_id=terms.customer_id,
        total=plan.total_with_down_payment,
        down_payment_id=receipt.payment_id if receipt else None,
        down_payment_receipt=receipt.number if receipt else None,
        change=change,
    )


def _checked_items(order: SaleOrder) -> tuple[Item, ...]:
    items = tuple(
        Item(clean_text(item.description, ITEM_LENGTH), item.quantity, item.unit_price)
        for item in order.items
    )
    if not items or any(not item.description or item.quantity < 1 for item in items):
        raise NothingSold
    total = Money.total(item.unit_price * item.quantity for item in items)
    if total != order.terms.price or any(item.unit_price < Money.ZERO for item in items):
        raise ItemsDoNotAddUp(total, order.terms.price)
    return items


def _check_release(ctx: Context, order: SaleOrder, plan: Plan) -> None:
    """Above the cap only the owner's release of this very sale lets it through, once."""
    if plan.is_above_cap and order.release_id is not None:
        users.use_release(
            ctx.stamp, order.release_id, "release_rate", payload_hash(order.terms), order.request_id
        )
    schedule.check_cap(plan, released=order.release_id is not None)


def _down_payment(order: SaleOrder) -> tuple[tuple[Tender, ...], Money]:
    """The means of the down payment and the change they leave, which only cash can give."""
    due = order.terms.down_payment
    tenders = order.down_payment_tenders or ((Tender(Method.CASH, due),) if due else ())
    if total_tendered(tenders) < due:
        raise DownPaymentNotCovered(due, total_tendered(tenders))
    return tenders, change_due(due, tenders)


def _posting(order: SaleOrder, plan: Plan, items: tuple[Item, ...]) -> ledger.SalePosting:
    return ledger.SalePosting(
        operation=order.request_id,
        customer_id=order.terms.customer_id,
        seller_id=order.seller_id,
        plan=plan,
        items=items,
        note=clean_text(order.note, NOTE_LENGTH) if order.note else None,
        release_id=order.release_id if plan.is_above_cap else None,
    )


def _receive_down_payment(
    ctx: Context, order: SaleOrder, sale_id: int, tenders: tuple[Tender, ...], change: Money
) -> ledger.PostedPayment | None:
    if not order.terms.down_payment:
        return None
    part = ledger.AllocationPart(sale_id, None, days_late=0, principal=order.terms.down_payment)
    posting = ledger.PaymentPosting(
        operation=order.request_id,
        customer_id=order.terms.customer_id,
        session_id=ledger.open_session(ctx.stamp, ctx.today),
        paid_on=ctx.today,
        tenders=tenders,
        change=change,
        parts=(part,),
    )
    return ledger.post_payment(ctx.stamp, posting)


@query("see_customer")
def sale_view(ctx: Context, sale_id: int) -> SaleView:
    """A registered sale as the screen shows it after the fact: money, plan, items and installments.

    Raises:
        LookupError: no such sale, which only a programming mistake can ask for.
    """
    return sales.sale_view(ctx.database, sale_id)
