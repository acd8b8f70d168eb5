"""The discount on the principal: how much, and whose ceiling it keeps."""

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crediario.domain.br import format_rate
from crediario.domain.money import Rate
from crediario.domain.settings import ShopSettings
from crediario.ui.negotiation import negotiation_words
from crediario.ui.theme import Gap, Size, colors, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.buttons import Keycap
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.edits import PercentEdit
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, row

FIELD_WIDTH = 84


class DiscountBox(Card):
    """``changed`` carries the discount typed, None for the shop's own."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__(padding=Gap.X12)
        self.discount = PercentEdit(1)
        self.discount.setAccessibleName("Desconto sobre o valor das parcelas, só à vista")
        self.discount.setFixedWidth(px(FIELD_WIDTH))
        self.bar = CeilingBar()
        self.ceilings = [label("", "small_bold", tone) for tone in ("ok", "pri", "att")]
        self.error = label("", "office_medium", "late")
        self.error.hide()
        self._build()
        self.discount.value_changed.connect(self.changed)
        self.discount.error_changed.connect(self._show_error)

    def show_discount(self, discount: Rate, settings: ShopSettings) -> None:
        """Bring field and bar to the discount in force; what is being typed stays."""
        being_typed = self.discount.hasFocus() and self.discount.isModified()
        if not being_typed and not self.discount.error and self.discount.value() != discount:
            with QSignalBlocker(self.discount):
                self.discount.set_value(discount)
        for each, words in zip(self.ceilings, negotiation_words.ceiling_words(settings), strict=True):
            each.setText(words)
        self.bar.show_ceilings(discount, settings)

    def fold(self, *, folded: bool) -> None:
        """Where something else needs the room, only the field stays."""
        self._below.setVisible(not folded)

    def _build(self) -> None:
        title = label("Desconto sobre o valor das parcelas", "body_bold", elide=True)
        hint = label("só à vista", "office", "text2", elide=True)
        head = row(title, hint, 1, self.error, Keycap("Ctrl+D"), self.discount, gap=Gap.X8)
        low, middle, high = self.ceilings
        names = row(low, None, middle, None, high)
        self._below = holder(column(self.bar, names, gap=Gap.X6))
        self.add(head, self._below)
        self.body.setSpacing(px(Gap.X8))

    def _show_error(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))


class CeilingBar(QWidget):
    """From nothing to the shop's most: what cashier, manager and owner give; a mark where we are."""

    def __init__(self) -> None:
        super().__init__()
        self._ends: tuple[float, ...] = ()
        self._at = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_ceilings(self, discount: Rate, settings: ShopSettings) -> None:
        """Place the ceilings and the mark."""
        most = settings.discount_by_owner.fraction
        ceilings = (settings.discount_by_cashier, settings.discount_by_manager, settings.discount_by_owner)
        self._ends = tuple(float(each.fraction / most) if most else 1.0 for each in ceilings)
        self._at = min(float(discount.fraction / most), 1.0) if most else 0.0
        said = ", ".join(negotiation_words.ceiling_words(settings))
        self.setAccessibleName(f"Desconto de {format_rate(discount, 1)}. {said}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_COLUMN), px(Gap.X16))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c = QPainter(self), colors()
        middle, thick = self.height() / 2, px(Gap.X10)
        start = 0.0
        for end, color in zip(self._ends, (c.ok_line, c.pri_line, c.att_line), strict=False):
            stop = self.width() * end
            gap = Size.OUTLINE if end < 1 else 0
            if stop > start:
                painter.fillRect(QRectF(start, middle - thick / 2, stop - start - gap, thick), color)
            start = max(start, stop)
        width = px(Gap.X6)
        x = min(max(self.width() * self._at - width / 2, 0), self.width() - width)
        mark = QRectF(x, 0, width, self.height())
        paint.box(painter, mark, fill=c.pri_text, border=c.surface, radius=Size.OUTLINE)
