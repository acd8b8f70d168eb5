"""How far a long run is: a thin bar, and what it is at."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crediario.services.core import Progress
from crediario.ui.theme import Gap, Size, colors, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column


class ProgressBar(QWidget):
    """Nothing moves but the bar itself; without a total it stands empty."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(px(Size.BAR))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """How much is done, from 0 to 1."""
        self._share = min(max(share, 0.0), 1.0)
        self.setAccessibleName(f"{self._share:.0%}")
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, area = QPainter(self), QRectF(self.rect())
        paint.box(painter, area, fill=colors().line, radius=Size.OUTLINE)
        done = QRectF(area.left(), area.top(), round(area.width() * self._share), area.height())
        paint.box(painter, done, fill=colors().pri_text, radius=Size.OUTLINE)


class ProgressLine(QWidget):
    """What is going on, in words, above its bar; the bar is there once it is known how long it takes."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "office", "text2", elide=True)
        self.bar = ProgressBar()
        self.setLayout(column(self._words, self.bar, gap=Gap.X6))
        self.setMaximumWidth(px(Size.SIDE_PANEL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def begin(self, words: str) -> None:
        """A run began."""
        self.bar.hide()
        self._words.announce(words)

    def show_progress(self, progress: Progress) -> None:
        """It came further; an empty text leaves the words as they are."""
        self.bar.setVisible(bool(progress.total))
        if progress.total:
            self.bar.show_share(progress.done / progress.total)
        if progress.text:
            self._words.announce(progress.text)
