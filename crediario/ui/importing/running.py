"""A page with something long under way: how far it is, how it stops, and that leaving does not lose it."""

from collections.abc import Callable
from typing import Any, TypeVar

from crediario.documents.wording import figures
from crediario.domain.errors import KnownFailure
from crediario.services.core import Order, Progress, UseCase
from crediario.ui.dialogs import Question
from crediario.ui.navigation import Shell
from crediario.ui.tasks import Job, Lane
from crediario.ui.wizard.page import WizardPage
from crediario.ui.words import counted

Asked = TypeVar("Asked", bound=Order)
R = TypeVar("R")
WAIT = "A carteira está entrando na loja: espere terminar. Ela entra inteira, ou nada entra."
STOP = Question(
    "Parar e sair?",
    "O que está sendo feito para por inteiro: nada fica pela metade na loja.",
    "Parar e sair",
    "Continuar aqui",
)


class RunningPage(WizardPage):
    """One thing at a time; while it runs the blue button waits."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.running = self.stoppable = self.stopped = False
        self._job: Job | None = None
        self._said = ""

    def refused(self, failure: KnownFailure) -> None:
        """What a reading that failed says."""

    def ended(self) -> None:
        """A run ended, whatever comes out of it next."""

    def read_long(self, said: str, call: Callable[..., R], on_done: Callable[[R], None], *args: Any) -> None:
        """A reading: how far it is stands in the bar, and Esc stops it."""
        self._begin(said, stoppable=True)
        job = self.shell.tasks.run(
            self,
            call,
            on_done,
            *args,
            on_refused=self.refused,
            on_progress=self._came_further,
            on_ended=self._ended,
            busy=self.continue_button,
            lane=Lane.LONG,
        )
        self._job = job if self.running else None

    def write_long(
        self,
        said: str,
        use_case: UseCase[Asked, R],
        on_done: Callable[[R], None],
        order: Asked,
        on_refused: Callable[[KnownFailure], None],
    ) -> None:
        """A writing: all or nothing, so that there is no stopping half-way."""
        self._begin(said, stoppable=False)
        self.shell.tasks.run(
            self,
            use_case,
            on_done,
            order,
            on_refused=on_refused,
            on_ended=self._ended,
            busy=self.continue_button,
            lane=Lane.LONG,
        )

    def _begin(self, said: str, *, stoppable: bool) -> None:
        self.running, self.stopped, self._job = True, False, None
        self.stoppable = stoppable
        self._said = said
        self.show_running(said)
        self.back_button.set_words("Parar" if stoppable else "Voltar")
        self.back_button.setEnabled(stoppable)
        # Enter finds nothing to press meanwhile.
        self.setFocus()
        self.keys_changed.emit()

    def stop(self) -> None:
        """Ask a reading to stop; what it found is not taken any more."""
        if not self.stoppable:
            return
        self.stopped = True
        if self._job is not None:
            self._job.cancel()
        self.progress.begin("Parando…")

    def _came_further(self, progress: Progress) -> None:
        if self.stopped or not progress.done:
            return
        whole = f"de {counted(progress.total, 'linha', 'linhas')}" if progress.total else "linhas"
        said = f"{self._said} {figures(progress.done)} {whole}"
        self.progress.show_progress(Progress(progress.done, progress.total, said))

    def _ended(self) -> None:
        self.running, self._job = False, None
        self.back_button.setEnabled(True)
        self.show_running("")
        self.ended()
        self.show_step(self.shown)

    def can_leave(self) -> bool:
        """Leaving stops a reading, asked once; a writing is waited for."""
        if not self.running:
            return True
        if not self.stoppable:
            self.shell.navigation.toast(WAIT)
            return False
        if not self.shell.dialogs.ask(self, STOP):
            return False
        self.stop()
        return True
