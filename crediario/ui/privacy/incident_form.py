"""A new incident: when the shop came to know, what happened, which data, how many people, which risk."""

import re
from datetime import datetime
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.incidents import IncidentOrder, IncidentRegistered, register_incident
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.privacy.long_edit import LongEdit
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Note
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.edits import NumberEdit, TextEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.layout import ScrollArea, column, holder, row

TIME = re.compile(r"([01]?\d|2[0-3])[:h]?([0-5]\d)")
NO_NAMES = (
    "Descreva sem nomes nem CPF: este registro não pode ser mudado nem apagado, e é ele que se mostra à ANPD."
)
WRONG_TIME = "Hora como 14:32"
MOST_PEOPLE = 9_999_999


class IncidentForm(ScrollArea):
    """``registered`` hears the number and the deadline; ``given_up`` when nothing was."""

    registered = Signal(object)
    given_up = Signal()

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self.day, self.hour = DateEdit(shell.today, day_means="past"), TextEdit()
        self.what, self.data, self.risk = LongEdit(4), LongEdit(2), LongEdit(2)
        self.people = NumberEdit(0, MOST_PEOPLE)
        self.save = KeyButton("Registrar incidente", "F10", "primary")
        self.leave = KeyButton("Desistir", "Esc")
        self.note = Note(tone="late")
        content = holder(self._fields())
        content.setMaximumWidth(px(Size.READABLE) * 2)
        super().__init__(holder(row(content, 4, None)))
        self.note.hide()
        self.save.clicked.connect(self._register)
        self.leave.clicked.connect(self.given_up)

    def begin(self) -> None:
        """Empty fields, known now."""
        now = self._shell.ctx.clock.now()
        self.day.set_value(self._shell.today())
        self.hour.setText(f"{now:%H:%M}")
        for edit in (self.what, self.data, self.risk):
            edit.clear()
        self.people.set_value(None)
        self.note.hide()

    def first_field(self) -> QWidget:
        """Where typing begins."""
        return self.what

    def _fields(self) -> QLayout:
        known = row(
            Field("Soubemos em", self.day), 1, Field("Às", self.hour), 1,
            Field("Pessoas afetadas", self.people, note="Vazio se ainda não se sabe"), 1, gap=Gap.X12,
        )  # fmt: skip
        return column(
            Note(NO_NAMES, tone="pri"),
            Field("O que aconteceu", self.what, "circunstâncias, como se descobriu"),
            Field("Dados afetados", self.data, "nome, telefone, valores em aberto…"),
            Field("Risco às pessoas", self.risk, "golpe, contato indevido, exposição…"),
            known,
            self.note,
            row(None, self.leave, self.save, gap=Gap.X10),
            None,
            gap=Gap.X12,
            margin=(Gap.X20, Gap.X14),
        )

    def _known_at(self) -> datetime | None:
        match = TIME.fullmatch(self.hour.text().strip())
        day = self.day.value()
        if match is None or day is None:
            return None
        zone = self._shell.ctx.clock.now().tzinfo
        return datetime(day.year, day.month, day.day, int(match[1]), int(match[2]), tzinfo=zone)

    def _register(self) -> None:
        known_at = self._known_at()
        if known_at is None:
            self.note.show_note(WRONG_TIME)
            self.hour.setFocus()
            return
        order = IncidentOrder(
            str(uuid4()),
            known_at,
            self.what.value(),
            self.data.value(),
            self.people.value(),
            self.risk.value(),
        )
        self._shell.tasks.run(
            self, register_incident, self._done, order, on_refused=self._refused, busy=self.save
        )

    def _done(self, result: IncidentRegistered) -> None:
        self.registered.emit(result)

    def _refused(self, failure: KnownFailure) -> None:
        said = words(failure)
        self.note.show_note(f"{said.title}. {said.rest}")
