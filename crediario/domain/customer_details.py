"""The complete record (cadastro completo): what analysis and papers ask beyond name, document and address.

Nothing here is needed to buy on credit; what is filled in must be right.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crediario.domain.br import clean_text, parse_cpf, parse_phone
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, check_amount

PERSON_LENGTH = 120
RG_LENGTH = 30
ISSUER_LENGTH = 20
JOB_LENGTH = 60
REGISTRATION_LENGTH = 20
SINCE_YEARS = 120
MOST_REFERENCES = 10


@dataclass(eq=False)
class SinceOutOfRange(Refusal):
    """Somebody lives or works somewhere since a day to come, or for more than 120 years."""

    field: str
    since: date


@dataclass(eq=False)
class ReferenceNameMissing(Refusal):
    """A reference has a telephone and nobody's name."""

    text: str


@dataclass(eq=False)
class TooManyReferences(Refusal):
    """More references than a record keeps."""

    limit: int


class Treatment(StrEnum):
    """How the customer wants to be addressed."""

    SIR = "senhor"
    MADAM = "senhora"
    YOU = "voce"


class MaritalStatus(StrEnum):
    """Estado civil, as the person declares it."""

    SINGLE = "single"
    MARRIED = "married"
    STABLE_UNION = "stable_union"
    SEPARATED = "separated"
    DIVORCED = "divorced"
    WIDOWED = "widowed"


class Housing(StrEnum):
    """Whose home it is the customer lives in (moradia)."""

    OWN = "own"
    FINANCED = "financed"
    RENTED = "rented"
    FAMILY = "family"
    LENT = "lent"


class IncomeProof(StrEnum):
    """What proves the income (comprovante); ``declared`` was only said."""

    PAYSLIP = "payslip"
    BANK_STATEMENT = "bank_statement"
    TAX_RETURN = "tax_return"
    BENEFIT = "benefit"
    DECLARED = "declared"
    NONE = "none"


class ContactChannel(StrEnum):
    """By which way the customer prefers to be reached."""

    WHATSAPP = "whatsapp"
    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"
    LETTER = "letter"
    IN_PERSON = "in_person"


class ContactHours(StrEnum):
    """When the customer prefers to be reached."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class ReferenceKind(StrEnum):
    """How a reference knows the customer."""

    PERSONAL = "personal"
    FAMILY = "family"
    COMMERCIAL = "commercial"


@dataclass(frozen=True, slots=True)
class DetailsDraft:
    """The rest of the form as typed; everything may be empty.

    Attributes:
        social_name: how the customer wants to be called.
        rg: free text, no two states write it alike.
        spouse_document: CPF.
        spouse_income: monthly.
        housing_since, job_since: any day of the month it began in.
        trade_name, state_registration, contact_name: a company's only.
    """

    social_name: str = ""
    treatment: Treatment | None = None
    rg: str = ""
    rg_issuer: str = ""
    mother_name: str = ""
    father_name: str = ""
    marital_status: MaritalStatus | None = None
    spouse_name: str = ""
    spouse_document: str = ""
    spouse_phone: str = ""
    spouse_income: Money | None = None
    housing: Housing | None = None
    housing_since: date | None = None
    employer: str = ""
    employer_phone: str = ""
    job: str = ""
    job_since: date | None = None
    income_proof: IncomeProof | None = None
    preferred_channel: ContactChannel | None = None
    preferred_hours: ContactHours | None = None
    trade_name: str = ""
    state_registration: str = ""
    contact_name: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceDraft:
    """Somebody who knows the customer, as typed."""

    name: str
    phone_text: str = ""
    kind: ReferenceKind = ReferenceKind.PERSONAL


@dataclass(frozen=True, slots=True)
class CustomerDetails:
    """The rest of the record, checked and as it is kept; fields as in ``DetailsDraft``, empty ones None."""

    social_name: str | None = None
    treatment: Treatment | None = None
    rg: str | None = None
    rg_issuer: str | None = None
    mother_name: str | None = None
    father_name: str | None = None
    marital_status: MaritalStatus | None = None
    spouse_name: str | None = None
    spouse_document: str | None = None
    spouse_phone: str | None = None
    spouse_income: Money | None = None
    housing: Housing | None = None
    housing_since: date | None = None
    employer: str | None = None
    employer_phone: str | None = None
    job: str | None = None
    job_since: date | None = None
    income_proof: IncomeProof | None = None
    preferred_channel: ContactChannel | None = None
    preferred_hours: ContactHours | None = None
    trade_name: str | None = None
    state_registration: str | None = None
    contact_name: str | None = None


#: Of somebody nobody asked anything yet.
NO_DETAILS = CustomerDetails()

#: What only a company has; the others, but for channel and hours, only a person.
OF_COMPANIES = ("trade_name", "state_registration", "contact_name")
OF_BOTH = ("preferred_channel", "preferred_hours")


@dataclass(frozen=True, slots=True)
class CustomerReference:
    """A checked reference (referência); its telephone is never used to talk about payments."""

    name: str
    e164: str | None
    kind: ReferenceKind


def checked_details(
    draft: DetailsDraft, today: date, default_ddd: str | None, *, is_company: bool
) -> CustomerDetails:
    """The details a form makes; what a person has is left out of a company's, and the other way round.

    Raises:
        SinceOutOfRange, TextTooLong, InvalidCpf: a field.
        the refusals of ``parse_phone`` and of ``check_amount``.

    Rule: product.md A1. See docs/regras.md#cadastro-completo.
    """
    if is_company:
        return CustomerDetails(
            preferred_channel=draft.preferred_channel,
            preferred_hours=draft.preferred_hours,
            trade_name=optional_text(draft.trade_name, PERSON_LENGTH),
            state_registration=optional_text(draft.state_registration, REGISTRATION_LENGTH),
            contact_name=optional_text(draft.contact_name, PERSON_LENGTH),
        )
    return CustomerDetails(
        social_name=optional_text(draft.social_name, PERSON_LENGTH),
        treatment=draft.treatment,
        rg=optional_text(draft.rg, RG_LENGTH),
        rg_issuer=optional_text(draft.rg_issuer, ISSUER_LENGTH),
        mother_name=optional_text(draft.mother_name, PERSON_LENGTH),
        father_name=optional_text(draft.father_name, PERSON_LENGTH),
        marital_status=draft.marital_status,
        spouse_name=optional_text(draft.spouse_name, PERSON_LENGTH),
        spouse_document=parse_cpf(draft.spouse_document).digits if draft.spouse_document.strip() else None,
        spouse_phone=_phone(draft.spouse_phone, default_ddd),
        spouse_income=optional_amount(draft.spouse_income),
        housing=draft.housing,
        housing_since=_since("housing_since", draft.housing_since, today),
        employer=optional_text(draft.employer, PERSON_LENGTH),
        employer_phone=_phone(draft.employer_phone, default_ddd),
        job=optional_text(draft.job, JOB_LENGTH),
        job_since=_since("job_since", draft.job_since, today),
        income_proof=draft.income_proof,
        preferred_channel=draft.preferred_channel,
        preferred_hours=draft.preferred_hours,
    )


def checked_references(
    drafts: tuple[ReferenceDraft, ...], default_ddd: str | None
) -> tuple[CustomerReference, ...]:
    """The references a form makes, its empty lines left out.

    Raises:
        ReferenceNameMissing, TooManyReferences, TextTooLong, the refusals of ``parse_phone``.
    """
    found = []
    for draft in drafts:
        name, phone = optional_text(draft.name, PERSON_LENGTH), _phone(draft.phone_text, default_ddd)
        if phone and not name:
            raise ReferenceNameMissing(draft.phone_text)
        if name:
            found.append(CustomerReference(name, phone, draft.kind))
    if len(found) > MOST_REFERENCES:
        raise TooManyReferences(MOST_REFERENCES)
    return tuple(found)


def missing_for_analysis(
    details: DetailsDraft, references: tuple[ReferenceDraft, ...], income: Money | None, *, is_company: bool
) -> tuple[str, ...]:
    """What the analysis would like to know and the form does not say; nobody needs it to buy.

    Returns:
        Names out of ``income``, ``income_proof``, ``housing``, ``housing_since``, ``job_since`` and
        ``reference``, in the form's order.

    Rule: product.md A1, B2. See docs/regras.md#cadastro-completo.
    """
    liked = {
        "housing": details.housing,
        "housing_since": details.housing_since,
        "job_since": details.job_since,
        "income": income,
        "income_proof": details.income_proof,
        "reference": any(each.name.strip() for each in references),
    }
    asked = ("income", "reference") if is_company else tuple(liked)
    return tuple(name for name in asked if not liked[name])


def optional_text(text: str, max_length: int) -> str | None:
    """The cleaned text; None when nothing is left of it.

    Raises:
        TextTooLong.
    """
    return clean_text(text, max_length) or None


def optional_amount(amount: Money | None) -> Money | None:
    """The amount, zero allowed; None when nothing was typed.

    Raises:
        the refusals of ``check_amount``.
    """
    if amount:
        check_amount(amount)
    return amount


def _phone(text: str, default_ddd: str | None) -> str | None:
    return parse_phone(text, default_ddd).e164 if text.strip() else None


def _since(field: str, day: date | None, today: date) -> date | None:
    if day is not None and not (day <= today and today.year - day.year <= SINCE_YEARS):
        raise SinceOutOfRange(field, day)
    return day
