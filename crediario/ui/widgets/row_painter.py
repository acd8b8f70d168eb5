"""How the rows of a table are painted: all that are visible at once, each ground and frame in one stroke."""

from typing import Any, NamedTuple, Protocol

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from crediario.ui.theme import Gap, Size, colors, px
from crediario.ui.widgets import cells, paint
from crediario.ui.widgets.cells import Look
from crediario.ui.widgets.rows_model import ALIGNMENTS, RowsModel


class Painted(Protocol):
    """What is asked of a table: what it shows, how, and where its lines and columns lie."""

    rows_model: RowsModel[Any]
    has_marks: bool
    current_place: int

    def is_marked(self, place: int, /) -> bool: ...
    def shows_focus(self) -> bool: ...
    def isColumnHidden(self, column: int, /) -> bool: ...  # noqa: N802
    def columnViewportPosition(self, column: int, /) -> int: ...  # noqa: N802
    def columnWidth(self, column: int, /) -> int: ...  # noqa: N802
    def columnSpan(self, row: int, column: int, /) -> int: ...  # noqa: N802
    def rowAt(self, y: int, /) -> int: ...  # noqa: N802
    def rowViewportPosition(self, row: int, /) -> int: ...  # noqa: N802
    def rowHeight(self, row: int, /) -> int: ...  # noqa: N802


class _Place(NamedTuple):
    """A column that is shown: which, and where from and to."""

    column: int
    left: int
    right: int


class RowPainter:
    """Paints for a table. The view itself would ask the model and the style for each cell many times over."""

    def __init__(self, table: Painted, look: Look) -> None:
        self._table = table
        self._looks = [Look(look.style, look.strong, ALIGNMENTS[c.align]) for c in table.rows_model.columns]

    def paint(self, painter: QPainter, region: QRect) -> None:
        """The rows that ``region`` of the viewport touches."""
        table = self._table
        places = self._places()
        row, count = table.rowAt(region.top()), len(table.rows_model.rows)
        while places and 0 <= row < count:
            top, left = table.rowViewportPosition(row), places[0].left
            if top > region.bottom():
                return
            area = QRectF(left, top, places[-1].right - left, table.rowHeight(row))
            self._paint_row(painter, row, area, places)
            row += 1

    def _places(self) -> list[_Place]:
        table, places = self._table, list[_Place]()
        for column in range(len(table.rows_model.columns)):
            if not table.isColumnHidden(column):
                left = table.columnViewportPosition(column)
                places.append(_Place(column, left, left + table.columnWidth(column)))
        return places

    def _paint_row(self, painter: QPainter, row: int, area: QRectF, places: list[_Place]) -> None:
        model = self._table.rows_model
        words = model.section(model.rows[row]) if model.section is not None else None
        if words is not None:
            _paint_section(painter, area, words)
            return
        self._paint_ground(painter, area, row)
        pad, end = px(Gap.X10), 0
        for column, left, right in places:
            # A cell that lies over its neighbours leaves nothing of them to be seen.
            if column < end:
                continue
            end = column + self._table.columnSpan(row, column)
            last = right if end == column + 1 else max(each.right for each in places if each.column < end)
            room = QRectF(left + pad, area.top(), last - left - 2 * pad, area.height())
            cells.draw(painter, room, model.cell(row, column), self._looks[column])

    def _paint_ground(self, painter: QPainter, area: QRectF, row: int) -> None:
        c, table = colors(), self._table
        current = table.current_place == row
        if table.is_marked(row) or (current and not table.has_marks):
            painter.fillRect(area, c.pri_soft)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), c.line)
        if not current:
            return
        if table.shows_focus():
            _paint_frame(painter, area)
        elif not table.has_marks:
            painter.fillRect(QRectF(area.left(), area.top(), px(Size.BAR), area.height()), c.pri_text)


def _paint_section(painter: QPainter, area: QRectF, words: str) -> None:
    c = colors()
    painter.fillRect(area, c.surface2)
    painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), c.line)
    paint.text(painter, area.adjusted(px(Gap.X10), 0, 0, 0), words, "small_bold", c.text2)


def _paint_frame(painter: QPainter, area: QRectF) -> None:
    edge, width = colors().pri_text, Size.OUTLINE
    painter.fillRect(QRectF(area.left(), area.top(), area.width(), width), edge)
    painter.fillRect(QRectF(area.left(), area.bottom() - width, area.width(), width), edge)
    painter.fillRect(QRectF(area.left(), area.top(), width, area.height()), edge)
    painter.fillRect(QRectF(area.right() - width, area.top(), width, area.height()), edge)
