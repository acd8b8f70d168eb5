"""What may stand in a cell of a table, and how it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from crediario.ui import icons
from crediario.ui.theme import Gap, Size, TextStyle, Tone, colors, ink, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.paint import TagTone


@dataclass(frozen=True, slots=True)
class Text:
    """Words, perhaps bold or in a tone, perhaps with a small hint after them."""

    text: str
    tone: Tone = "text"
    bold: bool = False
    hint: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class TwoLine:
    """A name and a line of support below it; perhaps a small picture, or else an icon, before both."""

    text: str
    below: str
    tone: Tone = "text"
    icon: str = ""
    bold: bool = True
    picture: QImage | None = None


@dataclass(frozen=True, slots=True)
class TagCell:
    """A tag."""

    text: str
    tone: TagTone
    icon: str = ""


@dataclass(frozen=True, slots=True)
class KeyCell:
    """A keycap."""

    text: str


@dataclass(frozen=True, slots=True)
class CheckCell:
    """A check box: whether the row is marked."""

    checked: bool

    @property
    def text(self) -> str:
        """What the screen reader says."""
        return "marcada" if self.checked else "não marcada"


@dataclass(frozen=True, slots=True)
class Marked:
    """Words with the pieces that were searched for underlined: ``spans`` are (start, end)."""

    text: str
    spans: Sequence[tuple[int, int]] = ()
    style: TextStyle = "body"


Cell = Text | TwoLine | TagCell | KeyCell | CheckCell | Marked


def as_cell(shown: "str | Cell") -> Cell:
    """A plain string is plain text."""
    return Text(shown) if isinstance(shown, str) else shown


@dataclass(frozen=True, slots=True)
class Look:
    """How a table writes: the cashier's 14 or the office's 13; and where the cell aligns."""

    style: TextStyle = "body"
    strong: TextStyle = "body_bold"
    align: int = paint.LEFT


def draw(painter: QPainter, area: QRectF, cell: Cell, look: Look) -> None:
    """Draw a cell inside its padded place."""
    match cell:
        case Text():
            _draw_text(painter, area, cell, look)
        case TwoLine():
            _draw_two_lines(painter, area, cell, look)
        case TagCell():
            paint.tag(painter, area, cell.text, cell.tone, cell.icon)
        case KeyCell():
            width = paint.keycap_width(cell.text)
            paint.keycap(painter, area.right() - width, area.center().y(), cell.text)
        case CheckCell():
            paint.check(painter, area, checked=cell.checked)
        case Marked():
            _draw_marked(painter, area, cell)


def _draw_text(painter: QPainter, area: QRectF, cell: Text, look: Look) -> None:
    style = look.strong if cell.bold else look.style
    if cell.icon:
        area = _after_icon(painter, area, cell.icon, cell.tone)
    paint.text(painter, area, cell.text, style, ink(cell.tone), look.align)
    if cell.hint:
        after = paint.text_width(cell.text, style) + px(Gap.X6)
        paint.text(painter, area.adjusted(after, 0, 0, 0), cell.hint, "small", ink("text3"))


def _draw_two_lines(painter: QPainter, area: QRectF, cell: TwoLine, look: Look) -> None:
    if cell.picture is not None:
        area = _after_picture(painter, area, cell.picture)
    elif cell.icon:
        area = _after_icon(painter, area, cell.icon, "text2")
    line = px(Gap.X20) - px(Gap.X2)
    above = QRectF(area.left(), area.center().y() - line, area.width(), line)
    style = look.strong if cell.bold else "office_medium"
    paint.text(painter, above, cell.text, style, ink(cell.tone), look.align)
    paint.text(painter, above.translated(0, line), cell.below, "small", ink("text3"), look.align)


def _after_icon(painter: QPainter, area: QRectF, icon: str, tone: Tone) -> QRectF:
    side = px(Size.ICON)
    icons.draw(painter, icon, QRectF(area.left(), area.top(), side, area.height()), ink(tone))
    return area.adjusted(side + px(Gap.X8), 0, 0, 0)


def _after_picture(painter: QPainter, area: QRectF, picture: QImage) -> QRectF:
    side = area.height() - 2 * px(Gap.X4)
    square = QRectF(area.left(), area.top() + px(Gap.X4), side, side)
    paint.picture(painter, square, picture)
    paint.box(painter, square, border=colors().line)
    return area.adjusted(side + px(Gap.X10), 0, 0, 0)


def _draw_marked(painter: QPainter, area: QRectF, cell: Marked) -> None:
    """Piece by piece: found letters bold, on yellow, underlined in blue."""
    c, x, place = colors(), area.left(), 0
    for start, end in [*cell.spans, (len(cell.text), len(cell.text))]:
        x += _piece(painter, area, x, cell.text[place:start], cell.style)
        width = paint.text_width(cell.text[start:end], "body_bold")
        if start < end and x + width < area.right():
            height = px(Gap.X20)
            back = QRectF(x, area.center().y() - height / 2, width, height)
            painter.fillRect(back, c.mark)
            painter.fillRect(QRectF(x, back.bottom(), width, Size.OUTLINE), c.pri_text)
        x += _piece(painter, area, x, cell.text[start:end], "body_bold")
        place = end


def _piece(painter: QPainter, area: QRectF, x: float, words: str, style: TextStyle) -> float:
    room = QRectF(x, area.top(), area.right() - x, area.height())
    if words and room.width() > 0:
        paint.text(painter, room, words, style)
        return paint.text_width(words, style)
    return 0.0
