"""2ª via: a paper asked for again: counted, marked, on the printer, or in the viewer where there is none."""

from uuid import uuid4

from PySide6.QtWidgets import QWidget

from crediario.services.papers import IssuedPaper, PaperOrder
from crediario.ui import printers, printing
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.paper_ways import Issue, further_copy, printer_of
from crediario.ui.print_queue import UNDER_WAY, PrintJob, queue_of


def second_copy(shell: Shell, owner: QWidget, issue: Issue, subject_id: int, name: str) -> None:
    """Count one more copy of a paper, which says so, and send it on its way; ``owner`` is the screen."""

    def issued(paper: IssuedPaper) -> None:
        printer = printer_of(paper)

        def send(content: bytes) -> None:
            if printer is not None:
                queue_of(shell.tasks).put(content, printer, told)
            elif not printing.open_content(content, name):
                shell.dialogs.warn(owner, printing.NO_VIEWER)

        further_copy(shell, owner, paper, printer, send)

    def told(job: PrintJob) -> None:
        if job.failure is not None:
            shell.navigation.toast(words(job.failure).whole)
        elif job.state not in UNDER_WAY:
            shell.navigation.toast("2ª via impressa.")

    form = printers.remembered().receipt_form
    shell.tasks.run(owner, issue, issued, PaperOrder(str(uuid4()), subject_id, form))
