"""What is as large as its place or its content allows: an amount, words side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from crediario.ui.theme import Gap, TextStyle, colors, font, px
from crediario.ui.widgets.labels import Label
from crediario.ui.widgets.paint import text_width


class SideBySide(QWidget):
    """Parts in a line; one below the other where the line is too short for all of them whole."""

    def __init__(self, *parts: QWidget, gap: Gap) -> None:
        super().__init__()
        self._parts, self._gap = parts, px(gap)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            self._box.addWidget(part)
        self._box.addStretch(1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As wide as the widest part: the others go below it."""
        return QSize(_widest(self._parts), super().minimumSizeHint().height())

    def settle(self) -> None:
        """Choose line or column anew: the words of a part changed, or one was hidden."""
        shown = [part for part in self._parts if not part.isHidden()]
        wanted = sum(part.sizeHint().width() for part in shown) + self._gap * max(len(shown) - 1, 0)
        is_line = wanted <= self.width()
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.LeftToRight if is_line else ways.TopToBottom)
        self._box.setSpacing(self._gap if is_line else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.settle()


class EvenColumns(QWidget):
    """Parts beside each other in columns: as many as fit whole, the others below them."""

    def __init__(self, *parts: QWidget, gap: Gap, lined: bool = False) -> None:
        """``lined`` draws a hairline between two columns."""
        super().__init__()
        self._parts, self._gap, self._lined = parts, px(gap), lined
        self._beside = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(self._gap)
        self._arrange(len(parts))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As wide as the widest part: the others go below it."""
        return QSize(_widest(self._parts), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """The words of a part changed, or the room for all of them."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            count = len(self._parts)
            ways = [-(-count // lines) for lines in range(1, count + 1)]
            self._arrange(next((beside for beside in ways if self._fit(beside)), 1))
        return super().event(event)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        if not self._lined:
            return
        painter, line = QPainter(self), colors().line
        for part in self._parts:
            if part.x() > 0:
                painter.fillRect(part.x() - self._gap // 2, part.y(), 1, part.height(), line)

    def _fit(self, beside: int) -> bool:
        columns = [_widest(self._parts[place::beside]) for place in range(beside)]
        return sum(columns) + self._gap * (beside - 1) <= self.width()

    def _arrange(self, beside: int) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        for place, part in enumerate(self._parts):
            self._grid.addWidget(part, place // beside, place % beside)
            self._grid.setColumnStretch(place, int(place < beside))


class FittingAmount(Label):
    """An amount as large as its place allows: 40, or less where the panel is narrow."""

    STYLES: tuple[TextStyle, ...] = ("amount", "panel", "state", "kpi")

    def __init__(self, name: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignRight) -> None:
        super().__init__("", "amount", "text", wrap=False, elide=False)
        self._name = name
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, super().minimumSizeHint().height())

    def announce(self, words: str) -> None:
        """Show an amount and tell the screen reader."""
        super().announce(words)
        self.setAccessibleName(f"{self._name}: {words}")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fits = (style for style in self.STYLES if text_width(self.text(), style) <= self.width())
        self.setFont(font(next(fits, self.STYLES[-1])))


def _widest(parts: Sequence[QWidget]) -> int:
    """How narrow the widest of them may be."""
    shown = [part for part in parts if not part.isHidden()]
    return max((max(part.minimumSizeHint().width(), part.minimumWidth(), 0) for part in shown), default=0)
