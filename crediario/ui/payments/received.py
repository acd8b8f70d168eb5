"""Recebido: the change to hand over first, then what was paid, what comes next, and the way on."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from crediario.documents.wording import receipt_number
from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.money import Money
from crediario.services.payments import DeskRow, PaidLine, PaymentView, Receipt, ReceivingDesk
from crediario.ui.messages import Message
from crediario.ui.payments import received_words, row_words
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.cards import Canhoto, Card, Note, SumLine, Tag
from crediario.ui.widgets.cells import Cell, TagCell, Text
from crediario.ui.widgets.labels import IconLabel, bold, label
from crediario.ui.widgets.layout import SidePane, clear, column, holder, row
from crediario.ui.widgets.table import Column, Table

R = TypeVar("R")
RIGHT = Qt.AlignmentFlag.AlignRight
DASH = "—"


class ReceivedView(QWidget):
    """The buttons tell what they ask; the screen knows the way."""

    next_asked = Signal()
    print_asked = Signal()
    sell_asked = Signal()
    more_asked = Signal()
    message_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._today: date | None = None
        self._build_head()
        self._build_change()
        self._build_tables()
        self.note = Note(tone="att")
        self.note.hide()
        main = column(self._head, self.change_card, self.note, self._paid_card, self.next_card, 1)
        self.setLayout(column(SidePane(holder(main), self._side())))

    def show_receipt(self, name: str, receipt: Receipt) -> None:
        """At once: whose, which number, how much, and the change."""
        self._title.setText(f"Recebido de {received_words.short_name(name)}")
        self._line.setText(f"Recibo {receipt_number(receipt.number)}")
        self.total.announce(format_money(receipt.amount))
        self.change_card.setVisible(bool(receipt.change))
        self.change.announce(format_money(receipt.change))
        self._exact.setText(received_words.rounding_words(receipt))
        self._exact.setVisible(bool(receipt.rounding))
        self._show_tiles(receipt.change)

    def show_payment(self, view: PaymentView, desk: ReceivingDesk, score_before: int | None) -> None:
        """What was paid, and how the customer stands now."""
        self._line.setText(f"{received_words.paid_words(view)} · recibo {receipt_number(view.number)}")
        self._paid_card.hint.setText(received_words.carnes_words(view))
        _fill(self.paid, view.lines)
        self._tender_sum.setText(received_words.tender_sum(view))
        self._paid_total.setText(format_amount(view.amount))
        self._show_standing(view, desk)
        self._show_credit(desk, score_before)
        self.next_card.setVisible(bool(desk.rows))
        self._today = desk.today
        _fill(self.coming, desk.rows)

    def warn_paper(self, message: Message) -> None:
        """The receipt could not be made: the payment stands all the same."""
        advice = "O pagamento já está gravado. Tente o recibo de novo com F9."
        self.note.show_note(bold(f"{message.title.rstrip('.')}. "), f"{message.rest} {advice}".strip())

    # -- building --------------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        tile = QFrame()
        tile.setObjectName("okTile")
        tile.setFixedSize(px(Size.STATE_TILE), px(Size.STATE_TILE))
        tile.setLayout(row(IconLabel("check", "ok", Size.ICON_STATE)))
        self._title = label("", "heading", elide=True)
        self._line = label("", "body", "text2", elide=True)
        self.total = label("", "kpi", align=RIGHT)
        said = column(self._title, self._line, gap=Gap.X4)
        total = column(label("Total recebido", "office", "text2", align=RIGHT), self.total, gap=Gap.X2)
        self._head = Card(padding=Gap.X16).add(row(tile, said, 1, total, gap=Gap.X16))

    def _build_change(self) -> None:
        self.change_card = Card(padding=Gap.X20)
        self.change_card.setProperty("success", True)
        self.change = label("", "amount")
        self._tiles = row(gap=Gap.X10)
        self._tiles_place = holder(self._tiles)
        # What it would like must not push the window wider: where it does not fit, words say the same.
        self._tiles_place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._pieces = label("", "office", "text2", wrap=True)
        self._exact = label("", "office", "text2", wrap=True)
        title = label("Entregue o troco", "name", "text2")
        said = column(title, self.change, self._pieces, self._exact, gap=Gap.X2)
        icon = IconLabel("banknote", "ok", Size.BUTTON)
        self.change_card.add(row(icon, said, self._tiles_place, 1, gap=Gap.X24))

    def _build_tables(self) -> None:
        self.paid = self._paid_table()
        self._tender_sum = label("", "body_bold", elide=True, align=RIGHT)
        self._paid_total = label("", "body_bold")
        self._paid_card = Card("O que foi pago", " ", flush=True).add(self.paid)
        self._paid_card.add_footer(self._tender_sum, 1, label("=", "body", "text2"), self._paid_total)
        self.coming = self._coming_table()
        more = LinkButton("Receber mais", "F4")
        more.clicked.connect(self.more_asked)
        self.next_card = Card("Próximas parcelas", "quer adiantar alguma?", flush=True)
        self.next_card.add(self.coming, 1).add_header(more)

    def _side(self) -> QWidget:
        self.tag = Tag()
        self._open = SumLine("Em aberto")
        self._next = SumLine("Próxima parcela")
        self.points, self.score = SumLine("Pontos"), SumLine("Pontuação")
        self.limit, self.store_credit = SumLine("Limite disponível"), SumLine("Crédito na loja")
        seldom = (self.limit, self.score, self.store_credit, self.points)
        for line in seldom:
            line.hide()
        for line in (self._open, self._next, *seldom):
            line.value.setFont(self._paid_total.font())
        self.say = label("", "body", "text2", wrap=True)
        self.print = KeyButton("Imprimir recibo", "F9", size="large", icon="printer")
        self.message = KeyButton("Enviar por WhatsApp", "Ctrl+W", size="large", icon="message-circle")
        self.message.hide()
        self.sell = KeyButton("Vender", "F2", size="large", icon="shopping-cart")
        self.primary = KeyButton("Próximo cliente", "Enter", "primary", "till")
        self.print.clicked.connect(self.print_asked)
        self.message.clicked.connect(self.message_asked)
        self.sell.clicked.connect(self.sell_asked)
        self.primary.clicked.connect(self.next_asked)
        side = Canhoto()
        for widget in (label("Situação agora", "name"), self.tag, self._next, self._open, *seldom):
            side.top.addWidget(widget)
        side.body.addWidget(label("Diga ao cliente", "body_bold"))
        side.body.addWidget(self.say)
        side.body.addStretch(1)
        for button in (self.print, self.message, self.sell, self.primary):
            side.body.addWidget(button)
        return side

    def _paid_table(self) -> Table[PaidLine]:
        return Table(
            [
                Column("Carnê", lambda line: str(line.contract_number), chars=6, stretch=1),
                Column("Parcela", received_words.paid_slip, chars=6, align="right", stretch=1),
                Column("Venceu em", _due, chars=10, stretch=2, optional=True),
                Column("Valor", lambda line: format_amount(line.principal + line.discount), 8, "right", 1),
                Column("Multa e juros", _paid_charges, chars=11, align="right", stretch=1),
                Column("Desconto", _paid_discount, chars=8, align="right", stretch=1, optional=True),
                Column("Pago", lambda line: Text(format_amount(line.paid), bold=True), 8, "right", 1),
                Column("Situação", _paid_situation, chars=11, stretch=1),
            ],
            name="O que foi pago",
            key=lambda line: line.installment_id or 0,
            fits_rows=True,
        )

    def _coming_table(self) -> Table[DeskRow]:
        return Table(
            [
                Column("Vencimento", lambda each: format_date(each.due_date), chars=10, stretch=1),
                Column("Parcela", received_words.slip_words, chars=16, stretch=1),
                Column("Situação", self._situation, chars=10, stretch=1),
                Column("Desconto", _coming_discount, 24, "right", 1, optional=True),
                Column(
                    "A receber", lambda each: Text(format_amount(each.quote.total), bold=True), 9, "right"
                ),
            ],
            name="Próximas parcelas",
            key=lambda each: each.installment_id,
            header=False,
        )

    # -- showing ---------------------------------------------------------------------------------------------

    def _show_tiles(self, change: Money) -> None:
        tiles = received_words.change_tiles(change)
        self._pieces.setText(" · ".join(f"{tile.words} {tile.amount}" for tile in tiles))
        clear(self._tiles)
        self._tiles.addStretch(1)
        for tile in tiles:
            frame = QFrame()
            frame.setObjectName("tile")
            said = (label(tile.words, "office", "text2"), label(tile.amount, "name"))
            frame.setLayout(column(*said, gap=Gap.X2, margin=(Gap.X12, Gap.X8)))
            self._tiles.addWidget(frame)
        self._fit_tiles()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_tiles()

    def _fit_tiles(self) -> None:
        beside = px(Size.BUTTON) + self.change.sizeHint().width() + 2 * px(Gap.X24) + 2 * px(Gap.X20)
        fits = self._head.width() - beside >= self._tiles.sizeHint().width()
        self._tiles_place.setVisible(fits)
        self._pieces.setVisible(not fits)

    def _show_standing(self, view: PaymentView, desk: ReceivingDesk) -> None:
        said = received_words.situation_words(desk)
        if received_words.late_rows(desk):
            self.tag.show_tag(said, "late", "clock")
        elif received_words.downs_open(desk):
            self.tag.show_tag(said, "att", "undo-2")
        else:
            self.tag.show_tag(said, "ok", "circle-check")
        self._next.show_value(received_words.next_words(desk))
        self._open.show_value(format_money(Money.total(each.quote.open for each in desk.rows)))
        self.say.setText(received_words.say_words(desk, view))
        points = received_words.points_line(view)
        self.points.show_value(points)
        self.points.setVisible(bool(points))

    def _show_credit(self, desk: ReceivingDesk, score_before: int | None) -> None:
        credit = format_money(desk.store_credit) if desk.store_credit else ""
        score = received_words.score_words(score_before, desk.score)
        for line, words in (
            (self.limit, received_words.limit_words(desk)), (self.score, score), (self.store_credit, credit),
        ):  # fmt: skip
            line.show_value(words)
            line.setVisible(bool(words))
        self.message.setVisible(desk.phone is not None)

    def _situation(self, each: DeskRow) -> Cell:
        said = row_words.row_situation(each, self._today or each.due_date)
        return TagCell(said.words, said.tone, said.icon) if said.tone else Text(said.words, "text2")


def _fill(table: Table[R], rows: Sequence[R]) -> None:
    """Only to be read: no row is the current one until somebody goes there."""
    table.set_rows(rows)
    table.setCurrentIndex(QModelIndex())


def _due(line: PaidLine) -> str:
    return format_date(line.due_date) if line.due_date else DASH


def _paid_charges(line: PaidLine) -> Cell:
    charges = line.fine + line.interest
    return Text(format_amount(charges)) if charges else Text(DASH, "text2")


def _paid_discount(line: PaidLine) -> Cell:
    return Text(format_amount(-line.discount), "ok") if line.discount else Text(DASH, "text2")


def _paid_situation(line: PaidLine) -> Cell:
    if line.remaining:
        return TagCell(f"faltam {format_amount(line.remaining)}", "att")
    return TagCell("Paga", "ok", "circle-check")


def _coming_discount(each: DeskRow) -> Cell:
    return Text(received_words.discount_words(each), "ok")
