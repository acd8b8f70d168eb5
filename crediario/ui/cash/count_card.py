"""Conte a gaveta: a field a note or coin, Enter to the next, the total, and why so much is expected."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from crediario.domain.br import format_amount, format_money
from crediario.domain.cash_closing import COINS, MOST_PIECES, NOTES
from crediario.domain.money import Money
from crediario.services.cash import DrawerLine
from crediario.ui.cash import cash_words
from crediario.ui.cash.closing_draft import ClosingDraft
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.edits import NumberEdit
from crediario.ui.widgets.labels import Label, label
from crediario.ui.widgets.layout import clear, column, holder, row, separator, vertical_separator

RIGHT = Qt.AlignmentFlag.AlignRight
FIELD_WIDTH = 58


class PiecesEdit(NumberEdit):
    """How many of one note or coin; what is there is typed over."""

    def __init__(self, value: Money) -> None:
        super().__init__(0, MOST_PIECES)
        self.setPlaceholderText("0")
        self.setAccessibleName(cash_words.piece_words(value))
        self.setFixedWidth(px(FIELD_WIDTH))
        self.setProperty("shape", "count")


class CountCard(Card):
    """``counted`` carries a value and how many of it there are."""

    counted = Signal(object, int)

    def __init__(self) -> None:
        super().__init__("Conte a gaveta", "digite a quantidade de cada uma", flush=True)
        self.edits: dict[Money, PiecesEdit] = {}
        self._worth: dict[Money, Label] = {}
        notes = self._pile("Cédulas", NOTES)
        coins = self._pile("Moedas", COINS)
        self.add(row(notes, 1, vertical_separator(), coins, 1, gap=Gap.X10, margin=(Gap.X14, Gap.X8)), 1)
        self.total = label("", "heading", align=RIGHT)
        self.add_footer(label("Contado na gaveta", "body_bold"), 1, self.total)
        self._why = label("", "small_bold", "text2")
        self._lines = column(gap=Gap.X2)
        self.why = holder(column(self._why, self._lines, gap=Gap.X4, margin=(Gap.X14, Gap.X8)))
        self._outer.addWidget(separator())
        self._outer.addWidget(self.why)

    def first_field(self) -> QWidget:
        """Where counting begins: the largest note."""
        return self.edits[NOTES[0]]

    def show_draft(self, draft: ClosingDraft, zone: tzinfo | None) -> None:
        """What is counted so far, and why so much is expected once that may be told."""
        for value, edit in self.edits.items():
            quantity = draft.quantities[value]
            if not edit.hasFocus() and (edit.value() or 0) != quantity:
                with QSignalBlocker(edit):
                    edit.set_value(quantity or None)
            self._worth[value].setText(format_amount(value * quantity))
            edit.setReadOnly(draft.is_last_count)
        self.total.announce(format_money(draft.counted))
        if draft.is_compared:
            title = f"Por que o sistema espera {format_money(draft.expected)}"
            self.show_lines(draft.desk.lines, title, zone)
        self.why.setVisible(draft.is_compared)

    def show_lines(self, lines: Sequence[DrawerLine], title: str, zone: tzinfo | None) -> None:
        """Each line of what the drawer should hold."""
        self._why.setText(title)
        clear(self._lines)
        for line in lines:
            name = label(cash_words.line_words(line, zone), "small", "text2", elide=True)
            amount = label(format_amount(line.amount), "small", align=RIGHT)
            self._lines.addWidget(holder(row(name, 1, amount)))

    def _pile(self, title: str, values: Sequence[Money]) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(Gap.X6))
        grid.setVerticalSpacing(px(Gap.X6))
        for place, value in enumerate(values):
            edit = self.edits[value] = PiecesEdit(value)
            worth = self._worth[value] = label(format_amount(Money.ZERO), "body", align=RIGHT)
            name = label(f"{format_amount(value)} ×", "body_bold", align=RIGHT)
            for column_, widget in enumerate((name, edit, worth)):
                grid.addWidget(widget, place, column_)
            edit.value_changed.connect(lambda count, of=value: self.counted.emit(of, count or 0))
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(2, px(Size.KEYCAP_MIN) * 3)
        return holder(column(label(title, "small_bold", "text2"), grid, None, gap=Gap.X8))
