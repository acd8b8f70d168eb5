"""Store credit (crédito na loja): its statement, and paying it out in cash."""

from dataclasses import dataclass

from crediario.db import cash, ledger, refunds, sales, store_credit, store_credit_lines
from crediario.db.store_credit_lines import CreditLine
from crediario.domain.br.text import clean_text
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, check_amount
from crediario.domain.receiving import NotThisCustomers
from crediario.services.core import Context, Topic, query, use_case

__all__ = [
    "CreditLine",
    "CreditPaidOut",
    "CreditStatement",
    "PayOutOrder",
    "PayOutReasonMissing",
    "credit_statement",
    "pay_out_credit",
]

REASON_LENGTH = 200


@dataclass(eq=False)
class PayOutReasonMissing(Refusal):
    """Handing out money says why."""


@dataclass(frozen=True, slots=True)
class CreditStatement:
    """What the shop owes a customer, and how it came about; the newest first."""

    customer_id: int
    customer_name: str
    balance: Money
    lines: tuple[CreditLine, ...]


@dataclass(frozen=True, slots=True)
class PayOutOrder:
    """How much of a customer's store credit is handed out in cash, and why."""

    request_id: str
    customer_id: int
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True)
class CreditPaidOut:
    """Store credit handed out, and what is left of it."""

    customer_id: int
    amount: Money
    balance: Money


@query("see_customer")
def credit_statement(ctx: Context, customer_id: int) -> CreditStatement:
    """A customer's store credit, entry by entry.

    Raises:
        NotThisCustomers: no such customer.
    """
    buyer = sales.buyer(ctx.database, customer_id)
    if buyer is None:
        raise NotThisCustomers(customer_id)
    lines = store_credit_lines.statement(ctx.database, customer_id)
    return CreditStatement(customer_id, buyer.name, store_credit.balance(ctx.database, customer_id), lines)


@use_case("pay_out_credit", changes={Topic.RECEIVABLES, Topic.CASH})
def pay_out_credit(ctx: Context, order: PayOutOrder) -> CreditPaidOut:
    """Hands a customer's store credit out in cash, from the open session.

    Raises:
        PayOutReasonMissing: why was not said.
        AmountNotPositive, AmountTooLarge: the amount.
        NotThisCustomers: no such customer.
        StoreCreditShort: there is less.
        NoOpenSession, SessionOfAnother, ClockBehind: the drawer.

    Rule: CC art. 884. See docs/regras.md#devolucao.
    """
    reason = clean_text(order.reason, REASON_LENGTH)
    if not reason:
        raise PayOutReasonMissing
    check_amount(order.amount)
    if not ledger.lock_customer(ctx.stamp, order.customer_id):
        raise NotThisCustomers(order.customer_id)
    store_credit.use(ctx.stamp, order.customer_id, order.amount, ctx.today, order.request_id)
    session_id = cash.session_for(ctx.stamp)
    refunds.pay_from_drawer(ctx.stamp, session_id, order.amount, order.request_id, reason)
    entries = {"store_credit": order.amount, "cash": -order.amount}
    ledger.post_entries(ctx.stamp, order.request_id, ctx.today, entries)
    left = store_credit.balance(ctx.database, order.customer_id)
    return CreditPaidOut(order.customer_id, order.amount, left)
