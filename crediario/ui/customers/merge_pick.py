"""Which other record is the same person's: found by name, CPF or telephone."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal

from crediario.domain.errors import KnownFailure
from crediario.services.customers import CustomerRecord, LookAlike, look_alikes
from crediario.services.search import FoundCustomer, SearchPage, search_customers
from crediario.ui.customers.form_words import WHY
from crediario.ui.customers.merge_words import ALIKE, CHOOSE, PICK, PICK_HINT
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


@dataclass(frozen=True, slots=True)
class PickRow:
    """A record that may be the other one."""

    id: int
    name: str
    below: str


class MergePick(Card):
    """``picked`` carries the other record's id; before anything is typed, who looks alike is listed."""

    picked = Signal(int)

    def __init__(self, shell: Shell, kept_id: int) -> None:
        super().__init__(PICK, flush=True)
        self._shell, self._kept_id, self._asked = shell, kept_id, ""
        self.search = SearchField(PICK_HINT, "", size="top")
        self.search.setAccessibleName(PICK)
        self.said = label(PICK_HINT, "office", "text2", wrap=True)
        self.has_begun = False
        self.table: Table[PickRow] = Table(
            [Column("Cliente", lambda each: TwoLine(each.name, each.below), chars=24, stretch=1)],
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

    def begin(self, record: CustomerRecord) -> None:
        """List who looks like that record."""
        self.has_begun, draft = True, record.draft
        phones = tuple(phone.number_text for phone in draft.phones)
        self._shell.tasks.run(
            self, look_alikes, self._alike, "", phones, draft.name, draft.birth_date, record.id,
            on_refused=self._refused,
        )  # fmt: skip
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _alike(self, found: Sequence[LookAlike]) -> None:
        if self._asked:
            return
        self.table.set_rows(
            [
                PickRow(each.id, each.name, f"{each.document_masked or 'sem CPF'} · {WHY[each.why]}")
                for each in found
            ]
        )
        self.said.setText(ALIKE if found else PICK_HINT)

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
        self.table.set_rows([PickRow(each.id, each.name, _below(each)) for each in found])
        nobody = "Nenhum outro cadastro assim." if len(self._asked) >= SHORTEST else PICK_HINT
        self.said.setText(CHOOSE if found else nobody)


def _below(found: FoundCustomer) -> str:
    parts = (found.document_masked or "sem CPF", found.phone, found.district)
    return " · ".join(part for part in parts if part)
