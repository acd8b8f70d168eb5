"""Money taken out of the drawer or brought into it: how much and why, in the place of the side panel."""

from dataclasses import dataclass
from enum import Enum

from crediario.domain.errors import KnownFailure
from crediario.domain.money import Money
from crediario.ui.messages import words
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.edits import MoneyEdit, TextEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import bold, label

REASON_LENGTH = 200


class Move(Enum):
    """What is done to the drawer by hand."""

    DROP = "drop"
    SUPPLY = "supply"


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    text: str
    example: str
    button: str
    hint: str


_SAID = {
    Move.DROP: _Words(
        "Sangria", "Dinheiro que sai da gaveta para o cofre, o banco ou uma despesa.",
        "Ex.: depósito no banco", "Registrar sangria", "fica no fechamento",
    ),
    Move.SUPPLY: _Words(
        "Suprimento", "Dinheiro que vem do cofre para a gaveta, como troco.", "Ex.: moedas para troco",
        "Registrar suprimento", "opcional",
    ),
}  # fmt: skip


class MoveForm(Card):
    """The amount, the reason, the blue button."""

    def __init__(self) -> None:
        super().__init__(padding=Gap.X16)
        self.kind = Move.DROP
        self.heading = label("", "heading")
        self._text = label("", "office", "text2", wrap=True)
        self.amount = MoneyEdit(size="money")
        self.reason = TextEdit()
        self.reason.setMaxLength(REASON_LENGTH)
        self._reason_field = Field("Motivo", self.reason)
        self.failure = Note(tone="att")
        self.primary = KeyButton("", "F10", "primary", "till")
        self.add(self.heading, self._text, Field("Valor", self.amount), self._reason_field, None)
        self.add(self.failure, self.primary)

    def begin(self, move: Move) -> None:
        """An empty form for one or the other."""
        self.kind, said = move, _SAID[move]
        self.heading.setText(said.title)
        self._text.setText(said.text)
        self.reason.setPlaceholderText(said.example)
        self._reason_field.hint.setText(said.hint)
        self.primary.set_words(said.button)
        self.amount.set_value(None)
        self.reason.clear()
        self.failure.hide()

    @property
    def has_typed(self) -> bool:
        """Whether something would be lost."""
        return bool(self.amount.text() or self.reason.text())

    def value(self) -> Money:
        """How much; nothing typed is nothing."""
        return self.amount.value() or Money.ZERO

    def show_failure(self, failure: KnownFailure) -> None:
        """Why it was not registered; what was typed stays."""
        said = words(failure)
        self.failure.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest)
