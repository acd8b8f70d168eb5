"""O que esta pessoa pode: each permission in words, and what was given or taken beside the role."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crediario.domain.permissions import Role, allows
from crediario.services.people import PermissionChange
from crediario.ui.people.people_words import may_differ, power_note
from crediario.ui.role_words import POWERS
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.fields import Check
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, row


class PowerLine(QWidget):
    """One permission: a check box, and at the right how it differs from the role."""

    toggled = Signal()

    def __init__(self, permission: str, said: str) -> None:
        super().__init__()
        self.permission, self._said = permission, said
        self.check = Check(said)
        self._note = label("", "small", "text3", elide=True, align=Qt.AlignmentFlag.AlignRight)
        self._role = Role.VIEWER
        self.setLayout(row(self.check, self._note, 1, gap=Gap.X8))
        self.check.toggled.connect(self._changed)

    def show_power(self, role: Role, *, holds: bool, editing: bool) -> None:
        """What holds for this person, and whether it may be changed."""
        self._role = role
        self.check.blockSignals(True)
        self.check.setChecked(holds)
        self.check.blockSignals(False)
        self.check.setEnabled(editing and may_differ(role, self.permission))
        self._tell()

    @property
    def holds(self) -> bool:
        """Whether the person may."""
        return self.check.isChecked()

    def _changed(self) -> None:
        self._tell()
        self.toggled.emit()

    def _tell(self) -> None:
        note = power_note(self._role, self.permission, holds=self.holds)
        differs = self.holds is not allows(self._role, self.permission)
        self._note.setText(note)
        self._note.set_tone("pri" if differs else "text3")
        self.check.setAccessibleName(
            f"{self._said}: {'sim' if self.holds else 'não'}{', ' * bool(note)}{note}"
        )
        self.check.update()


class PowersCard(Card):
    """``changed`` tells that something was checked or unchecked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("O que esta pessoa pode")
        self.note = Note()
        self._kept: Mapping[str, bool] = {}
        self.lines: list[PowerLine] = []
        self.add(self.note)
        for group, powers in POWERS:
            lines = [PowerLine(permission, said) for permission, said in powers]
            self.lines += lines
            self.add(column(label(group, "small_bold", "text2"), *lines, gap=Gap.X6))
        self.body.setSpacing(px(Gap.X14))
        for line in self.lines:
            line.toggled.connect(self.changed)
        self.setMinimumWidth(px(Size.SIDE_COLUMN))

    def show_powers(self, role: Role, own: Mapping[str, bool], *, editing: bool, note: str) -> None:
        """What holds: the role's, and beside it what was given (True) or taken (False)."""
        self._kept = {
            line.permission: own.get(line.permission, allows(role, line.permission)) for line in self.lines
        }
        for line in self.lines:
            line.show_power(role, holds=self._kept[line.permission], editing=editing)
        self.note.show_note(note)

    def check_again(self, changes: Sequence[PermissionChange]) -> None:
        """What was checked or unchecked before it was shown anew."""
        wanted = {change.permission: bool(change.own) for change in changes}
        for line in self.lines:
            if line.permission in wanted:
                line.check.setChecked(wanted[line.permission])

    def changes(self) -> tuple[PermissionChange, ...]:
        """What was checked or unchecked since it was shown."""
        return tuple(
            PermissionChange(line.permission, line.holds)
            for line in self.lines
            if line.holds is not self._kept.get(line.permission, line.holds)
        )
