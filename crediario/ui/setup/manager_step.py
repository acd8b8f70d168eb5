"""Step 2: who answers for the shop, their six digits and their password."""

from PySide6.QtWidgets import QFrame, QWidget

from crediario.domain import secrets
from crediario.domain.br import clean_text
from crediario.domain.errors import KnownFailure
from crediario.services.setup import NAME_LENGTH, SHORT_NAME_LENGTH, FirstPerson
from crediario.ui.setup.powers import powers_card
from crediario.ui.theme import Gap, Size
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import Paragraph
from crediario.ui.widgets.layout import column, row
from crediario.ui.widgets.required import first_wrong, say_refusal
from crediario.ui.widgets.secret_edit import RepeatEdit, SecretEdit
from crediario.ui.widgets.shop_edits import line_edit
from crediario.ui.wizard.step import Step
from crediario.ui.words import short_name

PIN_NOTE = "Evite 123456 e datas de aniversário. Ela entra no caixa e é pedida a cada liberação."
LONG_NOTE = "Pelo menos 8 letras ou números. Libera quem errou a senha 10 vezes."


class ManagerStep(Step):
    """The first person becomes the owner: may do everything."""

    rail_title = "Gerente"
    rail_hint = "Quem libera e aprova"

    def __init__(self) -> None:
        super().__init__()
        self.name, self.short_name = line_edit(NAME_LENGTH), line_edit(SHORT_NAME_LENGTH)
        self.pin = SecretEdit(secrets.check_pin, digits=secrets.PIN_LENGTH)
        self.pin_again = RepeatEdit(self.pin, "Os números não são os mesmos", digits=secrets.PIN_LENGTH)
        self.password = SecretEdit(secrets.check_password)
        self.password_again = RepeatEdit(self.password, "As senhas não são iguais")
        self.password_again.advances = False
        self.name.textEdited.connect(self._suggest)
        self.name.textChanged.connect(self.changed)
        self.lay_out(
            "Quem responde pela loja?",
            "Esta pessoa pode tudo: libera, estorna e cadastra as outras.",
            self._form(),
            powers_card(),
            width=Size.SIDE_PANEL_MAX,
        )

    def _form(self) -> QFrame:
        pins = row(
            Field("Senha de 6 números", self.pin), 1, Field("Repita a senha de 6 números", self.pin_again), 1
        )
        passwords = row(
            Field("Senha longa", self.password), 1, Field("Repita a senha longa", self.password_again), 1
        )
        lines = column(
            row(Field("Nome", self.name), 2, Field("Como aparece", self.short_name), 1),
            column(pins, Paragraph(PIN_NOTE, style="small", tone="text3"), gap=Gap.X6),
            column(passwords, Paragraph(LONG_NOTE, style="small", tone="text3"), gap=Gap.X6),
            gap=Gap.X14,
        )
        return Card().add(lines)

    def _suggest(self, name: str) -> None:
        """The short name follows the name until somebody writes their own."""
        if not self.short_name.isModified():
            self.short_name.setText(short_name(name)[:SHORT_NAME_LENGTH])

    # -- Step ------------------------------------------------------------------------------------------------

    @property
    def summary(self) -> str:
        """The person's name."""
        return self.name.value() or self.rail_hint

    def first_field(self) -> QWidget:
        """The name."""
        return self.name

    def wrong_field(self) -> QWidget | None:
        """A name, six good digits and a good password, both typed twice alike."""
        secret_edits = (self.pin, self.pin_again, self.password, self.password_again)
        for edit in secret_edits:
            edit.check()
        required = (
            (self.name, "Falta o nome"),
            (self.pin, "Faltam os 6 números"),
            (self.pin_again, "Repita os 6 números"),
            (self.password, "Falta a senha longa"),
            (self.password_again, "Repita a senha longa"),
        )
        return first_wrong(required, ())

    def field_of(self, failure: KnownFailure) -> QWidget | None:
        """The field a refusal of the person is about."""
        if failure.code.startswith("pin_"):
            return say_refusal(self.pin, failure)
        if failure.code.startswith("password_"):
            return say_refusal(self.password, failure)
        return say_refusal(self.name, failure) if failure.code == "manager_name_missing" else None

    def person(self) -> FirstPerson:
        """Who answers for the shop."""
        name = clean_text(self.name.value(), NAME_LENGTH)
        shown = clean_text(self.short_name.value(), SHORT_NAME_LENGTH)
        return FirstPerson(name, shown, self.pin.text(), self.password.text())
