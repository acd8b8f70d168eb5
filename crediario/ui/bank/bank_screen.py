"""Conferir Pix e extrato: a statement comes in, what is marked is confirmed, the others stay."""

import uuid
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.bank import (
    AccountNotKnown,
    BankDesk,
    DeskLine,
    StatementFile,
    StatementImported,
    StatementOrder,
    bank_desk,
    import_statement,
    read_bank_statement,
)
from crediario.services.bank_decisions import DecisionKind, LineDecision
from crediario.services.core import Topic
from crediario.ui.bank import bank_words
from crediario.ui.bank.bank_list import BankList
from crediario.ui.bank.bank_panel import BankPanel
from crediario.ui.bank.bank_run import BankRun
from crediario.ui.keys import Action
from crediario.ui.messages import Message, words
from crediario.ui.navigation import Area, BankCheck, Screen, Shell
from crediario.ui.tasks import Lane
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Note
from crediario.ui.widgets.labels import bold
from crediario.ui.widgets.layout import column, row

KINDS = "Extratos (*.ofx *.csv *.txt *.xlsx);;Todos os arquivos (*)"


class BankScreen(Screen):
    """The list at the left, the line with the frame at the right; above them what just happened."""

    title = "Conferir Pix e extrato"
    area = Area.SETTINGS
    refreshes_on = frozenset({Topic.RECEIVABLES, Topic.CASH})
    manual = "extrato"

    def __init__(self, shell: Shell, _: BankCheck) -> None:
        super().__init__(shell)
        self._mark_sure = True
        self.note = Note()
        self.note.hide()
        self.list, self.panel = BankList(), BankPanel()
        self.run = BankRun(shell.tasks, self)
        self.primary = self.list.confirm
        sides = row(self.list, 13, self.panel, 7, gap=Gap.X12)
        self.place(column(self.note, sides, 1, gap=Gap.X10))
        self._listen()

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """What waits, compared anew; not between two lines of a run."""
        if not self.run.is_running:
            self.list.pane.wait()
            self.shell.tasks.run(self, bank_desk, self._arrived, on_refused=self._not_arrived)

    def keys(self) -> Sequence[Action]:
        lines = bool(self.list.table.rows())
        on_lines = (
            Action("mark"),
            Action("conclude", label="Confirmar"),
            Action("remove", self._leave, label="Deixar de lado"),
            Action("customer", self._open_customer, label="Ficha"),
        )
        return (
            *(on_lines if lines else ()),
            Action("bring", self._choose, label="Trazer extrato"),
            Action("back", label="Voltar"),
        )

    def first_focus(self) -> QWidget | None:
        """The list; without lines, the way to bring some."""
        return self.list.table if self.list.table.rows() else self.list.bring_first

    # -- a statement -----------------------------------------------------------------------------------------

    def _choose(self) -> None:
        path = self.shell.dialogs.open_file(self, "Extrato do banco", KINDS)
        if path is not None and not self.run.is_running:
            self._read(path)

    def _read(self, path: Path) -> None:
        self.note.show_note(f"Lendo {path.name}…", tone="pri")
        self.shell.tasks.run(
            self, read_bank_statement, self._import, path, on_refused=self._not_read, lane=Lane.LONG
        )

    def _import(self, file: StatementFile, *, new_account: bool = False) -> None:
        def refused(failure: KnownFailure) -> None:
            if isinstance(failure, AccountNotKnown):
                self._ask_account(file, failure)
            else:
                self._not_read(failure)

        order = StatementOrder.of(str(uuid.uuid4()), file, new_account=new_account)
        self.shell.tasks.run(self, import_statement, self._imported, order, on_refused=refused)

    def _ask_account(self, file: StatementFile, failure: AccountNotKnown) -> None:
        if self.shell.dialogs.ask(self, bank_words.account_question(failure)):
            self._import(file, new_account=True)
        else:
            self.note.show_note(bold("O extrato não entrou. "), "Nada foi gravado.", tone="plain")

    def _imported(self, done: StatementImported) -> None:
        title, rest = bank_words.imported_words(done)
        self.note.show_note(bold(f"{title} "), rest, tone="ok" if done.added else "pri")
        self._mark_sure = bool(done.added)
        self.reload()

    def _not_read(self, failure: KnownFailure) -> None:
        self._tell(words(failure))

    def _tell(self, said: Message) -> None:
        self.note.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest, tone="late")

    # -- the list --------------------------------------------------------------------------------------------

    def _arrived(self, desk: BankDesk) -> None:
        had = bool(self.list.table.rows())
        self.list.show_desk(desk, mark_sure=self._mark_sure)
        self._mark_sure = False
        self.panel.show_line(self.list.table.current_row())
        self.keys_changed.emit()
        if bool(desk.lines) != had and self.isVisible():
            focus = self.first_focus()
            if focus is not None:
                focus.setFocus()

    def _not_arrived(self, failure: KnownFailure) -> None:
        self.list.pane.show_failure(words(failure), self.reload)

    def _open_customer(self) -> None:
        line = self.list.table.current_row()
        if line is not None and line.proposal is not None:
            self.shell.navigation.open_customer(line.proposal.customer_id)

    # -- deciding --------------------------------------------------------------------------------------------

    def _confirm(self) -> None:
        self._start([_decision(line) for line in self.list.confirmable()])

    def _leave(self) -> None:
        lines = self.list.aside()
        if lines and not self.run.is_running and self.panel.ask_reason():
            reason = self.panel.reason.value()
            self._start([LineDecision(each.line_id, DecisionKind.IGNORED, reason=reason) for each in lines])

    def _start(self, decisions: Sequence[LineDecision]) -> None:
        if decisions and not self.run.is_running:
            self.note.hide()
            self.list.confirm.setEnabled(False)
            self.run.start(decisions)

    def _ran(self) -> None:
        """All were tried: what was done, and what could not be."""
        refused = self.run.refused
        done = bank_words.done_words(self.run.done) if self.run.done else "Nada foi confirmado."
        if refused:
            said = words(refused[0])
            still = f"{len(refused)} de {len(refused) + len(self.run.done)} ficaram como estavam: "
            self.note.show_note(bold(f"{done} "), still, bold(said.title), f". {said.rest}", tone="att")
        else:
            self.note.show_note(bold(done), tone="ok")
            self.panel.reason.clear()
        self.list.table.setFocus()
        self.reload()

    def _listen(self) -> None:
        self.list.bring_asked.connect(self._choose)
        self.list.confirm_asked.connect(self._confirm)
        self.list.table.current_changed.connect(self.panel.show_line)
        self.list.table.opened.connect(lambda _: self._open_customer())
        self.panel.aside_asked.connect(self._leave)
        self.run.moved.connect(self.list.show_progress)
        self.run.ended.connect(self._ran)


def _decision(line: DeskLine) -> LineDecision:
    """What was proposed, as decided."""
    proposal = line.proposal
    if proposal is None:
        raise ValueError(f"line {line.line_id} has no proposal")
    return LineDecision(
        line_id=line.line_id,
        kind=DecisionKind(proposal.kind.value),
        customer_id=proposal.customer_id,
        payment_id=proposal.payment_id,
        installment_ids=proposal.installment_ids,
        credited=proposal.credited,
        down_payments=proposal.down_payments,
    )
