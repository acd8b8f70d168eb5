"""Análise de crédito: what is asked at the left, at the right what it comes to; F10 decides."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crediario.documents import analysis_words
from crediario.domain.credit.decided import (
    AnalysisOutdated,
    BureauDayOutOfRange,
    BureauFiguresWrong,
    DecidedLimitWrong,
    DecisionReasonMissing,
)
from crediario.domain.credit.scorecard import Analysis, Proposal
from crediario.domain.errors import KnownFailure, Trouble
from crediario.domain.money import Money
from crediario.services.analysis import AnalysisDesk, AnalysisRecorded, analysis_desk, record_analysis
from crediario.services.attachments import (
    Attached,
    AttachmentKind,
    AttachOrder,
    ChosenFile,
    attach_file,
    choose_file,
)
from crediario.services.core import Topic
from crediario.services.record_access import AccessOrder, Opened, note_access
from crediario.ui.credit.analysis_draft import DECISIONS, Draft, analysis_order, needs_reason, proposed
from crediario.ui.credit.answers_form import AnswersForm
from crediario.ui.credit.decision_panel import DecisionPanel
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.messages import missing_words, words
from crediario.ui.navigation import Area, CreditAnalysis, CustomerForm, Screen, Shell
from crediario.ui.widgets.keyboard import go_to
from crediario.ui.widgets.labels import bold
from crediario.ui.widgets.layout import ScrollArea, SidePane, column
from crediario.ui.widgets.states import EmptyState, Pane

LEAVE = Question("Sair sem decidir?", "O que foi digitado não foi gravado.", yes="Sair sem decidir")
UNANSWERED = Question(
    "Decidir sem nenhuma resposta?",
    "Nada foi respondido nesta análise: ela conta só com o que o cadastro já diz. A decisão vale na hora.",
    yes="Decidir assim",
    no="Voltar e responder",
)
KINDS = "Consulta (*.pdf *.png *.jpg *.jpeg)"


class AnalysisScreen(Screen):
    """The proposal follows every key; nothing is written before F10."""

    title = "Análise de crédito"
    area = Area.CUSTOMERS
    refreshes_on = frozenset({Topic.CUSTOMERS, Topic.RECEIVABLES, Topic.SETTINGS})
    manual = "credito"

    def __init__(self, shell: Shell, place: CreditAnalysis) -> None:
        super().__init__(shell)
        self._customer_id = place.customer_id
        self._request_id = str(uuid4())
        self._desk: AnalysisDesk | None = None
        self._draft = Draft()
        self._analysis: Analysis | None = None
        self._done = False
        self.form, self.panel = AnswersForm(shell.today), DecisionPanel()
        self.primary = self.panel.primary
        both = SidePane(ScrollArea(self.form), self.panel)
        self.pane = Pane(both, EmptyState("lock", "Análise não disponível"), "Buscando o cadastro…")
        self.place(column(self.pane))
        self._listen()

    def _listen(self) -> None:
        self.form.changed.connect(self._answered)
        self.form.record.edit.clicked.connect(self._edit_record)
        self.form.complete.clicked.connect(self._edit_record)
        self.form.bureau.attach.clicked.connect(self._attach)
        self.panel.kind_chosen.connect(self._choose)
        self.panel.limit_changed.connect(self._limit_typed)
        self.panel.reason_changed.connect(lambda reason: self._edit(replace(self._draft, reason=reason)))
        self.panel.primary.clicked.connect(self.conclude)

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The record and what is open, again; what was typed stays."""
        if self._done:
            return
        if self._desk is None:
            self.pane.wait()
        self.shell.tasks.run(self, analysis_desk, self._arrived, self._customer_id, on_refused=self._not_read)

    def keys(self) -> Sequence[Action]:
        """What works here."""
        return (
            Action("decide", pick=self._decide_key, count=len(DECISIONS), label="Decisão"),
            Action("new", run=self._attach, label="Anexar consulta"),
            Action("edit", run=self._edit_record),
            Action("conclude", label="Decidir"),
            Action("back", label="Voltar"),
        )

    def can_leave(self) -> bool:
        """Ask once when something was typed."""
        return self._done or not self._draft.is_touched or self.shell.dialogs.ask(self, LEAVE)

    def first_focus(self) -> QWidget:
        """The first answer asked."""
        return self.form.first_field()

    # -- what arrives ----------------------------------------------------------------------------------------

    def _arrived(self, desk: AnalysisDesk) -> None:
        is_first, self._desk = self._desk is None, desk
        self.title = f"Análise de crédito · {desk.name}"
        self.title_changed.emit()
        self.form.record.show_desk(desk)
        self.form.missing.show_desk(desk)
        self.form.bureau.show_documents(desk, self.shell.ctx.clock)
        if desk.missing:
            self.form.incomplete.show_note(
                bold("Cadastro incompleto. "), f"Para decidir falta: {missing_words(desk.missing)}."
            )
        else:
            self.form.incomplete.hide()
        self.pane.show_content()
        self._show()
        if is_first:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
            opened = AccessOrder(str(uuid4()), desk.customer_id, Opened.ANALYSIS)
            self.shell.tasks.run(self, note_access, lambda _: None, opened)

    def _not_read(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    def _show(self) -> None:
        if self._desk is not None:
            self._analysis = proposed(self._draft, self._desk)
            self.form.income.show_analysis(self._analysis, self._desk)
            self.panel.show_draft(self._draft, self._desk, self._analysis)

    # -- what is typed ---------------------------------------------------------------------------------------

    def _edit(self, draft: Draft) -> None:
        """Another content is another request."""
        if draft != self._draft:
            self._draft = draft
            self._request_id = str(uuid4())
            self.panel.failure.hide()
            self._show()

    def _answered(self) -> None:
        answers, bureau = self.form.missing.answers(), self.form.bureau.report()
        self._edit(replace(self._draft, answers=answers, bureau=bureau))

    def _choose(self, kind: Proposal) -> None:
        self._edit(replace(self._draft, kind=kind, limit=None))

    def _decide_key(self, place: int) -> None:
        self.panel.group.choose(place, focus=True)

    def _limit_typed(self, limit: Money | None) -> None:
        self._edit(replace(self._draft, limit=limit))

    def _edit_record(self) -> None:
        self.shell.navigation.open(CustomerForm(self._customer_id))

    def _attach(self) -> None:
        path = self.shell.dialogs.open_file(self, "Anexar a consulta de crédito", KINDS)
        if path is not None:
            self.shell.tasks.run(self, choose_file, self._chosen, path)

    def _chosen(self, chosen: ChosenFile) -> None:
        order = AttachOrder.of(
            str(uuid4()), self._customer_id, AttachmentKind.BUREAU, chosen.title, chosen.content
        )
        self.shell.tasks.run(self, attach_file, self._attached, order)

    def _attached(self, attached: Attached) -> None:
        def choose(desk: AnalysisDesk) -> None:
            self._arrived(desk)
            self.form.bureau.choose_document(attached.attachment_id)

        self.shell.tasks.run(self, analysis_desk, choose, self._customer_id)

    # -- deciding --------------------------------------------------------------------------------------------

    def conclude(self) -> None:
        """F10: writes the decision down, or leads to what lacks."""
        desk, analysis = self._desk, self._analysis
        if desk is None or analysis is None or self._done or self._holds_wrong_text():
            return
        if needs_reason(self._draft, analysis, desk) and not self._draft.reason:
            self._refused(DecisionReasonMissing())
            return
        # A key pressed too soon would close somebody's credit.
        if not self._draft.is_touched and not self.shell.dialogs.ask(self, UNANSWERED):
            return
        order = analysis_order(self._draft, desk, analysis, self._request_id)
        self.panel.failure.hide()
        self.shell.tasks.run(
            self, record_analysis, self._recorded, order, on_refused=self._refused, busy=self.panel.primary
        )

    def _holds_wrong_text(self) -> bool:
        for edit in (*self.form.edits, *self.panel.edits):
            if edit.isVisible() and not edit.check():
                go_to(edit)
                return True
        return False

    def _recorded(self, made: AnalysisRecorded) -> None:
        self._done = True
        decided = analysis_words.decided_words(made.decision, made.limit)
        self.shell.navigation.toast(f"{decided}. A explicação está na ficha, em Crédito.")
        self.shell.navigation.back()

    def _refused(self, failure: KnownFailure) -> None:
        """Said above the button; nothing typed is lost."""
        said = words(failure)
        runs = bold(f"{said.title.rstrip('.')}. "), said.rest
        self.panel.show_failure(*runs, tone="late" if isinstance(failure, Trouble) else "att")
        if isinstance(failure, AnalysisOutdated):
            self.reload()
        field = self._field_of(failure)
        if field is not None:
            go_to(field)

    def _field_of(self, failure: KnownFailure) -> QWidget | None:
        if isinstance(failure, DecisionReasonMissing):
            return self.panel.reason
        if isinstance(failure, DecidedLimitWrong):
            return self.panel.limit
        if isinstance(failure, BureauDayOutOfRange):
            return self.form.bureau.consulted_on
        return self.form.bureau.count if isinstance(failure, BureauFiguresWrong) else None
