"""02: the ficha. Who is it, what do they have open today, how have they bought and paid until now."""

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.core import Topic
from crediario.services.customers import DocumentShown, ShowDocumentOrder, show_document
from crediario.services.ficha import CustomerCard as Ficha
from crediario.services.ficha import customer_card
from crediario.services.negotiation import customer_agreements
from crediario.services.papers import issue_carne, issue_receipt
from crediario.services.record_access import AccessOrder, Opened, note_access
from crediario.ui.customers.card_boxes import Head, MissingNote
from crediario.ui.customers.card_credit_boxes import AlertsBox, LimitBox, ScoreBox
from crediario.ui.customers.card_tabs import OPEN, PAYMENTS, PURCHASES, CardTabs
from crediario.ui.customers.card_words import receipt_words
from crediario.ui.customers.timeline_panel import TimelinePanel
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import (
    Area,
    CustomerCard,
    CustomerForm,
    MergeCustomers,
    MoveDue,
    Negotiation,
    PersonPrivacy,
    Receive,
    ReturnGoods,
    ReversePayment,
    Screen,
    Shell,
    StoreCredit,
)
from crediario.ui.second_copy import second_copy
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.states import EmptyState, Pane


class CustomerCardScreen(Screen):
    """The ficha: everything it sums stands in its rows."""

    title = "Clientes"
    area = Area.CUSTOMERS
    refreshes_on = frozenset({Topic.CUSTOMERS, Topic.RECEIVABLES, Topic.SETTINGS})
    manual = "ficha"

    def __init__(self, shell: Shell, place: CustomerCard) -> None:
        super().__init__(shell)
        self.customer_id = place.customer_id
        self._ficha: Ficha | None = None
        self._access: AccessOrder | None = AccessOrder(str(uuid4()), self.customer_id, Opened.CARD)
        self.head, self.missing = Head(shell), MissingNote()
        self.limit, self.score, self.alerts = LimitBox(), ScoreBox(), AlertsBox()
        self.primary = self.head.receive
        self.tabs = CardTabs(shell)
        self.timeline = TimelinePanel(shell, self.customer_id)
        self._side = holder(column(self.timeline))
        cards = row(self.limit, 5, self.score, 9, self.alerts, 6, gap=Gap.X12)
        below = row(self.tabs, 14, self._side, 6, gap=Gap.X12)
        content = holder(column(self.head, self.missing, cards, below, 1))
        self.pane = Pane(content, EmptyState("user", "Cliente não encontrado"), "Buscando a ficha…")
        self._blank = label("")
        self.pane.addWidget(self._blank)
        self.pane.setCurrentWidget(self._blank)
        self.place(column(self.pane))
        self._listen()

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Fetch the ficha again; marks stay on the rows still open."""
        self.pane.wait()
        run = self.shell.tasks.run
        run(self, customer_card, self._show, self.customer_id, on_refused=self._failed)
        run(self, customer_agreements, self.head.show_agreements, self.customer_id)

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        panel = self.tabs.panel
        return (
            Action("tab", pick=self.tabs.turn_to, count=self.tabs.count, label="Abas"),
            *self._page_keys(),
            Action("edit", run=self._edit),
            Action("receive", run=self._receive, label="Receber", in_bar=False),
            Action("sell", run=self._sell, in_bar=False),
            *((Action("negotiate", run=self._negotiate, in_bar=False),) if self._may("negotiate") else ()),
            Action("store_credit", run=self._store_credit, in_bar=False),
            *((Action("merge", run=self._merge, in_bar=False),) if self._may("merge_customers") else ()),
            *((Action("privacy", run=self._privacy, in_bar=False),) if self._may("record_consent") else ()),
            *(() if panel is not None and panel.is_inside else (Action("back", label="Voltar"),)),
        )

    def _may(self, permission: str) -> bool:
        return self.shell.ctx.operator.may(permission)

    def _page_keys(self) -> Sequence[Action]:
        """What the page shown answers, or a row of it where there is one."""
        if self.tabs.panel is not None:
            return self.tabs.panel.keys()
        if self.tabs.is_empty:
            return ()
        page = self.tabs.bar.currentIndex()
        is_open = page == OPEN
        paper = "2ª via do carnê" if self.tabs.shows_sales else "2ª via do recibo"
        return (
            Action("move", label="Parcela" if is_open else "Andar na lista"),
            *([Action("mark", label="Marcar para receber")] if is_open else ()),
            *([Action("print", run=self._print, label=paper)] if self.tabs.prints else ()),
            *self._undoing_keys(page),
        )

    def _undoing_keys(self, page: int) -> Sequence[Action]:
        """What undoes or moves the row the frame is on."""
        if page == OPEN and self._may("move_due_date"):
            return (Action("move_due", run=self._move_due),)
        if page == PURCHASES and self._may("return_sale"):
            return (Action("remove", run=self._return_goods, label="Cancelar ou devolver"),)
        if page == PAYMENTS and self._may("receive"):
            return (Action("undo", run=self._reverse, label="Estornar"),)
        return ()

    def _move_due(self) -> None:
        current = self.tabs.open_rows.current_row()
        if current is not None and not current.is_down_payment:
            self.shell.navigation.open(MoveDue(current.installment_id))

    def _return_goods(self) -> None:
        current = self.tabs.purchases.current_row()
        if current is not None:
            self.shell.navigation.open(ReturnGoods(current.sale_id))

    def _reverse(self) -> None:
        current = self.tabs.current_payment()
        if current is not None:
            self.shell.navigation.open(ReversePayment(current.payment_id))

    def _store_credit(self) -> None:
        self.shell.navigation.open(StoreCredit(self.customer_id))

    def first_focus(self) -> QWidget:
        """The rows: Space marks at once; without any, the way to sell."""
        return self.head.sell if self.tabs.is_empty else self.tabs.shown_table

    # -- showing ---------------------------------------------------------------------------------------------

    def _show(self, ficha: Ficha) -> None:
        self._ficha = ficha
        # A record merged into another answers with the one that was kept.
        self.customer_id = ficha.customer_id
        self.head.show_card(ficha)
        self.missing.show_card(ficha)
        for part in (self.limit, self.score, self.alerts, self.tabs, self.timeline):
            part.show_card(ficha)
        self.pane.show_content()
        self.head.receive.setEnabled(bool(ficha.open_rows))
        self.head.negotiate.setVisible(bool(ficha.totals.late_count) and self._may("negotiate"))
        self.keys_changed.emit()
        self._note_opening()
        if not self.isAncestorOf(self.window().focusWidget() or self):
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _note_opening(self) -> None:
        """Once for each opening, after what was asked for is shown (LGPD)."""
        order, self._access = self._access, None
        if order is not None:
            self.shell.tasks.run(self, note_access, lambda _: None, order, on_refused=lambda _: None)

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where the window is narrow the timeline is a page of its own."""
        super().resizeEvent(event)
        pages = self.tabs.count
        folded = self.tabs.fold(self.timeline, narrow=self.width() < px(Size.FOLD))
        if self.tabs.count != pages:
            self.keys_changed.emit()
        self._side.setVisible(not folded)
        beside = self._side.layout()
        if not folded and beside is not None and beside.indexOf(self.timeline) < 0:
            beside.addWidget(self.timeline)
            self.timeline.show()

    # -- the way on ------------------------------------------------------------------------------------------

    def _receive(self) -> None:
        """F4 takes what is marked along."""
        marked = tuple(each.installment_id for each in self.tabs.open_rows.marked_rows())
        self.shell.navigation.open(Receive(self.customer_id, marked=marked))

    def _sell(self) -> None:
        self.shell.navigation.open_sale(self.customer_id)

    def _negotiate(self) -> None:
        self.shell.navigation.open(Negotiation(self.customer_id))

    def _merge(self) -> None:
        self.shell.navigation.open(MergeCustomers(self.customer_id))

    def _privacy(self) -> None:
        self.shell.navigation.open(PersonPrivacy(self.customer_id))

    def _edit(self) -> None:
        self.shell.navigation.open(CustomerForm(self.customer_id))

    def _show_document(self) -> None:
        """The whole CPF: asked for, and written down who asked."""

        def shown(document: DocumentShown) -> None:
            if self._ficha is not None:
                self.head.show_document(self._ficha, document.document)

        order = ShowDocumentOrder(str(uuid4()), self.customer_id)
        self.shell.tasks.run(self, show_document, shown, order, busy=self.head.show_number)

    # -- papers ----------------------------------------------------------------------------------------------

    def _print(self) -> None:
        """F9: the carnê of the row's sale, or on the payments' page its receipt."""
        payment, sale_id = self.tabs.current_payment(), self.tabs.current_sale()
        if payment is not None:
            name = f"recibo-{receipt_words(payment)}"
            second_copy(self.shell, self, issue_receipt, payment.payment_id, name)
        elif sale_id is not None and self._ficha is not None:
            number = next(each.contract_number for each in self._ficha.purchases if each.sale_id == sale_id)
            second_copy(self.shell, self, issue_carne, sale_id, f"carne-{number}")

    def _listen(self) -> None:
        self.head.receive.clicked.connect(self._receive)
        self.head.sell.clicked.connect(self._sell)
        self.head.negotiate.clicked.connect(self._negotiate)
        self.tabs.sell_asked.connect(self._sell)
        self.head.show_number.clicked.connect(self._show_document)
        self.missing.complete.clicked.connect(self._edit)
        self.tabs.tab_changed.connect(lambda _: self.keys_changed.emit())
        self.tabs.keys_changed.connect(self.keys_changed)
