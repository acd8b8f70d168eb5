"""Conferência: what the program expects of each means beside what was counted; and the session's sums."""

from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout

from crediario.domain.br import format_amount, format_money
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.services.cash import CashDesk, SessionSums, TillMeans
from crediario.ui.cash import cash_words
from crediario.ui.cash.closing_draft import ClosingDraft
from crediario.ui.theme import Gap, px
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.edits import MoneyEdit
from crediario.ui.widgets.labels import IconLabel, Label, label
from crediario.ui.widgets.layout import clear, column, grid, holder, row, separator
from crediario.ui.widgets.method_cards import METHOD_ICONS
from crediario.ui.widgets.number import Number
from crediario.ui.words import METHOD_NAMES

RIGHT = Qt.AlignmentFlag.AlignRight
HIDDEN = "—"
AMOUNT_WIDTH = 104


@dataclass(frozen=True, slots=True)
class _Line:
    """The widgets of one means; ``edit`` where it is typed, else ``counted`` says it."""

    hint: Label
    expected: Label
    counted: Label
    difference: Label
    edit: MoneyEdit | None


class CheckCard(Card):
    """``counted`` carries a means and what it came to; None where the field was emptied."""

    counted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__("Conferência", "sistema contra contado", flush=True)
        self._lines: dict[Method, _Line] = {}
        self._means: tuple[tuple[Method, bool], ...] = ()
        self._total = [label("", "body_bold", align=RIGHT) for _ in range(3)]
        self._grid = QGridLayout()
        self._grid.setContentsMargins(px(Gap.X14), px(Gap.X8), px(Gap.X14), px(Gap.X10))
        self._grid.setHorizontalSpacing(px(Gap.X10))
        self._grid.setVerticalSpacing(px(Gap.X6))
        self._grid.setColumnStretch(0, 1)
        self.add(holder(self._grid), None)

    @property
    def edits(self) -> dict[Method, MoneyEdit]:
        """The fields of what is typed, in the order of the lines."""
        return {method: line.edit for method, line in self._lines.items() if line.edit is not None}

    def show_draft(self, draft: ClosingDraft) -> None:
        """Every means; a field being typed in stays as it is."""
        means = tuple((each.method, each in draft.to_type) for each in draft.desk.means)
        if means != self._means:
            self._means = means
            self._build(draft)
        for each in draft.desk.means:
            self._show_line(draft, each, self._lines[each.method])
        self._show_total(draft)

    def _build(self, draft: ClosingDraft) -> None:
        clear(self._grid)
        self._total = [label("", "body_bold", align=RIGHT) for _ in range(3)]
        for place, words in enumerate(("Forma", "Sistema", "Contado", "Diferença")):
            head = label(words, "small_bold", "text2", align=RIGHT if place else None)
            self._grid.addWidget(head, 0, place)
        self._lines = {
            each.method: self._line(each, each in draft.to_type, place)
            for place, each in enumerate(draft.desk.means, 1)
        }
        last = len(self._lines) + 1
        self._grid.addWidget(separator(), last, 0, 1, 4)
        for place, widget in enumerate((label("Total", "body_bold"), *self._total)):
            self._grid.addWidget(widget, last + 1, place)

    def _line(self, means: TillMeans, is_typed: bool, place: int) -> _Line:
        hint = label("", "small", "text2", elide=True)
        name = column(label(METHOD_NAMES[means.method], "body_bold"), hint, gap=Gap.NONE)
        icon = IconLabel(METHOD_ICONS.get(means.method, "receipt"), "text2")
        line = _Line(
            hint=hint,
            expected=label("", "body", align=RIGHT),
            counted=label("", "body", align=RIGHT),
            difference=label("", "body_bold", align=RIGHT),
            edit=self._edit(means.method) if is_typed else None,
        )
        widgets = (holder(row(icon, name, 1, gap=Gap.X10)), line.expected, line.edit or line.counted)
        for at, widget in enumerate((*widgets, line.difference)):
            self._grid.addWidget(widget, place, at)
        return line

    def _edit(self, method: Method) -> MoneyEdit:
        edit = MoneyEdit()
        edit.setFixedWidth(px(AMOUNT_WIDTH))
        edit.setAccessibleName(f"{METHOD_NAMES[method]} contado")
        edit.value_changed.connect(lambda amount: self.counted.emit(method, amount))
        return edit

    def _show_line(self, draft: ClosingDraft, means: TillMeans, line: _Line) -> None:
        expected = means.expected if draft.is_compared else None
        counted = draft.counted_of(means)
        line.hint.setText(cash_words.means_hint(means))
        _say(line.expected, expected)
        if line.edit is None:
            _say(line.counted, counted if expected is not None or means.method is Method.CASH else None)
        else:
            with QSignalBlocker(line.edit):
                if not line.edit.hasFocus() and line.edit.value() != counted:
                    line.edit.set_value(counted)
            line.edit.setReadOnly(draft.is_last_count)
        _say_difference(line.difference, expected, counted)

    def _show_total(self, draft: ClosingDraft) -> None:
        lines = draft.lines if draft.is_compared else ()
        whole = bool(lines) and len(lines) == len(draft.desk.means)
        expected = Money.total(each.expected for each in lines) if whole else None
        counted = Money.total(each.counted for each in lines) if whole else None
        _say(self._total[0], expected)
        _say(self._total[1], counted)
        _say_difference(self._total[2], expected, counted)


def _say(where: Label, amount: Money | None) -> None:
    where.setText(HIDDEN if amount is None else format_amount(amount))
    where.set_tone("text3" if amount is None else "text")


def _say_difference(where: Label, expected: Money | None, counted: Money | None) -> None:
    if expected is None or counted is None:
        _say(where, None)
        return
    left = counted - expected
    where.setText(cash_words.signed(left) if left else "confere")
    where.set_tone("att" if left else "ok")


class SumsCard(Card):
    """What the session did, beside its drawer."""

    def __init__(self) -> None:
        super().__init__("Resumo do turno", flush=True)
        names = ("Parcelas recebidas", "Valor recebido", "Multa e juros", "Encargos dispensados",
                 "Vendas no crediário", "Estornos")  # fmt: skip
        self.numbers = [Number(name, small=True) for name in names]
        pairs = [self.numbers[place : place + 2] for place in range(0, len(names), 2)]
        body = grid(pairs, gap=Gap.X24, line_gap=Gap.X10, stretches=(1, 1))
        body.setContentsMargins(px(Gap.X14), px(Gap.X10), px(Gap.X14), px(Gap.X10))
        self.add(holder(body), None)

    def show_sums(self, sums: SessionSums, desk: CashDesk) -> None:
        """The figures; what was received is kept from whoever counts blind."""
        received = format_money(sums.received) if sums.received is not None else HIDDEN
        figures = (
            str(sums.installments),
            received,
            format_money(sums.charges),
            format_money(sums.waived),
            str(sums.sales),
            str(sums.reversals),
        )
        for number, figure in zip(self.numbers, figures, strict=True):
            number.show_number(figure)
        self.hint.setText("" if desk.is_told else "o recebido aparece depois da contagem")
