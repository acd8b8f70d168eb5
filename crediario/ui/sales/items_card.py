"""What is bought, line by line: description, how many, at what price each; or read from a fiscal note."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from crediario.domain.br import format_amount, format_money
from crediario.domain.money import Money
from crediario.services.sales import ITEM_LENGTH, Item
from crediario.ui.sales import sale_words
from crediario.ui.sales.draft import UNNAMED_ITEM, Draft, total_of
from crediario.ui.theme import Gap, Size, font, px
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.edits import Edit, MoneyEdit, NumberEdit, TextEdit
from crediario.ui.widgets.labels import IconLabel, label
from crediario.ui.widgets.layout import column, holder, row, separator

HEADS = ("O que está levando", "Quantos", "Preço de um", "Total")
STRETCHES = (5, 2, 3, 3)
MOST_PIECES = 9_999
RIGHT = Qt.AlignmentFlag.AlignRight
CLICK = Qt.FocusPolicy.ClickFocus


class ItemRow:
    """One line: its widgets, in the order of the keyboard."""

    def __init__(self, item: Item | None = None) -> None:
        self.text, self.count, self.price = TextEdit(), NumberEdit(1, MOST_PIECES), MoneyEdit()
        self.total = label("", "office_bold", align=RIGHT)
        self.drop = KeyButton("", size="small", icon="x")
        self.drop.setFocusPolicy(CLICK)
        self.drop.setAccessibleName("Tirar o item")
        self.text.setMaxLength(ITEM_LENGTH)
        self.text.setPlaceholderText(UNNAMED_ITEM)
        self.count.set_value(item.quantity if item is not None else 1)
        if item is not None:
            self.text.setText(item.description)
            self.price.set_value(item.unit_price)
        for edit in self.edits:
            edit.setProperty("shape", "cell")
            edit.setFont(font("body"))
        self.show_total()

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The three fields."""
        return self.text, self.count, self.price

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """Everything of it, from left to right."""
        return (*self.edits, self.total, self.drop)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed yet."""
        return not self.text.value() and not self.price.text().strip()

    def name(self, place: int) -> None:
        """What the screen reader says of the fields: the line they are in."""
        for edit, head in zip(self.edits, HEADS, strict=False):
            edit.setAccessibleName(f"{head}, item {place}")

    def item(self) -> Item | None:
        """The line as it is sold; None while its price or quantity is missing or wrong."""
        count, price = self.count.value(), self.price.value()
        if count is None or price is None:
            return None
        return Item(self.text.value() or UNNAMED_ITEM, count, price)

    def show_total(self) -> None:
        """Quantity times price."""
        item = self.item()
        self.total.setText(format_amount(total_of((item,))) if item is not None else "—")

    def wrong_field(self) -> Edit | None:
        """The field that is missing or wrong, saying so; None of a line nothing was typed in."""
        if self.is_blank:
            return None
        for edit, said in ((self.count, "Falta quantos"), (self.price, "Falta o preço")):
            if not edit.text().strip():
                edit.set_error(said)
            elif edit.check():
                continue
            return edit
        return None


class ItemsCard(Card):
    """``edited`` carries the whole lines; ``note_asked`` and ``left`` are presses.

    Enter after the last price begins another line; in a line left blank it goes on with the sale.
    """

    edited = Signal(object)
    note_asked = Signal()

    def __init__(self, before: QWidget, after: QWidget) -> None:
        super().__init__("Itens da compra", flush=True)
        self._before, self._after = before, after
        self.rows: list[ItemRow] = []
        self.note_link = LinkButton("XML da nota", "Alt+F")
        self.add_link = LinkButton("Incluir item", "Ctrl+N")
        for link in (self.note_link, self.add_link):
            link.setFocusPolicy(CLICK)
        self.note_link.clicked.connect(self.note_asked)
        self.add_link.clicked.connect(self.add_row)
        self.add_header(self.note_link, self.add_link)
        self._lines = holder(column())
        self._sign = IconLabel("receipt", "text2")
        self._about = label("", "office", "text2", elide=True)
        self._wrong = label("", "office_medium", "late", elide=True)
        self.total = label("", "body_bold", align=RIGHT)
        foot = row(self._sign, self._about, 1, self._wrong, self.total, gap=Gap.X10)
        foot.setContentsMargins(px(Gap.X14), px(Gap.X8), px(Gap.X14), px(Gap.X8))
        self.add(self._lines, separator(), holder(foot))
        self.body.setSpacing(0)

    # -- showing ---------------------------------------------------------------------------------------------

    def show_items(self, items: tuple[Item, ...]) -> None:
        """Other lines than were typed, as a note's; with none, the card is put away."""
        self._forget(self.rows)
        self.rows = [self._made(ItemRow(item)) for item in items]
        self._lay_out()
        self.setVisible(bool(items))

    def show_draft(self, draft: Draft) -> None:
        """The sum, and the note they were read from."""
        count = len(draft.items)
        said = f"{count} {'item' if count == 1 else 'itens'}"
        self._about.setText(f"{said} · {sale_words.note_words(draft.note)}" if draft.note else said)
        self._sign.setVisible(draft.note is not None)
        self.total.announce(format_money(total_of(draft.items)))

    # -- typing ----------------------------------------------------------------------------------------------

    def begin(self, text: str, price: Money | None) -> None:
        """Ctrl+N for the first time: what one line said goes on as the first item."""
        first = ItemRow(Item(text, 1, price) if price is not None else None)
        if price is None:
            first.text.setText(text)
        self.rows = [self._made(first)]
        self.setVisible(True)
        self.add_row() if not first.is_blank else self._enter(first)
        self._tell()

    def add_row(self) -> None:
        """Ctrl+N: another line, or the blank one at the end."""
        if not self.rows or not self.rows[-1].is_blank:
            self.rows.append(self._made(ItemRow()))
        self._enter(self.rows[-1])

    def drop_row(self, found: ItemRow | None = None) -> None:
        """Ctrl+Del: take out a line, of none the one the keyboard is in; after the last the card goes."""
        focused = QApplication.focusWidget()
        found = found or next((each for each in self.rows if focused in each.widgets), None)
        if found is None:
            return
        place = self.rows.index(found)
        self.rows.remove(found)
        next_one = self.rows[min(place, len(self.rows) - 1)].text if self.rows else self._before
        self._lay_out()
        self._forget([found])
        next_one.setFocus(Qt.FocusReason.TabFocusReason)
        self.setVisible(bool(self.rows))
        self._tell()

    def wrong_field(self) -> Edit | None:
        """The first field that is missing or wrong."""
        if self.isHidden():
            return None
        return next((edit for each in self.rows if (edit := each.wrong_field()) is not None), None)

    # -- inside ----------------------------------------------------------------------------------------------

    def _made(self, line: ItemRow) -> ItemRow:
        for edit in line.edits:
            edit.textChanged.connect(lambda _: self._tell())
            edit.error_changed.connect(self._say)
        line.text.follower = lambda: self._after_text(line)
        line.price.follower = lambda: self._after_price(line)
        line.drop.clicked.connect(lambda: self.drop_row(line))
        return line

    def _after_text(self, line: ItemRow) -> QWidget:
        """Enter in a blank last line ends the list."""
        if not (line.is_blank and line is self.rows[-1]):
            return line.count
        self.rows.remove(line)
        self._lay_out()
        self._forget([line])
        self.setVisible(bool(self.rows))
        self._tell()
        return self._after if self.rows else self._before

    def _after_price(self, line: ItemRow) -> QWidget:
        place = self.rows.index(line) + 1
        if place == len(self.rows):
            if line.item() is None:
                return line.price
            self.rows.append(self._made(ItemRow()))
            self._lay_out()
        return self.rows[place].text

    def _enter(self, line: ItemRow) -> None:
        self._lay_out()
        line.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tell(self) -> None:
        """What is whole is sold; a line half typed waits."""
        for each in self.rows:
            each.show_total()
        whole = (each.item() for each in self.rows if not each.is_blank)
        self.edited.emit(tuple(item for item in whole if item is not None))

    def _say(self, _: str) -> None:
        errors = (edit.error for each in self.rows for edit in each.edits if edit.error)
        self._wrong.announce(next(errors, ""))

    def _lay_out(self) -> None:
        lines = holder(self._grid())
        self.body.replaceWidget(self._lines, lines)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = lines
        stops = [self._before, *(edit for each in self.rows for edit in each.edits)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _grid(self) -> QGridLayout:
        lines = QGridLayout()
        lines.setContentsMargins(px(Gap.X14), 0, px(Gap.X10), px(Gap.X4))
        lines.setHorizontalSpacing(px(Gap.X10))
        lines.setVerticalSpacing(0)
        for place, head in enumerate(HEADS):
            name = label(head, "small_bold", "text2", elide=True, align=RIGHT if place else None)
            name.setMinimumHeight(px(Size.HEADER))
            lines.addWidget(name, 0, place)
            lines.setColumnStretch(place, STRETCHES[place])
        for line, each in enumerate(self.rows, 1):
            each.name(line)
            lines.setRowMinimumHeight(line, px(Size.ROW))
            for place, widget in enumerate(each.widgets):
                lines.addWidget(widget, line, place)
        return lines

    def _forget(self, gone: list[ItemRow]) -> None:
        for each in gone:
            for widget in each.widgets:
                widget.hide()
                widget.deleteLater()
