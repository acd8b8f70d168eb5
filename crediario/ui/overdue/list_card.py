"""A list of customers: how many, the rows page by page, what is marked, and how the list leaves."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent

from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.fitting import SideBySide
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.rows_model import Row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Table

#: What the buttons take: the whole list, or what is marked.
_BUTTONS = {False: ("Imprimir lista", "Salvar planilha"), True: ("Imprimir marcados", "Salvar marcados")}


class CustomerTable(Table[Row]):
    """Rows of customers; left and right belong to the chips above."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)


class ListCard(Card):
    """``marked_words`` says of marked rows how many and what they come to."""

    print_asked = Signal()
    save_asked = Signal()

    def __init__(
        self,
        table: CustomerTable[Any],
        empty: EmptyState,
        waiting: str,
        marked_words: Callable[[Sequence[Any]], tuple[str, str]],
        *,
        may_take: bool,
    ) -> None:
        super().__init__(" ", flush=True)
        self.table, self.empty = table, empty
        self.pane = Pane(table, empty, waiting)
        self.narrow = False
        self._marked_words = marked_words
        self._marked, self._sum = label("", "office_bold"), label("", "office", "text2")
        self._said = SideBySide(self._marked, self._sum, gap=Gap.X14)
        self.print_button = KeyButton("", "Ctrl+P", size="small", icon="printer")
        self.save_button = KeyButton("", "Ctrl+S", size="small", icon="file-spreadsheet")
        table.keep_frame()
        self.add(self.pane, 1)
        if may_take:
            self.add_footer(self._said, 1, self.print_button, self.save_button)
        table.marks_changed.connect(self.show_marks)
        self.print_button.clicked.connect(self.print_asked)
        self.save_button.clicked.connect(self.save_asked)
        self.show_marks()

    def show_marks(self) -> None:
        """How many are marked and what they come to; without any, the buttons take the whole list."""
        rows, anybody = self.table.marked_rows(), bool(self.table.rows())
        words, total = self._marked_words(rows) if rows else ("", "Espaço marca" if anybody else "")
        self._marked.setText(words)
        self._marked.setVisible(bool(rows))
        self._sum.setText(total)
        self._said.settle()
        print_words, save_words = ("Imprimir", "Salvar") if self.narrow else _BUTTONS[bool(rows)]
        self.print_button.set_words(print_words)
        self.save_button.set_words(save_words)
        self.print_button.setEnabled(anybody)
        self.save_button.setEnabled(anybody)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """While the buttons say all of it they may still say less."""
        hint = super().minimumSizeHint()
        return hint if self.narrow else QSize(min(hint.width(), px(Size.READABLE) * 2 // 3), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        narrow = self.width() < px(Size.READABLE)
        if narrow != self.narrow:
            self.narrow = narrow
            self.fit()

    def fit(self) -> None:
        """Where room is short the buttons say less."""
        self.show_marks()
