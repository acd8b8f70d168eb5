"""Registering customers (cadastro), changing their records, and noticing who is registered already."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from crediario.db import customers, ledger, privacy, search, shop
from crediario.db.customers import KnownCustomer, StoredCustomer
from crediario.domain.br import Document, parse_document, parse_phone
from crediario.domain.customer_details import DetailsDraft, ReferenceDraft, missing_for_analysis
from crediario.domain.customers import missing_for_credit
from crediario.domain.errors import Refusal
from crediario.domain.likeness import BirthMatch, Resemblance
from crediario.domain.privacy import Opened
from crediario.domain.record_draft import as_shown, changed_fields, draft_of, masked, with_fields
from crediario.domain.registration import (
    NAME_LENGTH,
    CustomerDraft,
    CustomerFacts,
    PhoneDraft,
    PhonePurpose,
    checked_facts,
    stored_document,
)
from crediario.domain.relations import CustomerClosed, Unfit
from crediario.services.core import Context, Topic, query, use_case

#: What screens use from here, the form itself included.
__all__ = [
    "ChangeCustomerOrder",
    "CustomerDraft",
    "CustomerOrder",
    "CustomerRecord",
    "CustomerSaved",
    "DetailsDraft",
    "DocumentShown",
    "DocumentTaken",
    "KnownPerson",
    "LookAlike",
    "LookAlikeFound",
    "LookAlikeReason",
    "PhoneDraft",
    "PhonePurpose",
    "RecordChangedMeanwhile",
    "RecordMerged",
    "ReferenceDraft",
    "ShowDocumentOrder",
    "change_customer",
    "customer_record",
    "customer_with_document",
    "look_alikes",
    "register_customer",
    "show_document",
]


@dataclass(eq=False)
class DocumentTaken(Refusal):
    """Somebody is registered with that CPF or CNPJ."""

    customer_id: int
    name: str


@dataclass(eq=False)
class LookAlikeFound(Refusal):
    """Somebody with the same telephone, or the same name and birth date, and nobody said it is another."""

    customer_id: int
    name: str


@dataclass(eq=False)
class RecordChangedMeanwhile(Refusal):
    """Another till changed the same fields since the form was opened; ``changed`` names them."""

    changed: tuple[str, ...]


@dataclass(eq=False)
class RecordMerged(Refusal):
    """The record became part of another one since the form was opened: that one is to be changed."""

    kept_id: int
    name: str


class LookAlikeReason(StrEnum):
    """What two records have in common; ``NAME`` alone where one of the births is not known."""

    DOCUMENT = "document"
    PHONE = "phone"
    NAME_AND_BIRTH_DATE = "name_and_birth_date"
    NAME_AND_SWAPPED_BIRTH_DATE = "name_and_swapped_birth_date"
    NAME = "name"


_WHY = {
    BirthMatch.SAME: LookAlikeReason.NAME_AND_BIRTH_DATE,
    BirthMatch.SWAPPED: LookAlikeReason.NAME_AND_SWAPPED_BIRTH_DATE,
    BirthMatch.UNKNOWN: LookAlikeReason.NAME,
}
#: The most look-alikes of one reason that are shown.
MOST_ALIKE = 5


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Somebody who may be the same person."""

    id: int
    name: str
    document_masked: str | None
    why: LookAlikeReason


@dataclass(frozen=True, slots=True)
class CustomerOrder:
    """Somebody new.

    Attributes:
        request_id: made when the form opened; a retry carries the same.
        draft: the form as typed.
        confirmed_look_alikes: the cashier saw who looks alike, and this is somebody else.
    """

    request_id: str
    draft: CustomerDraft
    confirmed_look_alikes: bool = False


@dataclass(frozen=True, slots=True)
class ChangeCustomerOrder:
    """A record changed.

    Attributes:
        request_id: made when the form opened; a retry carries the same.
        customer_id: whose.
        before: ``CustomerRecord.draft`` as the form was opened with; the audit keeps it beside ``after``.
        after: the form as typed; only what differs from ``before`` is written.
        confirmed_look_alikes: as in ``CustomerOrder``.
    """

    request_id: str
    customer_id: int
    before: CustomerDraft
    after: CustomerDraft
    confirmed_look_alikes: bool = False


@dataclass(frozen=True, slots=True)
class CustomerSaved:
    """A record written; ``missing`` as in ``missing_for_credit``, empty when it may buy on credit."""

    id: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """A record as the form opens it; ``is_company`` leaves the birth date out.

    Attributes:
        draft: the CPF of the customer and of the spouse masked; ``show_document`` shows one whole. A form
            that leaves them as they are keeps them.
        missing: as in ``missing_for_credit``.
        missing_for_analysis: what the analysis would like to know, as in the function of that name.
    """

    id: int
    since: date
    is_company: bool
    draft: CustomerDraft
    missing: tuple[str, ...]
    missing_for_analysis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody registered, found by the document."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ShowDocumentOrder:
    """Whose number is to be shown whole: the customer's own, or the spouse's."""

    request_id: str
    customer_id: int
    of_spouse: bool = False


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """The number whole, as people write it; None when the record has none."""

    document: str | None


@use_case("register_customer", changes={Topic.CUSTOMERS})
def register_customer(ctx: Context, order: CustomerOrder) -> CustomerSaved:
    """Registers a customer (cadastro): only the name must be there, and what is there must be right.

    Raises:
        DocumentTaken: that CPF or CNPJ is registered.
        LookAlikeFound: the same telephone, or name and birth date, and ``confirmed_look_alikes`` is not set.
        the refusals of ``checked_facts``: a field.

    Rule: product.md A1 to A3. See docs/regras.md#cadastro.
    """
    facts = checked_facts(order.draft, ctx.today, _own_ddd(ctx))
    _check_nobody_else(ctx, facts, order.confirmed_look_alikes)
    customer_id = customers.add_customer(ctx.stamp, facts, ctx.today)
    if customer_id is None:
        raise _taken(ctx, facts)
    search.save_words(ctx.database, _word_rows(customer_id, facts))
    return _saved(ctx, customer_id, facts)


@use_case("edit_customer", changes={Topic.CUSTOMERS})
def change_customer(ctx: Context, order: ChangeCustomerOrder) -> CustomerSaved:
    """Changes the fields of a record that the form changed, and no other.

    Raises:
        RecordMerged: the record is part of another one now.
        CustomerClosed: the person was anonymised.
        RecordChangedMeanwhile: another till changed one of the same fields.
        DocumentTaken, LookAlikeFound, the refusals of ``checked_facts``: as when registering.
        LookupError: no such customer, which only a programming mistake can ask for.
    """
    ledger.lock_customer(ctx.stamp, order.customer_id)
    stored = _stored(ctx, order.customer_id)
    if stored.kept_id is not None:
        kept_id = customers.living_customer(ctx.database, stored.kept_id)
        raise RecordMerged(kept_id, customers.name_of(ctx.database, kept_id))
    if stored.anonymised:
        raise CustomerClosed(Unfit.ANONYMISED)
    now = draft_of(stored.facts)
    changed = changed_fields(order.before, order.after)
    _check_not_overtaken(now, order.before, changed)
    draft = with_fields(now, changed)
    facts = checked_facts(draft, ctx.today, _own_ddd(ctx))
    _check_nobody_else(ctx, facts, order.confirmed_look_alikes, stored)
    if not customers.change_customer(ctx.stamp, order.customer_id, stored.facts, facts):
        raise _taken(ctx, facts)
    old_rows, new_rows = (_word_rows(order.customer_id, each) for each in (stored.facts, facts))
    search.save_words(ctx.database, new_rows, old_rows)
    return _saved(ctx, order.customer_id, facts)


def _own_ddd(ctx: Context) -> str | None:
    """The shop's own area code: what a number typed without one is taken to have."""
    profile = shop.shop_profile(ctx.database, ctx.store_id)
    for text in (profile.phone, profile.whatsapp) if profile else ():
        try:
            return parse_phone(text).e164[3:5]
        except Refusal:
            continue
    return None


def _check_not_overtaken(now: CustomerDraft, before: CustomerDraft, changed: dict[str, Any]) -> None:
    """What the form changes must still be as it was shown; a document masked where it was shown masked."""
    theirs = changed_fields(before, as_shown(now, before))
    overtaken = tuple(name for name in changed if name in theirs)
    if overtaken:
        raise RecordChangedMeanwhile(overtaken)


def _check_nobody_else(
    ctx: Context, facts: CustomerFacts, confirmed: bool, stored: StoredCustomer | None = None
) -> None:
    """Who looks alike stops a new record, and a change of what makes them look alike."""
    own = stored.customer_id if stored else None
    if facts.document and (not stored or stored.facts.document != facts.document):
        known = customers.with_document(ctx.database, facts.document)
        if known and known.customer_id != own:
            raise DocumentTaken(known.customer_id, known.name)
    if confirmed or (stored and _same_person(stored.facts, facts)):
        return
    numbers = [phone.e164 for phone in facts.phones]
    for known in _known(ctx, numbers, facts.name, facts.birth_date):
        if known.customer_id != own:
            raise LookAlikeFound(known.customer_id, known.name)


def _same_person(before: CustomerFacts, after: CustomerFacts) -> bool:
    """Whether a change leaves alone what people are recognised by."""
    return (before.name, before.birth_date, before.phones) == (after.name, after.birth_date, after.phones)


def _known(ctx: Context, numbers: list[str], name: str, birth_date: date | None) -> list[KnownCustomer]:
    """Who must be confirmed to be somebody else; the same name alone is only shown."""
    alike = _alike_by_name(ctx, name, birth_date)
    same_name = [known for known, found in alike if found.birth is not BirthMatch.UNKNOWN]
    return [*customers.with_phones(ctx.database, numbers), *same_name]


def _alike_by_name(
    ctx: Context, name: str, birth_date: date | None
) -> list[tuple[KnownCustomer, Resemblance]]:
    if birth_date is None:
        return []
    return customers.alike_by_name(ctx.database, name[:NAME_LENGTH], birth_date)[:MOST_ALIKE]


def _taken(ctx: Context, facts: CustomerFacts) -> DocumentTaken:
    """Another till was a moment faster with the same document."""
    known = customers.with_document(ctx.database, facts.document or "")
    return DocumentTaken(known.customer_id, known.name) if known else DocumentTaken(0, "")


def _word_rows(customer_id: int, facts: CustomerFacts) -> Iterator[search.TableRow]:
    phones = tuple(phone.e164 for phone in facts.phones)
    return search.word_rows(customer_id, facts.name, facts.document, phones)


def _saved(ctx: Context, customer_id: int, facts: CustomerFacts) -> CustomerSaved:
    return CustomerSaved(customer_id, missing_for_credit(facts.standing, ctx.today))


@query("register_customer")
def look_alikes(
    ctx: Context,
    document: str = "",
    phones: tuple[str, ...] = (),
    name: str = "",
    birth_date: date | None = None,
    except_id: int | None = None,
) -> tuple[LookAlike, ...]:
    """Who is registered with the same document, telephone, or name and birth date, while a form is typed.

    What is not yet whole or not right is left aside: the form says so in its field.

    Args:
        ctx: where.
        document: as typed.
        phones: as typed.
        name: as typed; words in any order, without accents.
        birth_date: None leaves the name aside. One with day and month the other way round is found too.
        except_id: the customer whose form it is.

    Rule: product.md A3.
    """
    found: dict[int, LookAlike] = {}
    for why, known in _alike(ctx, document, phones, name, birth_date):
        if known.customer_id != except_id:
            found.setdefault(known.customer_id, _look_alike(known, why))
    return tuple(found.values())


def _alike(
    ctx: Context, document: str, phones: tuple[str, ...], name: str, birth_date: date | None
) -> list[tuple[LookAlikeReason, KnownCustomer]]:
    number = _whole_document(document)
    with_document = customers.with_document(ctx.database, number.digits) if number else None
    ddd = _own_ddd(ctx)
    numbers = [each for each in (_whole_phone(text, ddd) for text in phones) if each]
    return [
        *([(LookAlikeReason.DOCUMENT, with_document)] if with_document else []),
        *((LookAlikeReason.PHONE, known) for known in customers.with_phones(ctx.database, numbers)),
        *((_WHY[found.birth], known) for known, found in _alike_by_name(ctx, name, birth_date)),
    ]


def _whole_document(text: str) -> Document | None:
    try:
        return parse_document(text)
    except Refusal:
        return None


def _whole_phone(text: str, default_ddd: str | None) -> str | None:
    try:
        return parse_phone(text, default_ddd).e164
    except Refusal:
        return None


def _look_alike(known: KnownCustomer, why: LookAlikeReason) -> LookAlike:
    masked = stored_document(known.document).masked if known.document else None
    return LookAlike(known.customer_id, known.name, masked, why)


@query("edit_customer")
def customer_record(ctx: Context, customer_id: int) -> CustomerRecord:
    """The whole record, for the form that changes it; of a merged one, the record it became.

    Raises:
        LookupError: no such customer, which only a programming mistake can ask for.
    """
    stored = _stored(ctx, customers.living_customer(ctx.database, customer_id))
    draft, is_company = draft_of(stored.facts), not stored.facts.standing.is_person
    return CustomerRecord(
        id=stored.customer_id,
        since=stored.since,
        is_company=is_company,
        draft=masked(draft),
        missing=missing_for_credit(stored.facts.standing, ctx.today),
        missing_for_analysis=missing_for_analysis(
            draft.details, draft.references, draft.income, is_company=is_company
        ),
    )


@query("register_customer")
def customer_with_document(ctx: Context, document: str) -> KnownPerson | None:
    """Who has that CPF or CNPJ, as typed; None when nobody has, or when it is not whole and right.

    Rule: ux.md §5: CPF and Enter search first.
    """
    number = _whole_document(document)
    known = customers.with_document(ctx.database, number.digits) if number else None
    return KnownPerson(known.customer_id, known.name) if known else None


@use_case("see_document")
def show_document(ctx: Context, order: ShowDocumentOrder) -> DocumentShown:
    """Shows a CPF whole; a use case and no query, because the audit keeps who looked.

    Raises:
        LookupError: no such customer.

    Rule: ux.md §6; LGPD art. 6º III.
    """
    facts = _stored(ctx, order.customer_id).facts
    document = facts.details.spouse_document if order.of_spouse else facts.document
    privacy.write_access(ctx.stamp, order.customer_id, Opened.DOCUMENT)
    return DocumentShown(stored_document(document).formatted if document else None)


def _stored(ctx: Context, customer_id: int) -> StoredCustomer:
    stored = customers.whole_customer(ctx.database, customer_id)
    if stored is None:
        raise LookupError(f"customer {customer_id}")
    return stored
