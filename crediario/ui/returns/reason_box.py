"""Why: one of the usual reasons, or another in the person's own words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crediario.ui.theme import Gap
from crediario.ui.widgets.edits import TextEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.layout import column, row

OTHER = "Outro motivo"
SHORTEST = 3


class ReasonBox(QWidget):
    """The first line of the list is chosen by nobody: a reason is always given on purpose.

    A ``narrow`` one has its two fields one below the other.
    """

    def __init__(self, usual: Sequence[str], *, narrow: bool = False) -> None:
        super().__init__()
        choices = [("", "Escolha o motivo"), *((each, each) for each in usual), (OTHER, OTHER)]
        self.usual: Combo[str] = Combo(choices)
        self.more = TextEdit()
        self.more.setPlaceholderText("em poucas palavras")
        chosen = Field("Motivo", self.usual, hint="fica registrado")
        detail = Field("Detalhe", self.more)
        beside = column(chosen, detail, gap=Gap.X8) if narrow else row(chosen, 1, detail, 1)
        self.setLayout(beside)

    def value(self) -> str:
        """The reason as it is kept; "" while there is none."""
        chosen, more = self.usual.value(), self.more.value()
        if chosen == OTHER:
            return more if len(more) >= SHORTEST else ""
        return f"{chosen}: {more}" if chosen and more else chosen

    def go_to_missing(self) -> None:
        """To what still lacks, saying so."""
        if self.usual.value() != OTHER:
            self.usual.setFocus()
            return
        self.more.set_error("Diga o motivo")
        self.more.setFocus()
