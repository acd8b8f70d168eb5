"""Documentos: the papers of what was just concluded, the chosen one as it is printed, and the ways out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from crediario.domain.errors import KnownFailure
from crediario.ui import printing
from crediario.ui.issued_papers import FAILED, SAVED, IssuedPapers, Paper
from crediario.ui.keys import Action, key
from crediario.ui.navigation import Shell, ShopData
from crediario.ui.paper_preview import PaperPreview
from crediario.ui.remedies import COMPLETE, shop_data_for
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import LinkButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.cells import Text, TwoLine
from crediario.ui.widgets.labels import Paragraph, Run, bold, keycap_run
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.table import Column, Table

#: Of a paper nobody chose: it is signed, so it is made only where somebody wants it.
NOT_MADE = "ainda sem documento. F9 faz."


class PaperShelf(Card):
    """Where a paper fails, ``is_saved`` says that nothing else was lost: ``A venda está salva.``."""

    def __init__(self, shell: Shell, name: str, is_saved: str) -> None:
        super().__init__("Documentos", "Confira e entregue", flush=True)
        self._shell, self._is_saved = shell, is_saved
        self._slip = 1
        self.papers = IssuedPapers(shell)
        self.table = _table(name)
        self.preview = PaperPreview()
        safe = (bold("A impressora travou? "), f"{is_saved} Imprima de novo com ", keycap_run("F9"), ".")
        self.note = Note(*safe, icon="printer", secondary=True)
        self.failure = Note(tone="att", icon="printer")
        self.complete = LinkButton(COMPLETE, key("shop_data").shown[0])
        self.complete.hide()
        self.failure.side.addWidget(self.complete)
        self.failure.hide()
        self._lacking: ShopData | None = None
        self.print_link, self.save_link = LinkButton("Imprimir", "F9"), LinkButton("Salvar em PDF", "Ctrl+S")
        self._build()

    def keys(self) -> Sequence[Action]:
        """What works on the papers, in the order of the bar."""
        turns = (
            Action("next_slip", lambda: self.turn(1), label="Próxima parcela"),
            Action("previous_slip", lambda: self.turn(-1), in_bar=False),
        )
        return (
            Action("print", self.print, label="Imprimir"),
            Action("save_paper", self.save, label="Salvar em PDF"),
            *((Action("shop_data", self._open_lacking),) if self._lacking is not None else ()),
            *(turns if any(paper.slips for paper in self.papers.papers) else ()),
        )

    def issue(self, wanted: Sequence[Paper]) -> None:
        """Have these made; asked again, only those that failed."""
        self.papers.issue(wanted)

    def turn(self, by: int) -> None:
        """The next slip, or the one before; asked with another paper shown, back to the carnê."""
        paper = self.table.current_row()
        if paper is not None and paper.slips:
            self._slip = min(max(self._slip + by, 1), paper.slips)
            self._show_preview()
        else:
            places = [place for place, each in enumerate(self.table.rows()) if each.slips]
            self.table.go_to(places[0] if places else -1)

    def print(self) -> None:
        """F9: the chosen paper."""
        paper = self.table.current_row()
        if paper is not None:
            self.papers.print(paper.kind)

    def save(self) -> None:
        """Ctrl+S: the chosen paper, where the person says."""
        paper = self.table.current_row()
        if paper is not None and paper.waits:
            self._shell.navigation.toast(f"{paper.title}: {NOT_MADE}")
        elif paper is not None and paper.issued is not None:
            kind = paper.kind
            printing.save_paper(
                self._shell, self, paper.issued.document_id, paper.title, lambda good: self._saved(kind, good)
            )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In narrow windows the key bar says what the caption does."""
        super().resizeEvent(event)
        roomy = self.width() >= px(Size.PALETTE_WIDTH) - px(Size.SIDE_COLUMN)
        self.caption.setVisible(roomy)
        self.hint.setVisible(roomy)

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.add_header(self.save_link, self.print_link)
        self.add(self.table, self._showcase(), 1, holder(column(self.note, self.failure, margin=Gap.X14)))
        self.body.setSpacing(0)
        self.print_link.clicked.connect(self.print)
        self.save_link.clicked.connect(self.save)
        self.table.opened.connect(lambda paper: self.papers.open(paper.kind))
        self.table.current_changed.connect(lambda _: self._show_preview())
        self.papers.changed.connect(self._show_papers)
        self.papers.refused.connect(self._refused)
        self.papers.failed.connect(self._show_failure)
        self.complete.clicked.connect(self._open_lacking)

    def _showcase(self) -> QWidget:
        self.caption = Paragraph(style="office")
        self.caption.setFixedWidth(px(Size.RAIL_WIDTH) + px(Gap.X44))
        shelf = QFrame()
        shelf.setObjectName("cardFooter")
        line = row(self.preview, 1, self.caption, gap=Gap.X16, margin=(Gap.X20, Gap.X12))
        line.setAlignment(self.caption, Qt.AlignmentFlag.AlignVCenter)
        shelf.setLayout(line)
        return shelf

    # -- showing ---------------------------------------------------------------------------------------------

    def _show_papers(self) -> None:
        self.table.set_rows(self.papers.papers)
        if self._lacking is not None and not any(each.state is FAILED for each in self.papers.papers):
            self._lacking = None
            self.failure.hide()
        self._show_preview()

    def _show_preview(self) -> None:
        paper = self.table.current_row()
        if paper is None:
            return
        if paper.waits:
            self.preview.show_nothing(paper.title)
            self.caption.set_runs(f"{paper.title}: {NOT_MADE}")
        elif not paper.content:
            return
        elif paper.slips:
            self.preview.show_slip(paper.content, self._slip)
            self.caption.set_runs(*self._slip_caption(paper.slips))
        else:
            self.preview.show_page(paper.content, paper.title)
            self.caption.set_runs(f"Prévia: {paper.title[:1].lower()}{paper.title[1:]}.")

    def _slip_caption(self, count: int) -> tuple[str | Run, ...]:
        said = f"Prévia da {self._slip}ª parcela."
        if count == 1:
            return (said,)
        return (f"{said} ", keycap_run("Ctrl+↓"), " mostra as outras.")

    def _saved(self, kind: str, good: bool) -> None:
        if good:
            self.papers.mark(kind, SAVED)

    def _refused(self, failure: KnownFailure) -> None:
        """What the shop's data lack is completed from here by whoever may."""
        self._lacking = shop_data_for(failure, self._shell.ctx.operator)
        self.complete.setVisible(self._lacking is not None)

    def _open_lacking(self) -> None:
        if self._lacking is not None:
            self._shell.navigation.open(self._lacking)

    def _show_failure(self, said: str) -> None:
        self.note.hide()
        self.failure.show_note(bold(f"{self._is_saved} "), said)


def _table(name: str) -> Table[Paper]:
    table: Table[Paper] = Table(
        [
            Column("Documento", lambda each: TwoLine(each.title, each.about), chars=24, stretch=1),
            Column("Impressora", lambda each: Text(each.printer or "—", "text2"), chars=14, optional=True),
            Column("Páginas", lambda each: str(each.pages or "—"), chars=7, align="right"),
            Column("Andamento", lambda each: each.state, chars=16),
            Column("Assinatura", lambda each: Text(each.signature, "text2"), chars=11, optional=True),
        ],
        name=name,
        key=lambda each: each.kind,
        row_height="two_line",
        fits_rows=True,
    )
    table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return table
