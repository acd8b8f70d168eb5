"""01b: the search over any screen. Type, walk with the arrows, press one key."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer
from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.search import (
    FoundCarne,
    FoundCustomer,
    SearchPage,
    recent_customers,
    search_customers,
)
from crediario.ui.customers import search_rows
from crediario.ui.customers.search_rows import ListedRow, Register, Section
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import CustomerForm, Negotiation, Receive, Screen, Shell
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton, Keycap
from crediario.ui.widgets.cells import Text
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.search_field import SearchField
from crediario.ui.widgets.states import EmptyState
from crediario.ui.widgets.table import Column, Table

SHORTEST = 2
ACROSS = 4
FOOTER = ((("F4",), "Receber"), (("F2",), "Vender"), (("Ctrl+N",), "Cadastrar"))


class SearchPalette(Screen):
    """Finds as somebody types; the focus never leaves the field."""

    debounce_ms: ClassVar[int] = 120

    def __init__(self, shell: Shell, text: str) -> None:
        super().__init__(shell)
        self.setObjectName("")
        self._terms: tuple[str, ...] = ()
        self._asked: str | None = None
        self._takes_first = False
        self.search = SearchField("Nome, CPF, telefone ou carnê", "Esc", size="palette")
        self.table = FoundTable(self)
        self.register = KeyButton("Cadastrar novo cliente", "Ctrl+N", icon="user-plus")
        self.empty = EmptyState("search", "", "", self.register)
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._listen()
        self.search.setText(text)
        self._look()

    # -- Screen ----------------------------------------------------------------------------------------------

    def keys(self) -> Sequence[Action]:
        """F2, F4 and F8 go on with whoever the frame is on."""
        return (
            Action("receive", run=self._receive),
            Action("sell", run=self._sell, label="Vender"),
            Action("negotiate", run=self._negotiate, in_bar=False),
            Action("new", run=self._register),
        )

    def first_focus(self) -> QWidget:
        """Typing goes on where it began."""
        return self.search

    def set_compact(self, compact: bool) -> None:
        """It has no padding of its own."""
        self._compact = compact

    @property
    def terms(self) -> tuple[str, ...]:
        """What is marked in the lines."""
        return self._terms

    # -- looking ---------------------------------------------------------------------------------------------

    def _typed(self, _: str) -> None:
        """Ask when the fingers rest."""
        self._asked, self._takes_first = self.search.text().strip(), False
        if self.debounce_ms:
            self._timer.start(self.debounce_ms)
        else:
            self._look()

    def _look(self) -> None:
        self._timer.stop()
        text = self._asked = self.search.text().strip()
        run = self.shell.tasks.run
        if len(text) < SHORTEST:
            run(self, recent_customers, lambda found: self._show_recent(text, found))
        else:
            run(self, search_customers, lambda page: self._show_page(text, page), text,
                on_refused=lambda failure: self._refused(text, failure))  # fmt: skip

    def _show_recent(self, text: str, found: Sequence[FoundCustomer]) -> None:
        if text == self._asked:
            self._show((), search_rows.recent_rows(found), "")

    def _show_page(self, text: str, page: SearchPage) -> None:
        """An answer to an older text is let go."""
        if text != self._asked:
            return
        rows = search_rows.found_rows(text, page)
        title = f"Ninguém com {search_rows.quoted(text)}"
        self.empty.say(title, "Tente o final do telefone, o CPF ou só uma parte do nome.", "search")
        self.register.set_words(search_rows.register_words(text))
        self._show(page.terms, rows, search_rows.count_words(page) if rows else "")

    def _refused(self, text: str, failure: KnownFailure) -> None:
        if text == self._asked:
            said = words(failure)
            self.empty.say(said.title, said.rest, "circle-alert", "att")
            self._show((), [], "")

    def _show(self, terms: tuple[str, ...], rows: Sequence[ListedRow], count: str) -> None:
        takes_first, self._takes_first = self._takes_first, False
        self._asked, self._terms = None, terms
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self._nobody.setVisible(not rows)
        self.search.show_after(count)
        self.updateGeometry()
        if takes_first and rows:
            self._open_current()

    # -- choosing --------------------------------------------------------------------------------------------

    def _submit(self, _: str) -> None:
        """Enter; pressed before the answer came, it takes the first of the answer."""
        if self._asked is not None:
            self._takes_first = True
            if self._timer.isActive():
                self._look()
        else:
            self._open_current()

    def _open_current(self) -> None:
        chosen = self.table.current_row()
        if isinstance(chosen, Register):
            self._register()
        elif isinstance(chosen, FoundCustomer | FoundCarne):
            self._go_on(_customer_id(chosen))

    def _go_on(self, customer_id: int) -> None:
        """Receber or Negociar with nobody yet goes on with the one chosen; elsewhere it is the ficha."""
        navigation = self.shell.navigation
        if navigation.here == Receive():
            navigation.replace(Receive(customer_id))
        elif navigation.here == Negotiation():
            navigation.replace(Negotiation(customer_id))
        else:
            navigation.open_customer(customer_id)

    @property
    def _enter_words(self) -> str:
        """What Enter does with the one chosen."""
        here = self.shell.navigation.here
        if here == Receive():
            return "Receber"
        return "Negociar" if here == Negotiation() else "Abrir ficha"

    def _receive(self) -> None:
        chosen = self.table.current_row()
        if isinstance(chosen, FoundCustomer | FoundCarne):
            self.shell.navigation.open_receive(_customer_id(chosen))

    def _sell(self) -> None:
        chosen = self.table.current_row()
        if isinstance(chosen, FoundCustomer | FoundCarne):
            self.shell.navigation.open_sale(_customer_id(chosen))

    def _negotiate(self) -> None:
        chosen = self.table.current_row()
        if isinstance(chosen, FoundCustomer | FoundCarne):
            self.shell.navigation.open(Negotiation(_customer_id(chosen)))

    def _register(self) -> None:
        self.shell.navigation.open(CustomerForm.of_typed(self.search.text()))

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        footer = row(gap=Gap.X16, margin=(Gap.X16, Gap.NONE))
        for caps, said in ((("↑", "↓"), "Escolher"), (("Enter",), self._enter_words), *FOOTER):
            footer.addLayout(row(Keycap(*caps), label(said, "office", "text2"), gap=Gap.X8))
        footer.addStretch(1)
        footer.addWidget(label("Sem acento também encontra", "office", "text2", elide=True))
        self._footer = holder(footer)
        self._footer.setObjectName("cardFooter")
        self._footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._footer.setFixedHeight(px(Size.CARD_FOOTER))
        self._nobody = holder(column(self.empty, margin=Gap.X24))
        self._nobody.hide()
        self.setLayout(column(self.search, self.table, 1, self._nobody, 1, self._footer, gap=Gap.NONE))

    def _listen(self) -> None:
        self.search.textEdited.connect(self._typed)
        self.search.stepped.connect(self.table.step)
        self.search.submitted.connect(self._submit)
        self.table.clicked.connect(lambda _: self._open_current())
        self.register.clicked.connect(self._register)
        self._timer.timeout.connect(self._look)


class FoundTable(Table[ListedRow]):
    """Customers in tall lines, carnês and actions in low ones, across the columns."""

    def __init__(self, palette: SearchPalette) -> None:
        super().__init__(
            [
                Column("Cliente", lambda each: search_rows.who(each, palette.terms), chars=17, stretch=1),
                Column("CPF", _document, chars=12),
                Column("Telefone", lambda each: search_rows.phone(each, palette.terms), chars=14),
                Column("Bairro", _district, chars=11, optional=True),
                Column("Situação", search_rows.situation, chars=12),
                Column("Em aberto", search_rows.amount, chars=8, align="right"),
            ],
            name="Encontrados",
            key=_key,
            row_height="tall",
            section=lambda each: each.words if isinstance(each, Section) else None,
        )
        self.keep_frame()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_rows(self, rows: Sequence[ListedRow]) -> None:
        """Show other lines, the frame on the first of them."""
        self.clearSpans()
        self.setCurrentIndex(QModelIndex())
        self.set_rows(rows)
        for place, each in enumerate(rows):
            if isinstance(each, Section):
                self.setSpan(place, 0, 1, self.model().columnCount())
            elif not isinstance(each, FoundCustomer):
                self.setSpan(place, 0, 1, ACROSS)
            self.setRowHeight(place, self._height_of(each))
        self.updateGeometry()

    def _height_of(self, each: ListedRow) -> int:
        if isinstance(each, Section):
            return px(Size.BUTTON_SMALL)
        return px(Size.ROW_TALL if isinstance(each, FoundCustomer) else Size.ROW)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as its lines; the window's height is the limit."""
        lines = self.verticalHeader().length()
        return QSize(px(Size.PALETTE_WIDTH), px(Size.HEADER) + lines + 2 * Size.OUTLINE)


def _customer_id(chosen: FoundCustomer | FoundCarne) -> int:
    return chosen.id if isinstance(chosen, FoundCustomer) else chosen.customer_id


def _key(each: ListedRow) -> tuple[str, object]:
    match each:
        case FoundCustomer():
            return "customer", each.id
        case FoundCarne():
            return "carne", (each.sale_id, each.installment_id)
        case Section():
            return "section", each.words
        case Register():
            return "register", each.typed


def _document(each: ListedRow) -> Text:
    return Text(
        (each.document_masked or search_rows.DASH) if isinstance(each, FoundCustomer) else "", "text2"
    )


def _district(each: ListedRow) -> Text:
    return Text((each.district or "") if isinstance(each, FoundCustomer) else "", "text2")
