"""Dispensar encargos: how much of fine and interest, and why, on one line under the installments."""

from PySide6.QtCore import Qt, Signal

from crediario.domain.br import format_amount, format_money
from crediario.domain.money import Money
from crediario.ui.payments.waiver_draft import REASONS, WaiverDraft
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.edits import TextEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.layout import row
from crediario.ui.widgets.till_edits import CounterMoneyEdit

DETAIL_LENGTH = 120


class WaiverBox(Card):
    """``changed`` carries the ``WaiverDraft`` typed so far."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__(padding=Gap.X12)
        self.amount = CounterMoneyEdit()
        self.reason: Combo[str] = Combo([("", "Escolha o motivo"), *((each, each) for each in REASONS)])
        self.detail = TextEdit()
        self.detail.setMaxLength(DETAIL_LENGTH)
        self.detail.setPlaceholderText("Se quiser, conte mais")
        self._amount_field = Field("Dispensar", self.amount)
        reason = Field("Motivo", self.reason, hint="Ctrl+J")
        fields = row(self._amount_field, 2, reason, 3, Field("Detalhe", self.detail), 4)
        fields.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add(fields)
        for each in (self.amount, self.detail):
            each.textChanged.connect(lambda _: self.changed.emit(self.typed()))
        self.reason.currentIndexChanged.connect(lambda _: self.changed.emit(self.typed()))
        self.hide()

    def typed(self) -> WaiverDraft:
        """What was said so far."""
        amount = self.amount.value()
        unreadable = amount is None and bool(self.amount.text().strip())
        return WaiverDraft(amount, unreadable, self.reason.value() or "", self.detail.text())

    def show_charges(self, charges: Money, ceiling: Money | None) -> None:
        """How much there is to forgive, and how much of it alone."""
        self.amount.setPlaceholderText(format_amount(charges))
        most = charges if ceiling is None else min(charges, ceiling)
        self._amount_field.name.setText(f"Dispensar, até {format_money(most)} por sua conta")

    def begin(self) -> None:
        """Open it: all charges, the reason first, since everything else may stay."""
        self.forget()
        self.show()
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self) -> None:
        """Nothing typed."""
        self.amount.set_value(None)
        self.reason.set_value("")
        self.detail.clear()
