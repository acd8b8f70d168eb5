"""Acessos: who opened which record, of one person or of everybody, page by page."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.record_access import AccessFilter, AccessPage, AccessRow, record_accesses, team
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import PersonPrivacy, Shell
from crediario.ui.paged_list import PagedList
from crediario.ui.privacy import privacy_words
from crediario.ui.privacy.tabbed import Page
from crediario.ui.theme import Gap
from crediario.ui.widgets.cells import Text
from crediario.ui.widgets.fields import Combo
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table

EVERYBODY = "Todas as pessoas da equipe"


class AccessesPage(Page):
    """The newest first; the filter says whose openings."""

    title = "Acessos"

    def __init__(self, shell: Shell, customer_id: int | None = None) -> None:
        super().__init__(shell)
        self._customer_id = customer_id
        self.who: Combo[int | None] = Combo([(None, EVERYBODY)])
        self.who.setAccessibleName("Quem da equipe")
        self.table = self._table()
        self.pages = PagedList(shell, self.table, record_accesses, AccessFilter(customer_id))
        empty = EmptyState(
            "eye", "Ninguém abriu", "Cada abertura de ficha, cadastro ou arquivo fica anotada."
        )
        self.pane = Pane(self.table, empty, "Buscando os acessos…")
        said = label("Cada abertura é anotada uma vez e não se apaga.", "office", "text2", elide=True)
        head = row(self.who, said, 1, gap=Gap.X12, margin=(Gap.X10, Gap.X6))
        self.setLayout(column(head, self.pane, 1, gap=Gap.NONE))
        self._listen()

    def reload(self) -> None:
        """The openings as far as they were read."""
        self.pane.wait()
        self.shell.tasks.run(self, team, self._show_team)
        self.pages.again()

    def keys(self) -> Sequence[Action]:
        """What works here."""
        found = [Action("move", label="Acesso"), Action("filter", self._ask_who, label="Escolher a pessoa")]
        if self._customer_id is None and self.table.current_row() is not None:
            found.append(Action("customer", self._open_person, label="Privacidade da pessoa"))
        return found

    def first_focus(self) -> QWidget:
        """The rows; without any, the filter."""
        return self.table if self.table.rows() else self.who

    def _table(self) -> Table[AccessRow]:
        whose = Column[AccessRow]("Cliente", lambda each: Text(each.customer_name), chars=20, stretch=2)
        table: Table[AccessRow] = Table(
            [
                Column("Quando", lambda each: f"{each.opened_at:%d/%m/%Y %H:%M}", chars=16),
                Column("Quem", lambda each: Text(each.operator_name), chars=18, stretch=1),
                Column("Abriu", lambda each: privacy_words.OPENED[each.opened], chars=18),
                *([] if self._customer_id is not None else [whose]),
                Column(
                    "Caixa", lambda each: Text(f"{each.till_number:02d}", "text2"), chars=6, optional=True
                ),
            ],
            name="Acessos",
            key=lambda each: each.access_id,
            row_height="office",
        )
        table.keep_frame()
        return table

    def _listen(self) -> None:
        self.who.currentIndexChanged.connect(lambda _: self.pages.change(operator_id=self.who.value()))
        self.pages.arrived.connect(self._arrived)
        self.pages.refused.connect(self._failed)
        self.table.current_changed.connect(lambda _: self.keys_changed.emit())

    def _show_team(self, people: tuple[tuple[int, str], ...]) -> None:
        chosen = self.who.value()
        self.who.blockSignals(True)
        self.who.set_choices([(None, EVERYBODY), *people])
        if chosen is not None:
            self.who.set_value(chosen)
        self.who.blockSignals(False)

    def _arrived(self, page: AccessPage) -> None:
        self.pane.show_content(is_empty=not page.rows)
        self.keys_changed.emit()

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    def _ask_who(self) -> None:
        self.who.setFocus()
        self.who.showPopup()

    def _open_person(self) -> None:
        found = self.table.current_row()
        if found is not None:
            self.shell.navigation.open(PersonPrivacy(found.customer_id))
