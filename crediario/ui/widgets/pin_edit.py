"""Six boxes for six figures; the sixth enters by itself."""

from PySide6.QtCore import QRectF, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from crediario.ui.theme import Gap, Size, colors, ink, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.edits import Edit

PIN_LENGTH = 6


class PinEdit(Edit):
    """The figures are never shown, nor read aloud."""

    completed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pin", True)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(PIN_LENGTH)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Senha de 6 números")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textEdited.connect(self._count)
        self.textChanged.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(PIN_LENGTH * px(Size.PIN_BOX) + (PIN_LENGTH - 1) * px(Gap.X10), px(Size.PIN_BOX))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(PIN_LENGTH * px(Size.BUTTON_SMALL), px(Size.PIN_BOX))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.isAutoRepeat() and event.text().isdigit():
            return
        if event.text() and event.text().isprintable() and not event.text().isdigit():
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, gap = QPainter(self), px(Gap.X10)
        width = (self.width() - gap * (PIN_LENGTH - 1)) / PIN_LENGTH
        for place in range(PIN_LENGTH):
            self._paint_box(
                painter, place, QRectF(round(place * (width + gap)), 0, round(width), self.height())
            )

    def _paint_box(self, painter: QPainter, place: int, area: QRectF) -> None:
        c, typed = colors(), len(self.text())
        active = self.hasFocus() and place == min(typed, PIN_LENGTH - 1)
        edge = c.late if self.error else c.pri_text if active else c.line_strong
        width = Size.OUTLINE if active or self.error else Size.HAIRLINE
        paint.box(painter, area, fill=c.focus_bg if active else c.surface, border=edge, width=width)
        if place < typed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink("text"))
            radius = px(Size.DOT) / 2
            painter.drawEllipse(area.center(), radius, radius)
        elif active:
            half = px(Size.CARET) / 2
            middle = area.center()
            painter.fillRect(QRectF(middle.x(), middle.y() - half, Size.OUTLINE, 2 * half), ink("text"))

    def _count(self, text: str) -> None:
        if len(text) == PIN_LENGTH:
            self.completed.emit(text)
