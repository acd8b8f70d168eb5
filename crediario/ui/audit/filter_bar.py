"""Which rows are wanted: who, what, from when to when, about whom."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from crediario.services.audit import AuditFilter
from crediario.ui.audit.audit_words import Group, group_names
from crediario.ui.theme import Gap, Size, font, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.fields import Combo
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import row

EVERYBODY, EVERYTHING = "Pessoas", "Tudo"


class FilterBar(QWidget):
    """``changed`` when other rows are wanted; ``left`` when Enter ended it."""

    changed = Signal()
    left = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.person: Combo[int | None] = Combo([(None, EVERYBODY)])
        groups: list[tuple[Group | None, str]] = [(None, EVERYTHING), *((each, each.value) for each in Group)]
        self.what: Combo[Group | None] = Combo(groups)
        self.since = DateEdit(today, day_means="past")
        self.until = DateEdit(today, day_means="past")
        self.clear = KeyButton("Limpar", "Ctrl+0", "quiet", "small")
        self.clear.setAccessibleName("Limpar filtros, Ctrl+0")
        self._customer: int | None = None
        self._whom = label("", "office_medium", "pri", elide=True)
        self._name()
        items = (self.person, 2, self.what, 2, self.since, self.until, self._whom, 1, self.clear)
        self.setLayout(row(*items, gap=Gap.X6))
        self._whom.hide()
        self._listen()
        self._show_way_out()

    def show_people(self, people: Sequence[tuple[int, str]]) -> None:
        """Who may be chosen."""
        chosen = self.person.value()
        self.person.blockSignals(True)
        self.person.set_choices([(None, EVERYBODY), *people])
        if chosen in {id_ for id_, _ in people}:
            self.person.set_value(chosen)
        self.person.blockSignals(False)

    def show_customer(self, customer_id: int | None, name: str) -> None:
        """Only what is about this customer; None is everybody."""
        self._customer = customer_id
        self._whom.setText(f"Só {name}" if customer_id is not None else "")
        self._whom.setVisible(customer_id is not None)
        self._show_way_out()

    def wanted(self) -> AuditFilter:
        """What is asked for now."""
        group = self.what.value()
        return AuditFilter(
            operator_id=self.person.value(),
            since=self.since.value(),
            until=self.until.value(),
            use_cases=group_names(group) if group else (),
            customer_id=self._customer,
        )

    def reset(self) -> None:
        """Everything again."""
        for edit in (self.since, self.until):
            edit.set_value(None)
        for combo in (self.person, self.what):
            combo.setCurrentIndex(0)
        self.show_customer(None, "")

    def ask(self) -> None:
        """Ctrl+F: the keyboard goes to the first field."""
        self.person.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def has_focus(self) -> bool:
        """Whether one of the fields has it."""
        return any(each.hasFocus() for each in (self.person, self.what, self.since, self.until))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where room is short the key bar alone says how to clear."""
        super().resizeEvent(event)
        self._show_way_out()

    @property
    def is_narrowing(self) -> bool:
        """Whether not everything is wanted."""
        return not self.wanted().takes_all

    def _name(self) -> None:
        for edit, name, holder in (
            (self.since, "A partir do dia", "De"),
            (self.until, "Até o dia", "Até"),
        ):
            edit.setAccessibleName(name)
            edit.setPlaceholderText(holder)
            edit.setFont(font("office"))
            edit.setFixedWidth(px(Size.FILTER_AMOUNT))
            edit.returnPressed.connect(self.left)
        self.person.setAccessibleName("Pessoa")
        self.what.setAccessibleName("O que aconteceu")
        for combo in (self.person, self.what):
            combo.setFont(font("office"))
            combo.setMinimumContentsLength(6)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _listen(self) -> None:
        self.person.currentIndexChanged.connect(lambda _: self._edited())
        self.what.currentIndexChanged.connect(lambda _: self._edited())
        self.since.value_changed.connect(lambda _: self._edited())
        self.until.value_changed.connect(lambda _: self._edited())

    def _edited(self) -> None:
        self._show_way_out()
        self.changed.emit()

    def _show_way_out(self) -> None:
        self.clear.setVisible(self.is_narrowing and self.width() > px(Size.READABLE))
