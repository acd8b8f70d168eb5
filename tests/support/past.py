"""A past brought in from another system, as rows: for what is counted of it, whatever file it came from."""

from collections.abc import Sequence
from datetime import date

from crediario.db import ledger, standing
from crediario.db.models import Allocation, ImportBatch, Installment, Sale, SaleItem
from crediario.db.statements import insert
from crediario.domain.money import Money
from crediario.services.core import Context
from tests.support.shop import new_id

#: Due date, face value, and the day it was paid before the shop came here; None while open.
Piece = tuple[date, Money, date | None]

_PLACE = ("store_id", "till_id", "operator_id")
_BATCH = (*_PLACE, "file_name", "file_sha256", "imported_on", "totals", "operation", "created_at")
_SALE = (
    *_PLACE, "customer_id", "number", "sold_on", "price_cents", "down_payment_cents", "financed_cents",
    "interest_cents", "rate_month", "every", "installment_count", "first_due", "rate_year",
    "total_effective_cost", "operation", "created_at", "import_id",
)  # fmt: skip
_ITEM = ("store_id", "sale_id", "position", "description", "quantity", "unit_price_cents")
_INSTALLMENT = (
    "store_id", "sale_id", "customer_id", "number", "due_date", "amount_cents", "principal_cents",
    "interest_cents", "open_cents", "import_id",
)  # fmt: skip
_ALLOCATION = (
    "store_id", "sale_id", "installment_id", "position", "paid_on", "days_late", "amount_cents",
    "principal_cents", "fine_cents", "interest_cents", "discount_cents", "waived_fine_cents",
    "waived_interest_cents", "origin", "import_id",
)  # fmt: skip


def an_imported_sale(ctx: Context, customer_id: int, sold_on: date, pieces: Sequence[Piece]) -> int:
    """Writes an import of one sale; gives back the sale's id."""
    stamp, operation = ctx.stamp, new_id()
    place = (ctx.store_id, ctx.till_id, ctx.operator.id)
    file = ("carteira.xlsx", "", ctx.today, "{}", operation, stamp.instant)
    batch = insert(ctx.database, ImportBatch, _BATCH, (*place, *file))
    total = sum(amount.cents for _, amount, _ in pieces)
    sale = (
        *place, customer_id, ledger.next_number(stamp, "contract"), sold_on, total, 0, total, 0, "0", "month",
        len(pieces), pieces[0][0], "0", "0", operation, stamp.instant, batch,
    )  # fmt: skip
    sale_id = insert(ctx.database, Sale, _SALE, sale)
    insert(ctx.database, SaleItem, _ITEM, (ctx.store_id, sale_id, 1, "Compra no sistema antigo", 1, total))
    for number, (due, amount, paid_on) in enumerate(pieces, 1):
        owed = (0 if paid_on else amount.cents, batch)
        row = (ctx.store_id, sale_id, customer_id, number, due, amount.cents, amount.cents, 0, *owed)
        installment = insert(ctx.database, Installment, _INSTALLMENT, row)
        if paid_on:
            parts = (amount.cents, amount.cents, 0, 0, 0, 0, 0, "import", batch)
            settled = (ctx.store_id, sale_id, installment, 1, paid_on, 0, *parts)
            insert(ctx.database, Allocation, _ALLOCATION, settled)
    standing.refresh_many(ctx.database, [customer_id])
    return sale_id
