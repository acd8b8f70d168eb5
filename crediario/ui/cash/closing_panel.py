"""The canhoto of a closing: counted and expected, what differs, why, what stays, and the blue button."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_money
from crediario.domain.cash_closing import NOTE_LENGTH
from crediario.domain.errors import KnownFailure
from crediario.ui.approval import Approval
from crediario.ui.cash import cash_words
from crediario.ui.cash.closing_draft import ClosingDraft
from crediario.ui.messages import words
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.cards import Canhoto, Note, SumLine
from crediario.ui.widgets.edits import MoneyEdit, NumberEdit, TextEdit
from crediario.ui.widgets.fields import Check, Field
from crediario.ui.widgets.labels import IconLabel, bold, label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row
from crediario.ui.widgets.pin_edit import PinEdit

HIGHEST_NUMBER = 999
ICONS = {"ok": "circle-check", "att": "circle-alert", "late": "triangle-alert"}


class ClosingPanel(Canhoto):
    """``edited`` tells that something was typed.

    What is typed scrolls where there is little room; ``end``, with the blue button, never does.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._counted, self._expected = SumLine("Contado"), SumLine("Sistema")
        self._sign = IconLabel("circle-alert", "att")
        self._name = label("", "body_bold", "att")
        self.figure = label("", "amount")
        self._follows = label("", "office", "text2", wrap=True)
        self.recounts = label("", "office", "text2", wrap=True)
        self.note = TextEdit()
        self.note.setMaxLength(NOTE_LENGTH)
        self.note.setPlaceholderText("Ex.: troco dado a mais às 16h")
        self._note_field = Field("Observação", self.note, hint="opcional")
        self.left = MoneyEdit()
        self._left_field = Field("Deixar de fundo para amanhã", self.left)
        self._collected = SumLine("Recolher ao cofre", kind="strong")
        self.approver = NumberEdit(1, HIGHEST_NUMBER)
        self.pin = PinEdit()
        self._approver_field = Field("Número de quem gerencia", self.approver)
        self._pin_field = Field("Senha de 6 números", self.pin)
        self.release = holder(column(self._approver_field, self._pin_field, gap=Gap.X8))
        self.prints = Check("Imprimir a fita", checked=True)
        self.preview = LinkButton("Prévia da fita", "F9")
        self.failure = Note(tone="att")
        self.failure.hide()
        self.problem = label("", "office", "text2", wrap=True)
        self.primary = KeyButton("Fechar caixa", "F10", "primary", "till")
        self._build()
        self._listen()

    def take_end(self) -> None:
        """Beside the count: the blue button within, and above it as much of the rest as fits."""
        self._scroll.setWidget(self._typed)
        self._typed.setAutoFillBackground(False)
        self._scroll.show()
        self.body.addWidget(self.end)

    def leave_end(self) -> None:
        """Under the count: as tall as it is; the blue button stands wherever it was taken to."""
        if self._scroll.widget() is not None:
            self.body.insertWidget(0, self._scroll.takeWidget())
        self._scroll.hide()

    def approval(self) -> Approval:
        """Who agrees, as typed so far; the reason is the note."""
        return Approval(self.approver.value() or 0, self.pin.text(), self.note.value())

    def show_draft(self, draft: ClosingDraft) -> None:
        """Bring everything to what was typed; fields in use stay."""
        told = draft.is_compared
        self._counted.show_value(format_money(draft.counted))
        self._expected.show_value(format_money(draft.expected) if told else "depois da contagem")
        for widget in (self._sign, self._name, self.figure, self._follows, self._after):
            widget.setVisible(told)
        self.recounts.setVisible(draft.desk.is_blind)
        self.recounts.setText(
            cash_words.recounts_words(draft.desk.recounts_left) if draft.desk.counted else cash_words.BLIND
        )
        if told:
            self._show_verdict(draft)
            self._show_left(draft)
        self.preview.setVisible(told)
        self.release.setVisible(draft.is_beyond)
        self.primary.set_words("Fechar caixa" if told else "Conferir contagem")
        self.primary.setEnabled(not draft.problem)
        self.problem.setText(draft.problem)
        self.problem.setVisible(bool(draft.problem))

    def show_failure(self, failure: KnownFailure) -> None:
        """What was refused; nothing typed is lost."""
        said = words(failure)
        self.failure.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest, tone="att")

    def show_pin_refusal(self, failure: KnownFailure) -> None:
        """Beside the figures, which are typed anew."""
        self.pin.clear()
        said = words(failure)
        self.pin.set_error(f"{said.title}. {said.rest}" if said.rest else said.title)
        self._pin_field.show_error(self.pin.error)
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_note(self) -> None:
        """Ctrl+J."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self) -> None:
        """An empty canhoto for another closing."""
        for edit in (self.note, self.pin):
            edit.clear()
        self.left.set_value(None)
        self.approver.set_value(None)
        self.failure.hide()

    def first_missing(self, draft: ClosingDraft) -> QWidget:
        """The field that still lacks, once the counts stand side by side."""
        if not draft.is_beyond:
            return self.left
        if not self.note.value():
            return self.note
        return self.approver if not self.approver.value() else self.pin

    def _show_verdict(self, draft: ClosingDraft) -> None:
        said = draft.verdict
        self._sign.show_icon(ICONS[said.tone], said.tone)
        self._name.setText(said.name)
        self._name.set_tone(said.tone)
        self.figure.announce(said.figure)
        self._follows.setText(said.follows)
        self._note_field.name.setText("Motivo da diferença" if draft.is_beyond else "Observação")
        self._note_field.hint.setText("fica registrado" if draft.is_beyond else "opcional")

    def _show_left(self, draft: ClosingDraft) -> None:
        if draft.float_left is None and not self.left.hasFocus():
            with QSignalBlocker(self.left):
                self.left.set_value(draft.stays)
        self._collected.show_value(format_money(draft.collected))

    def _build(self) -> None:
        self.top.addWidget(label("Fechamento", "body_bold"))
        self.top.addWidget(self._counted)
        self.top.addWidget(self._expected)
        self._after = holder(column(self._note_field, self._left_field, self._collected, gap=Gap.X8))
        self._typed = holder(column(
            row(self._sign, self._name, 1, gap=Gap.X6), self.figure, self._follows, self.recounts,
            self._after, self.release, None, gap=Gap.X10,
        ))  # fmt: skip
        self._scroll = ScrollArea()
        self.body.addWidget(self._scroll, 1)
        printing = row(self.prints, 1, self.preview, gap=Gap.X8)
        self.end = holder(column(printing, self.failure, self.problem, self.primary, gap=Gap.X10))
        self.take_end()

    def _listen(self) -> None:
        for edit in (self.note, self.left, self.approver, self.pin):
            edit.textChanged.connect(lambda _: self.edited.emit())
