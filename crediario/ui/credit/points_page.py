"""The points table of the analysis: what each answer earns, the sum at best, and the two cut-offs."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crediario.documents import analysis_words
from crediario.domain.credit.points_table import (
    CHOICES,
    NUMBERS,
    POINTS_LIMIT,
    SEEDED_CHOICES,
    ChoiceItem,
    ChoicePoints,
    Item,
    NumberBand,
    NumberItem,
    PointsTable,
)
from crediario.domain.credit.policy import CreditPolicy
from crediario.ui.credit import policy_words
from crediario.ui.credit.policy_pages import PolicyPage
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.edits import NumberEdit
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import grid, holder, row

#: Lines of an item answered by a number; an empty one is no band.
BAND_LINES = 5
#: Items side by side.
ACROSS = 3
EMPTY_LINE = "Linha vazia não conta. Sem resposta, a pessoa não ganha pontos."


class ItemCard(Card):
    """An item of the points table: what each answer earns."""

    changed = Signal()

    def __init__(self, item: Item) -> None:
        super().__init__(analysis_words.ITEMS[item])
        self.item = item
        self._choices = [each.choice for each in _seeded(item).choices] if item in CHOICES else []
        self.said = label("", "office_medium", "late", wrap=True)
        self.said.hide()
        self.starts: list[NumberEdit] = []
        self.points: list[NumberEdit] = []
        self._ask_choices() if item in CHOICES else self._ask_bands()
        self.add(None, self.said)
        for edit in (*self.starts, *self.points):
            edit.value_changed.connect(self._edited)

    def _ask_choices(self) -> None:
        names = [analysis_words.choice_words(self.item, each).capitalize() for each in self._choices]
        self.points = [_points_edit(f"{self.title.text()}, {name}") for name in names]
        said = [label(name, "office", wrap=True) for name in names]
        lines = [[name, edit] for name, edit in zip(said, self.points, strict=True)]
        self.add(grid(lines, gap=Gap.X10, line_gap=Gap.X6, stretches=(1, 0)))

    def _ask_bands(self) -> None:
        self.starts = [_points_edit(f"{self.title.text()}, a partir de") for _ in range(BAND_LINES)]
        self.points = [_points_edit(f"{self.title.text()}, pontos") for _ in range(BAND_LINES)]
        heads = [label("A partir de", "small_bold", "text2"), label("Pontos", "small_bold", "text2")]
        pairs = [[start, points] for start, points in zip(self.starts, self.points, strict=True)]
        # The first begins at zero, always.
        self.starts[0].setEnabled(False)
        self.add(grid([heads, *pairs], gap=Gap.X10, line_gap=Gap.X6, stretches=(1, 1)))

    @property
    def edits(self) -> list[NumberEdit]:
        """Every field, in order."""
        return [*self.starts, *self.points]

    def show_item(self, row: NumberItem | ChoiceItem) -> None:
        """Put an item in."""
        if isinstance(row, ChoiceItem):
            earned = {each.choice: each.points for each in row.choices}
            for choice, edit in zip(self._choices, self.points, strict=True):
                edit.set_value(earned[choice])
            return
        for place, (start, points) in enumerate(zip(self.starts, self.points, strict=True)):
            band = row.bands[place] if place < len(row.bands) else None
            start.set_value(band.start if band else None)
            points.set_value(band.points if band else None)

    def item_typed(self) -> NumberItem | ChoiceItem | None:
        """The item as typed; None while a field is wrong or a line is half empty.

        Raises:
            BandsNotAscending, PointsOutOfRange.
        """
        if self.item in CHOICES:
            points = [edit.value() for edit in self.points]
            pairs = zip(self._choices, points, strict=True)
            whole = [ChoicePoints(choice, value) for choice, value in pairs if value is not None]
            return ChoiceItem(self.item, tuple(whole)) if len(whole) == len(points) else None
        bands = [
            (start.value(), points.value()) for start, points in zip(self.starts, self.points, strict=True)
        ]
        if any((start is None) != (points is None) for start, points in bands):
            return None
        whole_bands = [
            NumberBand(start, points) for start, points in bands if start is not None and points is not None
        ]
        return NumberItem(self.item, tuple(whole_bands))

    def wrong_field(self) -> QWidget | None:
        """The first field that is wrong, or empty beside a full one."""
        wrong = [edit for edit in self.edits if not edit.check()]
        if wrong:
            return wrong[0]
        others = self.starts or self.points
        for one, other in zip(others, self.points, strict=True):
            empty = next((edit for edit in (one, other) if edit.value() is None), None)
            if empty is not None and (self.item in CHOICES or one.value() != other.value()):
                empty.set_error(policy_words.MISSING)
                self.say(policy_words.MISSING)
                return empty
        return None

    def say(self, words: str) -> None:
        """What is wrong with the item."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _edited(self) -> None:
        self.say("")
        self.changed.emit()


def _seeded(item: Item) -> ChoiceItem:
    """The item as a new shop has it: its answers stand in that order."""
    return next(row for row in SEEDED_CHOICES if row.item is item)


def _points_edit(name: str) -> NumberEdit:
    edit = NumberEdit(0, POINTS_LIMIT)
    edit.setAccessibleName(name)
    edit.setMinimumWidth(px(Size.CHIP))
    return edit


class PointsPage(PolicyPage):
    """The points table, its sum at best, and the two cut-offs."""

    def __init__(self) -> None:
        super().__init__()
        self.refuse_below, self.approve_from = (_points_edit(""), _points_edit(""))
        self.refuse_below.setAccessibleName("Recusar abaixo de, em pontos")
        self.approve_from.setAccessibleName("Aprovar a partir de, em pontos")
        self._sum = label("", "office_bold")
        self._said = Note(tone="att")
        self._said.hide()
        self.cards = {item: ItemCard(item) for item in (*NUMBERS, *CHOICES)}
        self.put(self._cut_offs(), label(EMPTY_LINE, "office", "text2"), self._table())
        for card in self.cards.values():
            card.changed.connect(self._edited)
        for edit in (self.refuse_below, self.approve_from):
            edit.value_changed.connect(self._edited)

    def _cut_offs(self) -> Card:
        line = row(
            label("Recusar abaixo de", "body_medium"), self.refuse_below,
            label("Aprovar a partir de", "body_medium"), self.approve_from, None, self._sum,
            gap=Gap.X10,
        )  # fmt: skip
        return Card("Cortes", "entre os dois, a análise aprova com menos").add(line, self._said)

    def _table(self) -> QWidget:
        cards = [*self.cards.values(), None]
        lines = [cards[start : start + ACROSS] for start in range(0, len(self.cards), ACROSS)]
        return holder(grid(lines, gap=Gap.X14, stretches=(1,) * ACROSS))

    def show_policy(self, policy: CreditPolicy) -> None:
        """Put a policy in."""
        for item, card in self.cards.items():
            card.show_item(policy.points.row(item))
        self.refuse_below.set_value(policy.points.refuse_below)
        self.approve_from.set_value(policy.points.approve_from)

    def typed(self) -> dict[str, Any]:
        """The table; None while something is empty or wrong.

        Raises:
            BandsNotAscending, PointsOutOfRange, CutOffsOutOfOrder.
        """
        rows = [card.item_typed() for card in self.cards.values()]
        refuse, approve = self.refuse_below.value(), self.approve_from.value()
        if refuse is None or approve is None or any(row is None for row in rows):
            return {"points": None}
        return {
            "points": PointsTable(
                numbers=tuple(row for row in rows if isinstance(row, NumberItem)),
                choices=tuple(row for row in rows if isinstance(row, ChoiceItem)),
                approve_from=approve,
                refuse_below=refuse,
            )
        }

    def wrong_field(self) -> QWidget | None:
        """The first field that is empty or wrong."""
        for edit in (self.refuse_below, self.approve_from):
            if not edit.check() or edit.value() is None:
                return edit
        wrong = [field for card in self.cards.values() if (field := card.wrong_field()) is not None]
        return wrong[0] if wrong else None

    def first_field(self) -> QWidget:
        """The lower cut-off."""
        return self.refuse_below

    def say(self, title: str, rest: str) -> None:
        """What is wrong with the cut-offs."""
        self._said.show_note(f"{title.rstrip('.')}. ", rest)

    def _edited(self) -> None:
        self._said.hide()
        most = sum(
            max((edit.value() or 0 for edit in card.points), default=0) for card in self.cards.values()
        )
        self._sum.setText(f"No melhor caso: {most} pontos")
        self.changed.emit()
