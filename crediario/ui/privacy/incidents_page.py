"""Incidentes: the register with its countdown, the record of each, and what is to be noted next."""

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from crediario.domain.br import format_date
from crediario.domain.errors import KnownFailure
from crediario.services.incidents import (
    IncidentNoted,
    IncidentNoteKind,
    IncidentNoteOrder,
    IncidentPaper,
    IncidentRegistered,
    IncidentState,
    IncidentView,
    add_incident_note,
    incident_list,
    incident_paper_of,
)
from crediario.ui import printing
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.privacy import privacy_words
from crediario.ui.privacy.affected import AffectedBox
from crediario.ui.privacy.facts import Facts, narrow_combo
from crediario.ui.privacy.incident_form import IncidentForm
from crediario.ui.privacy.long_edit import LongEdit
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
from crediario.ui.words import counted

KEPT = "Todo incidente fica registrado por 5 anos ou mais, comunicado ou não."


class IncidentsPage(Page):
    """The register, or over it the form of a new incident."""

    title = "Incidentes"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.table = self._table()
        self.register = KeyButton("Registrar incidente", "Ctrl+N", icon="triangle-alert")
        self.paper = KeyButton("PDF", "Ctrl+P", size="small")
        self.save = KeyButton("Gravar", "F10", "primary")
        self.kind: Combo[IncidentNoteKind] = Combo(list(privacy_words.NOTES.items()))
        self.day = DateEdit(shell.today, day_means="past")
        self.text = LongEdit(2)
        narrow_combo(self.kind)
        self.note = Note(tone="late")
        self.affected = AffectedBox(shell)
        self._writing = holder(self._fields())
        self.facts = Facts("Incidente", self._writing, self.affected)
        empty = EmptyState("shield-check", "Nenhum incidente registrado", KEPT)
        self.pane = Pane(self.table, empty, "Buscando os incidentes…")
        self.form = IncidentForm(shell)
        self.stack = QStackedWidget()
        self._build()
        self._listen()

    # -- Page ------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The register, anew."""
        self.pane.wait()
        self.shell.tasks.run(self, incident_list, self._came, on_refused=self._failed)
        self.affected.reload()

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        if self.is_registering:
            return (
                Action("next_field"),
                Action("conclude", label="Registrar"),
            )
        new = Action("new", self._open_form, label="Registrar incidente")
        if self.table.current_row() is None:
            return (new,)
        noting = (Action("next_field", label="Anotar andamento"), Action("conclude", label="Gravar"))
        notes = noting if self._is_open else ()
        return (
            Action("move", label="Incidente"),
            new,
            Action("print_list", self._print, label="PDF do registro", in_bar=False),
            Action("save_paper", self.affected.take, label="Lista de pessoas"),
            *notes,
        )

    def first_focus(self) -> QWidget:
        """The form while it is open, else the rows."""
        if self.is_registering:
            return self.form.first_field()
        return self.table if self.table.rows() else self.register

    def step_back(self) -> bool:
        """Esc gives up the form."""
        was_open = self.is_registering
        if was_open:
            self._close_form()
        return was_open

    @property
    def is_registering(self) -> bool:
        """Whether the form is open."""
        return self.stack.currentWidget() is self.form

    # -- building --------------------------------------------------------------------------------------------

    def _table(self) -> Table[IncidentView]:
        table: Table[IncidentView] = Table(
            [
                Column("Nº", lambda each: str(each.row.incident_id), chars=4, align="right"),
                Column("Conhecido em", lambda each: f"{each.row.known_at:%d/%m/%Y %H:%M}", chars=16),
                Column("O que aconteceu", lambda each: Text(each.row.what_happened), chars=24, stretch=1),
                Column("Situação", self._state, chars=24),
            ],
            name="Incidentes",
            key=lambda each: each.row.incident_id,
            row_height="office",
        )
        table.keep_frame()
        return table

    def _state(self, each: IncidentView) -> TagCell:
        said, at = privacy_words.countdown_words(each.countdown), each.countdown
        if at.late:
            return TagCell(said, "late", "circle-alert")
        if at.state in {IncidentState.ANSWERED, IncidentState.CLOSED}:
            return TagCell(said, "ok", "circle-check")
        return TagCell(said, "att", "clock")

    def _fields(self) -> QLayout:
        self.note.hide()
        return column(
            label("Anotar andamento", "body_bold"),
            Field("O quê", self.kind),
            Field("Em", self.day),
            Field("Texto", self.text),
            self.note,
            gap=Gap.X8,
        )

    def _build(self) -> None:
        side = Card(flush=True).add(self.facts, 1)
        side.add(holder(row(self.paper, None, self.save, margin=(Gap.X14, Gap.X8))))
        head = row(label(KEPT, "office", "text2", elide=True), 1, self.register, margin=(Gap.X10, Gap.X6))
        left = holder(column(head, self.pane, 1, gap=Gap.NONE))
        self.side = side
        self.stack.addWidget(SidePane(left, side, Size.SIDE_PANEL))
        self.stack.addWidget(self.form)
        self.setLayout(column(self.stack, 1))
        self._show_row()

    def _listen(self) -> None:
        self.register.clicked.connect(self._open_form)
        self.paper.clicked.connect(self._print)
        self.save.clicked.connect(self._note_down)
        self.table.current_changed.connect(lambda _: self._show_row())
        self.table.opened.connect(lambda _: self.kind.setFocus())
        self.form.registered.connect(self._registered)
        self.form.given_up.connect(self._close_form)

    # -- what is shown ---------------------------------------------------------------------------------------

    def _came(self, found: tuple[IncidentView, ...]) -> None:
        self.table.set_rows(found)
        self.pane.show_content(is_empty=not found)
        self._show_row()

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    @property
    def _is_open(self) -> bool:
        found = self.table.current_row()
        return found is not None and found.countdown.state is not IncidentState.CLOSED

    def _show_row(self) -> None:
        found = self.table.current_row()
        self.side.setVisible(found is not None)
        for widget in (self._writing, self.save):
            widget.setVisible(self._is_open)
        self.note.hide()
        self.primary = self.form.save if self.is_registering else self.save if self._is_open else None
        if found is not None:
            self.day.set_value(self.shell.today())
            self.affected.show_incident(found.row.incident_id)
            self.facts.show_facts(f"Incidente nº {found.row.incident_id}", self._facts(found))
        self.keys_changed.emit()

    def _facts(self, found: IncidentView) -> list[tuple[str, str]]:
        said, people = found.row, found.row.people_affected
        notes = [
            (f"{format_date(note.happened_on)}, {privacy_words.NOTES[note.kind].lower()}", note.text)
            for note in said.notes
        ]
        return [
            ("Prazos", privacy_words.deadline_words(found.countdown)),
            ("O que aconteceu", said.what_happened),
            ("Dados afetados", said.data_affected),
            ("Pessoas", "ainda não se sabe" if people is None else counted(people, "pessoa", "pessoas")),
            ("Riscos", said.risk),
            *notes,
        ]

    # -- what is done ----------------------------------------------------------------------------------------

    def _open_form(self) -> None:
        self.form.begin()
        self.stack.setCurrentWidget(self.form)
        self._show_row()
        self.form.first_field().setFocus()

    def _close_form(self) -> None:
        self.stack.setCurrentIndex(0)
        self._show_row()
        self.first_focus().setFocus()

    def _registered(self, done: IncidentRegistered) -> None:
        self._close_form()
        self.shell.navigation.toast(
            f"Incidente nº {done.incident_id} registrado. Comunicar até {format_date(done.tell_by)}."
        )
        self.reload()

    def _note_down(self) -> None:
        found = self.table.current_row()
        if found is None or not self.day.check():
            return
        order = IncidentNoteOrder(
            str(uuid4()),
            found.row.incident_id,
            self.kind.value(),
            self.text.value(),
            self.day.value() or self.shell.today(),
        )
        self.shell.tasks.run(
            self, add_incident_note, self._noted, order, on_refused=self._refused, busy=self.save
        )

    def _noted(self, _: IncidentNoted) -> None:
        self.text.clear()
        self.shell.navigation.toast("Andamento gravado no registro.")
        self.reload()

    def _refused(self, failure: KnownFailure) -> None:
        said = words(failure)
        self.note.show_note(f"{said.title}. {said.rest}")

    def _print(self) -> None:
        found = self.table.current_row()
        if found is not None:
            self.shell.tasks.run(
                self, incident_paper_of, self._open_paper, found.row.incident_id, busy=self.paper
            )

    def _open_paper(self, paper: IncidentPaper) -> None:
        if not printing.open_content(paper.content, paper.file_name.removesuffix(".pdf")):
            self.shell.dialogs.warn(self.window(), printing.NO_VIEWER)
