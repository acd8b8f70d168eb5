"""Dados da loja: who the shop is, field by field, and how papers will say it."""

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure, Refusal
from crediario.domain.settings import ShopProfile
from crediario.services.core import Topic
from crediario.services.settings import (
    ProfileChangedMeanwhile,
    ProfileInForce,
    ProfileOrder,
    Versioned,
    change_profile,
    profile_to_edit,
)
from crediario.ui import messages
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.navigation import Area, Screen, Shell, ShopData
from crediario.ui.settings import shop_words
from crediario.ui.theme import Gap, Size
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Note
from crediario.ui.widgets.keyboard import go_to
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row
from crediario.ui.widgets.shop_form import ShopForm
from crediario.ui.widgets.shop_paper import PaperCard
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.wizard.step import Split

LEAVE = Question("Sair sem gravar?", "O que foi mudado nos dados da loja ainda não vale.", "Sair sem gravar")
PAPER_LINES = 8


class ShopScreen(Screen):
    """F10 writes a new version; what somebody else wrote meanwhile is shown and never overwritten."""

    title = "Dados da loja"
    area = Area.SETTINGS
    refreshes_on = frozenset({Topic.SETTINGS})
    manual = "ajustes"

    def __init__(self, shell: Shell, place: ShopData) -> None:
        super().__init__(shell)
        self._lacking = place.field
        self._force: ProfileInForce | None = None
        self._shown: dict[str, str] = {}
        self._request_id = str(uuid4())
        self.form, self.paper = ShopForm(whole=True), PaperCard(PAPER_LINES)
        self.note, self.contact = Note(tone="att"), Note(shop_words.NO_CONTACT, tone="att")
        self.note.hide()
        self.contact.hide()
        self.save = KeyButton("Gravar", "F10", "primary")
        self._status = label("", "office", "text2", elide=True)
        self.primary = self.save
        self._build()
        self.form.changed.connect(self._edited)
        self.save.clicked.connect(self._keep)

    def _build(self) -> None:
        side = (self.paper, self.contact, Note(shop_words.FROM_NOW_ON))
        content = ScrollArea(holder(column(Split(self.form, side, Size.SIDE_COLUMN), None)))
        self.pane = Pane(content, EmptyState("store", "Sem dados da loja"), "Buscando os dados da loja…")
        foot = row(self._status, 1, self.save, gap=Gap.X14)
        self.place(column(self.note, self.pane, 1, holder(foot), gap=Gap.X12))

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """What is in force; what was typed stays."""
        self.pane.wait()
        self.shell.tasks.run(self, profile_to_edit, self._came, on_refused=self._failed)

    def keys(self) -> Sequence[Action]:
        """Enter walks the fields."""
        return (
            Action("next_field"),
            Action("previous_field"),
            Action("conclude", label="Gravar"),
            Action("back", label="Voltar"),
        )

    def can_leave(self) -> bool:
        """Ask once when something was typed and not kept."""
        return not self._mine() or self.shell.dialogs.ask(self, LEAVE)

    def first_focus(self) -> QWidget:
        """The field a paper lacks, else the first."""
        return self.form.field_for(self._lacking) if self._lacking and self._force else self.form.cnpj

    # -- what is shown ---------------------------------------------------------------------------------------

    def _came(self, force: ProfileInForce) -> None:
        """Theirs in every field that nobody touched here."""
        first = self._force is None
        mine = self._mine()
        self.pane.show_content()
        if mine and self._force is not None and force.version != self._force.version:
            self._overtaken(shop_words.SOMEBODY, force)
        else:
            self._show(force, mine)
        if first and self._lacking:
            go_to(self.form.field_for(self._lacking))

    def _show(self, force: ProfileInForce, mine: frozenset[str]) -> None:
        self._force = force
        if force.profile is not None:
            typed = self.form.texts()
            self.form.show_profile(force.profile)
            self._shown = self.form.texts()
            for name in mine:
                self.form.edits[name].setText(typed[name])
        self._show_status()

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(messages.words(failure), self.reload)

    def _mine(self) -> frozenset[str]:
        """The fields that were changed here and not kept."""
        if self._force is None:
            return frozenset()
        return frozenset(
            name for name, text in self.form.texts().items() if text != self._shown.get(name, "")
        )

    def _edited(self) -> None:
        """Another content is another request: a retry of the one before would be answered from memory."""
        self._request_id = str(uuid4())
        self.note.hide()
        self.paper.show_texts(self.form.paper_texts())
        self._show_status()

    def _show_status(self) -> None:
        count = len(self._mine())
        self._status.announce(shop_words.changed_words(count))
        self.save.setEnabled(bool(count))
        self.save.setAccessibleDescription("" if count else shop_words.UNCHANGED)
        reached = self.form.whatsapp.text().strip() or self.form.email.text().strip()
        self.contact.setVisible(self._force is not None and not reached)

    # -- keeping ---------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        """F10: to what is wrong, else a new version."""
        if self._force is None or not self._mine():
            return
        wrong = self.form.wrong_field()
        if wrong is not None:
            go_to(wrong)
            return
        try:
            profile = self.form.profile()
        except Refusal as refusal:
            self._refused(refusal)
            return
        order = ProfileOrder(self._request_id, self._force.version, profile)
        self.shell.tasks.run(
            self, change_profile, lambda done: self._was_kept(profile, done), order,
            on_refused=self._refused, busy=self.save,
        )  # fmt: skip

    def _was_kept(self, profile: ShopProfile, done: Versioned) -> None:
        self._request_id = str(uuid4())
        self.note.hide()
        self._show(ProfileInForce(done.version, profile), frozenset())
        self.shell.navigation.toast(shop_words.kept_words(done.version))

    def _refused(self, failure: KnownFailure) -> None:
        """At the field it is about; else above the form."""
        if isinstance(failure, ProfileChangedMeanwhile):
            name = failure.operator_name
            self.shell.tasks.run(self, profile_to_edit, lambda force: self._overtaken(name, force))
            return
        field = self.form.field_of(failure)
        if field is not None:
            go_to(field)
        else:
            said = messages.words(failure)
            self.note.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest)
        self.save.setEnabled(bool(self._mine()))

    def _overtaken(self, operator_name: str, force: ProfileInForce) -> None:
        """Somebody else saved another version: what they changed is shown, what was typed here stays."""
        before, mine = dict(self._shown), self._mine()
        self._show(force, mine)
        changed = [name for name, text in self._shown.items() if text != before.get(name, "")]
        theirs = {name: self._shown[name] for name in changed}
        self._request_id = str(uuid4())
        self.note.show_note(*shop_words.overtaken_words(operator_name, theirs, mine))
