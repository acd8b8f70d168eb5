"""Who will answer for the customer: found by name, CPF or telephone among the shop's own customers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from crediario.domain.errors import KnownFailure
from crediario.services.search import FoundCustomer, SearchPage, search_customers
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.cells import TwoLine
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import column
from crediario.ui.widgets.search_field import SearchField
from crediario.ui.widgets.table import Column, Table

ROWS = 8
SHORTEST = 2
CHOOSE = "Enter escolhe quem está marcado na lista."
HINT = "Digite o nome, o CPF ou o telefone. Precisa estar no cadastro da loja."


class GuarantorPick(Card):
    """``picked`` carries the customer's id; a refusal is told here, and another one can be tried."""

    picked = Signal(int)
    closed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__("Novo avalista", flush=True)
        self._shell = shell
        self._asked = ""
        self.search = SearchField("Nome, CPF ou telefone", "", size="top")
        self.said = label(HINT, "office", "text2", wrap=True)
        self.refusal = Note(tone="late")
        self.table = _table()
        self.back = KeyButton("Voltar", "Esc", size="small")
        self._build()

    def begin(self) -> None:
        """Empty, ready to be typed into."""
        self.search.clear()
        self._look("")
        self.refusal.hide()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, failure: KnownFailure) -> None:
        """Say why that person cannot."""
        said = words(failure)
        self.refusal.show_note(bold(f"{said.title}. "), said.rest)

    def _build(self) -> None:
        self.add_header(self.back)
        self.search.setAccessibleName("Quem será avalista")
        head = column(self.search, self.said, self.refusal, gap=Gap.X10, margin=Gap.X14)
        self.add(head, self.table, 1)
        self.body.setSpacing(0)
        self.table.keep_frame()
        self.search.textChanged.connect(self._look)
        self.search.stepped.connect(self.table.step)
        self.search.submitted.connect(lambda _: self.table.open_current())
        self.table.opened.connect(lambda found: self.picked.emit(found.id))
        self.back.clicked.connect(self.closed)

    def _look(self, text: str) -> None:
        self._asked = text.strip()
        self.refusal.hide()
        if len(self._asked) < SHORTEST:
            self._show(())
            return
        asked = self._asked
        self._shell.tasks.run(
            self, search_customers, lambda page: self._found(asked, page), asked, ROWS,
            on_refused=self.show_refusal,
        )  # fmt: skip

    def _found(self, asked: str, page: SearchPage) -> None:
        """An answer to an older text is let go."""
        if asked == self._asked:
            self._show(page.customers)

    def _show(self, found: Sequence[FoundCustomer]) -> None:
        self.table.set_rows(found)
        nobody = f"Ninguém com “{self._asked}” no cadastro." if len(self._asked) >= SHORTEST else HINT
        self.said.setText(CHOOSE if found else nobody)


def _table() -> Table[FoundCustomer]:
    return Table(
        [
            Column(
                "Cliente", lambda each: TwoLine(each.name, _below(each), icon="user"), chars=24, stretch=1
            ),
            Column("Bairro", lambda each: each.district or "—", chars=16, optional=True),
        ],
        name="Clientes encontrados",
        key=lambda each: each.id,
        row_height="two_line",
        header=False,
    )


def _below(found: FoundCustomer) -> str:
    return " · ".join(part for part in (found.document_masked or "sem CPF", found.phone) if part)
