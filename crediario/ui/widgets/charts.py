"""Small pictures of numbers; each tells its numbers in words as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crediario.domain.br import format_amount, format_money
from crediario.domain.money import Money
from crediario.ui.theme import Gap, Size, colors, px
from crediario.ui.widgets import paint

Punctuality = Literal["on_time", "few_days", "long", "open"]
_STRIP: dict[Punctuality, tuple[int, str]] = {
    "on_time": (Size.STRIP_LOW, "ok"),
    "few_days": (Size.STRIP_MIDDLE, "att"),
    "long": (Size.STRIP_HIGH, "late"),
    "open": (Size.STRIP_LOW, "line_strong"),
}
_STRIP_WORDS: dict[Punctuality, str] = {
    "on_time": "em dia", "few_days": "com até 15 dias", "long": "com mais de 15 dias", "open": "em aberto",
}  # fmt: skip


class PunctualityStrip(QWidget):
    """One bar for each installment, in order; height says the same as colour."""

    def __init__(self, marks: Sequence[Punctuality] = ()) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_marks(marks)

    def show_marks(self, marks: Sequence[Punctuality]) -> None:
        """Show these installments; where they do not fit, the latest."""
        self._marks = list(marks)
        told = [f"{self._marks.count(kind)} {words}" for kind, words in _STRIP_WORDS.items() if kind in marks]
        self.setAccessibleName("Pontualidade: " + (", ".join(told) or "sem parcelas"))
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_COLUMN), px(Size.STRIP_HIGH))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, gap = QPainter(self), px(Gap.X2)
        # All of them in a narrow place stand closer; none gets too thin to be told from its neighbour.
        wide = (self.width() + gap) / max(len(self._marks), 1) - gap
        wide = min(max(wide, px(Gap.X6)), px(Size.STRIP_WIDTH))
        fits = max(1, int((self.width() + gap) // (wide + gap)))
        for place, mark in enumerate(self._marks[-fits:]):
            height, color = px(_STRIP[mark][0]), getattr(colors(), _STRIP[mark][1])
            bar = QRectF(place * (wide + gap), self.height() - height, wide, height)
            filled = mark != "open"
            paint.box(
                painter, bar, fill=color if filled else None, border=None if filled else color, radius=2
            )


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: an amount, its colour, its name."""

    amount: Money
    color: Literal["late", "aok", "pri", "ok", "att"]
    name: str


class ShareBar(QWidget):
    """Parts of a whole in one bar: of a limit what is late, not yet due, free."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: Sequence[Share] = ()
        self._whole = Money.ZERO
        self.setFixedHeight(px(Size.BAR_HEIGHT))

    def show_shares(self, whole: Money, shares: Sequence[Share]) -> None:
        """Show the parts of ``whole``."""
        self._whole, self._shares = whole, shares
        told = "; ".join(f"{share.name} {format_money(share.amount)}" for share in shares)
        self.setAccessibleName(f"De {format_money(whole)}: {told}" if told else format_money(whole))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint.box(painter, area, fill=colors().line, radius=Size.OUTLINE)
        whole = max(self._whole.cents, sum(share.amount.cents for share in self._shares), 1)
        left = 0.0
        for share in self._shares:
            width = area.width() * max(share.amount.cents, 0) / whole
            painter.fillRect(QRectF(round(left), 0, round(left + width) - round(left), area.height()),
                             getattr(colors(), share.color))  # fmt: skip
            left += width


@dataclass(frozen=True, slots=True)
class MonthLoad:
    """What a customer pays in one month: of this sale, and of what they already owe."""

    name: str
    below: str
    new: Money
    already: Money

    @property
    def total(self) -> Money:
        """Both together."""
        return self.new + self.already


class LoadBars(QWidget):
    """The months of a plan as bars; the same numbers stand in its accessible description."""

    def __init__(self) -> None:
        super().__init__()
        self._months: Sequence[MonthLoad] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Quanto paga por mês")

    def show_months(self, months: Sequence[MonthLoad]) -> None:
        """Show these months; where they do not fit, the first ones."""
        self._months = months
        self.setAccessibleDescription(
            "; ".join(f"{m.name}: {format_money(m.total)}, desta venda {format_money(m.new)}" for m in months)
        )
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_PANEL), px(Size.LOAD_CHART))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_COLUMN) // 2, px(Size.LOAD_CHART) // 2)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        if not self._months:
            return
        painter = QPainter(self)
        fits = max(1, self.width() // (px(Size.LOAD_BAR) - px(Gap.X10)))
        months = self._months[:fits]
        tallest = max(1, *(month.total.cents for month in months))
        each = self.width() / len(months)
        for place, month in enumerate(months):
            self._paint_month(painter, QRectF(place * each, 0, each, self.height()), month, tallest)

    def _paint_month(self, painter: QPainter, area: QRectF, month: MonthLoad, tallest: int) -> None:
        c, line = colors(), px(Gap.X16)
        foot = area.bottom() - 2 * line - px(Gap.X8)
        high = foot - line - px(Gap.X8)
        half = min(px(Size.LOAD_BAR), area.width() - px(Gap.X14)) / 2
        old = round(high * month.already.cents / tallest)
        new = round(high * month.new.cents / tallest)
        middle = area.center().x()
        painter.fillRect(QRectF(middle - half, foot - old, 2 * half, old), c.aok)
        painter.fillRect(QRectF(middle - half, foot - old - new, 2 * half, max(0, new - 1)), c.pri)
        painter.fillRect(QRectF(area.left() + px(Gap.X4), foot, area.width() - px(Gap.X8), 1), c.line_strong)
        above = QRectF(area.left(), foot - old - new - line - px(Gap.X4), area.width(), line)
        paint.text(
            painter, above, _short_amount(month.total, area.width()), "office_bold", align=paint.CENTER
        )
        name = QRectF(area.left(), foot + px(Gap.X4), area.width(), line)
        paint.text(painter, name, month.name, "small_bold", align=paint.CENTER)
        paint.text(painter, name.translated(0, line), month.below, "small", c.text3, paint.CENTER)


def _short_amount(amount: Money, room: float) -> str:
    """The amount, or where it does not fit its whole reais: never a piece of it."""
    said = format_amount(amount)
    if paint.text_width(said, "office_bold") <= room:
        return said
    return format_amount(Money(round(amount.cents / 100) * 100)).partition(",")[0]
