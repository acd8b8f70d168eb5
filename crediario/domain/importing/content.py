"""What the cells of a column look like, whatever its title says."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from crediario.domain.br import fold
from crediario.domain.calendar import STATES
from crediario.domain.importing.amounts import read_amount
from crediario.domain.importing.cells import Cell, Row
from crediario.domain.importing.days import read_day
from crediario.domain.importing.mapping import Meaning
from crediario.domain.importing.people import read_area_code, read_document, read_phones
from crediario.domain.importing.pieces import read_count, read_paid, read_piece
from crediario.domain.importing.report import BadCell, RefusedReason

_WORDY = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)+\.?")
_STREET = re.compile(r"(?:r|rua|av|avenida|trav|travessa|praca|pc|estrada|alameda|rod|rodovia|al|est|vila)\b")
#: "21279 Cum": a contract's number, then what was bought.
NUMBER_THEN_WORDS = re.compile(r"(?:[a-zº°.:#]{0,9}\s*)?([0-9]{3,12})\s*[-–:]?\s+(\D.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A sample of one column, empty cells included, in the order of the lines."""

    cells: tuple[Cell, ...]

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells with something in them."""
        return tuple(cell for cell in self.cells if cell is not None)

    @property
    def share_filled(self) -> float:
        """How much of the sample has something in it."""
        return len(self.filled) / len(self.cells) if self.cells else 0.0

    def share(self, looks: Callable[[Cell], bool]) -> float:
        """How much of what is filled looks like that; 0 for an empty column."""
        filled = self.filled
        return sum(map(looks, filled)) / len(filled) if filled else 0.0

    @property
    def distinct(self) -> float:
        """Different values among those filled: 1 when none is repeated."""
        filled = self.filled
        return len(set(filled)) / len(filled) if filled else 0.0


def columns_of(rows: Sequence[Row], width: int) -> tuple[Column, ...]:
    """The columns of some lines."""
    return tuple(Column(tuple(row[at] if at < len(row) else None for row in rows)) for at in range(width))


def _reads(read: Callable[[Cell], object]) -> Callable[[Cell], bool]:
    def looks(cell: Cell) -> bool:
        try:
            return read(cell) is not None
        except BadCell:
            return False

    return looks


def looks_like_day(cell: Cell) -> bool:
    """A date, or a text that is written as one; bare numbers may be anything."""
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str) or not re.search(r"[/.\-\sa-z]", cell):
        return False
    try:
        return read_day(cell) is not None
    except BadCell as bad:
        return bad.reason in {RefusedReason.MONTH_FIRST_DATE, RefusedReason.DATE_WITHOUT_YEAR}


def looks_like_serial(cell: Cell) -> bool:
    """A number of a day in our years."""
    return isinstance(cell, int | float) and float(cell).is_integer() and 25_000 <= cell <= 60_000


def looks_like_piece(cell: Cell) -> bool:
    """Number and count, as in "3/12"; never a date that is plainly one."""
    if not isinstance(cell, str):
        return False
    try:
        piece = read_piece(cell)
    except BadCell as bad:
        return bad.reason is RefusedReason.DOWN_PAYMENT
    return piece is not None and piece.of is not None


def looks_like_money(cell: Cell) -> bool:
    """A number, or a text with an amount in it; never a row of digits as long as a document."""
    if isinstance(cell, str) and not re.search(r"[.,]|R\$", cell) and len(cell) > 6:
        return False
    if isinstance(cell, int | float) and cell >= 10_000_000:
        return False
    try:
        return not isinstance(cell, date) and read_amount(cell) is not None
    except BadCell as bad:
        return bad.reason is RefusedReason.AMBIGUOUS_AMOUNT


def looks_like_cents(cell: Cell) -> bool:
    """An amount with its centavos, which no number of anything has."""
    if isinstance(cell, float):
        return not cell.is_integer() and looks_like_money(cell)
    return isinstance(cell, str) and bool(re.search(r"[.,][0-9]{2}\s*$|R\$", cell)) and looks_like_money(cell)


def looks_like_document(cell: Cell) -> bool:
    """A CPF or CNPJ with right check digits."""
    return len(re.sub(r"[^0-9]", "", str(cell))) >= 8 and _reads(read_document)(cell)


def looks_like_phone(cell: Cell) -> bool:
    """A whole telephone, or one without its area code."""
    if not isinstance(cell, str | int | float):
        return False
    digits = re.sub(
        r"[^0-9]", "", str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    )
    found = read_phones(digits, None)
    whole = any(each.e164 for each in found)
    return whole or (8 <= len(digits) <= 9 and digits[0] in "23456789" and not looks_like_cents(cell))


def looks_like_name(cell: Cell) -> bool:
    """Two words or more, of letters only, and no street."""
    return isinstance(cell, str) and bool(_WORDY.fullmatch(cell.strip())) and not _STREET.match(fold(cell))


def looks_like_words(cell: Cell) -> bool:
    """A text with letters in it that is no date."""
    return isinstance(cell, str) and bool(re.search(r"[^\W\d_]{2}", cell)) and not looks_like_day(cell)


#: What stands in columns of installments and is none.
_KNOWN_OTHERS = frozenset({RefusedReason.WHOLE_SALE, RefusedReason.DOWN_PAYMENT})


def looks_like_installment(cell: Cell) -> bool:
    """The number of an installment, or what people write in its place: "10x de 89,90", "entrada"."""
    try:
        return read_piece(cell) is not None
    except BadCell as bad:
        return bad.reason in _KNOWN_OTHERS


def looks_like_count(cell: Cell) -> bool:
    """How many installments, in whichever words."""
    try:
        return not isinstance(cell, date) and read_count(cell) is not None
    except BadCell as bad:
        return bad.reason in _KNOWN_OTHERS


def looks_like_number_and_item(cell: Cell) -> bool:
    """A number of three digits or more, then words."""
    return isinstance(cell, str) and NUMBER_THEN_WORDS.fullmatch(cell) is not None


def _of_shape(pattern: str) -> Callable[[Cell], bool]:
    shape = re.compile(pattern)

    def looks(cell: Cell) -> bool:
        text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
        return not isinstance(cell, date) and shape.fullmatch(text.strip()) is not None

    return looks


def _is_state(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().upper() in STATES


#: How each meaning's cells look; what is not here is told by its title alone.
LOOKS: dict[Meaning, Callable[[Cell], bool]] = {
    Meaning.NAME: looks_like_words,
    Meaning.DOCUMENT: looks_like_document,
    Meaning.OLD_CODE: _of_shape(r"[0-9A-Za-z.\-/]{1,20}"),
    Meaning.PHONE: looks_like_phone,
    Meaning.WORK_PHONE: looks_like_phone,
    Meaning.MESSAGE_PHONE: looks_like_phone,
    Meaning.AREA_CODE: lambda cell: read_area_code(cell) is not None,
    Meaning.BIRTH_DATE: lambda cell: looks_like_day(cell) or looks_like_serial(cell),
    Meaning.EMAIL: _of_shape(r"[^@\s]+@[^@\s]+"),
    Meaning.STREET: looks_like_words,
    Meaning.STREET_NUMBER: _of_shape(r"(?i)[0-9]{1,6}\s?[a-z]?|s/?n[º°]?"),
    Meaning.DISTRICT: looks_like_words,
    Meaning.CITY: looks_like_words,
    Meaning.UF: _is_state,
    Meaning.CEP: _of_shape(r"[0-9]{5}-?[0-9]{3}|[0-9]{2}\.[0-9]{3}-?[0-9]{3}|[0-9]{7,8}"),
    Meaning.INCOME: looks_like_money,
    Meaning.LIMIT: looks_like_money,
    Meaning.OLD_NUMBER: _of_shape(r"(?i)[a-z#nº.\s]{0,8}[0-9][0-9a-z./\-]{0,19}"),
    Meaning.NUMBER_AND_ITEM: looks_like_number_and_item,
    Meaning.ITEM: looks_like_words,
    # Five bare digits under "Compra" are rather a contract's number than a day's.
    Meaning.SOLD_ON: looks_like_day,
    Meaning.INSTALLMENT: looks_like_installment,
    Meaning.COUNT: looks_like_count,
    Meaning.DUE_DATE: lambda cell: looks_like_day(cell) or looks_like_serial(cell),
    Meaning.AMOUNT: looks_like_money,
    Meaning.PAID_ON: lambda cell: (
        looks_like_day(cell) or looks_like_serial(cell) or _reads(read_paid)(cell) or cell == "-"
    ),
    Meaning.PAID_AMOUNT: looks_like_money,
    Meaning.BALANCE: looks_like_money,
    Meaning.STATUS: _reads(read_paid),
}


def fit(meaning: Meaning, column: Column) -> float:
    """How well a column's cells fit a meaning, 0 to 1; an empty column fits anything a little."""
    looks = LOOKS.get(meaning)
    if looks is None:
        return 1.0
    return column.share(looks) if column.filled else 0.6
