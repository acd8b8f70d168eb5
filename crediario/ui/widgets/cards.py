"""Surfaces: the card, the note, the tag, the avatar and the canhoto."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from crediario.ui import icons
from crediario.ui.theme import Gap, Size, colors, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.labels import Paragraph, Run, label
from crediario.ui.widgets.layout import Item, column, row, separator
from crediario.ui.widgets.paint import TagTone

NOTE_ICONS: dict[TagTone, str] = {
    "late": "circle-x", "att": "circle-alert", "ok": "circle-check", "pri": "info", "plain": "info",
}  # fmt: skip


class Card(QFrame):
    """A white surface: perhaps a header with a title, a hint and actions; the body; perhaps a footer."""

    def __init__(
        self, title: str = "", hint: str = "", *, padding: Gap = Gap.X14, flush: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._outer.setSpacing(0)
        self.title = label(title, "body_bold", elide=True)
        self.hint = label(hint, "office", "text2", elide=True)
        self.header = row(self.title, self.hint, None, gap=Gap.X10, margin=(Gap.X14, Gap.NONE))
        self.header.setContentsMargins(px(Gap.X14), 0, px(Gap.X10), 0)
        if title:
            self._outer.addWidget(_band("cardHeader", self.header, Size.CARD_HEADER))
            self._outer.addWidget(separator())
        self.body = column(gap=Gap.X10, margin=Gap.NONE if flush else padding)
        self._outer.addLayout(self.body, 1)

    def add(self, *items: Item) -> "Card":
        """Fill the body as ``column`` would; returns the card itself."""
        for item in items:
            if item is None:
                self.body.addStretch(1)
            elif isinstance(item, QWidget):
                self.body.addWidget(item)
            elif isinstance(item, QLayout):
                self.body.addLayout(item)
            else:
                self.body.setStretch(self.body.count() - 1, item)
        return self

    def add_header(self, *widgets: QWidget) -> "Card":
        """Put actions at the right of the header."""
        for widget in widgets:
            self.header.addWidget(widget)
        return self

    def add_footer(self, *items: Item) -> "Card":
        """A tinted line at the bottom."""
        footer = row(*items, gap=Gap.X14)
        footer.setContentsMargins(px(Gap.X14), 0, px(Gap.X10), 0)
        self._outer.addWidget(_band("cardFooter", footer, Size.CARD_FOOTER))
        return self


def _band(name: str, content: QHBoxLayout, height: int) -> QFrame:
    band = QFrame()
    band.setObjectName(name)
    band.setLayout(content)
    band.setMinimumHeight(px(height))
    band.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return band


class Note(QFrame):
    """Aviso: a tinted box with a bar at the left, an icon and a short text of several weights.

    A ``secondary`` note gives its place to the list when the window is low.
    """

    def __init__(
        self, *runs: str | Run, tone: TagTone = "plain", icon: str = "", secondary: bool = False
    ) -> None:
        super().__init__()
        self._tone, self._secondary, self._compact, self._wanted = tone, secondary, False, True
        self._icon = icon or NOTE_ICONS[tone]
        self.paragraph = Paragraph(*runs, tone="text")
        self.side = row(gap=Gap.X8)
        inside = row(self.paragraph, 1, self.side)
        inside.setContentsMargins(px(Gap.X44), px(Gap.X12), px(Gap.X12), px(Gap.X12))
        self.setLayout(inside)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_note(self, *runs: str | Run, tone: TagTone | None = None, icon: str = "") -> None:
        """Change what the note says and show it."""
        self._tone = tone or self._tone
        self._icon = icon or NOTE_ICONS[self._tone]
        self.paragraph.set_runs(*runs)
        self.setVisible(True)
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Told by the window when its height passes the limit."""
        self._compact = compact
        self.setVisible(self._wanted)

    def setVisible(self, visible: bool) -> None:  # noqa: N802
        self._wanted = visible
        super().setVisible(visible and not (self._secondary and self._compact))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        letters, fill, border = paint.tag_colors(self._tone)
        area = QRectF(self.rect())
        paint.box(painter, area, fill=fill, border=border)
        bar = QPainterPath()
        bar.addRoundedRect(area, px(Size.RADIUS_CONTROL), px(Size.RADIUS_CONTROL))
        painter.setClipPath(bar)
        edge = colors().line_strong if self._tone == "plain" else letters
        painter.fillRect(QRectF(0, 0, px(Size.BAR), area.height()), edge)
        side = px(Size.ICON_LARGE) - 2
        icons.draw(painter, self._icon, QRectF(px(Gap.X16), px(Gap.X12), side, side), letters)


class Tag(QWidget):
    """Etiqueta: icon and words in the colour of their meaning."""

    def __init__(self, words: str = "", tone: TagTone = "plain", icon: str = "") -> None:
        super().__init__()
        self.show_tag(words, tone, icon)

    def show_tag(self, words: str, tone: TagTone, icon: str = "") -> None:
        """Change what the tag says."""
        self._words, self._tone, self._icon = words, tone, icon
        self.setAccessibleName(words)
        self.setFixedSize(round(paint.tag_width(words, icon)) + 2, px(Size.TAG))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        paint.tag(QPainter(self), QRectF(self.rect()), self._words, self._tone, self._icon)


class Avatar(QWidget):
    """The initials of a person in a square."""

    def __init__(self, initials: str = "", *, large: bool = False) -> None:
        super().__init__()
        self._initials = initials
        side = px(Size.AVATAR_LARGE if large else Size.AVATAR)
        self.setFixedSize(side, side)

    def show_initials(self, initials: str) -> None:
        """Change the person."""
        self._initials = initials
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c, area = QPainter(self), colors(), QRectF(self.rect())
        paint.box(painter, area, fill=c.pri_soft, border=c.pri_line, radius=Size.RADIUS_CONTROL)
        paint.text(painter, area, self._initials, "strong_name", c.pri_text, paint.CENTER)


class Canhoto(QFrame):
    """The ticket: sums above, a perforated line with two notches, the amount and the blue button below."""

    def __init__(self) -> None:
        super().__init__()
        self.top = column(gap=Gap.X6)
        self.body = column(gap=Gap.X10)
        self._tear = QWidget()
        self._tear.setFixedHeight(2 * px(Size.NOTCH))
        self._outer = column(self.top, self._tear, self.body, 1, gap=Gap.X4, margin=(Gap.X20, Gap.X14))
        self.setLayout(self._outer)

    def stretch_top(self) -> None:
        """Let the part above the perforated line take what room there is."""
        self._outer.setStretch(0, 1)
        self._outer.setStretch(2, 0)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c = QPainter(self), colors()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(c.line, Size.HAIRLINE))
        painter.setBrush(c.surface)
        painter.drawPath(self._outline())
        self._perforate(painter)

    def _outline(self) -> QPainterPath:
        area, radius = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(Size.RADIUS_CARD)
        sheet = QPainterPath()
        sheet.addRoundedRect(area, radius, radius)
        notches = QPainterPath()
        for x in (area.left(), area.right()):
            notches.addEllipse(QPointF(x, self._tear_line()), px(Size.NOTCH), px(Size.NOTCH))
        return sheet.subtracted(notches)

    def _perforate(self, painter: QPainter) -> None:
        pen = QPen(colors().line_strong, 1.5)
        pen.setDashPattern([3.4, 2.2])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        inset, y = px(Size.NOTCH) + px(Gap.X4), self._tear_line()
        painter.drawLine(QPointF(inset, y), QPointF(self.width() - inset, y))

    def _tear_line(self) -> float:
        return self._tear.geometry().center().y() + 0.5


class SumLine(QWidget):
    """A name at the left, an amount at the right: the line of every sum."""

    def __init__(
        self, name: str, value: str = "", *, kind: Literal["plain", "strong", "total"] = "plain"
    ) -> None:
        super().__init__()
        total = kind == "total"
        self.name = label(name, "body_bold" if total else "body", "text" if total else "text2", elide=True)
        self.value = label(
            value, "body" if kind == "plain" else "body_bold", align=Qt.AlignmentFlag.AlignRight
        )
        self.setLayout(row(self.name, 1, self.value))

    def show_value(self, value: str, name: str | None = None) -> None:
        """Change the amount, and the name where it changes too."""
        self.value.setText(value)
        if name is not None:
            self.name.setText(name)


class Legend(QWidget):
    """A small square of colour and its words."""

    def __init__(self, words: str, color: str) -> None:
        super().__init__()
        self._words, self._color = words, color
        self.setAccessibleName(words)

    def set_words(self, words: str) -> None:
        """Change the words."""
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        width = paint.text_width(self._words, "small") + px(Gap.X16) + 2
        return QSize(round(width), px(Gap.X20))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, side = QPainter(self), px(Size.DOT)
        square = QRectF(0, round((self.height() - side) / 2), side, side)
        painter.fillRect(square, getattr(colors(), self._color))
        place = QRectF(px(Gap.X16), 0, self.width() - px(Gap.X16), self.height())
        paint.text(painter, place, self._words, "small", colors().text2)
