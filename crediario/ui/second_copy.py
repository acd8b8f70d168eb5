"""2ª via: a paper asked for again, on the printer, or in the system's viewer where there is none."""

from uuid import uuid4

from PySide6.QtWidgets import QWidget

from crediario.services.papers import IssuedPaper, PaperOrder
from crediario.ui import printing
from crediario.ui.issued_papers import Issue
from crediario.ui.navigation import Shell


def second_copy(shell: Shell, owner: QWidget, issue: Issue, subject_id: int, name: str) -> None:
    """Issue a paper, the same bytes as the first time, and send it on its way; ``owner`` is the screen."""

    def printed(done: bool) -> None:
        shell.navigation.toast("2ª via enviada à impressora." if done else "A impressora não respondeu.")

    def opened(done: bool) -> None:
        if not done:
            shell.dialogs.warn(owner, printing.NO_VIEWER)

    def send(paper: IssuedPaper) -> None:
        if printing.has_printer():
            printing.print_paper(shell, paper.document_id, printed)
        else:
            printing.open_paper(shell, paper.document_id, name, opened)

    shell.tasks.run(owner, issue, send, PaperOrder(str(uuid4()), subject_id))
