"""Lines of the file that did not come in: those refused, to be corrected; and those that are no portfolio."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from crediario.documents.wording import figures
from crediario.services.importing import IgnoredRow, RefusedRow
from crediario.ui.importing.words import ignored_words, refused_words
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.cells import Text
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import holder, row
from crediario.ui.widgets.rows_model import Row
from crediario.ui.widgets.table import Column, Table
from crediario.ui.words import counted

SHOWN_LINES = 8


class RefusedCard(Card):
    """What was refused, line by line; ``save_asked`` is the button that makes a spreadsheet of it."""

    save_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Linhas recusadas", " ", flush=True)
        self.save = KeyButton("Salvar em planilha", "Ctrl+S", size="small", icon="download")
        self.save.clicked.connect(self.save_asked)
        self.table: Table[RefusedRow] = Table(
            [
                Column("Linha", lambda each: figures(each.line), chars=5, align="right"),
                Column("Coluna", lambda each: each.column, chars=11),
                Column("O que está lá", lambda each: Text(each.value or "vazio"), chars=13, stretch=1),
                Column("Por que não entra", refused_words, chars=26, stretch=3),
                Column("Planilha", lambda each: Text(each.sheet, "text2"), chars=12, optional=True),
            ],
            name="Linhas recusadas",
            key=lambda each: (each.sheet, each.line, each.column),
            row_height="office",
        )
        self.whole = label("", "office", "text2", wrap=True)
        self.add_header(self.save)
        self.add(self.table, holder(row(self.whole, 1, margin=(Gap.X14, Gap.X10))))
        self.table.current_changed.connect(self._tell)

    def show_rows(self, rows: Sequence[RefusedRow]) -> None:
        """These lines; without any the card is not there."""
        self.setVisible(bool(rows))
        self.hint.setText(figures(len(rows)) if rows else "")
        self.table.set_rows(rows)
        fit_lines(self.table)
        self._tell(self.table.current_row())

    def _tell(self, current: RefusedRow | None) -> None:
        """The line with the frame, in full: the table shortens what is long."""
        if current is None:
            return
        where = f", coluna {current.column}" if current.column else ""
        what = f" “{current.value}”:" if current.value else ":"
        self.whole.setText(
            f"{current.sheet}, linha {figures(current.line)}{where}{what} {refused_words(current)}."
        )


class IgnoredCard(Card):
    """Titles and totals: folded, for nobody has to read them."""

    def __init__(self) -> None:
        super().__init__("Linhas que não são da carteira", " ", flush=True)
        self.unfold = LinkButton("Mostrar")
        self.unfold.clicked.connect(self._turn)
        self.add_header(self.unfold)
        self.table: Table[IgnoredRow] = Table(
            [
                Column("Linha", lambda each: figures(each.line), chars=5, align="right"),
                Column("O que é", ignored_words, chars=26, stretch=2),
                Column("Planilha", lambda each: Text(each.sheet, "text2"), chars=12, stretch=1),
            ],
            name="Linhas que não são da carteira",
            key=lambda each: (each.sheet, each.line),
            row_height="office",
        )
        self.add(self.table)
        self.table.hide()

    def show_rows(self, rows: Sequence[IgnoredRow]) -> None:
        """These lines; without any the card is not there."""
        self.setVisible(bool(rows))
        self.hint.setText(f"{counted(len(rows), 'linha', 'linhas')} de título, cabeçalho ou total")
        self.table.set_rows(rows)
        fit_lines(self.table)

    def _turn(self) -> None:
        self.table.setVisible(not self.table.isVisible())
        self.unfold.set_words("Esconder" if self.table.isVisible() else "Mostrar")


def fit_lines(table: Table[Row]) -> None:
    """As high as its lines, up to some; beyond that it scrolls."""
    lines = min(len(table.rows()), SHOWN_LINES)
    table.setFixedHeight(px(Size.HEADER) + lines * px(Size.ROW_OFFICE))
