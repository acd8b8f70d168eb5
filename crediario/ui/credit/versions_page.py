"""Versões: who changed the policy and when, what changed in words, and the way back to an earlier one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from crediario.domain.br import format_date
from crediario.domain.credit.policy import STANDARD, CreditPolicy
from crediario.gateways.clock import Clock, at_shop
from crediario.services.policy import PolicyStep
from crediario.ui.credit import policy_words
from crediario.ui.theme import Gap, Size
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.cells import Text
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, SidePane, clear, column, holder
from crediario.ui.widgets.table import Column, Table

SAME = "Igual ao que está na tela."


@dataclass(frozen=True, slots=True)
class Version:
    """A version as a line; the program's own standard is number 0."""

    number: int
    policy: CreditPolicy
    saved_at: datetime | None
    saved_by: str
    changes: tuple[str, ...]


class VersionsPage(QWidget):
    """``back_asked`` carries the policy to put into the form."""

    back_asked = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._typed: CreditPolicy | None = None
        self.table = self._table()
        self.table.keep_frame()
        self.back = KeyButton("Voltar a esta versão", icon="undo-2")
        self._title = label("", "body_bold", wrap=True)
        self._changes, self._differs = column(gap=Gap.X4), column(gap=Gap.X4)
        said = column(
            self._title,
            self._changes,
            label("Em relação ao que está na tela", "small_bold", "text2"),
            self._differs,
            None,
            gap=Gap.X10,
        )
        side = Card().add(ScrollArea(holder(said)), 1, self.back)
        whole = SidePane(Card(flush=True).add(self.table, 1), side, Size.SIDE_PANEL)
        self.setLayout(column(whole, margin=(Gap.X14, Gap.X14)))
        self.table.current_changed.connect(lambda _: self._show_current())
        self.back.clicked.connect(self._ask)

    def show_steps(self, steps: Sequence[PolicyStep]) -> None:
        """Every version, the newest first, and below them the standard."""
        rows = [
            Version(
                each.version,
                each.policy,
                each.saved_at,
                each.operator_name,
                tuple(policy_words.change_lines(each.changes)),
            )
            for each in steps
        ]
        self.table.set_rows([*rows, Version(0, STANDARD, None, "", ())])
        self._show_current()

    def show_typed(self, policy: CreditPolicy | None) -> None:
        """What the form says now, to compare with; None while something in it is wrong."""
        self._typed = policy
        self._show_current()

    def first_field(self) -> QWidget:
        """The versions."""
        return self.table

    def _show_current(self) -> None:
        current = self.table.current_row()
        clear(self._changes)
        clear(self._differs)
        self.back.setEnabled(current is not None and self._typed is not None)
        if current is None:
            return
        self._title.setText(_title(current, self._clock))
        _fill(self._changes, current.changes)
        if self._typed is not None:
            differs = policy_words.differences(self._typed, current.policy)
            _fill(self._differs, differs or (SAME,))

    def _ask(self) -> None:
        current = self.table.current_row()
        if current is not None:
            self.back_asked.emit(current.policy)

    def _table(self) -> Table[Version]:
        return Table(
            [
                Column("Versão", lambda each: str(each.number) if each.number else "padrão", chars=9),
                Column("Quando", lambda each: _when(each.saved_at, self._clock), chars=17),
                Column("Quem", lambda each: Text(each.saved_by, "text2"), 12, "left", 1),
                Column("O que mudou", lambda each: Text(_short(each), "text2"), chars=24, stretch=3),
            ],
            name="Versões da política",
            key=lambda each: each.number,
        )


def _title(version: Version, clock: Clock) -> str:
    if not version.number:
        return f"{policy_words.STANDARD}: com o que uma loja nova começa"
    return f"Versão {version.number}, {_when(version.saved_at, clock)}, {version.saved_by}"


def _when(moment: datetime | None, clock: Clock) -> str:
    local = at_shop(clock, moment) if moment else None
    return f"{format_date(local.date())} {local:%H:%M}" if local else ""


def _short(version: Version) -> str:
    if not version.number:
        return policy_words.STANDARD.lower()
    first, *others = version.changes or ("nada",)
    return f"{first} e mais {len(others)}" if others else first


def _fill(place: QBoxLayout, lines: Sequence[str]) -> None:
    for line in lines:
        place.addWidget(label(line, "office", wrap=True))
