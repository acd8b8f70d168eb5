"""The till is closed: the float is counted and confirmed, and the day begins."""

from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.domain.money import Money
from crediario.services.cash import CashDesk
from crediario.ui.cash import cash_words
from crediario.ui.messages import words
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.edits import MoneyEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import column, row


class OpenForm(QWidget):
    """One field and the blue button; the closings of before are a key away."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "heading")
        self.float = MoneyEdit(size="money")
        self.float.setAccessibleName("Fundo de troco")
        self._field = Field("Fundo de troco na gaveta", self.float)
        self.failure = Note(tone="att")
        self.failure.hide()
        self.primary = KeyButton("Abrir caixa", "F10", "primary", "till")
        self.past = LinkButton("Fechamentos anteriores", "A")
        why = label(
            "Sem caixa aberto nada é recebido nem devolvido. Vender sem entrada não precisa dele.",
            "office", "text2", wrap=True,
        )  # fmt: skip
        card = Card(padding=Gap.X20).add(
            self.title, why, self._field, self.failure, self.primary, row(self.past, None)
        )
        card.setMaximumWidth(px(Size.DIALOG_WIDTH))
        card.setMinimumWidth(px(Size.SIDE_PANEL_NARROW))
        self.setLayout(column(row(None, card, 8, None), None))
        self._proposed = False

    def show_desk(self, desk: CashDesk) -> None:
        """Propose what the last closing left; what was typed stays."""
        self.title.setText(f"O caixa {desk.till_number:02d} está fechado")
        self._field.show_note(cash_words.left_words(desk))
        if not self._proposed:
            self._proposed = True
            self.float.set_value(desk.float_left)
            # What is proposed is typed over, whether the keyboard was here first or the answer.
            self.float.selectAll()

    def amount(self) -> Money:
        """What was counted; an empty field is an empty drawer."""
        return self.float.value() or Money.ZERO

    def show_failure(self, failure: KnownFailure) -> None:
        """Why it did not open."""
        said = words(failure)
        self.failure.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest)

    def forget(self) -> None:
        """For the next time."""
        self._proposed = False
        self.failure.hide()
        self.float.set_value(None)
