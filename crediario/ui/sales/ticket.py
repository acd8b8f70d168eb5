"""The canhoto of Nova venda: the sum, what the customer pays, how the entrada came, and the blue button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from crediario.domain.br import format_money
from crediario.domain.money import Money
from crediario.domain.schedule import Plan
from crediario.ui.sales import sale_words
from crediario.ui.sales.draft import Draft
from crediario.ui.sales.entrada_box import EntradaBox
from crediario.ui.sales.paper_choice import PaperChoice
from crediario.ui.theme import Gap, Size, TextStyle, Tone, font, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.cards import Canhoto, SumLine
from crediario.ui.widgets.labels import IconLabel, label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row, separator

AMOUNTS: tuple[TextStyle, ...] = ("panel", "state", "kpi", "heading")
CONCLUDE = "Concluir venda"
RELEASE = "Liberar e vender"
RELEASE_AND_CONCLUDE = "Liberar e concluir"
ASK = "Pedir liberação"
WAITING = "Esperando resposta"


class Ticket(Canhoto):
    """Shows a draft; how the entrada came and what is printed are parts of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.price = SumLine("Preço à vista")
        self.down_payment = SumLine("Entrada hoje")
        self.financed = SumLine("Valor parcelado")
        self.interest = SumLine("Juros")
        self.total = SumLine("Total com entrada", kind="total")
        self.entrada = EntradaBox()
        self.papers = PaperChoice()
        self.summary_link = LinkButton("Quadro", "Alt+O")
        self.summary_link.setAccessibleName("Quadro do crédito, Alt+O")
        self.summary_link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.primary = KeyButton(CONCLUDE, "F10", "primary", "till")
        self._build()

    def show_sale(self, draft: Draft, plan: Plan | None, balance: Money) -> None:
        """The figures of the chosen plan; ``balance`` is the customer's store credit."""
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
        self.entrada.show_draft(draft, balance)
        self.papers.show_plan(plan, with_receipt=bool(draft.entrada))

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
        big = row(self._count, self._amount, None, gap=Gap.X8)
        self._count.setContentsMargins(0, 0, 0, px(Gap.X4))
        big.setAlignment(self._count, Qt.AlignmentFlag.AlignBottom)
        named = row(label("Cliente paga", "office", "text2"), 1, self.summary_link)
        paid = column(named, big, self._first, gap=Gap.X2)
        return column(paid, separator(), self.entrada, self.papers, None, gap=Gap.X8)
