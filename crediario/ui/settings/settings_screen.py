"""Ajustes: the pages made of the settings' own notes, F10 to keep them, and what is this computer's."""

import uuid
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from crediario.domain.errors import KnownFailure, Refusal
from crediario.domain.settings import ShopSettings
from crediario.services.core import Topic
from crediario.services.settings import (
    SettingsChangedMeanwhile,
    SettingsInForce,
    SettingsOrder,
    Versioned,
    change_settings,
    settings_to_edit,
)
from crediario.ui import appearance, messages
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.navigation import Area, Screen, Settings, Shell
from crediario.ui.settings import words
from crediario.ui.settings.management_page import ManagementPage, managed_by
from crediario.ui.settings.own_page import OwnPage
from crediario.ui.settings.print_page import PrintPage
from crediario.ui.settings.setting_page import SettingPage, SettingRow
from crediario.ui.theme import Gap, Scheme, Theme
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Note
from crediario.ui.widgets.edits import Edit
from crediario.ui.widgets.keyboard import go_to
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.tabs import lead_to, lead_to_wrong_field, tab_bar, tabbed_card

LEAVE = Question("Sair sem gravar?", "O que foi mudado nos ajustes ainda não vale.", yes="Sair sem gravar")
TABLE_REFUSALS = {"no_plan_offered", "plan_offered_twice"}


class SettingsScreen(Screen):
    """A page for each group of settings, and one of this computer for everybody."""

    title = "Ajustes"
    area = Area.SETTINGS
    refreshes_on = frozenset({Topic.SETTINGS})
    manual = "ajustes"

    def __init__(self, shell: Shell, place: Settings) -> None:
        super().__init__(shell)
        self._start = place
        self._kept: ShopSettings | None = None
        self._version = 0
        self._request_id = str(uuid.uuid4())
        self._may_edit = shell.ctx.operator.may("edit_settings")
        self.pages = [SettingPage(names) for _, names in words.PAGES]
        self.own = OwnPage()
        self.print_page = PrintPage(shell.tasks)
        self.note = Note(tone="att")
        self.note.hide()
        self.bar = tab_bar("Abas dos ajustes")
        self.save = KeyButton("Gravar", "F10", "primary")
        managed = managed_by(shell.ctx.operator)
        self.management = ManagementPage(managed) if managed else None
        self._status = label("", "office", "text2", elide=True)
        self.primary = self.save
        self._build()
        self._listen()
        if place.own:
            self.bar.setCurrentIndex(len(self.pages))

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """What is in force; what was edited stays."""
        self.pane.wait()
        self.shell.tasks.run(self, settings_to_edit, self._came, on_refused=self._failed)

    def keys(self) -> Sequence[Action]:
        """What works here."""
        save = (Action("conclude", label="Gravar"),) if self._may_edit else ()
        table = self.pages[0].plans
        of_plans = (
            Action("new", table.add_plan, label="Incluir plano"),
            Action("remove_item", table.drop_plan, label="Tirar plano"),
        ) if table is not None and self._may_edit and self.bar.currentIndex() == 0 else ()  # fmt: skip
        return (
            Action("tab", pick=self._turn_to, count=self.bar.count(), label="Abas"),
            Action("next_field"),
            *of_plans,
            *save,
            *(self.management.keys() if self.management is not None else ()),
            Action("back", label="Voltar"),
        )

    def can_leave(self) -> bool:
        """Ask once when something was changed and not kept."""
        return not self._changes() or self.shell.dialogs.ask(self, LEAVE)

    def first_focus(self) -> QWidget:
        """The first editor of the page shown."""
        place = self.bar.currentIndex()
        if place == len(self.pages):
            return self.own.text.checked if self._start.own == "text" else self.own.first_field()
        if place == self._stack.indexOf(self.print_page):
            return self.print_page.first_field()
        if place > len(self.pages) and self.management is not None:
            return self.management.first_field()
        return self.pages[place].first_field() if self._may_edit else self.bar

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._stack = QStackedWidget()
        for name, page in self._tabs():
            self.bar.addTab(name)
            self._stack.addWidget(page)
        self.pane = Pane(self._stack, EmptyState("settings", "Sem ajustes"), "Buscando os ajustes…")
        foot = row(self._status, 1, self.save, gap=Gap.X14)
        self.place(column(self.note, tabbed_card(self.bar, self.pane), 1, holder(foot)))
        for page in self.pages:
            page.allow(editing=self._may_edit)
        # Only now: a button without a place would be shown as a window of its own.
        self.save.setVisible(self._may_edit)

    def _tabs(self) -> list[tuple[str, QWidget]]:
        """The shop's pages, this computer's, and what whoever manages opens from here."""
        shops = [(name, page) for (name, _), page in zip(words.PAGES, self.pages, strict=True)]
        managed = [(words.MANAGEMENT, self.management)] if self.management is not None else []
        return [*shops, (words.OWN, self.own), *managed, (words.PRINTING, self.print_page)]

    def _listen(self) -> None:
        self.bar.currentChanged.connect(self._stack.setCurrentIndex)
        self.bar.currentChanged.connect(self.keys_changed)
        for page in self.pages:
            page.changed.connect(self._edited)
        self.save.clicked.connect(self._keep)
        if self.management is not None:
            self.management.opened.connect(self.shell.navigation.open)
        self.own.scheme_chosen.connect(self._wear_scheme)
        self.own.text_chosen.connect(self._wear_text)

    def _turn_to(self, place: int) -> None:
        self.bar.setCurrentIndex(place)
        go_to(self.first_focus())

    # -- what is shown ---------------------------------------------------------------------------------------

    def _came(self, force: SettingsInForce) -> None:
        """Theirs in every editor that nobody touched here."""
        if self._changes() and force.version != self._version:
            self._overtaken(words.SOMEBODY, force)
        else:
            self._show(force)

    def _show(self, force: SettingsInForce) -> None:
        for page in self.pages:
            page.show_settings(self._kept, force.settings)
        self._kept, self._version = force.settings, force.version
        self.pane.show_content()
        self._show_status()

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(messages.words(failure), self.reload)

    def _edited(self) -> None:
        """Another content is another request: a retry of the one before would be answered from memory."""
        self._request_id = str(uuid.uuid4())
        self.note.hide()
        self._show_status()

    def _changes(self) -> dict[str, Any]:
        """What differs from what is in force."""
        if self._kept is None or not self._may_edit:
            return {}
        typed = {name: value for page in self.pages for name, value in page.typed().items()}
        return {name: value for name, value in typed.items() if value != getattr(self._kept, name)}

    def _show_status(self) -> None:
        count = len(self._changes())
        self._status.announce(words.changed_words(count) if self._may_edit else words.ONLY_MANAGERS)
        self.save.setEnabled(bool(count))
        self.save.setAccessibleDescription("" if count else words.UNCHANGED)

    # -- keeping ---------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        """F10: writes a new version, or leads to what is wrong."""
        if self._kept is None or lead_to_wrong_field(self.bar, self.pages):
            return
        try:
            settings = replace(self._kept, **self._changes())
        except Refusal as refusal:
            self._refused(refusal)
            return
        order = SettingsOrder(self._request_id, self._version, settings)
        self.shell.tasks.run(
            self, change_settings, lambda done: self._was_kept(settings, done), order,
            on_refused=self._refused, busy=self.save,
        )  # fmt: skip

    def _was_kept(self, settings: ShopSettings, done: Versioned) -> None:
        self._kept, self._version = settings, done.version
        self._request_id = str(uuid.uuid4())
        self.note.hide()
        self._show_status()
        self.shell.navigation.toast(words.kept_words(done.version))

    def _refused(self, failure: KnownFailure) -> None:
        """At the setting it is about; else above the pages."""
        if isinstance(failure, SettingsChangedMeanwhile):
            name = failure.operator_name
            self.shell.tasks.run(self, settings_to_edit, lambda force: self._overtaken(name, force))
            return
        said = messages.words(failure)
        found = self._row_of(getattr(failure, "name", ""))
        if found is not None:
            place, setting = found
            edit = setting.editor.widget
            edit.set_error(said.title) if isinstance(edit, Edit) else setting.say(said.title)
            lead_to(self.bar, place, edit)
        elif failure.code in TABLE_REFUSALS and (table := self.pages[0].plans) is not None:
            table.say(said.title)
            lead_to(self.bar, 0, table.rows[0].offered)
        else:
            self.note.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest)
        self.save.setEnabled(bool(self._changes()))

    def _overtaken(self, operator_name: str, force: SettingsInForce) -> None:
        """Somebody else saved another version: what they changed is shown, what was edited here stays."""
        before, mine = self._kept, self._changes()
        self._show(force)
        theirs = {
            each.name: getattr(force.settings, each.name)
            for each in fields(ShopSettings)
            if getattr(force.settings, each.name) != getattr(before, each.name)
        }
        self._request_id = str(uuid.uuid4())
        who, what = words.overtaken_words(operator_name, theirs, mine)
        self.note.show_note(bold(who), what)

    def _row_of(self, name: str) -> tuple[int, SettingRow] | None:
        rows = ((place, each) for place, page in enumerate(self.pages) for each in page.rows)
        return next(((place, each) for place, each in rows if each.name == name), None)

    # -- this computer ---------------------------------------------------------------------------------------

    def _wear_scheme(self, scheme: Scheme) -> None:
        self._wear(scheme, Theme.current.text_percent, Settings("theme"))

    def _wear_text(self, percent: int) -> None:
        self._wear(Theme.current.scheme, percent, Settings("text"))

    def _wear(self, scheme: Scheme, percent: int, place: Settings) -> None:
        """At once: the window is built anew, so what was not kept is asked about first."""
        application = QApplication.instance()
        if not isinstance(application, QApplication) or not self.can_leave():
            self.own.show_worn()
            return
        appearance.wear(application, scheme, percent)
        navigation = self.shell.navigation
        # After the key that chose it was dealt with: its button goes with the window's old clothes.
        QTimer.singleShot(0, self, lambda: navigation.dress_again(place))
