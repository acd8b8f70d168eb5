"""People beside a customer: guarantors, authorised buyers and the household, and who may be one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crediario.domain.br import clean_text, parse_cpf
from crediario.domain.customers import is_minor
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, check_amount

#: An address or telephone that more others share is a building, a village or a shop: no household.
HOUSEHOLD_MOST = 20
BUYER_NAME_LENGTH = 120


class Relation(StrEnum):
    """What an authorised buyer is to the customer."""

    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    EMPLOYEE = "employee"
    OTHER = "other"


class Unfit(StrEnum):
    """Why somebody cannot be a guarantor."""

    MERGED = "merged"
    ANONYMISED = "anonymised"
    BLOCKED = "blocked"
    MINOR = "minor"


@dataclass(eq=False)
class GuarantorIsCustomer(Refusal):
    """Nobody answers for their own purchases: they do already."""


@dataclass(eq=False)
class GuarantorAlready(Refusal):
    """That person is a guarantor of this customer now."""

    name: str


@dataclass(eq=False)
class GuarantorUnfit(Refusal):
    """That person cannot answer for anybody's purchases."""

    name: str
    why: Unfit


@dataclass(eq=False)
class CustomerClosed(Refusal):
    """The record was merged into another or anonymised: nothing is added to it."""

    why: Unfit


@dataclass(eq=False)
class RelationEnded(Refusal):
    """The guarantor or authorised buyer was ended already."""

    name: str


@dataclass(eq=False)
class BuyerNameMissing(Refusal):
    """An authorised buyer has a name."""


@dataclass(eq=False)
class BuyerIsCustomer(Refusal):
    """The CPF is the customer's own, who needs no authorisation."""


@dataclass(eq=False)
class BuyerAlready(Refusal):
    """Somebody with that CPF, or of that name without CPF, is an authorised buyer of this customer now."""

    name: str


@dataclass(frozen=True, slots=True)
class RecordState:
    """What of a record decides whether anything is added to it, and whether its person can be a guarantor.

    Attributes:
        birth_date: None for a company, or unknown.
        is_blocked: nothing is sold to them on credit, by a person's decision.
    """

    name: str
    birth_date: date | None
    is_merged: bool
    is_anonymised: bool
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class BuyerDraft:
    """An authorised buyer as typed; only the name must be there.

    Attributes:
        document: CPF with or without punctuation.
        limit: the sub-limit; None is up to the customer's own limit.
    """

    name: str
    document: str = ""
    relation: Relation = Relation.OTHER
    limit: Money | None = None


@dataclass(frozen=True, slots=True)
class BuyerFacts:
    """An authorised buyer, checked; ``document`` without punctuation."""

    name: str
    document: str | None
    relation: Relation
    limit: Money | None


def check_guarantor(record: RecordState, today: date) -> None:
    """Refuse somebody who cannot answer for another's purchases.

    Raises:
        GuarantorUnfit: with the reason that is settled first.

    Rule: CC arts. 104, 818 and 897; product.md A4. See docs/regras.md#pessoas-ligadas.
    """
    why = _unfit(record, today)
    if why is not None:
        raise GuarantorUnfit(record.name, why)


def _unfit(record: RecordState, today: date) -> Unfit | None:
    is_child = record.birth_date is not None and is_minor(record.birth_date, today)
    reasons = {Unfit.MINOR: is_child, Unfit.BLOCKED: record.is_blocked}
    return _closed(record) or next((why for why, holds in reasons.items() if holds), None)


def _closed(record: RecordState) -> Unfit | None:
    reasons = {Unfit.MERGED: record.is_merged, Unfit.ANONYMISED: record.is_anonymised}
    return next((why for why, holds in reasons.items() if holds), None)


def check_open(record: RecordState) -> None:
    """Refuse to add anything to a record that is another's now, or whose person asked to be forgotten.

    Raises:
        CustomerClosed.
    """
    why = _closed(record)
    if why is not None:
        raise CustomerClosed(why)


def checked_buyer(draft: BuyerDraft) -> BuyerFacts:
    """The authorised buyer a form makes, every field checked.

    Raises:
        BuyerNameMissing, TextTooLong: the name.
        InvalidCpf: the CPF, when there is one.
        the refusals of ``checked_sub_limit``.

    Rule: product.md A4. See docs/regras.md#pessoas-ligadas.
    """
    name = clean_text(draft.name, BUYER_NAME_LENGTH)
    if not name:
        raise BuyerNameMissing
    document = parse_cpf(draft.document).digits if draft.document.strip() else None
    return BuyerFacts(name, document, Relation(draft.relation), checked_sub_limit(draft.limit))


def checked_sub_limit(limit: Money | None) -> Money | None:
    """The sub-limit, checked: None is up to the customer's own limit, zero is nothing for now.

    Raises:
        AmountNotPositive, AmountTooLarge.
    """
    if limit:
        check_amount(limit)
    return limit
