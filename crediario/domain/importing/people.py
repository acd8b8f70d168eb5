"""What cells say about a person: document, telephones, name and the rest of a record."""

import re
from functools import lru_cache
from typing import NamedTuple

from crediario.domain.br import (
    AREA_CODES,
    InvalidCnpj,
    InvalidCpf,
    InvalidDocument,
    InvalidPhone,
    PhoneIncomplete,
    PhoneMissingNine,
    UnknownAreaCode,
    clean_text,
    fold,
    parse_document,
    parse_phone,
)
from crediario.domain.br.identifiers import CNPJ_LENGTH, CPF_LENGTH
from crediario.domain.importing.cells import Broken, Cell, shown
from crediario.domain.importing.report import BadCell, RefusedReason

_PARTICLES = frozenset({"da", "de", "do", "das", "dos", "e", "del", "di", "du"})
#: "Ã©" where "é" is meant: UTF-8 read as Windows' letters and written again.
_TWICE_ENCODED = re.compile("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡-¿]")
_BETWEEN_PHONES = re.compile(
    r"\s*(?:[;|,]|\s/\s|/(?=\s*\(?[0-9]{2}\)?\s?[0-9]{4,5}|[0-9]{8})|\se\s|\sou\s)\s*"
)
_LEAST_PHONE_DIGITS = 6


class PhoneRead(NamedTuple):
    """A telephone in a cell: whole in E.164, or the digits there were of it."""

    e164: str | None
    digits: str


@lru_cache(maxsize=65_536)
def read_text(cell: Cell, max_length: int) -> str:
    """The cell as one clean line; letters that were encoded twice are put right.

    Raises:
        BadCell: an error, or a formula without a value.
        TextTooLong: more than ``max_length`` characters.
    """
    if isinstance(cell, Broken):
        raise BadCell.of(cell)
    return clean_text(repaired(shown(cell)), max_length)


def repaired(text: str) -> str:
    """``text`` with its letters put right where they were encoded twice: "JosÃ©" gives "José"."""
    if not _TWICE_ENCODED.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def read_document(cell: Cell) -> str | None:
    """The CPF or CNPJ in a cell; None when there is none, or a row of noughts.

    Numbers lost their leading zeros: they get them back, and the check digits say whether that was right.

    Raises:
        BadCell: digits that are no document.

    Rule: law.md §9. See docs/regras.md#importacao.
    """
    if isinstance(cell, Broken):
        raise BadCell.of(cell)
    text = shown(cell)
    characters = re.sub(r"[^0-9A-Za-z]", "", text)
    digits = re.sub(r"[^0-9]", "", characters)
    if not digits.strip("0"):
        return None
    found = _document(characters) if characters != digits else _padded_document(digits)
    if found is None:
        raise BadCell(RefusedReason.INVALID_DOCUMENT)
    return found


def _padded_document(digits: str) -> str | None:
    for length in (CPF_LENGTH, CNPJ_LENGTH):
        if len(digits) <= length and (found := _document(digits.zfill(length))):
            return found
    return None


@lru_cache(maxsize=65_536)
def _document(characters: str) -> str | None:
    try:
        return parse_document(characters).digits
    except (InvalidCpf, InvalidCnpj, InvalidDocument):
        return None


def read_area_code(cell: Cell) -> str | None:
    """The DDD in a cell, without trunk 0 and brackets; None when it is none."""
    digits = re.sub(r"[^0-9]", "", shown(cell)).lstrip("0")
    return digits if digits in AREA_CODES else None


def read_phones(cell: Cell, area_code: str | None) -> tuple[PhoneRead, ...]:
    """Every telephone in a cell; one without area code, or with digits missing, is kept as its digits.

    A mobile number of eight digits gets its 9: since 2016 there is no other.

    Rule: law.md §9 (W03 to W07). See docs/regras.md#telefone.
    """
    if cell is None or isinstance(cell, Broken):
        return ()
    return tuple(
        _phone(piece, area_code)
        for piece in _BETWEEN_PHONES.split(shown(cell))
        if len(re.sub(r"[^0-9]", "", piece)) >= _LEAST_PHONE_DIGITS
    )


@lru_cache(maxsize=65_536)
def _phone(text: str, area_code: str | None) -> PhoneRead:
    digits = re.sub(r"[^0-9]", "", text)
    try:
        return PhoneRead(parse_phone(digits, area_code).e164, digits)
    except PhoneMissingNine:
        national = digits.removeprefix("0")
        whole = national if len(national) > 8 else f"{area_code or ''}{national}"
        return (
            PhoneRead(f"+55{whole[:2]}9{whole[2:]}", digits) if len(whole) == 10 else PhoneRead(None, digits)
        )
    except (InvalidPhone, PhoneIncomplete, UnknownAreaCode):
        return PhoneRead(None, digits)


def complete_phone(digits: str, area_code: str) -> str | None:
    """The whole number of one without its area code; None when digits are still missing."""
    return _phone(digits, area_code).e164 if len(digits) in {8, 9} else None


def area_code_of(e164: str) -> str:
    """The DDD of a whole number."""
    return e164[3:5]


def has_own_case(name: str) -> bool:
    """Whether somebody wrote capitals and small letters, rather than all of one kind."""
    return not name.isupper() and not name.islower()


def in_title_case(name: str) -> str:
    """The name as people write it: MARIA DA SILVA is Maria da Silva."""
    words = name.lower().split()
    return " ".join(
        word if place and word in _PARTICLES else _capitalised(word) for place, word in enumerate(words)
    )


def _capitalised(word: str) -> str:
    return re.sub(r"(^|[-'’(])(\w)", lambda match: match[1] + match[2].upper(), word)


@lru_cache(maxsize=65_536)
def folded_name(name: str) -> str:
    """The name as two ways of writing it are compared."""
    return fold(name)
