"""The pages of the policy: the rules with their figures, the limit, the bands of risk."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crediario.domain.credit.answers import Answers, Rule
from crediario.domain.credit.policy import SEEDED_BANDS, BandTerms, CreditPolicy, policy_note
from crediario.domain.money import Rate
from crediario.ui.credit import policy_words
from crediario.ui.credit.policy_editors import FigureLine, choice_for, editor_for
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.edits import NumberEdit, PercentEdit, ValueEdit
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, column, grid, holder, separator

SCORES = 1_000


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
