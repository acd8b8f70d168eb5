"""Pieces of the canhoto of the analysis: the points, the bands they fall into, the cards of the decision."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crediario.documents import analysis_words as words
from crediario.domain.credit.points_table import Item, PointsTable
from crediario.domain.credit.scorecard import Analysis, PointsLine
from crediario.ui.theme import Gap, Size, colors, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.choices import ChoiceCard

LINE = 22
#: The answer stands beside the name.
SHORT_ITEMS = {
    Item.PROOF_OF_INCOME: "Comprovante", Item.PHONES: "Telefones", Item.BUREAU: "Consulta",
}  # fmt: skip


class PointsLines(QWidget):
    """Every item: its name, what was answered, the points of how many."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[PointsLine] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[PointsLine]) -> None:
        """Show these; they add up to the total below."""
        self._lines = lines
        told = "; ".join(
            f"{words.ITEMS[each.item]}: {words.answer_words(each)}, {each.points} de {each.maximum}"
            for each in lines
        )
        self.setAccessibleName(f"Pontos: {told}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_COLUMN) - px(Gap.X44), len(self._lines) * px(LINE))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c, high = QPainter(self), colors(), px(LINE)
        figures = paint.text_width("00 de 000", "office") + px(Gap.X8)
        for place, each in enumerate(self._lines):
            line = QRectF(0, place * high, self.width(), high)
            name = SHORT_ITEMS.get(each.item, words.ITEMS[each.item])
            paint.text(painter, line, name, "office", c.text2)
            left = paint.text_width(name, "office") + px(Gap.X8)
            room = QRectF(left, line.top(), max(line.width() - left - figures, 0.0), high)
            tone = c.text if each.answer is not None else c.att
            paint.text(painter, room, words.answer_words(each), "office", tone, paint.RIGHT)
            rest = f" de {each.maximum}"
            wide = paint.text_width(rest, "office")
            paint.text(painter, line, rest, "office", c.text2, paint.RIGHT)
            paint.text(painter, line.adjusted(0, 0, -wide, 0), str(each.points), "office_bold", c.text,
                       paint.RIGHT)  # fmt: skip


class BandsMeter(QWidget):
    """Zero to the most, in the three bands of the decision, with a mark where the points stand."""

    def __init__(self) -> None:
        super().__init__()
        self._points, self._table = 0, PointsTable()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_points(self, analysis: Analysis, table: PointsTable) -> None:
        """Show where the points fall."""
        self._points, self._table = analysis.points, table
        self.setAccessibleName(
            f"{analysis.points} de {table.maximum} pontos: recusar abaixo de {table.refuse_below},"
            f" aprovar a partir de {table.approve_from}"
        )
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_COLUMN), px(Gap.X14) + px(Gap.X20))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c, high, table = QPainter(self), colors(), px(Gap.X8), self._table
        low, full, most = table.refuse_below, table.approve_from, table.maximum
        bands = (
            (0, low, c.late_line, "recusar"),
            (low, full, c.att_line, "com menos"),
            (full, most, c.ok_line, "aprovar"),
        )
        for start, end, color, name in bands:
            left, right = self._at(start), self._at(end)
            painter.fillRect(QRectF(left, px(Gap.X4), max(right - left - 1, 0), high), color)
            below = QRectF(left, high + px(Gap.X8), right - left, px(Gap.X16))
            if paint.text_width(f"{start} {name}", "small") <= below.width():
                paint.text(painter, below, f"{start} {name}", "small", c.text2)
            elif paint.text_width(str(start), "small") <= below.width():
                paint.text(painter, below, str(start), "small", c.text2)
        mark = min(max(self._at(self._points) - px(Gap.X2), 0), self.width() - px(Gap.X4))
        painter.fillRect(QRectF(mark, 0, px(Gap.X4), high + px(Gap.X8)), c.text)

    def _at(self, points: int) -> float:
        return self.width() * points / max(self._table.maximum, 1)


class DecisionCard(ChoiceCard):
    """Recusar, com menos, aprovar: the words and the key below."""

    stands_out = True

    def __init__(self, said: str, key: str, spoken: str) -> None:
        super().__init__(said, key)
        self.setAccessibleName(f"{spoken}, {key}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.RAIL_WIDTH), px(Size.ROW_TWO_LINE))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        self.paint_box(painter)
        above = QRectF(0, px(Gap.X4), self.width(), self.height() / 2 - px(Gap.X4))
        paint.text(painter, above, self.words, "office_bold", align=paint.CENTER)
        wide = paint.keycap_width(self.key)
        paint.keycap(painter, (self.width() - wide) / 2, self.height() * 0.72, self.key)
