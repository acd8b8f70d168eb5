"""The plans the shop offers: a check, and what each of them asks, edited in place; new ones, others gone."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from crediario.domain.money import Money, Rate
from crediario.domain.schedule import COUNT_LIMIT
from crediario.domain.settings import WHOLE, PlanOffer, SettingOutOfRange
from crediario.ui.theme import Gap, Size, font, px
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.edits import Edit, MoneyEdit, NumberEdit, PercentEdit
from crediario.ui.widgets.fields import Check
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, separator

HEADS = ("Plano", "Parcelas", "Juros ao mês", "Entrada mínima", "Compra mínima")
MISSING = "Falta um valor no plano"
#: As many as one looks through at the counter.
MOST_PLANS = 12
#: The cards of a sale.
SHOWN = "na venda aparecem os 3 primeiros marcados"
UNUSED = "desmarque os que a loja não usa"


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
    """One plan: its widgets, in the order of the keyboard. A new one has no number of installments yet."""

    def __init__(self, plan: PlanOffer | None) -> None:
        self.offered = PlanCheck("", checked=plan is None or plan.offered)
        self.count = NumberEdit(1, COUNT_LIMIT)
        self.rate, self.share, self.price = PercentEdit(), ShareEdit(), MoneyEdit()
        self.drop = KeyButton("Tirar", size="small", icon="x")
        self._count = plan.count if plan is not None else 0
        if plan is not None:
            self.count.set_value(plan.count)
        self.rate.set_value(plan.rate if plan is not None else Rate.ZERO)
        self.share.set_value(plan.min_down_payment if plan is not None else Rate.ZERO)
        self.price.set_value(plan.min_price if plan is not None else Money.ZERO)
        for edit in self.edits:
            edit.setProperty("shape", "cell")
            edit.setFont(font("body"))
        self.name_plan()

    @property
    def edits(self) -> tuple[NumberEdit, PercentEdit, ShareEdit, MoneyEdit]:
        """The four fields."""
        return self.count, self.rate, self.share, self.price

    @property
    def name(self) -> str:
        """``10×``."""
        return f"{self._count}×" if self._count else "Plano novo"

    def name_plan(self) -> None:
        """*sem juros* while the rate is zero; the fields are named after the number of installments."""
        self._count = self.count.value() or self._count
        self.offered.name(f"{self.name} {'com' if self.rate.value() else 'sem'} juros")
        of = f"plano de {self._count} vezes" if self._count else "plano novo"
        named: Iterable[tuple[Edit, str]] = zip(self.edits, HEADS[1:], strict=True)
        for edit, head in named:
            edit.setAccessibleName(f"{head}, {of}")
        self.drop.setAccessibleName(f"Tirar o {of}")

    def has(self, widget: QWidget | None) -> bool:
        """Whether a widget is one of this plan's."""
        return widget in (self.offered, *self.edits, self.drop)

    def offer(self) -> PlanOffer | None:
        """The plan as the shop will offer it; None while a field is empty or wrong."""
        count, rate = self.count.value(), self.rate.value()
        share, price = self.share.value(), self.price.value()
        if count is None or rate is None or share is None or price is None:
            return None
        return PlanOffer(count, rate, share, price, offered=self.offered.isChecked())


class PlanTable(Card):
    """``changed`` tells that a plan is another than before; what is wrong is said below the rows.

    Where it ``grows``, plans are added and taken out, and their number of installments is edited.
    """

    changed = Signal()

    def __init__(self, plans: tuple[PlanOffer, ...], *, grows: bool = False) -> None:
        super().__init__("Planos oferecidos", SHOWN if grows else UNUSED, flush=True)
        self.rows: list[PlanRow] = []
        self._grows = grows
        self.add_link = LinkButton("Incluir plano", "Ctrl+N")
        self.add_link.clicked.connect(self.add_plan)
        if grows:
            self.add_header(self.add_link)
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
        for row in self.rows:
            self._listen(row)
        self._lay_out()
        self.say("")

    def add_plan(self) -> None:
        """Ctrl+N: one more, without interest until a rate is typed."""
        if not self._grows or len(self.rows) >= MOST_PLANS:
            return
        row = PlanRow(None)
        self.rows.append(row)
        self._listen(row)
        self._lay_out()
        # Once it has its place, and the page scrolls to it.
        QTimer.singleShot(0, row.count, lambda: row.count.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.changed.emit()

    def drop_plan(self, row: PlanRow | None = None) -> None:
        """Take out a plan, of none the one the keyboard is in; one at least stays."""
        focused = QApplication.focusWidget()
        found = row or next((each for each in self.rows if each.has(focused)), None)
        if found is None or not self._grows or len(self.rows) == 1:
            return
        place = self.rows.index(found)
        self.rows.remove(found)
        self._lay_out()
        for widget in (found.offered, *found.edits, found.drop):
            widget.hide()
            widget.deleteLater()
        self.rows[min(place, len(self.rows) - 1)].count.setFocus(Qt.FocusReason.TabFocusReason)
        self._follow()

    def _listen(self, row: PlanRow) -> None:
        row.offered.toggled.connect(self._follow)
        row.drop.clicked.connect(lambda: self.drop_plan(row))
        for edit in row.edits:
            edit.value_changed.connect(self._follow)
            edit.error_changed.connect(self._tell)

    def _lay_out(self) -> None:
        lines = holder(self._grid())
        self.body.replaceWidget(self._lines, lines)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = lines
        self.add_link.setEnabled(len(self.rows) < MOST_PLANS)
        for row in self.rows:
            row.drop.setEnabled(len(self.rows) > 1)

    def _grid(self) -> QGridLayout:
        lines = QGridLayout()
        lines.setContentsMargins(px(Gap.X14), 0, px(Gap.X14), px(Gap.X4))
        lines.setHorizontalSpacing(px(Gap.X14))
        lines.setVerticalSpacing(0)
        heads = HEADS if self._grows else (HEADS[0], *HEADS[2:])
        for place, head in enumerate(heads):
            lines.addWidget(_head(head, right=place > 0), 0, place)
            lines.setColumnStretch(place, 3 if place == 0 else 2)
        for line, row in enumerate(self.rows, 1):
            lines.addWidget(separator(), 2 * line - 1, 0, 1, len(heads) + self._grows)
            lines.setRowMinimumHeight(2 * line, px(Size.ROW_TALL))
            for place, widget in enumerate(self._cells(row)):
                lines.addWidget(widget, 2 * line, place)
        return lines

    def _cells(self, row: PlanRow) -> tuple[QWidget, ...]:
        if self._grows:
            return (row.offered, *row.edits, row.drop)
        return (row.offered, *row.edits[1:])

    def wrong_field(self) -> QWidget | None:
        """A field that is empty or wrong, or a number of installments another plan has."""
        for row in self.rows:
            for edit in row.edits:
                if not edit.text().strip():
                    edit.set_error(f"{MISSING} de {row.name}" if row.count.value() else f"{MISSING} novo")
                elif not edit.check():
                    return edit
        wrong = [edit for row in self.rows for edit in row.edits if edit.error]
        return wrong[0] if wrong else None

    def offers(self) -> tuple[PlanOffer, ...] | None:
        """The plans as they stand in the table, the shortest first; None while a field is empty or wrong.

        Raises:
            SettingOutOfRange: of a rate or a minimum no plan may have.
        """
        made = [row.offer() for row in self.rows]
        whole = [offer for offer in made if offer is not None]
        return tuple(sorted(whole, key=lambda each: each.count)) if len(whole) == len(made) else None

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
