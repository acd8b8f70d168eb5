"""Short ways to place things: rows, columns, grids, panels."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMargins, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from crediario.ui.theme import Gap, Size, px

Item = QWidget | QLayout | int | None
UNBOUND = 16_777_215  # what Qt calls no limit


def column(*items: Item, gap: Gap = Gap.X12, margin: Gap | tuple[Gap, Gap] = Gap.NONE) -> QVBoxLayout:
    """A column: widgets, layouts, ``None`` for elastic room; a number stretches the item before it."""
    layout = QVBoxLayout()
    _fill(layout, items, gap, margin)
    return layout


def row(*items: Item, gap: Gap = Gap.X12, margin: Gap | tuple[Gap, Gap] = Gap.NONE) -> QHBoxLayout:
    """A row; the same words as ``column``. ``margin`` is one gap, or (sides, top and bottom)."""
    layout = QHBoxLayout()
    _fill(layout, items, gap, margin)
    return layout


def grid(
    lines: Sequence[Sequence[QWidget | None]],
    *,
    gap: Gap = Gap.X12,
    line_gap: Gap | None = None,
    stretches: Sequence[int] = (),
) -> QGridLayout:
    """A grid of widgets; ``None`` leaves a cell empty."""
    layout = QGridLayout()
    layout.setContentsMargins(QMargins())
    layout.setHorizontalSpacing(px(gap))
    layout.setVerticalSpacing(px(gap if line_gap is None else line_gap))
    for line, cells in enumerate(lines):
        for place, widget in enumerate(cells):
            if widget is not None:
                layout.addWidget(widget, line, place)
    for place, stretch in enumerate(stretches):
        layout.setColumnStretch(place, stretch)
    return layout


def holder(layout: QLayout) -> QWidget:
    """A bare widget around a layout, to hide or to scroll it as one."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def separator() -> QFrame:
    """A hairline across."""
    line = QFrame()
    line.setObjectName("separator")
    return line


def vertical_separator() -> QFrame:
    """A hairline down."""
    line = QFrame()
    line.setObjectName("verticalSeparator")
    return line


def clear(layout: QLayout) -> None:
    """Remove everything from a layout before filling it anew."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def _fill(layout: QBoxLayout, items: Sequence[Item], gap: Gap, margin: Gap | tuple[Gap, Gap]) -> None:
    sides, ends = margin if isinstance(margin, tuple) else (margin, margin)
    layout.setContentsMargins(px(sides), px(ends), px(sides), px(ends))
    layout.setSpacing(px(gap))
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.setStretch(layout.count() - 1, item)


class ScrollArea(QScrollArea):
    """Scrolls what a small window or large letters cannot hold, and follows the keyboard."""

    def __init__(self, content: QWidget | None = None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        if content is not None:
            self.setWidget(content)
            content.setAutoFillBackground(False)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def sizeHint(self) -> QSize:  # noqa: N802
        content = self.widget()
        return content.sizeHint() if content is not None else super().sizeHint()

    def _follow(self) -> None:
        """Now, and again when the places are settled: what has the focus may just have appeared."""
        self._show_focused()
        QTimer.singleShot(0, self, self._show_focused)

    def _show_focused(self) -> None:
        content, now = self.widget(), QApplication.focusWidget()
        if now is not None and content is not None and content.isAncestorOf(now):
            self.ensureWidgetVisible(now, px(Gap.X12), px(Gap.X12))


class SidePane(QWidget):
    """A main column and a side panel: 396 wide, never above 420, narrower where the window is narrow.

    Where not even the narrow panel leaves the main column room, it stands below, and the screen scrolls.
    """

    def __init__(self, main: QWidget | QLayout, side: QWidget, width: int = Size.SIDE_PANEL) -> None:
        super().__init__()
        self._main = main if isinstance(main, QWidget) else holder(main)
        self._side, self._width = side, width
        self._both: QBoxLayout = row(self._main, 1, side, gap=Gap.X14)
        self.setLayout(self._both)
        self._stand_beside()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As wide as the wider of both: the panel goes below where they do not fit beside each other."""
        parts = (self._main.minimumSizeHint(), self._side.minimumSizeHint())
        return QSize(max(part.width() for part in parts), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Another size, or another that the parts ask for."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            least = max(self._main.minimumSizeHint().width(), px(Size.MAIN_LEAST))
            if least + px(Gap.X14) + self._beside_width() > self.width():
                self._stand_below()
            else:
                self._stand_beside()
        return super().event(event)

    def _stand_below(self) -> None:
        self._both.setDirection(QBoxLayout.Direction.TopToBottom)
        self._main.setMinimumHeight(px(Size.MAIN_ABOVE))
        self._side.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._side.setMinimumWidth(0)
        self._side.setMaximumWidth(UNBOUND)

    def _stand_beside(self) -> None:
        self._both.setDirection(QBoxLayout.Direction.LeftToRight)
        self._main.setMinimumHeight(0)
        self._side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._side.setFixedWidth(self._beside_width())

    def _beside_width(self) -> int:
        narrow = self.width() < px(Size.NARROW_BELOW) - px(Size.RAIL_WIDTH) - px(Gap.X44)
        return px(min(self._width, Size.SIDE_PANEL_NARROW if narrow else Size.SIDE_PANEL_MAX))
