"""A change of a customer's credit by a person, with its reason; and the explanation of an analysis."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt, Signal

from crediario.domain.errors import KnownFailure
from crediario.services.analysis import AnalysisRow
from crediario.services.credit import (
    Account,
    CreditReasonMissing,
    HoldOrder,
    LimitOrder,
    LimitOutOfRange,
    block_credit,
    lift_restriction,
    restrict_credit,
    set_limit,
    unblock_credit,
)
from crediario.ui.customers import credit_words
from crediario.ui.messages import words
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note, SumLine
from crediario.ui.widgets.edits import MoneyEdit, TextEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.keyboard import go_to
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import ScrollArea, clear, column, holder, row


@dataclass(frozen=True, slots=True)
class Change:
    """What a person may do to an account: its words, and the use case that does it."""

    title: str
    help: str
    button: str
    run: Callable[..., Account]
    has_limit: bool = False


SET = Change(
    "Alterar limite",
    "Vale na hora. Os aumentos por pagar em dia continuam a partir dele; vazio volta ao limite inicial.",
    "Gravar limite",
    set_limit,
    has_limit=True,
)
BLOCK = Change(
    "Bloquear crédito", "Nada mais se vende a prazo; receber continua igual.", "Bloquear", block_credit
)
UNBLOCK = Change(
    "Desbloquear crédito", "Volta a vender a prazo, com o limite que tinha.", "Desbloquear", unblock_credit
)
RESTRICT = Change(
    "Anotar restrição",
    "O que se soube de fora, como uma consulta de crédito. A política diz o que a venda responde.",
    "Anotar restrição",
    restrict_credit,
)
LIFT = Change(
    "Retirar restrição", "A restrição deixa de valer; o registro dela fica.", "Retirar", lift_restriction
)


class CreditForm(Card):
    """``asked`` carries use case and order; a refusal is told here and nothing typed is lost."""

    asked = Signal(object, object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("Crédito")
        self._customer_id = 0
        self._change = SET
        self._request_id = ""
        self._help = label("", "office", "text2", wrap=True)
        self.limit, self.reason = MoneyEdit(), TextEdit()
        self._limit = Field("Limite novo", self.limit)
        self.refusal = Note(tone="att")
        self.save = KeyButton("", "F10", "primary")
        self.back = KeyButton("Voltar", "Esc")
        reason = Field("Motivo", self.reason, note="Fica no histórico. A pessoa pode pedir para ler.")
        buttons = row(None, self.back, self.save, gap=Gap.X8)
        self.add(self._help, row(self._limit, 1, reason, 3, gap=Gap.X10), self.refusal, None, buttons)
        self.save.clicked.connect(self.ask)
        self.back.clicked.connect(self.closed)

    def show_change(self, change: Change, customer_id: int, account: Account) -> None:
        """Ask for this change."""
        self._change, self._customer_id, self._request_id = change, customer_id, str(uuid4())
        self.title.setText(change.title)
        self._help.setText(change.help)
        self._limit.setVisible(change.has_limit)
        self.limit.set_value(account.limit)
        self.reason.clear()
        self.refusal.hide()
        self.save.set_words(change.button)
        go_to(self.limit if change.has_limit else self.reason)

    def ask(self) -> None:
        """F10: send it. The same request at every try, until one was refused."""
        if self._change.has_limit and not self.limit.check():
            self.limit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        given = (self._request_id, self._customer_id)
        reason = self.reason.value()
        order: Any = HoldOrder(*given, reason)
        if self._change.has_limit:
            order = LimitOrder(*given, self.limit.value(), reason)
        self.asked.emit(self._change.run, order)

    def show_refusal(self, failure: KnownFailure) -> None:
        """Say why not; the next try is another request."""
        self._request_id = str(uuid4())
        said = words(failure)
        self.refusal.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest)
        if isinstance(failure, CreditReasonMissing):
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(failure, LimitOutOfRange):
            self.limit.setFocus(Qt.FocusReason.OtherFocusReason)


class AnalysisView(Card):
    """Why a decision was what it was, by the policy of then."""

    printed = Signal(int)
    saved = Signal(int)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("Análise")
        self._row: AnalysisRow | None = None
        self._reasons, self._lines = column(gap=Gap.X4), column(gap=Gap.X2)
        self.print = KeyButton("Imprimir para o cliente", "F9", icon="printer")
        self.save = KeyButton("Salvar em PDF", "Ctrl+S")
        self.back = KeyButton("Voltar", "Esc")
        both = row(holder(column(self._reasons, None)), 3, holder(column(self._lines, None)), 2, gap=Gap.X24)
        self.add(ScrollArea(holder(both)), 1, row(self.print, self.save, None, self.back, gap=Gap.X8))
        self.print.clicked.connect(lambda: self.printed.emit(self.analysis_id))
        self.save.clicked.connect(lambda: self.saved.emit(self.analysis_id))
        self.back.clicked.connect(self.closed)

    @property
    def analysis_id(self) -> int:
        """The analysis shown."""
        return self._row.analysis_id if self._row is not None else 0

    def show_analysis(self, analysis: AnalysisRow) -> None:
        """Explain this one."""
        self._row = analysis
        title, reasons, lines = credit_words.explanation(analysis)
        self.title.setText(title)
        clear(self._reasons)
        clear(self._lines)
        for each in reasons:
            self._reasons.addWidget(label(each, "office", wrap=True))
        for name, points in lines:
            self._lines.addWidget(SumLine(name, points))
        if lines and analysis.facts is not None:
            most = analysis.facts.analysis.maximum
            self._lines.addWidget(SumLine("Pontos", f"{analysis.points} de {most}", kind="total"))
