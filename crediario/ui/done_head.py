"""What was just concluded, in one line, and what came in with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from crediario.domain.br import format_money
from crediario.services.payments import PaymentView
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.labels import IconLabel, label
from crediario.ui.widgets.layout import column, row
from crediario.ui.words import PAID_IN


class DoneHead(Card):
    """A green tile, the number that was given, what was agreed; at the right the money, and the change."""

    def __init__(self) -> None:
        super().__init__(padding=Gap.X20)
        self.tile = tile = QFrame()
        tile.setObjectName("okTile")
        tile.setFixedSize(px(Size.STATE_TILE), px(Size.STATE_TILE))
        tile.setLayout(row(None, IconLabel("check", "ok", Size.ICON_STATE), None))
        self.title = label("", "heading")
        self.about = label("", "body", "text2", elide=True)
        self.received = label("", "office", "text2", elide=True, align=Qt.AlignmentFlag.AlignRight)
        self.amount = label("", "heading", align=Qt.AlignmentFlag.AlignRight)
        self.change = label("", "office_bold", "att", align=Qt.AlignmentFlag.AlignRight)
        self.change.hide()
        said = column(None, self.title, self.about, None, gap=Gap.X4)
        paid = column(None, self.received, self.amount, self.change, None, gap=Gap.X2)
        self.add(row(tile, said, 1, paid, gap=Gap.X16))

    def say(self, title: str, about: str) -> None:
        """``Venda 5214 concluída``, and what of."""
        self.title.setText(title)
        self.about.setText(about)
        self.about.setToolTip(about)

    def show_payment(self, name: str, payment: PaymentView) -> None:
        """What came in now, and how: ``Entrada recebida em dinheiro``; the change to hand back."""
        how = " e ".join(PAID_IN[tender.method] for tender in payment.tenders)
        self.received.setText(f"{name} {how}")
        self.amount.setText(format_money(payment.amount))
        self.change.setText(f"Troco {format_money(payment.change)}")
        self.change.setVisible(bool(payment.change))
