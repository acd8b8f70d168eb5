"""The outline around what has the focus: two pixels, two away, and only for those who use the keyboard."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from crediario.ui.theme import Gap, Size, colors, px


class FocusRing(QWidget):
    """Follows the focus over buttons, cards and boxes; fields show theirs themselves.

    Qt's own focus frame takes its margins from the style and cannot stand away from the widget, hence a plain
    overlay that moves with it.
    """

    def __init__(self, window: QWidget, by_keyboard: Callable[[], bool]) -> None:
        super().__init__(window)
        self._by_keyboard = by_keyboard
        self._around: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self._follow()
        elif event.type() in (QEvent.Type.Hide, QEvent.Type.EnabledChange):
            self.hide()
        return False

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, half = QPainter(self), Size.OUTLINE / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors().pri_text, Size.OUTLINE))
        radius = px(Size.RADIUS_CONTROL) + Gap.X2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)

    def _moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if self._around is not None:
            self._around.removeEventFilter(self)
        window = self.parentWidget()
        ringed = isinstance(now, QAbstractButton) and window is not None and window.isAncestorOf(now)
        self._around = now if ringed and self._by_keyboard() else None
        if self._around is None:
            self.hide()
            return
        self._around.installEventFilter(self)
        self.setParent(self._around.parentWidget())
        self._follow()
        self.show()
        self.raise_()

    def _follow(self) -> None:
        if self._around is not None:
            away = Size.OUTLINE + Gap.X2
            self.setGeometry(self._around.geometry().adjusted(-away, -away, away, away))
