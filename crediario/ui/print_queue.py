"""Papers on their way to a printer, in the background: a printer that is off keeps nobody waiting.

Each printer has a thread of its own, which touches no QObject; what became of a paper comes back on the
window's thread.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from queue import SimpleQueue

from PySide6.QtCore import QCoreApplication, QObject, Signal

from crediario.domain.errors import KnownFailure
from crediario.gateways.printer import ReceiptPrinter, SheetNotPrinted, print_pdf
from crediario.ui import printing
from crediario.ui.printers import SheetPrinter
from crediario.ui.tasks import Tasks

log = logging.getLogger(__name__)
Printer = SheetPrinter | ReceiptPrinter
END_SECONDS = 5.0


class PrintState(Enum):
    """How far a paper is."""

    WAITING = "waiting"
    PRINTING = "printing"
    PRINTED = "printed"
    NOT_PRINTED = "not_printed"


UNDER_WAY = {PrintState.WAITING, PrintState.PRINTING}


@dataclass(eq=False, slots=True)
class PrintJob:
    """One paper for one printer; ``failure`` says why it did not come out."""

    content: bytes
    printer: Printer
    told: Callable[["PrintJob"], None]
    state: PrintState = PrintState.WAITING
    failure: KnownFailure | None = None


class PrintQueue(QObject):
    """Belongs to the tasks of a window; with tasks that run at once, it prints at once."""

    _woken = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._inline = tasks.inline
        self._news: deque[tuple[PrintJob, PrintState, KnownFailure | None]] = deque()
        self._threads: dict[str, _PrinterThread] = {}
        self._woken.connect(self._deliver)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.finish)

    def put(self, content: bytes, printer: Printer, told: Callable[[PrintJob], None]) -> PrintJob:
        """Prints as soon as the printer is free; ``told`` hears of every step, on the window's thread."""
        job = PrintJob(content, printer, told)
        self._start(job)
        return job

    def again(self, job: PrintJob) -> None:
        """Tentar de novo: the same bytes, to the same printer."""
        job.state, job.failure = PrintState.WAITING, None
        self._start(job)

    def finish(self) -> None:
        """Let what is under way come out, for a few seconds."""
        for thread in self._threads.values():
            thread.finish()
        self._threads.clear()

    def _start(self, job: PrintJob) -> None:
        job.told(job)
        if self._inline:
            _print(job, self._post)
            return
        name = repr(job.printer)
        if name not in self._threads:
            self._threads[name] = _PrinterThread(name, self._post)
        self._threads[name].put(job)

    def _post(self, job: PrintJob, state: PrintState, failure: KnownFailure | None) -> None:
        """Called on a printer's thread."""
        self._news.append((job, state, failure))
        if self._inline:
            self._deliver()
        else:
            self._woken.emit()

    def _deliver(self) -> None:
        while self._news:
            job, state, failure = self._news.popleft()
            job.state, job.failure = state, failure
            job.told(job)


Post = Callable[[PrintJob, PrintState, KnownFailure | None], None]


def queue_of(tasks: Tasks) -> PrintQueue:
    """The one queue of a window."""
    found = tasks.findChild(PrintQueue)
    return found if found is not None else PrintQueue(tasks)


def printer_name(printer: Printer) -> str:
    """How the lists name it."""
    if isinstance(printer, ReceiptPrinter):
        return f"Recibos ({printer.width_mm} mm)"
    return printer.name or printing.system_printer() or "Impressora do computador"


def _print(job: PrintJob, post: Post) -> None:
    post(job, PrintState.PRINTING, None)
    try:
        _send(job)
    except KnownFailure as failure:
        post(job, PrintState.NOT_PRINTED, failure)
    except Exception:
        log.exception("a paper did not come out")
        post(job, PrintState.NOT_PRINTED, SheetNotPrinted(printer_name(job.printer)))
    else:
        post(job, PrintState.PRINTED, None)


def _send(job: PrintJob) -> None:
    if isinstance(job.printer, ReceiptPrinter):
        print_pdf(job.content, job.printer)
    elif not printing.print_on(job.content, job.printer):
        raise SheetNotPrinted(printer_name(job.printer))


class _PrinterThread(threading.Thread):
    """One printer, one paper after another."""

    def __init__(self, name: str, post: Post) -> None:
        super().__init__(name=f"printer-{name}", daemon=True)
        self._post = post
        self._jobs: SimpleQueue[PrintJob | None] = SimpleQueue()

    def put(self, job: PrintJob) -> None:
        """Takes its turn."""
        self._jobs.put(job)
        if not self.is_alive():
            self.start()

    def finish(self) -> None:
        """No more; wait a little for what is left."""
        self._jobs.put(None)
        self.join(END_SECONDS)

    def run(self) -> None:
        """Until told to end."""
        while (job := self._jobs.get()) is not None:
            _print(job, self._post)
