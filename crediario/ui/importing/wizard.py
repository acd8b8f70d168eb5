"""The import, step by step: a file, its columns, the totals, done. Written once, all or nothing."""

import uuid
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from crediario.documents.wording import figures
from crediario.domain.errors import KnownFailure
from crediario.services.core import Topic
from crediario.services.importing import (
    DateOrder,
    ImportDone,
    ImportOrder,
    ImportReport,
    ListedImport,
    Meaning,
    UndoOrder,
    import_portfolio,
    list_imports,
    refused_spreadsheet,
    undo_import,
)
from crediario.ui.dialogs import Question
from crediario.ui.importing.columns_step import ColumnsStep
from crediario.ui.importing.done_step import DoneStep
from crediario.ui.importing.file_step import FileStep
from crediario.ui.importing.reading import Checked, FileRead, check_file, read_file
from crediario.ui.importing.review_step import ReviewStep
from crediario.ui.importing.running import RunningPage
from crediario.ui.keys import Action
from crediario.ui.messages import Message, words
from crediario.ui.navigation import Import, Overdue, Shell
from crediario.ui.printing import written
from crediario.ui.tasks import Lane

FILE, COLUMNS, REVIEW, DONE = range(4)
LEAD = "Clientes, compras e parcelas de outro sistema, em três passos."
KINDS = "Planilhas e textos (*.xlsx *.xlsm *.csv *.txt);;Todos os arquivos (*)"
SHEET_KIND = "Planilha (*.xlsx)"
UNDO = "Desfazer uma importação"
NOT_SAVED = Message(
    "A planilha não foi salva",
    "A pasta não aceita gravação, ou o arquivo está aberto em outro programa.",
    "Escolha outro lugar. As linhas recusadas continuam aqui.",
)


class ImportScreen(RunningPage):
    """Esc goes back a step, or stops what runs; F10 goes on. Nothing is in the shop before the third F10."""

    title = "Trazer carteira"
    manual = "importar"
    refreshes_on = frozenset({Topic.RECEIVABLES})
    go_on_key = "F10"

    def __init__(self, shell: Shell, _: Import) -> None:
        super().__init__(shell)
        self._file: FileRead | None = None
        self._checked: Checked | None = None
        self._request_id = ""
        self._import_id: int | None = None
        self._report: ImportReport | None = None
        self.file = FileStep(shell.ctx.clock)
        self.columns, self.review, self.done = ColumnsStep(), ReviewStep(), DoneStep()
        self.frame((self.file, self.columns, self.review, self.done), LEAD)
        self.setAcceptDrops(True)
        self._listen()

    def _listen(self) -> None:
        self.file.file_asked.connect(self.choose_file)
        self.file.undo_asked.connect(self._undo_earlier)
        self.columns.corrected.connect(self._correct)
        self.columns.reordered.connect(self._reorder)
        self.review.save_asked.connect(self.save_refused)
        self.done.save_asked.connect(self.save_refused)
        self.done.another_asked.connect(self.another_file)
        self.done.overdue_asked.connect(self._show_overdue)
        self.done.undo_asked.connect(self._undo_this)

    def ended(self) -> None:
        """A file that was not read to its end is not there."""
        if self._file is None:
            self.file.forget_file()

    def reload(self) -> None:
        """The imports there were."""
        self.shell.tasks.run(self, list_imports, self.file.history.show_imports)

    # -- keys ------------------------------------------------------------------------------------------------

    def keys(self) -> Sequence[Action]:
        """What works on the step that is shown."""
        back = Action("back", run=self.go_back)
        if self.running:
            return (back,)
        return (back, *self._step_keys())

    def _step_keys(self) -> tuple[Action, ...]:
        bring = Action("bring", run=self.another_file if self.shown == DONE else self.choose_file)
        save = Action("save_paper", run=self.save_refused, label="Salvar recusadas em planilha")
        if self.shown == FILE:
            return (bring, Action("undo", run=self.file.history.ask_undo, label=UNDO))
        if self.shown == COLUMNS:
            sheets = Action("tab", pick=self.columns.turn_to, count=self.columns.sheets)
            return (sheets,) if self.columns.sheets > 1 else ()
        if self.shown == REVIEW:
            return (save,)
        return (
            bring,
            save,
            Action("undo", run=self._undo_this, label=UNDO),
            Action("overdue", run=self._show_overdue),
        )

    @property
    def can_go_back(self) -> bool:
        """Always but at the end, where Esc leaves."""
        return self.shown != DONE

    def first_focus(self) -> QWidget:
        """Where something is asked; the totals are read, and then the blue button is next."""
        return self.continue_button if self.shown == REVIEW else super().first_focus()

    def show_step(self, place: int) -> None:
        """Go to a step; from the first, back is out."""
        super().show_step(place)
        self.back_button.set_words("Sair" if place == FILE else "Voltar")

    def go_back(self) -> None:
        """Stop what runs; else a step back, from the first and the last one out."""
        if self.running:
            self.stop()
        elif self.shown in (FILE, DONE):
            self.shell.navigation.back()
        else:
            self.show_step(self.shown - 1)

    def go_on(self) -> None:
        """What the blue button of the step does."""
        if not self.running:
            (self._past_file, self._past_columns, self._past_review, self.shell.navigation.home)[self.shown]()

    # -- the steps -------------------------------------------------------------------------------------------

    def refused(self, failure: KnownFailure) -> None:
        """Said on the step that asked."""
        (self.file, self.columns, self.review)[self.shown].show_problem(words(failure))
        self.show_step(self.shown)

    def _not_undone(self, failure: KnownFailure) -> None:
        """What stands in the way of undoing: told in a box, the screen stays as it is."""
        self.shell.dialogs.warn(self, words(failure))

    # -- step 1: the file ------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask which file, and read it."""
        if not self.running:
            path = self.shell.dialogs.open_file(self, "Escolher a carteira", KINDS)
            if path is not None:
                self.take_file(path)

    def another_file(self) -> None:
        """Begin again with another file, as the refused lines after they were corrected."""
        self._forget()
        self.show_step(FILE)
        self.choose_file()

    def _forget(self) -> None:
        """No file is chosen, and nothing is known of any."""
        self._file = self._checked = self._report = self._import_id = None
        for step in (self.file, self.columns, self.review):
            step.forget_file()

    def take_file(self, path: Path) -> None:
        """Read a file that was chosen or dropped, and go on to its columns."""
        self._forget()
        self.file.show_reading(path.name)
        self.read_long(f"Lendo {path.name}…", read_file, self._read, path)

    def _read(self, file: FileRead) -> None:
        if self.stopped:
            return
        self._file, self._checked = file, None
        self.file.show_file(file.path.name, len(file.mappings))
        self.columns.show_file(file)
        self.show_step(COLUMNS)

    def _past_file(self) -> None:
        if self._file is None:
            self.choose_file()
        else:
            self.show_step(COLUMNS)

    # -- step 2: the columns ---------------------------------------------------------------------------------

    def _correct(self, sheet: int, column: int, meaning: Meaning) -> None:
        if self._file is not None:
            self._show_correction(self._file.corrected(sheet, column, meaning))

    def _reorder(self, sheet: int, order: DateOrder) -> None:
        if self._file is not None:
            self._show_correction(self._file.with_order(sheet, order))

    def _show_correction(self, file: FileRead) -> None:
        """What was checked with other columns no longer holds."""
        self._file, self._checked = file, None
        self.columns.show_correction(file)
        self.review.forget_file()

    def _past_columns(self) -> None:
        """Every line read with these columns; the same columns are not read twice."""
        wrong = self.columns.wrong_field()
        if wrong is not None:
            self.put_focus(wrong)
        elif self._file is not None and self._checked is None:
            self.read_long("Conferindo…", check_file, self._show_checked, self._file)
        elif self._checked is not None:
            self.show_step(REVIEW)

    def _show_checked(self, checked: Checked) -> None:
        """The form of the import opens here: whatever is sent from it has the same request id."""
        if self.stopped:
            return
        self._checked, self._report = checked, checked.report
        self._request_id = str(uuid.uuid4())
        self.review.show_checked(checked)
        self.show_step(REVIEW)

    # -- step 3: the totals ----------------------------------------------------------------------------------

    def _past_review(self) -> None:
        if self._checked is None:
            return
        if not self._checked.report.changes_something:
            self.shell.navigation.home()
            return
        order = ImportOrder.of(self._request_id, self._checked.portfolio)
        self.write_long("Trazendo a carteira…", import_portfolio, self._brought_in, order, self.refused)

    def _brought_in(self, done: ImportDone) -> None:
        if self._checked is None:
            return
        self._import_id = done.import_id
        self._report = ImportReport.of(self._checked.portfolio, done)
        self.done.show_report(self._report)
        self.show_step(DONE)

    # -- refused lines ---------------------------------------------------------------------------------------

    def save_refused(self) -> None:
        """The refused lines as a spreadsheet, to be corrected and brought again."""
        checked, report = self._checked, self._report
        if checked is None or report is None or not report.refused:
            return
        suggested = f"recusadas-{checked.path.stem}.xlsx"
        path = self.shell.dialogs.save_file(self, "Salvar linhas recusadas", suggested, SHEET_KIND)
        if path is not None:
            write = partial(self._write, path)
            # On the lane that read the file: a workbook stays with the thread that opened it.
            self.shell.tasks.run(self, refused_spreadsheet, write, checked.portfolio, report, lane=Lane.LONG)

    def _write(self, path: Path, content: bytes) -> None:
        place = path if path.suffix else path.with_suffix(".xlsx")
        if written(place, content):
            self.shell.navigation.toast(f"Recusadas salvas em {place.name}. Corrija e traga de novo.")
        else:
            self.shell.dialogs.warn(self, NOT_SAVED)

    # -- undoing ---------------------------------------------------------------------------------------------

    def _undo_this(self) -> None:
        if self._import_id is not None and self._report is not None and self._file is not None:
            self._ask_undo(self._import_id, self._file.path.name, self._report.new)

    def _undo_earlier(self, listed: ListedImport) -> None:
        self._ask_undo(listed.import_id, listed.file_name, listed.new)

    def _ask_undo(self, import_id: int, name: str, new: int) -> None:
        """Says what goes away before anything does."""
        if self.running or not self.shell.dialogs.ask(self, undo_question(name, new)):
            return
        order = UndoOrder(str(uuid.uuid4()), import_id)
        self.write_long("Desfazendo a importação…", undo_import, self._undone, order, self._not_undone)

    def _undone(self, _: object) -> None:
        self._forget()
        self.show_step(FILE)
        self.shell.navigation.toast("Importação desfeita. O que ela trouxe saiu da loja.")

    def _show_overdue(self) -> None:
        self.shell.navigation.replace(Overdue())

    # -- a file dropped on the page --------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if self.shown == FILE and not self.running and dropped_file(event.mimeData()) is not None:
            self.file.zone.hover(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        self.file.zone.hover(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self.file.zone.hover(False)
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.take_file(path)


def dropped_file(data: QMimeData) -> Path | None:
    """The one file of this computer that is held over the window."""
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 else None


def undo_question(name: str, new: int) -> Question:
    """What goes away with an import."""
    return Question(
        f"Desfazer a importação de {name}?",
        f"Saem da loja as parcelas que ela trouxe ({figures(new)}), e as compras e os clientes que só"
        " vieram com elas. O arquivo continua no seu computador.",
        "Desfazer importação",
    )
