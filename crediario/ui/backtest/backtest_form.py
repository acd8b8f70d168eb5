"""What is to be tried: which rules, with which figures, over which sales."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crediario.domain.credit.hindsight import STOPS
from crediario.domain.credit.policy import Answer, CreditPolicy, Rule, policy_note
from crediario.domain.money import Money, Rate
from crediario.services.backtest import TRIED_RULES, BackTestWanted, settled_until
from crediario.ui.backtest.backtest_words import FIGURES, LEFT_OUT, RULES
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.edits import MoneyEdit, NumberEdit, PercentEdit, ValueEdit
from crediario.ui.widgets.fields import Check, Field
from crediario.ui.widgets.fitting import EvenColumns
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row

#: How far back the first day offered lies.
YEARS = 2


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule: whether it is tried, and its figure where it has one."""

    rule: Rule
    tried: Check
    figure: ValueEdit[Any] | None


class BackTestForm(Card):
    """``changed`` comes with every edit."""

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("O que experimentar", flush=True)
        self._today = today
        self._policy: CreditPolicy | None = None
        self.rows = [_row(rule) for rule in TRIED_RULES]
        self.sold_from, self.sold_until = (DateEdit(today, day_means="past") for _ in range(2))
        self._build()

    def show_policy(self, policy: CreditPolicy) -> None:
        """Begin from a policy: what it stops is tried, with its figures."""
        self._policy = policy
        for each in self.rows:
            each.tried.setChecked(policy.answer(each.rule) in STOPS)
            if each.figure is not None:
                each.figure.set_value(getattr(policy, FIGURES[each.rule]))

    def show_period(self, sold_from: date | None = None, sold_until: date | None = None) -> None:
        """Which sales: without any, those of two years that have had the time to go bad."""
        until = sold_until or settled_until(self._today())
        self.sold_until.set_value(until)
        self.sold_from.set_value(sold_from or until.replace(year=until.year - YEARS, day=1))

    def wanted(self) -> BackTestWanted | None:
        """What is asked for; None while something is missing."""
        sold_from, sold_until = self.sold_from.value(), self.sold_until.value()
        figures: dict[str, Any] = {
            FIGURES[each.rule]: each.figure.value() for each in self.rows if each.figure is not None
        }
        if self._policy is None or sold_from is None or sold_until is None or None in figures.values():
            return None
        answers = replace(self._policy.answers, **self._answers(self._policy))
        return BackTestWanted(replace(self._policy, answers=answers, **figures), sold_from, sold_until)

    def go_to_missing(self) -> None:
        """The first field that still lacks."""
        edits = [*(each.figure for each in self.rows), self.sold_from, self.sold_until]
        missing = next((each for each in edits if each is not None and each.value() is None), None)
        if missing is not None:
            missing.setFocus()

    @property
    def first_field(self) -> QWidget:
        """The first figure."""
        return next(each.figure for each in self.rows if each.figure is not None)

    def _answers(self, policy: CreditPolicy) -> dict[str, Answer]:
        """What is tried keeps its answer where that stops a sale, and else asks for a release."""
        found = {}
        for each in self.rows:
            now = policy.answer(each.rule)
            stops = now if now in STOPS else Answer.ASK
            found[each.rule.value] = stops if each.tried.isChecked() else Answer.OFF
        return found

    def _build(self) -> None:
        lines = [_line(each) for each in self.rows]
        period = row(Field("Vendas de", self.sold_from), 1, Field("até", self.sold_until), 1, gap=Gap.X12)
        left_out = label(LEFT_OUT, "small", "text2", wrap=True)
        inside = holder(column(period, *lines, left_out, None, gap=Gap.X10, margin=(Gap.X14, Gap.X12)))
        area = ScrollArea(inside)
        inside.setAutoFillBackground(False)
        self.add(area, 1)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for each in self.rows:
            each.tried.toggled.connect(self.changed)
            if each.figure is not None:
                each.figure.value_changed.connect(self.changed)
        for edit in (self.sold_from, self.sold_until):
            edit.value_changed.connect(self.changed)


def _row(rule: Rule) -> RuleRow:
    tried = Check(RULES[rule])
    name = FIGURES.get(rule)
    if name is None:
        return RuleRow(rule, tried, None)
    edit = _edit(name)
    edit.setAccessibleName(RULES[rule])
    return RuleRow(rule, tried, edit)


def _edit(name: str) -> ValueEdit[Any]:
    """The input of a figure, within the limits of its note."""
    part = next(each for each in fields(CreditPolicy) if each.name == name)
    note = policy_note(part)
    if isinstance(part.default, Rate):
        return PercentEdit()
    if isinstance(part.default, Money):
        return MoneyEdit()
    return NumberEdit(note.minimum or 0, note.maximum or 999)


def _line(each: RuleRow) -> QWidget:
    if each.figure is None:
        return each.tried
    each.figure.setMinimumWidth(px(Size.SIDE_COLUMN) * 2 // 5)
    return EvenColumns(each.tried, each.figure, gap=Gap.X8)
