"""How a paper leaves the program: which printer, and a further copy, which is counted and says so."""

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import QObject

from crediario.documents.receipt import is_on_roll
from crediario.domain.errors import KnownFailure
from crediario.domain.issuing import Medium, PaperOrder
from crediario.gateways.printer import ReceiptPrinter
from crediario.services.copies import CopyNoted, CopyOrder, copy_content, note_copy
from crediario.services.core import Context
from crediario.services.papers import IssuedPaper
from crediario.ui import printers, printing
from crediario.ui.navigation import Shell
from crediario.ui.print_queue import Printer

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


def _medium_of(printer: Printer | None) -> Medium:
    """How a copy leaves, for the count."""
    if printer is None:
        return Medium.FILE
    return Medium.RECEIPT_PRINTER if isinstance(printer, ReceiptPrinter) else Medium.PRINTER
