"""A whole file understood: its customers, their sales, and every line accounted for."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from crediario.domain.br import format_amount, format_date
from crediario.domain.importing.cells import Row, Sheet
from crediario.domain.importing.lines import Line, SheetLines, read_lines, title_of
from crediario.domain.importing.mapping import FileMapping, Meaning, SheetKind, SheetMapping
from crediario.domain.importing.mentions import Mention
from crediario.domain.importing.persons import Person, find_persons
from crediario.domain.importing.report import (
    IgnoredReason,
    IgnoredRow,
    ImportTotals,
    NoteKind,
    RefusedReason,
    RefusedRow,
    RowNote,
)
from crediario.domain.importing.sales import FileSale, LineOf, find_sales
from crediario.domain.money import Money

Watch = Callable[[int], None]
RefusedLine = tuple[Row, RefusedRow]


@dataclass(slots=True)
class Portfolio:
    """What a file brings, before anybody asks what the shop has already.

    Attributes:
        file_name: of the file.
        sha256: of its bytes.
        mappings: how its sheets were read.
        sheets: the sheets themselves, to hand lines back.
        persons: customers with at least one accepted line.
        sales: their sales, in the order of the file.
        repeated: lines that say again what another line of the file says.
        refused, ignored, notes: what is told about the other lines.
    """

    file_name: str
    sha256: str
    mappings: FileMapping
    sheets: tuple[Sheet, ...] = field(repr=False)
    persons: list[Person] = field(default_factory=list)
    sales: list[FileSale] = field(default_factory=list)
    repeated: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    ignored: list[IgnoredRow] = field(default_factory=list)
    notes: list[RowNote] = field(default_factory=list)

    def refusal(self, line: Line, meaning: Meaning, reason: RefusedReason) -> RefusedRow:
        """A line refused for what stands beside it, told by the column of that meaning."""
        mapping = self.mappings[line.sheet]
        columns = mapping.columns_of(meaning)
        column = title_of(mapping, columns[0]) if columns else ""
        return RefusedRow(mapping.sheet, line.line, column, _value(line, meaning), reason)

    def lines_of(self, refused: Iterable[RefusedRow]) -> Iterator[tuple[SheetMapping, list[RefusedLine]]]:
        """The refused lines as the file has them, sheet by sheet; a line refused twice stands once."""
        wanted: dict[str, dict[int, RefusedRow]] = defaultdict(dict)
        for each in refused:
            wanted[each.sheet].setdefault(each.line, each)
        for sheet, mapping in zip(self.sheets, self.mappings, strict=True):
            lines = wanted.get(sheet.name)
            if lines:
                yield mapping, [(row, lines[line]) for line, row in sheet.rows() if line in lines]


def read_portfolio(
    name: str,
    sha256: str,
    sheets: tuple[Sheet, ...],
    mappings: FileMapping,
    today: date,
    watch: Watch = lambda lines: None,
) -> Portfolio:
    """Reads every sheet of a file and puts customers and sales together.

    Args:
        name: of the file.
        sha256: of its bytes.
        sheets: what it holds.
        mappings: how each of them is read, in the same order.
        today: business day.
        watch: told the lines read, now and then.
    """
    found = Portfolio(name, sha256, mappings, sheets)
    read = []
    for place, (sheet, mapping) in enumerate(zip(sheets, mappings, strict=True)):
        reason = _left_aside(sheet, mapping.kind)
        if reason is None:
            read.append(read_lines(sheet, place, mapping, today, watch))
        elif (first := next(sheet.rows(), None)) is not None:
            found.ignored.append(IgnoredRow(sheet.name, first[0], reason))
    for each in read:
        found.refused += each.refused
        found.ignored += each.ignored
        found.notes += each.notes
    _put_together(found, read, today)
    found.refused.sort(key=lambda row: (_place(found, row.sheet), row.line))
    found.ignored.sort(key=lambda row: (_place(found, row.sheet), row.line))
    return found


def _left_aside(sheet: Sheet, kind: SheetKind) -> IgnoredReason | None:
    if sheet.hidden:
        return IgnoredReason.HIDDEN
    return IgnoredReason.OTHER_SHEET if kind is SheetKind.NOTHING else None


def _place(found: Portfolio, sheet: str) -> int:
    return next(place for place, mapping in enumerate(found.mappings) if mapping.sheet == sheet)


def _put_together(found: Portfolio, read: Sequence[SheetLines], today: date) -> None:
    """Customers first, sales of each after; lines of customers that cannot be are refused."""
    people = [each for sheet in read for each in sheet.people]
    lines = [line for sheet in read for line in sheet.lines]
    mentions = dict.fromkeys([*(mention for _, _, mention in people), *(line.who for line in lines)])
    persons = find_persons(tuple(mentions), {code for sheet in read for code in sheet.refused_codes})
    for mention, reason in persons.refused.items():
        found.refused += [
            RefusedRow(found.mappings[sheet].sheet, line, *_whose_column(found, sheet, each, reason))
            for sheet, line, each in [*people, *((line.sheet, line.line, line.who) for line in lines)]
            if each is mention
        ]
    accepted = [(persons.of[line.who], line) for line in lines if line.who in persons.of]
    _take_sales(found, accepted, today)
    _take_persons(
        found, [(sheet, line, persons.of[each]) for sheet, line, each in people if each in persons.of]
    )


def _whose_column(
    found: Portfolio, sheet: int, mention: Mention, reason: RefusedReason
) -> tuple[str, str, RefusedReason]:
    mapping = found.mappings[sheet]
    for meaning, value in (
        (Meaning.DOCUMENT, mention.document), (Meaning.OLD_CODE, mention.code), (Meaning.NAME, mention.name),
    ):  # fmt: skip
        if value and mapping.columns_of(meaning):
            return title_of(mapping, mapping.columns_of(meaning)[0]), value, reason
    return "", "", reason


def _take_sales(found: Portfolio, lines: Sequence[LineOf], today: date) -> None:
    sales = find_sales(lines, today)
    found.sales, found.repeated = sales.sales, sales.repeated
    found.refused += [found.refusal(line, meaning, reason) for line, meaning, reason in sales.refused]
    for line, meaning, kind in sales.notes:
        told = found.refusal(line, meaning, RefusedReason.INVALID_DATE)
        found.notes.append(RowNote(told.sheet, told.line, told.column, told.value, kind))


def _take_persons(found: Portfolio, people: Sequence[tuple[int, int, Person]]) -> None:
    """Everybody with an accepted line, in the order of the file, with the line that named each first."""
    places = [(line.sheet, line.line, sale.person) for sale in found.sales for line in sale.lines[:1]]
    for sheet, line, person in sorted([*people, *places], key=lambda each: each[:2]):
        if not person.line:
            person.sheet, person.line = sheet, line
            found.persons.append(person)
            found.notes += _notes_of(found, person)


def _notes_of(found: Portfolio, person: Person) -> Iterator[RowNote]:
    """What is told of a customer: telephones that stay incomplete, and that there is no document."""
    mapping = found.mappings[person.sheet]
    phones = mapping.columns_of(Meaning.PHONE)
    for digits in person.phones()[1]:
        title = title_of(mapping, phones[0]) if phones else ""
        yield RowNote(mapping.sheet, person.line, title, digits, NoteKind.PHONE_INCOMPLETE)
    if person.document is None:
        yield RowNote(mapping.sheet, person.line, "", person.name, NoteKind.NO_DOCUMENT)


def _value(line: Line, meaning: Meaning) -> str:
    """What the line says under a meaning, as people read it."""
    shown: dict[Meaning, str] = {
        Meaning.AMOUNT: format_amount(Money(line.cents)),
        Meaning.PAID_AMOUNT: format_amount(Money(line.paid_total)),
        Meaning.DUE_DATE: format_date(line.due),
        Meaning.PAID_ON: format_date(line.paid_on) if line.paid_on else "",
        Meaning.SOLD_ON: format_date(line.sold_on) if line.sold_on else "",
        Meaning.COUNT: str(line.count),
        Meaning.DOCUMENT: line.who.document or "",
        Meaning.OLD_CODE: line.who.code or "",
        Meaning.NAME: line.who.name,
    }
    return shown.get(meaning, "")


def column_titles(mapping: SheetMapping) -> tuple[str, ...]:
    """Each column as people name it: its title, else its letter."""
    return tuple(title_of(mapping, at) for at in range(len(mapping.meanings)))


def totals_of(
    portfolio: Portfolio,
    overdue_until: date,
    refused: Collection[Line] = frozenset(),
    left_out: Collection[Person] = frozenset(),
) -> ImportTotals:
    """What the accepted lines hold.

    Args:
        portfolio: what was read.
        overdue_until: what is due up to then and open is overdue.
        refused: lines that clash with what the shop holds.
        left_out: persons none of whose lines come in.
    """
    kept = [[line for line in sale.lines if line not in refused] for sale in portfolio.sales]
    lines = [line for of_sale in kept for line in of_sale]
    still_open = [line for line in lines if line.is_open]
    overdue = [line for line in still_open if line.due <= overdue_until]
    paid = [line for line in lines if not line.is_open]
    return ImportTotals(
        customers=len(portfolio.persons) - len(left_out),
        sales=sum(map(bool, kept)),
        open_installments=len(still_open),
        open_total=Money(sum(line.open_cents for line in still_open)),
        overdue_installments=len(overdue),
        overdue_total=Money(sum(line.open_cents for line in overdue)),
        paid_installments=len(paid),
        paid_total=Money(sum(line.paid_total for line in lines)),
    )
