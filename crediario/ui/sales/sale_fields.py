"""What is typed at the left of Nova venda: the purchase, and when it falls due."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QBoxLayout

from crediario.domain.schedule import DAYS, Every
from crediario.services.sales import ITEM_LENGTH
from crediario.ui.sales import sale_words
from crediario.ui.sales.draft import UNNAMED_ITEM, Draft
from crediario.ui.theme import Gap, px
from crediario.ui.widgets.buttons import LinkButton
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.edits import MoneyEdit, TextEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, row

LAST_DAY = 31
DOWN, ACROSS = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight


def set_close(card: Card, fields: QBoxLayout, *, low: bool) -> None:
    """Where the column has little height, less room around and between the fields of a card."""
    edge = px(Gap.X8 if low else Gap.X14)
    card.body.setContentsMargins(px(Gap.X14), edge, px(Gap.X14), edge)
    fields.setSpacing(px(Gap.X4 if low and fields.direction() is DOWN else Gap.X10))


class PurchaseBox(Card):
    """How much, what, and how much is paid now."""

    price_changed = Signal(object)
    item_changed = Signal(str)
    down_payment_changed = Signal(object)
    items_asked = Signal()
    note_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.price = MoneyEdit(size="money")
        self.item = TextEdit()
        self.item.setMaxLength(ITEM_LENGTH)
        self.item.setPlaceholderText(UNNAMED_ITEM)
        self.down_payment = MoneyEdit()
        self._suggested = Field("Entrada", self.down_payment)
        self._price = Field("Valor da compra", self.price)
        self.items_link, self.note_link = LinkButton("Itens", "Ctrl+N"), LinkButton("Nota", "Alt+F")
        for link, told in ((self.items_link, self.items_asked), (self.note_link, self.note_asked)):
            # Enter goes from field to field; the keys lead here.
            link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            link.clicked.connect(told)
        self.note_link.setAccessibleName("XML da nota, Alt+F")
        item = Field("O que está levando", self.item)
        more = row(self.items_link, self.note_link, None, gap=Gap.X8)
        whole = column(item, more, gap=Gap.X2)
        self._fields = column(self._price, 8, whole, 9, self._suggested, 9, gap=Gap.X10)
        self.add(self._fields)
        self._low = self._listed = False
        self._suggestion = ""
        self._show_hints()
        self.price.value_changed.connect(self.price_changed)
        self.item.textChanged.connect(lambda _: self.item_changed.emit(self.item.value()))
        self.down_payment.value_changed.connect(self.down_payment_changed)

    def show_items(self, draft: Draft, said: str) -> None:
        """Where there are items, they say what is bought and for how much; typing goes on among them."""
        listed = bool(draft.items)
        for edit in (self.price, self.item):
            edit.setReadOnly(listed)
        if listed:
            with QSignalBlocker(self.price), QSignalBlocker(self.item):
                self.price.set_value(draft.price)
                self.item.setText(said)
        elif self._listed:
            with QSignalBlocker(self.item):
                self.item.setText(draft.item)
        self._listed = listed

    def suggest(self, words: str) -> None:
        """What the chosen plan asks as entrada."""
        self._suggestion = words
        self._show_hints()

    def spread(self, *, across: bool) -> None:
        """Where the card is wide the fields stand beside each other."""
        self._fields.setDirection(ACROSS if across else DOWN)
        self._show_hints()
        self.set_low(self._low)

    def set_low(self, low: bool) -> None:
        """Where the column has little height the fields stand closer."""
        self._low = low
        set_close(self, self._fields, low=low)

    def _show_hints(self) -> None:
        """Beside the names; fields beside each other are too narrow for that, and have room below."""
        below = self._fields.direction() is ACROSS
        for field, words in ((self._price, "obrigatório"), (self._suggested, self._suggestion)):
            field.hint.setText("" if below else words)
            field.show_note(words if below else "")


class DueBox(Card):
    """The first due date, the day of the month, how often, and who sold."""

    first_due_changed = Signal(object)
    day_chosen = Signal(int)
    every_chosen = Signal(object)
    seller_chosen = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.first_due = DateEdit(today)
        self.day: Combo[int] = Combo([(day, str(day)) for day in range(1, LAST_DAY + 1)])
        self.every: Combo[Every] = Combo(sale_words.EVERY)
        self.seller: Combo[int] = Combo()
        self.note = label("", "small", "text3", wrap=True)
        self._due_field = Field("1º vencimento", self.first_due)
        self._day_field = Field("Todo dia", self.day)
        dates = row(self._due_field, 3, self._day_field, 2, gap=Gap.X10)
        self._how = column(
            Field("Periodicidade", self.every), 5, Field("Vendedor", self.seller), 7, gap=Gap.X10
        )
        self._fields = column(column(dates, self.note, gap=Gap.X4), 1, self._how, 1, gap=Gap.X10)
        self.add(self._fields)
        self._across = self._low = False
        self._listen()

    def show_sellers(self, sellers: Sequence[tuple[int, str]]) -> None:
        """Who may have sold."""
        with QSignalBlocker(self.seller):
            self.seller.set_choices(sellers)

    def show_due(self, draft: Draft, note: str) -> None:
        """Bring the fields to the draft, saying nothing about it; a date being typed stays as it is."""
        if draft.first_due is not None and self.first_due.value() != draft.first_due:
            with QSignalBlocker(self.first_due):
                self.first_due.set_value(draft.first_due)
        if draft.anchor_day is not None:
            self.day.set_value(draft.anchor_day)
        if draft.seller_id is not None:
            self.seller.set_value(draft.seller_id)
        self._day_field.setVisible(draft.every not in DAYS)
        self.note.setText(note)

    def spread(self, *, across: bool) -> None:
        """Where the card is wide the fields stand beside each other."""
        self._across = across
        self._fields.setDirection(ACROSS if across else DOWN)
        self._how.setDirection(ACROSS if across or self._low else DOWN)
        set_close(self, self._fields, low=self._low)

    def set_low(self, low: bool) -> None:
        """Where the column has little height, closer, and two of the fields beside each other."""
        self._low = low
        self.spread(across=self._across)

    def _listen(self) -> None:
        """Only what a person chose is told: ``activated`` is silent when the program sets a value."""
        self.first_due.value_changed.connect(self.first_due_changed)
        self.day.activated.connect(lambda _: self.day_chosen.emit(self.day.value()))
        self.every.activated.connect(lambda _: self.every_chosen.emit(self.every.value()))
        self.seller.activated.connect(lambda _: self.seller_chosen.emit(self.seller.value()))
