"""The till was closed: what differed, what goes to the safe, and the sheet as it is printed."""

from PySide6.QtWidgets import QWidget

from crediario.services.cash_closing import ClosingDone
from crediario.services.cash_sheets import issue_cash_sheet
from crediario.ui.cash import cash_words
from crediario.ui.done_head import DoneHead
from crediario.ui.issued_papers import Paper
from crediario.ui.navigation import Shell
from crediario.ui.paper_shelf import PaperShelf
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.layout import column, row

SHEET = "cash_sheet"
IS_SAVED = "O caixa está fechado e guardado."


class DoneView(QWidget):
    """The head, the sheet, and the way on."""

    def __init__(self, shell: Shell, done: ClosingDone, *, prints: bool) -> None:
        super().__init__()
        self.head = DoneHead()
        self.head.say(*cash_words.done_words(done))
        self.shelf = PaperShelf(shell, "Fita do fechamento", IS_SAVED)
        self.primary = KeyButton("Ir para o início", "Enter", "primary", "large")
        self.setLayout(column(self.head, self.shelf, 1, row(None, self.primary), gap=Gap.X12))
        self.shelf.issue([sheet_paper(done.closing_id, done.number, goes_out=prints)])


def sheet_paper(closing_id: int, number: int, *, goes_out: bool = False) -> Paper:
    """The sheet of a closing, to be issued or printed again."""
    return Paper(
        SHEET, f"Fechamento {number}", "fita do caixa, 80 mm", closing_id, issue_cash_sheet, goes_out=goes_out
    )
