"""How the shop comes out at the top of every paper, while it is being typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column

CENTER = Qt.AlignmentFlag.AlignHCenter
LINES = 6


class PaperCard(Card):
    """White paper, black letters, in both themes; the height is of so many lines from the start."""

    def __init__(self, lines: int = LINES) -> None:
        super().__init__()
        self.lines = [
            label("", "title" if place == 0 else "small", elide=True, align=CENTER) for place in range(lines)
        ]
        paper = QFrame()
        paper.setObjectName("paper")
        paper.setLayout(column(*self.lines, gap=Gap.X2, margin=(Gap.X12, Gap.X14)))
        self.add(label("Como sai no papel", "body_bold"), paper)

    def show_texts(self, texts: Sequence[str]) -> None:
        """What is typed so far; empty lines are left out, the name holds its place."""
        name, *others = texts
        self.lines[0].setText(name or "Nome da loja")
        said = [text for text in others if text]
        room = len(self.lines) - 1
        for line, text in zip(self.lines[1:], (said + [""] * room)[:room], strict=True):
            line.setText(text)
