"""What lines say about customers: each way of writing one is read once, however many lines repeat it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from crediario.domain.br import InvalidCep, TextTooLong, format_amount, parse_cep
from crediario.domain.calendar import STATES
from crediario.domain.customers import ADULT_YEARS
from crediario.domain.importing.amounts import AmountStyle, read_amount
from crediario.domain.importing.cells import Broken, Cell, Row, shown
from crediario.domain.importing.days import read_day
from crediario.domain.importing.mapping import Meaning, SheetMapping
from crediario.domain.importing.people import (
    PhoneRead,
    folded_name,
    read_area_code,
    read_document,
    read_phones,
    read_text,
)
from crediario.domain.importing.report import BadCell, NoteKind, RefusedReason
from crediario.domain.money import Money
from crediario.domain.registration import (
    ADDRESS_LENGTH,
    EMAIL,
    EMAIL_LENGTH,
    NAME_LENGTH,
    NOTES_LENGTH,
    OLDEST_YEARS,
    PLACE_LENGTH,
    PhonePurpose,
)

T = TypeVar("T")

CODE_LENGTH = 40
#: What a record has no field for goes to its notes, in the words of the shop.
NOTED_RG = "RG: {}"
NOTED_LIMIT = "Limite no sistema antigo: {}"
_ABOUT_PEOPLE = (
    Meaning.NAME, Meaning.DOCUMENT, Meaning.OLD_CODE, Meaning.PHONE, Meaning.WORK_PHONE,
    Meaning.MESSAGE_PHONE, Meaning.AREA_CODE, Meaning.BIRTH_DATE, Meaning.EMAIL, Meaning.STREET,
    Meaning.STREET_NUMBER, Meaning.COMPLEMENT, Meaning.DISTRICT, Meaning.CITY, Meaning.UF, Meaning.CEP,
    Meaning.INCOME, Meaning.RG, Meaning.LIMIT, Meaning.NOTES,
)  # fmt: skip
_PURPOSES = {
    Meaning.PHONE: PhonePurpose.OWN,
    Meaning.WORK_PHONE: PhonePurpose.WORK,
    Meaning.MESSAGE_PHONE: PhonePurpose.MESSAGE,
}


@dataclass(frozen=True, slots=True)
class MentionedPhone:
    """A telephone as a line has it, and whose it is."""

    phone: PhoneRead
    purpose: PhonePurpose


@dataclass(eq=False, slots=True)
class Mention:
    """One way in which lines name a customer.

    Attributes:
        name: as written; empty when the line names nobody.
        document: CPF or CNPJ, checked.
        code: the customer's number in the old system.
        bad: the column at fault and why, when these lines cannot come in.
        left_out: columns that were not understood and are left empty, with what stood there.
    """

    name: str = ""
    document: str | None = None
    code: str | None = None
    phones: tuple[MentionedPhone, ...] = ()
    birth_date: date | None = None
    email: str | None = None
    street: str | None = None
    district: str | None = None
    city: str | None = None
    uf: str | None = None
    cep: str | None = None
    income_cents: int | None = None
    notes: tuple[str, ...] = ()
    bad: tuple[int, RefusedReason] | None = None
    left_out: list[tuple[int, NoteKind]] = field(default_factory=list)
    times: int = 0

    @property
    def folded(self) -> str:
        """The name as two ways of writing it are compared."""
        return folded_name(self.name)

    @property
    def names_somebody(self) -> bool:
        """Whether it says whose the line is."""
        return bool(self.name or self.document or self.code)


class MentionReader:
    """Reads the columns about customers; the same cells give the same mention."""

    def __init__(self, mapping: SheetMapping, styles: dict[int, AmountStyle], today: date) -> None:
        self._columns = {meaning: mapping.columns_of(meaning) for meaning in _ABOUT_PEOPLE}
        self._all = tuple(sorted(at for columns in self._columns.values() for at in columns))
        self._styles, self._order, self._today = styles, mapping.date_order, today
        self._known: dict[Row, Mention] = {}

    def mention(self, row: Row) -> Mention:
        """What the line says about its customer."""
        cells = tuple([row[at] for at in self._all])
        found = self._known.get(cells)
        if found is None:
            found = self._known[cells] = self._read(row)
        found.times += 1
        return found

    def _read(self, row: Row) -> Mention:
        found = Mention()
        try:
            self._read_identity(row, found)
        except _BadColumn as bad:
            found.bad = (bad.column, bad.reason)
            found.code = self._code_anyway(row)
            return found
        self._read_phones(row, found)
        self._read_rest(row, found)
        return found

    def _code_anyway(self, row: Row) -> str | None:
        """The code of a customer who cannot come in: lines that name only the code are told why."""
        at = self._first(Meaning.OLD_CODE)
        try:
            return read_code(row[at]) if at is not None else None
        except BadCell:
            return None

    def _first(self, meaning: Meaning) -> int | None:
        columns = self._columns[meaning]
        return columns[0] if columns else None

    def _read_identity(self, row: Row, found: Mention) -> None:
        found.name = self._strictly(row, Meaning.NAME, lambda cell: read_text(cell, NAME_LENGTH)) or ""
        found.document = self._strictly(row, Meaning.DOCUMENT, read_document)
        found.code = self._strictly(row, Meaning.OLD_CODE, read_code)

    def _strictly(self, row: Row, meaning: Meaning, read: Callable[[Cell], str | None]) -> str | None:
        """What decides whose the line is: not understood, the line is refused."""
        at = self._first(meaning)
        if at is None or row[at] is None:
            return None
        try:
            return read(row[at])
        except BadCell as bad:
            raise _BadColumn(at, bad.reason) from None
        except TextTooLong:
            raise _BadColumn(at, RefusedReason.TEXT_TOO_LONG) from None

    def _read_phones(self, row: Row, found: Mention) -> None:
        area_at = self._first(Meaning.AREA_CODE)
        area = read_area_code(row[area_at]) if area_at is not None else None
        found.phones = tuple(
            MentionedPhone(phone, purpose)
            for meaning, purpose in _PURPOSES.items()
            for at in self._columns[meaning]
            for phone in read_phones(row[at], area)
        )

    def _read_rest(self, row: Row, found: Mention) -> None:
        """What may be left empty: not understood, it is left out and told."""
        leniently = _Lenient(row, self._columns, found)
        found.birth_date = leniently.read(Meaning.BIRTH_DATE, self._birth_date)
        found.email = leniently.read(Meaning.EMAIL, _email)
        found.district = leniently.text(Meaning.DISTRICT, PLACE_LENGTH)
        found.city = leniently.text(Meaning.CITY, PLACE_LENGTH)
        found.uf = leniently.read(Meaning.UF, _state)
        found.cep = leniently.read(Meaning.CEP, _cep)
        found.income_cents = leniently.read(Meaning.INCOME, self._cents(Meaning.INCOME))
        found.street = _street(leniently)
        found.notes = self._notes(leniently)

    def _birth_date(self, cell: Cell) -> date | None:
        day = read_day(cell, order=self._order, latest_year=self._today.year - ADULT_YEARS // 2)
        if day is not None and not 0 <= self._today.year - day.year <= OLDEST_YEARS:
            raise BadCell(RefusedReason.DATE_OUT_OF_RANGE)
        return day

    def _cents(self, meaning: Meaning) -> Callable[[Cell], int | None]:
        at = self._first(meaning)
        style = self._styles.get(at, AmountStyle.UNKNOWN) if at is not None else AmountStyle.UNKNOWN

        def read(cell: Cell) -> int | None:
            amount = read_amount(cell, style)
            return amount.cents if amount else None

        return read

    def _notes(self, leniently: "_Lenient") -> tuple[str, ...]:
        """The columns of notes, then what the record has no field for."""
        own = tuple(
            text
            for at in self._columns[Meaning.NOTES]
            if (text := leniently.text_at(at, NOTES_LENGTH)) is not None
        )
        rg = leniently.text(Meaning.RG, CODE_LENGTH)
        limit = leniently.read(Meaning.LIMIT, self._cents(Meaning.LIMIT))
        return (
            *own,
            *([NOTED_RG.format(rg)] if rg else []),
            *([NOTED_LIMIT.format(format_amount(Money(limit)))] if limit else []),
        )


class _BadColumn(Exception):
    def __init__(self, column: int, reason: RefusedReason) -> None:
        super().__init__(column, reason)
        self.column, self.reason = column, reason


class _NotUnderstood(Exception):
    """A cell of no consequence that says nothing of use."""


class _Lenient:
    """Reads cells that may be left out."""

    def __init__(self, row: Row, columns: dict[Meaning, tuple[int, ...]], found: Mention) -> None:
        self._row, self._columns, self._found = row, columns, found

    def read(self, meaning: Meaning, read: Callable[[Cell], T | None]) -> T | None:
        columns: Sequence[int] = self._columns[meaning]
        return self._at(columns[0], read) if columns else None

    def text(self, meaning: Meaning, length: int) -> str | None:
        return self.read(meaning, lambda cell: read_text(cell, length) or None)

    def text_at(self, at: int, length: int) -> str | None:
        return self._at(at, lambda cell: read_text(cell, length) or None)

    def _at(self, at: int, read: Callable[[Cell], T | None]) -> T | None:
        if self._row[at] is None:
            return None
        try:
            return read(self._row[at])
        except (BadCell, TextTooLong, InvalidCep, _NotUnderstood):
            self._found.left_out.append((at, NoteKind.LEFT_OUT))
            return None


def read_code(cell: Cell) -> str | None:
    """A number or code that names something in the old system, without leading zeros; None for noughts."""
    if isinstance(cell, Broken):
        raise BadCell.of(cell)
    text = " ".join(shown(cell).split())[:CODE_LENGTH]
    if re.fullmatch(r"[0-9]+", text):
        return text.lstrip("0") or None
    return text if re.search(r"\w", text) else None


def _email(cell: Cell) -> str | None:
    text = read_text(cell, EMAIL_LENGTH)
    if text and not EMAIL.fullmatch(text):
        raise _NotUnderstood
    return text or None


def _state(cell: Cell) -> str | None:
    text = shown(cell).strip().upper()
    if text and text not in STATES:
        raise _NotUnderstood
    return text or None


def _cep(cell: Cell) -> str | None:
    digits = re.sub(r"[^0-9]", "", shown(cell))
    if not digits.strip("0"):
        return None
    # A number lost the leading zero of a CEP of São Paulo.
    return parse_cep(digits.zfill(8) if isinstance(cell, int | float) or len(digits) == 7 else digits)


def _street(leniently: _Lenient) -> str | None:
    """Street, number and complement in one line, as the record has them."""
    street = leniently.text(Meaning.STREET, ADDRESS_LENGTH)
    if street is None:
        return None
    number = leniently.text(Meaning.STREET_NUMBER, CODE_LENGTH)
    complement = leniently.text(Meaning.COMPLEMENT, PLACE_LENGTH)
    whole = street + (f", {number}" if number and number not in street else "")
    whole += f", {complement}" if complement else ""
    return whole if len(whole) <= ADDRESS_LENGTH else street
