"""What the first screen shows: the four numbers of the day, who is expected, the latest receipts."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from crediario.db import blind_count, day, receivables, shop
from crediario.db.day import DueToday, LatestPayment, SoldToday
from crediario.domain.charges import days_late
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.services.core import Context, query

#: What screens name from here.
__all__ = ["DaySummary", "ExpectedCustomer", "LatestPayment", "day_summary"]

EXPECTED_DAYS_BACK = 7
EXPECTED_ROWS = 12
LATEST_PAYMENTS = 5


@dataclass(frozen=True, slots=True)
class ExpectedCustomer:
    """A customer with something due today or in the last days, and what settles it today.

    Attributes:
        installments: how many of them.
        down_payments: how many owed again, due on the day of their sales.
    """

    customer_id: int
    name: str
    district: str | None
    installments: int
    down_payments: int
    oldest_due: date
    days_late: int
    total: Money


@dataclass(frozen=True, slots=True)
class DaySummary:
    """The day so far at this store.

    Attributes:
        received: None while it is kept from whoever counts a drawer blind.
        by_method: while it is kept back, only the means that nobody counts.
        sold: its down payments are kept back with what was received.
        latest: while it is kept back, those in cash come without their amount.
        has_customers: whether anybody is registered yet.
    """

    today: date
    received: Money | None
    receipts: int
    by_method: dict[Method, Money]
    due: DueToday
    sold: SoldToday
    expected: tuple[ExpectedCustomer, ...]
    latest: tuple[LatestPayment, ...]
    has_customers: bool

    @property
    def is_told(self) -> bool:
        """Whether what was received is told."""
        return self.received is not None


@query("see_customer")
def day_summary(ctx: Context) -> DaySummary:
    """What was received, sold and falls due today, and who is expected at the counter.

    What a blind count keeps back is not told here either.

    Rule: product.md D8; reliability.md A7. See docs/regras.md#fechamento.
    """
    whole = _whole_day(ctx)
    return _without_drawers(whole) if blind_count.kept_since(ctx.stamp) else whole


def _whole_day(ctx: Context) -> DaySummary:
    database, store, today = ctx.database, ctx.store_id, ctx.today
    by_method = day.received_by_method(database, store, today)
    return DaySummary(
        today=today,
        received=Money.total(by_method.values()),
        receipts=day.receipts_of(database, store, today),
        by_method=by_method,
        due=day.due_on(database, store, today),
        sold=day.sold_on(database, store, today),
        expected=_expected(ctx),
        latest=day.latest_payments(database, store, today, LATEST_PAYMENTS),
        has_customers=day.has_customers(database),
    )


def _without_drawers(whole: DaySummary) -> DaySummary:
    """The day without a figure from which the cash of a drawer could be reckoned."""
    return replace(
        whole,
        received=None,
        by_method={Method.PIX: whole.by_method.get(Method.PIX, Money.ZERO)},
        sold=replace(whole.sold, down_payments=None),
        latest=tuple(
            replace(each, amount=None) if Method.CASH in each.methods else each for each in whole.latest
        ),
    )


def _expected(ctx: Context) -> tuple[ExpectedCustomer, ...]:
    """The newest due first: who forgot yesterday is the easiest to remind."""
    rows = day.expected(ctx.database, ctx.store_id, ctx.today, EXPECTED_DAYS_BACK)
    by_customer: dict[int, list[day.ExpectedRow]] = defaultdict(list)
    for row in rows:
        by_customer[row.customer_id].append(row)
    chosen = list(by_customer.values())[:EXPECTED_ROWS]
    downs = [row.down_payment for group in chosen for row in group if row.down_payment]
    wanted = [row.installment_id for group in chosen for row in group if not row.down_payment]
    opened = receivables.installments(ctx.database, wanted) if wanted else []
    settings, calendar = (
        shop.shop_settings(ctx.database, ctx.store_id),
        shop.calendar(ctx.database, ctx.store_id),
    )
    quotes = receivables.quotes(ctx.database, opened, ctx.today, settings.charge_rules, calendar)
    totals = {quote.installment_id: quote for quote in (*quotes, *(down.quote for down in downs))}
    return tuple(
        ExpectedCustomer(
            customer_id=group[0].customer_id,
            name=group[0].customer_name,
            district=group[0].district,
            installments=sum(not row.down_payment for row in group),
            down_payments=sum(bool(row.down_payment) for row in group),
            oldest_due=min(row.due_date for row in group),
            days_late=max(days_late(row.due_date, ctx.today, calendar) for row in group),
            total=Money.total(totals[row.installment_id].total for row in group),
        )
        for group in chosen
    )
