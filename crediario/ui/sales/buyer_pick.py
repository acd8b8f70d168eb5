"""A sale without a customer yet: found by name, CPF or telephone without leaving the form."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from crediario.domain.errors import KnownFailure
from crediario.services.search import FoundCustomer, SearchPage, recent_customers, search_customers
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.sales import sale_words
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.cells import TwoLine
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder
from crediario.ui.widgets.search_field import SearchField
from crediario.ui.widgets.table import Column, Table

ROWS = 4
SHORTEST = 2


class BuyerPick(Card):
    """``picked`` carries the customer's id, ``register_asked`` what was typed of somebody new."""

    picked = Signal(int)
    register_asked = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__(flush=True)
        self._shell = shell
        self._asked: str | None = None
        self._takes_first = False
        self._moved = False
        self.search = SearchField("Nome, CPF ou telefone", "F3", size="top")
        self.table = _table()
        self.nobody = label("", "office", "text2", wrap=True)
        self.register = KeyButton("Cadastrar", "Ctrl+N", size="small", icon="user-plus")
        self._empty = holder(column(self.nobody, self.register, gap=Gap.X8))
        self._build()

    def reload(self) -> None:
        """Who was attended last, or what the text finds now."""
        self._look(self.search.text())

    def ask_register(self) -> None:
        """Ctrl+N: a new record with what was already typed."""
        self.register_asked.emit(self.search.text())

    def _build(self) -> None:
        head = column(Field("Quem está comprando?", self.search), self._empty, gap=Gap.X10, margin=Gap.X14)
        self._empty.hide()
        self.add(head, self.table)
        self.body.setSpacing(0)
        self.table.keep_frame()
        self.search.textChanged.connect(self._look)
        self.search.stepped.connect(self._step)
        self.search.submitted.connect(self._submit)
        self.table.opened.connect(lambda found: self.picked.emit(found.id))
        self.register.clicked.connect(self.ask_register)

    # -- looking ---------------------------------------------------------------------------------------------

    def _look(self, text: str) -> None:
        text = text.strip()
        self._asked, self._takes_first, self._moved = text, False, False
        run = self._shell.tasks.run
        if len(text) < SHORTEST:
            run(self, recent_customers, lambda found: self._show(text, found), ROWS)
        else:
            run(self, search_customers, lambda page: self._found(text, page), text, ROWS,
                on_refused=self._refused)  # fmt: skip

    def _found(self, text: str, page: SearchPage) -> None:
        self._show(text, page.customers)

    def _show(self, text: str, found: Sequence[FoundCustomer]) -> None:
        """An answer to an older text is let go."""
        if text != self._asked:
            return
        self._asked = None
        self.table.set_rows(found)
        self.table.setVisible(bool(found))
        nobody = not found and len(text) >= SHORTEST
        self._empty.setVisible(nobody)
        self.nobody.setText(f"Ninguém com “{text}”. Tente o final do telefone.")
        if found and self._takes_first:
            self.picked.emit(found[0].id)

    def _refused(self, failure: KnownFailure) -> None:
        self.table.hide()
        self.nobody.setText(words(failure).whole)
        self._empty.show()

    def _step(self, by: int) -> None:
        self.table.step(by)
        self._moved = True

    def _submit(self, text: str) -> None:
        """Enter takes the framed one; pressed before the answer came, the first of the answer."""
        chosen = self.table.current_row()
        if self._asked is not None:
            self._takes_first = True
        elif chosen is not None and (self._moved or len(text.strip()) >= SHORTEST):
            self.picked.emit(chosen.id)


def _table() -> Table[FoundCustomer]:
    return Table(
        [Column("Cliente", lambda each: TwoLine(each.name, _below(each)), chars=20, stretch=1)],
        name="Clientes encontrados",
        key=lambda each: each.id,
        row_height="two_line",
        fits_rows=True,
        header=False,
    )


def _below(found: FoundCustomer) -> str:
    parts = [found.document_masked or "sem CPF"]
    if found.incomplete:
        parts.append("cadastro incompleto")
    elif found.late_count:
        parts.append(sale_words.late_words(found.late_count))
    return " · ".join(parts)
