"""What comes over the window: the search palette and the help, on a scrim."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QWidget

from crediario.ui.theme import Gap, Size, colors, px
from crediario.ui.widgets.layout import column


class Overlay(QWidget):
    """Covers the window; a click outside the content closes it, and the focus goes back where it was.

    Below lies a picture of the window: else each key typed in the palette painted everything under it again.
    """

    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self._frame = QFrame(self)
        self._frame.setObjectName("palette")
        self._layout = column(margin=Gap.NONE)
        self._frame.setLayout(self._layout)
        self._content: QWidget | None = None
        self._back_to: QWidget | None = None
        self._width = Size.PALETTE_WIDTH
        self._below = QPixmap()
        window.installEventFilter(self)
        self._frame.installEventFilter(self)
        self.hide()

    @property
    def content(self) -> QWidget | None:
        """What is shown, while something is."""
        return self._content

    def show_content(self, content: QWidget, width: int = Size.PALETTE_WIDTH) -> None:
        """Show a widget over the window; it takes the focus."""
        self.close_content()
        self._back_to = self.window().focusWidget()
        self._content, self._width = content, width
        self._layout.addWidget(content)
        self._show_below(self._darkened(self._over.grab()))
        self._place()
        self.show()
        self.raise_()
        content.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_content(self) -> None:
        """Close it, if anything is open."""
        if self._content is None:
            return
        content, self._content = self._content, None
        self.hide()
        self._show_below(QPixmap())
        self._layout.removeWidget(content)
        content.hide()
        content.deleteLater()
        if self._back_to is not None and self._back_to.isVisible():
            self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back_to = None
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        resized = watched is self._over and event.type() == QEvent.Type.Resize
        regrown = watched is self._frame and event.type() == QEvent.Type.LayoutRequest
        if (resized or regrown) and self._content is not None:
            if resized:
                self._show_below(QPixmap())
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if not self._frame.geometry().contains(event.position().toPoint()):
            self.close_content()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        if self._below.isNull():
            painter.fillRect(self.rect(), colors().scrim)
        else:
            painter.drawPixmap(0, 0, self._below)

    def _show_below(self, picture: QPixmap) -> None:
        """A picture hides what is under it; without one that shines through, as while the size changes."""
        self._below = picture
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, not picture.isNull())

    def _darkened(self, picture: QPixmap) -> QPixmap:
        painter = QPainter(picture)
        painter.fillRect(self._over.rect(), colors().scrim)
        painter.end()
        return picture

    def _place(self) -> None:
        room = self._over.rect()
        self.setGeometry(room)
        width = min(px(self._width), room.width() - 2 * px(Gap.X16))
        top = px(Size.PALETTE_TOP)
        wanted = self._layout.sizeHint().height()
        height = min(wanted, room.height() - top - px(Gap.X44))
        left = (room.width() - width) // 2
        self._frame.setGeometry(left, top, width, height)
