"""Step 2: what each column is, sheet by sheet, shown as recognised and open to correction."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crediario.domain.importing.mapping import DateOrder, Meaning, SheetKind, SheetMapping
from crediario.ui.importing.column_words import WORDS
from crediario.ui.importing.reading import FileRead
from crediario.ui.importing.sheet_board import SheetBoard
from crediario.ui.messages import Message
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Note
from crediario.ui.widgets.fields import Combo
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.tabs import tab_bar
from crediario.ui.wizard.step import Step
from crediario.ui.words import counted, joined

OUT = "  fica de fora"
DATES = "Datas escritas como texto"
REMEMBERED = "O que você mudar fica lembrado para arquivos com os mesmos títulos."


class ColumnsStep(Step):
    """``corrected`` tells a sheet, a column and what it means; ``reordered`` how a sheet's dates begin."""

    rail_title = "Colunas"
    rail_hint = "O que é cada uma"
    go_on = "Conferir"

    corrected = Signal(int, int, object)
    reordered = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._file: FileRead | None = None
        self._sheet = 0
        self.bar = tab_bar("Planilhas do arquivo")
        self.bar.currentChanged.connect(self._turn)
        self.board = SheetBoard()
        self.board.corrected.connect(lambda place, meaning: self.corrected.emit(self._sheet, place, meaning))
        self.order = Combo(((DateOrder.DAY_FIRST, "dia/mês/ano"), (DateOrder.MONTH_FIRST, "mês/dia/ano")))
        self.order.setAccessibleName(DATES)
        self.order.currentIndexChanged.connect(lambda _: self.reordered.emit(self._sheet, self.order.value()))
        self._order_line = holder(row(label(DATES, "office", "text2"), self.order, None, gap=Gap.X10))
        self.note = Note()
        main = holder(column(self.note, self.bar, self.board, self._order_line, gap=Gap.X12))
        self.lay_out("O que é cada coluna?", "", main)

    @property
    def sheets(self) -> int:
        """How many sheets the file has."""
        return len(self._file.mappings) if self._file else 0

    def forget_file(self) -> None:
        """No file is chosen."""
        self._file = None
        self.changed.emit()

    def show_file(self, file: FileRead) -> None:
        """Another file: its first sheet that has something to bring."""
        self._file = file
        kinds = [mapping.kind for mapping in file.mappings]
        self._sheet = next((at for at, kind in enumerate(kinds) if kind is not SheetKind.NOTHING), 0)
        self.bar.blockSignals(True)
        while self.bar.count():
            self.bar.removeTab(0)
        for mapping in file.mappings:
            self.bar.addTab(mapping.sheet)
        self.bar.setCurrentIndex(self._sheet)
        self.bar.blockSignals(False)
        self.bar.setVisible(len(file.mappings) > 1)
        self._show()

    def show_correction(self, file: FileRead) -> None:
        """The same file with a column corrected."""
        self._file = file
        self._show()

    def turn_to(self, place: int) -> None:
        """Show another sheet, the keyboard in its first column."""
        if place < self.sheets:
            self.bar.setCurrentIndex(place)
            self.first_field().setFocus()

    def show_problem(self, said: Message) -> None:
        """Why the file cannot be read with these columns."""
        self.note.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest, tone="late")

    # -- Step ------------------------------------------------------------------------------------------------

    @property
    def summary(self) -> str:
        """How many columns come in."""
        if self._file is None:
            return self.rail_hint
        used = sum(
            meaning is not Meaning.IGNORED for mapping in self._file.mappings for meaning in mapping.meanings
        )
        return counted(used, "coluna entra", "colunas entram")

    def first_field(self) -> QWidget:
        """The first column of the sheet."""
        return self.board.heads[0].combo if self.board.heads else self

    def wrong_field(self) -> QWidget | None:
        """The first sheet that still lacks a column; the note says which."""
        if self._file is None:
            return None
        for place, mapping in enumerate(self._file.mappings):
            if mapping.missing:
                self.bar.setCurrentIndex(place)
                self._show_missing(mapping)
                return self._first_ignored(mapping)
        if all(mapping.kind is SheetKind.NOTHING for mapping in self._file.mappings):
            self.note.show_note(
                bold("Nenhuma coluna de carteira. "),
                "Diga pelo menos qual coluna é o cliente, qual o vencimento e qual o valor.",
                tone="late",
            )
            return self.first_field()
        return None

    def _first_ignored(self, mapping: SheetMapping) -> QWidget:
        free = mapping.columns_of(Meaning.IGNORED)
        return self.board.heads[free[0] if free else 0].combo

    # -- showing ---------------------------------------------------------------------------------------------

    def _turn(self, place: int) -> None:
        self._sheet = place
        self._show()

    def _show(self) -> None:
        if self._file is None:
            return
        for place, mapping in enumerate(self._file.mappings):
            self.bar.setTabText(place, mapping.sheet + (OUT if mapping.kind is SheetKind.NOTHING else ""))
        self.board.show_sheet(self._file.sheet(self._sheet))
        mapping = self._file.mappings[self._sheet]
        self._order_line.setVisible(mapping.kind is SheetKind.INSTALLMENTS)
        self.order.blockSignals(True)
        self.order.set_value(mapping.date_order)
        self.order.blockSignals(False)
        self._show_lead()
        self._show_note()
        self.changed.emit()

    def _show_lead(self) -> None:
        if self._file is None:
            return
        mapping = self._file.mappings[self._sheet]
        known = sum(meaning is not Meaning.IGNORED for meaning in mapping.meanings)
        whole = len(mapping.meanings)
        found = "Todas as colunas têm nome" if known == whole else f"{known} de {whole} colunas entram"
        self.lead.set_runs(f"{found}. Confira, e mude o que estiver errado. {REMEMBERED}")

    def _show_note(self) -> None:
        if self._file is None:
            return
        mapping = self._file.mappings[self._sheet]
        if mapping.missing:
            self._show_missing(mapping)
        elif mapping.kind is SheetKind.NOTHING:
            self.note.show_note(bold("Esta planilha fica de fora. "), "Nenhuma coluna dela é de carteira.")
        elif mapping.remembered:
            self.note.show_note(
                bold("Estes títulos já vieram antes. "),
                "As colunas estão como ficaram na última vez.",
                tone="ok",
            )
        elif mapping.kind is SheetKind.CUSTOMERS:
            self.note.show_note(
                bold("Planilha de clientes. "), "Ela completa o cadastro de quem está nas parcelas."
            )
        else:
            self.note.hide()

    def _show_missing(self, mapping: SheetMapping) -> None:
        lacks = [WORDS[meaning] for meaning in mapping.missing]
        one = len(lacks) == 1
        self.note.show_note(
            bold(f"{'Falta a coluna' if one else 'Faltam as colunas'} {joined(lacks)}. "),
            f"Diga qual é em {mapping.sheet}." if one else f"Diga quais são em {mapping.sheet}.",
            tone="att",
        )
