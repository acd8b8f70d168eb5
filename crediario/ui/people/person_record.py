"""One person: who they are, how they get in, what they may; and whether they get in at all."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.domain.permissions import Role
from crediario.services.core import Topic
from crediario.services.people import (
    ActiveOrder,
    Member,
    Person,
    PersonChangedMeanwhile,
    PersonSeen,
    UnlockOrder,
    add_person,
    people_list,
    set_person_active,
    unlock_person,
)
from crediario.ui import messages
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.navigation import Area, PersonRecord, Screen, Shell
from crediario.ui.people import people_words
from crediario.ui.people.keeping import Part, changed_parts, new_person, power_part
from crediario.ui.people.person_form import PersonForm
from crediario.ui.people.powers_card import PowersCard
from crediario.ui.role_words import ROLES
from crediario.ui.theme import Gap, Size
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Note
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.wizard.step import Split

LEAVE = Question("Sair sem gravar?", "O que foi mudado nesta pessoa ainda não vale.", yes="Sair sem gravar")


class PersonScreen(Screen):
    """F10 keeps every part that was changed, each on its own: what was kept stays kept."""

    area = Area.SETTINGS
    refreshes_on = frozenset({Topic.USERS})
    manual = "pessoas"

    def __init__(self, shell: Shell, place: PersonRecord) -> None:
        super().__init__(shell)
        self._number = place.number
        self._member: Member | None = None
        self._kept: list[Part] = []
        self._keeping = False
        self.title = "Pessoa" if place.number else "Nova pessoa"
        may = shell.ctx.operator.may
        self._may_owners, self._may_powers = may("edit_owners"), may("edit_permissions")
        roles = [role for role in Role if role is not Role.OWNER or self._may_owners]
        self.form, self.powers = PersonForm(roles), PowersCard()
        self.note = Note(tone="att")
        self.note.hide()
        self.save = KeyButton("Gravar" if place.number else "Cadastrar", "F10", "primary")
        self.active = KeyButton("Desativar", "Alt+A", icon="ban")
        self.unlock = KeyButton("Liberar a entrada", "Alt+U", icon="lock")
        self._status = label("", "office", "text2", elide=True)
        self.primary = self.save
        self._build()
        self._listen()
        self._show_powers()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        split = Split(self.form, (self.powers,), Size.SIDE_PANEL)
        self.pane = Pane(ScrollArea(split), EmptyState("user", "Ninguém tem este número"), "Buscando…")
        foot = row(self.active, self.unlock, self._status, 1, self.save, gap=Gap.X14)
        self.place(column(self.note, self.pane, 1, holder(foot)))
        self.active.hide()
        self.unlock.hide()

    def _listen(self) -> None:
        self.form.role_chosen.connect(self._show_powers)
        self.form.changed.connect(self._edited)
        self.powers.changed.connect(self._edited)
        self.save.clicked.connect(self._keep)
        self.active.clicked.connect(self._turn_active)
        self.unlock.clicked.connect(self._unlock)

    # -- Screen ----------------------------------------------------------------------------------------------

    def keys(self) -> Sequence[Action]:
        """What works here, for this person."""
        turn = Action("active", run=self.active.click, label=self.active.words, in_bar=False)
        free = Action("unlock", run=self.unlock.click, in_bar=False)
        return (
            Action("next_field"),
            Action("mark", label="Dar ou tirar"),
            *([Action("conclude", label=self.save.words)] if self._may_edit else ()),
            *([turn] if not self.active.isHidden() else ()),
            *([free] if not self.unlock.isHidden() else ()),
            Action("back", label="Voltar"),
        )

    def first_focus(self) -> QWidget:
        """The name."""
        return self.form.name

    def can_leave(self) -> bool:
        """Ask once when something was typed and not kept."""
        return not (self._is_touched and self._may_edit) or self.shell.dialogs.ask(self, LEAVE)

    def reload(self) -> None:
        """Fetch the person again; a new one has nothing to fetch."""
        if self._number is not None:
            self.pane.wait()
            self.shell.tasks.run(self, people_list, self._came, on_refused=self._failed)

    # -- what is shown ---------------------------------------------------------------------------------------

    def _came(self, members: tuple[Member, ...]) -> None:
        found = next((each for each in members if each.person.number == self._number), None)
        self.pane.show_content(is_empty=found is None)
        if found is None or self._keeping:
            return
        before = self._member if self._is_touched else None
        powers = (change.permission for change in self.powers.changes())
        mine = {*self.form.typed, *self.form.given, *powers}
        self._take(found, keep_typed=before is not None)
        if before is not None:
            self._say_overtaken(before, found, mine)
        self._kept = []

    def _say_overtaken(self, before: Member, found: Member, mine: set[str]) -> None:
        """What somebody else changed; the secrets kept here a moment ago are no change of theirs."""
        own: dict[str, Any] = {part.mark: getattr(found, part.mark) for part in self._kept if part.mark}
        said = people_words.overtaken_words(replace(before, **own), found, mine)
        if said is not None:
            who, what = said
            self.note.show_note(bold(who), what)

    def _take(self, found: Member, *, keep_typed: bool) -> None:
        """Somebody as the shop holds them now; what was changed here and not kept stays if wanted."""
        pending = self.powers.changes() if keep_typed else ()
        self._member = found
        self.form.show_member(found, keep_typed=keep_typed)
        self.title = f"{found.person.name} · {ROLES[found.person.role]}"
        self.title_changed.emit()
        self._show_powers()
        self.powers.check_again(pending)
        self._show_buttons(found)

    @property
    def _is_touched(self) -> bool:
        """Whether something here is not kept."""
        return self.form.is_touched or bool(self.powers.changes())

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(messages.words(failure), self.reload)

    @property
    def _may_edit(self) -> bool:
        """Only an owner touches an owner."""
        return self._member is None or self._member.person.role is not Role.OWNER or self._may_owners

    def _show_powers(self) -> None:
        """The role's as chosen; beside it the person's own, while the role is the one kept."""
        role, member = self.form.chosen_role, self._member
        own = dict(member.own) if member is not None and member.person.role is role else {}
        note = people_words.AT_ONCE if self._may_powers else people_words.ONLY_OWNERS
        if role is Role.OWNER:
            note = people_words.OWNERS_HAVE_ALL
        self.powers.show_powers(role, own, editing=self._may_powers, note=note)

    def _show_buttons(self, member: Member) -> None:
        now = self.shell.ctx.clock.now()
        person = member.person
        me = person.id == self.shell.ctx.operator.id
        self.form.allow(editing=self._may_edit)
        self.save.setVisible(self._may_edit)
        self.active.set_words("Desativar" if person.active else "Reativar")
        self.active.setVisible(self._may_edit and not me)
        self.unlock.setVisible(people_words.is_locked(member, now))
        self._status.announce(self._state_words(member))
        self.keys_changed.emit()

    def _state_words(self, member: Member) -> str:
        if not self._may_edit:
            return people_words.OWNER_UNTOUCHED
        now = self.shell.ctx.clock.now()
        seen = people_words.seen_words(member, now)
        return f"Nº {member.person.number} · {people_words.state_of(member, now)} · última vez: {seen}"

    def _edited(self) -> None:
        self.note.hide()

    # -- keeping ---------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        """F10: to what is wrong, else every part that was changed."""
        wrong = self.form.wrong_field()
        if wrong is not None:
            wrong.setFocus()
            return
        powers = self.powers.changes()
        parts = [new_person(self.form)] if self._number is None else []
        if self._member is not None:
            parts = changed_parts(self._member, self.form, powers)
        self._kept, self._keeping = [], bool(parts)
        if parts:
            self._run(parts)
        else:
            self.shell.navigation.toast("Nada mudou.")

    def _run(self, parts: Sequence[Part]) -> None:
        """One after another: a later one that is refused leaves the earlier ones kept."""
        first, rest = parts[0], list(parts[1:])

        def done(person: Person) -> None:
            self._kept.append(first)
            self._note_kept(person)
            if self._number is None and self.powers.changes():
                seen = PersonSeen(person.name, person.short_name, person.role)
                rest.append(power_part(person.number, seen, self.powers.changes()))
            self._number = person.number
            self._run(rest) if rest else self._all_kept(person)

        self.shell.tasks.run(
            self, first.use_case, done, first.order, on_refused=self._refused, busy=self.save
        )

    def _note_kept(self, person: Person) -> None:
        """What was kept just now is no change of somebody else's."""
        before = self._member
        if before is not None:
            own = before.own if person.role is before.person.role else ()
            self._member = replace(before, person=person, own=own)

    def _all_kept(self, person: Person) -> None:
        self._keeping = False
        if self._member is not None:
            self._take(self._member, keep_typed=False)
        kept = [part.said for part in self._kept]
        self.shell.navigation.toast(people_words.kept_words(kept, person.short_name))
        self.form.clear_secrets()
        if self._kept[0].use_case is add_person:
            self._forget_typed()
            self.shell.navigation.back()
        else:
            self.reload()

    def _forget_typed(self) -> None:
        """Nothing is left to be lost."""
        self.form.name.clear()
        self.form.short_name.clear()
        self._show_powers()

    def _refused(self, failure: KnownFailure) -> None:
        """At the field it is about, else above; what was kept before it is said."""
        self._keeping = False
        kept = [part.said for part in self._kept]
        if isinstance(failure, PersonChangedMeanwhile):
            self.reload()
            return
        field = self.form.field_of(failure)
        if field is not None:
            field.setFocus()
        said = messages.words(failure)
        if field is None or kept:
            before = f"Já gravado: {', '.join(kept)}. " if kept else ""
            self.note.show_note(bold(f"{said.title.rstrip('.')}. "), f"{before}{said.rest}")
        if kept:
            self.reload()

    # -- getting in ------------------------------------------------------------------------------------------

    def _turn_active(self) -> None:
        if self._member is None:
            return
        person, letting_in = self._member.person, not self._member.person.active
        if letting_in or self.shell.dialogs.ask(self, _stop_question(person)):
            order = ActiveOrder(str(uuid.uuid4()), person.number, active=letting_in)
            self.shell.tasks.run(
                self, set_person_active, self._turned, order, on_refused=self._refused, busy=self.active
            )

    def _turned(self, person: Person) -> None:
        said = "entra de novo" if person.active else "não entra mais; o que fez continua registrado"
        self.shell.navigation.toast(f"{person.short_name} {said}.")

    def _unlock(self) -> None:
        if self._member is not None:
            order = UnlockOrder(str(uuid.uuid4()), self._member.person.number)
            self.shell.tasks.run(
                self, unlock_person, self._unlocked, order, on_refused=self._refused, busy=self.unlock
            )

    def _unlocked(self, person: Person) -> None:
        self.shell.navigation.toast(f"Entrada liberada: {person.short_name} pode tentar de novo.")


def _stop_question(person: Person) -> Question:
    return Question(
        f"Desativar {person.short_name}?",
        "Essa pessoa deixa de entrar agora, mesmo no meio de uma venda. Nada do que fez é apagado.",
        yes="Desativar",
    )
