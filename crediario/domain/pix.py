"""Static Pix codes (BR Code): the "copia e cola" text a customer pays by, made and read."""

import binascii
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from crediario.domain.br import excerpt, parse_cnpj, parse_cpf, parse_phone
from crediario.domain.br.identifiers import CNPJ_LENGTH, CPF_LENGTH
from crediario.domain.errors import Refusal
from crediario.domain.money import AmountNotPositive, AmountTooLarge, Money

GUI = "br.gov.bcb.pix"
NO_TXID = "***"
NAME_LIMIT = 25
CITY_LIMIT = 15
EMAIL_LIMIT = 77
# Field 26 holds 99 characters, the rest of which is taken by the GUI and the lengths.
KEY_AND_INFO_LIMIT = 73
AMOUNT_LIMIT = Money(999_999_999_999)
CRC_LENGTH = 4
FIXED = {"00": "01", "53": "986", "58": "BR"}

EMAIL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
EVP = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TXID = re.compile(r"[A-Za-z0-9]{1,25}|\*\*\*")


@dataclass(eq=False)
class InvalidPixKey(Refusal):
    """Not a Pix key: punctuated, unknown in form, or with wrong check digits."""

    text: str


@dataclass(eq=False)
class InvalidPixName(Refusal):
    """Nothing is left of the receiver's name when accents and symbols are taken away."""

    text: str


@dataclass(eq=False)
class InvalidPixCity(Refusal):
    """Nothing is left of the city when accents and symbols are taken away."""

    text: str


@dataclass(eq=False)
class InvalidTxid(Refusal):
    """A static txid has 1 to 25 letters and digits, or is ``***``."""

    text: str


@dataclass(eq=False)
class PixInfoTooLong(Refusal):
    """Key and additional text together have more than 73 characters."""

    length: int
    limit: int


@dataclass(eq=False)
class InvalidPixField(Refusal):
    """The postal code or the point of initiation is not what the format allows."""

    text: str


class PixKeyKind(StrEnum):
    """The five forms of a Pix key (chave)."""

    CPF = "cpf"
    CNPJ = "cnpj"
    PHONE = "phone"
    EMAIL = "email"
    EVP = "evp"


class PixProblem(StrEnum):
    """Why a payload that was read is not valid."""

    FORM = "form"
    CRC = "crc"
    KEY = "key"
    AMOUNT = "amount"
    NAME = "name"
    CITY = "city"
    TXID = "txid"


@dataclass(frozen=True, slots=True)
class PixCharge:
    """What a static code asks for.

    Attributes:
        key: chave of the receiver, without punctuation.
        name: receiver; accents are folded and it is cut at a word end after 25 characters.
        city: likewise after 15 characters.
        amount: None leaves it to the payer.
        txid: identifies the payment in the statement; ``***`` for none.
        info: text shown to the payer.
        postal_code: CEP, eight digits.
        point_of_initiation: "11" reusable, "12" once; None leaves the field out.
    """

    key: str
    name: str
    city: str
    amount: Money | None = None
    txid: str = NO_TXID
    info: str | None = None
    postal_code: str | None = None
    point_of_initiation: str | None = None


@dataclass(frozen=True, slots=True)
class PixPayload:
    """What was read from a code.

    Attributes:
        valid: no problem was found.
        crc: the right CRC for the text.
        crc_ok: whether the text carries it.
        key: None in a dynamic code, which has ``url`` instead.
        problems: what is wrong, each once.
    """

    valid: bool
    crc: str
    crc_ok: bool
    key: str | None
    name: str | None
    city: str | None
    amount: Money | None
    txid: str | None
    info: str | None
    url: str | None
    postal_code: str | None
    point_of_initiation: str | None
    problems: tuple[PixProblem, ...]


def crc(text: str) -> str:
    """CRC-16/CCITT-FALSE as four upper-case hexadecimal digits: "123456789" gives 29B1.

    Rule: law.md §10 (X07). See docs/regras.md#pix.
    """
    return format(binascii.crc_hqx(text.encode(), 0xFFFF), "04X")


def key_kind(key: str) -> PixKeyKind:
    """Which of the five forms ``key`` has.

    Raises:
        InvalidPixKey: none of them; a punctuated CPF, CNPJ or telephone above all.

    Rule: law.md §10. See docs/regras.md#pix.
    """
    try:
        if re.fullmatch(rf"[0-9]{{{CPF_LENGTH}}}", key):
            parse_cpf(key)
            return PixKeyKind.CPF
        if re.fullmatch(rf"[0-9A-Z]{{{CNPJ_LENGTH}}}", key):
            parse_cnpj(key)
            return PixKeyKind.CNPJ
        if re.fullmatch(r"\+55[0-9]{10,11}", key):
            parse_phone(key)
            return PixKeyKind.PHONE
    except Refusal as refusal:
        raise InvalidPixKey(excerpt(key)) from refusal
    if EVP.fullmatch(key):
        return PixKeyKind.EVP
    if len(key) <= EMAIL_LIMIT and EMAIL.fullmatch(key):
        return PixKeyKind.EMAIL
    raise InvalidPixKey(excerpt(key))


def normal_key(text: str) -> str:
    """``text`` as a key is written: no spaces around, small letters, but capitals in a CNPJ.

    Raises:
        InvalidPixKey: it is no key even so.
    """
    key = text.strip()
    key = key.upper() if len(key) == CNPJ_LENGTH and key.isalnum() else key.lower()
    key_kind(key)
    return key


def encode(charge: PixCharge) -> str:
    """The payload of a static code, one line, CRC included.

    Raises:
        InvalidPixKey, InvalidPixName, InvalidPixCity, InvalidTxid, InvalidPixField, PixInfoTooLong.
        AmountNotPositive, AmountTooLarge: the amount.

    Rule: Manual do BR Code (BCB); law.md §10 (X01 to X11). See docs/regras.md#pix.
    """
    text = "".join(_fields(charge)) + "6304"
    return text + crc(text)


def _fields(charge: PixCharge) -> Iterator[str]:
    yield _field("00", "01")
    yield _optional("01", _matching(charge.point_of_initiation, r"11|12"))
    yield _field("26", _account(normal_key(charge.key), charge.info))
    yield _field("52", "0000") + _field("53", "986")
    yield _optional("54", _amount_text(charge.amount))
    yield _field("58", "BR")
    yield _field("59", _cut(charge.name, NAME_LIMIT) or _refuse(InvalidPixName(excerpt(charge.name))))
    yield _field("60", _cut(charge.city, CITY_LIMIT) or _refuse(InvalidPixCity(excerpt(charge.city))))
    yield _optional("61", _matching(charge.postal_code, r"[0-9]{8}"))
    yield _field("62", _field("05", _checked_txid(charge.txid)))


def _field(identifier: str, value: str) -> str:
    return f"{identifier}{len(value):02d}{value}"


def _optional(identifier: str, value: str | None) -> str:
    return _field(identifier, value) if value else ""


def _refuse(refusal: Refusal) -> str:
    raise refusal


def _account(key: str, info: str | None) -> str:
    text = _plain(info or "")
    if len(key) + len(text) > KEY_AND_INFO_LIMIT:
        raise PixInfoTooLong(len(key) + len(text), KEY_AND_INFO_LIMIT)
    return _field("00", GUI) + _field("01", key) + _optional("02", text)


def _matching(value: str | None, pattern: str) -> str | None:
    if value is not None and not re.fullmatch(pattern, value):
        raise InvalidPixField(excerpt(value))
    return value


def _amount_text(amount: Money | None) -> str | None:
    if amount is None:
        return None
    if amount <= Money.ZERO:
        raise AmountNotPositive(amount)
    if amount > AMOUNT_LIMIT:
        raise AmountTooLarge(AMOUNT_LIMIT)
    return str(amount)


def _checked_txid(txid: str) -> str:
    if not TXID.fullmatch(txid):
        raise InvalidTxid(excerpt(txid))
    return txid


def _plain(text: str) -> str:
    """Printable ASCII only, single-spaced: every length is then the same in characters and bytes."""
    letters = unicodedata.normalize("NFKD", text)
    return " ".join(
        "".join(letter for letter in letters if letter.isascii() and letter.isprintable()).split()
    )


def _cut(text: str, limit: int) -> str:
    """``text`` folded and cut at the end of a word, or inside it when the first word is longer."""
    plain = _plain(text)
    if len(plain) <= limit:
        return plain
    return plain[: limit + 1].rpartition(" ")[0] or plain[:limit]


def decode(payload: str) -> PixPayload:
    """Read a payload of any make; what is wrong with it is listed, never raised.

    Rule: law.md §10 (X01 to X24). See docs/regras.md#pix.
    """
    text = payload.strip()
    right_crc = crc(text[:-CRC_LENGTH])
    crc_ok = text[-8:] == f"6304{right_crc}"
    top = _read(text)
    account = _pix_account(top or {})
    txid = (_read((top or {}).get("62", "")) or {}).get("05")
    problems = tuple(_problems(top, account, txid, crc_ok))
    fields = top or {}
    return PixPayload(
        valid=not problems,
        crc=right_crc,
        crc_ok=crc_ok,
        key=account.get("01"),
        name=fields.get("59"),
        city=fields.get("60"),
        amount=_amount_read(fields.get("54")),
        txid=txid,
        info=account.get("02"),
        url=account.get("25"),
        postal_code=fields.get("61"),
        point_of_initiation=fields.get("01"),
        problems=problems,
    )


def _read(text: str) -> dict[str, str] | None:
    """The fields of one level; None when the lengths do not fit the text."""
    fields: dict[str, str] = {}
    while text:
        match = re.match(r"([0-9]{2})([0-9]{2})", text)
        if match is None or len(text) < 4 + int(match[2]):
            return None
        end = 4 + int(match[2])
        fields[match[1]] = text[4:end]
        text = text[end:]
    return fields


def _pix_account(top: dict[str, str]) -> dict[str, str]:
    """The Pix arrangement among the merchant accounts 26 to 51."""
    for identifier in range(26, 52):
        account = _read(top.get(str(identifier), "")) or {}
        if account.get("00", "").lower() == GUI:
            return account
    return {}


def _problems(
    top: dict[str, str] | None, account: dict[str, str], txid: str | None, crc_ok: bool
) -> Iterator[PixProblem]:
    if top is None or any(top.get(field) != value for field, value in FIXED.items()):
        yield PixProblem.FORM
    if not crc_ok:
        yield PixProblem.CRC
    if "25" not in account and not _is_key(account.get("01", "")):
        yield PixProblem.KEY
    fields = top or {}
    if "54" in fields and not _amount_read(fields["54"]):
        yield PixProblem.AMOUNT
    if not 1 <= len(fields.get("59", "")) <= NAME_LIMIT:
        yield PixProblem.NAME
    if not 1 <= len(fields.get("60", "")) <= CITY_LIMIT:
        yield PixProblem.CITY
    if not TXID.fullmatch(txid or ""):
        yield PixProblem.TXID


def _is_key(key: str) -> bool:
    try:
        key_kind(key)
    except InvalidPixKey:
        return False
    return True


def _amount_read(text: str | None) -> Money | None:
    """None when there is none, or when it is no amount."""
    match = re.fullmatch(r"([0-9]{1,10})(?:\.([0-9]{1,2}))?", text or "")
    return Money(int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))) if match else None
