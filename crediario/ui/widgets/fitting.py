"""What is as large as its place or its content allows: an amount, words side by side."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from crediario.ui.theme import Gap, TextStyle, font, px
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
