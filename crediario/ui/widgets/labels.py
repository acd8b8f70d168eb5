"""Words on the screen: always plain text, whatever a customer's name contains."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from crediario.ui import icons
from crediario.ui.theme import Gap, Size, TextStyle, Tone, font, ink, px
from crediario.ui.widgets import paint

LabelTone = Tone | Literal["rail", "rail_ink"]


class Label(QLabel):
    """A plain label; ``elide`` shortens what does not fit instead of pushing the window wider."""

    def __init__(self, words: str, style: TextStyle, tone: LabelTone, *, wrap: bool, elide: bool) -> None:
        super().__init__()
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setFont(font(style))
        self.setProperty("tone", tone)
        self.setText(words)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_tone(self, tone: LabelTone) -> None:
        """Change the meaning of the colour."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def announce(self, words: str) -> None:
        """Show ``words`` and tell the screen reader: an amount due or a change was computed again."""
        if words != self.text():
            self.setText(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self.wordWrap():
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        hint = super().minimumSizeHint()
        return QSize(0, hint.height()) if self._elide else hint

    def sizeHint(self) -> QSize:  # noqa: N802
        if not self._elide:
            return super().sizeHint()
        metrics = self.fontMetrics()
        return QSize(min(metrics.horizontalAdvance(self.text()), px(Size.READABLE)) + 2, metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), int(self.alignment()), shown)


def label(
    words: str = "",
    style: TextStyle = "body",
    tone: LabelTone = "text",
    *,
    wrap: bool = False,
    elide: bool = False,
    align: Qt.AlignmentFlag | None = None,
) -> Label:
    """The only way to make a label: plain text, a letter style, a meaning for the colour."""
    made = Label(words, style, tone, wrap=wrap, elide=elide)
    if align is not None:
        made.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
    return made


class IconLabel(QWidget):
    """An icon; with a name for the screen reader when it says something the text beside it does not."""

    def __init__(self, name: str, tone: Tone = "text", size: int = Size.ICON, spoken: str = "") -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.setFixedSize(px(size), px(size))
        if spoken:
            self.setAccessibleName(spoken)

    def show_icon(self, name: str, tone: Tone) -> None:
        """Change the icon and its meaning."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        icons.draw(painter, self._name, QRectF(self.rect()), ink(self._tone))


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph: plain, bold, in a tone, or a keycap."""

    text: str
    bold: bool = False
    tone: Tone | None = None
    key: bool = False


def bold(words: str, tone: Tone | None = None) -> Run:
    """A bold piece."""
    return Run(words, bold=True, tone=tone)


def keycap_run(cap: str) -> Run:
    """A keycap in the middle of a sentence."""
    return Run(cap, key=True)


class Paragraph(QWidget):
    """Text of several weights, wrapped; it never reads markup."""

    def __init__(self, *runs: str | Run, style: TextStyle = "office", tone: Tone = "text2") -> None:
        super().__init__()
        self._style, self._tone = style, tone
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_runs(*runs)

    def set_runs(self, *runs: str | Run) -> None:
        """Change the text."""
        self._runs = [Run(run) if isinstance(run, str) else run for run in runs]
        self.setAccessibleName(self.text)
        if self.width():
            self.setMinimumHeight(self.heightForWidth(self.width()))
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """What it says, without weights."""
        return "".join(run.text for run in self._runs)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return round(self._flow(None, width)[1])

    def sizeHint(self) -> QSize:  # noqa: N802
        width, height = self._flow(None, px(Size.READABLE))
        return QSize(min(round(width) + 1, px(Size.READABLE)), round(height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.TAG) * 3, px(Size.KEYCAP))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        self._flow(QPainter(self), self.width())

    def _flow(self, painter: QPainter | None, width: float) -> tuple[float, float]:
        """Place word after word; draws when there is a painter; returns the size used."""
        line = round(1.38 * font(self._style).pixelSize())
        x = y = widest = 0.0
        for run, word in _words(self._runs):
            advance = self._advance(run, word)
            visible = self._advance(run, word.rstrip(" "))
            if x > 0 and x + visible > width:
                x, y = 0.0, y + line
            if painter is not None:
                self._draw(painter, run, word, QRectF(x, y, advance + 1, line))
            x += advance
            widest = max(widest, x)
        return widest, y + line

    def _advance(self, run: Run, word: str) -> float:
        if run.key:
            return paint.keycap_width(word) + px(Gap.X4)
        return paint.text_width(word, self._style_of(run))

    def _style_of(self, run: Run) -> TextStyle:
        heavier: dict[TextStyle, TextStyle] = {
            "body": "body_bold", "office": "office_bold", "small": "small_bold",
        }  # fmt: skip
        return heavier.get(self._style, self._style) if run.bold else self._style

    def _draw(self, painter: QPainter, run: Run, word: str, at: QRectF) -> None:
        if run.key:
            paint.keycap(painter, at.left(), at.center().y(), word)
            return
        tone: Tone = run.tone or ("text" if run.bold else self._tone)
        painter.setFont(font(self._style_of(run)))
        painter.setPen(ink(tone))
        painter.drawText(at, paint.LEFT, word)


def _words(runs: Sequence[Run]) -> list[tuple[Run, str]]:
    pieces: list[tuple[Run, str]] = []
    for run in runs:
        if run.key:
            pieces.append((run, run.text))
            continue
        words = run.text.split(" ")
        pieces += [(run, word + " ") for word in words[:-1]]
        if words[-1]:
            pieces.append((run, words[-1]))
    return pieces


__all__ = ["IconLabel", "Label", "LabelTone", "Paragraph", "Run", "bold", "keycap_run", "label"]
