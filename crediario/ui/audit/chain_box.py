"""The state of the audit's seals: checked now or not yet, what was found, and the note on paper."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from crediario.documents.wording import figures
from crediario.services.audit import AuditHead, ChainReport, Noted
from crediario.services.core import Progress
from crediario.ui.audit import chain_words
from crediario.ui.messages import Message
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.edits import TextEdit
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import column, row
from crediario.ui.widgets.progress import ProgressLine

SHOWN = 5


class ChainBox(Card):
    """``check_asked``: read it all now; ``compare_asked``: with what was noted; ``code_asked``: the code."""

    check_asked = Signal()
    compare_asked = Signal(str)
    code_asked = Signal()

    def __init__(self, *, may_see_code: bool) -> None:
        super().__init__(padding=Gap.X10)
        self.head = label("", "body_medium", elide=True)
        self.check = KeyButton("Conferir agora", "F10", "primary")
        self.code = KeyButton("Ver código de recuperação", "", "quiet", "small")
        self.paper = TextEdit()
        self.paper.setPlaceholderText("1842-9f3a01c7")
        self.paper.setAccessibleName("O que foi anotado no papel")
        self.paper.setFixedWidth(px(Size.FILTER_NAME_NARROW))
        self.paper.advances = False
        self.progress = ProgressLine()
        self.note = Note()
        self._paper_name = label("Comparar com o papel", "office", "text2")
        line = row(self.head, 1, self.code, self._paper_name, self.paper, self.check, gap=Gap.X10)
        self.add(column(line, self.progress, self.note, gap=Gap.X8))
        # Only now: a widget without a parent would be shown as a window of its own.
        self.code.setVisible(may_see_code)
        self.progress.hide()
        self.note.hide()
        self.check.clicked.connect(self.check_asked)
        self.code.clicked.connect(self.code_asked)
        self.paper.returnPressed.connect(self._compare)
        self.paper.textEdited.connect(lambda _: self.paper.set_error(""))

    def show_head(self, head: AuditHead) -> None:
        """Where the audit ends today."""
        self.head.setText(chain_words.head_words(head))
        self.check.setEnabled(bool(head.seq))
        self.paper.setEnabled(bool(head.seq))

    def begin(self) -> None:
        """It is being read."""
        self.note.hide()
        self.progress.show()
        self.progress.begin("Conferindo… Esc para.")

    def show_progress(self, progress: Progress) -> None:
        """So many rows were read."""
        said = f"Conferindo… {figures(progress.done)} de {figures(progress.total)} linhas. Esc para."
        self.progress.show_progress(Progress(progress.done, progress.total, said))

    def end(self) -> None:
        """It is no longer being read."""
        self.progress.hide()

    def show_report(self, report: ChainReport | None) -> None:
        """What was found."""
        if report is None:
            self.note.show_note(chain_words.NOT_BEGUN, tone="plain")
        elif report.findings:
            said = [chain_words.finding_words(each) for each in report.findings[:SHOWN]]
            more = len(report.findings) - SHOWN
            rest = [f"E mais {more}."] if more > 0 else []
            words = " ".join([*said, *rest, chain_words.WHAT_NOW])
            self.note.show_note(bold("A auditoria foi mexida. "), words, tone="late")
        else:
            tone = "ok" if report.sealed else "att"
            self.note.show_note(bold("Está inteira. "), chain_words.whole_words(report), tone=tone)  # type: ignore[arg-type]

    def show_compared(self, compared: Noted) -> None:
        """What the note on paper says."""
        self.note.show_note(chain_words.COMPARED[compared], tone="ok" if compared is Noted.SAME else "late")

    def show_failure(self, said: Message) -> None:
        """It could not be read, or the note reads otherwise."""
        self.note.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest, tone="att")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where room is short the names are short, too."""
        super().resizeEvent(event)
        narrow = self.width() < px(Size.NARROW_BELOW) - px(Size.RAIL_WIDTH)
        self._paper_name.setVisible(not narrow)
        self.paper.setPlaceholderText("No papel" if narrow else "1842-9f3a01c7")
        self.code.set_words("Ver código" if narrow else "Ver código de recuperação")

    def _compare(self) -> None:
        if self.paper.text().strip():
            self.compare_asked.emit(self.paper.text())
