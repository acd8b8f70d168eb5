"""Brazilian telephone numbers (kept as E.164) and the WhatsApp draft they open."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from crediario.domain.br.text import excerpt
from crediario.domain.errors import Refusal

NO_AREA = {23, 25, 26, 29, 36, 39, 52, 56, 57, 58, 59, 72, 76, 78}
AREA_CODES = frozenset(str(code) for code in range(11, 100) if code % 10 and code not in NO_AREA)
COUNTRY = "55"


@dataclass(eq=False)
class InvalidPhone(Refusal):
    """Not a Brazilian telephone number."""

    text: str


@dataclass(eq=False)
class PhoneIncomplete(Refusal):
    """Too few digits, or no area code (DDD) and none to suppose."""

    text: str


@dataclass(eq=False)
class PhoneMissingNine(Refusal):
    """A mobile number of eight digits: since 2016 it starts with a 9, which the person must confirm."""

    text: str
    suggestion: str


@dataclass(eq=False)
class UnknownAreaCode(Refusal):
    """No Brazilian area code (DDD) has this number."""

    ddd: str


class PhoneKind(StrEnum):
    """What the number reaches; only a mobile one has WhatsApp for certain."""

    MOBILE = "mobile"
    LANDLINE = "landline"


@dataclass(frozen=True, slots=True)
class Phone:
    """A checked number: ``e164`` is ``+5534998124471``."""

    e164: str
    kind: PhoneKind

    @property
    def formatted(self) -> str:
        """``(34) 9 9812-4471`` or ``(34) 3821-4405``."""
        ddd, number = self.e164[3:5], self.e164[5:]
        nine = f"{number[0]} " if self.kind is PhoneKind.MOBILE else ""
        return f"({ddd}) {nine}{number[-8:-4]}-{number[-4:]}"


def parse_phone(text: str, default_ddd: str | None = None) -> Phone:
    """The Brazilian number in ``text``: with or without +55, a trunk 0, brackets, dashes and spaces.

    Args:
        text: as typed.
        default_ddd: area code supposed when the number comes without one.

    Raises:
        PhoneMissingNine: a mobile number of eight digits; carries the number with the 9 as a suggestion.
        UnknownAreaCode: the area code does not exist.
        PhoneIncomplete: digits are missing.
        InvalidPhone: anything else.

    Rule: numbering plan of Anatel; law.md §9 (W03 to W07). See docs/regras.md#telefone.
    """
    ddd, number = _area_and_number(text, default_ddd)
    if ddd not in AREA_CODES:
        raise UnknownAreaCode(ddd)
    if re.fullmatch(r"9[0-9]{8}", number):
        return Phone(f"+{COUNTRY}{ddd}{number}", PhoneKind.MOBILE)
    if re.fullmatch(r"[2-5][0-9]{7}", number):
        return Phone(f"+{COUNTRY}{ddd}{number}", PhoneKind.LANDLINE)
    if re.fullmatch(r"[6-9][0-9]{7}", number):
        raise PhoneMissingNine(excerpt(text), f"({ddd}) 9 {number[:4]}-{number[4:]}")
    raise InvalidPhone(excerpt(text))


def _area_and_number(text: str, default_ddd: str | None) -> tuple[str, str]:
    digits = _national_digits(text)
    if len(digits) in {8, 9} and default_ddd:
        digits = default_ddd + digits
    if len(digits) < 10:
        raise PhoneIncomplete(excerpt(text))
    if len(digits) > 11:
        raise InvalidPhone(excerpt(text))
    return digits[:2], digits[2:]


def _national_digits(text: str) -> str:
    """The digits without country code and trunk 0."""
    bare = re.sub(r"[\s().\-/]", "", text)
    if not re.fullmatch(r"\+?[0-9]*", bare) or (bare.startswith("+") and not bare.startswith(f"+{COUNTRY}")):
        raise InvalidPhone(excerpt(text))
    digits = bare.lstrip("+")
    if bare.startswith("+") or (digits.startswith(COUNTRY) and len(digits) in {12, 13}):
        digits = digits.removeprefix(COUNTRY)
    return digits.removeprefix("0")


def whatsapp_link(phone: Phone, text: str) -> str:
    """The address that opens a draft to ``phone``: opened is not sent.

    Rule: law.md §10 (W01, W02). See docs/regras.md#whatsapp.
    """
    return f"https://wa.me/{phone.e164.removeprefix('+')}?text={quote(text, safe='')}"
