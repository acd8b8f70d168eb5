"""After F10: the sale is saved, its papers are ready, and three sentences to say before the goodbye."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_date, format_money, parse_phone
from crediario.domain.settings import ShopProfile
from crediario.services.payments import PaymentView, payment_view
from crediario.services.sales import SaleReceipt, SaleView, sale_view
from crediario.services.settings import profile_in_force
from crediario.ui.done_head import DoneHead
from crediario.ui.keys import Action
from crediario.ui.navigation import NewSale, Shell
from crediario.ui.paper_shelf import PaperShelf
from crediario.ui.sales import sale_words
from crediario.ui.sales.done_papers import papers_of
from crediario.ui.sales.paper_choice import Papers
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Canhoto, SumLine
from crediario.ui.widgets.labels import IconLabel, Paragraph, bold, label
from crediario.ui.widgets.layout import ScrollArea, SidePane, column, holder, row


class SaleDonePage(QWidget):
    """Stands in the place of the form; the next sale is one Enter away."""

    keys_changed = Signal()

    def __init__(self, shell: Shell, receipt: SaleReceipt, chosen: Papers) -> None:
        super().__init__()
        self._shell, self._receipt = shell, receipt
        self._chosen = chosen
        self._sale: SaleView | None = None
        self.head = DoneHead()
        self.shelf = PaperShelf(shell, "Documentos da venda", "A venda está salva.")
        self.shelf.papers.changed.connect(self.keys_changed)
        self.farewell = Farewell()
        self.next_sale = self.farewell.next_sale
        self.setLayout(column(SidePane(ScrollArea(holder(column(self.head, self.shelf, 1))), self.farewell)))
        self.farewell.receive.clicked.connect(self._receive)
        self.next_sale.clicked.connect(self._next_sale)

    def keys(self) -> Sequence[Action]:
        """What works here, in the order of the bar."""
        return (
            Action("next_field", self._next_sale, label="Nova venda"),
            Action("receive", self._receive),
            *self.shelf.keys(),
            Action("back", self._shell.navigation.home, label="Ir para o início"),
        )

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Its height is the window's: what does not fit scrolls inside."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In narrow windows words take the place of the picture."""
        super().resizeEvent(event)
        self.head.tile.setVisible(self.width() >= px(Size.PALETTE_WIDTH))

    def reload(self) -> None:
        """Fetch the sale as it was registered; then its papers."""
        self._shell.tasks.run(self, sale_view, self._arrived, self._receipt.sale_id)
        self._shell.tasks.run(self, profile_in_force, self._shop_arrived)

    def _arrived(self, sale: SaleView) -> None:
        self._sale = sale
        self.head.say(f"Venda {sale.number} concluída", sale_words.done_words(sale))
        self.farewell.show_sale(sale)
        if sale.down_payment_id is None:
            self._issue(sale, None)
        else:
            self._shell.tasks.run(self, payment_view, self._payment_arrived, sale.down_payment_id)

    def _payment_arrived(self, payment: PaymentView) -> None:
        self.head.show_payment("Entrada recebida", payment)
        if self._sale is not None:
            self._issue(self._sale, payment)

    def _issue(self, sale: SaleView, payment: PaymentView | None) -> None:
        self.shelf.issue(papers_of(sale, payment, self._chosen))

    def _shop_arrived(self, profile: ShopProfile | None) -> None:
        self.farewell.show_shop(profile)

    def _receive(self) -> None:
        self._shell.navigation.open_receive(self._receipt.customer_id)

    def _next_sale(self) -> None:
        self._shell.navigation.replace(NewSale())


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
        self.last = SumLine("Última parcela", kind="strong")
        self.total = SumLine("Total com entrada", kind="strong")
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
        self.top.setSpacing(px(Gap.X12 if roomy else Gap.X6))

    def show_sale(self, sale: SaleView) -> None:
        """The dates of the plan."""
        due = sale.installments[0].due_date
        self.first_due.set_runs(
            "A 1ª parcela é dia ", bold(sale_words.short_day(due)), f", {sale_words.weekday(due)}."
        )
        self.last.show_value(format_date(sale.installments[-1].due_date))
        self.total.show_value(format_money(sale.total_with_down_payment))

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
        for line_of_sum in (self.last, self.total):
            self.body.addWidget(line_of_sum)
        self.body.addStretch(1)
        self.body.addWidget(self.receive)
        self.body.addWidget(self.next_sale)
