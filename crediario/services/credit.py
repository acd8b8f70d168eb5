"""A customer's credit: the position the semáforo decides from, and what people decide about the limit."""

from dataclasses import dataclass, replace
from datetime import date

from crediario.db import credit, limits, sales, shop
from crediario.db.credit import BuyerNotAuthorised
from crediario.db.ledger import lock_customer
from crediario.db.limits import Account, LimitLine
from crediario.db.relations import BuyerRow
from crediario.domain.br.text import clean_text
from crediario.domain.credit.policy import CreditPolicy
from crediario.domain.credit.position import CreditPosition, CreditStatus
from crediario.domain.credit.signal import CreditSignal
from crediario.domain.errors import Refusal
from crediario.domain.money import MAX_AMOUNT, Money
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.settings import ShopSettings
from crediario.services.core import Context, Topic, query, use_case

__all__ = [
    "Account",
    "AlreadyBlocked",
    "AlreadyRestricted",
    "BuyerNotAuthorised",
    "CreditCustomerNotFound",
    "CreditReasonMissing",
    "HoldOrder",
    "LimitLine",
    "LimitOrder",
    "LimitOutOfRange",
    "NotBlocked",
    "NotRestricted",
    "account_of",
    "block_credit",
    "credit_desk",
    "credit_signal",
    "lift_restriction",
    "limit_entries",
    "restrict_credit",
    "set_limit",
    "unblock_credit",
]

REASON_LENGTH = 200
SHORTEST_REASON = 5


@dataclass(eq=False)
class CreditCustomerNotFound(Refusal):
    """No such customer, or the record became part of another."""

    customer_id: int


@dataclass(eq=False)
class CreditReasonMissing(Refusal):
    """A limit, a block and a restriction are decided with a reason, which is kept."""

    minimum: int


@dataclass(eq=False)
class LimitOutOfRange(Refusal):
    """A limit is zero or more, and at most the policy's largest.

    ``ceiling`` is the policy's largest limit.
    """

    ceiling: Money


@dataclass(eq=False)
class AlreadyBlocked(Refusal):
    """The customer is blocked already; the reason that stands is not written over."""

    reason: str


@dataclass(eq=False)
class NotBlocked(Refusal):
    """There is no block to take off."""


@dataclass(eq=False)
class AlreadyRestricted(Refusal):
    """A restriction stands already; the reason that stands is not written over."""

    reason: str


@dataclass(eq=False)
class NotRestricted(Refusal):
    """There is no restriction to take off."""


@dataclass(frozen=True, slots=True)
class LimitOrder:
    """A limit for a customer, by a person's decision.

    Attributes:
        limit: the new one; None for the policy's default.
        reason: why; kept.
    """

    request_id: str
    customer_id: int
    limit: Money | None
    reason: str


@dataclass(frozen=True, slots=True)
class HoldOrder:
    """A block or a restriction put on or taken off, with its reason."""

    request_id: str
    customer_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class CreditDesk:
    """What the semáforo of a customer is decided from, outside a sale.

    Attributes:
        version: of the policy; 0 for what a new shop starts with.
        buyers: who may buy on the account now.
    """

    position: CreditPosition
    policy: CreditPolicy
    version: int
    settings: ShopSettings
    today: date
    buyers: tuple[BuyerRow, ...]


@query("see_credit")
def credit_desk(ctx: Context, customer_id: int) -> CreditDesk:
    """The credit position of a customer with the policy in force.

    Raises:
        CreditCustomerNotFound.
    """
    _check_customer(ctx, customer_id)
    rules = shop.rules_in_force(ctx.database, ctx.store_id)
    return CreditDesk(
        position=credit.position_of(ctx.database, customer_id, ctx.today, rules),
        policy=rules.policy,
        version=rules.policy_version,
        settings=rules.settings,
        today=ctx.today,
        buyers=credit.buyers(ctx.database, customer_id),
    )


@query("see_credit")
def credit_signal(ctx: Context, terms: SaleTerms) -> CreditSignal:
    """The light of a draft sale as it stands now; the sale itself is decided again when it is registered.

    Raises:
        CreditCustomerNotFound, BuyerNotAuthorised, and the refusals of ``domain.schedule.plan``.

    Rule: product.md B5. See docs/regras.md#semaforo.
    """
    _check_customer(ctx, terms.customer_id)
    return credit.judge_sale(ctx.database, ctx.store_id, terms, ctx.today).signal


@query("see_credit")
def account_of(ctx: Context, customer_id: int) -> Account:
    """Status, own limit, block and restriction of a customer; one of whom nothing is known without a row."""
    return limits.account_of(ctx.database, customer_id)


@query("see_credit")
def limit_entries(ctx: Context, customer_id: int) -> tuple[LimitLine, ...]:
    """Every change of the customer's limit, block and restriction, the newest first."""
    return limits.entries(ctx.database, customer_id)


@use_case("set_limit", changes={Topic.CUSTOMERS})
def set_limit(ctx: Context, order: LimitOrder) -> Account:
    """Gives a customer a limit. Who had no analysis yet is approved by it; who was refused stays refused.

    Raises:
        CreditCustomerNotFound, CreditReasonMissing, LimitOutOfRange.

    Rule: product.md B4. See docs/regras.md#limite.
    """
    reason = _reason(order.reason)
    ceiling = shop.credit_policy(ctx.database, ctx.store_id).limit_ceiling
    if order.limit is not None and not Money.ZERO <= order.limit <= min(ceiling, MAX_AMOUNT):
        raise LimitOutOfRange(ceiling)
    account = _locked_account(ctx, order.customer_id)
    is_decided = account.status is not CreditStatus.UNKNOWN or order.limit is None
    status = None if is_decided else CreditStatus.APPROVED
    limits.decide(ctx.stamp, order.customer_id, order.limit, reason, status=status)
    return limits.account_of(ctx.database, order.customer_id)


@use_case("set_limit", changes={Topic.CUSTOMERS})
def block_credit(ctx: Context, order: HoldOrder) -> Account:
    """Blocks a customer's credit (bloqueio); the limit stays as it is.

    Raises:
        CreditCustomerNotFound, CreditReasonMissing, AlreadyBlocked.
    """
    reason, account = _reason(order.reason), _locked_account(ctx, order.customer_id)
    if account.blocked is not None:
        raise AlreadyBlocked(account.blocked)
    limits.block(ctx.stamp, order.customer_id, reason)
    return replace(account, blocked=reason)


@use_case("set_limit", changes={Topic.CUSTOMERS})
def unblock_credit(ctx: Context, order: HoldOrder) -> Account:
    """Takes a block off.

    Raises:
        CreditCustomerNotFound, CreditReasonMissing, NotBlocked.
    """
    reason, account = _reason(order.reason), _locked_account(ctx, order.customer_id)
    if account.blocked is None:
        raise NotBlocked
    limits.unblock(ctx.stamp, order.customer_id, reason)
    return replace(account, blocked=None)


@use_case("set_limit", changes={Topic.CUSTOMERS})
def restrict_credit(ctx: Context, order: HoldOrder) -> Account:
    """Notes what is known from elsewhere (restrição de crédito).

    Raises:
        CreditCustomerNotFound, CreditReasonMissing, AlreadyRestricted.
    """
    reason, account = _reason(order.reason), _locked_account(ctx, order.customer_id)
    if account.restriction is not None:
        raise AlreadyRestricted(account.restriction)
    limits.restrict(ctx.stamp, order.customer_id, reason)
    return replace(account, restriction=reason)


@use_case("set_limit", changes={Topic.CUSTOMERS})
def lift_restriction(ctx: Context, order: HoldOrder) -> Account:
    """Takes a restriction off.

    Raises:
        CreditCustomerNotFound, CreditReasonMissing, NotRestricted.
    """
    reason, account = _reason(order.reason), _locked_account(ctx, order.customer_id)
    if account.restriction is None:
        raise NotRestricted
    limits.lift_restriction(ctx.stamp, order.customer_id, reason)
    return replace(account, restriction=None)


def _reason(typed: str) -> str:
    reason = clean_text(typed, REASON_LENGTH)
    if len(reason) < SHORTEST_REASON:
        raise CreditReasonMissing(SHORTEST_REASON)
    return reason


def _locked_account(ctx: Context, customer_id: int) -> Account:
    """The account behind the customer's locked row; a record merged into another decides nothing more."""
    if not lock_customer(ctx.stamp, customer_id):
        raise CreditCustomerNotFound(customer_id)
    _check_customer(ctx, customer_id)
    return limits.account_of(ctx.database, customer_id)


def _check_customer(ctx: Context, customer_id: int) -> None:
    if sales.buyer(ctx.database, customer_id) is None:
        raise CreditCustomerNotFound(customer_id)
