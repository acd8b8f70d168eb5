"""Taking goods back (devolução, cancelamento): what it would do, number by number, and doing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from crediario.db import cash, ledger, returns, shop, store_credit
from crediario.db.returns import ReturnPosting, ReturnView, SaleToReturn
from crediario.domain.br.text import clean_text
from crediario.domain.charges import days_late
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.receiving import NotThisCustomers
from crediario.domain.returns import (
    AlreadyCancelled,
    MoreThanSold,
    NothingReturned,
    OnlyWhole,
    RefundBy,
    ReturnableItem,
    ReturnLine,
    ReturnOfAgreement,
    ReturnResult,
    TooLittleLeft,
    return_goods,
    returned_value,
)
from crediario.services.core import Context, Topic, query, use_case

#: What screens use from here, the facts of the queries included.
__all__ = [
    "AlreadyCancelled",
    "MoreThanSold",
    "NothingReturned",
    "OnlyWhole",
    "RefundBy",
    "ReturnChanged",
    "ReturnDesk",
    "ReturnLine",
    "ReturnOfAgreement",
    "ReturnOrder",
    "ReturnReasonMissing",
    "ReturnResult",
    "ReturnView",
    "ReturnableItem",
    "Returned",
    "ReturnedItem",
    "TooLittleLeft",
    "return_desk",
    "return_sale",
    "return_view",
]

REASON_LENGTH = 200


@dataclass(eq=False)
class ReturnReasonMissing(Refusal):
    """Taking goods back says why."""


@dataclass(eq=False)
class ReturnChanged(Refusal):
    """What comes off or goes back is no longer what the screen showed: somebody received or returned."""

    shown: Money
    now: Money


@dataclass(frozen=True, slots=True)
class ReturnDesk:
    """Everything the screen explains before anything is confirmed.

    Attributes:
        facts: the sale as it stands; ``returned`` counts any choice out of it.
        today: the day it would be written on.
        credit_balance: the customer's store credit now.
        points_on: whether points are shown.
    """

    facts: SaleToReturn
    today: date
    credit_balance: Money
    points_on: bool

    def returned(self, chosen: Mapping[int, int], *, whole: bool = False) -> ReturnResult:
        """What that choice would do; with ``whole`` everything comes back.

        Raises:
            the refusals of ``domain.returns``.
        """
        return _counted(self.facts, chosen, whole=whole)

    def points_back(self, result: ReturnResult) -> int:
        """The points it would take back."""
        return sum(self.facts.points_back(result).values())


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """How many of an item come back."""

    item_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class ReturnOrder:
    """A return as the screen sends it.

    Attributes:
        request_id: made when the form opened; a retry carries the same.
        items: what comes back; empty when everything does.
        whole: everything that is still out comes back, and the sale is cancelled.
        refund_by: how money goes back, where there is any.
        shown_settled: what the screen showed as taken off.
        shown_refund: what it showed as going back.
    """

    request_id: str
    sale_id: int
    customer_id: int
    items: tuple[ReturnedItem, ...]
    whole: bool
    refund_by: RefundBy
    shown_settled: Money
    shown_refund: Money
    reason: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A return written: its number, and what went back how."""

    return_id: int
    number: int
    sale_id: int
    customer_id: int
    is_whole: bool
    refund: Money
    refund_by: RefundBy


@query("return_sale")
def return_desk(ctx: Context, sale_id: int) -> ReturnDesk:
    """A sale as it may come back: items still out, installments as they stand, what was paid of each.

    Raises:
        LookupError: no such sale, which only a programming mistake can ask for.
        AlreadyCancelled, ReturnOfAgreement: nothing of it can come back.
    """
    facts = _facts(ctx, sale_id)
    return ReturnDesk(
        facts=facts,
        today=ctx.today,
        credit_balance=store_credit.balance(ctx.database, facts.customer_id),
        points_on=shop.shop_settings(ctx.database, ctx.store_id).points_on,
    )


def _facts(ctx: Context, sale_id: int) -> SaleToReturn:
    facts = returns.sale_to_return(ctx.database, sale_id)
    if facts is None:
        raise LookupError(f"sale {sale_id}")
    if facts.cancelled:
        raise AlreadyCancelled(facts.contract_number)
    if facts.agreement_number is not None:
        raise ReturnOfAgreement(facts.agreement_number)
    return facts


def _counted(facts: SaleToReturn, chosen: Mapping[int, int], *, whole: bool) -> ReturnResult:
    value = facts.sale.terms.price if whole else returned_value(facts.items, chosen)
    return return_goods(facts.sale, value)


@use_case("return_sale", changes={Topic.RECEIVABLES, Topic.CASH})
def return_sale(ctx: Context, order: ReturnOrder) -> Returned:
    """Takes goods back, a part or everything (cancelamento), and gives back what was paid for them.

    Raises:
        ReturnReasonMissing: why was not said.
        NotThisCustomers: the sale is somebody else's.
        AlreadyCancelled, ReturnOfAgreement: nothing of it can come back.
        ReturnChanged: what comes off or goes back is no longer what the screen showed.
        NoOpenSession, SessionOfAnother, ClockBehind: the drawer that would hand out the cash.
        the refusals of ``domain.returns``.

    Rule: product.md C4. See docs/regras.md#devolucao.
    """
    reason = clean_text(order.reason, REASON_LENGTH)
    if not reason:
        raise ReturnReasonMissing
    if not ledger.lock_customer(ctx.stamp, order.customer_id):
        raise NotThisCustomers(order.customer_id)
    facts = _facts(ctx, order.sale_id)
    if facts.customer_id != order.customer_id:
        raise NotThisCustomers(order.customer_id)
    chosen = _chosen(facts, order)
    result = _as_shown(order, _counted(facts, chosen, whole=order.whole))
    refund_by = order.refund_by if result.refund else RefundBy.NONE
    posting = ReturnPosting(
        operation=order.request_id,
        facts=facts,
        result=result,
        chosen=chosen,
        refund_by=refund_by,
        session_id=cash.session_for(ctx.stamp) if refund_by is RefundBy.CASH else None,
        days_late=_days_late(ctx, facts),
        reason=reason,
        day=ctx.today,
    )
    posted = returns.post_return(ctx.stamp, posting)
    return Returned(
        return_id=posted.return_id,
        number=posted.number,
        sale_id=order.sale_id,
        customer_id=order.customer_id,
        is_whole=result.is_whole,
        refund=result.refund,
        refund_by=refund_by,
    )


def _chosen(facts: SaleToReturn, order: ReturnOrder) -> dict[int, int]:
    if order.whole:
        return {item.item_id: item.left for item in facts.items}
    chosen: dict[int, int] = {}
    for each in order.items:
        chosen[each.item_id] = chosen.get(each.item_id, 0) + each.quantity
    return chosen


def _as_shown(order: ReturnOrder, result: ReturnResult) -> ReturnResult:
    """The return of this moment, if it is still the one the screen explained."""
    if result.refund and order.refund_by is RefundBy.NONE:
        raise ReturnChanged(order.shown_refund, result.refund)
    for shown, now in ((order.shown_refund, result.refund), (order.shown_settled, result.settled)):
        if shown != now:
            raise ReturnChanged(shown, now)
    return result


def _days_late(ctx: Context, facts: SaleToReturn) -> dict[int, int]:
    calendar = shop.calendar(ctx.database, ctx.store_id)
    return {id_: days_late(due, ctx.today, calendar) for id_, due in facts.due_dates.items()}


@query("see_customer")
def return_view(ctx: Context, return_id: int) -> ReturnView:
    """A return as written, for its screen and its paper.

    Raises:
        LookupError: no such return, which only a programming mistake can ask for.
    """
    return returns.return_view(ctx.database, return_id)
