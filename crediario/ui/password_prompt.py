"""The password before what is serious: asked over the present screen, then the very same orders run again."""

import uuid
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.users import PasswordCheck, Person, check_password
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Screen, Shell
from crediario.ui.overlay import Overlay
from crediario.ui.tasks import Tasks
from crediario.ui.theme import Gap, Size
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.edits import Edit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import IconLabel, Paragraph, bold, label
from crediario.ui.widgets.layout import column, row

TITLE = "Confirme com a senha longa"
WHY = "Isto muda o que vale na loja, ou leva dados de muita gente. A senha vale por 5 minutos neste caixa."
GIVEN_UP = "Senha não confirmada: nada foi feito."


class PromptPlace(Protocol):
    """The window the prompt is shown over, as far as it matters here.

    Attributes:
        shell: None while nobody is signed in.
        page: what fills the window instead of the screens: the first run, the sign-in.
    """

    tasks: Tasks
    overlay: Overlay
    shell: Shell | None
    page: Screen | None

    def show_over(self, content: Screen, width: int) -> None:
        """The prompt over the present screen."""

    def close_overlay(self) -> None:
        """Whatever lies over the screen."""

    def back(self) -> None:
        """Esc."""


class PasswordAsker(QObject):
    """Stands between the use cases and the window, so that no screen has to know of passwords."""

    def __init__(self, window: PromptPlace, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._prompt: PasswordPrompt | None = None
        window.tasks.password_needed.connect(self._ask)
        window.overlay.closed.connect(self._closed)

    def _ask(self) -> None:
        """Once for all that wait; where nobody is signed in there is nobody to ask."""
        window = self._window
        if window.shell is None or window.page is not None:
            window.tasks.give_up()
        elif self._prompt is None:
            window.close_overlay()
            self._prompt = PasswordPrompt(window.shell, self._go_on, window.back)
            window.show_over(self._prompt, Size.DIALOG_WIDTH)

    def _go_on(self) -> None:
        waiting = self._window.tasks.take_waiting()
        self._window.close_overlay()
        self._window.tasks.run_again(waiting)

    def _closed(self) -> None:
        """However it was closed: with Esc, by the mouse, by locking the till."""
        if self._prompt is not None:
            self._prompt = None
            self._window.tasks.give_up()


class PasswordPrompt(Screen):
    """One field; what is behind it waits, and nothing there was changed yet."""

    def __init__(self, shell: Shell, proven: Callable[[], None], back: Callable[[], None]) -> None:
        super().__init__(shell)
        self.setObjectName("")
        self._proven, self._back = proven, back
        self.password = Edit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.password.advances = False
        self.confirm = KeyButton("Confirmar", "Enter", "primary")
        self.leave = KeyButton("Voltar", "Esc")
        self.primary = self.confirm
        self.password.textEdited.connect(self._quiet)
        self.confirm.clicked.connect(self._try)
        self.leave.clicked.connect(back)
        self._said = label("", "office", "late", wrap=True)
        self._said.hide()
        self._build()

    def _build(self) -> None:
        sign = IconLabel("lock", "pri", Size.ICON_STATE)
        why = Paragraph(bold(self.shell.ctx.operator.name), f". {WHY}", tone="text2")
        head = row(sign, column(label(TITLE, "name", wrap=True), why, gap=Gap.X6), 1, gap=Gap.X14)
        head.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        field = column(Field("Senha longa", self.password), self._said, gap=Gap.X6)
        buttons = row(None, self.leave, self.confirm, gap=Gap.X8)
        self.setLayout(column(head, field, buttons, gap=Gap.X20, margin=Gap.X20))

    def keys(self) -> Sequence[Action]:
        """Enter confirms, Esc leaves everything as it is."""
        return (
            Action("next_field", run=self.confirm.click, label="Confirmar"),
            Action("back", run=self._back),
        )

    def first_focus(self) -> QWidget:
        """The password."""
        return self.password

    def set_compact(self, compact: bool) -> None:
        """It has no padding of its own."""
        self._compact = compact

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """The keyboard stays inside: what lies behind waits."""
        stops = [self.password, self.leave, self.confirm]
        here = next((place for place, each in enumerate(stops) if each.hasFocus()), 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(here + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def _try(self) -> None:
        if not self.password.text():
            self.password.setFocus()
            return
        number = self.shell.ctx.operator.number
        order = PasswordCheck(str(uuid.uuid4()), number, self.password.text())
        self.shell.tasks.run(
            self, check_password, self._given, order, on_refused=self._refused, busy=self.confirm
        )

    def _quiet(self) -> None:
        self._said.hide()

    def _given(self, _: Person) -> None:
        self.password.clear()
        self._proven()

    def _refused(self, failure: KnownFailure) -> None:
        """Wrong ones are counted where digits are; the words say when it goes on."""
        said = words(failure)
        self.password.clear()
        self.password.set_error(said.title)
        self._said.announce(said.rest)
        self._said.setVisible(bool(said.rest))
        self.password.setFocus()
