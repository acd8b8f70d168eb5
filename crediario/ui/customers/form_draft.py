"""What a half-typed record still lacks, and which field a refusal is about. Imports no Qt."""

from datetime import date

from crediario.domain.br import (
    Document,
    DocumentKind,
    format_date,
    format_money,
    parse_document,
    parse_phone,
)
from crediario.domain.customers import Standing, missing_for_credit
from crediario.domain.errors import KnownFailure, Refusal
from crediario.domain.money import Money
from crediario.domain.registration import CustomerDraft, PhoneDraft, PhonePurpose

FIELD_OF_MISSING = {
    "document": "document",
    "birth_date": "birth_date",
    "minor": "birth_date",
    "phone": "phone",
    "address": "street",
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
}


NAMES = {
    "name": "nome",
    "document": "CPF ou CNPJ",
    "birth_date": "nascimento",
    "phones": "telefones",
    "cep": "CEP",
    "street": "rua",
    "district": "bairro",
    "city": "cidade",
    "uf": "UF",
    "email": "e-mail",
    "income": "renda",
    "payday": "dia em que recebe",
    "notes": "observações",
}


def theirs_words(theirs: CustomerDraft, changed: tuple[str, ...]) -> str:
    """What another till wrote meanwhile: ``nome: Ana Lima; UF: MG``."""
    said = [f"{NAMES[name]}: {_value_words(getattr(theirs, name))}" for name in changed]
    return f"Agora está {'; '.join(said)}."


def _value_words(value: object) -> str:
    match value:
        case date():
            return format_date(value)
        case Money():
            return format_money(value)
        case tuple():
            return ", ".join(phone.number_text for phone in value) or "vazio"
    return str(value) if value else "vazio"


def field_of(failure: KnownFailure) -> str | None:
    """The field a refusal stands beside; None when it is about no single one."""
    return FIELD_OF_REFUSAL.get(failure.code)


def missing_of(draft: CustomerDraft, today: date, default_ddd: str | None) -> tuple[str, ...]:
    """What a sale on credit would still need of this record, wrong fields counted as empty."""
    document = read_document(draft.document)
    standing = Standing(
        is_person=document is None or document.kind is DocumentKind.CPF,
        document=document.digits if document else None,
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
