"""The plans the shop offers: a check, and what each of them asks, edited in place."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from crediario.domain.money import Rate
from crediario.domain.settings import WHOLE, PlanOffer, SettingOutOfRange
from crediario.ui.theme import Gap, Size, font, px
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.edits import Edit, MoneyEdit, PercentEdit
from crediario.ui.widgets.fields import Check
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, separator

HEADS = ("Plano", "Juros ao mês", "Entrada mínima", "Compra mínima")
MISSING = "Falta um valor no plano"


class PlanCheck(Check):
    """Whether a plan is offered; its name follows its interest."""

    def name(self, words: str) -> None:
        """Change what the plan is called."""
        self._words = words
        self.setText(words)
        self.setAccessibleName(f"Oferecer {words}")
        self.update()


class ShareEdit(PercentEdit):
    """A share of the price: 0% to 100%."""

    def __init__(self) -> None:
        super().__init__(0)
        self.setPlaceholderText("0%")

    def _parse(self, text: str) -> Rate:
        share = super()._parse(text)
        if share > WHOLE:
            raise SettingOutOfRange("min_down_payment", Rate.ZERO, WHOLE)
        return share


class PlanRow:
    """One plan: its widgets, in the order of the keyboard."""

    def __init__(self, plan: PlanOffer) -> None:
        self._plan = plan
        self.offered = PlanCheck("", checked=plan.offered)
        self.rate, self.share, self.price = PercentEdit(), ShareEdit(), MoneyEdit()
        self.rate.set_value(plan.rate)
        self.share.set_value(plan.min_down_payment)
        self.price.set_value(plan.min_price)
        named: Iterable[tuple[Edit, str]] = zip(self.edits, HEADS[1:], strict=True)
        for edit, head in named:
            edit.setAccessibleName(f"{head}, plano de {plan.count} vezes")
            edit.setProperty("shape", "cell")
            edit.setFont(font("body"))
        self.name_plan()

    @property
    def edits(self) -> tuple[PercentEdit, PercentEdit, MoneyEdit]:
        """The three fields."""
        return self.rate, self.share, self.price

    @property
    def name(self) -> str:
        """``10×``."""
        return f"{self._plan.count}×"

    def name_plan(self) -> None:
        """*sem juros* while the rate is zero."""
        self.offered.name(f"{self.name} {'com' if self.rate.value() else 'sem'} juros")

    def offer(self) -> PlanOffer:
        """The plan as the shop will offer it."""
        rate, share, price = self.rate.value(), self.share.value(), self.price.value()
        plan = self._plan
        return PlanOffer(
            plan.count,
            plan.rate if rate is None else rate,
            plan.min_down_payment if share is None else share,
            plan.min_price if price is None else price,
            offered=self.offered.isChecked(),
        )


class PlanTable(Card):
    """``changed`` tells that a plan is another than before; what is wrong is said below the rows."""

    changed = Signal()

    def __init__(self, plans: tuple[PlanOffer, ...]) -> None:
        super().__init__("Planos oferecidos", "desmarque os que a loja não usa", flush=True)
        self.rows: list[PlanRow] = []
        self._lines = holder(column())
        self._said = label("", "office_medium", "late", wrap=True)
        self._said.setContentsMargins(px(Gap.X14), px(Gap.X4), px(Gap.X14), px(Gap.X8))
        self._said.hide()
        self.add(self._lines, self._said)
        self.body.setSpacing(0)
        self.show_plans(plans)

    def show_plans(self, plans: tuple[PlanOffer, ...]) -> None:
        """Other plans, or the same ones as they are now."""
        self.rows = [PlanRow(plan) for plan in plans]
        lines = holder(self._grid())
        self.body.replaceWidget(self._lines, lines)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = lines
        self.say("")
        for row in self.rows:
            row.offered.toggled.connect(self._follow)
            for edit in row.edits:
                edit.value_changed.connect(self._follow)
                edit.error_changed.connect(self._tell)

    def _grid(self) -> QGridLayout:
        lines = QGridLayout()
        lines.setContentsMargins(px(Gap.X14), 0, px(Gap.X14), px(Gap.X4))
        lines.setHorizontalSpacing(px(Gap.X14))
        lines.setVerticalSpacing(0)
        for place, head in enumerate(HEADS):
            lines.addWidget(_head(head, right=place > 0), 0, place)
            lines.setColumnStretch(place, 3 if place == 0 else 2)
        for line, row in enumerate(self.rows, 1):
            lines.addWidget(separator(), 2 * line - 1, 0, 1, len(HEADS))
            lines.setRowMinimumHeight(2 * line, px(Size.ROW_TALL))
            widgets: tuple[QWidget, ...] = (row.offered, *row.edits)
            for place, widget in enumerate(widgets):
                lines.addWidget(widget, 2 * line, place)
        return lines

    def wrong_field(self) -> QWidget | None:
        """A field that is empty or wrong, or the first check when no plan is offered."""
        for row in self.rows:
            for edit in row.edits:
                if not edit.text().strip():
                    edit.set_error(f"{MISSING} de {row.name}")
                elif not edit.check():
                    return edit
        wrong = [edit for row in self.rows for edit in row.edits if edit.error]
        return wrong[0] if wrong else None

    def offers(self) -> tuple[PlanOffer, ...]:
        """The plans as they stand in the table.

        Raises:
            SettingOutOfRange: of a rate or a minimum no plan may have.
        """
        return tuple(row.offer() for row in self.rows)

    def say(self, said: str) -> None:
        """What is wrong with the table as a whole."""
        self._said.announce(said)
        self._said.setVisible(bool(said))

    def _tell(self, _: str) -> None:
        self.say(next((edit.error for row in self.rows for edit in row.edits if edit.error), ""))

    def _follow(self) -> None:
        self._tell("")
        for row in self.rows:
            row.name_plan()
        self.changed.emit()


def _head(words: str, *, right: bool) -> QWidget:
    align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    name = label(words, "small_bold", "text2", elide=True, align=align)
    name.setMinimumHeight(px(Size.HEADER))
    return name
