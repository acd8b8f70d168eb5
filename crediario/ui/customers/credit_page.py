"""Crédito, on the ficha: the account, everything that changed it, every analysis; and what may be changed."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crediario.domain.br import format_date
from crediario.domain.errors import KnownFailure
from crediario.gateways.clock import at_shop
from crediario.services.analysis import AnalysisPaper, AnalysisRow, analyses, analysis_paper
from crediario.services.credit import Account, LimitLine, account_of, limit_entries
from crediario.services.ficha import CardCredit
from crediario.ui import printing
from crediario.ui.customers import credit_words
from crediario.ui.customers.card_credit_words import all_lines, score_title
from crediario.ui.customers.credit_form import (
    BLOCK,
    LIFT,
    RESTRICT,
    SET,
    UNBLOCK,
    AnalysisView,
    Change,
    CreditForm,
)
from crediario.ui.customers.credit_words import CreditEvent
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import CreditAnalysis, Shell
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.cells import Text
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import holder, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table

EMPTY = "Nada decidido ainda"
EMPTY_TEXT = "Vale o limite inicial da loja, até alguém analisar ou alterar."


class CreditPage(QStackedWidget):
    """The list, the form of a change, or an analysis explained. ``keys_changed`` when another is shown.

    A screen places it, calls ``show_customer`` and takes ``keys`` into its own; while
    ``is_inside`` the page answers Esc itself.
    """

    keys_changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._customer_id = 0
        self._account: Account | None = None
        self._entries: tuple[LimitLine, ...] | None = None
        self._analyses: tuple[AnalysisRow, ...] | None = None
        may = shell.ctx.operator.may
        self._may_analyse, self._may_set = may("analyse_credit"), may("set_limit")
        self.analyse = KeyButton("Analisar", "Ctrl+Y", size="small")
        self.limit = KeyButton("Alterar limite", "Alt+T", size="small")
        self.block = KeyButton("Bloquear", "Alt+B", size="small")
        self.restrict = KeyButton("Anotar restrição", "Alt+S", size="small")
        self.state = label("", "office_bold", elide=True)
        self.held = Note(tone="late")
        self.why_score = label("", "office", "text2", wrap=True)
        self.table = self._table()
        self.pane = Pane(self.table, EmptyState("gauge", EMPTY, EMPTY_TEXT), "Buscando o crédito…")
        self.list = Card(flush=True)
        self.form, self.view = CreditForm(), AnalysisView()
        self._build()
        self._listen()

    # -- what a screen asks ----------------------------------------------------------------------------------

    def show_score(self, credit: CardCredit) -> None:
        """Every reason of the score: on the ficha's own card not all have room."""
        lines = credit.score.lines
        self.why_score.setText(f"{score_title(credit)}  ·  {all_lines(lines, '  ·  ')}")
        self._why_score.setVisible(bool(lines))

    def show_customer(self, customer_id: int) -> None:
        """The credit of this customer."""
        if customer_id != self._customer_id:
            self._customer_id = customer_id
            self._go(self.list)
        self.reload()

    def reload(self) -> None:
        """Read again; what is typed or explained stays."""
        self.pane.wait()
        self._entries = self._analyses = None
        run, asked = self._shell.tasks.run, self._customer_id
        run(self, account_of, self._account_came, asked, on_refused=self._failed)
        run(self, limit_entries, self._entries_came, asked, on_refused=self._failed)
        run(self, analyses, self._analyses_came, asked, on_refused=self._failed)

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        back = Action("back", run=self.to_list, label="Voltar")
        if self.currentWidget() is self.form:
            save = Action("conclude", run=self.form.ask, label=self.form.save.words)
            return (Action("next_field"), save, back)
        if self.currentWidget() is self.view:
            return (
                Action("print", run=self.view.print.click, label="Imprimir"),
                Action("save_paper", run=self.view.save.click, label="Salvar em PDF"),
                back,
            )
        return self._list_keys()

    @property
    def is_inside(self) -> bool:
        """Whether Esc leads back to the list, and not out of the screen."""
        return self.currentWidget() is not self.list

    def first_focus(self) -> QWidget:
        """The rows, or the first thing that may be done."""
        if self.table.rows() or not self._may_analyse:
            return self.table
        return self.analyse

    def to_list(self) -> None:
        """Esc: back to the list."""
        self._go(self.list)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        buttons = (self.analyse, self.limit, self.block, self.restrict)
        head = row(self.state, 1, *buttons, gap=Gap.X8, margin=(Gap.X14, Gap.X8))
        self._held = holder(row(self.held, margin=(Gap.X14, Gap.NONE)))
        self._why_score = holder(row(self.why_score, margin=(Gap.X14, Gap.X8)))
        self._why_score.hide()
        self.list.add(head, self._held, self.pane, 1, self._why_score)
        self.list.body.setSpacing(0)
        for page in (self.list, self.form, self.view):
            self.addWidget(page)
        self.analyse.setVisible(self._may_analyse)
        for button in buttons[1:]:
            button.setVisible(self._may_set)
        self._held.hide()

    def _listen(self) -> None:
        self.analyse.clicked.connect(self._analyse)
        self.limit.clicked.connect(lambda: self._ask(SET))
        self.block.clicked.connect(self._ask_block)
        self.restrict.clicked.connect(self._ask_restriction)
        self.table.opened.connect(self._explain)
        self.table.current_changed.connect(lambda _: self.keys_changed.emit())
        self.form.asked.connect(self._change)
        self.form.closed.connect(self.to_list)
        self.view.closed.connect(self.to_list)
        self.view.printed.connect(lambda found: self._paper(found, self._print))
        self.view.saved.connect(lambda found: self._paper(found, self._save))

    def _table(self) -> Table[CreditEvent]:
        return Table(
            [
                Column("Data", self._day, chars=10),
                Column("O que aconteceu", lambda each: Text(each.what, each.tone), chars=18, stretch=2),
                Column("Limite", lambda each: each.change, chars=20, stretch=2),
                Column("Motivo", lambda each: Text(each.why, "text2"), chars=16, stretch=3),
                Column("Por", lambda each: Text(each.who, "text2"), 12, "left", 1, optional=True),
            ],
            name="Histórico do crédito",
            key=lambda each: each.key,
        )

    def _day(self, each: CreditEvent) -> str:
        return format_date(at_shop(self._shell.ctx.clock, each.moment).date())

    def _list_keys(self) -> Sequence[Action]:
        current = self.table.current_row()
        explained = current is not None and current.analysis is not None
        changes = (
            Action("set_limit", run=self.limit.click, in_bar=False),
            Action("block_credit", run=self.block.click, in_bar=False),
            Action("restrict_credit", run=self.restrict.click, in_bar=False),
        )
        return (
            *((Action("move"),) if current is not None else ()),
            *((Action("next_field", label="Por quê"),) if explained else ()),
            *((Action("analyse", run=self._analyse, label="Analisar"),) if self._may_analyse else ()),
            *(changes if self._may_set else ()),
        )

    # -- showing ---------------------------------------------------------------------------------------------

    def _account_came(self, account: Account) -> None:
        self._account = account
        self.state.setText(credit_words.account_words(account))
        held = credit_words.hold_words(account)
        self._held.setVisible(bool(held))
        if held:
            self.held.show_note(bold(held))
        self.block.set_words("Desbloquear" if account.blocked else "Bloquear")
        self.restrict.set_words("Retirar restrição" if account.restriction else "Anotar restrição")

    def _entries_came(self, entries: tuple[LimitLine, ...]) -> None:
        self._entries = entries
        self._show()

    def _analyses_came(self, found: tuple[AnalysisRow, ...]) -> None:
        self._analyses = found
        self._show()

    def _show(self) -> None:
        if self._entries is None or self._analyses is None:
            return
        events = credit_words.events(self._entries, self._analyses)
        self.table.set_rows(events)
        self.pane.show_content(is_empty=not events)
        self.keys_changed.emit()

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    def _explain(self, event: CreditEvent) -> None:
        if event.analysis is not None:
            self.view.show_analysis(event.analysis)
            self._go(self.view)
            self.view.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, page: QWidget) -> None:
        if self.currentWidget() is not page:
            self.setCurrentWidget(page)
            self.keys_changed.emit()

    # -- changing --------------------------------------------------------------------------------------------

    def _analyse(self) -> None:
        self._shell.navigation.open(CreditAnalysis(self._customer_id))

    def _ask_block(self) -> None:
        self._ask(UNBLOCK if self._account and self._account.blocked else BLOCK)

    def _ask_restriction(self) -> None:
        self._ask(LIFT if self._account and self._account.restriction else RESTRICT)

    def _ask(self, change: Change) -> None:
        if self._account is not None:
            self._go(self.form)
            self.form.show_change(change, self._customer_id, self._account)
            self.keys_changed.emit()

    def _change(self, use_case: Callable[..., Account], order: Any) -> None:
        self._shell.tasks.run(
            self, use_case, self._changed, order, on_refused=self.form.show_refusal, busy=self.form.save
        )

    def _changed(self, account: Account) -> None:
        self._shell.navigation.toast(f"Gravado: {credit_words.account_words(account)}.")
        self.to_list()
        self.reload()

    # -- the explanation on paper ----------------------------------------------------------------------------

    def _paper(self, analysis_id: int, give: Callable[[AnalysisPaper], None]) -> None:
        self._shell.tasks.run(self, analysis_paper, give, analysis_id)

    def _print(self, paper: AnalysisPaper) -> None:
        name = paper.file_name.removesuffix(".pdf")
        if not (printing.print_content(paper.content) or printing.open_content(paper.content, name)):
            self._shell.dialogs.warn(self, printing.NO_VIEWER)

    def _save(self, paper: AnalysisPaper) -> None:
        place = self._shell.dialogs.save_file(self, "Salvar em PDF", paper.file_name, printing.PDF_KIND)
        if place is not None and not printing.written(place, paper.content):
            self._shell.dialogs.warn(self, printing.NOT_SAVED)
