"""What every step of a page that leads is, and how its form and what explains it share the width."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from crediario.domain.errors import KnownFailure
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.labels import Paragraph, label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row


class Step(ScrollArea):
    """One step. ``changed`` tells that the rail may say something else."""

    changed = Signal()
    #: Its name in the rail, and what stands below while nothing better is known.
    rail_title = ""
    rail_hint = ""
    #: Stands in the place of its number.
    rail_icon = ""
    #: What the blue button says.
    go_on = "Continuar"

    def __init__(self) -> None:
        super().__init__()
        self.heading = label("", "kpi", wrap=True)
        self.lead = Paragraph(style="body")

    def lay_out(
        self, title: str, lead: str, main: QWidget, *side: QWidget, width: int = Size.SIDE_COLUMN
    ) -> None:
        """Title and sentence above, the form and what explains it below."""
        self.heading.setText(title)
        self.lead.set_runs(lead)
        head = column(self.heading, self.lead, gap=Gap.X6)
        body = Split(main, side, width) if side else main
        page = column(head, body, None, gap=Gap.X20, margin=(Gap.X44, Gap.X24))
        content = holder(page)
        self.setWidget(content)
        content.setAutoFillBackground(False)

    @property
    def summary(self) -> str:
        """What the rail says below the name."""
        return self.rail_hint

    def first_field(self) -> QWidget:
        """Where typing starts."""
        return self

    def wrong_field(self) -> QWidget | None:
        """The first field that is wrong or missing, all of them saying so; None when all is well."""
        return None

    def field_of(self, failure: KnownFailure) -> QWidget | None:
        """The field a refusal is about, now saying it; None when it is about something else."""
        return None


class Split(QWidget):
    """The form at the left and cards at the right; below each other where the window is narrow."""

    def __init__(self, main: QWidget, side: Sequence[QWidget], width: int) -> None:
        super().__init__()
        self._width = width
        self._layout = row(holder(column(main, None)), 1, gap=Gap.X20)
        self._side = holder(column(*side, None, gap=Gap.X14))
        self._layout.addWidget(self._side)
        self.setLayout(self._layout)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < px(Size.NARROW_BELOW) - px(Size.WIZARD_RAIL)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._layout.setDirection(down if narrow else across)
        self._side.setMinimumWidth(0 if narrow else px(self._width))
        self._side.setMaximumWidth(self.width() if narrow else px(self._width))
