"""How what is due at signing is paid: cash with its change, Pix with its code, a card."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_amount, format_money
from crediario.domain.negotiation import Offer
from crediario.domain.tender import Method
from crediario.ui.negotiation import negotiation_draft as thinking
from crediario.ui.negotiation.negotiation_draft import Draft
from crediario.ui.theme import Gap
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.method_cards import MethodCards
from crediario.ui.widgets.pix_panel import PixPanel
from crediario.ui.widgets.till_edits import CounterMoneyEdit


class PayBox(QWidget):
    """``method_chosen`` tells the place of the means; the two others what was typed for it."""

    method_chosen = Signal(int)
    handed_changed = Signal(object)
    pix_end_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.methods = MethodCards()
        self.handed = CounterMoneyEdit()
        self.handed.setAccessibleName("Dinheiro recebido")
        self.change = label("", "office_bold", "ok")
        self.error = label("", "office_medium", "late", wrap=True)
        self.pix = PixPanel(asks_amount=False)
        name = label("Recebido", "office", "text2")
        name.setBuddy(self.handed)
        said = column(name, self.change, gap=Gap.NONE)
        self._cash = holder(column(row(said, 1, self.handed, 1, gap=Gap.X10), self.error, gap=Gap.X4))
        self.setLayout(column(self.methods, self._cash, self.pix, gap=Gap.X8))
        self.error.hide()
        self._listen()

    def show_draft(self, draft: Draft, offer: Offer) -> None:
        """Only what the means needs."""
        self.methods.choose(draft.method)
        self._cash.setVisible(draft.method is Method.CASH)
        self.pix.setVisible(draft.method is Method.PIX)
        self.handed.setPlaceholderText(format_amount(offer.pays_today))
        change = thinking.change(draft, offer)
        self.change.announce(f"Troco {format_money(change)}" if change else "")
        self.change.setVisible(bool(change))
        self.pix.show_amount(offer.pays_today, thinking.pix_asked(draft, offer))

    def focus_entry(self, method: Method) -> None:
        """To what is typed next for this means; a card wants nothing."""
        if method is Method.CASH:
            self.handed.setFocus()
            self.handed.selectAll()
        elif method is Method.PIX:
            self.pix.code.setFocus()

    def forget(self) -> None:
        """Nothing was typed for another means."""
        self.handed.set_value(None)
        self.pix.code.clear()

    def _listen(self) -> None:
        self.methods.chosen.connect(self.method_chosen)
        self.handed.value_changed.connect(self.handed_changed)
        self.handed.error_changed.connect(self._show_error)
        self.pix.edited.connect(lambda: self.pix_end_changed.emit(self.pix.code.value()))

    def _show_error(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
