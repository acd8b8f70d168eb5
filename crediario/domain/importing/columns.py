"""The columns of one sheet, read cell by cell in the way the whole of each column is written."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from crediario.domain.br import TextTooLong
from crediario.domain.importing.amounts import Amount, AmountStyle, amount_style, read_amount
from crediario.domain.importing.cells import Cell, Row, Sheet, shown
from crediario.domain.importing.content import NUMBER_THEN_WORDS
from crediario.domain.importing.days import date_order, day_inside, is_written_day, read_day
from crediario.domain.importing.mapping import IDENTITIES, DateOrder, Meaning, SheetMapping
from crediario.domain.importing.mentions import read_code
from crediario.domain.importing.people import read_text
from crediario.domain.importing.pieces import Piece, read_count, read_paid, read_piece
from crediario.domain.importing.report import BadCell, RefusedReason

ITEM_LENGTH = 120
#: With this share of lines without a name, an empty name means "the one above".
_NAMES_ABOVE = 0.2
_MOST = 0.9
_SAMPLE = 400
_YEARS_AHEAD = 30

_MONEY = (Meaning.AMOUNT, Meaning.PAID_AMOUNT, Meaning.BALANCE, Meaning.INCOME, Meaning.LIMIT)
_DAYS = (Meaning.DUE_DATE, Meaning.PAID_ON, Meaning.SOLD_ON)
#: "36864/03": the installment's number after the contract's.
_SUFFIX = re.compile(r"(.*\w)\s*[/\-.]\s*0*([0-9]{1,3})")

T = TypeVar("T")


class BadColumn(Exception):
    """A line's column that does not say what it should; -1 for the whole line."""

    def __init__(self, column: int, reason: RefusedReason) -> None:
        super().__init__(column, reason)
        self.column, self.reason = column, reason


class Memo(Generic[T]):
    """A cell read once, however often its value comes back in a column."""

    __slots__ = ("_known", "_read")

    def __init__(self, read: Callable[[Cell], T]) -> None:
        self._read = read
        self._known: dict[Cell, T | RefusedReason] = {}

    def __call__(self, cell: Cell) -> T:
        if cell not in self._known:
            try:
                self._known[cell] = self._read(cell)
            except BadCell as bad:
                self._known[cell] = bad.reason
        found = self._known[cell]
        if isinstance(found, RefusedReason):
            raise BadCell(found)
        return found


@dataclass(slots=True)
class Evidence:
    """What a whole sheet says about how its cells are written.

    Attributes:
        styles: how each column of amounts is written.
        months_first: columns whose dates only fit the American order.
        names_above: an empty name means the one above.
        has_balance: the column of balances is of each installment, not of a whole account.
        suffixed: contracts' numbers end with the installment's.
    """

    styles: dict[int, AmountStyle] = field(default_factory=dict)
    months_first: frozenset[int] = frozenset()
    names_above: bool = False
    has_balance: bool = False
    suffixed: bool = False


def evidence_of(sheet: Sheet, mapping: SheetMapping) -> Evidence:
    """Reads the sheet once for what no single line can tell."""
    after = max(mapping.header_lines, default=0)
    texts: dict[int, set[Cell]] = {
        at: set() for meaning in (*_MONEY, *_DAYS) for at in mapping.columns_of(meaning)
    }
    sample: list[Row] = []
    balances = _Balances(mapping)
    for line, row in sheet.rows():
        if line <= after:
            continue
        for at, found in texts.items():
            if at < len(row) and isinstance(row[at], str):
                found.add(row[at])
        if len(sample) < _SAMPLE:
            sample.append((*row, *[None] * (len(mapping.meanings) - len(row))))
        if balances.of_each_installment:
            balances.see(row)
    of_days = [at for meaning in _DAYS for at in mapping.columns_of(meaning)]
    return Evidence(
        styles={at: amount_style(found) for at, found in texts.items() if at not in of_days},
        months_first=frozenset(at for at in of_days if date_order(texts[at]) is DateOrder.MONTH_FIRST),
        names_above=_names_above(mapping, sample),
        has_balance=balances.of_each_installment,
        suffixed=_suffixed(mapping, sample),
    )


class _Balances:
    """Whether what is open never passes the installment's own amount."""

    def __init__(self, mapping: SheetMapping) -> None:
        self._amount = next(iter(mapping.columns_of(Meaning.AMOUNT)), None)
        self._balance = next(iter(mapping.columns_of(Meaning.BALANCE)), None)
        self.of_each_installment = self._amount is not None and self._balance is not None

    def see(self, row: Row) -> None:
        if self._amount is None or self._balance is None:
            return
        if max(self._amount, self._balance) < len(row):
            amount, balance = _cents(row[self._amount]), _cents(row[self._balance])
            self.of_each_installment = amount is None or balance is None or balance <= amount


def _cents(cell: Cell) -> int | None:
    try:
        amount = read_amount(cell)
    except BadCell:
        return None
    return amount.cents if amount else None


def _names_above(mapping: SheetMapping, sample: list[Row]) -> bool:
    due = next(iter(mapping.columns_of(Meaning.DUE_DATE)), None)
    whose = [at for meaning in IDENTITIES for at in mapping.columns_of(meaning)]
    of_installments = [row for row in sample if due is not None and row[due] is not None]
    nameless = sum(all(row[at] is None for at in whose) for row in of_installments)
    return bool(whose) and nameless > _NAMES_ABOVE * len(of_installments)


def _suffixed(mapping: SheetMapping, sample: list[Row]) -> bool:
    """Whether nearly every contract's number ends with the number of its installment."""
    numbers = next(iter(mapping.columns_of(Meaning.OLD_NUMBER)), None)
    if numbers is None:
        return False
    pieces = next(iter(mapping.columns_of(Meaning.INSTALLMENT)), None)
    found = [_SUFFIX.fullmatch(shown(row[numbers])) for row in sample if row[numbers] is not None]
    matches = [match for match in found if match]
    if not matches or len(matches) < _MOST * len(found):
        return False
    if pieces is None:
        return len({match[1] for match in matches}) < len(matches)
    return _agree(sample, numbers, pieces) >= _MOST * len(found)


def _agree(sample: list[Row], numbers: int, pieces: int) -> int:
    agreeing = 0
    for row in sample:
        match = _SUFFIX.fullmatch(shown(row[numbers]))
        try:
            piece = read_piece(row[pieces])
        except BadCell:
            continue
        agreeing += bool(match and piece and int(match[2]) == piece.number)
    return agreeing


class Columns:
    """Reads the cells of one sheet's lines by what their columns mean."""

    def __init__(self, sheet: Sheet, mapping: SheetMapping, evidence: Evidence, today: date) -> None:
        self._sheet, self._mapping, self._evidence = sheet, mapping, evidence
        self._latest_year = today.year + _YEARS_AHEAD
        self._at = {meaning: mapping.columns_of(meaning)[0] for meaning in set(mapping.meanings)}
        self._items = mapping.columns_of(Meaning.ITEM)
        self._days = {meaning: Memo(self._day_reader(meaning)) for meaning in _DAYS}
        self._amounts = {meaning: Memo(self._amount_reader(meaning)) for meaning in _MONEY[:3]}
        self._pieces, self._counts = Memo(read_piece), Memo(read_count)
        self._contracts = Memo(self._read_contract)

    def at(self, meaning: Meaning) -> int:
        """Where the meaning's column is; -1 when the sheet has none."""
        return self._at.get(meaning, -1)

    def cell(self, row: Row, meaning: Meaning) -> Cell:
        """The cell of that meaning; None when the sheet has no such column, or the line ends before it."""
        at = self._at.get(meaning, -1)
        return row[at] if 0 <= at < len(row) else None

    def day(self, row: Row, meaning: Meaning) -> date | None:
        """The date in the column of that meaning.

        Raises:
            BadColumn: it is none.
        """
        return self._guarded(row, meaning, self._days[meaning])

    def amount(self, row: Row, meaning: Meaning) -> Amount | None:
        """The amount in the column of that meaning.

        Raises:
            BadColumn: it is none, or could be two.
        """
        if meaning is Meaning.BALANCE and not self._evidence.has_balance:
            return None
        return self._guarded(row, meaning, self._amounts[meaning])

    def piece(self, row: Row) -> Piece:
        """Number and count of the installment; 0 while nothing says.

        Raises:
            BadColumn: no installment, or one beyond its count.
        """
        piece = self._guarded(row, Meaning.INSTALLMENT, self._pieces)
        if piece is None and Meaning.INSTALLMENT not in self._at and self._evidence.suffixed:
            match = _SUFFIX.fullmatch(shown(self.cell(row, Meaning.OLD_NUMBER)))
            piece = Piece(int(match[2])) if match and int(match[2]) else None
        count = (piece and piece.of) or self._guarded(row, Meaning.COUNT, self._counts) or 0
        number = piece.number if piece else 0
        if count and number > count:
            raise BadColumn(self.at(Meaning.INSTALLMENT), RefusedReason.INVALID_INSTALLMENT)
        return Piece(number, count)

    def paid_flag(self, row: Row) -> bool | None:
        """Whether the column of the status says it was paid; None when it says nothing.

        Raises:
            BadColumn: a word nobody knows.
        """
        cell = self.cell(row, Meaning.STATUS)
        if cell is None:
            return None
        known = self._guarded(row, Meaning.STATUS, read_paid)
        if known is None:
            raise BadColumn(self.at(Meaning.STATUS), RefusedReason.UNKNOWN_STATUS)
        return known

    def paid_on(self, row: Row) -> date | bool | None:
        """Day of the payment; True when a word says "paid" and no day; None when it was not.

        Raises:
            BadColumn: neither a day nor such a word.
        """
        cell = self.cell(row, Meaning.PAID_ON)
        if isinstance(cell, str) and not is_written_day(cell):
            if (said := read_paid(cell)) is not None:
                return said or None
            if day := day_inside(cell, self._mapping.date_order, self._latest_year):
                return day
        return self.day(row, Meaning.PAID_ON)

    def contract(self, row: Row, number: int) -> tuple[str, str]:
        """The contract's number in the old system, and what was bought; empty where nothing says.

        Raises:
            BadColumn: an error, or a text too long to keep.
        """
        both = self.cell(row, Meaning.NUMBER_AND_ITEM)
        old, said = (
            self._guarded(row, Meaning.NUMBER_AND_ITEM, self._contracts) or ("", "") if both else ("", "")
        )
        if (cell := self.cell(row, Meaning.OLD_NUMBER)) is not None:
            old = self._guarded(row, Meaning.OLD_NUMBER, read_code) or ""
            if self._evidence.suffixed and (match := _SUFFIX.fullmatch(shown(cell))):
                old = match[1].lstrip("0") if int(match[2]) == (number or int(match[2])) else old
        items = [said, *(self._item(row, at) for at in self._items)]
        return old, " ".join(item for item in items if item)[:ITEM_LENGTH]

    def _item(self, row: Row, at: int) -> str:
        if at >= len(row) or row[at] is None:
            return ""
        try:
            return read_text(row[at], ITEM_LENGTH)
        except (BadCell, TextTooLong):
            return ""

    def _read_contract(self, cell: Cell) -> tuple[str, str]:
        text = " ".join(shown(cell).split())
        match = NUMBER_THEN_WORDS.fullmatch(text)
        if match is None:
            return ("" if re.search(r"\D", text) else text.lstrip("0")), re.sub(r"^[0-9]+$", "", text)
        return match[1].lstrip("0"), match[2].strip()

    def _guarded(self, row: Row, meaning: Meaning, read: Callable[[Cell], T | None]) -> T | None:
        cell = self.cell(row, meaning)
        if cell is None:
            return None
        try:
            return read(cell)
        except BadCell as bad:
            raise BadColumn(self.at(meaning), bad.reason) from None

    def _day_reader(self, meaning: Meaning) -> Callable[[Cell], date | None]:
        order, from_1904 = self._mapping.date_order, self._sheet.serials_from_1904
        american = self.at(meaning) in self._evidence.months_first and order is DateOrder.DAY_FIRST

        def read(cell: Cell) -> date | None:
            if american and isinstance(cell, str) and is_written_day(cell):
                raise BadCell(RefusedReason.MONTH_FIRST_DATE)
            return read_day(cell, order=order, from_1904=from_1904, latest_year=self._latest_year)

        return read

    def _amount_reader(self, meaning: Meaning) -> Callable[[Cell], Amount | None]:
        style = self._evidence.styles.get(self.at(meaning), AmountStyle.UNKNOWN)
        return lambda cell: read_amount(cell, style)
