"""The box of the credit, whole, before it is sold; and the months as a table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from crediario.domain.br import format_amount
from crediario.domain.schedule import Every, Plan
from crediario.domain.settings import ShopProfile
from crediario.services.sales import SaleDesk
from crediario.ui.sales import sale_words
from crediario.ui.sales.draft_loads import Load, loads
from crediario.ui.sales.summary_words import shop_words, summary_lines
from crediario.ui.theme import Gap, px
from crediario.ui.widgets.buttons import LinkButton
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.labels import Label, label
from crediario.ui.widgets.layout import column, holder, separator
from crediario.ui.widgets.table import Column, Table

RIGHT = Qt.AlignmentFlag.AlignRight
TOP = Qt.AlignmentFlag.AlignTop
LINES = 16


class SummaryCard(Card):
    """Alt+O shows it in the place of the months, and puts it away again."""

    def __init__(self) -> None:
        super().__init__("Quadro do crédito", "CDC, arts. 52 e 54-B", flush=True)
        self.close_link = LinkButton("Ver os meses", "Alt+O")
        self.close_link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.add_header(self.close_link)
        self.names = [label("", "office", "text2", wrap=True) for _ in range(LINES)]
        self.values = [label("", "office_bold", align=RIGHT, wrap=True) for _ in range(LINES)]
        self.shop = label("", "small", "text2", wrap=True)
        self._nothing = label("O quadro aparece com o plano.", "office", "text2")
        self.months = _months_table()
        self._lines = holder(_grid(self.names, self.values))
        inside = column(self._nothing, self._lines, self.shop, gap=Gap.X8, margin=Gap.X14)
        self.add(holder(inside), separator(), self.months)
        self.body.setSpacing(0)

    def show_plan(self, plan: Plan | None, desk: SaleDesk) -> None:
        """Every line of the chosen plan; none without one."""
        for part in (self._lines, self.months):
            part.setVisible(plan is not None)
        self._nothing.setVisible(plan is None)
        if plan is None:
            return
        lines = summary_lines(plan, desk.settings, desk.today)
        for (name, value), first, second in zip(lines, self.names, self.values, strict=True):
            first.setText(name)
            second.setText(value)
        every = plan.terms.every
        self.months.set_rows([(every, each) for each in loads(plan, desk)])

    def show_shop(self, profile: ShopProfile | None) -> None:
        """Who sells, and how to reach them."""
        self.shop.setText(shop_words(profile))


def _grid(names: list[Label], values: list[Label]) -> QGridLayout:
    """A line under the other: what it is, and how much."""
    lines = QGridLayout()
    lines.setHorizontalSpacing(px(Gap.X12))
    lines.setVerticalSpacing(px(Gap.X4))
    lines.setContentsMargins(0, 0, 0, 0)
    for place, (name, value) in enumerate(zip(names, values, strict=True)):
        lines.addWidget(name, place, 0, TOP)
        lines.addWidget(value, place, 1, TOP)
    for place, stretch in enumerate((2, 3)):
        lines.setColumnStretch(place, stretch)
    return lines


def _months_table() -> Table[tuple[Every, Load]]:
    """The bars of the months, as figures."""
    return Table(
        [
            Column("Mês", lambda each: sale_words.month_words(each[1], each[0]), chars=12, stretch=1),
            Column("Esta venda", lambda each: format_amount(each[1].new), chars=10, align="right"),
            Column("Já tem", lambda each: format_amount(each[1].already), chars=10, align="right"),
            Column("No mês", lambda each: format_amount(each[1].total), chars=10, align="right"),
            Column("Da renda", lambda each: _share(each[1]), chars=8, align="right"),
        ],
        name="Quanto paga por mês",
        key=lambda each: each[1].month,
        fits_rows=True,
    )


def _share(load: Load) -> str:
    return sale_words.share_words(load.share) if load.share is not None else "—"
