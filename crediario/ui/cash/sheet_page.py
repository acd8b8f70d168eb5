"""The sheet as closing now would make it, before anything is closed: the strip, read from end to end."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crediario.ui import printing
from crediario.ui.cash import cash_words
from crediario.ui.paper_preview import PaperPreview
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import LinkButton
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.layout import ScrollArea, column, holder, row


class SheetPage(QWidget):
    """The strip as wide as it reads well; the arrows move along it."""

    def __init__(self) -> None:
        super().__init__()
        self.preview = PaperPreview()
        self.area = ScrollArea(holder(row(None, self.preview, None, margin=(Gap.X14, Gap.X14))))
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(cash_words.SHEET_TITLE)
        self.leave = LinkButton("Voltar à contagem", "Esc")
        card = Card(cash_words.SHEET_TITLE, cash_words.SHEET_HINT, flush=True).add(self.area, 1)
        card.add_header(self.leave)
        self.setLayout(column(card))

    def show_sheet(self, content: bytes) -> None:
        """A preview just made, from its beginning."""
        width, height = printing.page_size_mm(content)
        wide = px(Size.SIDE_PANEL)
        self.preview.setFixedSize(wide, round(wide * height / width))
        self.preview.show_page(content, cash_words.SHEET_TITLE)
        self.area.verticalScrollBar().setValue(0)
