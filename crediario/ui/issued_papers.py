"""Papers of what was just concluded: how far each is, and how they leave the program."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from crediario.domain.errors import KnownFailure
from crediario.services.core import Context
from crediario.services.papers import IssuedPaper, PaperOrder, paper_content
from crediario.ui import printing
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.widgets.cells import TagCell

T = TypeVar("T")
Issue = Callable[[Context, PaperOrder], IssuedPaper]
PREPARING = TagCell("Preparando", "pri", "clock")
READY = TagCell("Pronto", "ok", "circle-check")
PRINTED = TagCell("Impresso", "ok", "printer")
OPENED = TagCell("Aberto em PDF", "ok", "file-text")
SAVED = TagCell("Salvo em PDF", "ok", "circle-check")
FAILED = TagCell("Não saiu", "att", "triangle-alert")
NO_PRINTER = "A impressora não respondeu. Abra o PDF (Enter) ou salve (Ctrl+S) e imprima depois."


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the documents; ``content`` is empty until it is issued.

    Attributes:
        kind: tells the papers of one list apart.
        issue: the use case that makes it of ``subject_id``.
        slips: how many slips a carnê has; of any other paper the whole page is previewed.
        goes_out: printed by itself as soon as it is made, where there is a printer.
    """

    kind: str
    title: str
    about: str
    subject_id: int
    issue: Issue
    slips: int = 0
    goes_out: bool = False
    state: TagCell = PREPARING
    document_id: int | None = None
    content: bytes = b""
    pages: int = 0


class IssuedPapers(QObject):
    """Issues papers in the background and lets them out; ``changed`` and ``failed`` tell."""

    changed = Signal()
    failed = Signal(str)

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
            self._issue(paper)

    def _lacks(self, kind: str) -> bool:
        earlier = self._papers.get(kind)
        return earlier is None or (earlier.state is FAILED and earlier.document_id is None)

    def print(self, kind: str) -> None:
        """F9: print; without a printer, open the PDF in the system's viewer."""
        paper = self._papers[kind]
        if paper.document_id is None:
            self._issue(paper)
        elif printing.has_printer():
            printing.print_paper(self._shell, paper.document_id, lambda good: self._printed(kind, good))
        else:
            self.open(kind)

    def open(self, kind: str) -> None:
        """Open the PDF in the system's viewer."""
        paper = self._papers[kind]
        if paper.document_id is not None:
            name = paper.title
            printing.open_paper(self._shell, paper.document_id, name, lambda good: self._opened(kind, good))

    def mark(self, kind: str, state: TagCell) -> None:
        """A paper went somewhere."""
        self._papers[kind] = replace(self._papers[kind], state=state)
        self.changed.emit()

    def _issue(self, paper: Paper) -> None:
        order = PaperOrder(str(uuid4()), paper.subject_id)
        self._shell.tasks.run(self, paper.issue, self._then(paper.kind, self._issued), order,
                              on_refused=self._then(paper.kind, self._refused))  # fmt: skip

    def _issued(self, kind: str, issued: IssuedPaper) -> None:
        self._papers[kind] = replace(self._papers[kind], document_id=issued.document_id)
        arrived = self._then(kind, self._arrived)
        self._shell.tasks.run(self, paper_content, arrived, issued.document_id)

    def _arrived(self, kind: str, content: bytes) -> None:
        pages, goes_out = printing.page_count(content), self._papers[kind].goes_out
        self._papers[kind] = replace(self._papers[kind], content=content, pages=pages, goes_out=False)
        self.mark(kind, READY)
        if goes_out and printing.has_printer():
            self.print(kind)

    def _refused(self, kind: str, failure: KnownFailure) -> None:
        self.mark(kind, FAILED)
        self.failed.emit(words(failure).whole)

    def _printed(self, kind: str, good: bool) -> None:
        self.mark(kind, PRINTED if good else FAILED)
        if not good:
            self.failed.emit(NO_PRINTER)

    def _opened(self, kind: str, good: bool) -> None:
        self.mark(kind, OPENED if good else FAILED)
        if not good:
            self.failed.emit(printing.NO_VIEWER.whole)

    def _then(self, kind: str, what: Callable[[str, T], None]) -> Callable[[T], None]:
        return lambda result: what(kind, result)
