"""What each column of a sheet means, so that a person can correct it and the shop remember it."""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

from crediario.domain.br import fold


class Meaning(StrEnum):
    """What the cells of a column are."""

    NAME = "name"
    DOCUMENT = "document"
    OLD_CODE = "old_code"
    PHONE = "phone"
    WORK_PHONE = "work_phone"
    MESSAGE_PHONE = "message_phone"
    AREA_CODE = "area_code"
    BIRTH_DATE = "birth_date"
    EMAIL = "email"
    STREET = "street"
    STREET_NUMBER = "street_number"
    COMPLEMENT = "complement"
    DISTRICT = "district"
    CITY = "city"
    UF = "uf"
    CEP = "cep"
    INCOME = "income"
    #: Number of an identity card; kept in the customer's notes.
    RG = "rg"
    #: Credit limit of the old system; kept in the customer's notes.
    LIMIT = "limit"
    NOTES = "notes"
    #: Number of the contract, the order or the carnê in the old system.
    OLD_NUMBER = "old_number"
    #: "21279 Geladeira": the contract's number, then what was bought.
    NUMBER_AND_ITEM = "number_and_item"
    ITEM = "item"
    SOLD_ON = "sold_on"
    #: "3/12", or 3 beside a column with the 12.
    INSTALLMENT = "installment"
    COUNT = "count"
    DUE_DATE = "due_date"
    AMOUNT = "amount"
    PAID_ON = "paid_on"
    PAID_AMOUNT = "paid_amount"
    #: What is still open of the installment.
    BALANCE = "balance"
    #: "pago", "em aberto".
    STATUS = "status"
    IGNORED = "ignored"


class SheetKind(StrEnum):
    """What a sheet brings in."""

    INSTALLMENTS = "installments"
    CUSTOMERS = "customers"
    NOTHING = "nothing"


class DateOrder(StrEnum):
    """How dates written as text begin; only a person says it is the month."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


#: Title of the column that says why a line was refused, in the spreadsheet of those lines.
REFUSED_TITLE = "Motivo"
IDENTITIES = frozenset({Meaning.NAME, Meaning.DOCUMENT, Meaning.OLD_CODE})
#: Meanings a row of installments cannot do without, beside somebody it belongs to.
REQUIRED = (Meaning.DUE_DATE, Meaning.AMOUNT)
#: What only sheets of installments have: with one of these, a sheet is taken for one.
_OF_INSTALLMENTS = frozenset({Meaning.DUE_DATE, Meaning.INSTALLMENT})
#: What makes a list of names one of customers; without titles only what cannot be mistaken.
_TELLING = frozenset({Meaning.DOCUMENT, Meaning.PHONE, Meaning.EMAIL, Meaning.BIRTH_DATE})
_OF_PEOPLE = _TELLING | {
    Meaning.OLD_CODE, Meaning.WORK_PHONE, Meaning.MESSAGE_PHONE, Meaning.STREET, Meaning.DISTRICT,
    Meaning.CITY, Meaning.CEP, Meaning.RG, Meaning.INCOME, Meaning.LIMIT,
}  # fmt: skip
#: Several columns may have these; any other meaning belongs to one column.
REPEATABLE = frozenset(
    {Meaning.PHONE, Meaning.WORK_PHONE, Meaning.MESSAGE_PHONE, Meaning.NOTES, Meaning.ITEM, Meaning.IGNORED}
)


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How one sheet is read.

    Attributes:
        sheet: its name.
        headers: each column's title; empty texts where there is none.
        meanings: what each column is, in the same order.
        header_lines: lines that hold the titles, as the spreadsheet numbers them; none without titles.
        date_order: how dates written as text begin.
        remembered: a person left it so for an earlier file with the same titles.
        names_above: customers are named above their lines or on the tab, and in no column.
    """

    sheet: str
    headers: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    header_lines: tuple[int, ...] = ()
    date_order: DateOrder = DateOrder.DAY_FIRST
    remembered: bool = False
    names_above: bool = False

    @property
    def kind(self) -> SheetKind:
        """What the sheet brings in, as its columns are mapped now."""
        found = set(self.meanings)
        if found & _OF_INSTALLMENTS or {Meaning.AMOUNT, Meaning.PAID_ON} <= found:
            return SheetKind.INSTALLMENTS
        of_people = found & (_OF_PEOPLE if self.header_lines else _TELLING)
        return SheetKind.CUSTOMERS if Meaning.NAME in found and of_people else SheetKind.NOTHING

    @property
    def missing(self) -> tuple[Meaning, ...]:
        """What a sheet of installments still lacks to be read; empty for any other."""
        return self.lacking if self.kind is SheetKind.INSTALLMENTS else ()

    @property
    def lacking(self) -> tuple[Meaning, ...]:
        """What it would lack as one of installments; the name stands for anything that tells whose it is."""
        found = set(self.meanings)
        whose = () if self.names_above or found & IDENTITIES else (Meaning.NAME,)
        return (*whose, *(each for each in REQUIRED if each not in found))

    @property
    def signature(self) -> str:
        """The same for sheets with the same titles in the same order; empty without titles.

        The column that says why a line was refused does not count: corrected lines are read as before.
        """
        if not self.header_lines:
            return ""
        own = self.headers[:-1] if self.headers[-1:] == (REFUSED_TITLE,) else self.headers
        titles = "\x1f".join(fold(title) for title in own)
        return hashlib.sha256(titles.encode()).hexdigest()

    def columns_of(self, meaning: Meaning) -> tuple[int, ...]:
        """The columns with that meaning, the first one first."""
        return tuple(place for place, each in enumerate(self.meanings) if each is meaning)

    def with_meaning(self, column: int, meaning: Meaning) -> "SheetMapping":
        """The mapping a person corrected; a column that had this meaning before loses it."""
        meanings = list(self.meanings)
        if meaning not in REPEATABLE:
            meanings = [Meaning.IGNORED if each is meaning else each for each in meanings]
        meanings[column] = meaning
        return replace(self, meanings=tuple(meanings))


#: The mapping of a whole file, sheet by sheet.
FileMapping = tuple[SheetMapping, ...]
