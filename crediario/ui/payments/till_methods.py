"""The ways to pay in Receber: the four of every day as cards, cheque and store credit on a line below."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_amount, format_money
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.ui import icons
from crediario.ui.keys import key
from crediario.ui.theme import Gap, Size, ink, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.choices import ChoiceGroup, MethodCard
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.method_cards import METHOD_ICONS
from crediario.ui.words import METHOD_NAMES, METHODS, TILL_METHODS

ICONS = METHOD_ICONS | {Method.CHEQUE: "file-text", Method.STORE_CREDIT: "hand-coins"}


class SlimMethodCard(MethodCard):
    """A way to pay that is seldom taken: everything on one line."""

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.RAIL_WIDTH), px(Size.BUTTON_SMALL))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        self.paint_box(painter)
        side, middle = px(Size.ICON), self.height() / 2
        left = px(Gap.X10)
        icons.draw(painter, self._icon, QRectF(left, middle - side / 2, side, side), ink("text2"))
        cap = self.width() - px(Gap.X8) - paint.keycap_width(self.key)
        paint.keycap(painter, cap, middle, self.key)
        start = left + side + px(Gap.X6)
        place = QRectF(start, 0, cap - px(Gap.X4) - start, self.height())
        fits = paint.text_width(self.words, "office") <= place.width()
        paint.text(painter, place, self.words, "office" if fits else "small")


class TillMethods(QWidget):
    """``chosen`` tells the place of the new one in ``TILL_METHODS``."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[MethodCard] = [_card(place) for place in range(len(TILL_METHODS))]
        self._group = ChoiceGroup(self.cards, self)
        self._group.chosen.connect(self.chosen)
        common, seldom = self.cards[: len(METHODS)], self.cards[len(METHODS) :]
        self._seldom = holder(row(*seldom, gap=Gap.X6))
        self.setLayout(column(row(*common, gap=Gap.X6), self._seldom, gap=Gap.X6))

    def choose(self, method: Method) -> None:
        """Mark how it is paid."""
        self._group.choose(TILL_METHODS.index(method))

    def show_seldom(self, *, shown: bool) -> None:
        """Where height is scarce the line below leaves; its keys go on working."""
        self._seldom.setVisible(shown)

    def show_credit(self, balance: Money) -> None:
        """What the shop owes the customer; without any there is nothing to pay with."""
        card = self.cards[TILL_METHODS.index(Method.STORE_CREDIT)]
        card.setVisible(bool(balance))
        card.name(f"Crédito {format_amount(balance)}")
        card.setAccessibleName(f"Crédito na loja, {format_money(balance)}, {card.key}")


def _card(place: int) -> MethodCard:
    method = TILL_METHODS[place]
    kind = MethodCard if place < len(METHODS) else SlimMethodCard
    card = kind(METHOD_NAMES[method], key("method").sequences[place], ICONS[method])
    # A click is no reason to leave the field that is being typed in.
    card.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return card
