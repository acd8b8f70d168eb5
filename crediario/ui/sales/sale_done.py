"""After F10: the sale is saved, its papers are ready, and three sentences to say before the goodbye."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from crediario.domain.br import format_date, format_money, parse_phone
from crediario.domain.settings import ShopProfile
from crediario.services.payments import PaymentView, payment_view
from crediario.services.sales import SaleReceipt, SaleView, sale_view
from crediario.services.settings import profile_in_force
from crediario.ui import printing
from crediario.ui.keys import Action
from crediario.ui.navigation import NewSale, Shell
from crediario.ui.sales import sale_words
from crediario.ui.sales.done_papers import CARNE, RECEIPT, SAVED, DonePapers, Paper
from crediario.ui.sales.paper_preview import PaperPreview
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.cards import Canhoto, Card, Note, SumLine
from crediario.ui.widgets.cells import TwoLine
from crediario.ui.widgets.labels import IconLabel, Paragraph, Run, bold, keycap_run, label
from crediario.ui.widgets.layout import ScrollArea, SidePane, column, holder, row
from crediario.ui.widgets.table import Column, Table

SAFE = (bold("A impressora travou? "), "A venda já está salva: imprima de novo com ", keycap_run("F9"), ".")


class SaleDonePage(QWidget):
    """Stands in the place of the form; the next sale is one Enter away."""

    keys_changed = Signal()

    def __init__(self, shell: Shell, receipt: SaleReceipt, *, prints_carne: bool) -> None:
        super().__init__()
        self._shell, self._receipt = shell, receipt
        self._slip = 1
        self._sale: SaleView | None = None
        self.papers = DonePapers(shell, prints_carne=prints_carne)
        self.papers.changed.connect(self._show_papers)
        self.papers.failed.connect(self._show_failure)
        self.head = DoneHead()
        self.table = _table()
        self.preview = PaperPreview()
        self.note = Note(*SAFE, icon="printer", secondary=True)
        self.failure = Note(tone="att", icon="printer")
        self.failure.hide()
        self.farewell = Farewell()
        self.next_sale = self.farewell.next_sale
        self._build()

    def keys(self) -> Sequence[Action]:
        """What works here, in the order of the bar."""
        return (
            Action("next_field", self._next_sale, label="Nova venda"),
            Action("receive", self._receive),
            Action("print", self._print, label="Imprimir"),
            Action("save_paper", self._save, label="Salvar em PDF"),
            Action("next_slip", lambda: self._turn(1), label="Próxima parcela"),
            Action("previous_slip", lambda: self._turn(-1), in_bar=False),
            Action("back", self._shell.navigation.home, label="Ir para o início"),
        )

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Its height is the window's: what does not fit scrolls inside."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In narrow windows the key bar says what the caption does."""
        super().resizeEvent(event)
        roomy = self.width() >= px(Size.PALETTE_WIDTH)
        self.caption.setVisible(roomy)
        self.head.tile.setVisible(roomy)
        self.documents.hint.setVisible(roomy)

    def reload(self) -> None:
        """Fetch the sale as it was registered; then its papers."""
        self._shell.tasks.run(self, sale_view, self._arrived, self._receipt.sale_id)
        self._shell.tasks.run(self, profile_in_force, self._shop_arrived)

    def _build(self) -> None:
        self.documents = documents = Card("Documentos", "Confira e entregue", flush=True)
        self.print_link, self.save_link = LinkButton("Imprimir", "F9"), LinkButton("Salvar em PDF", "Ctrl+S")
        documents.add_header(self.save_link, self.print_link)
        documents.add(
            self.table, self._showcase(), 1, holder(column(self.note, self.failure, margin=Gap.X14))
        )
        main = ScrollArea(holder(column(self.head, documents, 1)))
        self.setLayout(column(SidePane(main, self.farewell)))
        documents.body.setSpacing(0)
        self.print_link.clicked.connect(self._print)
        self.save_link.clicked.connect(self._save)
        self.table.opened.connect(lambda paper: self.papers.open(paper.kind))
        self.table.current_changed.connect(lambda _: self._show_preview())
        self.farewell.receive.clicked.connect(self._receive)
        self.next_sale.clicked.connect(self._next_sale)

    def _showcase(self) -> QWidget:
        self.caption = Paragraph(style="office")
        self.caption.setFixedWidth(px(Size.RAIL_WIDTH) + px(Gap.X44))
        shelf = QFrame()
        shelf.setObjectName("cardFooter")
        line = row(self.preview, 1, self.caption, gap=Gap.X16, margin=(Gap.X20, Gap.X12))
        line.setAlignment(self.caption, Qt.AlignmentFlag.AlignVCenter)
        shelf.setLayout(line)
        return shelf

    # -- what arrives ----------------------------------------------------------------------------------------

    def _arrived(self, sale: SaleView) -> None:
        self._sale = sale
        self.head.show_sale(sale)
        self.farewell.show_sale(sale)
        if sale.down_payment_id is None:
            self.papers.issue(sale, None)
        else:
            self._shell.tasks.run(self, payment_view, self._payment_arrived, sale.down_payment_id)

    def _payment_arrived(self, payment: PaymentView) -> None:
        self.head.show_payment(payment)
        if self._sale is not None:
            self.papers.issue(self._sale, payment)

    def _shop_arrived(self, profile: ShopProfile | None) -> None:
        self.farewell.show_shop(profile)

    # -- papers ----------------------------------------------------------------------------------------------

    def _show_papers(self) -> None:
        self.table.set_rows(self.papers.papers)
        self._show_preview()

    def _show_preview(self) -> None:
        paper = self.table.current_row()
        if paper is None or not paper.content or self._sale is None:
            return
        if paper.kind == RECEIPT:
            self.preview.show_page(paper.content, paper.title)
            self.caption.set_runs("Prévia do recibo da entrada.")
        else:
            self.preview.show_slip(paper.content, self._slip)
            self.caption.set_runs(*self._slip_caption(len(self._sale.installments)))

    def _slip_caption(self, count: int) -> tuple[str | Run, ...]:
        said = f"Prévia da {self._slip}ª parcela."
        if count == 1:
            return (said,)
        return (f"{said} ", keycap_run("Ctrl+↓"), " mostra as outras.")

    def _turn(self, by: int) -> None:
        """The next slip, or the one before; asked with the receipt shown, back to the carnê."""
        if self._sale is None:
            return
        if self._chosen_kind() == CARNE:
            self._slip = min(max(self._slip + by, 1), len(self._sale.installments))
            self._show_preview()
        else:
            self.table.go_to(0)

    def _chosen_kind(self) -> str:
        paper: Paper | None = self.table.current_row()
        return paper.kind if paper is not None else CARNE

    def _print(self) -> None:
        if self.papers.papers:
            self.papers.print(self._chosen_kind())

    def _save(self) -> None:
        paper = self.table.current_row()
        if paper is None or paper.document_id is None:
            return
        kind = paper.kind
        printing.save_paper(
            self._shell, self, paper.document_id, paper.title, lambda good: self._saved(kind, good)
        )

    def _saved(self, kind: str, good: bool) -> None:
        if good:
            self.papers.mark(kind, SAVED)

    def _show_failure(self, said: str) -> None:
        self.note.hide()
        self.failure.show_note(bold("A venda está salva. "), said)

    # -- going on --------------------------------------------------------------------------------------------

    def _receive(self) -> None:
        self._shell.navigation.open_receive(self._receipt.customer_id)

    def _next_sale(self) -> None:
        self._shell.navigation.replace(NewSale())


class DoneHead(Card):
    """The sale in one line, and what was received now."""

    def __init__(self) -> None:
        super().__init__(padding=Gap.X20)
        self.tile = tile = QFrame()
        tile.setObjectName("okTile")
        tile.setFixedSize(px(Size.STATE_TILE), px(Size.STATE_TILE))
        tile.setLayout(row(None, IconLabel("check", "ok", Size.ICON_STATE), None))
        self.title = label("", "heading")
        self.about = label("", "body", "text2", elide=True)
        self.received = label("", "office", "text2", elide=True, align=Qt.AlignmentFlag.AlignRight)
        self.amount = label("", "heading", align=Qt.AlignmentFlag.AlignRight)
        self.change = label("", "office_bold", "att", align=Qt.AlignmentFlag.AlignRight)
        self.change.hide()
        said = column(None, self.title, self.about, None, gap=Gap.X4)
        paid = column(None, self.received, self.amount, self.change, None, gap=Gap.X2)
        self.add(row(tile, said, 1, paid, gap=Gap.X16))

    def show_sale(self, sale: SaleView) -> None:
        """Number, customer, items, plan."""
        first = sale.installments[0].amount
        plan = f"{len(sale.installments)}× de {format_money(first)} {'com' if sale.interest else 'sem'} juros"
        self.title.setText(f"Venda {sale.number} concluída")
        self.about.setText(f"{sale.customer_name} · {sale.items_text} · {plan}")
        self.about.setToolTip(self.about.text())

    def show_payment(self, payment: PaymentView) -> None:
        """What came in now, and how; the change to hand back."""
        how = " e ".join(sale_words.PAID_IN[tender.method] for tender in payment.tenders)
        self.received.setText(f"Entrada recebida {how}")
        self.amount.setText(format_money(payment.amount))
        self.change.setText(f"Troco {format_money(payment.change)}")
        self.change.setVisible(bool(payment.change))


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


def _table() -> Table[Paper]:
    table: Table[Paper] = Table(
        [
            Column("Documento", lambda each: TwoLine(each.title, each.about), chars=24, stretch=1),
            Column("Páginas", lambda each: str(each.pages or "—"), chars=7, align="right"),
            Column("Andamento", lambda each: each.state, chars=20),
        ],
        name="Documentos da venda",
        key=lambda each: each.kind,
        row_height="two_line",
        fits_rows=True,
    )
    table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return table
