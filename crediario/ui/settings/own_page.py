"""Neste computador: light or dark, and how large the letters are; worn at once, by whoever sits here."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from crediario.ui.theme import TEXT_PERCENTS, Gap, Scheme, Theme
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.fields import Radio
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row

V = TypeVar("V")
SCHEMES = ((Scheme.LIGHT, "Clara"), (Scheme.DARK, "Escura"))
TEXTS = tuple((percent, f"{percent}%") for percent in TEXT_PERCENTS)
AT_ONCE = "Vale na hora, só neste computador, para todas as pessoas que o usam."


class RadioLine(QWidget, Generic[V]):
    """One of a few, side by side; arrows move and choose."""

    chosen = Signal(object)

    def __init__(self, name: str, choices: Sequence[tuple[V, str]], value: V) -> None:
        super().__init__()
        self._values = [each for each, _ in choices]
        self._group = QButtonGroup(self)
        self.radios = [Radio(said) for _, said in choices]
        for place, (radio, (each, said)) in enumerate(zip(self.radios, choices, strict=True)):
            radio.setAccessibleName(f"{name}: {said}")
            radio.setChecked(each == value)
            self._group.addButton(radio, place)
        self._group.idToggled.connect(self._toggled)
        self.setLayout(row(*self.radios, None, gap=Gap.X24))

    @property
    def checked(self) -> Radio:
        """The one that is chosen."""
        return self.radios[self._group.checkedId()]

    def choose(self, value: V) -> None:
        """Check one, telling nobody; the keyboard goes there if it is on another of them."""
        chosen = self.radios[self._values.index(value)]
        with QSignalBlocker(self._group):
            chosen.setChecked(True)
        # The arrow that chose another one moves the focus too, but later.
        QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        if any(radio.hasFocus() for radio in self.radios):
            self.checked.setFocus(Qt.FocusReason.TabFocusReason)

    def _toggled(self, place: int, checked: bool) -> None:
        if checked:
            self.chosen.emit(self._values[place])


class OwnPage(ScrollArea):
    """``scheme_chosen`` and ``text_chosen`` tell what is wanted; the screen puts it on."""

    scheme_chosen = Signal(object)
    text_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        worn = Theme.current
        self.scheme: RadioLine[Any] = RadioLine("Aparência", SCHEMES, worn.scheme)
        self.text: RadioLine[Any] = RadioLine("Tamanho da letra", TEXTS, worn.text_percent)
        self.scheme.chosen.connect(self.scheme_chosen)
        self.text.chosen.connect(self.text_chosen)
        card = Card().add(
            column(label("Aparência", "body_medium"), self.scheme, gap=Gap.X8),
            column(label("Tamanho da letra", "body_medium"), self.text, gap=Gap.X8),
        )
        card.body.setSpacing(card.body.spacing() * 2)
        content = holder(column(card, Note(AT_ONCE), None, gap=Gap.X14, margin=(Gap.X14, Gap.X14)))
        self.setWidget(content)
        content.setAutoFillBackground(False)

    def show_worn(self) -> None:
        """Mark what is worn now."""
        self.scheme.choose(Theme.current.scheme)
        self.text.choose(Theme.current.text_percent)

    def first_field(self) -> QWidget:
        """Where the keyboard starts."""
        return self.scheme.checked
