"""The dark panel at the left of the pages that fill the window, and how it shares the width with the page."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crediario.ui.bars import Logo
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import row


def brand() -> QHBoxLayout:
    """The mark and the name of the program."""
    return row(Logo(), label("Crediário", "heading", "rail_ink"), None, gap=Gap.X14)


def dark_panel(content: QVBoxLayout, width: int) -> QFrame:
    """A dark panel, at most as wide as its size."""
    panel = QFrame()
    panel.setObjectName("darkPanel")
    panel.setLayout(content)
    panel.setMaximumWidth(px(width))
    return panel


def beside(panel: QFrame, page: QWidget, width: int) -> QHBoxLayout:
    """Panel and page in the proportion they have in the usual window: both shrink together."""
    for each in (panel, page):
        each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return row(panel, width, page, Size.WINDOW_WIDTH - width, gap=Gap.NONE)
