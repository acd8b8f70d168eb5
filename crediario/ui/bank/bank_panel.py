"""One line of the statement whole: what it would be, why, where the money goes; and leaving it aside."""

from PySide6.QtCore import Qt, Signal

from crediario.domain.br import format_date
from crediario.services.bank import DeskLine
from crediario.ui.bank import bank_words
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note, SumLine, Tag
from crediario.ui.widgets.edits import TextEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row, separator

SUMS = 4


class BankPanel(Card):
    """``aside_asked`` when the line is to be left aside, its reason typed."""

    aside_asked = Signal()

    def __init__(self) -> None:
        super().__init__("O que este lançamento seria", flush=True)
        self.said = label("", "office", "text2", wrap=True)
        self.kind = label("", "name", wrap=True)
        self.score = Tag()
        self.who = label("", "body_bold", wrap=True)
        self.target = label("", "body", wrap=True)
        self.why = label("", "office", "text2", wrap=True)
        self.does = label("", "office", "text2", wrap=True)
        self.undone = Note(tone="att", icon="ban")
        self._sums = [SumLine("") for _ in range(SUMS)]
        self.reason = TextEdit()
        self.reason.setPlaceholderText("Venda no cartão, depósito da loja…")
        self.reason.advances = False
        self.leave = KeyButton("Deixar de lado", "Delete", size="small")
        head = row(self.kind, 1, self.score, gap=Gap.X8)
        head.setAlignment(self.score, Qt.AlignmentFlag.AlignTop)
        inside = column(
            self.undone, head, self.who, self.target, self.why, separator(), *self._sums, self.does,
            separator(), label("No extrato", "office_medium", "text2"), self.said, None, gap=Gap.X8,
            margin=Gap.X14,
        )  # fmt: skip
        aside = column(
            Field("Motivo para deixar de lado", self.reason), row(None, self.leave), gap=Gap.X6,
            margin=(Gap.X14, Gap.X10),
        )  # fmt: skip
        self._whole = holder(inside)
        self.add(ScrollArea(self._whole), 1, separator(), holder(aside))
        self.leave.clicked.connect(self.aside_asked)
        self.reason.returnPressed.connect(self.aside_asked)
        self.show_line(None)

    def show_line(self, line: DeskLine | None) -> None:
        """The line with the frame."""
        self.setEnabled(line is not None)
        self._whole.setVisible(line is not None)
        undone = bank_words.undone_words(line) if line else ""
        self.undone.setVisible(bool(undone))
        if undone:
            self.undone.show_note(f"{undone}. {bank_words.DECIDE_AGAIN}")
        proposal = line.proposal if line else None
        self.said.setText(f"{format_date(line.day)} · {line.description}" if line else "")
        self.kind.setText(
            bank_words.KINDS[proposal.kind] if proposal else bank_words.NO_PROPOSAL if line else ""
        )
        self.score.setVisible(proposal is not None)
        if proposal is not None:
            self.score.show_tag(f"{proposal.score} de 100", bank_words.score_tone(proposal.score))
        self.who.setText(proposal.customer_name if proposal else "")
        pieces = "\n".join(bank_words.all_pieces(proposal)) if proposal else ""
        target = bank_words.target_words(proposal).capitalize() if proposal else ""
        self.target.setText(pieces or target)
        self.why.setText(f"Porque: {bank_words.reasons_words(proposal)}." if proposal else "")
        without = bank_words.NO_PROPOSAL_TEXT if line else ""
        self.does.setText(bank_words.does_words(proposal) if proposal else without)
        for shown in (self.who, self.target, self.why):
            shown.setVisible(bool(shown.text()))
        self._show_sums(line)

    def ask_reason(self) -> bool:
        """Whether a reason was typed; if not, the field says that it is missing."""
        if self.reason.value():
            return True
        self.reason.set_error("Diga por quê")
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _show_sums(self, line: DeskLine | None) -> None:
        rows = bank_words.sums(line) if line else ()
        for place, each in enumerate(self._sums):
            each.setVisible(place < len(rows))
            if place < len(rows):
                each.show_value(rows[place][1], rows[place][0])
