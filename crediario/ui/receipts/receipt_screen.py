"""One receipt whole: what it paid, by which means, whether it stands; printed again or reversed."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtWidgets import QWidget

from crediario.documents.wording import receipt_number, tender_label
from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.errors import KnownFailure
from crediario.services.core import Topic
from crediario.services.papers import issue_receipt
from crediario.services.payments import PaidLine, PaymentView, payment_view
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, OneReceipt, ReversePayment, Screen, Shell
from crediario.ui.receipts import receipt_words
from crediario.ui.second_copy import second_copy
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Canhoto, Card, Note, SumLine, Tag
from crediario.ui.widgets.cells import Text
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, SidePane, clear, column, holder, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table

DASH = "—"


class ReceiptScreen(Screen):
    """The lines at the left; at the right the means, and what can be done with the receipt."""

    title = "Recibo"
    area = Area.PAYMENTS
    refreshes_on = frozenset({Topic.RECEIVABLES, Topic.CASH})
    manual = "recibos"

    def __init__(self, shell: Shell, place: OneReceipt) -> None:
        super().__init__(shell)
        self._payment_id = place.payment_id
        self.view: PaymentView | None = None
        self.tag, self.note = Tag(), Note(tone="att", icon="ban")
        self.lines = _lines()
        self.copy = KeyButton("Imprimir 2ª via", "F9", size="large", icon="printer")
        self.undo = KeyButton("Estornar", "Ctrl+Z", size="large", icon="undo-2")
        self.card = KeyButton("Abrir ficha", "Ctrl+I", size="large", icon="user")
        self._build()
        for button, act in ((self.copy, self.print), (self.undo, self.reverse), (self.card, self.open_card)):
            button.clicked.connect(act)

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The receipt as it stands now."""
        self.pane.wait()
        self.shell.tasks.run(self, payment_view, self._came, self._payment_id, on_refused=self._failed)

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        back = Action("back", label="Voltar")
        if self.view is None:
            return (back,)
        stands = self.view.reversed_by is None
        return (
            *((Action("print", run=self.print, label="2ª via"),) if stands and self._may_print else ()),
            *((Action("undo", run=self.reverse, label="Estornar"),) if stands else ()),
            Action("customer", run=self.open_card, label="Abrir ficha"),
            back,
        )

    def first_focus(self) -> QWidget:
        """The button most come for; the ficha where it is not there."""
        return self.copy if self.copy.isVisibleTo(self) else self.card

    # -- acting ----------------------------------------------------------------------------------------------

    @property
    def _may_print(self) -> bool:
        return self.shell.ctx.operator.may("print_papers")

    def print(self) -> None:
        """F9: one more copy, counted."""
        if self.view is not None:
            name = f"recibo-{receipt_number(self.view.number)}"
            second_copy(self.shell, self, issue_receipt, self._payment_id, name)

    def reverse(self) -> None:
        """Ctrl+Z: what undoing it would do, before anything is done."""
        self.shell.navigation.open(ReversePayment(self._payment_id))

    def open_card(self) -> None:
        """The ficha of whoever paid."""
        if self.view is not None:
            self.shell.navigation.open_customer(self.view.customer_id)

    # -- showing ---------------------------------------------------------------------------------------------

    def _came(self, view: PaymentView) -> None:
        is_first, self.view = self.view is None, view
        self._title.setText(receipt_words.view_title(view))
        self._about.setText(receipt_words.view_about(view, self._zone))
        stands = view.reversed_by is None
        said = receipt_words.STANDING if stands else receipt_words.REVERSED
        self.tag.show_tag(said.words, said.tone, said.icon)
        self.note.hide()
        if not stands:
            self.note.show_note(receipt_words.undone_words(view))
        self.lines.set_rows(view.lines)
        self._paid.setVisible(bool(view.lines))
        self._show_sums(view)
        self.copy.setVisible(stands and self._may_print)
        self.undo.setVisible(stands)
        self.pane.show_content()
        if is_first and self.isVisible():
            self.first_focus().setFocus()
        self.keys_changed.emit()

    def _show_sums(self, view: PaymentView) -> None:
        clear(self._means)
        for tender in view.tenders:
            self._means.addWidget(SumLine(tender_label(tender), format_money(tender.amount)))
        for name, said in receipt_words.extra_sums(view):
            self._means.addWidget(SumLine(name, said))
        self._total.announce(format_money(view.amount + view.credited))

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    @property
    def _zone(self) -> tzinfo | None:
        return self.shell.ctx.clock.now().tzinfo

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title, self._about = label("", "heading", elide=True), label("", "body", "text2", elide=True)
        self.note.hide()
        self._paid = Card("O que foi pago", flush=True).add(self.lines, 1)
        head = row(column(self._title, self._about, gap=Gap.X4), 1, self.tag)
        main = column(head, self.note, self._paid, 1)
        self.pane = Pane(
            SidePane(ScrollArea(holder(main)), self._side()), EmptyState("receipt", "Recibo não encontrado")
        )
        self.place(self.pane)

    def _side(self) -> QWidget:
        side = Canhoto()
        self._means = column(gap=Gap.X6)
        self._total = label("", "panel")
        side.top.addWidget(label("Como foi pago", "name"))
        side.top.addLayout(self._means)
        side.body.addWidget(label("Recebido", "body_bold"))
        side.body.addWidget(self._total)
        side.body.addStretch(1)
        side.body.addLayout(column(self.card, self.undo, self.copy, gap=Gap.X10))
        return side


def _lines() -> Table[PaidLine]:
    return Table(
        [
            Column("Carnê", lambda line: str(line.contract_number), chars=6, stretch=1),
            Column("Parcela", receipt_words.slip_words, chars=7, align="right", stretch=1),
            Column("Vencimento", _due, chars=10, align="right", stretch=1, optional=True),
            Column("Valor", lambda line: format_amount(line.principal + line.discount), 9, "right", 1),
            Column("Multa e juros", _charges, chars=11, align="right", stretch=1, optional=True),
            Column("Desconto", _discount, chars=9, align="right", stretch=1, optional=True),
            Column("Pago", lambda line: Text(format_amount(line.paid), bold=True), 9, "right", 1),
        ],
        name="O que foi pago",
        key=lambda line: (line.sale_id, line.installment_id),
    )


def _due(line: PaidLine) -> str:
    return format_date(line.due_date) if line.due_date else DASH


def _charges(line: PaidLine) -> Text:
    charges = line.fine + line.interest
    return Text(format_amount(charges)) if charges else Text(DASH, "text2")


def _discount(line: PaidLine) -> Text:
    return Text(format_amount(-line.discount), "ok") if line.discount else Text(DASH, "text2")
