"""First run: the shop, who answers for it, how it sells on credit; written once, at the end."""

import uuid
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget, QWidget

from crediario.domain.errors import KnownFailure, Refusal
from crediario.services.setup import ShopReady, ShopSetup, set_up_shop
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Screen, Shell
from crediario.ui.setup.manager_step import ManagerStep
from crediario.ui.setup.panel import beside, dark_panel
from crediario.ui.setup.plan_step import PlanStep
from crediario.ui.setup.rail import StepRail
from crediario.ui.setup.ready_step import ReadyStep
from crediario.ui.setup.shop_step import ShopStep
from crediario.ui.setup.step import Step
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, row


class AssistantPage(Screen):
    """Enter goes from field to field and, after the last, to the next step; Esc goes back, keeping all."""

    title = "Primeiro uso"
    manual = "primeiro-uso"

    def __init__(self, shell: Shell, finished: Callable[[ShopReady], None]) -> None:
        super().__init__(shell)
        self._finished = finished
        self._ready: ShopReady | None = None
        self.shop, self.person, self.plan = ShopStep(), ManagerStep(), PlanStep(shell.today)
        self.ready = ReadyStep()
        self.steps: tuple[Step, ...] = (self.shop, self.person, self.plan, self.ready)
        self._stack = QStackedWidget()
        for step in self.steps:
            self._stack.addWidget(step)
            step.changed.connect(self._show_rail)
        self.rail = StepRail([step.rail_title for step in self.steps])
        panel = dark_panel(column(self.rail), Size.WIZARD_RAIL)
        panel.setMinimumWidth(self.rail.least_width)
        page = holder(column(self._stack, 1, self._bar(), gap=Gap.NONE))
        self.setLayout(beside(panel, page, Size.WIZARD_RAIL))
        self._show(0)

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("wizardBar")
        self._back_button = KeyButton("Voltar", "Esc", size="large", icon="arrow-left")
        self._back_button.clicked.connect(self._back)
        self._count = label("", "office", "text2", elide=True)
        self.continue_button = KeyButton("", "Enter", "primary", size="large")
        self.continue_button.setMinimumWidth(px(Size.WIZARD_BUTTON))
        self.continue_button.clicked.connect(self._go_on)
        self.primary = self.continue_button
        bar.setLayout(
            row(self._back_button, None, self._count, self.continue_button, margin=(Gap.X44, Gap.X14))
        )
        return bar

    # -- where we are ----------------------------------------------------------------------------------------

    @property
    def shown(self) -> int:
        """Which step is shown, from 0."""
        return self._stack.currentIndex()

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[self.shown]

    @property
    def _asking(self) -> int:
        """How many steps ask something: the last only tells."""
        return len(self.steps) - 1

    def _show(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        asks = place < self._asking
        self._back_button.setVisible(0 < place < self._asking)
        self._count.setText(f"Passo {place + 1} de {self._asking}" if asks else "")
        self.continue_button.set_words(self.step.go_on)
        self._show_rail()
        self.keys_changed.emit()
        self._focus(self._first_focus())

    def _show_rail(self) -> None:
        self.rail.show_steps([step.summary for step in self.steps], self.shown)

    def _first_focus(self) -> QWidget:
        return self.continue_button if self.step is self.ready else self.step.first_field()

    def first_focus(self) -> QWidget:
        """The first field of the step."""
        return self._first_focus()

    def _focus(self, field: QWidget) -> None:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, QLineEdit):
            field.selectAll()

    # -- keys ------------------------------------------------------------------------------------------------

    def keys(self) -> Sequence[Action]:
        """Enter goes on, Esc goes back."""
        go_on = Action("next_field", run=self._go_on, label="Continuar")
        return (go_on, Action("back", run=self._back)) if self._back_button.isVisibleTo(self) else (go_on,)

    def _back(self) -> None:
        if 0 < self.shown < self._asking and self.continue_button.isEnabled():
            self._show(self.shown - 1)

    def _go_on(self) -> None:
        if not self.continue_button.isEnabled():
            return
        wrong = self.step.wrong_field()
        if wrong is not None:
            self._focus(wrong)
        elif self._ready is not None:
            self._finished(self._ready)
        elif self.shown + 1 < self._asking:
            self._show(self.shown + 1)
        else:
            self._write()

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
        self._show(self._asking)

    def _refused(self, failure: KnownFailure) -> None:
        """To the step and the field the refusal is about; what is about none is told in a box."""
        for place, step in enumerate(self.steps):
            field = step.field_of(failure)
            if field is not None:
                self._show(place)
                self._focus(field)
                return
        self.shell.dialogs.warn(self, words(failure))
