"""CPF, CNPJ and CEP: read from what a person typed, kept as plain characters, shown the Brazilian way."""

import re
from dataclasses import dataclass
from enum import StrEnum

from validate_docbr import CNPJ, CPF

from crediario.domain.br.text import excerpt
from crediario.domain.errors import Refusal

PUNCTUATION = str.maketrans("", "", ".-/ \u00a0")
CPF_LENGTH = 11
CNPJ_LENGTH = 14


@dataclass(eq=False)
class InvalidCpf(Refusal):
    """Not a CPF: wrong length, foreign characters, repeated digits or wrong check digits."""

    text: str


@dataclass(eq=False)
class InvalidCnpj(Refusal):
    """Not a CNPJ: wrong length, foreign characters, repeated digits or wrong check digits."""

    text: str


@dataclass(eq=False)
class InvalidDocument(Refusal):
    """Neither as long as a CPF nor as a CNPJ."""

    text: str


@dataclass(eq=False)
class InvalidCep(Refusal):
    """A CEP has eight digits."""

    text: str


class DocumentKind(StrEnum):
    """Whose number it is: a person's or a company's."""

    CPF = "cpf"
    CNPJ = "cnpj"


@dataclass(frozen=True, slots=True)
class Document:
    """A CPF or CNPJ that was checked; ``digits`` has no punctuation and may hold letters in a CNPJ."""

    kind: DocumentKind
    digits: str

    @property
    def formatted(self) -> str:
        """``123.456.789-09`` or ``12.ABC.345/01DE-35``."""
        return _formatted_cpf(self.digits) if self.kind is DocumentKind.CPF else _formatted_cnpj(self.digits)

    @property
    def masked(self) -> str:
        """``***.456.789-**`` for a person; a company's number is public and stays whole.

        Rule: ux.md §6, LGPD art. 6º III. See docs/regras.md#cpf.
        """
        if self.kind is DocumentKind.CNPJ:
            return self.formatted
        return f"***.{self.digits[3:6]}.{self.digits[6:9]}-**"


def _formatted_cpf(digits: str) -> str:
    return f"{digits[:3]}.{digits[3:6]}.{digits[6:9]}-{digits[9:]}"


def _formatted_cnpj(digits: str) -> str:
    return f"{digits[:2]}.{digits[2:5]}.{digits[5:8]}/{digits[8:12]}-{digits[12:]}"


def parse_cpf(text: str) -> Document:
    """The CPF in ``text``, with or without points and dash.

    Raises:
        InvalidCpf: the check digits are wrong, all digits are the same, or it is no CPF at all.

    Rule: law.md §9 (N01 to N08). See docs/regras.md#cpf.
    """
    digits = text.translate(PUNCTUATION)
    if not re.fullmatch(r"[0-9]{11}", digits) or not CPF().validate(digits):
        raise InvalidCpf(excerpt(text))
    return Document(DocumentKind.CPF, digits)


def parse_cnpj(text: str) -> Document:
    """The CNPJ in ``text``, numeric or alphanumeric, upper or lower case.

    Raises:
        InvalidCnpj: the check digits are wrong or hold a letter, all are the same, or it is no CNPJ.

    Rule: IN RFB 2.229/2024; law.md §9 (N10 to N16). See docs/regras.md#cnpj.
    """
    characters = text.translate(PUNCTUATION).upper()
    if not re.fullmatch(r"[0-9A-Z]{12}[0-9]{2}", characters) or not CNPJ().validate(characters):
        raise InvalidCnpj(excerpt(text))
    return Document(DocumentKind.CNPJ, characters)


def parse_document(text: str) -> Document:
    """The CPF or CNPJ in ``text``, told apart by the length.

    Raises:
        InvalidCpf: eleven characters that are no CPF.
        InvalidCnpj: fourteen characters that are no CNPJ.
        InvalidDocument: any other length.
    """
    length = len(text.translate(PUNCTUATION))
    if length == CPF_LENGTH:
        return parse_cpf(text)
    if length == CNPJ_LENGTH:
        return parse_cnpj(text)
    raise InvalidDocument(excerpt(text))


def parse_cep(text: str) -> str:
    """The eight digits of the postal code in ``text``.

    Raises:
        InvalidCep: anything but eight digits, a dash and a point left aside.

    Rule: law.md §9. See docs/regras.md#cep.
    """
    digits = text.translate(PUNCTUATION)
    if not re.fullmatch(r"[0-9]{8}", digits):
        raise InvalidCep(excerpt(text))
    return digits


def format_cep(digits: str) -> str:
    """``38700-002``."""
    return f"{digits[:5]}-{digits[5:]}"
