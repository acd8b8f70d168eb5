"""The canhoto of Negociação: the offer chosen, what is paid now and how, the new dates, the blue button."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from crediario.domain.br import format_money
from crediario.domain.negotiation import MOST_INSTALLMENTS, Offer, OfferKind
from crediario.services.negotiation import NegotiationDesk
from crediario.ui.negotiation import negotiation_words
from crediario.ui.negotiation.negotiation_draft import Draft
from crediario.ui.negotiation.negotiation_words import DateLine
from crediario.ui.negotiation.offer_words import DASH
from crediario.ui.negotiation.pay_box import PayBox
from crediario.ui.negotiation.sums import office_line
from crediario.ui.theme import Gap, Size, colors, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Canhoto, Note, SumLine
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.edits import Edit, NumberEdit, ValueEdit
from crediario.ui.widgets.fitting import FittingAmount
from crediario.ui.widgets.labels import Run, label
from crediario.ui.widgets.layout import ScrollArea, clear, column, holder, row, separator
from crediario.ui.widgets.paint import TagTone
from crediario.ui.widgets.till_edits import CounterMoneyEdit

V = TypeVar("V")
CLOSE = "Gerar o termo"
RELEASE = "Liberar o acordo"
LEFT = Qt.AlignmentFlag.AlignLeft
COUNT_WIDTH = 66
DATE_ROW = 26


class AgreementPanel(Canhoto):
    """The first three signals carry what was typed, or None where the shop's own figure stands again.

    ``settled`` tells that a field was left: an emptied one may show that figure.
    """

    down_payment_changed = Signal(object)
    count_changed = Signal(object)
    first_due_changed = Signal(object)
    settled = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._build_top()
        self._build_edits(today)
        self._build_end()
        self.body.addWidget(ScrollArea(holder(self._middle())), 1)
        for widget in (self.pay, self.status, self.failure, self.pressed):
            self.body.addWidget(widget)
        self.down_payment.value_changed.connect(self.down_payment_changed)
        self.count.value_changed.connect(self.count_changed)
        self.first_due.value_changed.connect(self.first_due_changed)
        for edit in (self.down_payment, self.count, self.first_due):
            edit.editingFinished.connect(self.settled)

    @property
    def edits(self) -> tuple[ValueEdit[Any], ...]:
        """Every field a figure is typed into, in order."""
        return (self.down_payment, self.count, self.first_due, self.pay.handed)

    def show_offer(self, draft: Draft, desk: NegotiationDesk, offer: Offer | None) -> None:
        """Every figure of the offer chosen; dashes while it does not close."""
        kind = draft.kind
        self._title.setText(negotiation_words.TITLES[kind])
        self._show_sums(offer)
        self._show_now(kind, offer)
        self._show_later(kind, offer)
        self.dates.show_lines(negotiation_words.date_lines(offer) if offer else ())
        self.late.setText(negotiation_words.late_words(desk.settings))
        self.late.setVisible(bool(offer and offer.installments))
        pays = offer is not None and bool(offer.pays_today) and desk.may_receive
        self.pay.setVisible(pays)
        if offer is not None and pays:
            self.pay.show_draft(draft, offer)

    def show_status(self, words: str, *, needs_release: bool) -> None:
        """What lacks, and what the button does."""
        self.status.setText(words)
        self.status.setVisible(bool(words))
        self.primary.set_words(RELEASE if needs_release else CLOSE)

    def show_failure(self, *runs: str | Run, tone: TagTone) -> None:
        """Why the agreement was not made."""
        self.failure.show_note(*runs, tone=tone)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where there is hardly room, what the board and the termo say gives way to what is typed."""
        super().resizeEvent(event)
        roomy = self.height() >= px(Size.DIALOG_WIDTH)
        self._caption.setVisible(roomy)
        self._sums_place.setVisible(roomy)

    # -- building --------------------------------------------------------------------------------------------

    def _build_top(self) -> None:
        self._title = label("", "heading", elide=True)
        self._caption = label("Proposta escolhida", "small_bold", "pri")
        self._sums = column(gap=Gap.X2)
        self._sums_place = holder(self._sums)
        self._total = SumLine("Total do acordo", kind="total")
        self.top.addLayout(column(self._caption, self._title, gap=Gap.NONE))
        self.top.addWidget(self._sums_place)
        self.top.addWidget(separator())
        self.top.addWidget(self._total)
        self.top.setSpacing(px(Gap.X6))

    def _build_edits(self, today: Callable[[], date]) -> None:
        self.down_payment = CounterMoneyEdit(size="money")
        self.down_payment.setAccessibleName("Entrada agora")
        self.count = NumberEdit(1, MOST_INSTALLMENTS, "×")
        self.count.setAccessibleName("Número de parcelas")
        self.count.setFixedWidth(px(COUNT_WIDTH))
        self.first_due = DateEdit(today)
        self.first_due.setAccessibleName("Vencimento da 1ª parcela")

    def _middle(self) -> QVBoxLayout:
        self._now_name = label("", "office", "text2")
        self._now = FittingAmount("Paga agora", LEFT)
        self._down_error = _error(self.down_payment)
        now = column(self._now_name, self._now, self.down_payment, self._down_error, gap=Gap.X2)
        self._first_name = label("1ª em", "office", "text2")
        self._first_name.setBuddy(self.first_due)
        line = row(self.count, self._first_name, self.first_due, 1, gap=Gap.X8)
        self._later = holder(column(line, _error(self.count), _error(self.first_due), gap=Gap.X4))
        self.dates = DateLines()
        self.late = label("", "small", "text3", wrap=True)
        return column(now, self._later, self.dates, self.late, None, gap=Gap.X8)

    def _build_end(self) -> None:
        self.pay = PayBox()
        self.status = label("", "office_medium", "att", wrap=True)
        self.failure = Note(tone="att")
        self.failure.hide()
        self.primary = KeyButton(CLOSE, "F10", "primary", "till")
        # Disabled as one while the agreement is being written.
        self.pressed = holder(row(self.primary))

    # -- showing ---------------------------------------------------------------------------------------------

    def _show_sums(self, offer: Offer | None) -> None:
        clear(self._sums)
        for name, amount in negotiation_words.sum_lines(offer) if offer else ():
            self._sums.addWidget(office_line(name, amount))
        self._total.value.announce(format_money(offer.total) if offer else DASH)

    def _show_now(self, kind: OfferKind, offer: Offer | None) -> None:
        """The down payment is typed; what the two other offers ask today follows from them."""
        typed = kind is OfferKind.INSTALLMENTS
        self._now_name.setText(negotiation_words.PAID_NOW[kind])
        self._now.setVisible(not typed)
        self.down_payment.setVisible(typed)
        self._now.announce(format_money(offer.pays_today) if offer else DASH)
        if offer is not None and typed:
            _fill(self.down_payment, offer.pays_today)

    def _show_later(self, kind: OfferKind, offer: Offer | None) -> None:
        self._later.setVisible(kind is not OfferKind.CASH)
        self.count.setVisible(kind is OfferKind.INSTALLMENTS)
        if offer is None or kind is OfferKind.CASH:
            return
        _fill(self.count, len(offer.installments))
        _fill(self.first_due, offer.installments[0].due_date)


class DateLines(QWidget):
    """The new installments: number, date with its weekday, amount."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[DateLine] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[DateLine]) -> None:
        """Show these; nothing where all is paid today."""
        self._lines = lines
        told = "; ".join(f"{each.number} {each.due}, {each.weekday}, {each.amount}" for each in lines)
        self.setAccessibleName(f"Novas parcelas: {told}" if told else "")
        self.setVisible(bool(lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_COLUMN) - px(Gap.X44), len(self._lines) * px(DATE_ROW))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c, high = QPainter(self), colors(), px(DATE_ROW)
        number = px(Gap.X24) + px(Gap.X8)
        due = number + paint.text_width("00/00/0000 ", "office")
        for place, each in enumerate(self._lines):
            line = QRectF(0, place * high, self.width(), high)
            paint.text(painter, line, each.number, "office", c.text2)
            paint.text(painter, line.adjusted(number, 0, 0, 0), each.due, "office")
            paint.text(painter, line.adjusted(due, 0, 0, 0), each.weekday, "office", c.text2)
            paint.text(painter, line, each.amount, "office_bold", align=paint.RIGHT)
            painter.fillRect(QRectF(0, line.bottom() - 1, self.width(), 1), c.line)


def _fill(edit: ValueEdit[V], value: V) -> None:
    """Show the figure in force; one being typed stays as it is."""
    being_typed = edit.hasFocus() and edit.isModified()
    if being_typed or edit.error or edit.value() == value:
        return
    with QSignalBlocker(edit):
        edit.set_value(value)


def _error(edit: Edit) -> QWidget:
    """What is wrong with a field, below it."""
    said = label("", "office_medium", "late", wrap=True)
    said.hide()

    def show(words: str) -> None:
        said.setText(words)
        said.setVisible(bool(words))

    edit.error_changed.connect(show)
    return said
