"""Names with what they say, one below the other, scrolled where a low window does not hold them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from crediario.ui.theme import Gap
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, clear, column, holder


class Facts(ScrollArea):
    """A title and the facts under it; ``below`` are widgets that stay at the end."""

    def __init__(self, name: str, *below: QWidget) -> None:
        self._title = label("", "name", wrap=True)
        self._lines: QVBoxLayout = column(gap=Gap.X8)
        super().__init__(
            holder(column(self._title, self._lines, *below, None, gap=Gap.X12, margin=(Gap.X14, Gap.X12)))
        )
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)

    def show_facts(self, title: str, facts: Sequence[tuple[str, str]]) -> None:
        """Another title, other facts; those that say nothing are left out."""
        self._title.setText(title)
        clear(self._lines)
        for name, value in facts:
            if value:
                said = label(value, "office", wrap=True)
                said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                named = [label(name, "small", "text2", wrap=True)] if name else []
                self._lines.addLayout(column(*named, said, gap=Gap.X4))
        self.verticalScrollBar().setValue(0)


def narrow_combo(combo: QComboBox, letters: int = 6) -> None:
    """A list where room may be short: it asks for so many letters, however long its words are."""
    combo.setMinimumContentsLength(letters)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
