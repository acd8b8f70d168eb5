"""Fechamento: the count at the left, the comparison in the middle, the canhoto at the right."""

from datetime import tzinfo
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from crediario.ui.cash.check_card import CheckCard, SumsCard
from crediario.ui.cash.closing_draft import ClosingDraft
from crediario.ui.cash.closing_panel import ClosingPanel
from crediario.ui.cash.count_card import CountCard
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.layout import ScrollArea, column, holder, row

#: Narrower than this, the comparison and the canhoto do not fit beside each other.
ONE_COLUMN_BELOW = 770


class ClosingView(QWidget):
    """Three columns; in a narrow window the comparison stands below the count, in a very narrow one all does.

    Whatever scrolls, the blue button is seen.
    """

    def __init__(self) -> None:
        super().__init__()
        self.count, self.check, self.sums, self.panel = CountCard(), CheckCard(), SumsCard(), ClosingPanel()
        middle = holder(column(self.check, self.sums, None, gap=Gap.X12))
        self._cards = row(self.count, 12, middle, 13, gap=Gap.X12)
        self._beside = column(self.panel)
        self._side = holder(self._beside)
        self._side.setFixedWidth(px(Size.SIDE_PANEL_NARROW))
        self._whole = column(row(ScrollArea(holder(self._cards)), 1, self._side, gap=Gap.X12), 1)
        self.setLayout(self._whole)
        self._is_one_column = False

    def show_draft(self, draft: ClosingDraft, zone: tzinfo | None) -> None:
        """Bring every part to what was typed."""
        self.count.show_draft(draft, zone)
        self.check.show_draft(draft)
        if draft.desk.sums is not None:
            self.sums.show_sums(draft.desk.sums, draft.desk)
        self.panel.show_draft(draft)

    def tie(self) -> None:
        """Enter and Tab go as people read: notes, coins, the other means, what stays, why, who agrees."""
        fields: list[QWidget] = [*self.count.edits.values(), *self.check.edits.values()]
        panel = self.panel
        fields += [panel.note, panel.left, panel.approver, panel.pin, panel.prints, panel.primary]
        for before, after in pairwise(fields):
            self.setTabOrder(before, after)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """It scrolls within: the window need not make room for all of it."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        narrow, ways = self.width() < px(Size.FOLD), QBoxLayout.Direction
        self._cards.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self.sums.setVisible(not narrow)
        one_column = self.width() < px(ONE_COLUMN_BELOW)
        if one_column != self._is_one_column:
            self._is_one_column = one_column
            self._move_panel()

    def _move_panel(self) -> None:
        """Beside the cards or under them; the keyboard stays in its field."""
        now = self.window().focusWidget()
        self._side.setHidden(self._is_one_column)
        if self._is_one_column:
            self.panel.leave_end()
            self._cards.addWidget(self.panel)
            self._whole.addWidget(self.panel.end)
        else:
            self.panel.take_end()
            self._beside.addWidget(self.panel)
        self.tie()
        if now is not None and self.isAncestorOf(now):
            now.setFocus(Qt.FocusReason.OtherFocusReason)
