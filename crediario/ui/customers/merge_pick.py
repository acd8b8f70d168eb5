"""Which other record is the same person's: found by name, CPF or telephone."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from crediario.domain.errors import KnownFailure
from crediario.services.search import FoundCustomer, SearchPage, search_customers
from crediario.ui.customers.merge_words import PICK, PICK_HINT
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.cells import TwoLine
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column
from crediario.ui.widgets.search_field import SearchField
from crediario.ui.widgets.table import Column, Table

ROWS = 12
SHORTEST = 2


class MergePick(Card):
    """``picked`` carries the other record's id; the search begins with the name of the one that stays."""

    picked = Signal(int)

    def __init__(self, shell: Shell, kept_id: int) -> None:
        super().__init__(PICK, flush=True)
        self._shell, self._kept_id, self._asked = shell, kept_id, ""
        self.search = SearchField(PICK_HINT, "", size="top")
        self.search.setAccessibleName(PICK)
        self.said = label(PICK_HINT, "office", "text2", wrap=True)
        self.table: Table[FoundCustomer] = Table(
            [
                Column("Cliente", lambda each: TwoLine(each.name, _below(each)), chars=24, stretch=1),
                Column("Bairro", lambda each: each.district or "—", chars=16, optional=True),
            ],
            name="Cadastros encontrados",
            key=lambda each: each.id,
            row_height="two_line",
            header=False,
        )
        self.table.keep_frame()
        self.add(column(self.search, self.said, gap=Gap.X10, margin=Gap.X14), self.table, 1)
        self.search.textChanged.connect(self._look)
        self.search.stepped.connect(self.table.step)
        self.search.submitted.connect(lambda _: self.table.open_current())
        self.table.opened.connect(lambda found: self.picked.emit(found.id))

    def begin(self, name: str) -> None:
        """Look for that name."""
        self.search.setText(name)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()

    def _look(self, text: str) -> None:
        self._asked = text.strip()
        if len(self._asked) < SHORTEST:
            self._show(())
            return
        asked = self._asked
        self._shell.tasks.run(
            self, search_customers, lambda page: self._found(asked, page), asked, ROWS + 1,
            on_refused=self._refused,
        )  # fmt: skip

    def _found(self, asked: str, page: SearchPage) -> None:
        """An answer to an older text is let go."""
        if asked == self._asked:
            self._show([each for each in page.customers if each.id != self._kept_id][:ROWS])

    def _refused(self, failure: KnownFailure) -> None:
        self.said.setText(words(failure).whole)

    def _show(self, found: Sequence[FoundCustomer]) -> None:
        self.table.set_rows(found)
        nobody = "Nenhum outro cadastro assim." if len(self._asked) >= SHORTEST else PICK_HINT
        self.said.setText("Enter escolhe o que está marcado na lista." if found else nobody)


def _below(found: FoundCustomer) -> str:
    return " · ".join(part for part in (found.document_masked or "sem CPF", found.phone) if part)
