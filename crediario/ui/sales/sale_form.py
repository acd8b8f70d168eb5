"""How Nova venda is laid out: in wide windows three columns, in narrow ones two, everything within reach."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from crediario.domain.schedule import Plan, WarningCode
from crediario.services.sales import SaleDesk
from crediario.ui.messages import plan_warning
from crediario.ui.navigation import Shell
from crediario.ui.sales import sale_words
from crediario.ui.sales.buyer_box import BuyerBox
from crediario.ui.sales.buyer_pick import BuyerPick
from crediario.ui.sales.credit_card import CreditCard
from crediario.ui.sales.credit_draft import Credit, Exit, Remote
from crediario.ui.sales.draft import Draft
from crediario.ui.sales.draft_plans import Option, suggested, usual_rate
from crediario.ui.sales.items_card import ItemsCard
from crediario.ui.sales.load_card import LoadCard
from crediario.ui.sales.plan_board import ROUND_CARDS, PlanBoard
from crediario.ui.sales.sale_fields import DueBox, PurchaseBox
from crediario.ui.sales.summary_card import SummaryCard
from crediario.ui.sales.ticket import ASK, CONCLUDE, RELEASE, RELEASE_AND_CONCLUDE, WAITING, Ticket
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.cards import Note
from crediario.ui.widgets.layout import UNBOUND, ScrollArea, column, holder, row
from crediario.ui.widgets.release_box import ReleaseBox

FIELDS_WIDTH = Size.SIDE_COLUMN - Gap.X24
#: From this height on the fields of the left column need not stand beside each other.
ROOMY_FROM = 2 * Size.SIDE_PANEL
#: In a narrow window, from this width on the fields of a card stand beside each other.
ACROSS_FROM = 2 * FIELDS_WIDTH + Size.SIDE_COLUMN
SHOWN_ABOVE = WarningCode.RATE_ABOVE_CAP


class SaleForm(QWidget):
    """The parts of the form; ``show_sale`` brings all of them to the draft."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.pick = BuyerPick(shell)
        self.buyer = BuyerBox()
        self.purchase = PurchaseBox()
        self.due = DueBox(shell.today)
        self.plans = PlanBoard()
        self.warning = Note(tone="att")
        self.release = ReleaseBox("Número de responsável")
        self.credit = CreditCard()
        self.credit.hide()
        self.load = LoadCard()
        self.items = ItemsCard(self.purchase.item, self.purchase.down_payment)
        self.items.hide()
        self.summary = SummaryCard()
        self.summary.hide()
        self.summary.close_link.clicked.connect(self.toggle_summary)
        self._sale: tuple[Plan | None, SaleDesk] | None = None
        self.ticket = Ticket()
        self._narrow = self._asks_release = False
        self._build()

    def show_desk(self, desk: SaleDesk) -> None:
        """The customer, the people who sell, and the shop's usual rates."""
        self.pick.setVisible(desk.buyer is None)
        self.buyer.show_desk(desk)
        self.due.show_sellers([(each.id, f"{each.number:02d} · {each.short_name}") for each in desk.sellers])
        self.plans.other.usual = lambda count: usual_rate(count, desk.settings)
        self.ticket.papers.show_usual(desk.settings)

    def show_sale(
        self,
        draft: Draft,
        desk: SaleDesk,
        options: Sequence[Option],
        place: int | None,
        credit: Credit | None,
        remote: Remote | None,
    ) -> None:
        """Every figure, as the draft makes it; the light, and the request to another till."""
        plan = options[place].plan if place is not None else None
        self.purchase.suggest(sale_words.suggestion(draft, suggested(draft, desk)))
        self.purchase.show_items(draft, sale_words.item_words(draft))
        self.items.show_draft(draft)
        self.due.show_due(draft, _due_note(draft, desk))
        self.plans.show_options(draft, options, place, desk.buyer.income if desk.buyer else None)
        self.buyer.light.show_credit(desk, credit)
        self._show_warnings(plan, credit)
        if credit is not None and not credit.is_open:
            self.credit.show_credit(credit, draft.way, remote)
        self.ticket.primary.set_words(_conclude_words(draft, plan, credit, remote))
        self.load.show_plan(plan, desk)
        self._sale = (plan, desk)
        self._show_summary()
        self.ticket.show_sale(draft, plan, desk.store_credit)

    def toggle_summary(self) -> None:
        """Alt+O: the box of the credit in the place of the months, or the months again."""
        shown = self.summary.isHidden()
        self.summary.setVisible(shown)
        self.load.setVisible(not shown and not self._asks_release)
        self._show_summary()
        if shown:
            # Once the card has its place.
            QTimer.singleShot(0, self, self._bring_summary_into_sight)

    def _bring_summary_into_sight(self) -> None:
        """From its first line on."""
        content = self._body.widget()
        if content is not None:
            top = self.summary.mapTo(content, QPoint(0, 0)).y()
            self._body.verticalScrollBar().setValue(top)

    def _show_summary(self) -> None:
        """Computed only while it is seen."""
        if self._sale is not None and not self.summary.isHidden():
            self.summary.show_plan(*self._sale)

    def bring_release_into_sight(self) -> None:
        """In small windows: the figures and the reason, whole."""
        for edit in (self.credit.reason, self.credit.pin):
            self._body.ensureWidgetVisible(edit, 0, px(Gap.X24))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        narrow = self.width() < px(Size.NARROW_BELOW) - px(Size.RAIL_WIDTH) - px(Gap.X44)
        low = self.height() < px(ROOMY_FROM)
        for box in (self.buyer, self.purchase, self.due):
            box.set_low(low)
            box.spread(across=narrow and self.width() >= px(ACROSS_FROM))
        self._left.setSpacing(px(Gap.X8 if low else Gap.X12))
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange(narrow=narrow)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Its height is the window's: what does not fit scrolls inside."""
        return False

    def _show_warnings(self, plan: Plan | None, credit: Credit | None) -> None:
        """In the place of the months: what the light or the rate ask for."""
        above_cap = plan is not None and plan.is_above_cap
        asks = credit is not None and not credit.is_open
        told = [plan_warning(each) for each in plan.warnings if each.code is not SHOWN_ABOVE] if plan else []
        above = [plan_warning(each) for each in plan.warnings if each.code is SHOWN_ABOVE] if plan else []
        if above_cap and asks:
            told = above
        self.warning.setVisible(bool(told) and (asks or not above_cap))
        if told and (asks or not above_cap):
            self.warning.show_note(" ".join(told))
        self.credit.setVisible(asks)
        self.release.setVisible(above_cap and not asks)
        forbidden = credit is not None and credit.signal.is_forbidden
        self._asks_release = (above_cap or asks) and not forbidden
        self.load.setVisible(self.summary.isHidden() and not self._asks_release)
        if above_cap and not asks:
            self.release.show_above(" ".join(above))

    def _build(self) -> None:
        self._left: QBoxLayout = column()
        self._center: QBoxLayout = column(gap=Gap.X8)
        whole = row(self._left, self._center, 1, gap=Gap.X10)
        body = self._body = ScrollArea(holder(whole))
        self.ticket.setFixedWidth(px(Size.SIDE_COLUMN))
        self.setLayout(row(body, 1, self.ticket, gap=Gap.X10))
        self._arrange(narrow=self._narrow)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        """What, how it is paid, when, who: as the narrow form reads, and the wide one card by card."""
        purchase, plans, due, entrada = self.purchase, self.plans, self.due, self.ticket.entrada
        stops = (
            self.pick.search, self.pick.register, self.pick.table, self.buyer.who, self.buyer.complete,
            purchase.price, purchase.item, purchase.down_payment,
            plans.other.count, plans.other.rate, *plans.cards, plans.other_link,
            self.release.number, self.release.reason, self.release.pin,
            self.credit.entrada, self.credit.distance, self.credit.message, self.credit.withdraw,
            self.credit.here, self.credit.approver, self.credit.pin, self.credit.reason,
            due.first_due, due.day, due.every, due.seller,
            entrada.credit, entrada.method, entrada.handed, entrada.pix_end,
            entrada.second.method, entrada.second.amount, entrada.second.pix_end,
            *self.ticket.papers.checks, self.ticket.primary,
        )  # fmt: skip
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _arrange(self, *, narrow: bool) -> None:
        """The same widgets in the order of the keyboard, in one column or in two."""
        _empty(self._left)
        _empty(self._center)
        who, below = (self.pick, self.buyer), (self.warning, self.release, self.credit)
        if narrow:
            _put(self._center, *who, self.purchase)
        else:
            for widget in (*who, self.purchase, self.due):
                self._left.addWidget(widget)
            self._left.addStretch(1)
        _put(self._center, self.items)
        self._center.addWidget(self.plans)
        _put(self._center, *below, *((self.due,) if narrow else ()), self.summary, self.load)
        self._center.setStretch(self._center.count() - 1, 1)
        for card in (*who, self.purchase, self.due):
            card.setMinimumWidth(0 if narrow else px(FIELDS_WIDTH))
            card.setMaximumWidth(UNBOUND if narrow else px(FIELDS_WIDTH))
        self.ticket.setFixedWidth(px(FIELDS_WIDTH if narrow else Size.SIDE_COLUMN))


def _conclude_words(draft: Draft, plan: Plan | None, credit: Credit | None, remote: Remote | None) -> str:
    """What F10 does now."""
    if credit is not None and credit.signal.needs_release:
        if draft.way is Exit.HERE:
            return RELEASE_AND_CONCLUDE
        if remote is not None and remote.is_granted:
            return CONCLUDE
        return WAITING if remote is not None and remote.is_waiting else ASK
    return RELEASE if plan is not None and plan.is_above_cap else CONCLUDE


def _due_note(draft: Draft, desk: SaleDesk) -> str:
    if draft.first_due is None:
        return ""
    payday = desk.buyer.payday if desk.buyer else None
    return sale_words.due_words(draft.first_due, desk.today, desk.calendar, payday)


def _empty(layout: QBoxLayout) -> None:
    """Take everything out; the widgets stay what and where they are until they are put again."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if isinstance(inner, QBoxLayout):
            _empty(inner)


def _put(layout: QBoxLayout, *widgets: QWidget) -> None:
    """Under the plan cards, which keep a little room around them for the outline of the focus."""
    for widget in widgets:
        layout.addLayout(row(widget, 1, margin=(ROUND_CARDS, Gap.NONE)))
