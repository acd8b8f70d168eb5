"""Simular política: other rules over the sales already made, beside the policy in force; nothing changes."""

import uuid
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crediario.domain.credit.policy import CreditPolicy
from crediario.domain.errors import KnownFailure
from crediario.services.backtest import (
    BackTestKept,
    BackTestResult,
    BackTestWanted,
    ForgetBackTestOrder,
    KeepBackTestOrder,
    KeptResult,
    back_tests,
    forget_back_test,
    keep_back_test,
    run_back_test,
)
from crediario.services.core import Topic
from crediario.services.policy import PolicyInForce, policy_in_force
from crediario.ui.backtest.backtest_board import KEPT, PAGES, BackTestBoard
from crediario.ui.backtest.backtest_form import BackTestForm
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, BackTest, Screen, Shell
from crediario.ui.tasks import Job, Lane
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.layout import column, row
from crediario.ui.widgets.progress import ProgressLine


class BackTestScreen(Screen):
    """The rules at the left, what they would have done at the right."""

    title = "Simular política"
    area = Area.SETTINGS
    refreshes_on = frozenset({Topic.SETTINGS})
    manual = "simulacao"

    def __init__(self, shell: Shell, place: BackTest) -> None:
        super().__init__(shell)
        self._started = False
        self._tried: tuple[CreditPolicy, BackTestResult] | None = None
        self._job: Job | None = None
        self._keep_id = str(uuid.uuid4())
        self.form, self.board = BackTestForm(shell.today), BackTestBoard(shell.ctx.clock)
        self.progress = ProgressLine()
        self.progress.hide()
        self.run_button = self.primary = KeyButton("Simular", "F10", "primary", icon="gauge")
        self.form.add(column(self.progress, self.run_button, gap=Gap.X8, margin=(Gap.X14, Gap.X12)))
        self.place(row(self.form, 7, self.board, 13, gap=Gap.X12))
        self._listen()

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The policy in force, until something was typed; and those kept."""
        if not self._started:
            self.shell.tasks.run(self, policy_in_force, self._begin)
        self.shell.tasks.run(self, back_tests, self.board.show_kept)

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        running = self._job is not None
        is_kept = self.board.bar.currentIndex() == KEPT and bool(self.board.kept.rows())
        return (
            Action("next_field"),
            Action("tab", pick=self.board.turn_to, count=len(PAGES), label="Abas"),
            Action("conclude", self._run, label="Simular"),
            *((Action("save_paper", self._keep, label="Guardar"),) if self._tried else ()),
            *((Action("remove", self._forget, label="Apagar guardada"),) if is_kept else ()),
            Action("back", self._stop, label="Parar") if running else Action("back", label="Voltar"),
        )

    def first_focus(self) -> QWidget | None:
        """The first figure."""
        return self.form.first_field

    def can_leave(self) -> bool:
        """Leaving stops what runs: nothing is written by it."""
        self._stop()
        return True

    # -- running ---------------------------------------------------------------------------------------------

    def _begin(self, found: PolicyInForce) -> None:
        self._started = True
        self.form.show_policy(found.policy)
        self.form.show_period()

    def _run(self) -> None:
        wanted = self.form.wanted()
        if self._job is not None:
            return
        if wanted is None:
            self.form.go_to_missing()
            return
        self.progress.show()
        self.progress.begin("Relendo as vendas…")
        job = self.shell.tasks.run(
            self,
            run_back_test,
            lambda result: self._ran(wanted, result),
            wanted,
            on_refused=self._refused,
            on_progress=self.progress.show_progress,
            on_ended=self._ended,
            busy=self.run_button,
            lane=Lane.LONG,
        )
        self._job = job if self.shell.tasks.busy else None
        self.keys_changed.emit()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _ended(self) -> None:
        self._job = None
        self.progress.hide()
        self.keys_changed.emit()

    def _ran(self, wanted: BackTestWanted, result: BackTestResult) -> None:
        self._tried = wanted.policy, result
        self._keep_id = str(uuid.uuid4())
        self.board.show_result(result)
        self.board.turn_to(0)
        self.keys_changed.emit()

    def _refused(self, failure: KnownFailure) -> None:
        self.shell.dialogs.warn(self, words(failure))

    # -- those kept ------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        if self._tried is None:
            return
        policy, result = self._tried
        order = KeepBackTestOrder(self._keep_id, self.board.name.value(), policy, result)
        self.shell.tasks.run(self, keep_back_test, self._kept, order, on_refused=self._not_kept,
                             busy=self.board.keep)  # fmt: skip

    def _kept(self, _: BackTestKept) -> None:
        self.shell.navigation.toast(f"Simulação “{self.board.name.value()}” guardada.")
        self.board.name.clear()
        self._keep_id = str(uuid.uuid4())

    def _not_kept(self, failure: KnownFailure) -> None:
        self.board.name.set_error(words(failure).title)
        self.shell.navigation.toast(words(failure).whole)
        self.board.name.setFocus()

    def _show_kept(self, kept: KeptResult) -> None:
        """Its figures and its rules, ready to be changed and run again."""
        self._tried = kept.policy, kept.result
        self.form.show_policy(kept.policy)
        self.form.show_period(kept.result.sold_from, kept.result.sold_until)
        self.board.show_result(kept.result, kept.name)
        self.board.turn_to(0)
        self.keys_changed.emit()

    def _forget(self) -> None:
        current = self.board.kept.current_row()
        if current is not None:
            order = ForgetBackTestOrder(str(uuid.uuid4()), current.id)
            self.shell.tasks.run(self, forget_back_test, lambda _: None, order, on_refused=self._refused)

    def _listen(self) -> None:
        self.run_button.clicked.connect(self._run)
        self.board.keep.clicked.connect(self._keep)
        self.board.kept_chosen.connect(self._show_kept)
        self.board.customer_asked.connect(self.shell.navigation.open_customer)
        self.board.page_changed.connect(lambda _: self.keys_changed.emit())
