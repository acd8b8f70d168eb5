"""What a file holds, number by number, and what it makes of the shop's portfolio."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_amount, format_money
from crediario.services.importing import ImportTotals, ShopTotals
from crediario.ui.importing.words import pieces, thousands
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import grid, separator, vertical_separator
from crediario.ui.widgets.number import Number

RIGHT = Qt.AlignmentFlag.AlignRight


class TotalsCard(Card):
    """Six numbers in two lines."""

    def __init__(self, title: str) -> None:
        super().__init__(title, " ")
        names = ("Clientes", "Compras", "Parcelas", "Em aberto", "Em atraso", "Pagas")
        self.numbers = [Number(name) for name in names]
        first, second = _beside(self.numbers[:3]), _beside(self.numbers[3:])
        lines = grid([first, [], second], gap=Gap.X14, stretches=(1, 0, 1, 0, 1))
        lines.addWidget(separator(), 1, 0, 1, len(first))
        for place in (0, 2, 4):
            lines.setColumnMinimumWidth(place, px(Size.NUMBER))
        self.add(lines)

    def show_totals(self, totals: ImportTotals, new: int, repeated: int) -> None:
        """What the accepted lines hold, and how many of them are new here."""
        customers, sales, every, still_open, late, paid = self.numbers
        customers.show_number(thousands(totals.customers))
        sales.show_number(thousands(totals.sales))
        every.show_number(
            thousands(totals.open_installments + totals.paid_installments), _news(new, repeated)
        )
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
            figures = (
                thousands(totals.customers),
                thousands(totals.sales),
                thousands(totals.open_installments),
                format_amount(totals.open_total),
                format_amount(totals.overdue_total),
            )
            for each, figure in zip(labels, figures, strict=True):
                each.setText(figure)


def _head(words: str) -> QWidget:
    return label(words, "small_bold", "text2", align=RIGHT)


def _beside(numbers: list[Number]) -> list[QWidget]:
    """With a hairline between each two."""
    first, *others = numbers
    return [first, *(widget for each in others for widget in (vertical_separator(), each))]


def _news(new: int, repeated: int) -> str:
    if not repeated:
        return "todas novas na loja"
    if not new:
        return "todas já estão na loja"
    return f"{thousands(new)} novas, {thousands(repeated)} já na loja"
