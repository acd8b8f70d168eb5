"""A page of settings: each with its name, what it does, where its limit comes from, and its editor."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crediario.domain.settings import PlanOffer, SettingOutOfRange, ShopSettings, note_of
from crediario.ui.settings import words
from crediario.ui.settings.editors import Editor, editor_for
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.edits import Edit, ValueEdit
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row, separator
from crediario.ui.widgets.plan_table import PlanTable

PLANS = "plans"


class SettingRow(QWidget):
    """One setting: words at the left, its editor at the right, and below what is wrong with it."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        setting = words.setting(name)
        note = note_of(setting)
        self.name = name
        self.editor: Editor = editor_for(setting)
        self._error = label("", "office_medium", "late", wrap=True)
        self._error.hide()
        said = column(
            label(note.label, "body_medium", wrap=True),
            label(note.help, "office", "text2", wrap=True),
            gap=Gap.X2,
        )
        if note.rule:
            said.addWidget(label(note.rule, "small", "text3", wrap=True))
        said.addStretch()
        self.editor.widget.setFixedWidth(px(Size.SIGN_IN_FORM) // 2)
        side = holder(column(self.editor.widget, self._error, gap=Gap.X4))
        whole = row(said, 1, side, gap=Gap.X20, margin=(Gap.X14, Gap.X12))
        whole.setAlignment(side, Qt.AlignmentFlag.AlignTop)
        self.setLayout(whole)
        self.editor.changed.connect(lambda *_: self._edited())
        if isinstance(self.editor.widget, Edit):
            self.editor.widget.error_changed.connect(self.say)

    @property
    def value(self) -> Any:
        """What is typed; None while it is empty or wrong."""
        return self.editor.value()

    def show_value(self, value: Any) -> None:
        """Put a value in."""
        self.editor.show(value)

    def say(self, error: str) -> None:
        """What is wrong; empty takes it back."""
        self._error.setText(error)
        self._error.setVisible(bool(error))

    def _edited(self) -> None:
        self.say("")
        self.changed.emit()


class SettingPage(ScrollArea):
    """The settings of one group; ``changed`` tells that something was edited."""

    changed = Signal()

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self.rows = [SettingRow(name) for name in names if name != PLANS]
        self.plans: PlanTable | None = PlanTable(ShopSettings().plans, grows=True) if PLANS in names else None
        cards: list[QWidget] = [self.plans] if self.plans is not None else []
        cards.append(self._card())
        if "points_on" in names:
            cards.append(Note(words.POINTS_STAY))
        content = holder(column(*cards, None, gap=Gap.X14, margin=(Gap.X14, Gap.X14)))
        self.setWidget(content)
        content.setAutoFillBackground(False)
        for each in self.rows:
            each.changed.connect(self.changed)
        if self.plans is not None:
            self.plans.changed.connect(self.changed)

    def _card(self) -> Card:
        card = Card(flush=True)
        for place, each in enumerate(self.rows):
            if place:
                card.add(separator())
            card.add(each)
        card.body.setSpacing(0)
        return card

    def show_settings(self, kept: ShopSettings | None, new: ShopSettings) -> None:
        """Show what is in force; of what was edited since ``kept`` was, the edit stays."""
        typed = self.typed()
        for each in self.rows:
            if kept is None or typed[each.name] == getattr(kept, each.name):
                each.show_value(getattr(new, each.name))
        if self.plans is not None and (kept is None or typed[PLANS] == kept.plans):
            self.plans.show_plans(new.plans)

    def typed(self) -> dict[str, Any]:
        """Each setting of the page as it stands in its editor; None for what is empty or wrong."""
        values = {each.name: each.value for each in self.rows}
        return values if self.plans is None else values | {PLANS: _offers(self.plans)}

    def wrong_field(self) -> QWidget | None:
        """The first editor that is empty or wrong, all of them saying so."""
        wrong = [each for each in self.rows if each.value is None]
        for each in wrong:
            edit = each.editor.widget
            if isinstance(edit, ValueEdit) and edit.check():
                edit.set_error(words.MISSING)
        table = self.plans.wrong_field() if self.plans is not None else None
        return table or (wrong[0].editor.widget if wrong else None)

    def first_field(self) -> QWidget:
        """Where the keyboard starts."""
        return self.plans.rows[0].offered if self.plans is not None else self.rows[0].editor.widget

    def allow(self, *, editing: bool) -> None:
        """Whether this person may change anything here."""
        for each in self.rows:
            each.editor.widget.setEnabled(editing)
        if self.plans is not None:
            self.plans.setEnabled(editing)


def _offers(table: PlanTable) -> tuple[PlanOffer, ...] | None:
    try:
        return table.offers()
    except SettingOutOfRange:
        return None
