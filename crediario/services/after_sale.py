"""What is told before the customer leaves: the limit left, the points to be earned, where to write."""

from dataclasses import dataclass

from crediario.db import credit, sales, shop
from crediario.db.sales import SaleView
from crediario.domain.loyalty import points_forecast
from crediario.domain.money import Money
from crediario.services.core import Context, query


@dataclass(frozen=True, slots=True)
class AfterSale:
    """A sale just made, as far as the customer hears of it.

    Attributes:
        limit_left: what may still be bought on credit; negative where more was released.
        points: of all installments, each paid in time; None where the shop gives none.
        phone: the customer's own number, for a message about this purchase; None where there is none.
    """

    limit_left: Money
    points: int | None
    phone: str | None


@query("sell")
def after_sale(ctx: Context, sale_id: int) -> AfterSale:
    """What is told before the customer of a sale leaves.

    Raises:
        LookupError: no such sale, which only a programming mistake can ask for.
    """
    sale = sales.sale_view(ctx.database, sale_id)
    rules = shop.rules_in_force(ctx.database, ctx.store_id)
    position = credit.position_of(ctx.database, sale.customer_id, ctx.today, rules)
    limit = rules.policy.default_limit if position.limit is None else position.limit
    return AfterSale(
        limit_left=limit - position.open,
        points=_points(sale) if rules.settings.points_on else None,
        phone=sales.own_phone(ctx.database, sale.customer_id),
    )


def _points(sale: SaleView) -> int:
    return sum(points_forecast(line.amount, line.due_date, sale.sold_on) for line in sale.installments)
