"""The canhoto of the analysis: points adding up, what they propose and why, and what the person decides."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from crediario.documents import analysis_words as words
from crediario.domain.br import format_money
from crediario.domain.credit.decided import Decision
from crediario.domain.credit.scorecard import Analysis, Proposal
from crediario.services.analysis import AnalysisDesk
from crediario.ui.credit.analysis_draft import DECISIONS, Draft, decision, needs_reason
from crediario.ui.credit.analysis_parts import BandsMeter, DecisionCard, PointsLines
from crediario.ui.theme import Gap, Size, Tone, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Canhoto, Note, SumLine
from crediario.ui.widgets.choices import ChoiceGroup
from crediario.ui.widgets.edits import MoneyEdit, TextEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import Run, label
from crediario.ui.widgets.layout import ScrollArea, clear, column, holder, row, separator
from crediario.ui.widgets.paint import TagTone

SHORT = {Proposal.REFUSE: "Recusar", Proposal.APPROVE_WITH_LESS: "Com menos", Proposal.APPROVE: "Aprovar"}
KEYS = ("Alt+R", "Alt+M", "Alt+V")
TONES: dict[Proposal, Tone] = {
    Proposal.REFUSE: "late", Proposal.APPROVE_WITH_LESS: "att", Proposal.APPROVE: "ok",
}  # fmt: skip
BUTTONS = {
    Proposal.REFUSE: "Recusar o crédito",
    Proposal.APPROVE_WITH_LESS: "Aprovar com menos",
    Proposal.APPROVE: "Aprovar o crédito",
}
MAY_BE_READ = "A pessoa pode pedir para ler: escreva como quem explica."


class Lines(QWidget):
    """A few lines, made anew whenever what they say changes."""

    def __init__(self) -> None:
        super().__init__()
        self._column = column(gap=Gap.X2)
        self.setLayout(self._column)

    def show_lines(self, lines: Sequence[QWidget]) -> None:
        """Show these instead."""
        clear(self._column)
        for line in lines:
            self._column.addWidget(line)


class DecisionPanel(Canhoto):
    """``kind_chosen``, ``limit_changed`` and ``reason_changed`` carry what the person wants."""

    kind_chosen = Signal(object)
    limit_changed = Signal(object)
    reason_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.lines, self.meter = PointsLines(), BandsMeter()
        self.total = SumLine("Pontos", kind="total")
        self.proposal = label("", "name", wrap=True)
        self.reasons, self.steps = Lines(), Lines()
        self.limit, self.reason = MoneyEdit(size="money"), TextEdit()
        self.cards = [
            DecisionCard(SHORT[kind], key, words.PROPOSALS[kind])
            for kind, key in zip(DECISIONS, KEYS, strict=True)
        ]
        self.group = ChoiceGroup(self.cards, self)
        self.failure = Note(tone="att")
        self.primary = KeyButton(BUTTONS[Proposal.APPROVE], "F10", "primary", "till")
        self._build()
        self.group.chosen.connect(lambda place: self.kind_chosen.emit(DECISIONS[place]))
        self.limit.value_changed.connect(self.limit_changed)
        self.reason.textEdited.connect(lambda: self.reason_changed.emit(self.reason.value()))

    # -- showing ---------------------------------------------------------------------------------------------

    def show_draft(self, draft: Draft, desk: AnalysisDesk, analysis: Analysis) -> None:
        """Every figure anew."""
        self.lines.show_lines(analysis.lines)
        self.total.value.announce(f"{analysis.points} de {analysis.maximum}")
        self.meter.show_points(analysis, desk.policy.points)
        self._show_proposal(analysis)
        self._show_decision(decision(draft, analysis, desk), differs=needs_reason(draft, analysis, desk))
        self.primary.setEnabled(not desk.missing)

    def _show_proposal(self, analysis: Analysis) -> None:
        said = words.PROPOSALS[analysis.proposal].lower()
        limit = "" if analysis.proposal is Proposal.REFUSE else f", {format_money(analysis.limit)}"
        self.proposal.announce(f"Proposta: {said}{limit}")
        self.proposal.set_tone(TONES[analysis.proposal])
        self.reasons.show_lines(
            [
                label(f"• {words.reason_words(each)}", "office", "text2", wrap=True)
                for each in analysis.reasons
            ]
        )
        self.steps.show_lines(
            [SumLine(words.step_words(each), format_money(each.amount)) for each in analysis.steps]
        )

    def _show_decision(self, chosen: Decision, *, differs: bool) -> None:
        with QSignalBlocker(self.group):
            self.group.choose(DECISIONS.index(chosen.kind))
        refused = chosen.kind is Proposal.REFUSE
        self.limit.setEnabled(not refused)
        typing = self.limit.hasFocus() and self.limit.isModified()
        if not typing and self.limit.value() != chosen.limit:
            with QSignalBlocker(self.limit):
                self.limit.set_value(chosen.limit)
        self._reason_field.setVisible(differs or bool(chosen.reason))
        self._reason_field.show_note(MAY_BE_READ if differs else "")
        self.primary.set_words(BUTTONS[chosen.kind])

    def show_failure(self, *runs: str | Run, tone: TagTone = "att") -> None:
        """Why it was not written down."""
        self.failure.show_note(*runs, tone=tone)

    @property
    def edits(self) -> Sequence[MoneyEdit]:
        """What may be typed wrong here."""
        return (self.limit,)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """What does not fit above the perforated line scrolls: the panel is never taller than its place."""
        return False

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.stretch_top()
        head = column(self.lines, separator(), self.total, self.meter, gap=Gap.X4)
        above = column(head, self.proposal, self.reasons, self.steps, None, gap=Gap.X8)
        self.top.addWidget(ScrollArea(holder(above)), 1)
        self.limit.setAccessibleName("Limite decidido")
        self._reason_field = Field("Motivo da decisão", self.reason, note=MAY_BE_READ)
        limit = row(label("Limite", "body_medium"), 1, self.limit, gap=Gap.X10)
        self.limit.setFixedWidth(px(Size.RAIL_WIDTH) * 2)
        self.body.addLayout(row(*self.cards, gap=Gap.X6))
        self.body.addLayout(limit)
        for widget in (self._reason_field, self.failure, self.primary):
            self.body.addWidget(widget)
        self.body.setSpacing(px(Gap.X8))
        self.failure.hide()
        self._reason_field.hide()
