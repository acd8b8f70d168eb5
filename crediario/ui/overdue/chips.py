"""The upper line of both lists: which list, its total, and a chip for each part of it that filters."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from crediario.ui import icons
from crediario.ui.theme import Gap, Size, TextStyle, colors, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.choices import ChoiceCard
from crediario.ui.widgets.fitting import EvenColumns, FittingAmount
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, row
from crediario.ui.widgets.tabs import tab_bar

LISTS = ("Em atraso", "A vencer")
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_AMOUNTS: tuple[TextStyle, ...] = ("strong_name", "body_bold", "office_bold", "small_bold")


@dataclass(frozen=True, slots=True)
class Part:
    """What a chip shows.

    Attributes:
        color: name of the colour of its bar.
        share: how long the bar is, from 0 to 1.
    """

    title: str
    amount: str
    count: str
    color: str
    share: float


class PartChip(ChoiceCard):
    """Title, amount, a bar of colour and how many customers; the chosen one has a check mark."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._part = Part(title, "", "", "line", 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, part: Part) -> None:
        """Show other sums."""
        self._part = part
        self.name(part.title)
        self.setAccessibleDescription(f"{part.amount}, {part.count}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_COLUMN) // 2, px(Size.CHIP))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.RAIL_WIDTH), px(Size.CHIP))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The arrows mean the same anywhere on the screen, so the screen answers them."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c = QPainter(self), colors()
        self.paint_box(painter)
        pad, line = px(Gap.X12), (self.height() - 2 * px(Gap.X8)) / 3
        area = QRectF(pad, px(Gap.X8), self.width() - 2 * pad, line)
        ink = c.text3 if not self._part.share else c.text
        paint.text(painter, area, self._part.title, "office", c.text)
        paint.text(painter, area.translated(0, line), self._part.amount, self._amount(area.width()), ink)
        self._paint_foot(painter, area.translated(0, 2 * line))
        if self.isChecked():
            side = px(Size.ICON)
            place = QRectF(area.right() - side, area.top(), side, side)
            icons.draw(painter, "check", place, c.pri_text)

    def _paint_foot(self, painter: QPainter, area: QRectF) -> None:
        """The bar is as long as the part is large; a part with nothing has none."""
        c, left = colors(), area.left()
        if self._part.share:
            wide = max(px(Gap.X8), px(Size.CHIP_BAR_WIDTH) * self._part.share)
            wide = min(wide, area.width() / 3)
            high = px(Size.CHIP_BAR)
            bar = QRectF(left, area.center().y() - high / 2, wide, high)
            paint.box(painter, bar, fill=getattr(c, self._part.color), radius=Size.OUTLINE)
            left += wide + px(Gap.X8)
        rest = QRectF(QPointF(left, area.top()), area.bottomRight())
        paint.text(painter, rest, self._part.count, "small", c.text2)

    def _amount(self, room: float) -> TextStyle:
        fits = (style for style in _AMOUNTS if paint.text_width(self._part.amount, style) <= room)
        return next(fits, _AMOUNTS[-1])


class Total(FittingAmount):
    """The sum of a list: 24, or less where a large portfolio needs the room."""

    STYLES = ("kpi", "money", "strong_name")


class ListHead(QWidget):
    """Which of the two lists, its total, and its chips.

    ``chosen`` tells the place of the chosen chip, -1 for all; ``turned`` the place of another list. With
    ``always`` one of the chips is always chosen.
    """

    chosen = Signal(int)
    turned = Signal(int)

    def __init__(self, titles: Sequence[str], name: str, here: int, *, always: bool = False) -> None:
        super().__init__()
        self._always, self.place = always, 0 if always else -1
        self.tabs = self._tab_bar(here)
        self.total = Total(name, Qt.AlignmentFlag.AlignLeft)
        self.line = label("", "small", "text2", elide=True)
        said = column(self.tabs, self.total, self.line, gap=Gap.NONE)
        head = QWidget()
        head.setLayout(said)
        head.setFixedWidth(px(Size.CHIP_HEAD))
        self.chips = [PartChip(title) for title in titles]
        chips = EvenColumns(*self.chips, gap=Gap.X8)
        self.setLayout(row(head, chips, 1, gap=Gap.X14))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for place, chip in enumerate(self.chips):
            chip.clicked.connect(lambda _=False, pressed=place: self.press(pressed))
        self.show_place(self.place)

    def show_total(self, total: str, line: str) -> None:
        """The sum of the list, and what it is made of."""
        self.total.announce(total)
        self.line.setText(line)
        self.line.setToolTip(line)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """The sums of the chips."""
        for chip, part in zip(self.chips, parts, strict=True):
            chip.show_part(part)

    def press(self, place: int) -> None:
        """Choose a chip; the chosen one again shows all, where there is such a thing."""
        self.choose(-1 if place == self.place and not self._always else place)

    def choose(self, place: int) -> None:
        """Choose a chip, or -1 for all."""
        changed = place != self.place
        self.show_place(place)
        if changed:
            self.chosen.emit(place)

    def take_focus(self) -> None:
        """The chosen chip, or the first, gets the keyboard."""
        self.chips[max(self.place, 0)].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, place: int) -> None:
        """Mark a chip as chosen, telling nobody."""
        self.place = place
        for each, chip in enumerate(self.chips):
            chip.setChecked(each == place)

    def step(self, by: int) -> None:
        """The chip beside; after the last come all of them, or the first again."""
        first = 0 if self._always else -1
        count = len(self.chips) - first
        self.choose(first + (self.place - first + by) % count)
        if self.place >= 0 and any(chip.hasFocus() for chip in self.chips):
            self.chips[self.place].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tab_bar(self, here: int) -> QTabBar:
        bar = tab_bar("Qual lista", scrolls=False)
        bar.setObjectName("listTabs")
        bar.setDrawBase(False)
        for words in LISTS:
            bar.addTab(words)
        bar.setCurrentIndex(here)
        bar.currentChanged.connect(self.turned)
        return bar
