"""Papers of what was just concluded: how far each is, and how they leave the program."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import uuid4

import shiboken6
from PySide6.QtCore import QObject, Signal

from crediario.domain.errors import KnownFailure
from crediario.services.papers import IssuedPaper, PaperOrder, paper_content
from crediario.ui import printers, printing
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.paper_ways import Issue, Printout, printer_of
from crediario.ui.print_queue import PrintJob, PrintState, printer_name
from crediario.ui.widgets.cells import TagCell

T = TypeVar("T")
PREPARING = TagCell("Preparando", "pri", "clock")
READY = TagCell("Pronto", "ok", "circle-check")
PRINTED = TagCell("Impresso", "ok", "printer")
OPENED = TagCell("Aberto em PDF", "ok", "file-text")
SAVED = TagCell("Salvo em PDF", "ok", "circle-check")
FAILED = TagCell("Não saiu", "att", "triangle-alert")
QUEUED = TagCell("Na fila", "pri", "clock")
PRINTING = TagCell("Imprimindo", "pri", "printer")
NOT_PRINTED = TagCell("Não impresso", "att", "triangle-alert")
STATES = {
    PrintState.WAITING: QUEUED,
    PrintState.PRINTING: PRINTING,
    PrintState.PRINTED: PRINTED,
    PrintState.NOT_PRINTED: NOT_PRINTED,
}
AGAIN = "Tente de novo com F9, abra o PDF (Enter) ou salve (Ctrl+S) e imprima depois."
NO_SIGNATURE = "não precisa"
NOT_CHOSEN = TagCell("Não impresso", "plain", "minus")


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the documents; ``content`` is empty until it is issued.

    Attributes:
        kind: tells the papers of one list apart.
        issue: the use case that makes it of ``subject_id``.
        slips: how many slips a carnê has; of any other paper the whole page is previewed.
        goes_out: printed by itself as soon as it is made, where there is a printer.
        waits: it was not chosen: made only when somebody asks for it.
        signature: who signs it, ``cliente``.
        printout: its way to the printer, as soon as it is issued.
    """

    kind: str
    title: str
    about: str
    subject_id: int
    issue: Issue
    slips: int = 0
    goes_out: bool = False
    state: TagCell = PREPARING
    issued: IssuedPaper | None = None
    content: bytes = b""
    pages: int = 0
    signature: str = NO_SIGNATURE
    printout: Printout | None = None
    waits: bool = False

    @property
    def printer(self) -> str:
        """Where it went, as people call it; empty where it was not sent to one."""
        job = self.printout.job if self.printout is not None else None
        return printer_name(job.printer) if job is not None else ""


class IssuedPapers(QObject):
    """Issues papers in the background and lets them out; ``changed`` and ``failed`` tell."""

    changed = Signal()
    failed = Signal(str)
    #: Why a paper was not made, before ``failed`` says it.
    refused = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._papers: dict[str, Paper] = {}

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All of them, in the order they were asked for."""
        return tuple(self._papers.values())

    def issue(self, wanted: Sequence[Paper]) -> None:
        """Have every paper made and archived; asked again, only those that failed."""
        lacking = [paper for paper in wanted if self._lacks(paper.kind)]
        self._papers |= {paper.kind: paper for paper in lacking}
        self.changed.emit()
        for paper in lacking:
            if paper.waits:
                self.mark(paper.kind, NOT_CHOSEN)
            else:
                self._issue(paper)

    def _lacks(self, kind: str) -> bool:
        earlier = self._papers.get(kind)
        return earlier is None or (earlier.state is FAILED and earlier.issued is None)

    def print(self, kind: str) -> None:
        """F9: print, or try again what did not come out; without a printer, open the PDF in the viewer."""
        paper = self._papers[kind]
        if paper.issued is None or paper.printout is None:
            self._papers[kind] = replace(paper, goes_out=paper.goes_out or paper.waits, waits=False)
            self.mark(kind, PREPARING)
            self._issue(self._papers[kind])
            return
        printer = printer_of(paper.issued)
        if printer is not None:
            paper.printout.print(printer)
        elif not paper.printout.is_under_way:
            self.open(kind)

    def open(self, kind: str) -> None:
        """Open the PDF in the system's viewer."""
        paper = self._papers[kind]
        if paper.issued is not None:
            number, name = paper.issued.document_id, paper.title
            printing.open_paper(self._shell, number, name, lambda good: self._opened(kind, good))

    def mark(self, kind: str, state: TagCell) -> None:
        """A paper went somewhere."""
        self._papers[kind] = replace(self._papers[kind], state=state)
        self.changed.emit()

    def _issue(self, paper: Paper) -> None:
        order = PaperOrder(str(uuid4()), paper.subject_id, printers.remembered().receipt_form)
        self._shell.tasks.run(self, paper.issue, self._then(paper.kind, self._issued), order,
                              on_refused=self._then(paper.kind, self._refused))  # fmt: skip

    def _issued(self, kind: str, issued: IssuedPaper) -> None:
        moved, refused = self._then(kind, self._moved), self._then(kind, self._refused)
        printout = Printout(self._shell, self, issued, moved, refused)
        self._papers[kind] = replace(self._papers[kind], issued=issued, printout=printout)

        def arrived(content: bytes) -> None:
            self._arrived(kind, issued, content)

        self._shell.tasks.run(self, paper_content, arrived, issued.document_id)

    def _arrived(self, kind: str, issued: IssuedPaper, content: bytes) -> None:
        pages, goes_out = printing.page_count(content), self._papers[kind].goes_out
        self._papers[kind] = replace(self._papers[kind], content=content, pages=pages, goes_out=False)
        self.mark(kind, READY)
        if goes_out and printer_of(issued) is not None:
            self.print(kind)

    def _refused(self, kind: str, failure: KnownFailure) -> None:
        self.refused.emit(failure)
        self.mark(kind, FAILED)
        self.failed.emit(words(failure).whole)

    def _moved(self, kind: str, job: PrintJob) -> None:
        if not shiboken6.isValid(self):
            return
        self.mark(kind, STATES[job.state])
        if job.failure is not None:
            self.failed.emit(f"{words(job.failure).whole} {AGAIN}")

    def _opened(self, kind: str, good: bool) -> None:
        self.mark(kind, OPENED if good else FAILED)
        if not good:
            self.failed.emit(printing.NO_VIEWER.whole)

    def _then(self, kind: str, what: Callable[[str, T], None]) -> Callable[[T], None]:
        return lambda result: what(kind, result)
