"""What a table shows: declared columns over rows fetched page by page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from crediario.ui.widgets import cells, paint
from crediario.ui.widgets.cells import Cell

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Align = Literal["left", "right", "center"]

ALIGNMENTS: dict[Align, int] = {"left": paint.LEFT, "right": paint.RIGHT, "center": paint.CENTER}
# Comparing enum members costs three times more than comparing numbers, for every cell and role.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_HORIZONTAL = Qt.Orientation.Horizontal
_NOTHING = Qt.ItemFlag.NoItemFlags
_REAL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its title, what it shows of a row, and its width in figures (``0123``), not in pixels.

    ``stretch`` columns share what is left; ``optional`` ones leave, the last first, where room is short. The
    list can be sorted by a column with a ``sort``: what it is called by whoever sorts.
    """

    title: str
    cell: Callable[[Row], str | Cell]
    chars: int = 10
    align: Align = "left"
    stretch: int = 0
    optional: bool = False
    sort: str = ""


Deliver = Callable[[Sequence[Row]], None]
Pages = Callable[[Row | None, Deliver[Row]], object]


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Holds the rows fetched so far and asks for the page after the last one when the view nears the end."""

    def __init__(self, columns: Sequence[Column[Row]], section: Callable[[Row], str | None] | None) -> None:
        super().__init__()
        self.columns = columns
        self.rows: list[Row] = []
        self.section = section
        self.sorted_by: tuple[str, bool] = ("", False)
        self._pages: Pages[Row] | None = None
        self._waiting = False
        self._generation = 0

    def replace_rows(self, rows: Sequence[Row], pages: Pages[Row] | None = None) -> None:
        """Show other rows, and where more come from."""
        self._generation += 1
        self.beginResetModel()
        self.rows = list(rows)
        self._pages, self._waiting = pages, False
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role != _DISPLAY and role != _SPOKEN:  # noqa: PLR1714
            return None
        return self.cell(index.row(), index.column()).text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: N802
        if orientation != _HORIZONTAL:
            return None
        if role == _DISPLAY:
            return self._title(self.columns[section])
        return ALIGNMENTS[self.columns[section].align] if role == _ALIGNMENT else None

    def _title(self, column: Column[Row]) -> str:
        sort, descending = self.sorted_by
        if not column.sort or column.sort != sort:
            return column.title
        return f"{column.title} {'↓' if descending else '↑'}"

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _NOTHING
        if self.section is not None and self.section(self.rows[index.row()]) is not None:
            return _NOTHING
        return _REAL

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802
        return self._pages is not None and not self._waiting and not parent.isValid()

    def fetchMore(self, _: Index) -> None:  # noqa: N802
        if self._pages is None or self._waiting:
            return
        self._waiting = True
        generation = self._generation
        last = self.rows[-1] if self.rows else None
        self._pages(last, lambda rows: self._append(rows, generation))

    def cell(self, row: int, column: int) -> Cell:
        """What stands there."""
        return cells.as_cell(self.columns[column].cell(self.rows[row]))

    def _append(self, rows: Sequence[Row], generation: int) -> None:
        if generation != self._generation:
            return
        self._waiting = False
        if not rows:
            self._pages = None
            return
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self.rows.extend(rows)
        self.endInsertRows()
