"""The three offers side by side, compared row by row; the chosen one has a frame."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crediario.domain.errors import Refusal
from crediario.ui import icons
from crediario.ui.negotiation import negotiation_words
from crediario.ui.negotiation.negotiation_draft import KINDS, Offers
from crediario.ui.negotiation.offer_words import HINTS, NAMES, Compared, Part, Said
from crediario.ui.theme import Gap, Size, TextStyle, colors, ink, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.choices import ChoiceCard, ChoiceGroup

HEAD, HEAD_LOW = 62, 52
BAND, BAND_LOW = 28, 24
ROW, ROW_SCROLLED, ROW_LOW = 35, 33, 27
INSET = Gap.X6
STRONG, CLICK = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
LEAST_COLUMN = 112
NARROW = 600


@dataclass(frozen=True, slots=True)
class Lines:
    """Where every heading and row begins, at the height there is."""

    head: int
    band: int
    row: int
    bands: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]
    end: int


def lines_for(height: int, parts: Sequence[Part]) -> Lines:
    """Rows as high as there is room for, between the least and the most that reads well."""
    count = sum(len(part.rows) for part in parts)
    low = height < px(HEAD + BAND * len(parts) + ROW * count)
    head, band = (px(HEAD_LOW), px(BAND_LOW)) if low else (px(HEAD), px(BAND))
    room = (height - 2 * px(INSET) - head - band * len(parts)) // max(count, 1)
    row = min(max(room, px(ROW_LOW)), px(ROW))
    bands, rows, top = [], [], px(INSET) + head
    for part in parts:
        bands.append(top)
        rows.append(tuple(top + band + place * row for place in range(len(part.rows))))
        top += band + row * len(part.rows)
    return Lines(head, band, row, tuple(bands), tuple(rows), top)


class OfferBoard(QWidget):
    """``chosen`` tells the place of the offer."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._parts: Sequence[Part] = ()
        self._roomy = False
        self.columns = [
            OfferColumn(NAMES[kind], HINTS[kind], str(place + 1)) for place, kind in enumerate(KINDS)
        ]
        for column in self.columns:
            column.setParent(self)
        self.group = ChoiceGroup(self.columns, self)
        self.group.chosen.connect(self.chosen)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_offers(self, parts: Sequence[Part], found: Offers, place: int) -> None:
        """Every figure again."""
        self._parts = parts
        self.updateGeometry()
        for number, (column, kind) in enumerate(zip(self.columns, KINDS, strict=True)):
            offer = found[kind]
            column.show_offer(parts, number, offer if isinstance(offer, Refusal) else None)
        with QSignalBlocker(self.group):
            self.group.choose(place)
        for number, column in enumerate(self.columns):
            # Tab and Enter reach the chosen one; arrows go on from there.
            column.setFocusPolicy(STRONG if number == place else CLICK)
        self._arrange()
        self.update()

    def ask_room(self, *, roomy: bool) -> None:
        """Inside what scrolls it may be as high as it likes; beside other columns it takes what is left."""
        self._roomy = roomy
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        roomy = self._height(HEAD, BAND, ROW_SCROLLED)
        return QSize(px(Size.READABLE), roomy if self._roomy else self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(4 * px(LEAST_COLUMN), self._height(HEAD_LOW, BAND_LOW, ROW_LOW))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c, area = QPainter(self), colors(), QRectF(self.rect())
        paint.box(painter, area, fill=c.surface, border=c.line, radius=Size.RADIUS_CARD)
        lines = lines_for(self.height(), self._parts)
        for part, top, rows in zip(self._parts, lines.bands, lines.rows, strict=True):
            band = QRectF(1, top, area.width() - 2, lines.band)
            painter.fillRect(band, c.surface2)
            _edges(painter, band)
            name = band.adjusted(px(Gap.X12) - 1, 0, 0, 0)
            paint.text(painter, name, part.name, "small_bold", c.text2)
            for row, y in zip(part.rows, rows, strict=True):
                place = QRectF(px(Gap.X12), y, self._names_width() - px(Gap.X12), lines.row)
                paint.text(painter, place, self._name(row), "office", c.text2)

    def _height(self, head: int, band: int, row: int) -> int:
        count = sum(len(part.rows) for part in self._parts)
        return 2 * px(INSET) + px(head) + len(self._parts) * px(band) + count * px(row)

    def _name(self, row: Compared) -> str:
        """Short where the columns need the room."""
        return row.short if row.short and self.width() < px(NARROW) else row.name

    def _names_width(self) -> int:
        names = [self._name(row) for part in self._parts for row in part.rows]
        widest = max((paint.text_width(name, "office") for name in names), default=0)
        return round(widest) + px(Gap.X12) + px(Gap.X4)

    def _arrange(self) -> None:
        """The columns share what the names of the rows leave."""
        lines = lines_for(self.height(), self._parts)
        start, gap = self._names_width(), px(Gap.X2)
        each = (self.width() - start - px(INSET) - 2 * gap) // len(self.columns)
        for place, column in enumerate(self.columns):
            left = start + place * (each + gap)
            column.show_lines(lines)
            column.setGeometry(left, px(INSET), each, lines.end - px(INSET))


class OfferColumn(ChoiceCard):
    """One offer, from its name down to who closes it."""

    def __init__(self, words: str, hint: str, key: str) -> None:
        super().__init__(words, key)
        self._hint = hint
        self._cells: Sequence[Sequence[Said]] = ()
        self._refusal: Refusal | None = None
        self._lines = lines_for(0, ())

    def show_offer(self, parts: Sequence[Part], place: int, refusal: Refusal | None) -> None:
        """What this column says in every row."""
        self._cells = [[row.cells[place] for row in part.rows] for part in parts]
        self._refusal = refusal
        told = [f"{row.name} {_spoken(row.cells[place])}" for part in parts for row in part.rows]
        refused = negotiation_words.refusal_words(refusal) if refusal is not None else ""
        self.setAccessibleDescription(refused or "; ".join(told))
        self.setToolTip(refused)
        self.update()

    def show_lines(self, lines: Lines) -> None:
        """Where its rows stand."""
        self._lines = lines

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c, area = QPainter(self), colors(), QRectF(self.rect())
        if self.isChecked():
            paint.box(painter, area, fill=c.pri_soft, radius=Size.RADIUS_CARD)
        self._paint_head(painter)
        for cells, top, rows in zip(self._cells, self._lines.bands, self._lines.rows, strict=False):
            if self.isChecked():
                band = QRectF(0, top - self.y(), area.width(), self._lines.band)
                _edges(painter, band, chosen=True)
            for said, y in zip(cells, rows, strict=True):
                _paint_cell(painter, self._place(y), said)
        if self.isChecked():
            paint.box(painter, area, border=c.pri, width=Size.OUTLINE, radius=Size.RADIUS_CARD)

    def _paint_head(self, painter: QPainter) -> None:
        """Where room is scarce the frame alone says which is chosen, and the name has the whole line."""
        c, line = colors(), px(Gap.X20) + px(Gap.X2)
        left, right = float(self._pad()), float(self.width() - self._pad())
        top = (self._lines.head - 2 * line) / 2
        cap = right - paint.keycap_width(self.key)
        paint.keycap(painter, cap, top + line / 2, self.key)
        style = self._name_style(cap - left - px(Size.RADIO) - px(Gap.X8) - px(Gap.X4))
        if style is not None:
            paint.radio(painter, QRectF(left, top, px(Size.RADIO), line), checked=self.isChecked())
            left += px(Size.RADIO) + px(Gap.X8)
        words = QRectF(left, top, cap - left - px(Gap.X4), line)
        paint.text(painter, words, self.words, style or "small_bold")
        paint.text(painter, QRectF(left, top + line, right - left, line), self._hint, "small", c.text2)

    def _name_style(self, room: float) -> TextStyle | None:
        """All three alike: as the longest name needs it; None where none fits."""
        longest = max(NAMES.values(), key=len)
        styles: tuple[TextStyle, ...] = ("name", "body_bold", "office_bold")
        return next((style for style in styles if paint.text_width(longest, style) <= room), None)

    def _place(self, y: int) -> QRectF:
        pad = self._pad()
        return QRectF(pad, y - self.y(), self.width() - 2 * pad, self._lines.row)

    def _pad(self) -> int:
        return px(Gap.X10 if self.width() > px(LEAST_COLUMN) + px(Gap.X14) else Gap.X6)


def _spoken(said: Said) -> str:
    return f"{said.text}, {said.below}" if said.below else said.text


def _edges(painter: QPainter, band: QRectF, *, chosen: bool = False) -> None:
    color = colors().pri_line if chosen else colors().line
    painter.fillRect(QRectF(band.left(), band.top(), band.width(), 1), color)
    painter.fillRect(QRectF(band.left(), band.bottom() - 1, band.width(), 1), color)


def _paint_cell(painter: QPainter, place: QRectF, said: Said) -> None:
    """A figure is never shortened: where it does not fit, its short form stands."""
    style: TextStyle = "name" if said.big else "office_bold" if said.strong else "office"
    if said.icon:
        side = px(Size.ICON)
        mark = QRectF(place.left(), place.top(), side, place.height())
        icons.draw(painter, said.icon, mark, ink(said.tone))
        place = place.adjusted(side + px(Gap.X6), 0, 0, 0)
    width = paint.text_width(said.text, style)
    after = width + px(Gap.X6)
    if said.below and after + paint.text_width(said.below, "small") > place.width():
        _paint_two_lines(painter, place, said, style)
        return
    words = said.text if width <= place.width() or not said.short else said.short
    paint.text(painter, place, words, style, ink(said.tone))
    paint.text(painter, place.adjusted(after, 0, 0, 0), said.below, "small", colors().text2)


def _paint_two_lines(painter: QPainter, place: QRectF, said: Said, style: TextStyle) -> None:
    """The figure over its support; in low rows both in small letters."""
    low = place.height() < px(ROW) - px(Gap.X4)
    if low:
        style = "small_bold" if said.strong else "small"
    words = said.text if paint.text_width(said.text, style) <= place.width() or not said.short else said.short
    nearer = px(Gap.X2) if place.height() >= px(ROW) else 0
    half = place.height() / 2
    above = QRectF(place.left(), place.top() + nearer, place.width(), half)
    paint.text(painter, above, words, style, ink(said.tone))
    under = above.translated(0, half - 2 * nearer)
    paint.text(painter, under, said.below, "small", colors().text2)
