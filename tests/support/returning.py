"""Goods sold by the piece, taken back as the screen takes them."""

from datetime import date

from crediario.db.sale_postings import Item
from crediario.domain.calendar import add_months
from crediario.domain.money import Money, Rate
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every
from crediario.services import returns, sales
from crediario.services.core import Context
from crediario.services.returns import RefundBy, Returned, ReturnedItem, ReturnOrder
from tests.support.shop import new_id

#: Four chairs and a table: R$ 600,00.
FURNITURE = (Item("Cadeira de jantar", 4, Money(75_00)), Item("Mesa de jantar", 1, Money(300_00)))


def furniture_sold(
    ctx: Context,
    customer_id: int,
    *,
    pieces: int = 6,
    rate: Rate = Rate.ZERO,
    down_payment: Money = Money.ZERO,
    first_due: date | None = None,
) -> sales.SaleReceipt:
    """Four chairs and a table sold on credit; first due in a month."""
    due = first_due or add_months(ctx.today, 1)
    terms = SaleTerms(customer_id, Money(600_00), down_payment, pieces, rate, Every.MONTH, due)
    return sales.register_sale(ctx, sales.SaleOrder(new_id(), terms, FURNITURE))


def return_order(
    ctx: Context,
    sale_id: int,
    chairs: int = 0,
    tables: int = 0,
    *,
    whole: bool = False,
    by: RefundBy = RefundBy.STORE_CREDIT,
    reason: str = "não serviu",
) -> ReturnOrder:
    """An order for so many of each, with the figures the desk shows now."""
    desk = returns.return_desk(ctx, sale_id)
    counts = (chairs, tables, *([0] * len(desk.facts.items)))
    chosen = {item.item_id: count for item, count in zip(desk.facts.items, counts, strict=False)}
    result = desk.returned(chosen, whole=whole)
    items = () if whole else tuple(ReturnedItem(id_, count) for id_, count in chosen.items() if count)
    return ReturnOrder(
        new_id(), sale_id, desk.facts.customer_id, items, whole, by, result.settled, result.refund, reason
    )


def returned(ctx: Context, sale_id: int, chairs: int = 0, tables: int = 0, **options: object) -> Returned:
    """Goods taken back; as in ``return_order``."""
    order = return_order(ctx, sale_id, chairs, tables, **options)  # type: ignore[arg-type]
    return returns.return_sale(ctx, order)
