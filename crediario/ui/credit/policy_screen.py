"""Política de crédito: every rule with an example at work; F10 puts a new version in force."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from crediario.domain.credit.policy import CreditPolicy
from crediario.domain.errors import KnownFailure, Refusal
from crediario.services.core import Topic
from crediario.services.policy import (
    PolicyChangedMeanwhile,
    PolicyInForce,
    PolicyOrder,
    PolicySaved,
    PolicyStep,
    change_policy,
    policy_history,
    policy_in_force,
)
from crediario.ui import messages
from crediario.ui.credit import policy_words
from crediario.ui.credit.points_page import PointsPage
from crediario.ui.credit.policy_merge import merged
from crediario.ui.credit.policy_pages import BandsPage, LimitPage, RulesPage
from crediario.ui.credit.versions_page import VersionsPage
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.navigation import Area, Screen, Shell
from crediario.ui.navigation import CreditPolicy as Place
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Note
from crediario.ui.widgets.keyboard import go_to
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.tabs import lead_to, lead_to_wrong_field, tab_bar, tabbed_card

LEAVE = Question("Sair sem gravar?", "O que foi mudado na política ainda não vale.", yes="Sair sem gravar")


class PolicyScreen(Screen):
    """A page for the rules, the limit, the bands, the points, and the versions."""

    title = "Política de crédito"
    area = Area.SETTINGS
    refreshes_on = frozenset({Topic.SETTINGS})
    manual = "politica"

    def __init__(self, shell: Shell, _: Place) -> None:
        super().__init__(shell)
        self._force: PolicyInForce | None = None
        self._request_id = str(uuid4())
        self._may_edit = shell.ctx.operator.may("edit_policy")
        self.rules, self.limit, self.bands, self.points = RulesPage(), LimitPage(), BandsPage(), PointsPage()
        self.pages: tuple[RulesPage | LimitPage | BandsPage | PointsPage, ...]
        self.pages = (self.rules, self.limit, self.bands, self.points)
        self.versions = VersionsPage(shell.ctx.clock)
        self.note = Note(tone="att")
        self.bar = tab_bar("Abas da política", scrolls=False)
        self.save = KeyButton("Gravar", "F10", "primary")
        self._status = label("", "office", "text2", elide=True)
        self.primary = self.save
        self._build()
        self._listen()

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """What is in force, and its history; what was edited stays."""
        self.pane.wait()
        self.shell.tasks.run(self, policy_in_force, self._came, on_refused=self._failed)
        if self._may_edit:
            self.shell.tasks.run(self, policy_history, self.versions.show_steps)

    def keys(self) -> Sequence[Action]:
        """What works here."""
        save = (Action("conclude", label="Gravar"),) if self._may_edit else ()
        return (
            Action("tab", pick=self._turn_to, count=self.bar.count(), label="Abas"),
            Action("next_field"),
            *save,
            Action("back", label="Voltar"),
        )

    def can_leave(self) -> bool:
        """Ask once when something was changed and not kept."""
        return not self._count() or self.shell.dialogs.ask(self, LEAVE)

    def first_focus(self) -> QWidget:
        """The first editor of the page shown."""
        place = self.bar.currentIndex()
        if not self._may_edit:
            return self.bar
        return self.versions.first_field() if place == len(self.pages) else self.pages[place].first_field()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._stack = QStackedWidget()
        shown = (*self.pages, self.versions) if self._may_edit else self.pages
        for name, page in zip(policy_words.PAGES, shown, strict=False):
            self.bar.addTab(name)
            self._stack.addWidget(page)
        self.pane = Pane(self._stack, EmptyState("settings", "Sem política"), "Buscando a política…")
        foot = row(self._status, 1, self.save, gap=Gap.X14)
        self.place(InItsPlace(column(self.note, tabbed_card(self.bar, self.pane), 1, holder(foot))))
        for each in self.pages:
            content = each.widget()
            if content is not None:
                content.setEnabled(self._may_edit)
        self.note.hide()
        self.save.setVisible(self._may_edit)

    def _listen(self) -> None:
        self.bar.currentChanged.connect(self._turned)
        for page in self.pages:
            page.changed.connect(self._edited)
        self.save.clicked.connect(self._keep)
        self.versions.back_asked.connect(self._go_back)

    def _turn_to(self, place: int) -> None:
        self.bar.setCurrentIndex(place)
        go_to(self.first_focus())

    def _turned(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        if place == len(self.pages):
            self.versions.show_typed(self._policy())

    # -- what is shown ---------------------------------------------------------------------------------------

    def _came(self, force: PolicyInForce) -> None:
        """What is in force; of what was edited since the one before was, the edit stays."""
        shown = self._merged(force) if self._force is not None else force.policy
        self.pane.show_content()
        # With something wrong in the form it stays based on what it was filled from.
        if shown is None:
            return
        self._force = force
        for page in self.pages:
            page.show_policy(shown)
        self._show_status()

    def _merged(self, force: PolicyInForce) -> CreditPolicy | None:
        """What is in force with the edits on it; None while something in the form is wrong."""
        typed = self._policy()
        return merged(self._force.policy, typed, force.policy) if self._force and typed else None

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(messages.words(failure), self.reload)

    def _typed(self) -> dict[str, Any]:
        """By name what is typed; None for what is empty or wrong."""
        found: dict[str, Any] = {}
        for page in self.pages:
            try:
                found |= page.typed()
            except Refusal:
                found["points"] = None
        return found

    def _policy(self) -> CreditPolicy | None:
        """The policy as typed; None while something in it is wrong."""
        typed = self._typed()
        if None in typed.values():
            return None
        try:
            return CreditPolicy(**typed)
        except Refusal:
            return None

    def _edited(self) -> None:
        """Another content is another request: a retry of the one before would be answered from memory."""
        self._request_id = str(uuid4())
        self.note.hide()
        self._show_status()

    def _count(self) -> int:
        """How many things differ from what is in force."""
        if self._force is None or not self._may_edit:
            return 0
        typed, policy = self._typed(), self._policy()
        if policy is not None:
            return len(policy_words.differences(self._force.policy, policy))
        return sum(value != getattr(self._force.policy, name) for name, value in typed.items())

    def _show_status(self) -> None:
        count = self._count()
        version = self._force.version if self._force else 0
        said = policy_words.changed_words(count) if self._may_edit else policy_words.ONLY_MANAGERS
        named = f"versão {version}" if version else policy_words.STANDARD.lower()
        self._status.announce(f"Em vigor: {named}. {said}")
        self.save.setEnabled(bool(count))

    def _go_back(self, policy: CreditPolicy) -> None:
        """An earlier version goes into the form; F10 puts it in force as a new one."""
        for page in self.pages:
            page.show_policy(policy)
        self._edited()
        self.versions.show_typed(self._policy())
        self.note.show_note(
            bold("Versão posta na tela. "), "Confira e grave com F10: ela vale como versão nova."
        )
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keeping ---------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        """F10: writes a new version, or leads to what is wrong."""
        if self._force is None or lead_to_wrong_field(self.bar, self.pages):
            return
        try:
            typed = {name: value for page in self.pages for name, value in page.typed().items()}
            policy = CreditPolicy(**typed)
        except Refusal as refusal:
            self._refused(refusal)
            return
        order = PolicyOrder(self._request_id, self._force.version, policy)
        self.shell.tasks.run(
            self, change_policy, lambda saved: self._was_kept(policy, saved), order,
            on_refused=self._refused, busy=self.save,
        )  # fmt: skip

    def _was_kept(self, policy: CreditPolicy, saved: PolicySaved) -> None:
        self._force = PolicyInForce(version=saved.version, policy=policy)
        self._request_id = str(uuid4())
        self.note.hide()
        self._show_status()
        self.shell.navigation.toast(
            f"Política gravada. Versão {saved.version}; as decisões de antes ficam como foram."
        )

    def _refused(self, failure: KnownFailure) -> None:
        """At the figure it is about; else above the pages."""
        if isinstance(failure, PolicyChangedMeanwhile):
            self.shell.tasks.run(self, policy_history, self._overtaken)
            return
        said = messages.words(failure)
        self.note.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest)
        self._lead_to_part(failure)
        self.save.setEnabled(bool(self._count()))

    def _lead_to_part(self, failure: KnownFailure) -> None:
        """Where the figure stands; what is about no single one leaves the page as it is."""
        item = getattr(failure, "item", None)
        if failure.code == "risk_bands_out_of_order":
            lead_to(self.bar, self.pages.index(self.bands), self.bands.first_field())
        elif failure.code == "limit_above_ceiling":
            lead_to(self.bar, self.pages.index(self.limit), self.limit.first_field())
        elif item is not None:
            card = self.points.cards[item]
            card.say(messages.words(failure).title)
            lead_to(self.bar, self.pages.index(self.points), card.points[0])
        elif failure.code == "cut_offs_out_of_order":
            lead_to(self.bar, self.pages.index(self.points), self.points.first_field())

    def _overtaken(self, steps: tuple[PolicyStep, ...]) -> None:
        """Somebody else saved another version: what they changed is shown, what was typed here stays."""
        based_on = self._force.version if self._force else 0
        newer = [step for step in steps if step.version > based_on]
        lines = [line for step in reversed(newer) for line in policy_words.change_lines(step.changes)]
        who = newer[0].operator_name if newer else ""
        self.versions.show_steps(steps)
        self.shell.tasks.run(self, policy_in_force, self._came)
        self._request_id = str(uuid4())
        self.note.show_note(
            bold(f"{who} gravou outra versão enquanto esta estava aberta. "),
            f"Mudou: {'; '.join(lines)}. O que você mudou continua na tela: confira e grave de novo.",
        )
        self.save.setEnabled(bool(self._count()))


class InItsPlace(QWidget):
    """The pages scroll themselves: a note above them makes them lower, not the screen taller."""

    def __init__(self, content: QLayout) -> None:
        super().__init__()
        self.setLayout(content)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return False
