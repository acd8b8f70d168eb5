"""The ways to pay at the till, side by side, each with its letter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crediario.domain.tender import Method
from crediario.ui.theme import Gap
from crediario.ui.widgets.choices import ChoiceGroup, MethodCard
from crediario.ui.widgets.layout import row
from crediario.ui.words import METHOD_NAMES, METHODS

METHOD_ICONS = {
    Method.CASH: "banknote", Method.PIX: "qr-code", Method.DEBIT: "credit-card", Method.CREDIT: "credit-card",
}  # fmt: skip
LETTERS = "DPBC"


class MethodCards(QWidget):
    """``chosen`` tells the place of the new one."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.cards = [
            MethodCard(METHOD_NAMES[method], letter, METHOD_ICONS[method])
            for method, letter in zip(METHODS, LETTERS, strict=True)
        ]
        for card in self.cards:
            # A click is no reason to leave the field that is being typed in.
            card.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._group = ChoiceGroup(self.cards, self)
        self._group.chosen.connect(self.chosen)
        self.setLayout(row(*self.cards, gap=Gap.X6))

    def choose(self, method: Method) -> None:
        """Mark how it is paid."""
        self._group.choose(METHODS.index(method))
