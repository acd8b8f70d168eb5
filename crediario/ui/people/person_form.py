"""Who a person is and how they get in: names, role, six digits, and the password of those who release."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crediario.domain import secrets
from crediario.domain.errors import KnownFailure
from crediario.domain.permissions import WITH_PASSWORD, Role
from crediario.services.people import NAME_LENGTH, SHORT_NAME_LENGTH, Member
from crediario.ui.people import people_words
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.edits import Edit, TextEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.labels import Paragraph
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.required import first_wrong, say_refusal
from crediario.ui.widgets.secret_edit import RepeatEdit, SecretEdit
from crediario.ui.words import short_name


class PersonForm(QWidget):
    """``changed`` tells that something was typed, ``role_chosen`` that another role was."""

    changed = Signal()
    role_chosen = Signal()

    def __init__(self, roles: Sequence[Role]) -> None:
        super().__init__()
        self._member: Member | None = None
        self.name, self.short_name = _line(NAME_LENGTH), _line(SHORT_NAME_LENGTH)
        self._roles = set(roles)
        self.role: Combo[Role] = Combo(self._choices())
        self.pin = SecretEdit(secrets.check_pin, digits=secrets.PIN_LENGTH)
        self.pin_again = RepeatEdit(self.pin, "Os números não são os mesmos", digits=secrets.PIN_LENGTH)
        self.password = SecretEdit(secrets.check_password)
        self.password_again = RepeatEdit(self.password, "As senhas não são iguais")
        self._build()
        self._listen()
        self._follow_role()

    def _build(self) -> None:
        self._role_note = _note(people_words.ROLE_RESETS)
        who = Card("Quem é").add(
            row(Field("Nome", self.name), 2, Field("Como aparece", self.short_name), 1),
            column(Field("Função", self.role), self._role_note, gap=Gap.X6),
        )
        pins = row(
            Field("Nova senha de 6 números", self.pin), 1, Field("Repita os 6 números", self.pin_again), 1
        )
        passwords = row(
            Field("Nova senha longa", self.password), 1, Field("Repita a senha longa", self.password_again), 1
        )
        self._pin_note = _note(people_words.NEW_PIN_NOTE)
        self._passwords = holder(column(passwords, _note(people_words.LONG_NOTE), gap=Gap.X6))
        gets_in = Card("Como entra").add(column(pins, self._pin_note, gap=Gap.X6), self._passwords)
        self.setLayout(column(who, gets_in, gap=Gap.X14))

    def _listen(self) -> None:
        self.name.textEdited.connect(self._suggest)
        for edit in (self.name, self.short_name, *self.secrets):
            edit.textChanged.connect(self.changed)
        self.role.currentIndexChanged.connect(self._follow_role)

    @property
    def secrets(self) -> tuple[SecretEdit, ...]:
        """What is shown as dots."""
        return self.pin, self.pin_again, self.password, self.password_again

    def show_member(self, member: Member, *, keep_typed: bool = False) -> None:
        """Somebody who is here already: their digits and password stay unless others are typed.

        With ``keep_typed`` what was typed here and not kept stays, and theirs comes everywhere else.
        """
        mine = self.typed if keep_typed else frozenset()
        self._member = member
        person = member.person
        if "name" not in mine:
            self.name.setText(person.name)
        if "short_name" not in mine:
            self.short_name.setText(person.short_name)
        self.short_name.setModified(True)
        if person.role not in self._roles:
            self._roles.add(person.role)
            self.role.set_choices(self._choices())
        if "role" not in mine:
            self.role.set_value(person.role)
        self._pin_note.set_runs(people_words.PIN_NOTE)
        if not keep_typed:
            self.clear_secrets()
        self._follow_role()

    def clear_secrets(self) -> None:
        """They were kept, or have to be typed anew."""
        for edit in self.secrets:
            edit.clear()
            edit.set_error("")

    def allow(self, *, editing: bool) -> None:
        """Whether whoever is here may change this person."""
        for widget in (self.name, self.short_name, self.role, *self.secrets):
            widget.setEnabled(editing)

    @property
    def chosen_role(self) -> Role:
        """The role as chosen."""
        return self.role.value()

    @property
    def typed(self) -> frozenset[str]:
        """Which of ``name``, ``short_name`` and ``role`` differ from what is kept."""
        person = self._member.person if self._member else None
        now = {"name": self.name.value(), "short_name": self.short_name.value(), "role": self.chosen_role}
        if person is None:
            return frozenset(name for name in ("name", "short_name") if now[name])
        return frozenset(name for name, value in now.items() if value != getattr(person, name))

    @property
    def given(self) -> frozenset[str]:
        """Which of ``pin`` and ``password`` are typed."""
        secrets = {"pin": self.pin, "password": self.password}
        return frozenset(name for name, edit in secrets.items() if edit.text())

    @property
    def is_changed(self) -> bool:
        """Whether name or role differ from what is kept."""
        return bool(self.typed)

    @property
    def is_touched(self) -> bool:
        """Whether anything would be lost."""
        return self.is_changed or any(edit.text() for edit in self.secrets)

    def wrong_field(self) -> QWidget | None:
        """The first field that is missing or wrong, all of them saying so."""
        for edit in self.secrets:
            edit.check()
        required: list[tuple[Edit, str]] = [(self.name, "Falta o nome")]
        if self._member is None or self.pin.text() or self.pin_again.text():
            required += [(self.pin, "Faltam os 6 números"), (self.pin_again, "Repita os 6 números")]
        if self._needs_password or self.password.text() or self.password_again.text():
            required += [
                (self.password, "Falta a senha longa"),
                (self.password_again, "Repita a senha longa"),
            ]
        return first_wrong(required, ())

    def field_of(self, failure: KnownFailure) -> QWidget | None:
        """The field a refusal is about, now saying it."""
        if failure.code.startswith("pin_"):
            return say_refusal(self.pin, failure)
        if failure.code.startswith("password_") and failure.code != "password_needed":
            return say_refusal(self.password, failure)
        return say_refusal(self.name, failure) if failure.code == "person_name_missing" else None

    @property
    def _needs_password(self) -> bool:
        has_one = self._member is not None and self._member.has_password
        return self.chosen_role in WITH_PASSWORD and not has_one

    def _follow_role(self) -> None:
        """Only those who release have a password; what is given beside a role is measured by it."""
        with_password = self.chosen_role in WITH_PASSWORD
        self._passwords.setVisible(with_password)
        if not with_password:
            self.password.clear()
            self.password_again.clear()
        another = self._member is not None and self.chosen_role is not self._member.person.role
        self._role_note.setVisible(another)
        self.role_chosen.emit()
        self.changed.emit()

    def _choices(self) -> list[tuple[Role, str]]:
        return [each for each in people_words.ROLE_CHOICES if each[0] in self._roles]

    def _suggest(self, name: str) -> None:
        """The short name follows the name until somebody writes their own."""
        if not self.short_name.isModified():
            self.short_name.setText(short_name(name)[:SHORT_NAME_LENGTH])


def _line(length: int) -> TextEdit:
    edit = TextEdit()
    edit.setMaxLength(length)
    return edit


def _note(said: str) -> Paragraph:
    return Paragraph(said, style="small", tone="text3")
