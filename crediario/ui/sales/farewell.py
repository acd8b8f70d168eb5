"""What is said before the customer leaves: three sentences that avoid delay, the figures, the ways on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from crediario.documents.wording import figures
from crediario.domain.br import format_date, format_money, parse_phone
from crediario.domain.settings import ShopProfile
from crediario.services.after_sale import AfterSale
from crediario.services.sales import SaleView
from crediario.ui.sales import sale_words
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Canhoto, SumLine
from crediario.ui.widgets.labels import IconLabel, Paragraph, bold, label
from crediario.ui.widgets.layout import column, row


class Farewell(Canhoto):
    """Three sentences that avoid delay, the end of the plan, and the ways on."""

    def __init__(self) -> None:
        super().__init__()
        self.first_due = Paragraph(style="body", tone="text")
        self.where = Paragraph("O pagamento é na loja, com o carnê na mão.", style="body", tone="text")
        self.talk = Paragraph(
            "Se o mês apertar, passe na loja antes do vencimento.", style="body", tone="text"
        )
        self.place_icon = IconLabel("store", "pri", Size.ICON_LARGE)
        self.limit = SumLine("Limite disponível agora", kind="strong")
        self.points = SumLine("Pontos se pagar em dia", kind="strong")
        self.last = SumLine("Última parcela", kind="strong")
        self.total = SumLine("Total com entrada", kind="strong")
        self.message = KeyButton("Enviar por WhatsApp", "Ctrl+W", size="large", icon="message-circle")
        self.message.hide()
        self.receive = KeyButton("Receber outra parcela", "F4", size="large", icon="hand-coins")
        self.next_sale = KeyButton("Nova venda", "Enter", "primary", "till")
        self._hint = label("Três frases que evitam atraso", "office", "text2")
        self._build()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where there is hardly room, what is said elsewhere gives way."""
        super().resizeEvent(event)
        roomy = self.height() >= px(Size.DIALOG_WIDTH)
        self._hint.setVisible(roomy)
        self.total.setVisible(roomy)
        # The key bar says F4 too.
        self.receive.setVisible(roomy)
        self.top.setSpacing(px(Gap.X12 if roomy else Gap.X6))

    def show_sale(self, sale: SaleView) -> None:
        """The dates of the plan."""
        due = sale.installments[0].due_date
        self.first_due.set_runs(
            "A 1ª parcela é dia ", bold(sale_words.short_day(due)), f", {sale_words.weekday(due)}."
        )
        self.last.show_value(format_date(sale.installments[-1].due_date))
        self.total.show_value(format_money(sale.total_with_down_payment))

    def show_after(self, after: AfterSale) -> None:
        """What is left of the limit, the points to be earned, and whether there is a number to write to."""
        self.limit.show_value(format_money(after.limit_left))
        self.limit.value.set_tone("text" if after.limit_left.cents >= 0 else "late")
        self.points.setVisible(after.points is not None)
        self.points.show_value(figures(after.points or 0))
        self.message.setVisible(after.phone is not None)

    def show_shop(self, profile: ShopProfile | None) -> None:
        """By Pix where the shop has a key; by telephone where it has one."""
        if profile is not None and profile.pix_key:
            self.place_icon.show_icon("qr-code", "pri")
            self.where.set_runs("Dá para pagar por ", bold("Pix"), ", pelo código do próprio carnê.")
        if profile is not None and profile.phone:
            number = parse_phone(profile.phone).formatted
            self.talk.set_runs("Se o mês apertar, ligue antes do vencimento: ", bold(number), ".")

    def _build(self) -> None:
        sentences = (
            (IconLabel("calendar", "pri", Size.ICON_LARGE), self.first_due),
            (self.place_icon, self.where),
            (IconLabel("phone", "pri", Size.ICON_LARGE), self.talk),
        )
        self.top.addLayout(column(label("Antes de o cliente sair", "name"), self._hint, gap=Gap.X2))
        for icon, said in sentences:
            line = row(icon, said, 1, gap=Gap.X10)
            line.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
            self.top.addLayout(line)
        for line_of_sum in (self.limit, self.points, self.last, self.total):
            self.body.addWidget(line_of_sum)
        self.body.addStretch(1)
        self.body.addWidget(self.message)
        self.body.addWidget(self.receive)
        self.body.addWidget(self.next_sale)
