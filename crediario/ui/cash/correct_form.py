"""What a closed session turns out to have been short or over: found, or handed back, and why."""

from crediario.domain.errors import KnownFailure
from crediario.domain.money import Money
from crediario.services.cash_closing import ClosingRow
from crediario.ui.cash import cash_words
from crediario.ui.messages import words
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.edits import MoneyEdit, TextEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.labels import bold, label

REASON_LENGTH = 200
WAYS = ((1, "Dinheiro achado: entra na gaveta"), (-1, "Dinheiro de outra pessoa: sai da gaveta"))


class CorrectForm(Card):
    """Which way, how much, why, and the blue button."""

    def __init__(self) -> None:
        super().__init__(padding=Gap.X16)
        self.heading = label("", "heading")
        self._about = label("", "office", "text2", wrap=True)
        self.way: Combo[int] = Combo(WAYS)
        self.amount = MoneyEdit(size="money")
        self.reason = TextEdit()
        self.reason.setMaxLength(REASON_LENGTH)
        self.reason.setPlaceholderText("Ex.: nota achada debaixo da gaveta")
        self.failure = Note(tone="att")
        self.primary = KeyButton("Registrar correção", "F10", "primary", "till")
        stays = label(
            "O fechamento fica como está. A correção é um lançamento novo na gaveta aberta agora.",
            "office", "text2", wrap=True,
        )  # fmt: skip
        self.add(
            self.heading, self._about, stays, Field("Valor", self.amount), Field("O que houve", self.way)
        )
        self.add(Field("Motivo", self.reason, hint="fica registrado"), None, self.failure, self.primary)

    def begin(self, row: ClosingRow) -> None:
        """An empty form for that closing; what was missing is what is found."""
        self.heading.setText(f"Corrigir o fechamento {row.number}")
        self._about.setText(f"Diferença: {cash_words.difference_words(row)}")
        self.way.set_value(1 if row.difference <= Money.ZERO else -1)
        self.amount.set_value(None)
        self.reason.clear()
        self.failure.hide()

    def value(self) -> Money:
        """Signed: what enters is positive."""
        return (self.amount.value() or Money.ZERO) * self.way.value()

    def show_failure(self, failure: KnownFailure) -> None:
        """Why it was not registered; what was typed stays."""
        said = words(failure)
        self.failure.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest)
