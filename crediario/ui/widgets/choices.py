"""Cards to choose one of: plans, ways to pay, people. Each has its key; arrows move among them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from crediario.ui import icons
from crediario.ui.theme import Gap, Size, TextStyle, colors, ink, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.edits import go_to_neighbour

_AMOUNTS: tuple[TextStyle, ...] = ("plan", "kpi", "money", "strong_name")


class ChoiceCard(QPushButton):
    """A checkable card; what stands on it is painted by the subclasses."""

    def __init__(self, words: str, key: str = "") -> None:
        super().__init__()
        self.key = key
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.name(words)

    def name(self, words: str) -> None:
        """What the card is called, on it and by the screen reader."""
        self.words = words
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(f"{words}, {self.key}" if self.key else words)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not go_to_neighbour(self, event):
            super().keyPressEvent(event)

    def paint_box(self, painter: QPainter) -> None:
        """The card's face, with the blue edge of the chosen one."""
        c, area = colors(), QRectF(self.rect())
        if not self.isEnabled():
            paint.box(painter, area, fill=c.surface2, border=c.line, radius=Size.RADIUS_CARD)
        elif self.isChecked():
            paint.box(
                painter, area, fill=c.pri_soft, border=c.pri, width=Size.OUTLINE, radius=Size.RADIUS_CARD
            )
        else:
            edge = c.line_strong if self.underMouse() or self.stands_out else c.line
            paint.box(painter, area, fill=c.surface, border=edge, radius=Size.RADIUS_CARD)

    stands_out = False

    def paint_key(self, painter: QPainter, middle: float) -> None:
        """The keycap at the right."""
        if self.key:
            left = self.width() - px(Gap.X14) - paint.keycap_width(self.key)
            paint.keycap(painter, left, middle, self.key)


class MethodCard(ChoiceCard):
    """A way to pay: icon and key above, name below."""

    stands_out = True

    def __init__(self, words: str, key: str, icon: str) -> None:
        super().__init__(words, key)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.RAIL_WIDTH), px(Size.METHOD_CARD))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        self.paint_box(painter)
        tight = paint.text_width(self.words, "office_bold") > self.width() - 2 * px(Gap.X10)
        left, quarter = px(Gap.X6 if tight else Gap.X10), self.height() * 0.31
        side = px(Size.ICON) + px(Gap.X2)
        icons.draw(painter, self._icon, QRectF(left, quarter - side / 2, side, side), ink("text"))
        cap = self.width() - px(Gap.X8) - paint.keycap_width(self.key)
        paint.keycap(painter, cap, quarter, self.key)
        place = QRectF(left, self.height() / 2, self.width() - 2 * left, self.height() / 2 - px(Gap.X4))
        paint.text(painter, place, self.words, "small_bold" if tight else "office_bold")


class PersonCard(ChoiceCard):
    """A person of the shop: initials, name, role."""

    def __init__(self, initials: str, words: str, role: str, key: str = "") -> None:
        super().__init__(words, key)
        self._initials, self._role = initials, role
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(role)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_PANEL), px(Size.PERSON_CARD))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c, side = QPainter(self), colors(), px(Size.AVATAR)
        self.paint_box(painter)
        avatar = QRectF(px(Gap.X14), (self.height() - side) / 2, side, side)
        paint.box(painter, avatar, fill=c.surface if self.isChecked() else c.pri_soft, border=c.pri_line)
        paint.text(painter, avatar, self._initials, "strong_name", c.pri_text, paint.CENTER)
        left, middle, line = avatar.right() + px(Gap.X12), self.height() / 2, px(Gap.X20)
        room = self.width() - left - px(Gap.X44)
        paint.text(painter, QRectF(left, middle - line, room, line), self.words, "name")
        paint.text(painter, QRectF(left, middle, room, line), self._role, "office", c.text2)
        self.paint_key(painter, middle)


class PlanCard(ChoiceCard):
    """A plan of payment: its name, the installment, and the figures the law asks for."""

    def __init__(self, key: str) -> None:
        super().__init__("", key)
        self._amount, self._each = "", ""
        self._lines: Sequence[tuple[str, str]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_plan(self, words: str, amount: str, each: str, lines: Sequence[tuple[str, str]]) -> None:
        """``6× sem juros``, ``R$ 190,00``, ``/mês`` and the lines (name, value)."""
        self.name(words)
        self._amount, self._each, self._lines = amount, each, lines
        told = "; ".join(f"{name} {value}" for name, value in lines)
        self.setAccessibleDescription(f"{amount} {each}; {told}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(
            px(Size.SIDE_COLUMN) * 2 // 3, self._top() + len(self._lines) * px(Size.PLAN_ROW) + px(Gap.X24)
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_COLUMN) // 2, self.sizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c = QPainter(self), colors()
        self.paint_box(painter)
        left, right = float(px(Gap.X14)), self.width() - px(Gap.X14)
        title = QRectF(left, px(Gap.X12), px(Size.RADIO), px(Gap.X24))
        paint.radio(painter, title, checked=self.isChecked())
        start = title.right() + px(Gap.X8)
        end = right - paint.keycap_width(self.key) - px(Gap.X4)
        words = QRectF(start, title.top(), end - start, title.height())
        paint.text(painter, words, self.words, "name")
        self.paint_key(painter, title.center().y())
        self._paint_amount(painter, left, right)
        line = self._top()
        painter.fillRect(QRectF(1, line, self.width() - 2, 1), c.pri_line if self.isChecked() else c.line)
        for place, (name, value) in enumerate(self._lines):
            top = line + px(Gap.X10) + place * px(Size.PLAN_ROW)
            area = QRectF(left, top, right - left, px(Size.PLAN_ROW))
            width = paint.text_width(value, "office_bold")
            paint.text(painter, area.adjusted(0, 0, -width - px(Gap.X6), 0), name, "office", c.text2)
            paint.text(painter, area, value, "office_bold", align=paint.RIGHT)

    def _paint_amount(self, painter: QPainter, left: float, right: float) -> None:
        """An amount is never shortened: beside its unit if they fit, a long one smaller or alone."""
        area = QRectF(left, px(Size.CARD_HEADER), right - left, px(Size.FIELD))
        unit = px(Gap.X8) + paint.text_width(self._each, "office")
        style = self._widest(area.width() - unit) or self._widest(area.width()) or _AMOUNTS[-1]
        paint.text(painter, area, self._amount, style)
        after = area.adjusted(paint.text_width(self._amount, style) + px(Gap.X8), px(Gap.X8), 0, 0)
        if after.width() >= unit - px(Gap.X8):
            paint.text(painter, after, self._each, "office", colors().text2)

    def _widest(self, room: float) -> TextStyle | None:
        return next((style for style in _AMOUNTS if paint.text_width(self._amount, style) <= room), None)

    def _top(self) -> int:
        return px(Size.RAIL_WIDTH)


class ChoiceGroup(QObject):
    """The cards of one choice; ``chosen`` tells the place of the new one."""

    chosen = Signal(int)

    def __init__(self, cards: Sequence[ChoiceCard], parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for place, card in enumerate(cards):
            self._group.addButton(card, place)
        self._group.idToggled.connect(self._toggled)

    @property
    def place(self) -> int:
        """The place of the chosen card, -1 when none is."""
        return self._group.checkedId()

    def choose(self, place: int, *, focus: bool = False) -> None:
        """Choose a card, as its key does; a disabled one is left alone."""
        card = self._group.button(place)
        if card is None or not card.isEnabled():
            return
        card.setChecked(True)
        if focus:
            card.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Choose none."""
        self._group.setExclusive(False)
        for card in self._group.buttons():
            card.setChecked(False)
        self._group.setExclusive(True)

    def by_key(self, *, focus: bool = False) -> Callable[[int], None]:
        """What an ``Action`` of a series wants as ``pick``."""
        return lambda place: self.choose(place, focus=focus)

    def _toggled(self, place: int, checked: bool) -> None:
        if checked:
            self.chosen.emit(place)
