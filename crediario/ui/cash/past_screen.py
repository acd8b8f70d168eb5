"""Fechamentos anteriores: each with its sheet, printed again; a manager corrects one by a new entry."""

from collections.abc import Sequence
from datetime import tzinfo
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_amount, format_date
from crediario.domain.errors import KnownFailure
from crediario.services.cash_closing import (
    ClosingRow,
    Corrected,
    CorrectionOrder,
    correct_cash,
    past_closings,
)
from crediario.services.cash_sheets import IssuedPaper, PaperOrder, issue_cash_sheet
from crediario.services.core import Topic
from crediario.services.papers import paper_content
from crediario.ui import printing
from crediario.ui.cash import cash_words
from crediario.ui.cash.correct_form import CorrectForm
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, PastClosings, Screen, Shell
from crediario.ui.paper_preview import PaperPreview
from crediario.ui.second_copy import second_copy
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import LinkButton
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.cells import Text, TwoLine
from crediario.ui.widgets.current_stack import CurrentStack
from crediario.ui.widgets.layout import SidePane, column, holder
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table


class PastScreen(Screen):
    """The list at the left; at the right the sheet of the one with the frame, or the correction of it."""

    title = cash_words.PAST_TITLE
    area = Area.CASH
    refreshes_on = frozenset({Topic.CASH})
    has_search = False
    manual = "caixa"

    def __init__(self, shell: Shell, _: PastClosings) -> None:
        super().__init__(shell)
        self._correction_id = str(uuid4())
        self.table: Table[ClosingRow] = Table(
            [
                Column("Nº", lambda each: str(each.number), 5),
                Column("Dia", self._day, 18, stretch=1),
                Column("Quem fechou", lambda each: each.operator_name, 14, stretch=1, optional=True),
                Column("Contado", lambda each: format_amount(each.counted), 11, "right"),
                Column("Diferença", _difference, 16, "right"),
            ],
            name=cash_words.PAST_TITLE,
            key=lambda each: each.closing_id,
            row_height="two_line",
        )
        empty = EmptyState("wallet", "Nenhum caixa foi fechado ainda", "O primeiro fechamento aparece aqui.")
        self.pane = Pane(self.table, empty)
        self.list = Card(cash_words.PAST_TITLE, flush=True).add(self.pane, 1)
        self.preview, self.form = PaperPreview(), CorrectForm()
        self._print, self._save = LinkButton("Imprimir", "F9"), LinkButton("Salvar em PDF", "Ctrl+S")
        self.sheet = Card("Fita").add(self.preview, 1).add_header(self._save, self._print)
        self.side = CurrentStack()
        for page in (self.sheet, self.form):
            self.side.addWidget(page)
        self.place(SidePane(holder(column(self.list, gap=Gap.X12)), self.side))
        self._listen()

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The newest closings."""
        self.pane.wait()
        self.shell.tasks.run(self, past_closings, self._came, on_refused=self._failed)

    def keys(self) -> Sequence[Action]:
        """The list is walked, its sheets printed; a manager corrects."""
        back = Action("back", run=self._back, label="Voltar")
        if self._is_correcting:
            return (Action("next_field"), Action("conclude", label="Registrar correção"), back)
        if self.table.current_row() is None:
            return (back,)
        may = self.shell.ctx.operator.may("correct_cash")
        correct = (Action("correct_cash", run=self._begin, label="Corrigir"),) if may else ()
        return (
            Action("move", label="Escolher"),
            Action("print", run=self.print, label="2ª via"),
            Action("save_paper", run=self.save, label="Salvar em PDF"),
            *correct,
            back,
        )

    def can_leave(self) -> bool:
        """A correction half typed is little to type again."""
        return True

    def first_focus(self) -> QWidget | None:
        return self.form.amount if self._is_correcting else self.table

    # -- the list --------------------------------------------------------------------------------------------

    def _came(self, rows: tuple[ClosingRow, ...]) -> None:
        self.table.set_rows(rows)
        self.pane.show_content(is_empty=not rows)
        self.list.hint.setText("cada um com a sua fita" if rows else "")
        self.sheet.setVisible(bool(rows))
        self._show_sheet()
        self.keys_changed.emit()

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    @property
    def _zone(self) -> tzinfo | None:
        return self.shell.ctx.clock.now().tzinfo

    def _day(self, each: ClosingRow) -> TwoLine:
        about = f"caixa {each.till_number:02d} · {cash_words.closing_about(each, self._zone)}"
        return TwoLine(format_date(each.closed_on), about)

    # -- the sheet -------------------------------------------------------------------------------------------

    def _show_sheet(self) -> None:
        row = self.table.current_row()
        if row is None or self._is_correcting:
            return

        def issued(paper: IssuedPaper) -> None:
            def show(content: bytes) -> None:
                if self.table.current_row() == row:
                    self.preview.show_page(content, f"Fechamento {row.number}")

            self.shell.tasks.run(self, paper_content, show, paper.document_id)

        self.shell.tasks.run(self, issue_cash_sheet, issued, PaperOrder(str(uuid4()), row.closing_id))

    def print(self) -> None:
        """F9: the very sheet of that day."""
        row = self.table.current_row()
        if row is not None:
            second_copy(self.shell, self, issue_cash_sheet, row.closing_id, f"fechamento-{row.number}")

    def save(self) -> None:
        """Ctrl+S: as a PDF file."""
        row = self.table.current_row()
        if row is None:
            return

        def issued(paper: IssuedPaper) -> None:
            printing.save_paper(self.shell, self, paper.document_id, f"fechamento-{row.number}")

        self.shell.tasks.run(self, issue_cash_sheet, issued, PaperOrder(str(uuid4()), row.closing_id))

    # -- correcting ------------------------------------------------------------------------------------------

    @property
    def _is_correcting(self) -> bool:
        return self.side.currentWidget() is self.form

    def _begin(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        self._correction_id = str(uuid4())
        self.form.begin(row)
        self.side.setCurrentWidget(self.form)
        self.primary = self.form.primary
        self.keys_changed.emit()
        self.form.amount.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _send(self) -> None:
        row = self.table.current_row()
        if row is None or not self.form.amount.check():
            return
        order = CorrectionOrder(
            self._correction_id, row.closing_id, self.form.value(), self.form.reason.value()
        )
        self.shell.tasks.run(
            self, correct_cash, self._corrected, order, on_refused=self._refused, busy=self.form.primary
        )

    def _refused(self, failure: KnownFailure) -> None:
        self._correction_id = str(uuid4())
        self.form.show_failure(failure)

    def _corrected(self, done: Corrected) -> None:
        self._end()
        self.shell.navigation.toast(f"Correção do fechamento {done.number} registrada no caixa aberto.")
        self.reload()

    def _end(self) -> None:
        self.side.setCurrentWidget(self.sheet)
        self.primary = None
        self.keys_changed.emit()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _back(self) -> None:
        if self._is_correcting:
            self._end()
        else:
            self.shell.navigation.back()

    def _listen(self) -> None:
        self.table.current_changed.connect(lambda _: self._show_sheet())
        self._print.clicked.connect(self.print)
        self._save.clicked.connect(self.save)
        self.form.primary.clicked.connect(self._send)


def _difference(each: ClosingRow) -> Text:
    tone = "ok" if not each.difference else "att"
    return Text(cash_words.difference_words(each), tone, bold=True)  # type: ignore[arg-type]
