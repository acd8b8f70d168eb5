"""The plans side by side, and another number of installments with its own rate."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from crediario.domain.money import Money, Rate
from crediario.domain.schedule import COUNT_LIMIT
from crediario.ui.sales import sale_words
from crediario.ui.sales.draft import Draft, OtherPlan
from crediario.ui.sales.draft_plans import CARDS, Option
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import LinkButton
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.choices import ChoiceGroup, PlanCard
from crediario.ui.widgets.edits import NumberEdit, PercentEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, row

ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
STRONG, CLICK = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
OTHER = "Outro número de parcelas"
BACK = "Voltar aos planos da loja"
LEAST_LINES = 6
ROUND_CARDS = Gap.X4
LEAST_WIDTH = Size.SIDE_COLUMN * 2 // 3


class PlanBoard(QWidget):
    """Three cards at most; ``chosen`` tells the place, ``other_changed`` the plan asked for, or None."""

    chosen = Signal(int)
    other_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._title = label("Escolha o plano", "name")
        self._hint = label("", "office", "text2", elide=True)
        self.other_link = LinkButton(OTHER, "Alt+N")
        # Enter goes from the card to the date; Alt+N leads here.
        self.other_link.setFocusPolicy(CLICK)
        self.other_link.clicked.connect(self.toggle_other)
        self.other = OtherBox()
        self.other.hide()
        self.other.plan_changed.connect(self.other_changed)
        self.cards = [PlanCard(str(place + 1)) for place in range(CARDS)]
        self.group = ChoiceGroup(self.cards, self)
        self.group.chosen.connect(self.chosen)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(Gap.X8))
        self._grid.setVerticalSpacing(px(Gap.X12))
        self._said: QBoxLayout = row(self._title, self._hint, 1, gap=Gap.X10)
        self._heading: QBoxLayout = row(self._said, 1, self.other_link, gap=Gap.X10)
        self._heading.setAlignment(self.other_link, Qt.AlignmentFlag.AlignLeft)
        whole = column(self._heading, self.other, self._grid, gap=Gap.X8)
        whole.setContentsMargins(px(ROUND_CARDS), 0, px(ROUND_CARDS), px(ROUND_CARDS))
        self.setLayout(whole)
        self._arrange()

    def show_options(
        self, draft: Draft, options: Sequence[Option], place: int | None, income: Money | None
    ) -> None:
        """Show every card as the draft makes it."""
        self._hint.setText(sale_words.financed_words(draft))
        told = [sale_words.option_lines(option, income) for option in options]
        tallest = max(LEAST_LINES, *(len(lines) for lines in told))
        for card, option, lines in zip(self.cards, options, told, strict=False):
            each = sale_words.EACH[draft.every] if option.plan else ""
            blank = (("", ""),) * (tallest - len(lines))
            card.show_plan(
                sale_words.plan_title(option.offer), sale_words.amount_words(option), each, lines + blank
            )
            card.setEnabled(option.applies)
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(options))
        self._mark(place)
        self._fold_heading()

    def toggle_other(self) -> None:
        """Alt+N: ask for another number of installments, or go back to the shop's plans."""
        asking = self.other.isHidden()
        self.other.setVisible(asking)
        self.other_link.set_words(BACK if asking else OTHER)
        if asking:
            self.other.count.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.other.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()
        self._fold_heading()

    def _mark(self, place: int | None) -> None:
        """Tab reaches the chosen card; without one, each."""
        with QSignalBlocker(self.group):
            if place is not None:
                self.group.choose(place)
            else:
                self.group.clear()
        for number, card in enumerate(self.cards):
            card.setFocusPolicy(STRONG if place in (None, number) else CLICK)

    def _fold_heading(self) -> None:
        """In one line where all of it fits, else in more: nothing of it is cut."""
        said = self._title.sizeHint().width() + px(Gap.X10) + self._hint.sizeHint().width()
        whole = said + px(Gap.X10) + self.other_link.sizeHint().width()
        for layout, wanted in ((self._said, said), (self._heading, whole)):
            is_line = wanted + 2 * px(ROUND_CARDS) <= self.width()
            layout.setDirection(ACROSS if is_line else DOWN)
            layout.setSpacing(px(Gap.X10 if is_line else Gap.X2))

    def _arrange(self) -> None:
        """As many beside each other as fit."""
        beside = max(1, min(CARDS, self.width() // px(LEAST_WIDTH)))
        if self._grid.property("beside") == beside:
            return
        self._grid.setProperty("beside", beside)
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // beside, place % beside)
        for place in range(CARDS):
            self._grid.setColumnStretch(place, int(place < beside))


class OtherBox(Card):
    """How many installments, and at what rate."""

    plan_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__(padding=Gap.X12)
        self.count = NumberEdit(1, COUNT_LIMIT)
        self.rate = PercentEdit()
        self._rate_typed = False
        self.usual: Callable[[int], Rate] = lambda _: Rate.ZERO
        count = Field("Número de parcelas", self.count)
        rate = Field("Juros ao mês", self.rate, hint="0% é sem juros")
        self.add(row(count, 1, rate, 1))
        self.count.value_changed.connect(lambda _: self._counted())
        self.rate.textEdited.connect(lambda _: self._rate_was_typed())
        self.rate.value_changed.connect(lambda _: self._tell())

    def clear(self) -> None:
        """Nothing is asked any more."""
        self._rate_typed = False
        self.rate.set_value(None)
        self.count.set_value(None)

    def _rate_was_typed(self) -> None:
        self._rate_typed = True

    def _counted(self) -> None:
        """Until a rate is typed, the one the shop uses for so many installments."""
        count = self.count.value()
        if count is not None and not self._rate_typed:
            with QSignalBlocker(self.rate):
                self.rate.set_value(self.usual(count))
        self._tell()

    def _tell(self) -> None:
        count, rate = self.count.value(), self.rate.value()
        self.plan_changed.emit(None if count is None else OtherPlan(count, rate or Rate.ZERO))
