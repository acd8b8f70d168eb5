"""Combinar: what moving a due date would change, and moving it."""

from dataclasses import dataclass
from datetime import date

from msgspec import structs

from crediario.db import due_moves, ledger, payments, receivables, sales, shop
from crediario.db.due_moves import MovedDue, MovePosting
from crediario.db.receivables import OpenRow
from crediario.domain.allocation import Quote
from crediario.domain.br.text import clean_text
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.due_move import MovableInstallment, check_move, last_day
from crediario.domain.errors import Refusal
from crediario.domain.receiving import NotThisCustomers
from crediario.services.core import Context, Topic, query, use_case

__all__ = [
    "DueMoveDesk",
    "DueMoveOrder",
    "DueMoveReasonMissing",
    "DueMoved",
    "MovedDue",
    "move_desk",
    "move_due_date",
]

REASON_LENGTH = 200


@dataclass(eq=False)
class DueMoveReasonMissing(Refusal):
    """Moving a due date says why."""


@dataclass(frozen=True, slots=True)
class DueMoveDesk:
    """An installment as the screen asks for its new day.

    Attributes:
        today_quote: what it costs today, as it stands.
        without_charges: what it costs today once moved without charges.
        last: the farthest day the shop gives.
        moved: the move it had already; None while it may be moved.
    """

    installment_id: int
    customer_id: int
    customer_name: str
    contract_number: int
    number: int
    count: int
    due_date: date
    today: date
    last: date
    today_quote: Quote
    without_charges: Quote
    calendar: HolidayCalendar
    moved: MovedDue | None = None


@dataclass(frozen=True, slots=True)
class DueMoveOrder:
    """A move as the screen sends it.

    Attributes:
        request_id: made when the form opened; a retry carries the same.
        keeps_charges: fine and interest go on counting from the day first agreed.
    """

    request_id: str
    customer_id: int
    installment_id: int
    new_due: date
    keeps_charges: bool
    reason: str


@dataclass(frozen=True, slots=True)
class DueMoved:
    """An installment moved to its new day."""

    move_id: int
    customer_id: int
    installment_id: int
    due_date: date


@query("receive")
def move_desk(ctx: Context, installment_id: int) -> DueMoveDesk:
    """All the screen needs of one installment: its day, how far it may go, and what it costs either way.

    Raises:
        LookupError: no such installment, which only a programming mistake can ask for.
        InstallmentAlreadyPaid, InstallmentInAgreement: it is settled.
    """
    (row,) = receivables.installments(ctx.database, (installment_id,))
    payments.check_open(ctx.database, (row,), (installment_id,), row.customer_id)
    buyer = sales.buyer(ctx.database, row.customer_id)
    if buyer is None:
        raise NotThisCustomers(row.customer_id)
    most_days = shop.shop_settings(ctx.database, ctx.store_id).due_move_max_days
    return DueMoveDesk(
        installment_id=installment_id,
        customer_id=row.customer_id,
        customer_name=buyer.name,
        contract_number=row.contract_number,
        number=row.number,
        count=row.count,
        due_date=row.due_date,
        today=ctx.today,
        last=last_day(_movable(row), ctx.today, most_days),
        today_quote=_quote(ctx, row),
        without_charges=_quote(ctx, _moved_free(row, ctx.today)),
        calendar=shop.calendar(ctx.database, ctx.store_id),
        moved=due_moves.moved_due(ctx.database, installment_id),
    )


def _movable(row: OpenRow) -> MovableInstallment:
    return MovableInstallment(row.due_date, row.original_due)


def _moved_free(row: OpenRow, today: date) -> OpenRow:
    """The installment as it would stand today, moved without charges."""
    first = row.original_due or row.due_date
    due_date = max(row.due_date, today)
    return structs.replace(row, due_date=due_date, original_due=first, charges_from=None)


def _quote(ctx: Context, row: OpenRow) -> Quote:
    rules = shop.shop_settings(ctx.database, ctx.store_id).charge_rules
    calendar = shop.calendar(ctx.database, ctx.store_id)
    (quote,) = receivables.quotes(ctx.database, (row,), ctx.today, rules, calendar)
    return quote


@use_case("move_due_date", changes={Topic.RECEIVABLES})
def move_due_date(ctx: Context, order: DueMoveOrder) -> DueMoved:
    """Moves a due date (combinar), once, with a reason, with or without the charges of the time between.

    Raises:
        DueMoveReasonMissing: why was not said.
        NotThisCustomers: the installment is somebody else's.
        InstallmentAlreadyPaid, InstallmentInAgreement: it is settled.
        the refusals of ``domain.due_move.check_move``.

    Rule: product.md D7. See docs/regras.md#combinar.
    """
    reason = clean_text(order.reason, REASON_LENGTH)
    if not reason:
        raise DueMoveReasonMissing
    if not ledger.lock_customer(ctx.stamp, order.customer_id):
        raise NotThisCustomers(order.customer_id)
    ids = (order.installment_id,)
    rows = receivables.locked_installments(ctx.database, ids)
    payments.check_open(ctx.database, rows, ids, order.customer_id)
    row = rows[0]
    most_days = shop.shop_settings(ctx.database, ctx.store_id).due_move_max_days
    check_move(_movable(row), order.new_due, ctx.today, most_days)
    posting = MovePosting(
        operation=order.request_id,
        row=row,
        new_due=order.new_due,
        keeps_charges=order.keeps_charges,
        reason=reason,
        day=ctx.today,
    )
    move_id = due_moves.post_move(ctx.stamp, posting)
    return DueMoved(move_id, order.customer_id, order.installment_id, order.new_due)
