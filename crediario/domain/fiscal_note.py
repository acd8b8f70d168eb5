"""A fiscal note (NF-e, NFC-e) read from its file: whether it is this shop's and good, and what it sells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from crediario.domain.br import excerpt
from crediario.domain.errors import Refusal
from crediario.domain.money import MAX_AMOUNT, Money

KEY_LENGTH = 44
#: The company inside a CNPJ; the rest tells its shops apart.
ROOT_LENGTH = 8
ITEM_TEXT_LIMIT = 120

# State, year and month, CNPJ (with letters since 2026), model, series, number, and what is drawn by lot.
_KEY = re.compile(r"([0-9]{2})([0-9]{4})([0-9A-Z]{12}[0-9]{2})([0-9]{2})([0-9]{3})([0-9]{9})[0-9]{10}")
_AUTHORISED = frozenset({"100", "150"})
_CANCELLED = frozenset({"101", "151", "155"})


@dataclass(eq=False)
class NoteKeyWrong(Refusal):
    """The key's check digit is wrong, or it names another issuer or number than the note."""

    key: str


@dataclass(eq=False)
class NoteOfAnotherShop(Refusal):
    """The issuer's CNPJ is no CNPJ of this company."""

    number: int
    issuer_name: str


@dataclass(eq=False)
class NoteCancelled(Refusal):
    """The note was cancelled; the number is None when only the event's file was given."""

    number: int | None


@dataclass(eq=False)
class NoteNotAuthorised(Refusal):
    """The tax office denied the note, or the file has no answer of its (status None)."""

    number: int
    status: str | None


@dataclass(eq=False)
class NoteForTests(Refusal):
    """Issued in the tax office's test environment: without fiscal value."""

    number: int


@dataclass(eq=False)
class NoteIsNoSale(Refusal):
    """Goods that come in, a return or a correction: it sells nothing."""

    number: int


@dataclass(eq=False)
class NoteDoesNotAddUp(Refusal):
    """Items, discounts and total cannot be brought together, or the total is no price."""

    number: int
    total: Money


@dataclass(eq=False)
class NoteAlreadySold(Refusal):
    """The note's items were sold already: on that contract, that day; cancelled, they may be sold again."""

    contract: int
    sold_on: date


class NoteModel(StrEnum):
    """Modelo: a note between companies, or a consumer's."""

    NFE = "55"
    NFCE = "65"


@dataclass(frozen=True, slots=True)
class NoteItem:
    """One line of a note.

    Attributes:
        quantity: exact, up to four decimals; 0.350 of a kilogram is a quantity.
        unit: as the issuer writes it (UN, KG).
        unit_price: exact, up to ten decimals.
        gross: value of the line before discount (vProd).
        discount: desconto of this line.
        extras: freight, insurance and other expenses of this line.
        counts: whether the line is part of the note's total (indTot).
    """

    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    gross: Money
    discount: Money = Money.ZERO
    extras: Money = Money.ZERO
    counts: bool = True

    @property
    def net(self) -> Money:
        """The line after its own discount and expenses."""
        return self.gross - self.discount + self.extras


@dataclass(frozen=True, slots=True)
class FiscalNote:
    """What the program uses of a note.

    Attributes:
        key: chave de acesso, 44 characters.
        issuer: CNPJ of the issuer (or CPF, of a rural producer), without punctuation.
        customer_document: CPF or CNPJ of the buyer, without punctuation; a consumer's note may have none.
        total: vNF.
        status: the tax office's answer (cStat); None when the file carries none.
        cancelled: an event of cancellation lies in the same file.
        is_sale: goods that leave by an ordinary operation.
        is_test: issued in the test environment.
    """

    key: str
    model: NoteModel
    series: int
    number: int
    issued_at: datetime
    issuer: str
    issuer_name: str
    customer_name: str | None
    customer_document: str | None
    items: tuple[NoteItem, ...]
    total: Money
    status: str | None
    cancelled: bool = False
    is_sale: bool = True
    is_test: bool = False

    @property
    def authorised(self) -> bool:
        """Whether the tax office said yes, in time or late."""
        return self.status in _AUTHORISED


@dataclass(frozen=True, slots=True)
class NoteSaleItem:
    """An item as a sale keeps it: whole pieces, whole centavos each."""

    description: str
    quantity: int
    unit_price: Money


def check_digit(key: str) -> int:
    """The last digit of an access key: modulus 11, weights 2 to 9 from the right; letters by ASCII − 48.

    Rule: Manual de Orientação do Contribuinte (NF-e), NT 2025.001. See docs/regras.md#nota-fiscal.
    """
    body = key[: KEY_LENGTH - 1]
    weighed = sum((ord(letter) - 48) * (2 + at % 8) for at, letter in enumerate(reversed(body)))
    rest = weighed % 11
    return 0 if rest < 2 else 11 - rest


def is_key(text: str) -> bool:
    """Whether a text is an access key with a right check digit."""
    return _KEY.fullmatch(text) is not None and check_digit(text) == int(text[-1])


def check_note(note: FiscalNote, shop_cnpj: str | None) -> None:
    """Refuses a note nothing can be sold by.

    Args:
        note: as read.
        shop_cnpj: the shop's, without punctuation; None where it has none, and then any issuer passes.

    Raises:
        NoteKeyWrong, NoteCancelled, NoteNotAuthorised, NoteForTests, NoteIsNoSale, NoteOfAnotherShop.

    Rule: product.md C2. See docs/regras.md#nota-fiscal.
    """
    _check_key(note)
    if note.cancelled or note.status in _CANCELLED:
        raise NoteCancelled(note.number)
    if not note.authorised:
        raise NoteNotAuthorised(note.number, note.status)
    if note.is_test:
        raise NoteForTests(note.number)
    if not note.is_sale:
        raise NoteIsNoSale(note.number)
    if shop_cnpj and note.issuer[:ROOT_LENGTH] != shop_cnpj[:ROOT_LENGTH]:
        raise NoteOfAnotherShop(note.number, note.issuer_name)


def _check_key(note: FiscalNote) -> None:
    match = _KEY.fullmatch(note.key)
    if match is None or not is_key(note.key):
        raise NoteKeyWrong(excerpt(note.key, KEY_LENGTH))
    _, month, issuer, model, series, number = match.groups()
    said = (f"{note.issued_at:%y%m}", note.issuer.zfill(14), note.model.value, note.series, note.number)
    if (month, issuer, model, int(series), int(number)) != said:
        raise NoteKeyWrong(note.key)


def sale_items(note: FiscalNote) -> tuple[NoteSaleItem, ...]:
    """The note's lines as items of a sale, which add up to the note's total to the centavo.

    A line that is no whole number of pieces, or whose value does not split evenly, becomes one piece with its
    quantity in words: "0,350 kg × Queijo". What the lines leave of the total (a tax of the whole note, a
    rounding) is spread over them by value, the largest fractions first. Lines given away are left out.

    Raises:
        NoteDoesNotAddUp: a line or the total would be below zero, or the total is no price.

    Rule: product.md C2. See docs/regras.md#nota-fiscal.
    """
    lines = tuple(item for item in note.items if item.counts)
    values = _spread(note.total - Money.total(item.net for item in lines), [item.net for item in lines])
    if not Money.ZERO < note.total <= MAX_AMOUNT or any(value < Money.ZERO for value in values):
        raise NoteDoesNotAddUp(note.number, note.total)
    if Money.total(values) != note.total:
        raise NoteDoesNotAddUp(note.number, note.total)
    return tuple(_as_sold(item, value) for item, value in zip(lines, values, strict=True) if value)


def _spread(rest: Money, values: Sequence[Money]) -> list[Money]:
    """``values`` with ``rest`` spread over them by value; where they are worth nothing, nothing is spread."""
    whole = Money.total(values).cents
    if whole <= 0 or not rest:
        return list(values)
    shares = [divmod(rest.cents * value.cents, whole) for value in values]
    left = rest.cents - sum(share for share, _ in shares)
    by_fraction = sorted(range(len(values)), key=lambda at: (-shares[at][1], at))
    raised = set(by_fraction[:left])
    return [
        value + Money(share + (at in raised))
        for at, (value, (share, _)) in enumerate(zip(values, shares, strict=True))
    ]


def _as_sold(item: NoteItem, value: Money) -> NoteSaleItem:
    pieces = int(item.quantity) if item.quantity == item.quantity.to_integral_value() else 0
    if pieces > 0 and value.cents % pieces == 0:
        return NoteSaleItem(excerpt(item.description, ITEM_TEXT_LIMIT), pieces, Money(value.cents // pieces))
    words = f"{quantity_text(item.quantity)} {item.unit.lower()} × {item.description}"
    return NoteSaleItem(excerpt(words, ITEM_TEXT_LIMIT), 1, value)


def quantity_text(quantity: Decimal) -> str:
    """A quantity as the trade writes it: "3", "0,350", "1.250,500"; parts have three decimals or more."""
    if quantity == quantity.to_integral_value():
        text = f"{int(quantity):,}"
    else:
        text = f"{quantity:,.4f}".rstrip("0")
        text += "0" * (3 - len(text.rpartition(".")[2]))
    return "".join(_swapped(text))


def _swapped(text: str) -> Iterator[str]:
    return ({",": ".", ".": ","}.get(letter, letter) for letter in text)
