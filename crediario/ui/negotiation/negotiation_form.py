"""How Negociação is laid out: three columns in wide windows, two in narrow ones, everything within reach."""

from itertools import pairwise
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from crediario.domain.negotiation import Offer
from crediario.services.negotiation import NegotiationDesk
from crediario.ui.navigation import Shell
from crediario.ui.negotiation import negotiation_draft as thinking
from crediario.ui.negotiation import negotiation_words, offer_words
from crediario.ui.negotiation.agreement_panel import AgreementPanel
from crediario.ui.negotiation.discount_box import DiscountBox
from crediario.ui.negotiation.negotiation_draft import KINDS, Draft, Offers, Place
from crediario.ui.negotiation.offer_board import OfferBoard
from crediario.ui.negotiation.open_side import BudgetBox, RowsBox, WhoBox
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.edits import ValueEdit
from crediario.ui.widgets.layout import ScrollArea, column, holder, row
from crediario.ui.widgets.release_box import ReleaseBox

LEFT_WIDTH = 354
PANEL_WIDTH = 308
ROOMY, WIDE_EXTRA = 1400, 48
UNBOUND = 16_777_215  # what Qt calls no limit


class NegotiationForm(QWidget):
    """The parts of the screen; ``show_draft`` brings all of them to the draft."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.who, self.rows, self.budget = WhoBox(), RowsBox(), BudgetBox()
        self.board, self.discount = OfferBoard(), DiscountBox()
        self.release = ReleaseBox("Número da gerência", in_line=True)
        self.panel = AgreementPanel(shell.today)
        self.release.hide()
        self._narrow: bool | None = None
        self._build()

    def show_desk(self, desk: NegotiationDesk) -> None:
        """Whose installments."""
        self.who.show_desk(desk)
        self.rows.show_desk(desk)

    def show_draft(self, draft: Draft, desk: NegotiationDesk, found: Offers) -> None:
        """Every figure, as the draft makes it."""
        offer = thinking.chosen_offer(draft, found)
        self.rows.show_marks(draft, desk)
        self.board.show_offers(offer_words.board(draft, desk, found), found, KINDS.index(draft.kind))
        self.discount.show_discount(thinking.discount_of(draft, desk), desk.settings)
        self.panel.show_offer(draft, desk, offer)
        self._show_release(offer, desk)
        lacking = thinking.obstacle(draft, desk, found)
        said = negotiation_words.obstacle_words(lacking) if lacking else ""
        self.panel.show_status(said, needs_release=self.needs_release)

    @property
    def edits(self) -> tuple[ValueEdit[Any], ...]:
        """Every field a figure is typed into, in order."""
        return (self.budget.monthly, self.discount.discount, *self.panel.edits)

    def widget_at(self, place: Place) -> QWidget:
        """Where something lacks."""
        panel = self.panel
        places: dict[Place, QWidget] = {
            Place.ROWS: self.rows.table,
            Place.OFFERS: self.board.columns[self.board.group.place],
            Place.DISCOUNT: self.discount.discount,
            Place.DOWN_PAYMENT: panel.down_payment,
            Place.COUNT: panel.count,
            Place.FIRST_DUE: panel.first_due,
            Place.HANDED: panel.pay.handed,
            Place.PIX: panel.pay.pix.code,
            Place.APPROVER: self.release.number,
        }
        return places[place]

    @property
    def needs_release(self) -> bool:
        """Whether the offer chosen is above the operator's ceiling."""
        return not self.release.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Its height is the window's: what does not fit scrolls inside."""
        return False

    def heightForWidth(self, _: int) -> int:  # noqa: N802
        """None of its own."""
        return -1

    def _show_release(self, offer: Offer | None, desk: NegotiationDesk) -> None:
        needed = offer is not None and thinking.permission_needed(offer, desk) is not None
        if offer is not None and needed:
            self.release.show_above(*negotiation_words.release_words(offer, desk))
        self.release.setVisible(needed)
        self.discount.fold(folded=needed)

    def _build(self) -> None:
        self._left: QBoxLayout = column()
        self._center: QBoxLayout = column()
        self.panel.setFixedWidth(px(PANEL_WIDTH))
        self.setLayout(row(self._left, ScrollArea(holder(self._center)), 1, self.panel))
        self._arrange()
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        """How much fits, the offers, the discount, what is paid now, when; the ticks come before."""
        panel, pay = self.panel, self.panel.pay
        stops = (
            self.rows.table, self.budget.monthly, *self.board.columns, self.discount.discount,
            self.release.number, self.release.reason, self.release.pin,
            panel.down_payment, panel.count, panel.first_due,
            *pay.methods.cards, pay.handed, pay.pix.copy, pay.pix.code, panel.primary,
        )  # fmt: skip
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _arrange(self) -> None:
        """The same widgets in three columns, or the left one over the middle."""
        narrow = self.width() < px(Size.NARROW_BELOW) - px(Size.RAIL_WIDTH) - px(Gap.X44)
        roomy = self.width() >= px(ROOMY)
        extra = px(WIDE_EXTRA) if roomy else 0
        for card in (self.who, self.rows, self.budget):
            card.setMinimumWidth(0 if narrow else px(LEFT_WIDTH) + extra)
            card.setMaximumWidth(UNBOUND if narrow else px(LEFT_WIDTH) + extra)
        if narrow != self._narrow:
            self._narrow = narrow
            self._place(narrow=narrow)

    def _place(self, *, narrow: bool) -> None:
        _empty(self._left)
        _empty(self._center)
        self.board.ask_room(roomy=narrow)
        below = (self.release, self.discount)
        card: QWidget
        if narrow:
            self._center.addLayout(row(self.who, 1, self.budget, 1))
            for card in (self.board, *below, self.rows):
                self._center.addWidget(card)
            return
        for card in (self.who, self.rows, self.budget):
            self._left.addWidget(card)
        self._left.setStretch(1, 1)
        for card in (self.board, *below):
            self._center.addWidget(card)
        self._center.setStretch(0, 1)


def _empty(layout: QBoxLayout) -> None:
    """Take everything out; the widgets stay what and where they are until they are put again."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if isinstance(inner, QBoxLayout):
            _empty(inner)
