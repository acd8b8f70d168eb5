"""After the money is in: what Recebido shows, fetched piece by piece, and its receipt on paper."""

from collections.abc import Callable, Sequence
from uuid import uuid4

import shiboken6
from PySide6.QtCore import QObject

from crediario.documents.wording import receipt_number
from crediario.domain.errors import KnownFailure
from crediario.services.papers import IssuedPaper, PaperOrder, issue_receipt, receipt_message
from crediario.services.payments import PaymentView, Receipt, ReceivingDesk, payment_view, receiving_desk
from crediario.ui import printing
from crediario.ui.keys import Action
from crediario.ui.messages import Message, words
from crediario.ui.navigation import Receive, ReversePayment, Shell
from crediario.ui.paper_ways import Printout, printer_of
from crediario.ui.payments.receipt_choice import ReceiptChoice
from crediario.ui.payments.received import ReceivedView
from crediario.ui.print_queue import PrintJob, PrintState
from crediario.ui.printers import ReceiptWay
from crediario.ui.tasks import Lane
from crediario.ui.whatsapp import NOT_OPENED, open_chat


class ReceivedFlow(QObject):
    """Recebido of one receipt. A paper that fails holds nobody up: the payment is already written."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.receipt: Receipt | None = None
        self.paper: IssuedPaper | None = None
        self._paper_order: PaperOrder | None = None
        self._waiting: Callable[[IssuedPaper], None] | None = None
        self._printout: Printout | None = None
        self._score_before: int | None = None
        self._phone: str | None = None
        self.view = ReceivedView()
        self.view.next_asked.connect(self._next)
        self.view.print_asked.connect(self.print)
        self.view.sell_asked.connect(self._sell)
        self.view.more_asked.connect(self._more)
        self.view.message_asked.connect(self.send_message)

    def start(self, desk: ReceivingDesk, receipt: Receipt, choice: ReceiptChoice) -> None:
        """Show what is known at once; fetch the rest; make the receipt in the background.

        ``desk`` is the customer's as it was before, ``choice`` how the receipt leaves.
        """
        self.receipt = receipt
        self._score_before, self._phone = desk.score, desk.phone
        self._paper_order = PaperOrder(str(uuid4()), receipt.payment_id, choice.form)
        self.view.show_receipt(desk.name, receipt)
        self._shell.tasks.run(self, payment_view, self._shown, receipt.payment_id)
        if choice.way is ReceiptWay.PRINTED:
            self._waiting = self._let_out
        self._issue()
        if choice.way is ReceiptWay.MESSAGE:
            self.send_message()

    def keys(self) -> Sequence[Action]:
        """Enter is the way on; F10, pressed twice in a hurry, must not skip the change."""
        message = Action("whatsapp", run=self.send_message, label="Enviar recibo")
        return (
            Action("next_field", run=self._next, label="Próximo cliente"),
            Action("sell", run=self._sell, label="Vender"),
            Action("receive", run=self._more, label="Receber mais"),
            Action("print", run=self.print, label="Imprimir recibo"),
            *((message,) if self._phone is not None else ()),
            Action("save_paper", run=self.save, label="Salvar em PDF"),
            Action("undo", run=self._reverse, label="Estornar"),
            Action("conclude", run=lambda: None, in_bar=False),
            Action("back", label="Voltar"),
        )

    def print(self) -> None:
        """F9: on the printer, or in the viewer where there is none."""
        self._with_paper(self._send)

    def save(self) -> None:
        """Ctrl+S: the receipt as a PDF file."""
        self._with_paper(self._save)

    def send_message(self) -> None:
        """Ctrl+W: the conversation opens with the receipt's text; a person sends it."""
        if self.receipt is not None and self._phone is not None:
            self._shell.tasks.run(self, receipt_message, self._write, self.receipt.payment_id, False)

    def _write(self, text: str) -> None:
        if self._phone is not None and not open_chat(self._phone, text):
            self._shell.dialogs.warn(self.view, NOT_OPENED)

    def _shown(self, view: PaymentView) -> None:
        def show(desk: ReceivingDesk) -> None:
            self.view.show_payment(view, desk, self._score_before)

        self._shell.tasks.run(self, receiving_desk, show, view.customer_id)

    # -- paper -----------------------------------------------------------------------------------------------

    def _issue(self) -> None:
        """Not for the screen's sake: the receipt asked for comes out also when the next customer is here."""
        if self._paper_order is not None:
            self._shell.tasks.run(
                self._shell.tasks, issue_receipt, self._issued, self._paper_order,
                on_refused=self._not_issued, lane=Lane.LONG,
            )  # fmt: skip

    def _issued(self, paper: IssuedPaper) -> None:
        self.paper = paper
        if self._printout is None:
            # Of the tasks: it comes out also when the next customer is here.
            self._printout = Printout(self._shell, self._shell.tasks, paper, self._moved, self._refused)
        if shiboken6.isValid(self.view):
            self.view.note.hide()
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            waiting(paper)

    def _not_issued(self, failure: KnownFailure) -> None:
        self._waiting = None
        self._refused(failure)

    def _refused(self, failure: KnownFailure) -> None:
        self._warn(words(failure))

    def _with_paper(self, use: Callable[[IssuedPaper], None]) -> None:
        """Use the receipt now, or as soon as it is made."""
        if self.paper is not None:
            use(self.paper)
        else:
            self._waiting = use
            self._issue()

    def _let_out(self, paper: IssuedPaper) -> None:
        """By itself only onto paper: a viewer that opens over the next customer helps nobody."""
        if printer_of(paper) is not None:
            self._send(paper)

    def _send(self, paper: IssuedPaper) -> None:
        """To the printer's queue, which holds nobody up; without a printer, into the viewer."""
        printer = printer_of(paper)
        if self._printout is not None and self._printout.is_under_way:
            self._shell.navigation.toast("O recibo já está na impressora.")
        elif self._printout is not None and printer is not None:
            self._printout.print(printer)
        else:
            printing.open_paper(self._shell, paper.document_id, self._file_name(), self._opened)

    def _moved(self, job: PrintJob) -> None:
        if job.failure is not None:
            self._warn(words(job.failure))
        elif job.state is PrintState.PRINTED and self._printout is not None:
            said = "Recibo impresso." if self._printout.printed == 1 else "2ª via impressa."
            self._shell.navigation.toast(said)

    def _save(self, paper: IssuedPaper) -> None:
        if shiboken6.isValid(self.view):
            printing.save_paper(self._shell, self.view, paper.document_id, self._file_name())

    def _opened(self, done: bool) -> None:
        if not done:
            self._warn(printing.NO_VIEWER)

    def _warn(self, message: Message) -> None:
        if shiboken6.isValid(self.view):
            self.view.warn_paper(message)
        else:
            self._shell.navigation.toast(f"{message.title}: {self._file_name()}.")

    def _file_name(self) -> str:
        return f"recibo-{receipt_number(self.receipt.number)}" if self.receipt else "recibo"

    # -- the way on ------------------------------------------------------------------------------------------

    def _next(self) -> None:
        self._shell.navigation.replace(Receive())

    def _sell(self) -> None:
        if self.receipt is not None:
            self._shell.navigation.open_sale(self.receipt.customer_id)

    def _reverse(self) -> None:
        if self.receipt is not None:
            self._shell.navigation.open(ReversePayment(self.receipt.payment_id))

    def _more(self) -> None:
        if self.receipt is not None:
            self._shell.navigation.replace(Receive(self.receipt.customer_id))
