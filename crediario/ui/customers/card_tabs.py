"""The lower part of the ficha: what is open, what was bought, what was paid."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crediario.documents.wording import figures
from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.money import Money
from crediario.services.ficha import CardOpenRow, CardPayment, CardPurchase, CustomerCard
from crediario.ui.customers import card_words
from crediario.ui.customers.card_points import PointsPane
from crediario.ui.customers.card_words import DASH
from crediario.ui.customers.credit_page import CreditPage
from crediario.ui.customers.files_panel import FilesPanel
from crediario.ui.customers.people_panel import PeoplePanel
from crediario.ui.customers.timeline_panel import TimelinePanel
from crediario.ui.keys import Action
from crediario.ui.navigation import Shell
from crediario.ui.theme import Gap, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.cells import Cell, TagCell, Text
from crediario.ui.widgets.current_stack import CurrentStack
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, row, separator
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table
from crediario.ui.widgets.tabs import tab_bar

NAMES = ("Em aberto", "Compras", "Pagamentos", "Pontos", "Crédito", "Pessoas", "Documentos", "Histórico")
OPEN, PURCHASES, PAYMENTS, POINTS, CREDIT, PEOPLE, FILES, TIMELINE = range(8)
#: The pages whose rows come with the ficha itself; the others fetch when they are turned to.
OWN_PAGES = CREDIT
NO_RATE = (
    "Há compras trazidas de outro sistema: a taxa não foi informada na importação,"
    " por isso pagar antes do vencimento não dá desconto nelas."
)


class CardPanel(Protocol):
    """A page that fetches by itself and has keys of its own."""

    keys_changed: SignalInstance

    @property
    def is_inside(self) -> bool:
        """Whether Esc leads back to its list, and not out of the ficha."""

    def show_customer(self, customer_id: int) -> None:
        """Fetch what it shows of this customer."""

    def keys(self) -> Sequence[Action]:
        """What works in it, now."""

    def first_focus(self) -> QWidget:
        """Where the focus goes when it is turned to."""


class CardTabs(Card):
    """``tab_changed`` tells which page is shown, ``keys_changed`` that other keys work in it."""

    tab_changed = Signal(int)
    keys_changed = Signal()
    sell_asked = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(flush=True)
        self._card: CustomerCard | None = None
        self._counts = [0] * OWN_PAGES
        self._is_narrow = False
        self.bar = tab_bar("Abas da ficha", scrolls=False)
        for name in NAMES:
            self.bar.addTab(name)
        self._day = label("", "office", "text2", elide=True, align=Qt.AlignmentFlag.AlignRight)
        self.open_rows, self.purchases, self.payments = self._open_table(), _purchases(), _payments()
        self.points = PointsPane()
        self._timeline: TimelinePanel | None = None
        self.credit, self.people, self.files = CreditPage(shell), PeoplePanel(shell), FilesPanel(shell)
        self._panels: dict[int, CardPanel] = {
            CREDIT: self.credit,
            PEOPLE: self.people,
            FILES: self.files,
        }
        for table in (self.open_rows, self.purchases, self.payments, self.points.table):
            table.keep_frame()
        self.panes = (self._open_pane(), *self._other_panes(), self.points)
        self._folded = column()
        self._pages = CurrentStack()
        for pane in (*self.panes, self.credit, self.people, self.files, holder(self._folded)):
            self._pages.addWidget(pane)
        for panel in (self.credit, self.people, self.files):
            panel.list.setObjectName("")
            panel.keys_changed.connect(self.keys_changed)
        self.bar.setTabVisible(TIMELINE, False)
        head = row(self.bar, 1, self._day, margin=(Gap.X10, Gap.NONE))
        self.add(head, separator(), self._pages, 1)
        self.body.setSpacing(0)
        self.bar.currentChanged.connect(self._turn)
        self.open_rows.marks_changed.connect(self._show_marks)

    @property
    def shown_table(self) -> QWidget:
        """What takes the focus on the page shown."""
        place = self.bar.currentIndex()
        if place in self._panels:
            return self._panels[place].first_focus()
        if self._timeline is not None and place == TIMELINE:
            return self._timeline.table
        return (self.open_rows, self.purchases, self.payments, self.points.table)[place]

    @property
    def panel(self) -> CardPanel | None:
        """The page shown, where it has keys of its own."""
        return self._panels.get(self.bar.currentIndex())

    @property
    def _shown(self) -> list[int]:
        """The pages there are: points where the shop gives them, the timeline without room aside."""
        return [place for place in range(self.bar.count()) if self.bar.isTabVisible(place)]

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._shown)

    @property
    def is_empty(self) -> bool:
        """Whether the page shown has no row."""
        place = self.bar.currentIndex()
        return place < OWN_PAGES and not self._counts[place]

    @property
    def prints(self) -> bool:
        """Whether a row of the page shown has a paper."""
        return self.bar.currentIndex() in (OPEN, PURCHASES, PAYMENTS)

    def fold(self, timeline: TimelinePanel, *, narrow: bool) -> bool:
        """Take the timeline in as a page, or let it go again; says whether it is in."""
        inside = self._folded.indexOf(timeline) >= 0
        if narrow and not inside:
            self._folded.addWidget(timeline)
            timeline.show()
            self._timeline = timeline
        self.bar.setTabVisible(TIMELINE, narrow)
        self._is_narrow = narrow
        self.bar.setUsesScrollButtons(narrow)
        self._fit_day()
        timeline.set_framed(framed=not narrow)
        return narrow

    def current_sale(self) -> int | None:
        """The sale the frame is on, whose carnê F9 prints."""
        shown = (self.open_rows, self.purchases)[self.bar.currentIndex()] if self.shows_sales else None
        current = shown.current_row() if shown is not None else None
        return current.sale_id if current is not None else None

    def current_payment(self) -> CardPayment | None:
        """The payment the frame is on, whose receipt F9 prints."""
        return self.payments.current_row() if self.bar.currentIndex() == PAYMENTS else None

    @property
    def shows_sales(self) -> bool:
        """Whether the rows shown belong to sales."""
        return self.bar.currentIndex() in (OPEN, PURCHASES)

    def turn_to(self, place: int) -> None:
        """Show a page, counted as they stand, its table with the focus."""
        self.bar.setCurrentIndex(self._shown[place])
        (self.bar if self.is_empty else self.shown_table).setFocus(Qt.FocusReason.TabFocusReason)

    def wait(self) -> None:
        """The ficha is on its way."""
        for pane in self.panes:
            pane.wait()

    def show_card(self, card: CustomerCard) -> None:
        """The rows of each page, and how many."""
        self._card = card
        entries = len(card.points or ())
        counts = (len(card.open_rows), len(card.purchases), len(card.payments), entries)
        self._counts = list(counts)
        # Of the points the balance says more than how many entries make it.
        shown = (*counts[:POINTS], card.points_balance)
        for place, (name, number) in enumerate(zip(NAMES[:OWN_PAGES], shown, strict=True)):
            self.bar.setTabText(place, f"{name}  {figures(number)}" if number else name)
        self.bar.setTabVisible(POINTS, card.points is not None)
        self.bar.updateGeometry()
        self._day.setText(card_words.counted_on(card))
        self._fit_day()
        self.open_rows.set_rows(card.open_rows)
        self.purchases.set_rows(card.purchases)
        self.without_rate.setVisible(any(each.imported for each in card.purchases))
        self.payments.set_rows(card.payments)
        for pane, count in zip(self.panes, counts, strict=True):
            pane.show_content(is_empty=not count)
        self.points.show_card(card)
        self.credit.show_score(card.credit)
        self._fetch()
        totals = card.totals
        self._late_total.setText(format_money(totals.late_today))
        self._late_total.set_tone("late" if totals.late_count else "text")
        self._whole_total.setText(format_money(totals.today))
        self._show_marks()

    def _fit_day(self) -> None:
        """The day of the charges stands beside the pages where it fits whole."""
        wanted = self.bar.sizeHint().width() + self._day.sizeHint().width() + px(Gap.X44)
        fits = not self._is_narrow and wanted <= self.width()
        self._day.setVisible(fits and self.bar.currentIndex() == OPEN)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_day()

    def _fetch(self) -> None:
        """What a page with keys of its own shows, now that it is looked at."""
        if self.panel is not None and self._card is not None:
            self.panel.show_customer(self._card.customer_id)

    def _show_marks(self) -> None:
        marked = self.open_rows.marked_rows()
        self._marked.setText(card_words.marked_words(marked) or "Espaço marca para receber")
        self._marked.set_tone("text" if marked else "text2")

    def _turn(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self._fetch()
        self._fit_day()
        self.tab_changed.emit(place)

    # -- building --------------------------------------------------------------------------------------------

    def _open_pane(self) -> Pane:
        self._marked = label("", "office", "text2", elide=True)
        self._late_total = label("", "office_bold", "late")
        self._whole_total = label("", "office_bold")
        page = Card(flush=True).add(self.open_rows, 1)
        page.setObjectName("")
        page.add_footer(
            self._marked,
            1,
            row(label("Em atraso hoje", "office"), self._late_total, gap=Gap.X4),
            row(label("Total em aberto", "office"), self._whole_total, gap=Gap.X4),
        )
        sell = KeyButton("Nova venda", "F2", icon="shopping-cart")
        sell.clicked.connect(self.sell_asked)
        empty = EmptyState("circle-check", "Tudo em dia", "Nenhum pagamento em aberto.", sell, tone="ok")
        return Pane(page, empty, "Calculando encargos…")

    def _other_panes(self) -> tuple[Pane, Pane]:
        nothing_bought = EmptyState("shopping-cart", "Nenhuma compra ainda", "A primeira aparece aqui.")
        nothing_paid = EmptyState("receipt", "Nenhum pagamento ainda", "O primeiro recibo aparece aqui.")
        self.without_rate = Note(NO_RATE, secondary=True)
        bought = holder(column(self.purchases, 1, self.without_rate, gap=Gap.NONE))
        return Pane(bought, nothing_bought), Pane(self.payments, nothing_paid)

    def _open_table(self) -> Table[CardOpenRow]:
        return Table(
            [
                Column("Vencimento", lambda each: format_date(each.due_date), chars=10, stretch=2),
                Column("Carnê", lambda each: str(each.contract_number), chars=5, stretch=2),
                Column("Parcela", card_words.slip, 6, "right", 1),
                Column("Situação", self._situation, chars=12, stretch=3),
                Column("Valor", lambda each: format_amount(each.open), 9, "right", 2),
                Column("Multa", lambda each: _charge(each.fine), 7, "right", 2, optional=True),
                Column("Juros", lambda each: _charge(each.interest), 7, "right", 2, optional=True),
                Column("Total hoje", lambda each: Text(format_amount(each.today), bold=True), 10, "right", 2),
            ],
            name="Parcelas em aberto",
            key=lambda each: each.installment_id,
            marks=True,
        )

    def _situation(self, each: CardOpenRow) -> Cell:
        said = card_words.situation(each, self._card.today if self._card else each.due_date)
        return TagCell(said.words, said.tone, said.icon) if said.tone else Text(said.words, "text2")


def _charge(amount: Money) -> Text:
    return Text(format_amount(amount), "late") if amount else Text(DASH, "text2")


def _purchases() -> Table[CardPurchase]:
    return Table(
        [
            Column("Data", _bought_on, chars=19),
            Column("Carnê", lambda each: str(each.contract_number), chars=6),
            Column("O que levou", lambda each: each.items, chars=18, stretch=3),
            Column("Valor", lambda each: format_amount(each.price), 9, "right", 1, optional=True),
            Column("Parcelas", _plan, chars=13, align="right", stretch=1, optional=True),
            Column("Em aberto", _still_open, chars=10, align="right", stretch=1),
        ],
        name="Compras",
        key=lambda each: each.sale_id,
    )


def _bought_on(each: CardPurchase) -> Text:
    hint = "data estimada" if each.sold_on_assumed else ""
    if each.returned and not each.cancelled:
        hint = "devolvida em parte"
    return Text(format_date(each.sold_on), hint=hint)


def _plan(each: CardPurchase) -> str:
    if each.cancelled:
        return DASH
    return f"{each.installment_count}× {format_amount(each.installment_amount)}"


def _still_open(each: CardPurchase) -> Cell:
    if each.cancelled:
        return TagCell("cancelada", "att", "ban")
    return Text(format_amount(each.open), bold=True) if each.open else Text("quitado", "ok")


def _payments() -> Table[CardPayment]:
    return Table(
        [
            Column("Data", lambda each: format_date(each.paid_on), chars=10),
            Column("Recibo", card_words.receipt_words, chars=8),
            Column("Carnê: parcelas", lambda each: card_words.parts_words(each.parts), 18, stretch=3),
            Column("Forma", card_words.methods_words, chars=10, stretch=1, optional=True),
            Column("Situação", _undone, chars=11),
            Column("Valor", _paid, chars=10, align="right", stretch=1),
        ],
        name="Pagamentos",
        key=lambda each: each.payment_id,
    )


def _undone(each: CardPayment) -> Cell:
    return TagCell("estornado", "att", "ban") if each.reversed else Text("recebido", "text2")


def _paid(each: CardPayment) -> Cell:
    if each.reversed:
        return Text(format_amount(each.amount), "text3")
    return Text(format_amount(each.amount), bold=True)
