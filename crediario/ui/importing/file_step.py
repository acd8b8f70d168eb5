"""Step 1: the file, and the imports there were before."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_amount, format_date
from crediario.gateways.clock import Clock, at_shop
from crediario.services.importing import ListedImport
from crediario.ui.importing.drop_zone import DropZone
from crediario.ui.messages import Message
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.cells import TagCell, Text, TwoLine
from crediario.ui.widgets.labels import Paragraph, bold, label
from crediario.ui.widgets.layout import column, holder
from crediario.ui.widgets.table import Column, Table
from crediario.ui.wizard.step import Step
from crediario.ui.words import counted

INVITATION = "Solte o arquivo aqui ou clique para escolher"
KINDS = "Excel (.xlsx) ou texto (.csv, .txt), até 20 MB"
NOTHING_CAME_IN = "Nada entrou na loja."


class FileStep(Step):
    """``file_asked`` wants the box that chooses a file; ``undo_asked`` carries an earlier import."""

    rail_title = "Arquivo"
    rail_hint = "Planilha ou texto"
    go_on = "Escolher arquivo"

    file_asked = Signal()
    undo_asked = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.zone = DropZone()
        self.zone.clicked.connect(self.file_asked)
        self.problem = Note(tone="late")
        self.problem.hide()
        self.history = HistoryCard(clock)
        self.history.undo_asked.connect(self.undo_asked)
        what = Card().add(
            label("O que pode vir", "body_bold"),
            Paragraph(
                "Clientes, compras e parcelas, ", bold("abertas e pagas"), ", em uma ou mais planilhas."
            ),
            Paragraph(
                "Cada linha é uma parcela, com o nome do cliente, o vencimento e o valor."
                " Uma planilha só de clientes também serve."
            ),
            Paragraph("Títulos, totais e linhas vazias não atrapalham."),
        )
        safe = Note(
            bold("Nada entra antes da conferência.", "ok"),
            " Depois de entrar, a importação inteira pode ser desfeita enquanto nada dela for mexido.",
            tone="ok",
            icon="shield-check",
        )
        self.lay_out(
            "Qual arquivo tem a sua carteira?",
            "Os clientes e o que cada um tem a pagar, do sistema antigo ou do caderno passado a limpo.",
            holder(column(self.zone, self.problem, self.history, gap=Gap.X14)),
            what,
            safe,
        )
        self.forget_file()

    def forget_file(self) -> None:
        """No file is chosen."""
        self.zone.say(INVITATION, KINDS)
        self.go_on, self._summary = "Escolher arquivo", self.rail_hint
        self.changed.emit()

    def show_reading(self, name: str) -> None:
        """A file is being read."""
        self.problem.hide()
        self.zone.say(f"Lendo {name}…", "Nada entra na loja antes da conferência.")

    def show_file(self, name: str, sheets: int) -> None:
        """A file was read; another may be chosen in its place."""
        self.problem.hide()
        self.zone.say(name, "Clique aqui ou solte outro arquivo para trocar", icon="circle-check", file=True)
        self.go_on = "Continuar"
        self._summary = name if sheets == 1 else f"{name}, {counted(sheets, 'planilha', 'planilhas')}"
        self.changed.emit()

    def show_problem(self, said: Message) -> None:
        """What is wrong with the file, in its place."""
        self.forget_file()
        self.problem.show_note(
            bold(f"{said.title.rstrip('.')}. "), f"{said.text} {NOTHING_CAME_IN} {said.advice}".strip()
        )

    @property
    def summary(self) -> str:
        """The file's name."""
        return self._summary

    def first_field(self) -> QWidget:
        """Where a file is chosen."""
        return self.zone


class HistoryCard(Card):
    """Every import there was; the one with the frame may be undone."""

    undo_asked = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__("Importações anteriores", " ", flush=True)
        self.undo = KeyButton("Desfazer", "Ctrl+Z", size="small", icon="undo-2")
        self.undo.clicked.connect(self.ask_undo)
        self.add_header(self.undo)
        self.table: Table[ListedImport] = Table(
            [
                Column("Quando", lambda each: _when(each, clock), chars=11),
                Column("Arquivo", _file, chars=18, stretch=1),
                Column("Em aberto", lambda each: format_amount(each.totals.open_total), 10, "right"),
                Column("Situação", _state, chars=10, optional=True),
            ],
            name="Importações anteriores",
            key=lambda each: each.import_id,
            row_height="two_line",
            fits_rows=True,
        )
        self.table.current_changed.connect(self._follow)
        self.add(self.table)
        self.hide()

    def show_imports(self, imports: Sequence[ListedImport]) -> None:
        """The newest first; without any the card is not there."""
        self.setVisible(bool(imports))
        self.table.set_rows(imports)
        self._follow(self.table.current_row())

    @property
    def undoable(self) -> ListedImport | None:
        """The one with the frame, unless it was undone already."""
        current = self.table.current_row()
        return current if current is not None and current.undone_at is None else None

    def ask_undo(self) -> None:
        """What the button and its key do."""
        if self.undoable is not None:
            self.undo_asked.emit(self.undoable)

    def _follow(self, _: object) -> None:
        self.undo.setEnabled(self.undoable is not None)


def _when(each: ListedImport, clock: Clock) -> TwoLine:
    return TwoLine(format_date(each.imported_on), f"{at_shop(clock, each.imported_at):%H:%M}", bold=False)


def _file(each: ListedImport) -> TwoLine:
    pieces = counted(each.new, "parcela", "parcelas")
    customers = counted(each.totals.customers, "cliente", "clientes")
    return TwoLine(each.file_name, f"{customers}, {pieces} · {each.operator_name}")


def _state(each: ListedImport) -> TagCell | Text:
    return TagCell("desfeita", "plain", "undo-2") if each.undone_at else Text("na loja", "text2")
