"""How Nova venda is laid out: in wide windows three columns, in narrow ones two, everything within reach."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from crediario.domain.schedule import Plan, WarningCode
from crediario.services.sales import SaleDesk
from crediario.ui.messages import plan_warning
from crediario.ui.sales import new_sale_draft as thinking
from crediario.ui.sales import sale_words
from crediario.ui.sales.buyer_box import BuyerBox
from crediario.ui.sales.new_sale_draft import Draft, Option
from crediario.ui.sales.plan_board import PlanBoard
from crediario.ui.sales.release_box import ReleaseBox
from crediario.ui.sales.sale_fields import DueBox, PurchaseBox
from crediario.ui.sales.ticket import CONCLUDE, RELEASE, Ticket
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.cards import Card, Legend, Note
from crediario.ui.widgets.charts import LoadBars, MonthLoad
from crediario.ui.widgets.layout import ScrollArea, SidePane, column, holder, row

SHOWN_ABOVE = WarningCode.RATE_ABOVE_CAP


class SaleForm(QWidget):
    """The parts of the form; ``show_sale`` brings all of them to the draft."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.buyer = BuyerBox()
        self.purchase = PurchaseBox()
        self.due = DueBox(today)
        self.plans = PlanBoard()
        self.warning = Note(tone="att")
        self.release = ReleaseBox()
        self.load = LoadCard()
        self.ticket = Ticket()
        self._narrow: bool | None = None
        self._build()

    def show_desk(self, desk: SaleDesk) -> None:
        """The customer, the people who sell, and the shop's usual rates."""
        self.buyer.show_desk(desk)
        self.due.show_sellers([(each.id, f"{each.number:02d} · {each.name}") for each in desk.sellers])
        self.plans.other.usual = lambda count: thinking.usual_rate(count, desk.settings)

    def show_sale(self, draft: Draft, desk: SaleDesk, options: Sequence[Option], place: int | None) -> None:
        """Every figure, as the draft makes it."""
        plan = options[place].plan if place is not None else None
        self.purchase.suggest(sale_words.suggestion(draft, thinking.suggested(draft, desk)))
        self.due.show_due(draft, _due_note(draft, desk))
        self.plans.show_options(draft, options, place, desk.buyer.income if desk.buyer else None)
        self._show_warnings(plan)
        self.load.show_plan(plan, desk)
        self.ticket.show_sale(draft, plan)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        narrow = self.width() < px(Size.NARROW_BELOW) - px(Size.RAIL_WIDTH) - px(Gap.X44)
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange(narrow=narrow)

    def set_compact(self, compact: bool) -> None:
        """In low windows the cards stand closer."""
        for layout in (self._left, self._center):
            layout.setSpacing(px(Gap.X8 if compact else Gap.X12))

    def _show_warnings(self, plan: Plan | None) -> None:
        above_cap = plan is not None and plan.is_above_cap
        told = [plan_warning(each) for each in plan.warnings if each.code is not SHOWN_ABOVE] if plan else []
        self.warning.setVisible(bool(told) and not above_cap)
        if told:
            self.warning.show_note(" ".join(told)) if not above_cap else None
        self.release.setVisible(above_cap)
        self.load.setVisible(not above_cap)
        if plan is not None and above_cap:
            self.release.show_plan(plan)
        self.ticket.primary.set_words(RELEASE if above_cap else CONCLUDE)

    def _build(self) -> None:
        self._left: QBoxLayout = column()
        self._center: QBoxLayout = column()
        whole = row(self._left, self._center, 1, gap=Gap.X14)
        body = ScrollArea(holder(whole))
        self.setLayout(column(SidePane(body, self.ticket, Size.SIDE_COLUMN)))

    def _arrange(self, *, narrow: bool) -> None:
        """The same widgets in the order of the keyboard, in one column or in two."""
        _empty(self._left)
        _empty(self._center)
        fields, board = (self.buyer, self.purchase), (self.plans, self.warning, self.release)
        if narrow:
            _put(self._center, *fields, *board, self.due, self.load)
        else:
            _put(self._left, *fields, self.due)
            self._left.addStretch(1)
            _put(self._center, *board)
            self._center.addWidget(self.load, 1)
        for box in (*fields, self.due):
            box.setMinimumWidth(0 if narrow else px(Size.SIDE_COLUMN) - px(Gap.X24))
            box.setMaximumWidth(16777215 if narrow else px(Size.SIDE_COLUMN) - px(Gap.X24))


class LoadCard(Card):
    """Month by month: this sale over what the customer already has."""

    def __init__(self) -> None:
        super().__init__("Quanto paga por mês", flush=True)
        self.bars = LoadBars()
        self.add_header(Legend("esta venda", "pri"), Legend("parcelas que já tem", "aok"))
        self.add(holder(column(self.bars, margin=Gap.X14)), 1)

    def show_plan(self, plan: Plan | None, desk: SaleDesk) -> None:
        """The months of the plan; none without one."""
        if plan is None:
            self.bars.show_months(())
            return
        self.bars.show_months([_month(each, plan) for each in thinking.loads(plan, desk)])


def _month(load: thinking.Load, plan: Plan) -> MonthLoad:
    name, day = sale_words.load_name(load, plan.terms.every)
    share = f"{sale_words.share_words(load.share)} da renda" if load.share is not None else ""
    return MonthLoad(f"{name} {day}".strip() if share else name, share or day, load.new, load.already)


def _due_note(draft: Draft, desk: SaleDesk) -> str:
    if draft.first_due is None:
        return ""
    payday = desk.buyer.payday if desk.buyer else None
    return sale_words.due_words(draft.first_due, desk.today, desk.calendar, payday)


def _empty(layout: QBoxLayout) -> None:
    """Take everything out; the widgets stay what and where they are until they are put again."""
    while layout.takeAt(0) is not None:
        pass


def _put(layout: QBoxLayout, *widgets: QWidget) -> None:
    for widget in widgets:
        layout.addWidget(widget)
