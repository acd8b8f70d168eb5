"""First run: the shop, who answers for it, how it sells on credit; written once, at the end."""

import uuid
from collections.abc import Callable, Sequence

from crediario.domain.errors import KnownFailure, Refusal
from crediario.services.setup import ShopReady, ShopSetup, set_up_shop
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.setup.manager_step import ManagerStep
from crediario.ui.setup.plan_step import PlanStep
from crediario.ui.setup.ready_step import ReadyStep
from crediario.ui.setup.shop_step import ShopStep
from crediario.ui.wizard.page import WizardPage

LEAD = "Três passos e a loja está pronta para vender a prazo."


class AssistantPage(WizardPage):
    """Enter goes from field to field and, after the last, to the next step; Esc goes back, keeping all."""

    title = "Primeiro uso"
    manual = "primeiro-uso"

    def __init__(
        self,
        shell: Shell,
        finished: Callable[[ShopReady], None],
        bring: Callable[[ShopReady], None] | None = None,
    ) -> None:
        super().__init__(shell)
        self._finished, self._bring = finished, bring or finished
        self._ready: ShopReady | None = None
        self.shop, self.person, self.plan = ShopStep(), ManagerStep(), PlanStep(shell.today)
        self.ready = ReadyStep()
        self.ready.bring.clicked.connect(self._bring_portfolio)
        self.frame((self.shop, self.person, self.plan, self.ready), LEAD)

    # -- keys ------------------------------------------------------------------------------------------------

    def keys(self) -> Sequence[Action]:
        """Enter goes on, Esc goes back."""
        go_on = Action("next_field", run=self.go_on, label="Continuar")
        if self._ready is not None:
            return (go_on, Action("bring", run=self._bring_portfolio))
        return (go_on, Action("back", run=self.go_back)) if self.can_go_back else (go_on,)

    def go_back(self) -> None:
        """To the step before, unless it is being written."""
        if self.can_go_back and self.continue_button.isEnabled():
            self.show_step(self.shown - 1)

    def go_on(self) -> None:
        """To the first field that is wrong, else to the next step; after the last, write."""
        if not self.continue_button.isEnabled():
            return
        wrong = self.step.wrong_field()
        if wrong is not None:
            self.put_focus(wrong)
        elif self._ready is not None:
            self._finished(self._ready)
        elif self.shown + 1 < self.asking:
            self.show_step(self.shown + 1)
        else:
            self._write()

    def _bring_portfolio(self) -> None:
        """To the entry, and from there to the portfolio of another system."""
        if self._ready is not None:
            self._bring(self._ready)

    # -- writing ---------------------------------------------------------------------------------------------

    def _write(self) -> None:
        """All three steps at once, with a new id: an order with secrets is never answered from memory."""
        try:
            order = ShopSetup(
                str(uuid.uuid4()), self.shop.profile(), self.person.person(), self.plan.settings()
            )
        except Refusal as refusal:
            self._refused(refusal)
            return
        self.shell.tasks.run(
            self, set_up_shop, self._done, order, on_refused=self._refused, busy=self.continue_button
        )

    def _done(self, ready: ShopReady) -> None:
        self._ready = ready
        self.ready.show_ready(ready)
        self.show_step(self.asking)

    def _refused(self, failure: KnownFailure) -> None:
        """To the step and the field the refusal is about; what is about none is told in a box."""
        for place, step in enumerate(self.steps):
            field = step.field_of(failure)
            if field is not None:
                self.show_step(place)
                self.put_focus(field)
                return
        self.shell.dialogs.warn(self, words(failure))
