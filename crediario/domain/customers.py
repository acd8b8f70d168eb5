"""What a customer's record must hold: two levels, *simplificado* and *completo*."""

from dataclasses import dataclass
from datetime import date

from crediario.domain.errors import Refusal

ADULT_YEARS = 18


@dataclass(eq=False)
class CustomerIncomplete(Refusal):
    """The record lacks what a sale on credit needs; ``missing`` names the fields."""

    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the record has of what credit needs.

    Attributes:
        is_person: a company has no birth date.
        has_contact_phone: a phone of the customer's own or of work; one of *recado* does not count.
    """

    is_person: bool
    document: str | None
    birth_date: date | None
    has_contact_phone: bool
    has_address: bool


def missing_for_credit(standing: Standing, today: date) -> tuple[str, ...]:
    """The fields that stand between this record and a sale on credit; empty when it is *completo*.

    Returns:
        Names out of ``document``, ``birth_date``, ``minor``, ``phone`` and ``address``, in the form's order.

    Rule: product A2; CC arts. 104 and 166 (minors do not buy on credit). See docs/regras.md#cadastro.
    """
    wanted = {
        "document": standing.document is not None,
        "birth_date": not standing.is_person or standing.birth_date is not None,
        "minor": standing.birth_date is None or not is_minor(standing.birth_date, today),
        "phone": standing.has_contact_phone,
        "address": standing.has_address,
    }
    return tuple([name for name, there in wanted.items() if not there])


def is_minor(birth_date: date, today: date) -> bool:
    """Whether somebody born that day has not yet turned eighteen."""
    return age(birth_date, today) < ADULT_YEARS


def age(birth_date: date, today: date) -> int:
    """Whole years of life on that day."""
    return today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))


def check_may_buy(standing: Standing, today: date) -> None:
    """Refuse a sale on credit to somebody whose record is not complete.

    Raises:
        CustomerIncomplete: with every missing field.
    """
    missing = missing_for_credit(standing, today)
    if missing:
        raise CustomerIncomplete(missing)
