"""The list of Pendências, and its filter by name and amount."""

from PySide6.QtCore import Qt, Signal

from crediario.documents.wording import figures
from crediario.domain.br import format_amount, format_date
from crediario.domain.money import Money
from crediario.services.overdue import OverdueFilter, OverdueOrder, OverdueRow
from crediario.ui.overdue import overdue_words
from crediario.ui.overdue.list_card import CustomerTable, ListCard
from crediario.ui.theme import Gap, Size, Tone, font, px
from crediario.ui.widgets.buttons import KeyButton, Keycap
from crediario.ui.widgets.cells import Cell, Text
from crediario.ui.widgets.edits import MoneyEdit, TextEdit
from crediario.ui.widgets.states import EmptyState
from crediario.ui.widgets.table import Column


def late_table(*, marks: bool) -> CustomerTable[OverdueRow]:
    """Columns of what is known today; contacts, reasons and scores come with what makes them."""
    return CustomerTable(
        [
            Column("Cliente", _name, chars=17, stretch=1, sort=OverdueOrder.NAME),
            Column("Dias", _days, chars=6, align="right", sort=OverdueOrder.DAYS),
            Column("Parc.", lambda each: str(each.count), chars=4, align="right"),
            Column("Em aberto", _open, chars=9, align="right", sort=OverdueOrder.AMOUNT),
            Column("Venceu em", lambda each: format_date(each.oldest_due), chars=9, optional=True),
            Column("Telefone", _phone, chars=14, optional=True),
            Column("Em dia", _kept, chars=7, optional=True),
            Column("Score", _score, chars=5, align="right", optional=True),
            Column("Último pagamento", _last_paid, chars=12, optional=True),
            Column("Bairro", lambda each: Text(each.district, "text2"), chars=13, stretch=1, optional=True),
        ],
        name="Clientes em atraso",
        key=lambda each: each.customer_id,
        marks=marks,
        row_height="office",
    )


def _name(row: OverdueRow) -> Cell:
    return Text(row.name, icon="handshake") if row.in_agreement else Text(row.name)


def _days(row: OverdueRow) -> Cell:
    return Text(figures(row.days_late), bold=True)


def _open(row: OverdueRow) -> Cell:
    return Text(format_amount(row.overdue), bold=True)


def _phone(row: OverdueRow) -> Cell:
    return Text(row.phone or overdue_words.DASH, "text" if row.phone else "text3")


def _kept(row: OverdueRow) -> Cell:
    return Text(overdue_words.kept_words(row.on_time, row.settled), "text2")


def _score(row: OverdueRow) -> Cell:
    return Text(overdue_words.DASH if row.score is None else str(row.score), "text2")


def _last_paid(row: OverdueRow) -> Cell:
    return Text(overdue_words.last_paid_words(row), "text2")


class LateList(ListCard):
    """``filtered``: others are looked for; ``left_filter``: Enter ended it; ``cleared``: everybody again."""

    filtered = Signal()
    left_filter = Signal()
    cleared = Signal()

    def __init__(self, *, may_take: bool) -> None:
        self.back = KeyButton("Ver todas as faixas", "Ctrl+0")
        empty = EmptyState("thumbs-up", "", "", self.back, tone="ok")
        table = late_table(marks=may_take)
        waiting = "Buscando as pendências…"
        super().__init__(table, empty, waiting, overdue_words.marked_words, may_take=may_take)
        self.name_edit, self.amount_edit = TextEdit(), MoneyEdit()
        self.clear = KeyButton("Limpar", "Ctrl+0", "quiet", "small")
        self.clear.setAccessibleName("Limpar filtros, Ctrl+0")
        self._cap = Keycap("Ctrl+F")
        self._build()

    @property
    def is_filtering(self) -> bool:
        """Whether one of the fields has the focus."""
        return self.name_edit.hasFocus() or self.amount_edit.hasFocus()

    @property
    def least(self) -> Money:
        """The amount looked for."""
        return self.amount_edit.value() or Money.ZERO

    def ask(self) -> None:
        """Ctrl+F: type whom to look for."""
        self.name_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name_edit.selectAll()

    def clear_filter(self) -> None:
        """Empty both fields."""
        self.name_edit.clear()
        self.amount_edit.set_value(None)
        self._show_way_out()

    def show_nobody(self, wanted: OverdueFilter) -> None:
        """Why there is nobody, and the way on."""
        filters = bool(wanted.text or wanted.min_amount)
        if filters or wanted.band:
            title, text = overdue_words.nobody_words(wanted)
            icon: tuple[str, Tone] = ("search", "text2") if filters else ("thumbs-up", "ok")
            self.empty.say(title, text, *icon)
            self.back.set_words("Limpar filtros" if filters else "Ver todas as faixas", "Ctrl+0")
        else:
            self.empty.say("Tudo em dia", "Nenhum pagamento em atraso hoje.", "thumbs-up", "ok")
            self.back.set_words("Ver o que vai vencer", "Alt+2")

    def fit(self) -> None:
        """Where room is short the field is shorter, and the key bar says its key alone."""
        super().fit()
        self._cap.setVisible(not self.narrow)
        self.name_edit.setFixedWidth(px(Size.FILTER_NAME_NARROW if self.narrow else Size.FILTER_NAME))
        self.name_edit.setPlaceholderText("Nome ou telefone" if self.narrow else "Nome, CPF ou telefone")

    def _build(self) -> None:
        for edit, name in (
            (self.name_edit, "Filtrar por nome, CPF ou telefone"),
            (self.amount_edit, "Em aberto a partir de"),
        ):
            edit.setProperty("shape", "cell")
            edit.setFont(font("office"))
            edit.setAccessibleName(name)
            edit.advances = False
            edit.returnPressed.connect(self.left_filter)
        self.amount_edit.setPlaceholderText("A partir de")
        self.amount_edit.setFixedWidth(px(Size.FILTER_AMOUNT))
        self.add_header(self.clear, self.name_edit, self.amount_edit, self._cap)
        self.header.setContentsMargins(px(Gap.X14), px(Gap.X6), px(Gap.X10), px(Gap.X6))
        self.name_edit.textEdited.connect(lambda _: self._changed())
        self.amount_edit.value_changed.connect(lambda _: self._changed())
        self.clear.clicked.connect(self.cleared)
        self.fit()
        self._show_way_out()

    def _changed(self) -> None:
        self._show_way_out()
        self.filtered.emit()

    def _show_way_out(self) -> None:
        """There while there is a filter."""
        self.clear.setVisible(bool(self.name_edit.text() or self.amount_edit.text()))
