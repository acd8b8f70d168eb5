"""One table for the whole program: declared columns, rows fetched page by page, painted by ``RowPainter``."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Literal

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
)

from crediario.ui.theme import Gap, Size, font, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.cells import CheckCell, Look
from crediario.ui.widgets.edits import ENTER
from crediario.ui.widgets.row_painter import RowPainter
from crediario.ui.widgets.rows_model import Align, Column, Deliver, Pages, Row, RowsModel

RowHeight = Literal["till", "office", "tall", "two_line"]

__all__ = ["Align", "Column", "Deliver", "Pages", "RowsModel", "Table"]

PAGE = 100
_HEIGHTS: dict[RowHeight, int] = {
    "till": Size.ROW, "office": Size.ROW_OFFICE, "tall": Size.ROW_TALL, "two_line": Size.ROW_TWO_LINE,
}  # fmt: skip


class Table(QTableView, Generic[Row]):
    """Rows of one kind, which ``key`` tells apart; with ``marks`` each has a check box.

    ``opened`` comes on Enter or double click, ``current_changed`` as the frame moves, ``marks_changed`` when
    check boxes change, ``sort_asked`` with the column's ``sort`` when its title is clicked.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    marks_changed = Signal()
    sort_asked = Signal(str)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        name: str,
        key: Callable[[Row], Hashable],
        marks: bool = False,
        row_height: RowHeight = "till",
        fits_rows: bool = False,
        header: bool = True,
        section: Callable[[Row], str | None] | None = None,
    ) -> None:
        super().__init__()
        self.has_marks = marks
        self.marked_keys: set[Hashable] = set()
        self._key = key
        self._fits_rows = fits_rows
        self.current_place = -1
        self._keeps_frame = False
        shown = [_mark_column(self), *columns] if marks else list(columns)
        self.rows_model: RowsModel[Row] = RowsModel(shown, section)
        self.setModel(self.rows_model)
        office = row_height == "office"
        self._rows = RowPainter(self, Look("office", "office_bold") if office else Look())
        self.setAccessibleName(name)
        self._dress(px(_HEIGHTS[row_height]), header=header)
        self.selectionModel().currentRowChanged.connect(self._current_moved)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.horizontalHeader().sectionClicked.connect(self._title_clicked)

    def set_rows(self, rows: Sequence[Row], pages: Pages[Row] | None = None) -> None:
        """Show rows; ``pages(last, deliver)`` fetches those after ``last`` and hands them to ``deliver``.

        The current row and the marks stay on the rows that are still there.
        """
        kept = self._key(row) if (row := self.current_row()) is not None else None
        self.rows_model.replace_rows(rows, pages)
        self.marked_keys &= {self._key(row) for row in rows} if pages is None else self.marked_keys
        place = next((n for n, row in enumerate(rows) if self._key(row) == kept), self._first_real())
        self.go_to(place)
        self._fit_columns()
        self.updateGeometry()

    def show_sort(self, sort: str, *, descending: bool) -> None:
        """Point at the column the rows are sorted by."""
        self.rows_model.sorted_by = (sort, descending)
        last = len(self.rows_model.columns) - 1
        self.rows_model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def rows(self) -> list[Row]:
        """The rows fetched so far."""
        return self.rows_model.rows

    def current_row(self) -> Row | None:
        """The row the frame is on."""
        place = self.currentIndex().row()
        return self.rows_model.rows[place] if 0 <= place < len(self.rows_model.rows) else None

    def go_to(self, place: int) -> None:
        """Move the frame to a row."""
        if 0 <= place < len(self.rows_model.rows):
            index = self.rows_model.index(place, self.first_column())
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)

    def step(self, by: int) -> None:
        """Move the frame up or down, past section lines: for a search field that keeps the focus."""
        place = self.currentIndex().row() + by
        while 0 <= place < len(self.rows_model.rows):
            if self.rows_model.flags(self.rows_model.index(place, 0)) != Qt.ItemFlag.NoItemFlags:
                self.go_to(place)
                return
            place += by

    def open_current(self) -> None:
        """What Enter does."""
        self._open(self.currentIndex().row())

    def keep_frame(self) -> None:
        """Show the frame also while another widget has the focus, as under a search field."""
        self._keeps_frame = True

    def marked_rows(self) -> list[Row]:
        """The rows whose box is checked, in order."""
        return [row for row in self.rows_model.rows if self._key(row) in self.marked_keys]

    def set_marked(self, rows: Sequence[Row]) -> None:
        """Check these boxes and no other."""
        keys = {self._key(row) for row in rows}
        if keys != self.marked_keys:
            self.marked_keys = keys
            self._marks_moved()

    def toggle_mark(self, place: int) -> None:
        """Check or uncheck a row's box."""
        self.marked_keys ^= {self._key(self.rows_model.rows[place])}
        self._marks_moved()

    def is_marked(self, place: int) -> bool:
        """Whether a row's box is checked."""
        return bool(self.marked_keys) and self._key(self.rows_model.rows[place]) in self.marked_keys

    def shows_focus(self) -> bool:
        """Whether the current row gets its frame."""
        return self.hasFocus() or self._keeps_frame

    def first_column(self) -> int:
        """The first column not hidden."""
        return next((n for n in range(len(self.rows_model.columns)) if not self.isColumnHidden(n)), 0)

    def last_column(self) -> int:
        """The last column not hidden."""
        count = len(self.rows_model.columns)
        return next((n for n in reversed(range(count)) if not self.isColumnHidden(n)), count - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in ENTER:
            if not event.isAutoRepeat():
                self.open_current()
        elif event.key() == Qt.Key.Key_Space and self.has_marks:
            if not event.isAutoRepeat() and self.current_row() is not None:
                self.toggle_mark(self.currentIndex().row())
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self.has_marks and index.isValid() and index.column() == 0:
            self.toggle_mark(index.row())

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_columns()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        self.current_place = self.currentIndex().row()
        self._rows.paint(QPainter(self.viewport()), event.rect())

    def sizeHint(self) -> QSize:  # noqa: N802
        rows = len(self.rows_model.rows) if self._fits_rows else 3
        header = 0 if self.horizontalHeader().isHidden() else px(Size.HEADER)
        return QSize(px(Size.SIDE_COLUMN), header + rows * self.verticalHeader().defaultSectionSize())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        height = self.sizeHint().height() if self._fits_rows else px(Size.HEADER) + px(Size.ROW) * 2
        return QSize(px(Size.RAIL_WIDTH) * 2, height)

    def _dress(self, row_height: int, *, header: bool) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height)
        top = self.horizontalHeader()
        top.setVisible(header)
        top.setFont(font("small_bold"))
        top.setFixedHeight(px(Size.HEADER))
        top.setHighlightSections(False)
        top.setSectionsClickable(any(column.sort for column in self.rows_model.columns))
        top.setMinimumSectionSize(1)
        top.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        if self._fits_rows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _fit_columns(self) -> None:
        """Give each column its figures, the stretching ones the rest; drop optional ones while too wide.

        Where it still does not fit, the widest give way first: words can be shortened, dates and sums cannot.
        """
        columns, room = self.rows_model.columns, self.viewport().width()
        wished = [self._wished(column) for column in columns]
        hidden: set[int] = set()
        for place in reversed(range(len(columns))):
            if sum(wished) - sum(wished[n] for n in hidden) <= room:
                break
            if columns[place].optional:
                hidden.add(place)
        shown = [n for n in range(len(columns)) if n not in hidden]
        needed = sum(wished[n] for n in shown)
        if needed > room > 0:
            widest = _widest_that_fits([wished[n] for n in shown], room)
            wished = [min(width, widest) for width in wished]
        spare = max(0, room - sum(wished[n] for n in shown))
        shares = sum(columns[n].stretch for n in shown) or 1
        for place in range(len(columns)):
            self.setColumnHidden(place, place in hidden)
            self.setColumnWidth(place, wished[place] + spare * columns[place].stretch // shares)

    def _wished(self, column: Column[Row]) -> int:
        figures = column.chars * paint.text_width("0", "body")
        return round(max(figures, paint.text_width(column.title, "small_bold"))) + 2 * px(Gap.X10)

    def _first_real(self) -> int:
        model = self.rows_model
        places = range(len(model.rows))
        return next((n for n in places if model.section is None or model.section(model.rows[n]) is None), -1)

    def _current_moved(self, now: QModelIndex, _: QModelIndex) -> None:
        self.viewport().update()
        self.current_changed.emit(self.rows_model.rows[now.row()] if now.isValid() else None)

    def _title_clicked(self, place: int) -> None:
        if sort := self.rows_model.columns[place].sort:
            self.sort_asked.emit(sort)

    def _marks_moved(self) -> None:
        self.viewport().update()
        self.marks_changed.emit()

    def _open(self, place: int) -> None:
        if 0 <= place < len(self.rows_model.rows):
            self.opened.emit(self.rows_model.rows[place])


def _widest_that_fits(widths: Sequence[int], room: int) -> int:
    """How wide a column may be at most, so that all together fit."""
    left = room
    for place, width in enumerate(sorted(widths)):
        share = left // (len(widths) - place)
        if width > share:
            return share
        left -= width
    return max(widths)


def _mark_column(table: Table[Row]) -> Column[Row]:
    return Column("", lambda row: CheckCell(table._key(row) in table.marked_keys), chars=2, align="center")
