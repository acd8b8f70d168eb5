"""What a half-typed record still lacks, and which field a refusal is about. Imports no Qt."""

from datetime import date
from enum import StrEnum

from crediario.domain.br import (
    Document,
    DocumentKind,
    format_date,
    format_money,
    parse_document,
    parse_phone,
)
from crediario.domain.customer_details import ReferenceDraft
from crediario.domain.customers import Standing, missing_for_credit
from crediario.domain.errors import KnownFailure, Refusal
from crediario.domain.money import Money
from crediario.domain.record_draft import single_fields
from crediario.domain.registration import CustomerDraft, PhoneDraft, PhonePurpose
from crediario.ui.customers.form_words import CHOICES, NAMES

FIELD_OF_MISSING = {
    "document": "document",
    "birth_date": "birth_date",
    "minor": "birth_date",
    "phone": "phone",
    "address": "street",
    "housing": "housing",
    "housing_since": "housing_since",
    "job_since": "job_since",
    "income": "income",
    "income_proof": "income_proof",
    "reference": "reference",
}
FIELD_OF_REFUSAL = {
    "customer_name_missing": "name",
    "invalid_cpf": "document",
    "invalid_cnpj": "document",
    "invalid_document": "document",
    "document_taken": "document",
    "birth_date_out_of_range": "birth_date",
    "invalid_email": "email",
    "invalid_phone": "phone",
    "phone_incomplete": "phone",
    "phone_missing_nine": "phone",
    "unknown_area_code": "phone",
    "invalid_cep": "cep",
    "unknown_state": "uf",
    "amount_too_large": "income",
    "amount_not_positive": "income",
    "payday_out_of_range": "payday",
    "reference_name_missing": "reference",
    "too_many_references": "reference",
}


def theirs_words(theirs: CustomerDraft, changed: tuple[str, ...]) -> str:
    """What another till wrote meanwhile: ``nome: Ana Lima; UF: MG``."""
    values = single_fields(theirs)
    said = [
        f"{NAMES[name]}: {value_words(values.get(name, getattr(theirs, name, None)))}" for name in changed
    ]
    return f"Agora está {'; '.join(said)}."


def value_words(value: object) -> str:
    """A field's value in a sentence."""
    match value:
        case StrEnum():
            return CHOICES[value]
        case date():
            return format_date(value)
        case Money():
            return format_money(value)
        case tuple():
            return ", ".join(_line_words(line) for line in value) or "vazio"
    return str(value) if value else "vazio"


def _line_words(line: PhoneDraft | ReferenceDraft) -> str:
    return line.number_text if isinstance(line, PhoneDraft) else line.name


def field_of(failure: KnownFailure) -> str | None:
    """The field a refusal stands beside; None when it is about no single one."""
    return vars(failure).get("field") or FIELD_OF_REFUSAL.get(failure.code)


def missing_of(
    draft: CustomerDraft, today: date, default_ddd: str | None, *, has_document: bool = False
) -> tuple[str, ...]:
    """What a sale on credit would still need of this record, wrong fields counted as empty.

    Args:
        draft: as typed.
        today: business day.
        default_ddd: the shop's area code.
        has_document: the record has a document that stands masked in the form.
    """
    document = read_document(draft.document)
    digits = document.digits if document else None
    standing = Standing(
        is_person=document is None or document.kind is DocumentKind.CPF,
        document=draft.document if has_document else digits,
        birth_date=draft.birth_date,
        has_contact_phone=any(_is_contact(phone, default_ddd) for phone in draft.phones),
        has_address=bool(draft.street and draft.city and draft.uf),
    )
    return missing_for_credit(standing, today)


def read_document(text: str) -> Document | None:
    """The CPF or CNPJ, once it is whole and right."""
    try:
        return parse_document(text)
    except Refusal:
        return None


def _is_contact(phone: PhoneDraft, default_ddd: str | None) -> bool:
    if phone.purpose is PhonePurpose.MESSAGE:
        return False
    try:
        return bool(parse_phone(phone.number_text, default_ddd))
    except Refusal:
        return False


def ddd_of(text: str) -> str | None:
    """The area code of the shop's own telephone."""
    try:
        return parse_phone(text).e164[3:5]
    except Refusal:
        return None
