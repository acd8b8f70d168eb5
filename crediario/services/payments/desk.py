"""The till's desk: what a customer has open today and what it costs, and a payment as it was received."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from crediario.db import (
    down_payments,
    limits,
    payments,
    points,
    receivables,
    sales,
    score,
    shop,
    store_credit,
)
from crediario.db.down_payments import OpenDownPayment
from crediario.db.payments import PaymentView, PixUsed
from crediario.db.receivables import OpenRow
from crediario.domain.allocation import Quote
from crediario.domain.charges import ChargeRules
from crediario.domain.credit.policy import CreditPolicy
from crediario.domain.money import Money
from crediario.domain.receiving import NotThisCustomers, PartOfSale
from crediario.domain.settings import ShopProfile, ShopSettings
from crediario.domain.waiver import waiver_ceiling
from crediario.services.core import Context, may, query

#: How far back the end of a Pix code is looked for: a proof of payment shown again is a fresh one.
PIX_LOOKED_BACK_DAYS = 7


@dataclass(frozen=True, slots=True)
class DeskRow(PartOfSale):
    """An open installment at the till: which one it is, and what it costs today.

    Attributes:
        installment_id: what tells the row; of a down payment ``receiving.down_payment_key``.
        timely: money of it already paid in time, towards its points; None where it earns none.
        imported: its sale came from another system: without its rate, paying early earns no discount.
        elsewhere: another store of the shop sold it.
    """

    installment_id: int
    sale_id: int
    contract_number: int
    number: int
    count: int
    due_date: date
    amount: Money
    quote: Quote
    timely: Money | None = None
    imported: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class ReceivingDesk:
    """Everything the till shows of a customer, with the day the charges were counted on.

    Attributes:
        points: the balance; None where the shop gives none.
        settings: the shop's, with the ceilings of waivers and the coin of change.
        waiver_ceiling: how much of fine and interest the operator may forgive alone; None: any.
        store_credit: what the shop owes the customer.
        score: as kept; None for who may not see it.
        limit: what the customer may have open in all; None for who may not see it, or where nothing is sold.
        phone: the customer's own, E.164, for the receipt as a message; None without one.
        store_code: of the store that receives.
    """

    customer_id: int
    name: str
    document: str | None
    on_time: int
    settled: int
    rows: tuple[DeskRow, ...]
    today: date
    rules: ChargeRules
    profile: ShopProfile | None
    points: int | None = None
    settings: ShopSettings = field(default_factory=ShopSettings)
    waiver_ceiling: Money | None = None
    store_credit: Money = Money.ZERO
    score: int | None = None
    limit: Money | None = None
    phone: str | None = None
    store_code: int = 1


@query("receive")
def receiving_desk(ctx: Context, customer_id: int) -> ReceivingDesk:
    """The customer's open installments with fine, interest and early discount of the day.

    A down payment whose receipt was reversed comes first of its sale.

    Raises:
        NotThisCustomers: no such customer.
    """
    buyer = sales.buyer(ctx.database, customer_id)
    if buyer is None:
        raise NotThisCustomers(customer_id)
    rows = receivables.open_installments(ctx.database, customer_id)
    rules = shop.rules_in_force(ctx.database, ctx.store_id)
    settings = rules.settings
    quotes = receivables.quotes(ctx.database, rows, ctx.today, settings.charge_rules, rules.calendar)
    timely = points.timely(ctx.database, rows) if settings.points_on else {}
    on_time, settled = payments.punctuality(ctx.database, customer_id, rules.calendar)
    kept_score, limit = _credit(ctx, customer_id, rules.policy)
    return ReceivingDesk(
        customer_id=customer_id,
        name=buyer.name,
        document=buyer.document,
        on_time=on_time,
        settled=settled,
        rows=(
            *map(_down_payment_row, down_payments.open_of_customer(ctx.database, customer_id)),
            *(
                _desk_row(row, quote, timely.get(row.installment_id), ctx.store_id)
                for row, quote in zip(rows, quotes, strict=True)
            ),
        ),
        today=ctx.today,
        rules=settings.charge_rules,
        profile=rules.profile,
        points=points.balance(ctx.database, customer_id) if settings.points_on else None,
        settings=settings,
        waiver_ceiling=waiver_ceiling(ctx.operator.role, settings, may_waive=may(ctx, "waive_charges")),
        store_credit=store_credit.balance(ctx.database, customer_id),
        score=kept_score,
        limit=limit,
        phone=sales.own_phone(ctx.database, customer_id),
        store_code=ctx.store_code,
    )


def _credit(ctx: Context, customer_id: int, policy: CreditPolicy) -> tuple[int | None, Money | None]:
    """Score and limit as they stand, for who may see them."""
    if not may(ctx, "see_credit"):
        return None, None
    account = limits.account_of(ctx.database, customer_id)
    own = policy.default_limit if account.limit is None else account.limit
    limit = None if account.blocked else own
    return score.kept_score(ctx.database, customer_id).total, limit


def _desk_row(row: OpenRow, quote: Quote, timely: Money | None, store_id: int) -> DeskRow:
    return DeskRow(
        installment_id=row.installment_id,
        sale_id=row.sale_id,
        contract_number=row.contract_number,
        number=row.number,
        count=row.count,
        due_date=row.due_date,
        amount=row.amount,
        quote=quote,
        timely=timely,
        imported=row.imported,
        elsewhere=row.store_id != store_id,
    )


def _down_payment_row(down: OpenDownPayment) -> DeskRow:
    quote = down.quote
    return DeskRow(
        installment_id=quote.installment_id,
        sale_id=down.sale_id,
        contract_number=down.contract_number,
        number=quote.number,
        count=down.count,
        due_date=quote.due_date,
        amount=down.amount,
        quote=quote,
    )


@query("receive")
def pix_used(ctx: Context, code: str) -> PixUsed | None:
    """The receipt of the last days that a Pix with this end of code already paid; mostly none.

    It may be the same Pix shown twice, one Pix for two receipts, or chance: the person looks. ``code`` is
    the four characters typed.

    Rule: product.md D9.
    """
    since = ctx.today - timedelta(days=PIX_LOOKED_BACK_DAYS)
    return payments.pix_used(ctx.database, ctx.store_id, code.upper(), since)


@query("receive")
def payment_view(ctx: Context, payment_id: int) -> PaymentView:
    """A payment as received: every line with its calculation, the means, and the points it earned.

    Raises:
        LookupError: no such payment, which only a programming mistake can ask for.
    """
    settings = shop.shop_settings(ctx.database, ctx.store_id)
    return payments.payment_view(ctx.database, payment_id, with_points=settings.points_on)
