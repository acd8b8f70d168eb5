"""The lines that wait, each with what it likely is; what is marked is confirmed together."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from crediario.domain.br import format_amount
from crediario.services.bank import BankDesk, DeskLine
from crediario.ui.bank import bank_words
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.cells import Cell, TagCell, Text, TwoLine
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table
from crediario.ui.words import counted


class BankList(Card):
    """``confirm_asked`` and ``bring_asked`` come from its buttons."""

    confirm_asked = Signal()
    bring_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Entrou no banco", " ", flush=True)
        self.bring = KeyButton("Trazer extrato", "Ctrl+O", size="small", icon="file-spreadsheet")
        self.bring_first = KeyButton("Trazer extrato", "Ctrl+O", "primary", icon="file-spreadsheet")
        self.confirm = KeyButton("Confirmar marcados", "F10", "primary")
        self.empty = EmptyState("circle-check", "Nada para conferir", "", self.bring_first, tone="ok")
        self.table: Table[DeskLine] = Table(
            [
                Column("Dia", lambda each: f"{each.day:%d/%m}", chars=5),
                Column("No extrato", _said, chars=10, stretch=3),
                Column("Valor", lambda each: Text(format_amount(each.amount), bold=True), 9, "right"),
                Column("Proposta", _proposed, chars=13, stretch=4),
                Column("Certeza", _score, chars=7),
            ],
            name="Lançamentos do extrato",
            key=lambda each: each.line_id,
            marks=True,
            row_height="two_line",
        )
        self.pane = Pane(self.table, self.empty, "Procurando recibos e parcelas…")
        self._marked, self._sum = label("", "office_bold"), label("", "office", "text2", elide=True)
        self.table.keep_frame()
        self.add(self.pane, 1)
        self.add_header(self.bring)
        self.add_footer(self._marked, self._sum, 1, self.confirm)
        self.table.marks_changed.connect(self.show_marks)
        self.confirm.clicked.connect(self.confirm_asked)
        self.bring.clicked.connect(self.bring_asked)
        self.bring_first.clicked.connect(self.bring_asked)
        self.show_marks()

    def show_desk(self, desk: BankDesk, *, mark_sure: bool) -> None:
        """Everything that waits; with ``mark_sure`` those that are as good as certain are marked."""
        waiting = counted(desk.waiting, "lançamento espera", "lançamentos esperam")
        more = f", {len(desk.lines)} aqui" if desk.waiting > len(desk.lines) else ""
        self.hint.setText(f"{waiting}{more}" if desk.waiting else "")
        self.table.set_rows(desk.lines)
        if mark_sure:
            self.table.set_marked([line for line in desk.lines if _is_sure(line)])
        title = "Nada para conferir" if desk.statements else "Nenhum extrato ainda"
        self.empty.say(title, bank_words.last_words(desk.statements))
        self.pane.show_content(is_empty=not desk.lines)
        self.bring.setVisible(bool(desk.lines))
        self.show_marks()

    def confirmable(self) -> list[DeskLine]:
        """What is marked and has a proposal."""
        return [line for line in self.table.marked_rows() if line.proposal is not None]

    def aside(self) -> list[DeskLine]:
        """What would be left aside: the marked lines without a proposal, or the one with the frame."""
        without = [line for line in self.table.marked_rows() if line.proposal is None]
        current = self.table.current_row()
        return without or ([current] if current is not None else [])

    def show_marks(self) -> None:
        """How many are marked and what they come to."""
        lines = self.confirmable()
        said, total = bank_words.marked_words(lines) if lines else ("", "")
        self._marked.setText(said)
        self._marked.setVisible(bool(lines))
        self._sum.setText(total or ("Espaço marca" if self.table.rows() else ""))
        self.confirm.setEnabled(bool(lines))

    def show_progress(self, done: int, total: int) -> None:
        """While lines are confirmed one after the other."""
        self._marked.show()
        self._marked.setText(bank_words.progress_words(done, total))
        self._sum.setText("")


def _is_sure(line: DeskLine) -> bool:
    """What was confirmed once and undone is looked at by a person, however sure it looks."""
    if line.reversed_receipt is not None:
        return False
    return line.proposal is not None and line.proposal.score >= bank_words.SURE


def _said(line: DeskLine) -> Cell:
    first, _, rest = line.description.partition(" · ")
    rest = bank_words.undone_words(line) or rest
    return TwoLine(first or "Sem descrição", rest, bold=False) if rest else Text(first or "Sem descrição")


def _proposed(line: DeskLine) -> Cell:
    proposal = line.proposal
    if proposal is None:
        return Text(bank_words.NO_PROPOSAL, "text3")
    return TwoLine(proposal.customer_name, f"{bank_words.target_words(proposal)} · {_why(proposal.reasons)}")


def _why(reasons: Sequence[object]) -> str:
    return ", ".join(words for reason, words in bank_words.REASONS.items() if reason in reasons)


def _score(line: DeskLine) -> Cell:
    if line.proposal is None:
        return Text("—", "text3")
    return TagCell(str(line.proposal.score), bank_words.score_tone(line.proposal.score))
