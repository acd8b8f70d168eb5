"""A page that leads step by step: the rail at the left, the step, and the bar with the way back and on."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from crediario.ui.navigation import Screen
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.keyboard import go_to
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.progress import ProgressLine
from crediario.ui.wizard.panel import beside, dark_panel
from crediario.ui.wizard.rail import StepRail
from crediario.ui.wizard.step import Step


class WizardPage(Screen):
    """Subclasses call ``frame`` with their steps, the last of which asks nothing: it tells what was done."""

    fills_window: ClassVar[bool] = True
    #: The key on the blue button.
    go_on_key: ClassVar[str] = "Enter"

    def frame(self, steps: Sequence[Step], lead: str) -> None:
        """Build the page around its steps and show the first; ``lead`` stands above the rail's steps."""
        self.steps = tuple(steps)
        self._stack = QStackedWidget()
        for step in self.steps:
            self._stack.addWidget(step)
            step.changed.connect(self._show_rail)
        self.rail = StepRail(self.steps, lead)
        panel = dark_panel(column(self.rail), Size.WIZARD_RAIL)
        panel.setMinimumWidth(self.rail.least_width)
        page = holder(column(self._stack, 1, self._bar(), gap=Gap.NONE))
        self.setLayout(beside(panel, page, Size.WIZARD_RAIL))
        self.show_step(0)

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("wizardBar")
        self.back_button = KeyButton("Voltar", "Esc", size="large", icon="arrow-left")
        self.back_button.clicked.connect(self.go_back)
        self.progress = ProgressLine()
        self.progress.hide()
        self._count = label("", "office", "text2", elide=True)
        self.continue_button = KeyButton("", self.go_on_key, "primary", size="large")
        self.continue_button.setMinimumWidth(px(Size.WIZARD_BUTTON))
        self.continue_button.clicked.connect(self.go_on)
        self.primary = self.continue_button
        bar.setLayout(
            row(
                self.back_button,
                None,
                self.progress,
                4,
                self._count,
                self.continue_button,
                margin=(Gap.X44, Gap.X14),
            )
        )
        return bar

    @property
    def shown(self) -> int:
        """Which step is shown, from 0."""
        return self._stack.currentIndex()

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[self.shown]

    @property
    def asking(self) -> int:
        """How many steps ask something: the last only tells."""
        return len(self.steps) - 1

    @property
    def can_go_back(self) -> bool:
        """Whether there is a way back from here."""
        return 0 < self.shown < self.asking

    def show_step(self, place: int) -> None:
        """Go to a step and put the keyboard in it."""
        self._stack.setCurrentIndex(place)
        self.back_button.setVisible(self.can_go_back)
        self._count.setText(f"Passo {place + 1} de {self.asking}" if place < self.asking else "")
        self.continue_button.set_words(self.step.go_on)
        self._show_rail()
        self.keys_changed.emit()
        # Turning the page gave the keyboard to whatever came next, and the step scrolled there.
        self.step.verticalScrollBar().setValue(0)
        self.put_focus(self.first_focus())

    def show_running(self, words: str) -> None:
        """Something long runs, or (empty) has ended: its progress stands where the steps are counted."""
        self.progress.setVisible(bool(words))
        self._count.setVisible(not words)
        if words:
            self.progress.begin(words)

    def put_focus(self, field: QWidget) -> None:
        """The keyboard goes to a field, what stands in it selected."""
        go_to(field)

    def go_back(self) -> None:
        """What Esc and the button at the left do."""

    def go_on(self) -> None:
        """What the blue button does."""

    def first_focus(self) -> QWidget:
        """The first field of the step; where nothing is asked, the blue button."""
        return self.step.first_field() if self.shown < self.asking else self.continue_button

    def _show_rail(self) -> None:
        self.rail.show_steps([step.summary for step in self.steps], self.shown)
