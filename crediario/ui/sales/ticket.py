"""The canhoto of Nova venda: the sum, what the customer pays, how the entrada came, and the blue button."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crediario.domain.br import format_amount, format_money
from crediario.domain.money import Money
from crediario.domain.schedule import Plan
from crediario.domain.tender import Method
from crediario.ui.sales import new_sale_draft as thinking
from crediario.ui.sales import sale_words
from crediario.ui.sales.new_sale_draft import Draft
from crediario.ui.theme import Gap, Size, TextStyle, Tone, font, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Canhoto, SumLine
from crediario.ui.widgets.edits import MoneyEdit, TextEdit
from crediario.ui.widgets.fields import Check, Combo, Field
from crediario.ui.widgets.labels import IconLabel, label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row, separator

PIX_END = 4
AMOUNTS: tuple[TextStyle, ...] = ("panel", "state", "kpi", "heading")
CONCLUDE = "Concluir venda"
RELEASE = "Liberar e vender"
RELEASE_AND_CONCLUDE = "Liberar e concluir"
ASK = "Pedir liberação"
WAITING = "Esperando resposta"


class Ticket(Canhoto):
    """``method_chosen``, ``handed_changed`` and ``pix_end_changed`` tell how the entrada came."""

    method_chosen = Signal(object)
    handed_changed = Signal(object)
    pix_end_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.price = SumLine("Preço à vista")
        self.down_payment = SumLine("Entrada hoje")
        self.financed = SumLine("Valor parcelado")
        self.interest = SumLine("Juros")
        self.total = SumLine("Total com entrada", kind="total")
        self.entrada = EntradaBox()
        self.carne = Check("Carnê", checked=True)
        self.primary = KeyButton(CONCLUDE, "F10", "primary", "till")
        self._build()
        self.entrada.method.activated.connect(lambda _: self.method_chosen.emit(self.entrada.method.value()))
        self.entrada.handed.value_changed.connect(self.handed_changed)
        self.entrada.pix_end.textChanged.connect(self.pix_end_changed)

    def show_sale(self, draft: Draft, plan: Plan | None) -> None:
        """The figures of the chosen plan."""
        price = draft.price or Money.ZERO
        self.price.show_value(format_money(price))
        self.down_payment.show_value(format_money(-draft.entrada))
        self.financed.show_value(
            format_money(plan.financed if plan else max(price - draft.entrada, Money.ZERO))
        )
        count = f" ({len(plan.installments)}×)" if plan else ""
        self.interest.show_value(format_money(plan.interest) if plan else "—", f"Juros{count}")
        self.total.value.announce(format_money(plan.total_with_down_payment) if plan else "—")
        self._show_installments(plan)
        self.entrada.show_draft(draft)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where there is hardly room, what the fields and the cards already say gives way."""
        super().resizeEvent(event)
        roomy = self.height() >= px(Size.DIALOG_WIDTH)
        for line in (self.price, self.financed, self.interest):
            line.setVisible(roomy)
        self._fit_amount()

    def show_status(self, words: str, tone: Tone, icon: str) -> None:
        """Whether the sale may be concluded, or what lacks."""
        self._sign.show_icon(icon, tone)
        self._status.setText(words)
        self._status.set_tone(tone)

    def _show_installments(self, plan: Plan | None) -> None:
        self._count.setText(f"{len(plan.installments)}×" if plan else "")
        amount = format_money(plan.installments[0].amount) if plan else "—"
        self._count.setVisible(plan is not None)
        self._amount.announce(amount)
        self._fit_amount()
        self._first.setText(sale_words.first_words(plan) if plan else "Escolha um plano")
        self._sheets.setText(sale_words.carne_words(len(plan.installments)) if plan else "")

    def _fit_amount(self) -> None:
        """A long amount is written smaller, never cut."""
        beside = paint.text_width(self._count.text(), "heading") + px(Gap.X8)
        room = self.width() - 2 * px(Gap.X20) - px(Size.SCROLL_BAR) - beside
        fitting = (style for style in AMOUNTS if paint.text_width(self._amount.text(), style) <= room)
        self._amount.setFont(font(next(fitting, AMOUNTS[-1])))

    def _build(self) -> None:
        lines = (self.price, self.down_payment, self.financed, self.interest, separator(), self.total)
        for widget in (label("Resumo", "body_bold"), *lines):
            self.top.addWidget(widget)
        self._sign = IconLabel("shield-check", "text2")
        self._status = label("", "office_bold", "text2", wrap=True)
        self.body.addWidget(ScrollArea(holder(self._middle())), 1)
        self.body.addLayout(row(self._sign, self._status, 1, gap=Gap.X8))
        self.body.addWidget(self.primary)

    def _middle(self) -> QVBoxLayout:
        self._count = label("", "heading")
        self._amount = label("", "panel")
        self._first = label("", "office", "text2", wrap=True)
        self._sheets = label("", "office", "text2", elide=True, align=Qt.AlignmentFlag.AlignRight)
        big = row(self._count, self._amount, None, gap=Gap.X8)
        self._count.setContentsMargins(0, 0, 0, px(Gap.X4))
        big.setAlignment(self._count, Qt.AlignmentFlag.AlignBottom)
        paid = column(label("Cliente paga", "office", "text2"), big, self._first, gap=Gap.X2)
        prints = row(self.carne, self._sheets, 1)
        papers = column(label("Imprimir ao concluir", "office_medium", "text2"), prints, gap=Gap.X6)
        return column(paid, separator(), self.entrada, papers, None, gap=Gap.X10)


class EntradaBox(QWidget):
    """How the entrada was paid: cash, with its change; Pix, with the end of its code; a card."""

    def __init__(self) -> None:
        super().__init__()
        self.method: Combo[Method] = Combo(sale_words.METHODS)
        self.handed = MoneyEdit()
        self.pix_end = TextEdit()
        self.pix_end.setMaxLength(PIX_END)
        self._handed = Field("Recebido", self.handed)
        self._pix = Field("Final do Pix", self.pix_end)
        self.pix_end.setPlaceholderText("4 últimos")
        self._note = label("", "office_bold", "text")
        whole = row(Field("Entrada em", self.method), 1, self._handed, 1, self._pix, 1, gap=Gap.X10)
        self.setLayout(column(whole, self._note, separator(), gap=Gap.X8))

    def show_draft(self, draft: Draft) -> None:
        """Only what the means needs is shown; nothing without entrada."""
        self.setVisible(bool(draft.entrada))
        with QSignalBlocker(self.method):
            self.method.set_value(draft.method)
        self._handed.setVisible(draft.method is Method.CASH)
        self._pix.setVisible(draft.method is Method.PIX)
        self.handed.setPlaceholderText(format_amount(draft.entrada))
        change = thinking.change(draft)
        self._note.announce(f"Troco {format_money(change)}" if change else "")
        self._note.setVisible(bool(change))
