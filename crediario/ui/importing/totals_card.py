"""What a file holds, number by number, and what it makes of the shop's portfolio."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crediario.documents.wording import figures
from crediario.domain.br import format_amount, format_money
from crediario.services.importing import ImportTotals, ShopTotals
from crediario.ui.importing.words import pieces
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import grid, separator, vertical_separator
from crediario.ui.widgets.number import Number

#: How many numbers stand beside each other, where there is room and where not.
WIDE, NARROW = 3, 2
RIGHT = Qt.AlignmentFlag.AlignRight


class TotalsCard(Card):
    """Six numbers in two lines; in three where it is narrow."""

    def __init__(self, title: str) -> None:
        super().__init__(title, " ")
        names = ("Clientes", "Compras", "Parcelas", "Em aberto", "Em atraso", "Pagas")
        self.numbers = [Number(name) for name in names]
        self._across = 0
        self._between = [vertical_separator() for _ in range(4)]
        self._below = [separator() for _ in range(2)]
        self._lines = grid([], gap=Gap.X14)
        self.add(self._lines)
        self._arrange(WIDE)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(2 * px(Size.NUMBER), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        widest = max(number.sizeHint().width() for number in self.numbers)
        room = self.width() - 2 * px(Gap.X14)
        self._arrange(WIDE if WIDE * widest + 4 * px(Gap.X14) <= room else NARROW)

    def _arrange(self, across: int) -> None:
        """So many numbers beside each other, a hairline between each two."""
        if across == self._across:
            return
        self._across = across
        for place, number in enumerate(self.numbers):
            self._lines.addWidget(number, 2 * (place // across), 2 * (place % across))
        lines = len(self.numbers) // across
        for place, hairline in enumerate(self._between):
            at, line = divmod(place, lines)
            self._lines.addWidget(hairline, 2 * line, 2 * at + 1)
            hairline.setVisible(at < across - 1)
        for line, hairline in enumerate(self._below):
            self._lines.addWidget(hairline, 2 * line + 1, 0, 1, 2 * across - 1)
            hairline.setVisible(line < lines - 1)
        for column in range(2 * WIDE - 1):
            self._lines.setColumnStretch(column, int(column % 2 == 0 and column < 2 * across))

    def show_totals(self, totals: ImportTotals, new: int, repeated: int) -> None:
        """What the accepted lines hold, and how many of them are new here."""
        customers, sales, every, still_open, late, paid = self.numbers
        customers.show_number(figures(totals.customers))
        sales.show_number(figures(totals.sales))
        every.show_number(figures(totals.open_installments + totals.paid_installments), _news(new, repeated))
        still_open.show_number(format_money(totals.open_total), pieces(totals.open_installments))
        late.show_number(
            format_money(totals.overdue_total), f"{pieces(totals.overdue_installments)}, sem encargos"
        )
        paid.show_number(format_money(totals.paid_total), pieces(totals.paid_installments))


class ShopCard(Card):
    """The shop's portfolio before and after."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__("A carteira da loja")
        names = ("Clientes", "Compras", "Parcelas a pagar", "Em aberto", "Em atraso")
        self.before = [label("", "office", "text2", align=RIGHT) for _ in names]
        self.after = [label("", "office_bold", align=RIGHT) for _ in names]
        heads = (None, _head(before), _head(after))
        lines = [
            (label(name, "office", "text2", wrap=True), old, new)
            for name, old, new in zip(names, self.before, self.after, strict=True)
        ]
        self.add(grid([heads, *lines], gap=Gap.X8, line_gap=Gap.X10, stretches=(1,)))

    def show_totals(self, before: ShopTotals, after: ShopTotals) -> None:
        """Both columns."""
        for labels, totals in ((self.before, before), (self.after, after)):
            said = (
                figures(totals.customers),
                figures(totals.sales),
                figures(totals.open_installments),
                format_amount(totals.open_total),
                format_amount(totals.overdue_total),
            )
            for each, figure in zip(labels, said, strict=True):
                each.setText(figure)


def _head(words: str) -> QWidget:
    return label(words, "small_bold", "text2", align=RIGHT)


def _news(new: int, repeated: int) -> str:
    if not repeated:
        return "todas novas na loja"
    if not new:
        return "todas já estão na loja"
    return f"{figures(new)} novas, {figures(repeated)} já na loja"
