"""Where somebody lives and how to reach them, on one line each, as contracts say it."""

from crediario.domain.br import format_cep
from crediario.domain.registration import CustomerFacts, PhonePurpose, stored_document, stored_phone


def address_line(facts: CustomerFacts) -> str:
    """Street, district, town and CEP; empty where nothing is known."""
    town = ", ".join(part for part in (facts.city, facts.uf) if part)
    cep = f"CEP {format_cep(facts.cep)}" if facts.cep else ""
    return ", ".join(part for part in (facts.street, facts.district, town, cep) if part)


def phone_line(facts: CustomerFacts) -> str:
    """The first telephone of the customer's own; one for messages is nobody else's business."""
    own = [each for each in facts.phones if each.purpose is not PhonePurpose.MESSAGE]
    return stored_phone(own[0].e164).formatted if own else ""


def whole_document(digits: str | None) -> str:
    """The CPF or CNPJ whole, as it stands on what is signed; empty without one."""
    return stored_document(digits).formatted if digits else ""
