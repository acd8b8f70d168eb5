"""A customer's record as a form shows it: written as people write it, documents masked, changes put back in.

Every field has one name, those of the details among the others.
"""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from crediario.domain.br import format_cep, parse_document
from crediario.domain.customer_details import CustomerDetails, DetailsDraft, ReferenceDraft
from crediario.domain.money import Money
from crediario.domain.registration import (
    CustomerDraft,
    CustomerFacts,
    PhoneDraft,
    stored_document,
    stored_phone,
)


def draft_of(facts: CustomerFacts) -> CustomerDraft:
    """The record written as people write it: checked again, it gives the same facts."""
    return CustomerDraft(
        name=facts.name,
        document=stored_document(facts.document).formatted if facts.document else "",
        birth_date=facts.birth_date,
        phones=tuple(PhoneDraft(stored_phone(each.e164).formatted, each.purpose) for each in facts.phones),
        cep=format_cep(facts.cep) if facts.cep else "",
        street=facts.street or "",
        district=facts.district or "",
        city=facts.city or "",
        uf=facts.uf or "",
        email=facts.email or "",
        income=facts.income,
        payday=facts.payday,
        notes=facts.notes or "",
        details=_details_draft(facts.details),
        references=tuple(
            ReferenceDraft(each.name, _phone_text(each.e164), each.kind) for each in facts.references
        ),
    )


def _details_draft(details: CustomerDetails) -> DetailsDraft:
    empty = DetailsDraft()
    kept = {part.name: getattr(details, part.name) for part in fields(details)}
    written = {
        "spouse_document": stored_document(details.spouse_document).formatted
        if details.spouse_document
        else "",
        "spouse_phone": _phone_text(details.spouse_phone),
        "employer_phone": _phone_text(details.employer_phone),
    }
    said = {name: getattr(empty, name) if value is None else value for name, value in kept.items()}
    return DetailsDraft(**(said | written))


def _phone_text(e164: str | None) -> str:
    return stored_phone(e164).formatted if e164 else ""


def masked(draft: CustomerDraft) -> CustomerDraft:
    """The record with the CPF of the customer and of the spouse masked.

    Rule: ux.md §6; LGPD art. 6º III. See docs/regras.md#cpf.
    """
    spouse = _masked_number(draft.details.spouse_document)
    details = replace(draft.details, spouse_document=spouse)
    return replace(draft, document=_masked_number(draft.document), details=details)


def _masked_number(text: str) -> str:
    return parse_document(text).masked if text else ""


def changed_fields(before: Any, after: Any) -> dict[str, Any]:
    """By name the fields of two drafts that differ, with what they are ``after``."""
    found: dict[str, Any] = {}
    for part in fields(before):
        old, new = getattr(before, part.name), getattr(after, part.name)
        if is_dataclass(old) and not isinstance(old, Money):
            found |= changed_fields(old, new)
        elif old != new:
            found[part.name] = new
    return found


def single_fields(draft: CustomerDraft) -> dict[str, Any]:
    """By name every field that is one value, in the form's order; ``address`` is all its parts together."""
    apart = ("details", "phones", "references", *_ADDRESS)
    own = {part.name: getattr(draft, part.name) for part in fields(draft) if part.name not in apart}
    own["address"] = ", ".join(part for name in _ADDRESS if (part := getattr(draft, name)))
    return own | {part.name: getattr(draft.details, part.name) for part in fields(draft.details)}


def with_fields(draft: CustomerDraft, changed: dict[str, Any]) -> CustomerDraft:
    """The draft with these fields changed, by name."""
    details = {name: value for name, value in changed.items() if name in _OF_DETAILS}
    own = {name: value for name, value in changed.items() if name not in _OF_DETAILS}
    return replace(draft, details=replace(draft.details, **details), **own)


def as_shown(now: CustomerDraft, before: CustomerDraft) -> CustomerDraft:
    """The record with each document masked that ``before``, what a form was opened with, has masked."""
    hidden, details = masked(now), now.details
    document = hidden.document if before.document == hidden.document else now.document
    if before.details.spouse_document == hidden.details.spouse_document:
        details = hidden.details
    return replace(now, document=document, details=details)


_ADDRESS = ("street", "district", "cep", "city", "uf")
_OF_DETAILS = frozenset(part.name for part in fields(DetailsDraft))
