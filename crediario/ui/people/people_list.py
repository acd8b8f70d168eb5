"""Pessoas: everybody who works or worked with the program; Enter opens one, Ctrl+N adds another."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.core import Topic
from crediario.services.people import Member, people_list
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, People, PersonRecord, Screen, Shell
from crediario.ui.people.people_words import is_locked, own_words, seen_words, state_of
from crediario.ui.role_words import ROLES
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.cells import TagCell, Text, TwoLine
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table

AUDITED = "Ninguém é apagado: quem sai é desativado, e o que fez continua com seu nome na auditoria."


class PeopleScreen(Screen):
    """The list, and what opens a person."""

    title = "Pessoas e permissões"
    area = Area.SETTINGS
    refreshes_on = frozenset({Topic.USERS})
    manual = "pessoas"

    def __init__(self, shell: Shell, _: People) -> None:
        super().__init__(shell)
        self.table = self._table()
        self.add = KeyButton("Nova pessoa", "Ctrl+N", icon="user-plus")
        self.add.clicked.connect(self._add)
        self.table.opened.connect(self._open)
        self.pane = Pane(self.table, EmptyState("users", "Ninguém aqui ainda"), "Buscando as pessoas…")
        card = Card(flush=True).add(self.pane, 1)
        self.place(column(card, 1, Note(AUDITED, secondary=True), holder(row(None, self.add)), gap=Gap.X12))

    def _table(self) -> Table[Member]:
        table: Table[Member] = Table(
            [
                Column("Nº", lambda each: str(each.person.number), chars=4, align="right"),
                Column("Nome", self._name, chars=20, stretch=2),
                Column("Função", lambda each: ROLES[each.person.role].capitalize(), chars=12),
                Column("Situação", self._state, chars=17),
                Column("Permissões próprias", own_words, chars=22, stretch=1, optional=True),
                Column("Última vez", self._seen, chars=15, optional=True),
            ],
            name="Pessoas",
            key=lambda each: each.person.number,
            row_height="two_line",
        )
        table.keep_frame()
        return table

    def _name(self, member: Member) -> TwoLine:
        person = member.person
        me = " · você" if person.id == self.shell.ctx.operator.id else ""
        return TwoLine(person.name, person.short_name + me, tone="text" if person.active else "text3")

    def _state(self, member: Member) -> TagCell:
        now = self.shell.ctx.clock.now()
        said = state_of(member, now)
        if not member.person.active:
            return TagCell(said, "plain", "ban")
        return (
            TagCell(said, "late", "lock") if is_locked(member, now) else TagCell(said, "ok", "circle-check")
        )

    def _seen(self, member: Member) -> Text:
        return Text(seen_words(member, self.shell.ctx.clock.now()), "text2")

    # -- Screen ----------------------------------------------------------------------------------------------

    def keys(self) -> Sequence[Action]:
        """Enter opens whoever the frame is on."""
        return (
            Action("move", label="Pessoa"),
            Action("next_field", label="Abrir"),
            Action("new", run=self._add, label="Nova pessoa"),
            Action("back", label="Voltar"),
        )

    def first_focus(self) -> QWidget:
        """The list."""
        return self.table

    def reload(self) -> None:
        """Fetch everybody again."""
        self.pane.wait()
        self.shell.tasks.run(self, people_list, self._came, on_refused=self._failed)

    def _came(self, members: tuple[Member, ...]) -> None:
        self.table.set_rows(members)
        self.pane.show_content(is_empty=not members)

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    def _open(self, member: Member) -> None:
        self.shell.navigation.open(PersonRecord(member.person.number))

    def _add(self) -> None:
        self.shell.navigation.open(PersonRecord())
