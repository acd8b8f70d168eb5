"""The window's three bars: the rail at the left, the title at the top, the keys at the bottom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from crediario.ui import icons
from crediario.ui.keys import Action, key
from crediario.ui.theme import Gap, Size, Tone, colors, ink, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.buttons import LinkButton
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import clear, column, row, vertical_separator
from crediario.ui.widgets.search_field import SearchButton

WEEKDAYS = ("seg", "ter", "qua", "qui", "sex", "sáb", "dom")


class Logo(QWidget):
    """The carnê slip with the C of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(px(Size.LOGO_WIDTH), px(Size.LOGO_HEIGHT))
        self.setAccessibleName("Crediário")

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        icons.draw_wide(painter, "logo", QRectF(self.rect()))


class RailButton(QPushButton):
    """An area: icon, key at the right, name below, and a white bar at the left of the present one."""

    def __init__(self, action_id: str, words: str, icon: str) -> None:
        super().__init__()
        self.action_id = action_id
        self._words, self._icon = words, icon
        self._key = key(action_id).shown[0]
        self._compact = False
        self.setText(words)
        self.setAccessibleName(f"{words}, {self._key}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_compact(self, compact: bool) -> None:
        """Lower in a low window."""
        self._compact = compact
        self.updateGeometry()

    def nextCheckState(self) -> None:  # noqa: N802
        """A click asks to go there; the window marks the area when it is there."""

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.RAIL_WIDTH), px(Size.RAIL_ITEM_COMPACT if self._compact else Size.RAIL_ITEM))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """With large letters in a low window the areas stand closer than anything else is."""
        return QSize(px(Size.RAIL_WIDTH), px(Size.RAIL_ITEM_LEAST))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c, area = QPainter(self), colors(), QRectF(self.rect())
        here = self.isChecked()
        if here or self.underMouse():
            painter.fillRect(area, c.rail_active)
        if here:
            painter.fillRect(QRectF(0, 0, px(Size.RAIL_BAR), area.height()), c.rail_ink)
        letters = c.rail_ink if here else c.rail_text
        left, middle, side = px(Gap.X14), area.height() * 0.34, px(Size.ICON_RAIL)
        icons.draw(painter, self._icon, QRectF(left, middle - side / 2, side, side), letters)
        above = QRectF(0, middle - side / 2, area.width() - px(Gap.X8), side)
        paint.text(painter, above, self._key, "small_bold", letters if here else c.rail_key, paint.RIGHT)
        below = QRectF(left, area.height() * 0.52, area.width() - left, area.height() * 0.4)
        paint.text(painter, below, self._words, "small_bold" if here else "small", letters)


class Rail(QFrame):
    """The areas that are real, and what is always at hand."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(px(Size.RAIL_WIDTH))
        self.areas = [
            RailButton("home", "Início", "house"),
            RailButton("sell", "Vender", "shopping-cart"),
            RailButton("search", "Clientes", "users"),
            RailButton("receive", "Receber", "hand-coins"),
            RailButton("overdue", "Pendências", "list-checks"),
            RailButton("negotiate", "Negociar", "handshake"),
            RailButton("cash", "Caixa", "wallet"),
        ]
        self._below = [
            RailButton("settings", "Ajustes", "settings"),
            RailButton("lock", "Travar", "lock"),
            RailButton("help", "Ajuda", "circle-question-mark"),
        ]
        self._logo = row(Logo(), None, margin=(Gap.X14, Gap.X12))
        self.setLayout(column(self._logo, *self.areas, None, *self._below, gap=Gap.NONE))
        for button in [*self.areas, *self._below]:
            button.clicked.connect(lambda _=False, chosen=button.action_id: self.pressed.emit(chosen))

    def show_only(self, action_ids: Collection[str], of: Collection[str]) -> None:
        """Of these areas show only those somebody may go to."""
        for button in self.areas:
            if button.action_id in of:
                button.setVisible(button.action_id in action_ids)

    def mark(self, action_id: str) -> None:
        """Say where we are."""
        for button in [*self.areas, *self._below]:
            button.setChecked(button.action_id == action_id)

    def set_compact(self, compact: bool) -> None:
        """Lower in a low window."""
        gap = px(Gap.X10 if compact else Gap.X12)
        self._logo.setContentsMargins(px(Gap.X14), gap, 0, gap)


@dataclass(frozen=True, slots=True)
class Status:
    """Who works where: what the top bar says at the right."""

    till: str = ""
    operator: str = ""
    role: str = ""


class TopBar(QFrame):
    """Title, the way into the search, till, operator, date and hour."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.title = label("", "title", elide=True)
        self.search = SearchButton()
        self.notice = LinkButton("", "Alt+L")
        self.notice.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.notice.hide()
        self._dot = Dot()
        self._till = label("", "office", "text2")
        self._operator = label("", "office_bold")
        self._role = label("", "office", "text2")
        self._date = label("", "office", "text2")
        self._hour = label("", "office_bold")
        till = row(self._dot, self._till, gap=Gap.X6)
        operator = row(self._operator, self._role, gap=Gap.X4)
        moment = row(self._date, self._hour, gap=Gap.X4)
        self._lines = [vertical_separator(), vertical_separator()]
        who = row(till, self._lines[0], operator, self._lines[1], moment, gap=Gap.X14)
        right = row(self.notice, self.search, who, gap=Gap.X14)
        self.setLayout(row(self.title, 1, right, margin=(Gap.X16, Gap.NONE)))
        for line in self._lines:
            line.setFixedHeight(px(Gap.X24))
        self.set_compact(False)

    def show_status(self, status: Status) -> None:
        """Say who works at which till."""
        self._till.setText(status.till)
        self._operator.setText(status.operator)
        self._role.setText(f"· {status.role}" if status.role else "")
        self._dot.setVisible(bool(status.till))

    def show_till(self, words: str, tone: Tone) -> None:
        """How the till stands, in words and by the colour of the dot."""
        self._till.setText(words)
        self._till.set_tone("text2" if tone == "ok" else tone)
        self._dot.show_tone(tone)

    def show_notice(self, words: str) -> None:
        """What waits for an answer; nothing hides it."""
        if words:
            self.notice.set_words(words)
        self.notice.setVisible(bool(words))

    def show_moment(self, now: datetime) -> None:
        """Say the day and the hour."""
        self._date.setText(f"{WEEKDAYS[now.weekday()]} {now:%d/%m}")
        self._hour.setText(f"{now:%H:%M}")

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the role and the till leave first."""
        for widget in (self._role, self._till, self._dot, self._lines[0]):
            widget.setVisible(not narrow)

    def set_compact(self, compact: bool) -> None:
        """Lower in a low window."""
        self.setFixedHeight(px(Size.TOP_BAR_COMPACT if compact else Size.TOP_BAR))


class Dot(QWidget):
    """Green: the till is open. The words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._tone: Tone = "ok"
        self.setFixedSize(px(Size.DOT), px(Size.DOT))

    def show_tone(self, tone: Tone) -> None:
        """Change what it means."""
        self._tone = tone
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(self._tone))
        painter.drawEllipse(self.rect())


class BarButton(QPushButton):
    """An action of the key bar: its keycaps, then its words. A click is the key."""

    def __init__(self, action: Action) -> None:
        super().__init__()
        self.action_id = action.id
        self._caps, self._words = action.caps, action.text
        self.setText(action.text.replace("&", "&&"))
        self.setAccessibleName(f"{action.text}, {' '.join(action.caps)}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:  # noqa: N802
        words = paint.text_width(self._words, "office") + px(Gap.X6)
        return QSize(round(paint.keycaps_width(self._caps) + words) + 2, px(Size.KEY_BAR_COMPACT))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, middle = QPainter(self), self.height() / 2
        paint.keycaps(painter, 0, middle, self._caps)
        left = paint.keycaps_width(self._caps) + px(Gap.X6)
        place = QRectF(left, 0, self.width() - left, self.height())
        paint.text(painter, place, self._words, "office", ink("text" if self.underMouse() else "text2"))


class KeyBar(QFrame):
    """What works here, now."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("keyBar")
        self._actions: QHBoxLayout = row(gap=Gap.X20)
        self._shown: list[BarButton] = []
        self.state = label("", "small", "text3", elide=True)
        holder = QWidget()
        holder.setLayout(self._actions)
        holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setLayout(row(holder, 1, self.state, margin=(Gap.X16, Gap.NONE)))
        self.set_compact(False)

    def show_actions(self, actions: Sequence[Action]) -> None:
        """Show these, in order; what does not fit is in the help."""
        clear(self._actions)
        self._shown = [BarButton(action) for action in actions if action.in_bar]
        for button in self._shown:
            button.clicked.connect(lambda _=False, chosen=button.action_id: self.pressed.emit(chosen))
            self._actions.addWidget(button)
        self._actions.addStretch(1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out, from the end, what has no room; the last, the way back, stays."""
        if not self._shown:
            return
        beside = self.state.sizeHint().width() + px(Gap.X12)
        room = self.width() - 2 * px(Gap.X16) - beside - self._shown[-1].sizeHint().width()
        for button in self._shown[:-1]:
            room -= button.sizeHint().width() + px(Gap.X20)
            button.setVisible(room >= 0)

    def words(self) -> list[str]:
        """What the bar says, for the tests and the tour."""
        return [button.accessibleName() for button in self._shown]

    def set_compact(self, compact: bool) -> None:
        """Lower in a low window."""
        self.setFixedHeight(px(Size.KEY_BAR_COMPACT if compact else Size.KEY_BAR))
