"""Consentimentos: what one person said yes or no to, with the very words, and the next word on it."""

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtWidgets import QLayout, QWidget

from crediario.domain.br import format_date
from crediario.domain.errors import KnownFailure
from crediario.services.privacy import (
    ConsentChannel,
    ConsentOrder,
    ConsentRecorded,
    ConsentRow,
    ConsentState,
    PrivacyView,
    person_privacy,
    record_consent,
)
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.privacy import privacy_words
from crediario.ui.privacy.facts import Facts, narrow_combo
from crediario.ui.privacy.tabbed import Page
from crediario.ui.theme import Gap, Size
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.cells import TagCell, Text
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import SidePane, column, holder, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table

NOT_ASKED = "Comprar, pagar, analisar crédito e cobrar não dependem de consentimento."
PHOTO_GOES = "Ao retirar, a foto do cadastro é apagada."


class ConsentsPage(Page):
    """The purposes above, everything ever said below; at the right the words and the next answer."""

    title = "Consentimentos"

    def __init__(self, shell: Shell, customer_id: int) -> None:
        super().__init__(shell)
        self._customer_id = customer_id
        self.states, self.history = self._states_table(), self._history_table()
        self.channel: Combo[ConsentChannel] = Combo(list(privacy_words.CHANNELS.items()))
        self.day = DateEdit(shell.today, day_means="past")
        self.day.set_value(shell.today())
        narrow_combo(self.channel)
        self.give = KeyButton("Anotar autorização", "F10", "primary")
        self.withdraw = KeyButton("Anotar recusa ou retirada", "Del")
        self.note = Note(tone="late")
        self.note.hide()
        fields = row(Field("Como disse", self.channel), 1, Field("Em", self.day), 1, gap=Gap.X10)
        self.facts = Facts("Consentimento", holder(fields), self.note)
        self.primary = self.give
        self.pane = Pane(
            holder(self._lists()), EmptyState("shield-check", "Nada a mostrar"), "Buscando os consentimentos…"
        )
        side = Card(flush=True).add(self.facts, 1)
        buttons = column(self.give, self.withdraw, gap=Gap.X8, margin=(Gap.X14, Gap.X10))
        side.add(holder(buttons))
        self.setLayout(row(SidePane(self.pane, side, Size.PROFILE_PANEL), 1))
        self._listen()

    # -- Page ------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """What was said until now."""
        self.pane.wait()
        self.shell.tasks.run(self, person_privacy, self._came, self._customer_id, on_refused=self._failed)

    def keys(self) -> Sequence[Action]:
        """What works here."""
        return (
            Action("move", label="Finalidade"),
            Action("conclude", label="Anotar autorização"),
            Action("remove", self._withdraw, label="Anotar recusa ou retirada"),
        )

    def first_focus(self) -> QWidget:
        """The purposes."""
        return self.states

    # -- building --------------------------------------------------------------------------------------------

    def _states_table(self) -> Table[ConsentState]:
        table: Table[ConsentState] = Table(
            [
                Column("Para quê", lambda each: privacy_words.PURPOSES[each.purpose], chars=20, stretch=1),
                Column("Vale", self._state, chars=17),
                Column(
                    "Desde",
                    lambda each: Text(privacy_words.consent_words(each), "text2"),
                    chars=30,
                    stretch=2,
                ),
            ],
            name="Finalidades",
            key=lambda each: each.purpose,
            fits_rows=True,
        )
        table.keep_frame()
        return table

    def _history_table(self) -> Table[ConsentRow]:
        return Table(
            [
                Column("Dia", lambda each: format_date(each.consented_on), chars=10),
                Column("Para quê", lambda each: privacy_words.PURPOSES[each.purpose], chars=18),
                Column("Disse", lambda each: "sim" if each.given else "não", chars=5),
                Column("Texto", lambda each: Text(each.text, "text2"), chars=24, stretch=1),
                Column("Por", lambda each: Text(each.operator_name, "text2"), chars=12, optional=True),
            ],
            name="Tudo o que já foi dito",
            key=lambda each: each.consent_id,
            row_height="office",
        )

    def _state(self, each: ConsentState) -> TagCell:
        said = privacy_words.state_words(each)
        if each.newest is None:
            return TagCell(said, "plain", "circle-question-mark")
        return TagCell(said, "ok", "circle-check") if each.given else TagCell(said, "plain", "ban")

    def _lists(self) -> QLayout:
        past = label("Tudo o que já foi dito", "office_bold", "text2")
        return column(self.states, holder(row(past, margin=(Gap.X10, Gap.X8))), self.history, 1, gap=Gap.NONE)

    def _listen(self) -> None:
        self.states.current_changed.connect(lambda _: self._show_state())
        self.give.clicked.connect(lambda: self._record(given=True))
        self.withdraw.clicked.connect(self._withdraw)

    # -- what is shown and done ------------------------------------------------------------------------------

    def _came(self, found: PrivacyView) -> None:
        self.states.set_rows(found.consents)
        self.history.set_rows(found.history)
        alive = not found.is_anonymised and found.kept_id == found.customer_id
        for button in (self.give, self.withdraw):
            button.setEnabled(alive)
        self.pane.show_content()
        self._show_state()

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    def _show_state(self) -> None:
        found = self.states.current_row()
        if found is None:
            return
        photo = PHOTO_GOES if found.purpose == "photo" else ""
        self.facts.show_facts(
            privacy_words.PURPOSES[found.purpose],
            [("O que a pessoa lê ou ouve", f"“{found.text}”"), ("", photo), ("", NOT_ASKED)],
        )
        self.keys_changed.emit()

    def _withdraw(self) -> None:
        self._record(given=False)

    def _record(self, *, given: bool) -> None:
        found = self.states.current_row()
        if found is None or not self.day.check() or not self.give.isEnabled():
            return
        order = ConsentOrder(
            str(uuid4()),
            self._customer_id,
            found.purpose,
            given,
            self.channel.value(),
            self.day.value() or self.shell.today(),
        )
        self.shell.tasks.run(
            self, record_consent, self._recorded, order, on_refused=self._refused, busy=self.give
        )

    def _recorded(self, done: ConsentRecorded) -> None:
        self.note.hide()
        photos = " A foto foi apagada." if done.photos_erased else ""
        self.shell.navigation.toast(f"Anotado, com o texto e a data.{photos}")
        self.reload()

    def _refused(self, failure: KnownFailure) -> None:
        said = words(failure)
        self.note.show_note(f"{said.title}. {said.rest}")
