"""Quem já pode ser anonimizado: the years are over, nothing is open; marked people are erased together."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_date
from crediario.domain.errors import KnownFailure
from crediario.services.anonymising import (
    ErasableFilter,
    ErasablePage,
    ErasableRow,
    erasable_people,
    wipe_pending,
)
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import PersonPrivacy, Shell
from crediario.ui.paged_list import PagedList
from crediario.ui.privacy import erasing, privacy_words
from crediario.ui.privacy.tabbed import Page
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Note
from crediario.ui.widgets.cells import Text
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table

PENDING = "A limpeza do arquivo da loja não terminou: o que foi apagado ainda pode estar nele."


class ErasablePeoplePage(Page):
    """The list with marks; the blue button erases those marked."""

    title = "Quem pode ser anonimizado"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._may_erase = shell.ctx.operator.may("anonymise")
        self.table = self._table()
        self.pages = PagedList(shell, self.table, erasable_people, ErasableFilter())
        self.rule, self.marked = label("", "office", "text2", elide=True), label("", "office", "text2")
        self.erase = KeyButton("Apagar os dados dos marcados", "F10", "primary", icon="trash-2")
        self.clean = KeyButton("Limpar agora", size="small")
        self.pending = Note(PENDING, tone="att")
        self.pending.side.addWidget(self.clean)
        empty = EmptyState(
            "shield-check",
            "Ninguém por enquanto",
            "Aparece aqui quem quitou tudo e passou dos anos de guarda.",
        )
        self.pane = Pane(self.table, empty, "Procurando quem já pode…")
        self.primary = self.erase if self._may_erase else None
        head = row(self.rule, 1, margin=(Gap.X10, Gap.X8))
        owners = label("" if self._may_erase else privacy_words.ONLY_OWNERS, "office", "text2")
        foot = row(self.marked, owners, None, self.erase, gap=Gap.X12, margin=(Gap.X10, Gap.X8))
        self.setLayout(column(self.pending, head, self.pane, 1, foot, gap=Gap.NONE))
        self.pending.hide()
        self.erase.setVisible(self._may_erase)
        self._listen()

    # -- Page ------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The list as far as it was read, and whether the file is clean."""
        self.pane.wait()
        self.pages.again()
        self.shell.tasks.run(self, wipe_pending, self.pending.setVisible)

    def keys(self) -> Sequence[Action]:
        """What works here."""
        if not self.table.rows():
            return ()
        marks = (Action("mark"),) if self._may_erase else ()
        erases = (Action("conclude", label="Apagar os marcados"),) if self._may_erase else ()
        person = Action("customer", self._open_person, label="Privacidade da pessoa")
        return (Action("move", label="Pessoa"), *marks, person, *erases)

    def first_focus(self) -> QWidget:
        """The rows."""
        return self.table

    # -- building --------------------------------------------------------------------------------------------

    def _table(self) -> Table[ErasableRow]:
        table: Table[ErasableRow] = Table(
            [
                Column("Nº", lambda each: str(each.customer_id), chars=7, align="right"),
                Column("Nome", lambda each: Text(each.name), chars=24, stretch=2),
                Column("Cliente desde", lambda each: format_date(each.since), chars=13),
                Column("Última movimentação", self._moved, chars=20, stretch=1),
            ],
            name="Quem já pode ser anonimizado",
            key=lambda each: each.customer_id,
            marks=self._may_erase,
            row_height="office",
        )
        table.keep_frame()
        return table

    def _moved(self, each: ErasableRow) -> Text:
        said = format_date(each.last_moved_on) if each.last_moved_on else "nunca comprou"
        return Text(said, "text2")

    def _listen(self) -> None:
        self.pages.arrived.connect(self._arrived)
        self.pages.refused.connect(self._failed)
        self.table.marks_changed.connect(self._show_marks)
        self.table.opened.connect(lambda _: self._open_person())
        self.table.current_changed.connect(lambda _: self.keys_changed.emit())
        self.erase.clicked.connect(self._erase)
        self.clean.clicked.connect(lambda: erasing.clean(self.shell))

    # -- what is shown and done ------------------------------------------------------------------------------

    def _arrived(self, page: ErasablePage) -> None:
        self.rule.setText(
            f"Tudo quitado há {page.years} anos ou mais, sem acordo, pedido ou aval em aberto."
            " O prazo está em Ajustes, Privacidade."
        )
        self.pane.show_content(is_empty=not page.rows)
        self._show_marks()
        self.keys_changed.emit()

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    def _show_marks(self) -> None:
        count = len(self.table.marked_rows())
        self.marked.setText(
            privacy_words.marked_words(count) if self._may_erase and self.table.rows() else ""
        )
        self.erase.setEnabled(bool(count))

    def _open_person(self) -> None:
        found = self.table.current_row()
        if found is not None:
            self.shell.navigation.open(PersonPrivacy(found.customer_id))

    def _erase(self) -> None:
        people = tuple((each.customer_id, each.name) for each in self.table.marked_rows())
        erasing.erase(self.shell, self.erase, people, self.reload)
