"""After ten wrong tries: whoever has the long password opens the way again, at the same till."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.core import Context, Operator
from crediario.services.people import UnlockOrder, unlock_person
from crediario.services.users import PasswordCheck, Person, check_password
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.setup.sign_in_words import helpers
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.edits import Edit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, row


def unlock_as(ctx: Context, helper: Person, order: UnlockOrder) -> Person:
    """Unlock in the name of whoever just gave their password."""
    operator = Operator(helper.id, helper.number, helper.name, helper.short_name, helper.role)
    return unlock_person(replace(ctx, operator=operator), order)


class UnlockForm(QWidget):
    """Who helps, their password, and the button. A person with a password may help themselves."""

    def __init__(self, shell: Shell, unlocked: Callable[[Person], None]) -> None:
        super().__init__()
        self._shell, self._unlocked = shell, unlocked
        self._people: Sequence[Person] = ()
        self._person: Person | None = None
        self.helper: Combo[Person] = Combo()
        self.password = Edit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.advances = False
        self.button = KeyButton("Liberar a entrada", "Enter", "primary", size="till")
        self.button.clicked.connect(self._try)
        self._said = label("", "office", "late", wrap=True)
        fields = row(Field("Quem libera", self.helper), 1, Field("Senha longa", self.password), 1)
        form = column(self._said, fields, self.button, gap=Gap.X12)
        form.setContentsMargins(0, Gap.X8, 0, 0)
        self.setLayout(form)
        self.hide()

    def show_people(self, people: Sequence[Person]) -> None:
        """Who may help."""
        self._people = helpers(people)

    def show_for(self, person: Person) -> None:
        """For whom; whoever has a password is the first to be asked for it."""
        self._person = person
        self.password.clear()
        self.helper.set_choices([(each, each.name) for each in self._people])
        if person in self._people:
            self.helper.set_value(person)

    def say(self, said: str) -> None:
        """What happened, and who may help."""
        self._said.announce(said)

    def _try(self) -> None:
        if not self.password.text():
            self.password.setFocus()
            return
        helper = self.helper.value()
        order = PasswordCheck(str(uuid.uuid4()), helper.number, self.password.text())
        self._shell.tasks.run(
            self, check_password, self._proven, order, on_refused=self._refused, busy=self.button
        )

    def _proven(self, helper: Person) -> None:
        person = self._person
        self.password.clear()
        if person is None or person == helper:
            self._unlocked(helper)
            return
        order = UnlockOrder(str(uuid.uuid4()), person.number)
        self._shell.tasks.run(
            self, unlock_as, self._unlocked, helper, order, on_refused=self._refused, busy=self.button
        )

    def _refused(self, failure: KnownFailure) -> None:
        self.password.clear()
        self.password.set_error(words(failure).title)
        self.password.setFocus()
