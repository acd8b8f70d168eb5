"""A number worth looking at, with its name and what it is made of."""

from PySide6.QtWidgets import QWidget

from crediario.ui.theme import Gap, font
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column

LONG_FIGURE = 15


class Number(QWidget):
    """One of the numbers of a page: its name, the figure, and a line that explains it.

    A figure is never cut: a long one is written smaller.
    """

    def __init__(self, name: str, *, small: bool = False) -> None:
        super().__init__()
        self._small = small
        self._figure = label("", "office_bold" if small else "kpi")
        self._line = label("", "office", "text2", elide=True)
        self.setLayout(column(label(name, "office", "text2"), self._figure, self._line, gap=Gap.X2))
        # Only now: a widget without a parent would be shown as a window of its own.
        self._line.setVisible(not small)

    @property
    def figure(self) -> str:
        """What it shows."""
        return self._figure.text()

    def show_number(self, figure: str, line: str = "") -> None:
        """The figure and its line."""
        self._figure.setText(figure)
        if not self._small:
            self._figure.setFont(font("kpi" if len(figure) < LONG_FIGURE else "money"))
        self._line.setText(line)
