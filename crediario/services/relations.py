"""People beside a customer (pessoas ligadas): guarantors, authorised buyers, and the household's exposure."""

from dataclasses import dataclass
from enum import StrEnum

from crediario.db import relations
from crediario.db.ledger import lock_customer
from crediario.db.relations import BuyerRow, GuaranteeRow, PersonRow
from crediario.domain.br import fold
from crediario.domain.money import Money
from crediario.domain.relations import (
    BuyerAlready,
    BuyerDraft,
    BuyerFacts,
    BuyerIsCustomer,
    GuarantorAlready,
    GuarantorIsCustomer,
    Relation,
    RelationEnded,
    check_guarantor,
    check_open,
    checked_buyer,
    checked_sub_limit,
)
from crediario.services.core import Context, Topic, query, use_case

#: What screens use from here, the rules' own words included.
__all__ = [
    "BuyerChanged",
    "BuyerDraft",
    "BuyerOrder",
    "BuyerRow",
    "ChangeBuyerOrder",
    "EndOrder",
    "Ended",
    "GuaranteeRow",
    "GuarantorAdded",
    "GuarantorOrder",
    "Household",
    "HouseholdMember",
    "PeopleDesk",
    "PersonRow",
    "Relation",
    "SharedWith",
    "add_authorised_buyer",
    "add_guarantor",
    "change_authorised_buyer",
    "end_authorised_buyer",
    "end_guarantor",
    "people_desk",
]


class SharedWith(StrEnum):
    """What somebody of the household has in common with the customer."""

    ADDRESS = "address"
    PHONE = "phone"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class HouseholdMember:
    """Somebody of the household, and what they have in common with the customer."""

    person: PersonRow
    shared: SharedWith


@dataclass(frozen=True, slots=True)
class Household:
    """Who lives with the customer as far as the records tell, and what all of them have open together.

    Attributes:
        members: the others; who has most open first.
        address_crowded: too many share the address for it to tell a household.
        phone_crowded: the same of a telephone.
        open: of the customer and the others together, face value.
        overdue: what of it is late.
    """

    members: tuple[HouseholdMember, ...]
    address_crowded: bool
    phone_crowded: bool
    open: Money
    overdue: Money


@dataclass(frozen=True, slots=True)
class PeopleDesk:
    """Everybody beside a customer.

    Attributes:
        is_closed: merged or anonymised; nothing can be added.
        guarantors: who answers for the customer, ended ones included, the newest first.
        answers_for: for whom the customer answers, in the same way.
        answers_for_open: what those have open today, ended guarantees left out.
        answers_for_overdue: what of it is late.
        buyers: who may buy on the account, ended ones included, the newest first.
    """

    customer_id: int
    name: str
    is_closed: bool
    guarantors: tuple[GuaranteeRow, ...]
    answers_for: tuple[GuaranteeRow, ...]
    answers_for_open: Money
    answers_for_overdue: Money
    buyers: tuple[BuyerRow, ...]
    household: Household


@dataclass(frozen=True, slots=True)
class GuarantorOrder:
    """Somebody who will answer for the customer."""

    request_id: str
    customer_id: int
    guarantor_id: int


@dataclass(frozen=True, slots=True)
class GuarantorAdded:
    """A guarantee that holds; ``mutual`` when the customer answers for the guarantor as well."""

    guarantee_id: int
    guarantor_name: str
    mutual: bool


@dataclass(frozen=True, slots=True)
class BuyerOrder:
    """Somebody who will buy on the customer's account."""

    request_id: str
    customer_id: int
    draft: BuyerDraft


@dataclass(frozen=True, slots=True)
class ChangeBuyerOrder:
    """Relation and sub-limit of an authorised buyer; a name typed wrong is ended, and added anew."""

    request_id: str
    buyer_id: int
    relation: Relation
    limit: Money | None


@dataclass(frozen=True, slots=True)
class BuyerChanged:
    """An authorised buyer as written."""

    buyer_id: int
    name: str


@dataclass(frozen=True, slots=True)
class EndOrder:
    """A guarantee or an authorisation that ends today; ``id`` is its own."""

    request_id: str
    id: int


@dataclass(frozen=True, slots=True)
class Ended:
    """What ended, told by the person's name."""

    id: int
    name: str


@query("see_customer")
def people_desk(ctx: Context, customer_id: int) -> PeopleDesk:
    """Everybody beside a customer, with what they have open.

    Raises:
        LookupError: no such customer, which only a programming mistake can ask for.

    Rule: product.md A4. See docs/regras.md#pessoas-ligadas.
    """
    database = ctx.database
    record = relations.record(database, customer_id)
    answers_for = relations.guaranteed_by(database, customer_id)
    now = [each.other for each in answers_for if each.ended_at is None]
    return PeopleDesk(
        customer_id=customer_id,
        name=record.name,
        is_closed=record.is_merged or record.is_anonymised,
        guarantors=relations.guarantors_of(database, customer_id),
        answers_for=answers_for,
        answers_for_open=Money.total(each.open for each in now),
        answers_for_overdue=Money.total(each.overdue for each in now),
        buyers=relations.buyers_of(database, customer_id),
        household=_household(ctx, customer_id),
    )


def _household(ctx: Context, customer_id: int) -> Household:
    found = relations.household_ids(ctx.database, customer_id)
    ids = found.at_address | found.with_phone
    everybody = relations.people(ctx.database, sorted(ids | {customer_id}))
    others = sorted(
        (everybody[each] for each in ids), key=lambda each: (-each.open.cents, each.name, each.customer_id)
    )
    return Household(
        members=tuple(HouseholdMember(each, _shared(each.customer_id, found)) for each in others),
        address_crowded=found.address_crowded,
        phone_crowded=found.phone_crowded,
        open=Money.total(each.open for each in everybody.values()),
        overdue=Money.total(each.overdue for each in everybody.values()),
    )


def _shared(customer_id: int, found: relations.HouseholdIds) -> SharedWith:
    if customer_id in found.at_address and customer_id in found.with_phone:
        return SharedWith.BOTH
    return SharedWith.ADDRESS if customer_id in found.at_address else SharedWith.PHONE


@use_case("edit_relations", changes={Topic.CUSTOMERS})
def add_guarantor(ctx: Context, order: GuarantorOrder) -> GuarantorAdded:
    """Another customer begins to answer for this one's purchases. Two may answer for each other: it is told.

    Raises:
        GuarantorIsCustomer: nobody answers for themselves.
        CustomerClosed: this record was merged or anonymised.
        GuarantorUnfit: the other one is merged, anonymised, blocked or a minor.
        GuarantorAlready: they do already.
        LookupError: no such customer, which only a programming mistake can ask for.

    Rule: product.md A4. See docs/regras.md#pessoas-ligadas.
    """
    if order.guarantor_id == order.customer_id:
        raise GuarantorIsCustomer
    lock_customer(ctx.stamp, order.customer_id)
    check_open(relations.record(ctx.database, order.customer_id))
    other = relations.record(ctx.database, order.guarantor_id)
    check_guarantor(other, ctx.today)
    if relations.guarantees_now(ctx.database, order.customer_id, order.guarantor_id):
        raise GuarantorAlready(other.name)
    guarantee_id = relations.add_guarantor(ctx.stamp, order.customer_id, order.guarantor_id)
    mutual = relations.guarantees_now(ctx.database, order.guarantor_id, order.customer_id)
    return GuarantorAdded(guarantee_id, other.name, mutual)


@use_case("edit_relations", changes={Topic.CUSTOMERS})
def end_guarantor(ctx: Context, order: EndOrder) -> Ended:
    """The guarantor answers for nothing sold from today on; the row stays.

    Raises:
        RelationEnded: it was ended before.
        LookupError: no such guarantee, which only a programming mistake can ask for.
    """
    found = relations.guarantee(ctx.database, order.id)
    if found is None:
        raise LookupError(f"guarantee {order.id}")
    lock_customer(ctx.stamp, found.customer_id)
    if not relations.end_guarantor(ctx.stamp, order.id):
        raise RelationEnded(found.guarantor_name)
    return Ended(order.id, found.guarantor_name)


@use_case("edit_relations", changes={Topic.CUSTOMERS})
def add_authorised_buyer(ctx: Context, order: BuyerOrder) -> BuyerChanged:
    """Somebody begins to buy on the customer's account, up to a limit of their own.

    Raises:
        CustomerClosed: the record was merged or anonymised.
        BuyerIsCustomer: the CPF is the customer's own.
        BuyerAlready: that person may buy already.
        the refusals of ``checked_buyer``: a field.
        LookupError: no such customer, which only a programming mistake can ask for.

    Rule: product.md A4. See docs/regras.md#pessoas-ligadas.
    """
    facts = checked_buyer(order.draft)
    lock_customer(ctx.stamp, order.customer_id)
    check_open(relations.record(ctx.database, order.customer_id))
    _check_nobody_else(ctx, order.customer_id, facts)
    return BuyerChanged(relations.add_buyer(ctx.stamp, order.customer_id, facts), facts.name)


@use_case("edit_relations", changes={Topic.CUSTOMERS})
def change_authorised_buyer(ctx: Context, order: ChangeBuyerOrder) -> BuyerChanged:
    """Writes relation and sub-limit of an authorised buyer anew; the audit keeps what was said.

    Raises:
        RelationEnded: the authorisation was ended.
        the refusals of ``checked_sub_limit``.
        LookupError: no such buyer, which only a programming mistake can ask for.
    """
    limit = checked_sub_limit(order.limit)
    buyer = _locked_buyer(ctx, order.buyer_id)
    if buyer.ended_at is not None:
        raise RelationEnded(buyer.name)
    relations.change_buyer(ctx.database, order.buyer_id, Relation(order.relation), limit)
    return BuyerChanged(order.buyer_id, buyer.name)


@use_case("edit_relations", changes={Topic.CUSTOMERS})
def end_authorised_buyer(ctx: Context, order: EndOrder) -> Ended:
    """The person buys no more on the account; the row and what they took home stay.

    Raises:
        RelationEnded: it was ended before.
        LookupError: no such buyer, which only a programming mistake can ask for.
    """
    buyer = _locked_buyer(ctx, order.id)
    if not relations.end_buyer(ctx.stamp, order.id):
        raise RelationEnded(buyer.name)
    return Ended(order.id, buyer.name)


def _locked_buyer(ctx: Context, buyer_id: int) -> BuyerRow:
    buyer = relations.buyer(ctx.database, buyer_id)
    if buyer is None:
        raise LookupError(f"authorised buyer {buyer_id}")
    lock_customer(ctx.stamp, buyer.customer_id)
    return relations.buyer(ctx.database, buyer_id) or buyer


def _check_nobody_else(ctx: Context, customer_id: int, facts: BuyerFacts) -> None:
    """The customer needs no authorisation, and nobody gets two limits."""
    customer = relations.people(ctx.database, [customer_id])[customer_id]
    if facts.document is not None and facts.document == customer.document:
        raise BuyerIsCustomer
    for other in relations.buyers_of(ctx.database, customer_id):
        if other.ended_at is None and _same(other, facts):
            raise BuyerAlready(other.name)


def _same(other: BuyerRow, facts: BuyerFacts) -> bool:
    if other.document is not None and facts.document is not None:
        return other.document == facts.document
    return fold(other.name) == fold(facts.name)
