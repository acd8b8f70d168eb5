"""The pages of the policy: rules with their figures, the limit, the bands of risk, the points table."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crediario.documents import analysis_words
from crediario.domain.credit.answers import Answers, Rule
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
from crediario.domain.credit.policy import SEEDED_BANDS, BandTerms, CreditPolicy, policy_note
from crediario.domain.money import Rate
from crediario.ui.credit import policy_words
from crediario.ui.credit.policy_editors import FigureLine, choice_for, editor_for
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.edits import NumberEdit, PercentEdit, ValueEdit
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, column, grid, holder, row, separator

SCORES = 1_000
YEARS = 120
#: Lines of an item answered by a number; an empty one is no band.
BAND_LINES = 5


class PolicyPage(ScrollArea):
    """A page; ``changed`` tells that something was edited."""

    changed = Signal()

    def put(self, *cards: QWidget) -> None:
        """Fill the page."""
        content = holder(column(*cards, None, gap=Gap.X14, margin=(Gap.X14, Gap.X14)))
        self.setWidget(content)
        content.setAutoFillBackground(False)


class LinesPage(PolicyPage):
    """A page of lines of figures."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[FigureLine] = []

    def add_line(self, line: FigureLine) -> FigureLine:
        """Keep a line, and listen to it."""
        self.lines.append(line)
        line.changed.connect(self.changed)
        return line

    def wrong_field(self) -> QWidget | None:
        """The first editor that is empty or wrong."""
        wrong = [line for line in self.lines if line.is_wrong()]
        return wrong[0].editor.widget if wrong else None

    def first_field(self) -> QWidget:
        """The first editor."""
        return self.lines[0].editor.widget


class RulesPage(LinesPage):
    """Each rule of a sale: what it answers, and the figures it looks at."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[Rule, FigureLine] = {}
        cards = []
        for rule in Rule:
            field = policy_words.answer_field(rule)
            line = self.add_line(FigureLine(field, choice_for(field, policy_words.ANSWERS)))
            self.answers[rule] = line
            card = Card(flush=True).add(line)
            for name in policy_words.FIGURES.get(rule, ()):
                figure = policy_words.figure(name)
                card.add(separator(), self.add_line(FigureLine(figure, editor_for(figure), heading=False)))
            card.body.setSpacing(0)
            cards.append(card)
        self.put(*cards)

    def show_policy(self, policy: CreditPolicy) -> None:
        """Put a policy in."""
        for rule, line in self.answers.items():
            line.show_value(policy.answer(rule))
        for line in self.lines:
            if line not in self.answers.values():
                line.show_value(getattr(policy, line.name))

    def typed(self) -> dict[str, Any]:
        """Answers and figures."""
        answers = {rule.value: line.value for rule, line in self.answers.items()}
        figures = {line.name: line.value for line in self.lines if line not in self.answers.values()}
        return figures | {"answers": Answers(**answers)}


class LimitPage(LinesPage):
    """The figures of the limit."""

    def __init__(self) -> None:
        super().__init__()
        card = Card(flush=True)
        for place, name in enumerate(policy_words.LIMIT_FIGURES):
            figure = policy_words.figure(name)
            if place:
                card.add(separator())
            card.add(self.add_line(FigureLine(figure, editor_for(figure))))
        card.body.setSpacing(0)
        self.put(card)

    def show_policy(self, policy: CreditPolicy) -> None:
        """Put a policy in."""
        for line in self.lines:
            line.show_value(getattr(policy, line.name))

    def typed(self) -> dict[str, Any]:
        """The figures."""
        return {line.name: line.value for line in self.lines}


class BandsPage(PolicyPage):
    """From which score each band begins, and the down payment it asks."""

    def __init__(self) -> None:
        super().__init__()
        self._note = policy_note(policy_words.figure("bands"))
        self.scores = [NumberEdit(0, SCORES) for _ in SEEDED_BANDS]
        self.shares = [PercentEdit(0) for _ in SEEDED_BANDS]
        self._example = label("", "office", "pri", wrap=True)
        self._said = Note(tone="att")
        self._said.hide()
        heads = [
            label(text, "small_bold", "text2") for text in ("Faixa", "A partir do score", "Entrada mínima")
        ]
        lines: list[list[QWidget | None]] = [[*heads]]
        for terms, score, share in zip(SEEDED_BANDS, self.scores, self.shares, strict=True):
            name = policy_words.BANDS[terms.band]
            score.setAccessibleName(f"Faixa {name}, a partir do score")
            share.setAccessibleName(f"Faixa {name}, entrada mínima")
            lines.append([label(name, "body_medium"), score, share])
        # Whatever is below the others: there is nothing under it.
        self.scores[-1].setEnabled(False)
        table = grid(lines, gap=Gap.X20, line_gap=Gap.X8, stretches=(1, 1, 1))
        card = Card(self._note.label, self._note.help)
        self.put(card.add(table, self._example, self._said))
        for edit in self._edits:
            edit.value_changed.connect(self._edited)

    @property
    def _edits(self) -> tuple[ValueEdit[Any], ...]:
        return (*self.scores, *self.shares)

    def show_policy(self, policy: CreditPolicy) -> None:
        """Put a policy in."""
        for terms, score, share in zip(policy.bands, self.scores, self.shares, strict=True):
            score.set_value(terms.from_score)
            share.set_value(terms.min_down_payment)

    def typed(self) -> dict[str, Any]:
        """The bands; None while something is empty or wrong."""
        found = []
        for terms, score, share in zip(SEEDED_BANDS, self.scores, self.shares, strict=True):
            start, least = score.value(), share.value()
            if start is None or least is None or least > Rate.percent(90):
                return {"bands": None}
            found.append(BandTerms(terms.band, start, least))
        return {"bands": tuple(found)}

    def wrong_field(self) -> QWidget | None:
        """The first that is empty or wrong."""
        wrong = [edit for edit in self._edits if not edit.check() or edit.value() is None]
        if wrong:
            return wrong[0]
        above = [share for share in self.shares if (share.value() or Rate.ZERO) > Rate.percent(90)]
        return above[0] if above else None

    def first_field(self) -> QWidget:
        """The first score."""
        return self.scores[0]

    def say(self, title: str, rest: str) -> None:
        """What is wrong with the bands together."""
        self._said.show_note(f"{title.rstrip('.')}. ", rest)

    def _edited(self) -> None:
        bands = self.typed()["bands"]
        starts = [each.from_score for each in bands or ()]
        falls = bool(bands) and starts == sorted(set(starts), reverse=True) and starts[-1] == 0
        self._example.setText(f"Exemplo: {self._note.example(bands)}" if falls else "")
        self._said.hide()
        self.changed.emit()


class ItemCard(Card):
    """An item of the points table: what each answer earns."""

    changed = Signal()

    def __init__(self, item: Item) -> None:
        super().__init__(analysis_words.ITEMS[item])
        self.item = item
        self._choices = [each.choice for each in _seeded(item).choices] if item in CHOICES else []
        self.said = label("", "office_medium", "late", wrap=True)
        self.said.hide()
        if item in CHOICES:
            self.starts: list[NumberEdit] = []
            names = [analysis_words.choice_words(item, each).capitalize() for each in self._choices]
            self.points = [_points_edit(f"{self.title.text()}, {name}") for name in names]
            lines = [
                [label(name, "office", wrap=True), edit]
                for name, edit in zip(names, self.points, strict=True)
            ]
            self.add(grid(lines, gap=Gap.X10, line_gap=Gap.X6, stretches=(1, 0)), None, self.said)
        else:
            self.starts = [_points_edit(f"{self.title.text()}, a partir de") for _ in range(BAND_LINES)]
            self.points = [_points_edit(f"{self.title.text()}, pontos") for _ in range(BAND_LINES)]
            heads = [label("A partir de", "small_bold", "text2"), label("Pontos", "small_bold", "text2")]
            pairs = [[start, points] for start, points in zip(self.starts, self.points, strict=True)]
            self.starts[0].setEnabled(False)
            self.add(grid([heads, *pairs], gap=Gap.X10, line_gap=Gap.X6, stretches=(1, 1)), None, self.said)
        for edit in (*self.starts, *self.points):
            edit.value_changed.connect(self._edited)

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
        cut = Card("Cortes", "entre os dois, a análise aprova com menos")
        cut.add(
            row(
                label("Recusar abaixo de", "body_medium"), self.refuse_below,
                label("Aprovar a partir de", "body_medium"), self.approve_from, None, self._sum,
                gap=Gap.X10,
            ),
            self._said,
        )  # fmt: skip
        cards = list(self.cards.values())
        lines: Sequence[Sequence[QWidget | None]] = [
            [cards[at] if at < len(cards) else None for at in range(start, start + 3)]
            for start in range(0, len(cards), 3)
        ]
        table = holder(grid(lines, gap=Gap.X14, stretches=(1, 1, 1)))
        self.put(
            cut,
            label("Linha vazia não conta. Sem resposta, a pessoa não ganha pontos.", "office", "text2"),
            table,
        )
        for card in cards:
            card.changed.connect(self._edited)
        for edit in (self.refuse_below, self.approve_from):
            edit.value_changed.connect(self._edited)

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
