"""Month by month: what a draft sale adds to what the customer already pays."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from crediario.domain.schedule import Every, Plan
from crediario.services.sales import SaleDesk
from crediario.ui.sales import sale_words
from crediario.ui.sales.draft_loads import Load
from crediario.ui.sales.draft_loads import loads as loads_of
from crediario.ui.sales.draft_loads import points as points_of
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.cards import Card, Legend
from crediario.ui.widgets.charts import LoadBars, MonthLoad
from crediario.ui.widgets.labels import IconLabel, label
from crediario.ui.widgets.layout import column, holder, row, separator

CENTER = Qt.AlignmentFlag.AlignHCenter


class LoadCard(Card):
    """Month by month: this sale over what the customer already has."""

    def __init__(self) -> None:
        super().__init__("Quanto paga por mês", flush=True)
        self.bars = LoadBars()
        self.add_header(Legend("esta venda", "pri"), Legend("parcelas que já tem", "aok"))
        self.bars.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.bars.setMinimumHeight(px(Size.LOAD_CHART * 2 // 3))
        self._nothing = label("Os meses aparecem com o plano.", "office", "text2", align=CENTER)
        self.points = label("", "office", elide=True)
        said = row(IconLabel("award", "text2"), self.points, 1, gap=Gap.X10, margin=(Gap.X14, Gap.X8))
        self._points = holder(column(separator(), said, gap=Gap.NONE))
        self._points.hide()
        self.add(holder(column(self.bars, self._nothing, margin=Gap.X14)), 1, self._points)

    def show_plan(self, plan: Plan | None, desk: SaleDesk) -> None:
        """The months of the plan; none without one."""
        self.bars.setVisible(plan is not None)
        self._nothing.setVisible(plan is None)
        loads = loads_of(plan, desk) if plan is not None else ()
        every = plan.terms.every if plan is not None else Every.MONTH
        self.bars.show_months([_month(each, every, len(loads)) for each in loads])
        self.hint.setText(f"{len(loads)} meses" if len(loads) > sale_words.FEW_MONTHS else "")
        points = points_of(plan) if plan is not None and desk.settings.points_on else 0
        self.points.setText(sale_words.points_words(points))
        self._points.setVisible(bool(points))


def _month(load: Load, every: Every, months: int) -> MonthLoad:
    name, below = sale_words.load_words(load, every, months)
    return MonthLoad(name, below, load.new, load.already)
