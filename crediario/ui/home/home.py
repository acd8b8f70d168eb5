"""Início: the search already focused, the four numbers of the day, who is expected, the latest receipts."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_amount, format_money
from crediario.domain.errors import KnownFailure
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.services.cash import TillState, till_state
from crediario.services.core import Topic
from crediario.services.privacy import WaitingRequests, waiting_requests
from crediario.services.reports import DaySummary, ExpectedCustomer, LatestPayment, day_summary
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, CustomerForm, Home, Import, Privacy, Screen, Shell
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.cells import Text, TwoLine
from crediario.ui.widgets.fitting import EvenColumns
from crediario.ui.widgets.labels import Paragraph, bold
from crediario.ui.widgets.layout import SidePane, column, holder, row, vertical_separator
from crediario.ui.widgets.number import Number
from crediario.ui.widgets.search_field import SearchField
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table
from crediario.ui.words import counted, pieces_words

SHORT_METHODS = {
    Method.CASH: "Dinheiro",
    Method.PIX: "Pix",
    Method.DEBIT: "Débito",
    Method.CREDIT: "Crédito",
    Method.CHEQUE: "Cheque",
}
SHOWN_METHODS = (Method.CASH, Method.PIX, Method.DEBIT, Method.CREDIT)
NOBODY = "Ninguém esperado hoje"
#: What is kept back while a drawer is counted blind, and why.
HIDDEN = "—"
AFTER_COUNT = "valor depois da contagem"
NOTHING_DUE = "Nada vence hoje nem venceu nesta semana."
NEW = "O primeiro cadastro é pelo Ctrl+N."
NEW_AND_MAY = "Cadastre pelo Ctrl+N, ou traga os clientes e as parcelas de uma planilha."


class HomeScreen(Screen):
    """Where Esc always ends."""

    title = "Início"
    area = Area.HOME
    refreshes_on = frozenset({Topic.RECEIVABLES, Topic.CASH, Topic.CUSTOMERS, Topic.PRIVACY})
    has_search = False
    manual = "inicio"

    def __init__(self, shell: Shell, place: Home) -> None:
        super().__init__(shell)
        self._numbers = [Number(name) for name in ("Recebido hoje", "Vencem hoje", "Vendas no crediário")]
        self._drawer = Number("Caixa")
        self._build_expected()
        self._build_latest()
        self.search = SearchField("Nome, CPF, telefone ou leia o carnê", "F3", size="search", scanner=True)
        self.late_requests = self._requests_note()
        self.search.textEdited.connect(self._search)
        self.search.submitted.connect(lambda _: self._open_current())
        self.search.stepped.connect(self.expected.step)
        self.place(
            column(
                self._search_line(),
                self._hint(),
                self.late_requests,
                self._number_card(),
                SidePane(self._expected_card, self._latest_card),
                1,
            )
        )

    # -- what is shown ---------------------------------------------------------------------------------------

    def _search_line(self) -> QWidget:
        receive = KeyButton("Receber", "F4", size="search", icon="hand-coins")
        receive.clicked.connect(self._receive)
        sell = KeyButton("Nova venda", "F2", size="search", icon="shopping-cart")
        sell.clicked.connect(self._sell)
        return holder(row(self.search, 1, receive, sell))

    def _hint(self) -> Paragraph:
        return Paragraph(
            "Experimente: ",
            bold("mar gra"),
            "     final do telefone ",
            bold("4471"),
            "     CPF ",
            bold("123"),
            "     ou leia o código de barras: a parcela abre pronta para receber",
        )

    def _requests_note(self) -> Note:
        """Requests about personal data that passed their deadline (LGPD): told to who answers them."""
        note = Note(tone="late")
        show = KeyButton("Ver pedidos", size="small")
        show.clicked.connect(lambda: self.shell.navigation.open(Privacy()))
        note.side.addWidget(show)
        note.hide()
        return note

    def _show_requests(self, found: WaitingRequests) -> None:
        if found.late:
            said = counted(found.late, "pedido passou", "pedidos passaram")
            self.late_requests.show_note(bold(f"{said} do prazo. "), "A lei dá 15 dias para responder.")
        else:
            self.late_requests.hide()

    def _number_card(self) -> Card:
        return Card().add(EvenColumns(*self._numbers, self._drawer, gap=Gap.X24, lined=True))

    def _build_expected(self) -> None:
        self.expected: Table[ExpectedCustomer] = Table(
            [
                Column("Cliente", _who, chars=24, stretch=3),
                Column("Atraso", _delay, chars=8, align="right", stretch=1),
                Column(
                    "Em aberto hoje", lambda each: Text(format_amount(each.total), bold=True), 11, "right", 1
                ),
                Column("Por que hoje", self._why, chars=18, stretch=2, optional=True),
            ],
            name="Esperados hoje",
            key=lambda each: each.customer_id,
            row_height="two_line",
        )
        self.expected.opened.connect(lambda each: self.shell.navigation.open_customer(each.customer_id))
        self._today = self.shell.today()
        self.bring = KeyButton("Trazer carteira de outro sistema", "Ctrl+O", icon="file-spreadsheet")
        self.bring.clicked.connect(self._bring)
        empty = EmptyState("circle-check", NOBODY, NOTHING_DUE, self.bring)
        self._expected_pane = Pane(self.expected, empty)
        self._expected_card = Card("Esperados hoje", " ", flush=True).add(self._expected_pane, 1)

    def _build_latest(self) -> None:
        self._methods = {method: Number(SHORT_METHODS[method], small=True) for method in SHOWN_METHODS}
        head: list[QWidget | int] = []
        for number in self._methods.values():
            head += [number, 1, vertical_separator()]
        self.latest: Table[LatestPayment] = Table(
            [
                Column("Hora", self._hour, chars=5),
                Column("Cliente", lambda each: each.customer_name, chars=14, stretch=1),
                Column("Parcela", _slips, chars=6, align="right", optional=True),
                Column("Forma", _means, chars=8, optional=True),
                Column("Valor", _amount, 8, "right"),
            ],
            name="Recebimentos de hoje",
            key=lambda each: each.payment_id,
            row_height="till",
            header=False,
        )
        self.latest.opened.connect(lambda each: self.shell.navigation.open_customer(each.customer_id))
        empty = EmptyState("receipt", "Nenhum recebimento hoje", "O primeiro aparece aqui na hora.")
        self._latest_pane = Pane(self.latest, empty)
        strip = holder(row(*head[:-1], gap=Gap.X8, margin=(Gap.X12, Gap.X8)))
        self._latest_card = Card("Recebimentos de hoje", flush=True).add(strip, self._latest_pane, 1)

    # -- fetching --------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The day so far."""
        self._expected_pane.wait()
        self.shell.tasks.run(self, day_summary, self._show, on_refused=self._failed)
        self.shell.tasks.run(self, till_state, self._show_till)
        if self.shell.ctx.operator.may("see_privacy"):
            self.shell.tasks.run(self, waiting_requests, self._show_requests)

    def _show_till(self, state: TillState) -> None:
        """Open since when and by whom; a closed one says how to open it."""
        session = state.session
        if session is None:
            may = self.shell.ctx.operator.may("operate_till")
            self._drawer.show_number("Fechado", "Abra o caixa F12" if may else "ninguém abriu ainda")
            return
        since = session.opened_at.astimezone(self.shell.ctx.clock.now().tzinfo)
        if state.of_earlier_day:
            self._drawer.show_number("Aberto", f"desde {since:%d/%m}: feche e abra de novo, F12")
        else:
            self._drawer.show_number("Aberto", f"às {since:%H:%M} por {session.operator_name}")

    def _failed(self, failure: KnownFailure) -> None:
        self._expected_pane.show_failure(words(failure), self.reload)

    def _show(self, day: DaySummary) -> None:
        self._today = day.today
        _, due, sold = self._numbers
        self._show_received(day)
        sums = "soma" if day.due.count == 1 else "somam"
        sum_ = f"{sums} {format_money(day.due.open)}" if day.due.count else "nada a vencer hoje"
        due.show_number(pieces_words(day.due.installments, day.due.down_payments), sum_)
        downs = f" · entradas {format_money(day.sold.down_payments)}" if day.sold.down_payments else ""
        sold.show_number(format_money(day.sold.price), counted(day.sold.count, "venda", "vendas") + downs)
        total = Money.total(each.total for each in day.expected)
        many = counted(len(day.expected), "cliente", "clientes")
        self._expected_card.hint.setText(f"{many} · {format_money(total)}" if day.expected else "")
        self.expected.set_rows(day.expected)
        self._show_start(day)
        self._expected_pane.show_content(is_empty=not day.expected)
        self.latest.set_rows(day.latest)
        self._latest_pane.show_content(is_empty=not day.latest)

    def _show_received(self, day: DaySummary) -> None:
        """What came in; how many receipts, while the sums are kept from whoever counts."""
        many = counted(day.receipts, "recebimento", "recebimentos")
        told = (many, AFTER_COUNT) if day.received is None else (format_money(day.received), many)
        self._numbers[0].show_number(*told)
        for method, number in self._methods.items():
            is_told = day.is_told or method in day.by_method
            number.show_number(format_amount(day.by_method.get(method, Money.ZERO)) if is_told else HIDDEN)

    def _show_start(self, day: DaySummary) -> None:
        """A shop without customers is told how they come in, by who may bring them."""
        is_new, empty = not day.has_customers, self._expected_pane.empty
        self.bring.setVisible(is_new and self._may_bring)
        if not is_new:
            empty.say(NOBODY, NOTHING_DUE, "circle-check")
        else:
            empty.say("Ainda não há clientes", NEW_AND_MAY if self._may_bring else NEW, "users")

    def _hour(self, each: LatestPayment) -> Text:
        """As the clock in the bar above shows it."""
        zone = self.shell.ctx.clock.now().tzinfo
        return Text(f"{each.received_at.astimezone(zone):%H:%M}", "text2")

    @property
    def _may_bring(self) -> bool:
        return self.shell.ctx.operator.may("import_portfolio")

    def _why(self, each: ExpectedCustomer) -> TwoLine:
        days = (self._today - each.oldest_due).days
        if days == 0:
            return TwoLine("Vence hoje", "")
        if each.days_late == 0:
            return TwoLine("Vale até hoje", "o vencimento caiu em dia não útil")
        return TwoLine(
            "Venceu ontem" if days == 1 else f"Venceu há {days} dias", "um lembrete costuma bastar"
        )

    # -- keys ------------------------------------------------------------------------------------------------

    def keys(self) -> Sequence[Action]:
        """The list is walked without leaving the search."""
        return (
            Action("move", label="Escolher"),
            Action("next_field", run=self._open_current, label="Abrir ficha"),
            Action("receive", run=self._receive, label="Receber"),
            Action("sell", run=self._sell, label="Nova venda"),
            Action("new", run=self._register, label="Novo cadastro", in_bar=False),
            *([Action("bring", run=self._bring, in_bar=False)] if self._may_bring else ()),
            Action("help", label="Todos os atalhos"),
        )

    def first_focus(self) -> QWidget:
        """Typing searches at once."""
        return self.search

    def _search(self, text: str) -> None:
        """What was typed goes on in the palette."""
        self.search.clear()
        self.shell.navigation.open_search(text)

    def _open_current(self) -> None:
        current = self.expected.current_row()
        if current is not None:
            self.shell.navigation.open_customer(current.customer_id)

    def _register(self) -> None:
        self.shell.navigation.open(CustomerForm())

    def _bring(self) -> None:
        self.shell.navigation.open(Import())

    def _sell(self) -> None:
        self.shell.navigation.open_sale()

    def _receive(self) -> None:
        current = self.expected.current_row()
        self.shell.navigation.open_receive(current.customer_id if current else None)


def _who(each: ExpectedCustomer) -> TwoLine:
    many = pieces_words(each.installments, each.down_payments)
    return TwoLine(each.name, f"{each.district} · {many}" if each.district else many)


def _delay(each: ExpectedCustomer) -> Text:
    if not each.days_late:
        return Text("hoje", "att")
    return Text(counted(each.days_late, "dia", "dias"), "late", bold=True)


def _slips(each: LatestPayment) -> str:
    number, count = each.installments[0]
    first = f"{number}/{count}" if number else "entrada"
    return first if len(each.installments) == 1 else f"{len(each.installments)} parc."


def _amount(each: LatestPayment) -> Text:
    return Text(HIDDEN, "text3") if each.amount is None else Text(format_amount(each.amount), bold=True)


def _means(each: LatestPayment) -> str:
    return SHORT_METHODS[each.methods[0]] if len(each.methods) == 1 else "várias"
