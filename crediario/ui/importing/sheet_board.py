"""The first lines of a sheet as they are in the file, and above each column what it means."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from crediario.domain.importing.mapping import Meaning
from crediario.ui.importing.column_words import MEANINGS
from crediario.ui.theme import Gap, Size, TextStyle, Tone, colors, ink, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.fields import Combo
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, clear, column, holder, row

ACROSS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column: its title, what it means now, and how that is known."""

    title: str
    meaning: Meaning
    how: str
    tone: Tone = "text3"


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """A sheet's columns and its first lines: each its number and its cells, as people read them."""

    name: str
    columns: tuple[ShownColumn, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    header_lines: tuple[int, ...]

    def examples(self, place: int) -> list[str]:
        """Some of what stands in a column, below its title."""
        below = [cells for number, cells in self.lines if number not in self.header_lines]
        found = [cells[place] for cells in below if place < len(cells) and cells[place]]
        return found[-EXAMPLES:]


class MeaningCombo(Combo[Meaning]):
    """The list above a column: arrows at the sides go to the next one, the wheel is left to the page."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__(MEANINGS)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = ACROSS.get(Qt.Key(event.key()), 0)
        if step > 0:
            self.focusNextChild()
        elif step < 0:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.entered.emit()


class ColumnHead(QWidget):
    """What a column means, and how that is known."""

    def __init__(self) -> None:
        super().__init__()
        self.combo = MeaningCombo()
        self._how = label("", "small", "text3", elide=True)
        self.setLayout(column(self.combo, self._how, gap=Gap.X4, margin=(Gap.X4, Gap.X8)))

    @property
    def how(self) -> str:
        """How its meaning is known."""
        return self._how.text()

    def show_column(self, shown: ShownColumn, examples: Sequence[str]) -> None:
        """Another column, or the same one with another meaning."""
        self.combo.blockSignals(True)
        self.combo.set_value(shown.meaning)
        self.combo.blockSignals(False)
        self.combo.setAccessibleName(f"O que é a coluna {shown.title}")
        self.combo.setAccessibleDescription(f"{shown.how}. Exemplos: {', '.join(examples)}")
        self.combo.setToolTip(shown.title)
        self._how.setText(shown.how)
        self._how.set_tone(shown.tone)


class LineNumbers(QWidget):
    """The numbers of the lines, as the spreadsheet shows them; they stay while the columns move."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: Sequence[int] = ()
        self.setFixedWidth(px(Size.SHEET_LINES))

    def show_numbers(self, numbers: Sequence[int]) -> None:
        """Change the lines."""
        self._numbers = numbers
        self.setFixedHeight(len(numbers) * px(Size.SHEET_LINE))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c, height = QPainter(self), colors(), px(Size.SHEET_LINE)
        painter.fillRect(self.rect(), c.surface2)
        for place, number in enumerate(self._numbers):
            line = QRectF(0, place * height, self.width() - px(Gap.X8), height)
            paint.text(painter, line, str(number), "small", c.text3, paint.RIGHT)
            painter.fillRect(QRectF(0, line.top(), self.width(), 1), c.line)


class SheetGrid(QWidget):
    """The cells. A column that does not come in is pale, the one being looked at has the blue ground."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet = ShownSheet("", (), (), ())
        self.current = -1

    def show_sheet(self, sheet: ShownSheet) -> None:
        """Change what it shows."""
        self._sheet = sheet
        self.setFixedHeight(len(sheet.lines) * px(Size.SHEET_LINE))
        self.setAccessibleName(f"Primeiras linhas de {sheet.name}")
        self.update()

    def go_to(self, place: int) -> None:
        """The column whose meaning has the keyboard."""
        self.current = place
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c = QPainter(self), colors()
        height = px(Size.SHEET_LINE)
        width = self.width() / max(1, len(self._sheet.columns))
        for place, shown in enumerate(self._sheet.columns):
            self._paint_ground(painter, QRectF(place * width, 0, width, self.height()), place, shown)
        for line, (number, cells) in enumerate(self._sheet.lines):
            painter.fillRect(QRectF(0, line * height, self.width(), 1), c.line)
            self._paint_line(painter, QRectF(0, line * height, width, height), number, cells)

    def _paint_ground(self, painter: QPainter, area: QRectF, place: int, shown: ShownColumn) -> None:
        c, ignored = colors(), shown.meaning is Meaning.IGNORED
        painter.fillRect(area, c.pri_soft if place == self.current else c.surface2 if ignored else c.surface)
        painter.fillRect(QRectF(area.right() - 1, area.top(), 1, area.height()), c.line)

    def _paint_line(self, painter: QPainter, first: QRectF, number: int, cells: Sequence[str]) -> None:
        """The cells of a line; above the titles a text runs over the empty ones beside it."""
        titles = self._sheet.header_lines
        above = bool(titles) and number < titles[0]
        style: TextStyle = "small_bold" if number in titles else "office"
        for place, words in enumerate(cells):
            pale = above or self._sheet.columns[place].meaning is Meaning.IGNORED
            span = _run(cells, place) if above else 1
            left = place * first.width() + px(Gap.X10)
            room = QRectF(left, first.top(), span * first.width() - px(Gap.X14), first.height())
            paint.text(painter, room, words, style, ink("text3" if pale else "text"))


def _run(cells: Sequence[str], place: int) -> int:
    """How many columns a text may run over: its own, and the empty ones after it."""
    return next((at - place for at in range(place + 1, len(cells)) if cells[at]), len(cells) - place)


class SheetBoard(QFrame):
    """``corrected`` tells the place of a column and what a person says it means."""

    corrected = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.heads: list[ColumnHead] = []
        self._numbers, self._grid = LineNumbers(), SheetGrid()
        self._above = QWidget()
        self._head_row = row(gap=Gap.NONE)
        self._content = holder(column(holder(self._head_row), self._grid, gap=Gap.NONE))
        self._area = ScrollArea(self._content)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        numbers = column(self._above, self._numbers, None, gap=Gap.NONE)
        whole = row(holder(numbers), self._area, 1, gap=Gap.NONE)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setAlignment(self._area, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setLayout(whole)

    def show_sheet(self, sheet: ShownSheet) -> None:
        """Another sheet, or the same one with a column corrected: the keyboard stays where it is."""
        if len(sheet.columns) != len(self.heads):
            self._build_heads(len(sheet.columns))
        for place, (head, shown) in enumerate(zip(self.heads, sheet.columns, strict=True)):
            head.show_column(shown, sheet.examples(place))
        self._grid.show_sheet(sheet)
        self._numbers.show_numbers([number for number, _ in sheet.lines])
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.READABLE), self._area.maximumHeight() + 2)

    def _build_heads(self, count: int) -> None:
        clear(self._head_row)
        self.heads = [ColumnHead() for _ in range(count)]
        for place, head in enumerate(self.heads):
            self._head_row.addWidget(head, 1)
            head.combo.currentIndexChanged.connect(partial(self._changed, place))
            head.combo.entered.connect(partial(self._grid.go_to, place))

    def _changed(self, place: int, _: int) -> None:
        self.corrected.emit(place, self.heads[place].combo.value())

    def _fit(self) -> None:
        """Every column as wide as the others: all in sight where they fit, else none below its least."""
        if not self.heads:
            return
        room = self.width() - px(Size.SHEET_LINES) - 2
        least = px(Size.SHEET_COLUMN) * len(self.heads)
        scrolls = least > room
        self._content.setMinimumWidth(least)
        as_needed, off = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._area.setHorizontalScrollBarPolicy(as_needed if scrolls else off)
        high = self.heads[0].sizeHint().height()
        self._above.setFixedHeight(high)
        for head in self.heads:
            head.setFixedHeight(high)
        whole = high + self._grid.height()
        self._area.setFixedHeight(whole + (px(Size.SCROLL_BAR) if scrolls else 0))
        self.updateGeometry()
