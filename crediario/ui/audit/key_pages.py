"""The pages of the recovery code, before anybody signs in: shown to be noted, or asked for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from crediario.domain.errors import KnownFailure
from crediario.ui.audit import key_words
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Screen, Shell
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.edits import NumberEdit, TextEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import Paragraph, bold, label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row
from crediario.ui.wizard.panel import beside, brand, dark_panel


class KeyPage(Screen):
    """The dark panel says why; the form stands beside it."""

    title = key_words.TITLE
    manual = "auditoria"
    fills_window = True

    def lay_out(self, *items: QWidget) -> None:
        """Fill the page."""
        why = label(key_words.WHY, "body", "rail", wrap=True)
        said = column(label(key_words.TITLE, "panel", "rail_ink", wrap=True), why, gap=Gap.X14)
        panel = dark_panel(column(holder(brand()), None, said, None, margin=Gap.X44), Size.SIGN_IN_RAIL)
        form = holder(column(*items, gap=Gap.X16))
        form.setMaximumWidth(px(Size.READABLE))
        page = holder(column(None, row(form), None, margin=(Gap.X44, Gap.X24)))
        self.setLayout(beside(panel, ScrollArea(page), Size.SIGN_IN_RAIL))


class NewCodePage(KeyPage):
    """The code is new: nothing goes on before somebody says it is noted."""

    def __init__(self, shell: Shell, code: str, done: Callable[[], None], *, kept: bool) -> None:
        super().__init__(shell)
        self.code = label(key_words.in_lines(code), "heading", "pri")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setAccessibleName(code)
        self.noted = KeyButton(key_words.NOTED, "F10", "primary", "large")
        self.noted.clicked.connect(done)
        self.primary = self.noted
        after = key_words.KEPT_HERE if kept else key_words.ASKED_EACH_TIME
        self.lay_out(
            label("Anote o código da loja", "heading", wrap=True),
            Card().add(self.code),
            Paragraph(key_words.NOTE_IT, style="body"),
            Note(after, tone="pri" if kept else "att"),
            self.noted,
        )

    def keys(self) -> Sequence[Action]:
        """F10."""
        return (Action("conclude"),)

    def first_focus(self) -> QWidget:
        """Not the button: a held Enter must not pass the code by."""
        return self


class AskCodePage(KeyPage):
    """The code is asked for; who answers for the shop can make another."""

    def __init__(
        self, shell: Shell, entered: Callable[[str], None], restarted: Callable[[int, str], None]
    ) -> None:
        super().__init__(shell)
        self._entered, self._restarted = entered, restarted
        self.code = TextEdit()
        self.code.advances = False
        self.go_on = KeyButton("Continuar", "F10", "primary", "large")
        self.lost = KeyButton(key_words.LOST, "", "quiet")
        self.number, self.password = NumberEdit(), TextEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.advances = False
        self.restart = KeyButton(key_words.RESTART)
        self._note = Note(tone="att")
        self.primary = self.go_on
        self._lay_out()
        self._listen()

    def keys(self) -> Sequence[Action]:
        """F10, and Enter in the fields."""
        return (Action("conclude"), Action("next_field"))

    def first_focus(self) -> QWidget:
        """The code."""
        return self.code

    def say(self, failure: KnownFailure) -> None:
        """What was typed is not the code, or not an owner's password."""
        message = words(failure)
        self._note.show_note(bold(f"{message.title.rstrip('.')}. "), message.rest)
        (self.password if self._restart_form.isVisible() else self.code).setFocus()

    def _lay_out(self) -> None:
        fields = row(Field("Número", self.number), 1, Field("Senha longa", self.password), 2)
        form = column(Paragraph(key_words.LOST_WHY, style="office"), fields, row(self.restart, None))
        self._restart_form = Card().add(form)
        self.lay_out(
            label(key_words.ASK, "heading", wrap=True),
            Paragraph(key_words.ASK_WHY, style="body"),
            Field("Código", self.code, note=key_words.NOTHING_LOST),
            self._note,
            self.go_on,
            holder(row(self.lost, None)),
            self._restart_form,
        )
        self._note.hide()
        self._restart_form.hide()

    def _listen(self) -> None:
        self.code.returnPressed.connect(self._enter)
        self.go_on.clicked.connect(self._enter)
        self.lost.clicked.connect(self._show_restart)
        self.password.returnPressed.connect(self._restart)
        self.restart.clicked.connect(self._restart)

    def _enter(self) -> None:
        if self.code.text().strip():
            self._entered(self.code.text())
        else:
            self.code.setFocus()

    def _show_restart(self) -> None:
        self._restart_form.show()
        self.number.setFocus()

    def _restart(self) -> None:
        number, password = self.number.value(), self.password.text()
        if number is None or not password:
            (self.number if number is None else self.password).setFocus()
            return
        self.password.clear()
        self._restarted(number, password)
