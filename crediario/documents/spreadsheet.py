"""Tables as xlsx: cells of their own type, text that is never a formula, the same table the same bytes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from crediario.domain.money import Money

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST_TEXT = 32_767
"""The most letters a cell holds."""

MONEY_FORMAT = "#,##0.00"
DATE_FORMAT = "dd/mm/yyyy"
HEADER_FILL = "E9EDF2"
A4 = 9
DAY_ZERO = date(1899, 12, 30).toordinal()
# Before March 1900 spreadsheets disagree about the count: Lotus took 1900 for a leap year.
FIRST_DAY = 61

# What makes a program take a cell for a formula, full-width forms included (reliability.md A20).
FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
# "#REF!" and its like: openpyxl takes them for errors.
GUARDED_STARTS = FORMULA_STARTS | {"#"}

Value = str | int | Decimal | Money | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: its title, its width in letters, and whether figures stand in it."""

    title: str
    width: int = 14
    figures: bool = False


def write_table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    sheet: str,
    heading: Sequence[str] = (),
    total: Sequence[Value] = (),
    written_at: datetime,
) -> bytes:
    """A workbook with one sheet: the heading's lines, the frozen row of titles, the rows, the total.

    ``Money`` becomes a number with two decimals, a ``date`` a date, ``str`` always text, ``None`` nothing.
    The rows are taken one by one and never held together.

    Args:
        columns: the columns, in order.
        rows: the values of each row, one a column.
        sheet: the name of the sheet, up to 31 letters, without the marks of a formula.
        heading: lines above the table: what it is, how it was filtered, when.
        total: the values of a last row in bold; empty for none.
        written_at: the instant written in the file.

    Rule: reliability.md A20, performance.md G26.
    """
    return write_tables([Table(sheet, columns, rows, heading, total)], written_at)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a workbook: its name and what ``write_table`` puts in it."""

    sheet: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    heading: Sequence[str] = ()
    total: Sequence[Value] = ()


def write_tables(tables: Iterable[Table], written_at: datetime) -> bytes:
    """A workbook with several sheets, each as ``write_table`` makes it."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    for each in tables:
        _fill(workbook.create_sheet(each.sheet), each)
    return _saved(workbook, written_at)


def _fill(sheet: "WriteOnlyWorksheet", table: Table) -> None:
    header_row = len(table.heading) + 1
    _lay_out(sheet, table.columns, header_row)
    cells = _Cells(sheet)
    for place, line in enumerate(table.heading):
        sheet.append([cells.heading(line, first=place == 0)])
    sheet.append([cells.title(column) for column in table.columns])
    written = 0
    for row in table.rows:
        sheet.append(cells.of(row))
        written += 1
    sheet.auto_filter.ref = f"A{header_row}:{_letter(len(table.columns))}{header_row + written}"
    if table.total:
        sheet.append([cells.total(value) for value in table.total])


def cell_text(text: str) -> str:
    """``text`` as a cell can carry it: no control characters, at most 32.767 letters."""
    if text.isprintable() and len(text) <= LONGEST_TEXT:
        return text
    return "".join(letter for letter in text if _is_carried(letter))[:LONGEST_TEXT]


def _is_carried(letter: str) -> bool:
    """Whether XML may hold the letter: neither a control character nor half of a surrogate pair."""
    if letter < " ":
        return letter in "\t\n"
    return letter != "\x7f" and not "\ud800" <= letter <= "\udfff" and letter not in "\ufffe\uffff"


def _lay_out(table: "WriteOnlyWorksheet", columns: Sequence[Column], header_row: int) -> None:
    """Widths, the frozen titles, and paper; all of it stands before the rows in the file."""
    for place, column in enumerate(columns, 1):
        table.column_dimensions[_letter(place)].width = column.width
    table.freeze_panes = f"A{header_row + 1}"
    table.print_title_rows = f"{header_row}:{header_row}"
    table.page_setup.orientation = "landscape"
    table.page_setup.paperSize = A4
    table.page_setup.fitToHeight = 0
    table.sheet_properties.pageSetUpPr.fitToPage = True


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    letter: str = get_column_letter(place)
    return letter


class _Cells:
    """Makes values into cells. A row is written as it is drawn, so one cell serves every value of a kind.

    A cell's style must not change once it was written: the workbook keeps it by reference.
    """

    def __init__(self, table: "WriteOnlyWorksheet") -> None:
        self._table = table
        self._guarded = self._cell(quotePrefix=True)
        self._money = self._cell(number_format=MONEY_FORMAT)
        self._date = self._cell(number_format=DATE_FORMAT)

    def of(self, row: Sequence[Value]) -> Iterator[Any]:
        """The cells of a row, each to be written before the next is asked for."""
        return (self._one(value) for value in row)

    def _one(self, value: Value) -> Any:
        """The cell of a value, or the value itself where openpyxl makes the right cell of it, and faster."""
        kind = type(value)
        if kind is str:
            return self._said(cell_text(value))  # type: ignore[arg-type]
        if kind is Money:
            # A sheet keeps binary numbers: the one nearest to the amount shows and sums as the amount.
            self._money.value = value.cents / 100  # type: ignore[union-attr]
            return self._money
        if kind is date:
            return self._day(value)  # type: ignore[arg-type]
        if value is None or kind is int or kind is Decimal:
            return value
        raise TypeError(f"no cell for {value!r}")

    def _said(self, text: str) -> Any:
        """Text, whatever it begins with; what looks like a formula stays text also when edited."""
        if text[:1] not in GUARDED_STARTS:
            return text or None
        self._guarded.value = text
        self._guarded.data_type = "s"
        return self._guarded

    def _day(self, day: date) -> Any:
        """A date is a count of days with a format; what lies before the count is text."""
        count = day.toordinal() - DAY_ZERO
        if count < FIRST_DAY:
            return f"{day:%d/%m}/{day.year:04d}"
        self._date.value = count
        return self._date

    def heading(self, line: str, *, first: bool) -> "WriteOnlyCell":
        """A line above the table; the first is its name."""
        from openpyxl.styles import Font

        return self._text(line, font=Font(bold=True, size=14) if first else Font(size=10))

    def title(self, column: Column) -> "WriteOnlyCell":
        """The title of a column."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        return self._text(
            column.title,
            font=Font(bold=True),
            fill=PatternFill("solid", start_color=HEADER_FILL),
            border=Border(bottom=Side("thin")),
            alignment=Alignment(horizontal="right" if column.figures else "left", vertical="center"),
        )

    def total(self, value: Value) -> "WriteOnlyCell | None":
        """A cell of the last row."""
        from openpyxl.styles import Font

        if value is None or isinstance(value, str):
            return self._text(value or "", font=Font(bold=True))
        whole = isinstance(value, int)
        cell = self._cell(number_format="General" if whole else MONEY_FORMAT, font=Font(bold=True))
        cell.value = value.cents / 100 if isinstance(value, Money) else value
        return cell

    def _text(self, text: str, **style: Any) -> "WriteOnlyCell":
        cell = self._cell(**style)
        cell.value = cell_text(text)
        cell.data_type = "s"
        return cell

    def _cell(self, **style: Any) -> "WriteOnlyCell":
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._table)
        for name, value in style.items():
            setattr(cell, name, value)
        return cell


class _Archive(ZipFile):
    """A zip whose members carry one instant: the same table twice is the same bytes."""

    def __init__(self, file: BytesIO, written_at: datetime) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)
        self._instant = written_at.timetuple()[:6]

    def writestr(self, zinfo_or_arcname: "ZipInfo | str", data: Any, *_: Any, **__: Any) -> None:
        """Adds a member written in memory."""
        member = ZipInfo(str(zinfo_or_arcname), self._instant)
        member.compress_type = ZIP_DEFLATED
        super().writestr(member, data)

    def write(self, filename: "str | PathLike[str]", arcname: Any = None, *_: Any, **__: Any) -> None:
        """Adds the sheet, which openpyxl has written to a file."""
        self.writestr(arcname, Path(filename).read_bytes())


def _saved(workbook: Any, written_at: datetime) -> bytes:
    from openpyxl.writer.excel import ExcelWriter

    instant = written_at.replace(tzinfo=None, microsecond=0)
    workbook.properties.created = workbook.properties.modified = instant
    workbook.properties.creator = "Crediário"
    file = BytesIO()
    ExcelWriter(workbook, _Archive(file, instant)).save()
    return file.getvalue()
