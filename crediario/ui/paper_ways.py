"""How a paper leaves the program: which printer, and its copies, which are counted and say so."""

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import QObject

from crediario.documents.receipt import is_on_roll
from crediario.domain.errors import KnownFailure
from crediario.domain.issuing import Medium, PaperOrder
from crediario.gateways.printer import ReceiptPrinter
from crediario.services.copies import CopyNoted, CopyOrder, copy_content, note_copy
from crediario.services.core import Context
from crediario.services.papers import IssuedPaper, paper_content
from crediario.ui import printers, printing
from crediario.ui.navigation import Shell
from crediario.ui.print_queue import UNDER_WAY, Printer, PrintJob, PrintState, queue_of

Issue = Callable[[Context, PaperOrder], IssuedPaper]
RECEIPT = "receipt"


def printer_of(paper: IssuedPaper) -> Printer | None:
    """Where a paper goes on this computer; None where it is opened as PDF.

    What was drawn for a sheet does not fit a roll.
    """
    chosen = printers.remembered()
    if paper.kind == RECEIPT and is_on_roll(paper.template_version) and chosen.receipt is not None:
        return chosen.receipt
    return chosen.sheet if printing.has_printer() else None


def further_copy(
    shell: Shell,
    owner: QObject,
    paper: IssuedPaper,
    printer: Printer | None,
    use: Callable[[bytes], None],
    on_refused: Callable[[KnownFailure], None] | None = None,
) -> None:
    """Count one more copy of a paper before it leaves; ``use`` gets it, marked."""

    def counted(noted: CopyNoted) -> None:
        shell.tasks.run(owner, copy_content, use, noted.document_id, noted.number)

    order = CopyOrder(str(uuid4()), paper.document_id, _medium_of(printer))
    shell.tasks.run(owner, note_copy, counted, order, on_refused=on_refused)


class Printout:
    """One paper on its way onto paper: the original once, and from then on counted copies, which say so.

    A printer that fails loses nothing: asked again, the very bytes that did not come out go once more, and no
    copy is counted twice.

    Attributes:
        job: the last one; None until something was sent.
        printed: how often it came out.
    """

    def __init__(
        self,
        shell: Shell,
        owner: QObject,
        paper: IssuedPaper,
        told: Callable[[PrintJob], None],
        on_refused: Callable[[KnownFailure], None],
    ) -> None:
        """``told`` hears of every step, as long as the ``owner`` of what is fetched lives."""
        self._shell, self._owner, self._paper = shell, owner, paper
        self._told, self._on_refused = told, on_refused
        self.job: PrintJob | None = None
        self.printed = 0
        self._is_fetching = False

    @property
    def is_under_way(self) -> bool:
        """Asked for, and neither out nor given up: asked again it would come out twice."""
        return self._is_fetching or (self.job is not None and self.job.state in UNDER_WAY)

    def print(self, printer: Printer) -> None:
        """Send it, or send again what did not come out; the printer may be another by now."""
        if self.is_under_way:
            return
        if self.job is not None and self.job.state is PrintState.NOT_PRINTED:
            self._put(self.job.content, printer)
            return
        self._is_fetching = True

        def put(content: bytes) -> None:
            self._put(content, printer)

        if self.printed:
            further_copy(self._shell, self._owner, self._paper, printer, put, self._refused)
        else:
            number = self._paper.document_id
            self._shell.tasks.run(self._owner, paper_content, put, number, on_refused=self._refused)

    def _put(self, content: bytes, printer: Printer) -> None:
        self._is_fetching = False
        queue_of(self._shell.tasks).put(content, printer, self._moved)

    def _refused(self, failure: KnownFailure) -> None:
        self._is_fetching = False
        self._on_refused(failure)

    def _moved(self, job: PrintJob) -> None:
        self.job = job
        self.printed += job.state is PrintState.PRINTED
        self._told(job)


def _medium_of(printer: Printer | None) -> Medium:
    """How a copy leaves, for the count."""
    if printer is None:
        return Medium.FILE
    return Medium.RECEIPT_PRINTER if isinstance(printer, ReceiptPrinter) else Medium.PRINTER
