"""What is known of a customer who buys on credit, in few fixed queries; and the decision of a sale, kept."""

from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

import msgspec
from peewee import Database

from crediario.db import down_payments, relations, shop
from crediario.db.journal import Stamp
from crediario.db.models import CreditDecision
from crediario.db.receivables import as_date
from crediario.db.relations import BuyerRow
from crediario.db.shop import RulesInForce
from crediario.db.statements import fetch, insert_rows
from crediario.domain.charges import days_late
from crediario.domain.credit.policy import CreditPolicy
from crediario.domain.credit.position import CreditAsk, CreditPosition, CreditStatus, SubLimit
from crediario.domain.credit.signal import CreditSignal, decide
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.sale_terms import SaleTerms, plan_for
from crediario.domain.schedule import Plan

_DECISION = (
    "sale_id", "policy_version", "colour", "failed", "score", "limit_cents", "used_cents", "added_cents",
    "release_id",
)  # fmt: skip
_KNOWN = (
    "SELECT c.income_cents, t.status, t.limit_cents, t.blocked_reason, t.restriction, k.score,"
    " k.settled_count, k.last_sold_on, c.open_cents FROM customer AS c"
    " LEFT JOIN credit_account AS t ON t.customer_id = c.id"
    " LEFT JOIN customer_score AS k ON k.customer_id = c.id WHERE c.id = ?"
)
_DUES = (
    "SELECT due_date, open_cents FROM installment WHERE customer_id = ? AND open_cents > 0"
    " ORDER BY due_date, id"
)


@dataclass(eq=False)
class BuyerNotAuthorised(Refusal):
    """Who should take the goods home may not buy on this customer's account (any more)."""


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """The credit policy that decides now; version 0 is what a new shop starts with."""

    version: int
    policy: CreditPolicy


def policy_in_force(database: Database, store_id: int) -> PolicyInForce:
    """The newest version of the policy, with its number."""
    return PolicyInForce(*shop.numbered_policy(database, store_id))


@dataclass(frozen=True, slots=True)
class JudgedSale:
    """A sale on credit as the shop's policy sees it at this moment."""

    version: int
    score: int | None
    plan: Plan
    signal: CreditSignal


def judge_sale(database: Database, store_id: int, terms: SaleTerms, today: date) -> JudgedSale:
    """The light these terms get now, with everything read anew; the customer's row is locked by who sells.

    Raises:
        BuyerNotAuthorised: who takes the goods home may not.
        LookupError: no such customer.
        the refusals of ``schedule.plan``.
    """
    rules = shop.rules_in_force(database, store_id)
    plan = plan_for(terms, rules.settings, today)
    position = position_of(database, terms.customer_id, today, rules)
    if terms.authorised_buyer_id is not None:
        buyer = buyer_of(database, terms.customer_id, terms.authorised_buyer_id)
        position = replace(position, buyer=buyer_limit(buyer, position, rules.policy))
    signal = decide(position, CreditAsk(terms, rules.settings), rules.policy, today)
    return JudgedSale(rules.policy_version, position.score, plan, signal)


def position_of(database: Database, customer_id: int, today: date, rules: RulesInForce) -> CreditPosition:
    """Everything the rules look at of a customer who buys in person.

    The household is read only where the policy counts it.

    Raises:
        LookupError: no such customer.
    """
    rows = fetch(database, _KNOWN, (customer_id,))
    if not rows:
        raise LookupError(f"customer {customer_id}")
    income, status, limit, blocked, restricted, score, settled, last, open_cents = rows[0]
    dues = _dues(database, customer_id, Money(open_cents))
    counts = rules.policy.counts_household
    return CreditPosition(
        status=CreditStatus(status) if status else CreditStatus.UNKNOWN,
        limit=None if limit is None else Money(limit),
        open=Money.total(amount for _, amount in dues),
        dues=dues,
        score=score,
        income=None if income is None else Money(income),
        days_late=days_late(dues[0][0], today, rules.calendar) if dues else 0,
        last_purchase=as_date(last) if last else None,
        blocked=blocked,
        restricted=restricted,
        household_open=relations.household_open(database, customer_id)[1] if counts else Money.ZERO,
        settled=settled or 0,
    )


def _dues(database: Database, customer_id: int, open_: Money) -> tuple[tuple[date, Money], ...]:
    """When each open installment falls due, the oldest first; a down payment owed again, when it was sold.

    ``open_`` is the sum kept of them all: where the installments make it, no down payment is looked for.
    """
    dues = tuple((as_date(due), Money(cents)) for due, cents in fetch(database, _DUES, (customer_id,)))
    if Money.total(cents for _, cents in dues) == open_:
        return dues
    downs = down_payments.open_of_customer(database, customer_id)
    return tuple(sorted((*dues, *((down.sold_on, down.open) for down in downs)), key=itemgetter(0)))


def buyer_limit(buyer: BuyerRow, position: CreditPosition, policy: CreditPolicy) -> SubLimit:
    """What an authorised buyer may have open, and has; without a sub-limit, up to the customer's limit."""
    own = policy.default_limit if position.limit is None else position.limit
    return SubLimit(own if buyer.limit is None else buyer.limit, buyer.used)


def buyers(database: Database, customer_id: int) -> tuple[BuyerRow, ...]:
    """Who may buy on the customer's account now."""
    return tuple(each for each in relations.buyers_of(database, customer_id) if each.ended_at is None)


def buyer_of(database: Database, customer_id: int, buyer_id: int) -> BuyerRow:
    """An authorised buyer of that customer.

    Raises:
        BuyerNotAuthorised: of another customer, ended, or nobody.
    """
    found = relations.buyer(database, buyer_id)
    if found is None or found.customer_id != customer_id or found.ended_at is not None:
        raise BuyerNotAuthorised
    return found


def keep_decision(stamp: Stamp, sale_id: int, judged: JudgedSale, release_id: int | None) -> None:
    """Writes under which light a sale was made; ``release_id`` is what let a red one through."""
    signal = judged.signal
    failed = msgspec.json.encode(signal.failed, order="deterministic").decode()
    row = (
        sale_id, judged.version, signal.colour.value, failed, judged.score, signal.limit.cents,
        signal.used.cents, signal.asked.cents, release_id,
    )  # fmt: skip
    insert_rows(stamp.database, CreditDecision, _DECISION, [row])
