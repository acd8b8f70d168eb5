"""Fechamento: the count at the left, the comparison in the middle, the canhoto at the right."""

from datetime import tzinfo
from itertools import pairwise

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from crediario.ui.cash.check_card import CheckCard, SumsCard
from crediario.ui.cash.closing_draft import ClosingDraft
from crediario.ui.cash.closing_panel import ClosingPanel
from crediario.ui.cash.count_card import CountCard
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.layout import column, holder, row


class ClosingView(QWidget):
    """Three columns; in a narrow window the canhoto stands below the comparison, in a very narrow one all."""

    def __init__(self) -> None:
        super().__init__()
        self.count, self.check, self.sums, self.panel = CountCard(), CheckCard(), SumsCard(), ClosingPanel()
        middle = holder(column(self.check, self.sums, None, gap=Gap.X12))
        self._right = row(middle, 13, self.panel, 9, gap=Gap.X12)
        self._whole = row(self.count, 12, holder(self._right), 22, gap=Gap.X12)
        self.setLayout(self._whole)

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

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        narrow, ways = self.width() < px(Size.FOLD), QBoxLayout.Direction
        self._right.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self.sums.setVisible(not narrow)
        one_column = self.width() < px(Size.PALETTE_WIDTH)
        self._whole.setDirection(ways.TopToBottom if one_column else ways.LeftToRight)
