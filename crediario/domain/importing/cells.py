"""What one cell of a spreadsheet holds, as the rules of the import see it."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Protocol, TypeAlias


class Broken(Enum):
    """A cell without a value of its own."""

    NO_VALUE = "formula without a stored value"
    ERROR = "error"


#: Text stays as it was written; an empty cell is None. Numbers are those of a spreadsheet's numeric cells.
Cell: TypeAlias = str | int | float | date | Broken | None
Row: TypeAlias = tuple[Cell, ...]


class Sheet(Protocol):
    """One sheet, read as often as needed.

    Attributes:
        name: as the spreadsheet shows it; a text file's is its own name.
        hidden: the person who sent it does not see it.
        delimited: a text, where a line with more cells than titles was split at the wrong place.
        serials_from_1904: days written as numbers count from 1904, as on old Macs.
        merged: cells, by line and column, that are part of a merged one above them.
    """

    @property
    def name(self) -> str: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def delimited(self) -> bool: ...
    @property
    def serials_from_1904(self) -> bool: ...
    @property
    def merged(self) -> frozenset[tuple[int, int]]: ...

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Each line that has something in it, with its number as the spreadsheet shows it."""


def shown(cell: Cell) -> str:
    """The cell as a person reads it, for lists of what was refused."""
    match cell:
        case None:
            return ""
        case Broken():
            return "#VALOR!" if cell is Broken.ERROR else "=?"
        case date():
            return f"{cell:%d/%m/%Y}"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
