"""The ficha: who the customer is, what is open with today's charges, what they bought and paid."""

import uuid
from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from crediario.documents.wording import receipt_number
from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.errors import KnownFailure
from crediario.services.core import Topic
from crediario.services.ficha import CardOpenRow, CardPayment, CardPurchase, Pace, customer_card
from crediario.services.ficha import CustomerCard as Card_
from crediario.services.papers import IssuedPaper, PaperOrder, issue_carne
from crediario.ui.keys import Action
from crediario.ui.messages import missing_words, words
from crediario.ui.navigation import Area, CustomerCard, CustomerForm, Screen, Shell
from crediario.ui.printing import open_paper
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Avatar, Card, Note, SumLine, Tag
from crediario.ui.widgets.cells import Cell, TagCell, Text
from crediario.ui.widgets.charts import PunctualityStrip, Share, ShareBar
from crediario.ui.widgets.labels import bold, keycap_run, label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table
from crediario.ui.words import initials

DASH = "—"
TABS = ("Em aberto", "Compras", "Pagamentos")
METHODS = {"cash": "Dinheiro", "pix": "Pix", "debit": "Débito", "credit": "Crédito", "cheque": "Cheque"}
MARKS = {
    Pace.ON_TIME: "on_time",
    Pace.UP_TO_15: "few_days",
    Pace.OVER_15: "long",
    Pace.OPEN_LATE: "long",
}
SOON_DAYS = 7


class CustomerCardScreen(Screen):
    """Everything of one customer that is real, adding up."""

    title = "Clientes"
    area = Area.CUSTOMERS
    refreshes_on = frozenset({Topic.CUSTOMERS, Topic.RECEIVABLES})
    manual = "ficha"

    def __init__(self, shell: Shell, place: CustomerCard) -> None:
        super().__init__(shell)
        self._id = place.customer_id
        self._today: date | None = None
        self._build_head()
        self._build_cards()
        self._build_tabs()
        content = column(self._head, self.note, self._cards, self._tabs_card, 1)
        self._pane = Pane(holder(content), EmptyState("user", "Cliente não encontrado"))
        self.place(column(self._pane, 1))

    # -- building --------------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._avatar = Avatar(large=True)
        self._name = label("", "heading", elide=True)
        self._tag = Tag()
        self._line = label("", "office", "text2", elide=True)
        sell = KeyButton("Vender", "F2", size="large", icon="shopping-cart")
        sell.clicked.connect(self._sell)
        self.primary = receive = KeyButton("Receber", "F4", "primary", size="large", icon="hand-coins")
        receive.clicked.connect(self._receive)
        said = column(row(self._name, self._tag, None, gap=Gap.X10), self._line, gap=Gap.X4)
        self._head = holder(row(self._avatar, said, 1, sell, receive))
        self.note = Note(tone="att")
        self.note.hide()

    def _build_cards(self) -> None:
        self._open_total = label("", "panel")
        self._bar = ShareBar()
        self._late, self._not_due = SumLine("Em atraso, hoje"), SumLine("A vencer")
        money = Card("Em aberto").add(self._open_total, self._bar, self._late, self._not_due)
        self._on_time = label("", "kpi")
        self._strip = PunctualityStrip()
        self._delays = label("", "office", "text2", wrap=True)
        punctual = Card("Pontualidade").add(self._on_time, self._strip, self._delays)
        self._highest = label("", "kpi")
        self._bought = label("", "office", "text2", wrap=True)
        highest = Card("Maior acúmulo").add(self._highest, self._bought)
        highest.layout().addStretch(1)  # type: ignore[union-attr]
        self._cards = holder(row(money, 4, punctual, 5, highest, 3))

    def _build_tabs(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Abas da ficha")
        self.tabs.setDrawBase(False)
        for words_ in TABS:
            self.tabs.addTab(words_)
        self.open_table, self.purchases, self.payments = (
            self._open_rows(),
            self._purchase_rows(),
            self._payment_rows(),
        )
        self._stack = QStackedWidget()
        for table, empty in (
            (self.open_table, EmptyState("circle-check", "Tudo em dia", "Nada em aberto.", tone="ok")),
            (self.purchases, EmptyState("shopping-cart", "Nenhuma compra", "F2 abre a primeira venda.")),
            (self.payments, EmptyState("receipt", "Nenhum pagamento", "O primeiro aparece aqui.")),
        ):
            self._stack.addWidget(Pane(table, empty))
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._charged = label("", "office", "text2")
        self._late_sum = label("", "body_bold", "late")
        self._sum = label("", "body_bold")
        head = holder(row(self.tabs, None, self._charged, margin=(Gap.X12, Gap.X4)))
        card = Card(flush=True).add(head, self._stack, 1)
        labels = label("Em atraso hoje", "body", "text2"), label("Total em aberto", "body", "text2")
        self._tabs_card = card.add_footer(None, labels[0], self._late_sum, labels[1], self._sum)

    def _open_rows(self) -> Table[CardOpenRow]:
        table: Table[CardOpenRow] = Table(
            [
                Column("Vencimento", lambda each: format_date(each.due_date), chars=10, stretch=2),
                Column("Carnê", lambda each: str(each.contract_number), chars=6, stretch=1),
                Column("Parcela", lambda each: f"{each.number}/{each.count}", 7, "right", 1),
                Column("Situação", self._situation, chars=11, stretch=3),
                Column("Valor", lambda each: format_amount(each.open), 8, "right", 2),
                Column("Multa", lambda each: _charge(each.fine), 7, "right", 1, optional=True),
                Column("Juros", lambda each: _charge(each.interest), 7, "right", 1, optional=True),
                Column("Total hoje", lambda each: Text(format_amount(each.today), bold=True), 9, "right", 2),
            ],
            name="Parcelas em aberto",
            key=lambda each: each.installment_id,
            marks=True,
        )
        return table

    def _purchase_rows(self) -> Table[CardPurchase]:
        return Table(
            [
                Column("Data", lambda each: format_date(each.sold_on), chars=10),
                Column("Carnê", lambda each: str(each.contract_number), chars=6),
                Column("O que levou", lambda each: each.items, chars=24, stretch=1),
                Column("Preço", lambda each: format_amount(each.price), 9, "right"),
                Column("Parcelas", _purchase_plan, 14, "right", optional=True),
                Column("Em aberto", lambda each: Text(_amount(each.open), bold=True), 9, "right"),
            ],
            name="Compras",
            key=lambda each: each.sale_id,
        )

    def _payment_rows(self) -> Table[CardPayment]:
        return Table(
            [
                Column("Data", lambda each: format_date(each.paid_on), chars=10),
                Column("Recibo", lambda each: receipt_number(each.receipt_number), chars=8),
                Column("O que pagou", _paid_parts, chars=24, stretch=1),
                Column("Forma", _means, chars=12, optional=True),
                Column("Situação", _payment_situation, chars=11),
                Column("Valor", lambda each: Text(format_amount(each.amount), bold=True), 9, "right"),
            ],
            name="Pagamentos",
            key=lambda each: each.payment_id,
        )

    # -- fetching --------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The ficha as it is now."""
        self._pane.wait()
        self.shell.tasks.run(self, customer_card, self._show, self._id, on_refused=self._failed)

    def _failed(self, failure: KnownFailure) -> None:
        self._pane.show_failure(words(failure), self.reload)

    def _show(self, card: Card_) -> None:
        self._today = card.today
        self._show_head(card)
        self._show_money(card)
        self._show_punctuality(card)
        for place, (table, rows) in enumerate(
            (
                (self.open_table, card.open_rows),
                (self.purchases, card.purchases),
                (self.payments, card.payments),
            )
        ):
            table.set_rows(rows)  # type: ignore[attr-defined]
            pane = self._stack.widget(place)
            if isinstance(pane, Pane):
                pane.show_content(is_empty=not rows)
            self.tabs.setTabText(place, f"{TABS[place]}  {len(rows)}")
        self._charged.setText(f"Encargos calculados até hoje, {format_date(card.today)}")
        self._pane.show_content()
        self.keys_changed.emit()

    def _show_head(self, card: Card_) -> None:
        self._avatar.show_initials(initials(card.name))
        self._name.setText(card.name)
        late = card.totals.late_count
        if late:
            self._tag.show_tag(
                "1 parcela em atraso" if late == 1 else f"{late} parcelas em atraso", "late", "clock"
            )
        else:
            self._tag.show_tag("Em dia", "ok", "circle-check")
        phone = card.phones[0].formatted if card.phones else ""
        parts = (f"Nº {card.customer_id}", card.document_masked, phone, card.district, _since(card))
        self._line.setText("   ".join(part for part in parts if part))
        self.note.setVisible(bool(card.missing))
        if card.missing:
            missing = missing_words(card.missing)
            self.note.show_note(
                bold("Cadastro incompleto. "),
                f"Para comprar no crediário falta {missing}. ",
                keycap_run("Ctrl+E"),
            )

    def _show_money(self, card: Card_) -> None:
        totals = card.totals
        self._open_total.setText(format_money(totals.today))
        self._bar.show_shares(
            totals.today,
            [Share(totals.late_today, "late", "em atraso"), Share(totals.not_due, "aok", "a vencer")],
        )
        self._late.show_value(format_money(totals.late_today))
        self._not_due.show_value(format_money(totals.not_due))
        self._late_sum.setText(format_money(totals.late_today))
        self._sum.setText(format_money(totals.today))

    def _show_punctuality(self, card: Card_) -> None:
        paid = card.punctuality
        self._on_time.setText(f"{paid.on_time} de {paid.settled}" if paid.settled else "Sem histórico")
        self._strip.show_marks([MARKS[each.pace] for each in paid.strip])  # type: ignore[misc]
        said = "pagas em dia" if paid.settled else "Ainda nenhuma parcela paga."
        if paid.worst_days_late:
            said += f" · atraso médio {_days(paid.average_days_late)}, maior {_days(paid.worst_days_late)}"
        self._delays.setText(said)
        self._highest.setText(format_money(card.highest_balance))
        many = len(card.purchases)
        self._bought.setText("Nenhuma compra" if not many else "1 compra" if many == 1 else f"{many} compras")

    def _situation(self, each: CardOpenRow) -> Cell:
        if each.days_late:
            return TagCell(_days(each.days_late), "late", "clock")
        left = (each.due_date - (self._today or each.due_date)).days
        if left < 0:
            return TagCell("no prazo", "att", "calendar")
        if left <= SOON_DAYS:
            return TagCell("hoje" if not left else f"em {_days(left)}", "att", "calendar")
        return Text("a vencer", "text2")

    # -- keys ------------------------------------------------------------------------------------------------

    def keys(self) -> Sequence[Action]:
        """F4 receives what is marked, F2 sells, F9 reprints the carnê of the row in the frame."""
        return (
            Action("tab", pick=self.tabs.setCurrentIndex, count=len(TABS)),
            Action("move", label="Parcela"),
            Action("mark", label="Marcar para receber"),
            Action("receive", run=self._receive),
            Action("sell", run=self._sell, label="Vender"),
            Action("print", run=self._reprint, label="2ª via do carnê"),
            Action("edit", run=self._edit),
            Action("new", run=self._register, in_bar=False),
            Action("back", label="Voltar"),
        )

    def first_focus(self) -> QWidget:
        """The open installments."""
        return self.open_table

    def _receive(self) -> None:
        self.shell.navigation.open_receive(self._id)

    def _sell(self) -> None:
        self.shell.navigation.open_sale(self._id)

    def _edit(self) -> None:
        self.shell.navigation.open(CustomerForm(self._id))

    def _register(self) -> None:
        self.shell.navigation.open(CustomerForm())

    def _reprint(self) -> None:
        """The carnê as it was issued, byte for byte."""
        chosen = self.purchases.current_row() if self.tabs.currentIndex() else self.open_table.current_row()
        if chosen is not None:
            order = PaperOrder(str(uuid.uuid4()), chosen.sale_id)
            self.shell.tasks.run(self, issue_carne, self._open_carne, order)

    def _open_carne(self, paper: IssuedPaper) -> None:
        open_paper(self.shell, paper.document_id, f"carne-{paper.subject_id}")


def _days(count: int) -> str:
    return "1 dia" if count == 1 else f"{count} dias"


def _amount(amount: object) -> str:
    return format_amount(amount) if amount else DASH  # type: ignore[arg-type]


def _charge(amount: object) -> Text:
    return Text(_amount(amount), "late" if amount else "text2")


def _since(card: Card_) -> str:
    years = (
        card.today.year
        - card.since.year
        - ((card.today.month, card.today.day) < (card.since.month, card.since.day))
    )
    if years:
        return "cliente há 1 ano" if years == 1 else f"cliente há {years} anos"
    return f"cliente desde {format_date(card.since)}"


def _purchase_plan(each: CardPurchase) -> str:
    return f"{each.count}× {format_amount(each.installment_amount)}"


def _paid_parts(each: CardPayment) -> str:
    parts = [
        f"Carnê {part.contract_number}, " + (f"{part.number}/{part.count}" if part.number else "entrada")
        for part in each.parts
    ]
    return "; ".join(parts)


def _means(each: CardPayment) -> str:
    return ", ".join(METHODS[method.value] for method in each.methods)


def _payment_situation(each: CardPayment) -> Cell:
    return TagCell("Estornado", "att", "ban") if each.reversed else Text("recebido", "text2")
