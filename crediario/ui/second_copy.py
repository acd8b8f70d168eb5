"""2ª via: a paper asked for again: counted, marked, on the printer, or in the viewer where there is none."""

from uuid import uuid4

from PySide6.QtWidgets import QWidget

from crediario.documents.receipt import is_on_roll
from crediario.domain.issuing import Medium
from crediario.gateways.printer import ReceiptPrinter
from crediario.services.copies import CopyNoted, CopyOrder, copy_content, note_copy
from crediario.services.papers import IssuedPaper, PaperOrder
from crediario.ui import printers, printing
from crediario.ui.issued_papers import UNDER_WAY, Issue, printer_for
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.print_queue import Printer, PrintJob, queue_of

RECEIPT = "receipt"


def second_copy(shell: Shell, owner: QWidget, issue: Issue, subject_id: int, name: str) -> None:
    """Count one more copy of a paper, which says so, and send it on its way; ``owner`` is the screen."""

    def issued(paper: IssuedPaper) -> None:
        on_roll = paper.kind == RECEIPT and is_on_roll(paper.template_version)
        printer = printer_for(on_roll=on_roll)
        order = CopyOrder(str(uuid4()), paper.document_id, medium_of(printer))
        shell.tasks.run(owner, note_copy, lambda noted: counted(noted, printer), order)

    def counted(noted: CopyNoted, printer: Printer | None) -> None:
        def send(content: bytes) -> None:
            opened(content) if printer is None else sent(content, printer)

        shell.tasks.run(owner, copy_content, send, noted.document_id, noted.number)

    def opened(content: bytes) -> None:
        if not printing.open_content(content, name):
            shell.dialogs.warn(owner, printing.NO_VIEWER)

    def sent(content: bytes, printer: Printer) -> None:
        queue_of(shell.tasks).put(content, printer, told)

    def told(job: PrintJob) -> None:
        if job.failure is not None:
            shell.navigation.toast(words(job.failure).whole)
        elif job.state not in UNDER_WAY:
            shell.navigation.toast("2ª via impressa.")

    form = printers.remembered().receipt_form
    shell.tasks.run(owner, issue, issued, PaperOrder(str(uuid4()), subject_id, form))


def medium_of(printer: Printer | None) -> Medium:
    """How a copy leaves, for the count."""
    if printer is None:
        return Medium.FILE
    return Medium.RECEIPT_PRINTER if isinstance(printer, ReceiptPrinter) else Medium.PRINTER
