"""Registering a customer (cadastro): what a form may say, checked and cleaned field by field."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from crediario.domain.br import clean_text, excerpt, fold, parse_cep, parse_document, parse_phone
from crediario.domain.br.identifiers import CPF_LENGTH, Document, DocumentKind
from crediario.domain.br.phones import Phone, PhoneKind
from crediario.domain.calendar import STATES, UnknownState
from crediario.domain.customer_details import (
    NO_DETAILS,
    CustomerDetails,
    CustomerReference,
    DetailsDraft,
    ReferenceDraft,
    checked_details,
    checked_references,
    optional_amount,
    optional_text,
)
from crediario.domain.customers import Standing, age
from crediario.domain.errors import Refusal
from crediario.domain.money import Money

NAME_LENGTH = 120
ADDRESS_LENGTH = 120
PLACE_LENGTH = 60
EMAIL_LENGTH = 120
NOTES_LENGTH = 500
OLDEST_YEARS = 120
LAST_DAY_OF_MONTH = 31
#: "+55", area code and nine digits.
MOBILE_LENGTH = 14
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


@dataclass(eq=False)
class CustomerNameMissing(Refusal):
    """A customer has a name."""


@dataclass(eq=False)
class BirthDateOutOfRange(Refusal):
    """Born in the future, or more than 120 years ago."""

    birth_date: date


@dataclass(eq=False)
class InvalidEmail(Refusal):
    """Not an e-mail address."""

    text: str


@dataclass(eq=False)
class PaydayOutOfRange(Refusal):
    """The day of the month on which somebody is paid is 1 to 31."""

    day: int


class PhonePurpose(StrEnum):
    """Whose telephone it is; one of *recado* is never used to talk about payments."""

    OWN = "own"
    WORK = "work"
    MESSAGE = "message"


class CustomerKind(StrEnum):
    """A person (CPF) or a company (CNPJ)."""

    PERSON = "person"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class PhoneDraft:
    """A telephone as typed."""

    number_text: str
    purpose: PhonePurpose = PhonePurpose.OWN


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """The form as typed; only the name must be there.

    Attributes:
        document: CPF or CNPJ with or without punctuation; a CNPJ makes it a company.
        income: monthly.
        payday: day of the month on which the customer is paid.
    """

    name: str
    document: str = ""
    birth_date: date | None = None
    phones: tuple[PhoneDraft, ...] = ()
    cep: str = ""
    street: str = ""
    district: str = ""
    city: str = ""
    uf: str = ""
    email: str = ""
    income: Money | None = None
    payday: int | None = None
    notes: str = ""
    details: DetailsDraft = field(default_factory=DetailsDraft)
    references: tuple[ReferenceDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerPhone:
    """A checked telephone."""

    e164: str
    purpose: PhonePurpose


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """A customer's record, checked and as it is kept; what was left empty is None.

    Attributes:
        document: without punctuation.
        cep: eight digits.
    """

    kind: CustomerKind
    name: str
    document: str | None
    birth_date: date | None
    phones: tuple[CustomerPhone, ...]
    cep: str | None
    street: str | None
    district: str | None
    city: str | None
    uf: str | None
    email: str | None
    income: Money | None
    payday: int | None
    notes: str | None
    details: CustomerDetails = NO_DETAILS
    references: tuple[CustomerReference, ...] = ()

    @property
    def name_folded(self) -> str:
        """The name as lists are sorted by it."""
        return fold(self.name)

    @property
    def address_key(self) -> str | None:
        """The same for people of one address; None while CEP or street is missing."""
        return address_key(self.cep, self.street)

    @property
    def standing(self) -> Standing:
        """What the record has of what credit needs."""
        return Standing(
            is_person=self.kind is CustomerKind.PERSON,
            document=self.document,
            birth_date=self.birth_date,
            has_contact_phone=any(phone.purpose is not PhonePurpose.MESSAGE for phone in self.phones),
            has_address=bool(self.street and self.city and self.uf),
        )


def address_key(cep: str | None, street: str | None) -> str | None:
    """CEP and folded street: people at one address have the same one; None while one of them is missing."""
    if not cep or not street:
        return None
    return " ".join([cep, *re.findall(r"[^\W_]+", fold(street))])


def checked_facts(draft: CustomerDraft, today: date, default_ddd: str | None = None) -> CustomerFacts:
    """The record a form makes, every field checked.

    Args:
        draft: as typed.
        today: business day.
        default_ddd: area code of telephones typed without one, the shop's own.

    Raises:
        CustomerNameMissing, TextTooLong, BirthDateOutOfRange, InvalidEmail, PaydayOutOfRange, UnknownState.
        InvalidCpf, InvalidCnpj, InvalidDocument, InvalidCep: the numbers.
        the refusals of ``parse_phone``, ``check_amount``, ``checked_details`` and ``checked_references``.

    Rule: product.md A1, A2. See docs/regras.md#cadastro.
    """
    document = parse_document(draft.document) if draft.document.strip() else None
    kind = _kind(document)
    is_company = kind is CustomerKind.COMPANY
    return CustomerFacts(
        kind=kind,
        name=_name(draft.name),
        document=document.digits if document else None,
        birth_date=None if is_company else _birth_date(draft.birth_date, today),
        phones=_phones(draft.phones, default_ddd),
        cep=parse_cep(draft.cep) if draft.cep.strip() else None,
        street=optional_text(draft.street, ADDRESS_LENGTH),
        district=optional_text(draft.district, PLACE_LENGTH),
        city=optional_text(draft.city, PLACE_LENGTH),
        uf=_state(draft.uf),
        email=parse_email(draft.email),
        income=optional_amount(draft.income),
        payday=_payday(draft.payday),
        notes=optional_text(draft.notes, NOTES_LENGTH),
        details=checked_details(draft.details, today, default_ddd, is_company=is_company),
        references=checked_references(draft.references, default_ddd),
    )


def _kind(document: Document | None) -> CustomerKind:
    is_company = document is not None and document.kind is DocumentKind.CNPJ
    return CustomerKind.COMPANY if is_company else CustomerKind.PERSON


def _name(text: str) -> str:
    name = clean_text(text, NAME_LENGTH)
    if not name:
        raise CustomerNameMissing
    return name


def _birth_date(birth_date: date | None, today: date) -> date | None:
    if birth_date is not None and not 0 <= age(birth_date, today) <= OLDEST_YEARS:
        raise BirthDateOutOfRange(birth_date)
    return birth_date


def _phones(drafts: tuple[PhoneDraft, ...], default_ddd: str | None) -> tuple[CustomerPhone, ...]:
    """Empty lines of the form left out, and a number typed twice kept once."""
    found: dict[str, CustomerPhone] = {}
    for draft in drafts:
        if draft.number_text.strip():
            e164 = parse_phone(draft.number_text, default_ddd).e164
            found.setdefault(e164, CustomerPhone(e164, draft.purpose))
    return tuple(found.values())


def _state(text: str) -> str | None:
    uf = text.strip().upper()
    if uf and uf not in STATES:
        raise UnknownState(excerpt(uf))
    return uf or None


def parse_email(text: str) -> str | None:
    """An e-mail address, cleaned; None where nothing is typed.

    Raises:
        InvalidEmail, TextTooLong.
    """
    email = clean_text(text, EMAIL_LENGTH)
    if email and not EMAIL.fullmatch(email):
        raise InvalidEmail(excerpt(email))
    return email or None


def _payday(day: int | None) -> int | None:
    if day is not None and not 1 <= day <= LAST_DAY_OF_MONTH:
        raise PaydayOutOfRange(day)
    return day


def stored_document(digits: str) -> Document:
    """The document kept as ``digits``, checked when it was registered."""
    return Document(DocumentKind.CPF if len(digits) == CPF_LENGTH else DocumentKind.CNPJ, digits)


def stored_phone(e164: str) -> Phone:
    """The telephone kept as ``e164``, checked when it was registered."""
    return Phone(e164, PhoneKind.MOBILE if len(e164) == MOBILE_LENGTH else PhoneKind.LANDLINE)
