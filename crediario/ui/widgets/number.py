"""A number worth looking at, with its name and what it is made of."""

from PySide6.QtWidgets import QWidget

from crediario.ui.theme import Gap
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column


class Number(QWidget):
    """One of the numbers of a page: its name, the figure, and a line that explains it."""

    def __init__(self, name: str, *, small: bool = False) -> None:
        super().__init__()
        self._figure = label("", "office_bold" if small else "kpi")
        self._line = label("", "office", "text2", elide=True)
        self._line.setVisible(not small)
        self.setLayout(column(label(name, "office", "text2"), self._figure, self._line, gap=Gap.X2))

    def show_number(self, figure: str, line: str = "") -> None:
        """The figure and its line."""
        self._figure.setText(figure)
        self._line.setText(line)
