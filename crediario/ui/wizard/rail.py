"""The steps at the left of a page that leads: done, present, to come."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crediario import __version__
from crediario.ui import icons
from crediario.ui.theme import Gap, Size, colors, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, column, holder
from crediario.ui.wizard.panel import brand
from crediario.ui.wizard.step import Step

FOOT = "Funciona sem internet. Os dados ficam com a loja. Programa livre, versão {version}."


class StepItem(QWidget):
    """One step: its number, a check when done, its name, and what was answered."""

    def __init__(self, number: int, title: str, icon: str = "") -> None:
        super().__init__()
        self._number, self._title, self._icon = number, title, icon
        self._hint, self._done, self._present = "", False, False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_step(self, hint: str, *, done: bool, present: bool) -> None:
        """Change what it says and where it stands."""
        self._hint, self._done, self._present = hint, done, present
        state = "feito" if done else "agora" if present else "depois"
        self.setAccessibleName(f"{self._title}, {hint}, {state}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        around = px(Size.STEP_BADGE) + 2 * px(Gap.X12) + px(Gap.X8)
        return QSize(round(paint.text_width(self._title, "body_bold")) + around, px(Size.STEP_ITEM))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c, area = QPainter(self), colors(), QRectF(self.rect())
        if self._present:
            paint.box(painter, area, fill=c.rail_active)
        side = px(Size.STEP_BADGE)
        badge = QRectF(px(Gap.X12), round((area.height() - side) / 2), side, side)
        self._paint_badge(painter, badge)
        left, middle = badge.right() + px(Gap.X12), area.center().y()
        line, room = px(Gap.X20), area.width() - left - px(Gap.X8)
        ink = c.rail_ink if self._present or self._done else c.rail_text
        paint.text(painter, QRectF(left, middle - line, room, line), self._title, "body_bold", ink)
        paint.text(painter, QRectF(left, middle, room, line - 2), self._hint, "small", c.rail_key)

    def _paint_badge(self, painter: QPainter, badge: QRectF) -> None:
        c, inset = colors(), px(Gap.X6)
        inside = badge.adjusted(inset, inset, -inset, -inset)
        if self._done:
            paint.box(painter, badge, fill=c.rail_ink)
            icons.draw(painter, "check", inside, c.rail)
            return
        paint.box(painter, badge, border=c.rail_ink if self._present else c.rail_key)
        if self._icon:
            icons.draw(painter, self._icon, inside, c.rail_ink if self._present else c.rail_key)
        else:
            paint.text(painter, badge, str(self._number), "office_bold", c.rail_ink, paint.CENTER)


class StepRail(ScrollArea):
    """All of the page's steps, the last of which is only arrived at."""

    def __init__(self, steps: Sequence[Step], lead: str) -> None:
        self.items = [
            StepItem(number, step.rail_title, step.rail_icon) for number, step in enumerate(steps, 1)
        ]
        version = ".".join(__version__.split(".")[:2])
        foot = label(FOOT.format(version=version), "small", "rail", wrap=True)
        content = column(
            brand(),
            label(lead, "office", "rail", wrap=True),
            column(*self.items, gap=Gap.X2),
            None,
            foot,
            gap=Gap.X20,
            margin=(Gap.X20, Gap.X24),
        )
        super().__init__(holder(content))

    @property
    def least_width(self) -> int:
        """The width in which no step's name is cut."""
        return max(item.sizeHint().width() for item in self.items) + 2 * px(Gap.X20) + px(Gap.X2)

    def show_steps(self, hints: Sequence[str], present: int) -> None:
        """What each step says, and which one is present; those before it are done."""
        for place, (item, hint) in enumerate(zip(self.items, hints, strict=True)):
            item.show_step(hint, done=place < present, present=place == present)
