"""Releases at a distance: a till asks, a manager at another till is shown the sale, and answers there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from crediario.db import credit, releases, sales, users
from crediario.db.credit import BuyerNotAuthorised, JudgedSale
from crediario.db.ledger import lock_customer
from crediario.db.releases import RequestRow, RequestState
from crediario.domain.br.text import clean_text
from crediario.domain.credit.release import release_needed
from crediario.domain.credit.signal import FailedRule
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, Rate
from crediario.domain.registration import stored_document
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every
from crediario.services.core import Context, Topic, payload_hash, query, use_case

__all__ = [
    "AskOrder",
    "Asked",
    "AskedFor",
    "BuyerNotAuthorised",
    "NobodyToAsk",
    "NotThisTills",
    "NothingToRelease",
    "RequestState",
    "ShownSale",
    "WaitingRequest",
    "WithdrawOrder",
    "ask_release",
    "request_state",
    "waiting_requests",
    "withdraw_request",
]

REQUEST_LASTS = timedelta(minutes=5)
MESSAGE_LENGTH = 200
ITEM_LENGTH = 120


@dataclass(eq=False)
class NothingToRelease(Refusal):
    """This sale needs no release, or one that nobody gives: there is nothing to ask for."""


@dataclass(eq=False)
class NobodyToAsk(Refusal):
    """Nobody else in the shop may release this sale."""


@dataclass(eq=False)
class NotThisTills(Refusal):
    """The request is somebody else's, or there is none."""


@dataclass(frozen=True, slots=True)
class AskOrder:
    """What a till asks for.

    Attributes:
        request_id: made when the question was opened; a retry carries the same.
        terms: of the sale; the release is bound to them.
        item: what is being bought, for the manager to read.
        message: what who asks writes to the manager; may be empty.
    """

    request_id: str
    terms: SaleTerms
    item: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that waits, until when."""

    asked_id: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class WithdrawOrder:
    """A request that is no longer wanted."""

    request_id: str
    asked_id: int


@dataclass(frozen=True, slots=True)
class ShownSale:
    """What the manager is shown: read by the program at that moment, not told by the other till.

    Attributes:
        installment: the first one; ``total`` is of all of them.
        limit: the customer's, ``used`` before this sale, ``asked`` by it, ``excess`` above the limit.
        failed: every rule that fails.
        buyer: who takes the goods home on the account; "" for the customer.
    """

    customer_id: int
    customer_name: str
    document_masked: str
    item: str
    buyer: str
    price: Money
    down_payment: Money
    count: int
    every: Every
    rate: Rate
    is_above_cap: bool
    installment: Money
    total: Money
    limit: Money
    used: Money
    asked: Money
    excess: Money
    score: int | None
    failed: tuple[FailedRule, ...]


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """A request that waits for somebody who may answer it."""

    asked_id: int
    operator_name: str
    till_number: int
    asked_at: datetime
    expires_at: datetime
    message: str
    sale: ShownSale


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What became of a request, for whoever asked.

    Attributes:
        answered_by: the manager; "" before the answer.
        answer: the reason the manager gave.
        release_id: of a yes: what the sale is registered with, until ``release_expires_at``.
        left: how long the request or its release still holds; zero when it no longer does.
    """

    asked_id: int
    state: RequestState
    answered_by: str
    answer: str
    release_id: int | None
    left: timedelta


@use_case("sell", changes={Topic.RELEASES})
def ask_release(ctx: Context, order: AskOrder) -> Asked:
    """Asks the managers of the store to release these very terms; waits five minutes.

    What was asked before for the same customer by the same person is withdrawn: the newest counts.

    Raises:
        NothingToRelease: the sale passes without, or no release lets it through.
        NobodyToAsk: nobody else may release it.
        BuyerNotAuthorised, and the refusals of ``domain.schedule.plan``.

    Rule: product.md B6. See docs/regras.md#liberacao.
    """
    terms = order.terms
    if not lock_customer(ctx.stamp, terms.customer_id):
        raise NothingToRelease
    judged = credit.judge_sale(ctx.database, ctx.store_id, terms, ctx.today)
    needed = release_needed(judged.signal, is_above_cap=judged.plan.is_above_cap)
    if needed is None or judged.signal.is_forbidden:
        raise NothingToRelease
    able = users.who_may(ctx.database, (needed,))
    if all(person.id == ctx.operator.id for person, _ in able):
        raise NobodyToAsk
    releases.withdraw_earlier(ctx.stamp, terms.customer_id)
    expires_at = ctx.now + REQUEST_LASTS
    shown = msgspec.json.encode(_shown(ctx, order, judged), order="deterministic").decode()
    message = clean_text(order.message, MESSAGE_LENGTH)
    subject = payload_hash(terms)
    asked_id = releases.ask(ctx.stamp, terms.customer_id, needed, subject, shown, message, expires_at)
    return Asked(asked_id, expires_at)


def _shown(ctx: Context, order: AskOrder, judged: JudgedSale) -> ShownSale:
    terms, signal, plan = order.terms, judged.signal, judged.plan
    customer = sales.buyer(ctx.database, terms.customer_id)
    if customer is None:
        raise NothingToRelease
    buyer_id = terms.authorised_buyer_id
    buyer = credit.buyer_of(ctx.database, terms.customer_id, buyer_id) if buyer_id is not None else None
    return ShownSale(
        customer_id=customer.customer_id,
        customer_name=customer.name,
        document_masked=stored_document(customer.document).masked if customer.document else "",
        item=clean_text(order.item, ITEM_LENGTH),
        buyer=buyer.name if buyer else "",
        price=terms.price,
        down_payment=terms.down_payment,
        count=len(plan.installments),
        every=terms.every,
        rate=terms.rate,
        is_above_cap=plan.is_above_cap,
        installment=plan.installments[0].amount,
        total=plan.total,
        limit=signal.limit,
        used=signal.used,
        asked=signal.asked,
        excess=signal.excess,
        score=judged.score,
        failed=signal.failed,
    )


@use_case("sell", changes={Topic.RELEASES})
def withdraw_request(ctx: Context, order: WithdrawOrder) -> AskedFor:
    """Takes a request back while it waits; one that was answered meanwhile stays answered.

    Raises:
        NotThisTills.
    """
    found = _own(ctx, releases.locked_request(ctx.stamp, order.asked_id))
    if found.state_at(ctx.now) is RequestState.WAITING:
        releases.withdraw(ctx.stamp, order.asked_id)
        found = _own(ctx, releases.request(ctx.database, order.asked_id))
    return _asked_for(ctx, found)


@query("sell")
def request_state(ctx: Context, asked_id: int) -> AskedFor:
    """What became of one's own request.

    Raises:
        NotThisTills.
    """
    return _asked_for(ctx, _own(ctx, releases.request(ctx.database, asked_id)))


@query("answer_release")
def waiting_requests(ctx: Context) -> tuple[WaitingRequest, ...]:
    """What waits in this store for the person at the keyboard, the oldest first; never one's own requests.

    Only what this person may release is there: above a manager's reach an owner has to answer.
    """
    rows = releases.waiting(ctx.database, ctx.store_id, ctx.now)
    if not rows:
        return ()
    wanted = tuple({row.permission for row in rows})
    held = {person.id: may for person, may in users.who_may(ctx.database, wanted)}
    mine = held.get(ctx.operator.id, frozenset())
    return tuple(
        _waiting(row) for row in rows if row.operator_id != ctx.operator.id and row.permission in mine
    )


def _waiting(row: RequestRow) -> WaitingRequest:
    return WaitingRequest(
        asked_id=row.asked_id,
        operator_name=row.operator_name,
        till_number=row.till_number,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        message=row.message,
        sale=msgspec.json.decode(row.shown, type=ShownSale),
    )


def _own(ctx: Context, found: RequestRow | None) -> RequestRow:
    if found is None or found.operator_id != ctx.operator.id:
        raise NotThisTills
    return found


def _asked_for(ctx: Context, row: RequestRow) -> AskedFor:
    until = row.release_expires_at or row.expires_at
    return AskedFor(
        asked_id=row.asked_id,
        state=row.state_at(ctx.now),
        answered_by=row.answered_by,
        answer=row.answer,
        release_id=row.release_id,
        left=max(until - ctx.now, timedelta()),
    )
