"""What a card shows when it has nothing, waits or failed."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from crediario.ui.messages import Message
from crediario.ui.theme import Gap, Size, Tone, colors, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Note
from crediario.ui.widgets.labels import IconLabel, bold, label
from crediario.ui.widgets.layout import column, holder, row

SKELETON_AFTER_MS = 300
CENTER = Qt.AlignmentFlag.AlignHCenter


class EmptyState(QWidget):
    """Nothing to show: an icon, what that means, and the way on."""

    def __init__(
        self, icon: str, title: str, text: str = "", button: KeyButton | None = None, *, tone: Tone = "text2"
    ) -> None:
        super().__init__()
        self._icon = IconLabel(icon, tone, Size.ICON_STATE)
        tile = QFrame()
        tile.setObjectName("tile")
        tile.setFixedSize(px(Size.STATE_TILE), px(Size.STATE_TILE))
        tile.setLayout(row(self._icon))
        self._title = label(title, "name", wrap=True, align=CENTER)
        self._text = label(text, "office", "text2", wrap=True, align=CENTER)
        for wrapped in (self._title, self._text):
            wrapped.setMinimumWidth(px(Size.SIDE_PANEL_NARROW))
        whole = column(None, gap=Gap.X8)
        for widget in (tile, self._title, self._text):
            whole.addWidget(widget, 0, CENTER)
        if button is not None:
            whole.addWidget(button, 0, CENTER)
        whole.addStretch(1)
        self.setLayout(whole)
        self._text.setVisible(bool(text))

    def say(self, title: str, text: str = "", icon: str = "", tone: Tone = "text2") -> None:
        """Change the words, as when the search changes."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        if icon:
            self._icon.show_icon(icon, tone)


class ErrorState(QWidget):
    """Something failed: what, what was not lost, and a way to try again."""

    def __init__(self) -> None:
        super().__init__()
        self._note = Note("", tone="late")
        self.retry = KeyButton("Tentar de novo", "F5", "primary")
        self.retry.clicked.connect(self._again)
        self._retry: Callable[[], object] = lambda: None
        buttons = holder(row(self.retry, None, gap=Gap.X8))
        self.setLayout(column(None, self._note, buttons, None, margin=Gap.X20))

    def show_failure(self, message: Message, retry: Callable[[], object]) -> None:
        """Say what failed; ``retry`` answers the button."""
        self._note.show_note(bold(f"{message.title.rstrip('.')}. "), message.rest)
        self._retry = retry

    def _again(self) -> None:
        self._retry()


class Skeleton(QWidget):
    """Grey bars in the place of what is coming; nothing moves."""

    def __init__(self, words: str = "Buscando…", lines: int = 5) -> None:
        super().__init__()
        self._lines = lines
        self._words = label(words, "office", "text2")
        self.setAccessibleName(words)
        self.setLayout(column(None, self._words, margin=Gap.X16))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors().line)
        left, width = px(Gap.X16), self.width() - 2 * px(Gap.X16)
        for line in range(self._lines):
            top = px(Gap.X20) + line * px(Gap.X24)
            if top > self._words.y() - px(Gap.X24):
                break
            share = (0.58, 0.64, 0.46, 0.6, 0.4)[line % 5]
            for x, part in ((0.0, 0.05), (0.09, share), (0.84, 0.16)):
                bar = QRectF(left + x * width, top, part * width, px(Size.SKELETON_BAR))
                painter.drawRoundedRect(bar, px(Size.RADIUS_TAG), px(Size.RADIUS_TAG))


class Pane(QStackedWidget):
    """A place that shows its content, or says it is empty, on its way, or failed."""

    def __init__(self, content: QWidget, empty: EmptyState, words: str = "Buscando…") -> None:
        super().__init__()
        self._error = ErrorState()
        self._skeleton = Skeleton(words)
        self.content, self.empty = content, empty
        for widget in (content, empty, self._skeleton, self._error):
            self.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SKELETON_AFTER_MS)
        self._timer.timeout.connect(lambda: self.setCurrentWidget(self._skeleton))

    def wait(self) -> None:
        """Something is on its way; bars appear only when it takes long."""
        self._timer.start()

    def show_content(self, *, is_empty: bool = False) -> None:
        """It came, or there is nothing."""
        self._timer.stop()
        self.setCurrentWidget(self.empty if is_empty else self.content)

    def show_failure(self, message: Message, retry: Callable[[], object]) -> None:
        """It failed."""
        self._timer.stop()
        self._error.show_failure(message, retry)
        self.setCurrentWidget(self._error)


class Toast(QFrame):
    """A short notice at the bottom left that leaves by itself."""

    STAYS_MS = 6000

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._words = label("", "office_medium", "rail_ink", wrap=True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(px(Gap.X16), px(Gap.X12), px(Gap.X16), px(Gap.X12))
        inside.addWidget(self._words)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def tell(self, words: str) -> None:
        """Show ``words`` for six seconds."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setFixedWidth(px(Size.TOAST_WIDTH))
        self.adjustSize()
        self.show()
        self.raise_()
        self._timer.start(self.STAYS_MS)

    def stand(self, corner: QPoint, clear_of: QWidget | None) -> None:
        """With its lower left ``corner`` there; above what to press next, where it would cover that."""
        place = QRect(corner - QPoint(0, self.height()), self.size())
        if clear_of is not None:
            pressed = QRect(clear_of.mapTo(self.window(), QPoint(0, 0)), clear_of.size())
            if place.intersects(pressed):
                place.moveBottom(pressed.top() - px(Gap.X12))
        self.move(place.topLeft())
