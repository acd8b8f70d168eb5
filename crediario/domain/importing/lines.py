"""A sheet line by line: what each says under its mapping, or why it cannot come in."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from crediario.domain.br import fold
from crediario.domain.importing.cells import Row, Sheet, shown
from crediario.domain.importing.columns import BadColumn, Columns, Evidence, evidence_of
from crediario.domain.importing.mapping import IDENTITIES, Meaning, SheetKind, SheetMapping
from crediario.domain.importing.mentions import Mention, MentionReader
from crediario.domain.importing.pieces import Piece
from crediario.domain.importing.report import (
    IgnoredReason,
    IgnoredRow,
    NoteKind,
    RefusedReason,
    RefusedRow,
    RowNote,
)
from crediario.domain.importing.sections import customer_above, says_who, tab_customer
from crediario.domain.importing.titles import is_repeated

#: Nothing a shop still collects is older, and no plan reaches farther.
OLDEST_YEARS, FARTHEST_YEARS = 40, 20
WATCHED_EVERY = 1000
_TOTAL = re.compile(r"(?:sub\s?-?)?tota(?:l|is)\b|soma\b|valor total\b")
_SUMMED = frozenset({Meaning.AMOUNT, Meaning.PAID_AMOUNT, Meaning.BALANCE, Meaning.COUNT, Meaning.IGNORED})
_OF_INSTALLMENTS = (
    Meaning.DUE_DATE, Meaning.AMOUNT, Meaning.INSTALLMENT, Meaning.PAID_ON, Meaning.PAID_AMOUNT,
)  # fmt: skip
#: What a merged cell says for every line it covers.
_SAID_ONCE = frozenset(
    {*IDENTITIES, Meaning.PHONE, Meaning.AREA_CODE, Meaning.OLD_NUMBER, Meaning.NUMBER_AND_ITEM,
     Meaning.ITEM, Meaning.SOLD_ON, Meaning.COUNT, Meaning.BIRTH_DATE, Meaning.EMAIL}
)  # fmt: skip


@dataclass(eq=False, slots=True)
class Line:
    """One installment as its line says it.

    Attributes:
        sheet: its place among the file's sheets.
        line: as the spreadsheet shows it.
        who: what the line says about its customer.
        number: which installment; 0 while nothing says.
        count: of how many; 0 while nothing says.
        due: due date.
        cents: face value.
        old_number: of the contract in the old system; empty without one.
        item: what was bought, as far as the line says.
        sold_on: day of the purchase.
        paid_on: day of the payment, or of the last of them; None for an open one.
        paid_cents: what was paid; None when only the day says that it was.
        open_cents: what is still open of it, less than the face value when part was paid.
        guessed: the line did not say which installment it is; ``number`` is its place by due date.
    """

    sheet: int
    line: int
    who: Mention
    number: int
    count: int
    due: date
    cents: int
    old_number: str = ""
    item: str = ""
    sold_on: date | None = None
    paid_on: date | None = None
    paid_cents: int | None = None
    open_cents: int = 0
    guessed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something is left to pay."""
        return self.open_cents > 0

    @property
    def paid_total(self) -> int:
        """Centavos received for it, as the file says."""
        if self.paid_on is None:
            return 0
        return self.paid_cents if self.paid_cents is not None else self.cents - self.open_cents


@dataclass(slots=True)
class SheetLines:
    """Everything one sheet said."""

    lines: list[Line] = field(default_factory=list)
    #: Customers named without an installment: place of the sheet, line, and what it says.
    people: list[tuple[int, int, Mention]] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    ignored: list[IgnoredRow] = field(default_factory=list)
    notes: list[RowNote] = field(default_factory=list)
    #: Codes of customers whose own line was refused.
    refused_codes: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Payment:
    """What a line says about its payment; ``assumed`` when it says that it was paid and not when."""

    on: date | None
    cents: int | None
    open_cents: int
    assumed: bool = False


def read_lines(
    sheet: Sheet,
    place: int,
    mapping: SheetMapping,
    today: date,
    watch: Callable[[int], None] = lambda line: None,
) -> SheetLines:
    """Every line of a sheet, understood, refused or left aside.

    Args:
        sheet: the sheet.
        place: its place among the file's sheets.
        mapping: what its columns mean.
        today: business day; nothing was paid after it.
        watch: told the line reached, now and then.
    """
    reader = _LineReader(sheet, place, mapping, today)
    for line, row in sheet.rows():
        if not line % WATCHED_EVERY:
            watch(line)
        reader.take(line, row)
    return reader.found


class _LineReader:
    """Reads the lines of one sheet, in order."""

    def __init__(self, sheet: Sheet, place: int, mapping: SheetMapping, today: date) -> None:
        self.found = SheetLines()
        self._sheet, self._place, self._mapping, self._today = sheet, place, mapping, today
        self._width = len(mapping.meanings)
        self._evidence: Evidence = evidence_of(sheet, mapping)
        self._columns = Columns(sheet, mapping, self._evidence, today)
        self._mentions = MentionReader(mapping, self._evidence.styles, today)
        self._above: Row = ()
        self._last: Line | None = None
        self._started = bool(mapping.header_lines)
        #: Whose the lines are that follow, where no column says it.
        self._labelled = False
        self._named: Mention | None = _on_tab(sheet) if mapping.names_above else None

    def take(self, line: int, row: Row) -> None:
        """Puts one line where it belongs."""
        reason = self._no_line_of_ours(line, row)
        if reason is not None:
            if self._mapping.names_above and reason is IgnoredReason.TITLE:
                self._hear_name(row)
            self.found.ignored.append(IgnoredRow(self._mapping.sheet, line, reason))
            return
        self._started = True
        try:
            self._read(line, row)
        except BadColumn as bad:
            refused = RefusedRow(
                self._mapping.sheet, line, self._title(bad.column), self._shown(row, bad.column), bad.reason
            )
            self.found.refused.append(refused)

    def _hear_name(self, row: Row) -> None:
        """A line above installments may name their customer; once one did so in words, the others must."""
        labelled = says_who(row)
        if labelled or not self._labelled:
            self._named = customer_above(row) or self._named
        self._labelled |= labelled

    def _title(self, at: int) -> str:
        return title_of(self._mapping, at)

    def _shown(self, row: Row, at: int) -> str:
        return shown(row[at]) if 0 <= at < len(row) else ""

    def _note(self, line: int, at: int, row: Row, kind: NoteKind) -> None:
        self.found.notes.append(
            RowNote(self._mapping.sheet, line, self._title(at), self._shown(row, at), kind)
        )

    # -- which kind of line ----------------------------------------------------------------------------------

    def _no_line_of_ours(self, line: int, row: Row) -> IgnoredReason | None:
        titles = self._mapping.header_lines
        if titles and line <= max(titles):
            return IgnoredReason.HEADER if line in titles else IgnoredReason.TITLE
        if titles and is_repeated(row, self._mapping.headers):
            return IgnoredReason.HEADER
        if self._is_total(row):
            return IgnoredReason.TOTAL
        return IgnoredReason.TITLE if self._is_title(row) else None

    def _is_total(self, row: Row) -> bool:
        """A line that begins with the word, or holds sums and nobody's name."""
        if self._reads(row, Meaning.DUE_DATE):
            return False
        words = next((cell for cell in row if isinstance(cell, str)), None)
        if words is not None and _TOTAL.match(fold(words)):
            return True
        filled = [at for at, cell in enumerate(row[: self._width]) if cell is not None]
        only_sums = all(self._mapping.meanings[at] in _SUMMED for at in filled)
        return self._mapping.kind is SheetKind.INSTALLMENTS and only_sums and words is None and bool(filled)

    def _is_title(self, row: Row) -> bool:
        """One cell alone that says nothing an installment needs; above an untitled table, words."""
        filled = [at for at, cell in enumerate(row) if cell is not None]
        if not self._started:
            return not any(self._reads(row, meaning) for meaning in (Meaning.DUE_DATE, Meaning.AMOUNT))
        if self._mapping.kind is SheetKind.CUSTOMERS:
            return len(filled) == 1 and self._columns.at(Meaning.NAME) != filled[0]
        return self._says_no_installment(row) and (len(filled) == 1 or self._mapping.names_above)

    def _says_no_installment(self, row: Row) -> bool:
        return all(self._columns.cell(row, meaning) is None for meaning in _OF_INSTALLMENTS)

    def _reads(self, row: Row, meaning: Meaning) -> bool:
        try:
            if meaning is Meaning.AMOUNT:
                return self._columns.amount(row, meaning) is not None
            return self._columns.day(row, meaning) is not None
        except BadColumn:
            return False

    # -- what it says ----------------------------------------------------------------------------------------

    def _read(self, line: int, row: Row) -> None:
        row = self._whole(line, row)
        mention = self._mentions.mention(row)
        if mention.bad is not None:
            self.found.refused_codes.update({mention.code} if mention.code else ())
            raise BadColumn(*mention.bad)
        if self._says_no_installment(row):
            self._take_person(line, row, mention)
        else:
            self._last = self._installment(line, row, mention)
            self.found.lines.append(self._last)
        if mention.times == 1:
            for at, kind in mention.left_out:
                self._note(line, at, row, kind)

    def _whole(self, line: int, row: Row) -> Row:
        """The line as wide as the sheet, with what merged cells above it say."""
        if self._sheet.delimited and any(cell is not None for cell in row[self._width :]):
            raise BadColumn(-1, RefusedReason.TOO_MANY_CELLS)
        if len(row) < self._width:
            row = (*row, *[None] * (self._width - len(row)))
        if self._sheet.merged:
            row = tuple(
                self._above[at]
                if cell is None and (line, at) in self._sheet.merged and meaning in _SAID_ONCE and self._above
                else cell
                for at, (cell, meaning) in enumerate(zip(row, self._mapping.meanings, strict=False))
            )
        self._above = row
        return row

    def _take_person(self, line: int, row: Row, mention: Mention) -> None:
        if not mention.name and not mention.document:
            raise BadColumn(self._columns.at(Meaning.NAME), RefusedReason.NO_CUSTOMER)
        self.found.people.append((self._place, line, mention))

    def _installment(self, line: int, row: Row, mention: Mention) -> Line:
        columns = self._columns
        piece = columns.piece(row)
        due = self._due(row)
        cents = self._face_value(line, row)
        paid = self._payment(line, row, cents, due)
        old_number, item = columns.contract(row, piece.number)
        whose = mention if mention.names_somebody else self._named or self._same_as_above(line, piece)
        if whose.bad is not None:
            raise BadColumn(*whose.bad)
        whose.times += whose is self._named
        return Line(
            self._place, line, whose, piece.number, piece.of or 0, due, cents, old_number, item,
            self._purchase(row), paid.on, paid.cents, paid.open_cents,
        )  # fmt: skip

    def _same_as_above(self, line: int, piece: Piece) -> Mention:
        """Whose a line without a name is: that of the one above, where the sheet is written so."""
        last = self._last
        if last is not None and last.line == line - 1:
            goes_on = piece.number == last.number + 1 > 1 and piece.of == last.count
            if self._evidence.names_above or goes_on:
                return last.who
        at = next((self._columns.at(each) for each in (Meaning.NAME, Meaning.DOCUMENT, Meaning.OLD_CODE)
                   if self._columns.at(each) >= 0), -1)  # fmt: skip
        raise BadColumn(at, RefusedReason.NO_CUSTOMER)

    def _due(self, row: Row) -> date:
        day = self._columns.day(row, Meaning.DUE_DATE)
        if day is None:
            raise BadColumn(self._columns.at(Meaning.DUE_DATE), RefusedReason.MISSING_DATE)
        return self._near(day, Meaning.DUE_DATE)

    def _purchase(self, row: Row) -> date | None:
        day = self._columns.day(row, Meaning.SOLD_ON)
        if day is not None and day > self._today:
            raise BadColumn(self._columns.at(Meaning.SOLD_ON), RefusedReason.IN_THE_FUTURE)
        return self._near(day, Meaning.SOLD_ON) if day else None

    def _near(self, day: date, meaning: Meaning) -> date:
        if not -OLDEST_YEARS <= day.year - self._today.year <= FARTHEST_YEARS:
            raise BadColumn(self._columns.at(meaning), RefusedReason.DATE_OUT_OF_RANGE)
        return day

    def _face_value(self, line: int, row: Row) -> int:
        amount, at = self._columns.amount(row, Meaning.AMOUNT), self._columns.at(Meaning.AMOUNT)
        if amount is None:
            raise BadColumn(at, RefusedReason.MISSING_AMOUNT)
        if amount.cents == 0:
            raise BadColumn(at, RefusedReason.ZERO_AMOUNT)
        if amount.rounded:
            self._note(line, at, row, NoteKind.ROUNDED)
        return amount.cents

    # -- its payment -----------------------------------------------------------------------------------------

    def _payment(self, line: int, row: Row, cents: int, due: date) -> _Payment:
        columns = self._columns
        day, flag = columns.paid_on(row), columns.paid_flag(row)
        paid, balance = columns.amount(row, Meaning.PAID_AMOUNT), columns.amount(row, Meaning.BALANCE)
        handed = paid.cents if paid else None
        if handed == 0 and isinstance(day, date):
            raise BadColumn(columns.at(Meaning.PAID_AMOUNT), RefusedReason.PAID_NOTHING)
        left = _left_open(cents, handed, balance.cents if balance else None, flag)
        if not (day or flag or handed or (left is not None and left < cents)):
            return _Payment(None, None, cents)
        left = left or 0
        if left == cents or (flag is False and not left):
            at = columns.at(Meaning.BALANCE if left else Meaning.STATUS)
            raise BadColumn(at, RefusedReason.UNKNOWN_STATUS)
        on = day if isinstance(day, date) else min(due, self._today)
        if on > self._today:
            raise BadColumn(columns.at(Meaning.PAID_ON), RefusedReason.IN_THE_FUTURE)
        self._near(on, Meaning.PAID_ON)
        if not isinstance(day, date):
            self._note(line, columns.at(Meaning.PAID_ON), row, NoteKind.PAID_DAY_ASSUMED)
        return _Payment(on, handed or None, left)


def _left_open(cents: int, handed: int | None, balance: int | None, flag: bool | None) -> int | None:
    """Centavos still open of an installment, from whatever the line says beside the day; None: nothing says.

    A column of balances says it; without one, what was paid of an installment that is plainly still open.
    """
    if balance is not None and (handed is None or handed + balance == cents):
        return balance
    if flag is False and handed and handed < cents:
        return cents - handed
    return None


def title_of(mapping: SheetMapping, at: int) -> str:
    """A column as people name it: its title, else its letter; empty for the whole line."""
    if at < 0:
        return ""
    if at < len(mapping.headers) and mapping.headers[at]:
        return mapping.headers[at]
    letters, rest = "", at + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def _on_tab(sheet: Sheet) -> Mention | None:
    """The customer a workbook's tab names; a text table's name is a file's."""
    return None if sheet.delimited else tab_customer(sheet.name)
