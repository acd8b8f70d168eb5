"""Receber: read the slip, press one key. This only carries between draft, views and use cases."""

from collections.abc import Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from crediario.documents.wording import receipt_number
from crediario.domain.errors import KnownFailure, Trouble
from crediario.domain.money import Money
from crediario.domain.waiver import WaiverBeyondCharges
from crediario.services.core import Topic
from crediario.services.papers import issue_receipt, pix_payload
from crediario.services.payments import (
    DownPaymentAlreadyPaid,
    InstallmentAlreadyPaid,
    InstallmentInAgreement,
    PixUsed,
    QuoteChanged,
    Receipt,
    ReceivingDesk,
    pix_used,
    receiving_desk,
)
from crediario.services.slips import SlipFound, find_slip
from crediario.ui import printers
from crediario.ui.blank_view import BlankView
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, Receive, Screen, Shell
from crediario.ui.payments import receipt_choice
from crediario.ui.payments.desk_view import DeskView
from crediario.ui.payments.draft_checks import pix_used_words, problem
from crediario.ui.payments.payment_panel import PaymentPanel
from crediario.ui.payments.receipt_sender import ReceiptSender
from crediario.ui.payments.receive_draft import ReceiveDraft
from crediario.ui.payments.receive_edits import ReceiveEdits
from crediario.ui.payments.receive_keys import desk_keys
from crediario.ui.payments.receive_ways import ReceiveWays
from crediario.ui.payments.received_flow import ReceivedFlow
from crediario.ui.second_copy import second_copy
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.labels import bold
from crediario.ui.widgets.layout import SidePane, column
from crediario.ui.widgets.paint import TagTone
from crediario.ui.widgets.states import EmptyState, Pane

#: The desk is out of date: it is read again, and what was typed stays.
STALE = (
    QuoteChanged,
    InstallmentAlreadyPaid,
    InstallmentInAgreement,
    DownPaymentAlreadyPaid,
    WaiverBeyondCharges,
)
LEAVE = Question("Sair sem receber?", "Os valores digitados não foram gravados.", yes="Sair sem receber")


class ReceiveScreen(Screen):
    """Three pages: nobody yet, the customer's installments, and what was received."""

    title = "Receber"
    area = Area.PAYMENTS
    refreshes_on = frozenset({Topic.RECEIVABLES, Topic.CUSTOMERS})
    manual = "receber"

    def __init__(self, shell: Shell, place: Receive) -> None:
        super().__init__(shell)
        #: How this receipt leaves; kept for the till once somebody chose it.
        self.choice = receipt_choice.usual(printers.remembered(), has_phone=False)
        self._chose = False
        self._place = place
        self._slip: SlipFound | None = None
        self._request_id = str(uuid4())
        self.failed = False
        self._paid_slip: InstallmentAlreadyPaid | None = None
        self._shown_keys: tuple[str, ...] = ()
        self.blank, self.desk, self.panel = BlankView("Quem vai pagar?"), DeskView(), PaymentPanel()
        self.edits = ReceiveEdits(shell, self.desk, self.panel, self)
        self._ways = ReceiveWays(shell, self.desk.table)
        self._ways.customer_id = place.customer_id
        self.receipts = ReceiptSender(shell, self.panel.pressed)
        self.received: ReceivedFlow | None = None
        self.pane = Pane(SidePane(self.desk, self.panel), self._nothing_open(), "Calculando encargos…")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.blank)
        self._pages.addWidget(self.pane)
        self.place(column(self._pages))
        self._listen()
        if place != Receive():
            self._show_page(self.pane)

    @property
    def draft(self) -> ReceiveDraft | None:
        """The receipt being made; None until the desk came."""
        return self.edits.draft

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Fetch the desk again; what was typed and marked stays."""
        if self.received is not None:
            return
        if self._ways.customer_id is not None:
            if self.draft is None:
                self.pane.wait()
            self.shell.tasks.run(
                self, receiving_desk, self._desk_came, self._ways.customer_id, on_refused=self._desk_failed
            )
        elif self._place.scanned_code is not None:
            self._read(self._place.scanned_code)

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        if self.received is not None:
            return self.received.keys()
        back = Action("back", run=self._back, label="Voltar")
        if self.draft is None or not self.draft.desk.rows:
            receipts = Action("receipts", run=self._ways.open_receipts)
            return (*self._again_keys(), Action("sell", run=self._ways.sell), receipts, back)
        again = self.send if self.failed else None
        keys = desk_keys(self.draft, self.edits, self._ways, choose_receipt=self.choose_receipt, again=again)
        return (*keys, *self._again_keys(), back)

    def _again_keys(self) -> tuple[Action, ...]:
        """F9: the receipt of a slip that was paid before."""
        paid = self._paid_slip
        if paid is None or paid.payment_id is None or paid.receipt_number is None:
            return ()
        name = f"recibo-{receipt_number(paid.receipt_number)}"
        again = partial(second_copy, self.shell, self, issue_receipt, paid.payment_id, name)
        return (Action("print", run=again, label="2ª via do recibo"),)

    def can_leave(self) -> bool:
        """Ask once when something was typed."""
        lost = self.received is None and self.draft is not None and self.draft.has_typed
        return not lost or self.shell.dialogs.ask(self, LEAVE)

    def first_focus(self) -> QWidget | None:
        """The field that is typed first."""
        if self.received is not None:
            return self.received.view.primary
        return self.blank.field if self._pages.currentWidget() is self.blank else self.panel.amount

    def take_scan(self, code: str) -> bool:
        """A slip of this customer joins those marked; another's opens in place of a receipt not begun."""
        if self.draft is None or self.received is not None:
            self.shell.navigation.replace(Receive(scanned_code=code))
        else:
            self._read(code)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and Down, while money is typed, move the frame: the list is always at hand."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or self.received is not None:
            super().keyPressEvent(event)
        else:
            self.desk.table.step(step)

    # -- reading a slip --------------------------------------------------------------------------------------

    def _read(self, code: str) -> None:
        def found(slip: SlipFound) -> None:
            self._slip_found(slip, code)

        self.shell.tasks.run(self, find_slip, found, code, on_refused=self._slip_refused)

    def _slip_found(self, slip: SlipFound, code: str) -> None:
        self._paid_slip = None
        if self.draft is None:
            self._slip, self._ways.customer_id = slip, slip.customer_id
            self.edits.read = _read_words(slip)
            self.reload()
        elif slip.customer_id == self._ways.customer_id:
            self.edits.add_slip(slip.installment_id, _read_words(slip))
        elif self.draft.has_typed:
            self.shell.navigation.open_receive(scanned_code=code)
        else:
            self.shell.navigation.replace(Receive(scanned_code=code))

    def _slip_refused(self, failure: KnownFailure) -> None:
        self._paid_slip = failure if isinstance(failure, InstallmentAlreadyPaid) else None
        self.keys_changed.emit()
        tone: TagTone = "ok" if self._paid_slip is not None else "att"
        if self.draft is not None:
            self.desk.say_message(words(failure), tone)
            return
        self.blank.refuse(words(failure), tone)
        self._show_page(self.blank)
        self.blank.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the desk --------------------------------------------------------------------------------------------

    def _desk_came(self, desk: ReceivingDesk) -> None:
        draft, is_first = self.draft, self.draft is None
        if draft is None:
            draft = self.edits.draft = ReceiveDraft(desk, self._request_id)
            self.choice = receipt_choice.usual(printers.remembered(), has_phone=desk.phone is not None)
            draft.mark_first(self._slip.installment_id if self._slip else None)
            draft.mark_asked(self._place.marked)
        else:
            draft.refresh(desk)
        self._show_page(self.pane)
        self.pane.empty.say("Tudo em dia", f"{desk.name} não tem pagamento em aberto.", "circle-check", "ok")
        self.pane.show_content(is_empty=not desk.rows)
        self.primary = self.panel.primary if desk.rows else None
        self.desk.show_desk(draft)
        self.edits.show_marks()
        if is_first:
            self.panel.read_typed()
            self._focus_entry()

    def _focus_entry(self) -> None:
        """Unless something over the screen has the focus."""
        now = QApplication.focusWidget()
        if now is None or now is self.window() or self.isAncestorOf(now):
            self.panel.focus_entry()

    def _desk_failed(self, failure: KnownFailure) -> None:
        self._show_page(self.pane)
        self.pane.show_failure(words(failure), self.reload)

    def _shown(self) -> None:
        """The draft is shown anew: how the receipt leaves, and the keys that mean something now."""
        self.panel.show_receipt(self.choice.words)
        ids = tuple(action.id + action.label for action in self.keys())
        if ids != self._shown_keys:
            self._shown_keys = ids
            self.keys_changed.emit()

    # -- sending ---------------------------------------------------------------------------------------------

    def choose_receipt(self) -> None:
        """Ctrl+R: the next way a receipt may leave; kept for this till when this one is received."""
        if self.draft is not None:
            has_phone = self.draft.desk.phone is not None
            self.choice = receipt_choice.after(self.choice, printers.remembered(), has_phone=has_phone)
            self._chose = True
            self.edits.show()
            if not self.panel.says_receipt:
                self.shell.navigation.toast(f"Recibo {self.choice.words}.")

    def _ask_payload(self, asked: tuple[Money, str]) -> None:
        self.shell.tasks.run(
            self, pix_payload, self.panel.pix.show_payload, *asked, on_refused=self._no_payload
        )

    def _no_payload(self, _: KnownFailure) -> None:
        self.panel.pix.show_payload(None)

    def _look_for_pix(self, code: str) -> None:
        """The same end of code may be the same Pix, shown twice."""

        def found(used: PixUsed | None) -> None:
            if used is not None:
                self.panel.pix.show_warning(code, pix_used_words(used, self.shell.ctx.clock))

        self.shell.tasks.run(self, pix_used, found, code, on_refused=lambda _: None)

    def send(self) -> None:
        """F10."""
        if self.draft is None or problem(self.draft):
            return
        self.failed = False
        self.panel.failure.hide()
        self.receipts.send(self.draft)

    def _received(self, receipt: Receipt) -> None:
        if self.draft is None:
            return
        if self._chose:
            printers.remember(receipt_choice.remembered(self.choice, printers.remembered()))
        self.received = ReceivedFlow(self.shell)
        self.received.setParent(self)
        self.received.start(self.draft.desk, receipt, self.choice)
        self._pages.addWidget(self.received.view)
        self._show_page(self.received.view)
        self.primary = self.received.view.primary
        self.primary.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keys_changed.emit()

    def _refused(self, failure: KnownFailure) -> None:
        self.failed = True
        said = words(failure)
        if isinstance(failure, Trouble):
            title, rest = "O recebimento não foi gravado. ", f"{said.whole} Não entregue o recibo ainda."
            self.panel.show_failure(bold(title), rest, tone="late")
        else:
            self.panel.show_failure(bold(f"{said.title.rstrip('.')}. "), said.rest, tone="att")
        if isinstance(failure, STALE):
            self.reload()
        self.edits.show()

    def _back(self) -> None:
        """One step: out of the waiver, out of the Pix, then out of the screen."""
        if self.received is not None or not self.edits.step_back():
            self.shell.navigation.back()

    # -- building --------------------------------------------------------------------------------------------

    def _nothing_open(self) -> EmptyState:
        sell = KeyButton("Nova venda", "F2", icon="shopping-cart")
        sell.clicked.connect(self._ways.sell)
        return EmptyState("circle-check", "Tudo em dia", "", sell, tone="ok")

    def _listen(self) -> None:
        self.edits.changed.connect(self._shown)
        self.blank.asked.connect(self.shell.navigation.open_search)
        self.desk.customer_asked.connect(self._ways.open_customer)
        self.desk.negotiate_asked.connect(self._ways.negotiate)
        self.receipts.received.connect(self._received)
        self.receipts.refused.connect(self._refused)
        self.receipts.not_released.connect(self.desk.release.show_refusal)
        self.panel.pix.wanted.connect(self._ask_payload)
        self.panel.pix.code_whole.connect(self._look_for_pix)
        self.panel.primary.clicked.connect(self.send)
        self.panel.receipt.clicked.connect(self.choose_receipt)

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)


def _read_words(slip: SlipFound) -> str:
    return f"Carnê {slip.contract_number}, parcela {slip.number}/{slip.count}, lido no leitor."
