"""Receber: read the slip, press one key. This only carries between draft, views and use cases."""

from collections.abc import Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from crediario.documents.wording import clock, receipt_number
from crediario.domain.errors import KnownFailure, Trouble
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.domain.waiver import WaiverBeyondCharges
from crediario.services.core import Topic
from crediario.services.papers import issue_receipt, pix_payload
from crediario.services.payments import (
    DownPaymentAlreadyPaid,
    InstallmentAlreadyPaid,
    InstallmentInAgreement,
    QuoteChanged,
    Receipt,
    ReceivingDesk,
    receiving_desk,
)
from crediario.services.slips import SlipFound, find_slip
from crediario.ui import printers
from crediario.ui.approval import Approval
from crediario.ui.blank_view import BlankView
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, MoveDue, Negotiation, Receipts, Receive, Screen, Shell
from crediario.ui.payments import receipt_choice, row_words
from crediario.ui.payments.desk_view import DeskView
from crediario.ui.payments.payment_panel import PaymentPanel
from crediario.ui.payments.receipt_sender import ReceiptSender
from crediario.ui.payments.receive_draft import ReceiveDraft
from crediario.ui.payments.receive_keys import desk_keys
from crediario.ui.payments.received_flow import ReceivedFlow
from crediario.ui.payments.waiver_draft import WaiverDraft
from crediario.ui.second_copy import second_copy
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.labels import bold, keycap_run
from crediario.ui.widgets.layout import SidePane, column
from crediario.ui.widgets.paint import TagTone
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.words import TILL_METHODS

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
        self.draft: ReceiveDraft | None = None
        #: How this receipt leaves; kept for the till once somebody chose it.
        self.choice = receipt_choice.usual(printers.remembered(), has_phone=False)
        self._chose = False
        self._place = place
        self._customer_id = place.customer_id
        self._slip: SlipFound | None = None
        self._start = ""
        self._request_id = str(uuid4())
        self.failed = False
        self._paid_slip: InstallmentAlreadyPaid | None = None
        self._shown_keys: tuple[str, ...] = ()
        self.blank, self.desk, self.panel = BlankView("Quem vai pagar?"), DeskView(), PaymentPanel()
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

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Fetch the desk again; what was typed and marked stays."""
        if self.received is not None:
            return
        if self._customer_id is not None:
            if self.draft is None:
                self.pane.wait()
            self.shell.tasks.run(
                self, receiving_desk, self._desk_came, self._customer_id, on_refused=self._desk_failed
            )
        elif self._place.scanned_code is not None:
            self._read(self._place.scanned_code)

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        if self.received is not None:
            return self.received.keys()
        back = Action("back", run=self._back, label="Voltar")
        if self.draft is None or not self.draft.desk.rows:
            receipts = Action("receipts", run=self.open_receipts)
            return (*self._again_keys(), Action("sell", run=self.sell), receipts, back)
        return (*desk_keys(self, self.draft), *self._again_keys(), back)

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
            self._slip, self._customer_id = slip, slip.customer_id
            self._start = _read_words(slip)
            self.reload()
        elif slip.customer_id == self._customer_id:
            self.draft.add(slip.installment_id)
            self._start = _read_words(slip)
            self._show_marks()
            self.desk.go_to(slip.installment_id)
            self.panel.focus_entry()
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
        is_first = self.draft is None
        if self.draft is None:
            self.draft = ReceiveDraft(desk, self._request_id)
            self.choice = receipt_choice.usual(printers.remembered(), has_phone=desk.phone is not None)
            self.draft.mark_first(self._slip.installment_id if self._slip else None)
            self.draft.mark_asked(self._place.marked)
        else:
            self.draft.refresh(desk)
        self._show_page(self.pane)
        self.pane.empty.say("Tudo em dia", f"{desk.name} não tem parcela em aberto.", "circle-check", "ok")
        self.pane.show_content(is_empty=not desk.rows)
        self.primary = self.panel.primary if desk.rows else None
        self.desk.show_desk(self.draft)
        self._show_marks()
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

    def _show_marks(self) -> None:
        if self.draft is None:
            return
        self.desk.show_marks(self.draft)
        self.desk.say_offer(self._start, self.draft)
        self._show_draft()

    def _show_draft(self) -> None:
        if self.draft is None:
            return
        self.panel.show_draft(self.draft)
        self.panel.show_receipt(self.choice.words)
        self.desk.show_left(self.draft)
        ids = tuple(action.id + action.label for action in self.keys())
        if ids != self._shown_keys:
            self._shown_keys = ids
            self.keys_changed.emit()

    def _mark(self, ids: list[int]) -> None:
        if self.draft is not None:
            self.draft.mark(ids)
            self._show_marks()

    def add_late(self) -> None:
        """Ctrl+A: every late one joins, and it is said."""
        if self.draft is None or not self.draft.late_left:
            return
        count = len(self.draft.late_left)
        self.draft.add_late()
        self._show_marks()
        summed = row_words.late_summed(count)
        start = (bold(f"{self._start} "),) if self._start else ()
        self.desk.say(*start, f"{summed} ", keycap_run("Ctrl+A"), tone="pri", icon="scan-barcode")

    def undo_late(self) -> None:
        """Ctrl+Z: only what was marked before."""
        if self.draft is not None:
            self.draft.undo_late()
            self._show_marks()

    # -- paying ----------------------------------------------------------------------------------------------

    def _choose(self, place: int) -> None:
        if self.draft is not None and self.draft.method is not TILL_METHODS[place]:
            self.draft.choose(TILL_METHODS[place])
            self.panel.take_typed(self.draft.typed)
            self._show_draft()
            if self.focusWidget() not in self.panel.methods.cards:
                self.panel.focus_entry()

    def pick(self, place: int) -> None:
        """A method's letter: it is chosen, and its field is ready."""
        self._choose(place)
        self.panel.focus_entry()

    def add_part(self) -> None:
        """Enter: what was typed joins the list; a Pix asks for its code first."""
        if self.draft is None:
            return
        if self.draft.can_book:
            self.draft.book(clock(self.shell.ctx.clock.now()))
            self.panel.forget_entry()
            self._show_draft()
        self.panel.focus_entry()

    def _remove_part(self, place: int) -> None:
        if self.draft is not None:
            self.draft.unbook(place)
            self._show_draft()
            self.panel.focus_entry()

    def drop_part(self) -> None:
        """The last of the parts, by keyboard."""
        if self.draft is not None and self.draft.booked:
            self._remove_part(len(self.draft.booked) - 1)

    def keep_change(self) -> None:
        """What is beyond stays as store credit, or is given back after all."""
        if self.draft is not None:
            self.draft.keeps = not self.draft.keeps
            self._show_draft()

    def confirm_without_code(self) -> None:
        """A Pix whose code nobody has: somebody above saw it in the bank."""
        if self.draft is not None and self.draft.method is Method.PIX:
            self.draft.without_code = True
            self._show_draft()
            self.desk.release.go_to_missing()

    def choose_receipt(self) -> None:
        """Ctrl+R: the next way a receipt may leave; kept for this till when this one is received."""
        if self.draft is not None:
            has_phone = self.draft.desk.phone is not None
            self.choice = receipt_choice.after(self.choice, printers.remembered(), has_phone=has_phone)
            self._chose = True
            self._show_draft()
            if not self.panel.says_receipt:
                self.shell.navigation.toast(f"Recibo {self.choice.words}.")

    # -- forgiving charges -----------------------------------------------------------------------------------

    def waive(self) -> None:
        """Ctrl+D: forgive charges; once more, to the amount."""
        if self.draft is None or not self.draft.charges:
            return
        if self.draft.waiver is None:
            self.draft.waiver = WaiverDraft()
            self._show_marks()
            self.desk.waiver.begin()
        else:
            self.desk.waiver.amount.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def to_reason(self) -> None:
        """Ctrl+J."""
        self.desk.waiver.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _waiver_changed(self, waiver: WaiverDraft) -> None:
        if self.draft is not None and self.draft.waiver is not None:
            self.draft.waiver = waiver
            self.desk.show_sums(self.draft)
            self._show_draft()

    def _waive_nothing(self, draft: ReceiveDraft) -> None:
        draft.waiver = None
        self.desk.waiver.forget()
        self._show_marks()
        self.panel.focus_entry()

    def _approval_changed(self, approval: Approval) -> None:
        if self.draft is not None:
            self.draft.approval = approval
            self._show_draft()

    # -- sending ---------------------------------------------------------------------------------------------

    def _ask_payload(self, asked: tuple[Money, str]) -> None:
        self.shell.tasks.run(
            self, pix_payload, self.panel.pix.show_payload, *asked, on_refused=self._no_payload
        )

    def _no_payload(self, _: KnownFailure) -> None:
        self.panel.pix.show_payload(None)

    def send(self) -> None:
        """F10."""
        if self.draft is None or self.draft.problem:
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
        self._show_draft()

    # -- keys and ways ---------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Space, whoever has the focus: the row with the frame."""
        table = self.desk.table
        if table.current_row() is not None:
            table.toggle_mark(table.currentIndex().row())

    def _back(self) -> None:
        """One step: out of the waiver, out of the Pix, then out of the screen."""
        draft = self.draft if self.received is None else None
        if draft is not None and draft.waiver is not None:
            self._waive_nothing(draft)
        elif draft is not None and draft.without_code:
            draft.without_code = False
            self._show_draft()
            self.panel.focus_entry()
        elif draft is not None and draft.method is Method.PIX:
            self.pick(TILL_METHODS.index(Method.CASH))
        else:
            self.shell.navigation.back()

    def open_customer(self) -> None:
        """The ficha."""
        if self._customer_id is not None:
            self.shell.navigation.open_customer(self._customer_id)

    def sell(self) -> None:
        """A sale to whoever is here."""
        self.shell.navigation.open_sale(self._customer_id)

    def open_receipts(self) -> None:
        """What was received today, to print again or reverse."""
        self.shell.navigation.open(Receipts())

    def move_due(self) -> None:
        """Another day for the row with the frame."""
        current = self.desk.table.current_row()
        if current is not None and not current.is_down_payment:
            self.shell.navigation.open(MoveDue(current.installment_id))

    def negotiate(self) -> None:
        """An agreement with whoever is here."""
        self.shell.navigation.open(Negotiation(self._customer_id))

    # -- building --------------------------------------------------------------------------------------------

    def _nothing_open(self) -> EmptyState:
        sell = KeyButton("Nova venda", "F2", icon="shopping-cart")
        sell.clicked.connect(self.sell)
        return EmptyState("circle-check", "Tudo em dia", "", sell, tone="ok")

    def _listen(self) -> None:
        self.blank.asked.connect(self.shell.navigation.open_search)
        self.desk.marked.connect(self._mark)
        self.desk.late_asked.connect(self.add_late)
        self.desk.undo_asked.connect(self.undo_late)
        self.desk.customer_asked.connect(self.open_customer)
        self.desk.negotiate_asked.connect(self.negotiate)
        self.desk.table.opened.connect(lambda _: self.panel.focus_entry())
        self.panel.methods.chosen.connect(self._choose)
        self.panel.edited.connect(self._show_draft)
        self.panel.removed.connect(self._remove_part)
        self.panel.change_box.keep.clicked.connect(self.keep_change)
        self.panel.without_code_asked.connect(self.confirm_without_code)
        self.desk.waiver_asked.connect(self.waive)
        self.desk.waiver.changed.connect(self._waiver_changed)
        self.desk.release.approval_changed.connect(self._approval_changed)
        self.receipts.received.connect(self._received)
        self.receipts.refused.connect(self._refused)
        self.receipts.not_released.connect(self.desk.release.show_refusal)
        self.panel.pix.wanted.connect(self._ask_payload)
        self.panel.primary.clicked.connect(self.send)
        self.panel.receipt.clicked.connect(self.choose_receipt)

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)


def _read_words(slip: SlipFound) -> str:
    return f"Carnê {slip.contract_number}, parcela {slip.number}/{slip.count}, lido no leitor."
