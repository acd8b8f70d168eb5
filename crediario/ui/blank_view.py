"""A screen of the till before anybody came: read the carnê, or say who it is."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from crediario.ui.messages import Message
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.paint import TagTone
from crediario.ui.widgets.search_field import SearchField

# Longer than a scanner takes: its figures are no search.
SEARCH_AFTER_MS = 180


class BlankView(QWidget):
    """``asked`` carries what was typed, to be searched."""

    asked = Signal(str)

    def __init__(self, question: str) -> None:
        super().__init__()
        self.note = Note(tone="att", icon="scan-barcode")
        self.note.hide()
        self.field = SearchField("Nome, CPF, telefone ou carnê", "F3", size="search", scanner=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_AFTER_MS)
        self._timer.timeout.connect(self._ask)
        self.field.textEdited.connect(lambda _: self._timer.start())
        self.field.submitted.connect(lambda _: self._ask())
        title = label(question, "heading")
        hint = label("Leia o carnê no leitor, ou digite para buscar o cliente.", "body", "text2", wrap=True)
        card = Card(padding=Gap.X24).add(title, hint, self.field)
        middle = holder(column(self.note, card))
        middle.setMaximumWidth(px(Size.PALETTE_WIDTH))
        self.setLayout(column(None, row(None, middle, 100, None), None, None))

    def refuse(self, message: Message, tone: TagTone) -> None:
        """What was read is not to be received, and why."""
        self.note.show_note(bold(f"{message.title.rstrip('.')}. "), message.rest, tone=tone)

    def _ask(self) -> None:
        self._timer.stop()
        text = self.field.text().strip()
        if text:
            self.field.clear()
            self.asked.emit(text)
