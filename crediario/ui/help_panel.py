"""F1: every key of the program, searchable, and the way to the manual."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from crediario import paths
from crediario.domain.br import fold
from crediario.ui.keys import TABLE, Key, Where, keycap
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import Keycap, LinkButton
from crediario.ui.widgets.edits import TextEdit
from crediario.ui.widgets.fitting import EvenColumns
from crediario.ui.widgets.labels import IconLabel, label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row, separator

#: As many as fit stand beside each other; the shorter ones one over the other.
COLUMNS = ((Where.ANYWHERE,), (Where.FIELDS,), (Where.RECEIVE, Where.OVERDUE, Where.CASH), (Where.SALE,))


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line of the overlay."""

    words: str
    caps: str


def help_lines(where: Where) -> list[HelpLine]:
    """The lines of one column, from the key table."""
    return [line for entry in TABLE if entry.where is where for line in _lines(entry)]


def _lines(entry: Key) -> list[HelpLine]:
    if entry.each:
        keys = zip(entry.each, entry.sequences, strict=True)
        return [HelpLine(words, keycap(sequence)) for words, sequence in keys]
    if entry.caps:
        return [HelpLine(entry.label, " ".join(entry.caps))]
    joint = " " if entry.series else " ou "
    return [HelpLine(entry.label, joint.join(keycap(sequence) for sequence in entry.sequences))]


def manual_page(name: str) -> str | None:
    """The text of a page of the manual, or of its first page; None where no manual ships."""
    for page in (name, "index"):
        try:
            return paths.resource("manual", f"{page}.md").read_text(encoding="utf-8")
        except FileNotFoundError:
            continue
    return None


class HelpPanel(QWidget):
    """Columns of keys under a search field."""

    def __init__(self, close: Callable[[], None], open_manual: Callable[[], None] | None) -> None:
        super().__init__()
        self.setAccessibleName("Ajuda e atalhos")
        self.search = TextEdit()
        self.search.setPlaceholderText("O que você quer fazer? Ex.: 2ª via")
        self.search.setAccessibleName("Procurar um atalho")
        self.search.setMaximumWidth(px(Size.FIELD_TOP_WIDTH))
        self.search.textChanged.connect(self._filter)
        self._rows: list[tuple[str, QWidget]] = []
        self.setFocusProxy(self.search)
        icon = IconLabel("circle-question-mark", "text", Size.ICON_STATE)
        head = row(icon, label("Atalhos", "heading"), self.search, 3, None, margin=(Gap.X20, Gap.X10))
        if open_manual is not None:
            manual = LinkButton("Abrir o manual")
            manual.clicked.connect(open_manual)
            head.addWidget(manual)
        leave = LinkButton("Fechar", "Esc")
        leave.clicked.connect(close)
        head.addWidget(leave)
        foot = label("Letras e números sozinhos só valem onde não se digita texto.", "office", "text2")
        columns = ScrollArea(self._columns())
        self.setLayout(
            column(
                head, separator(), columns, 1, separator(), row(foot, margin=(Gap.X20, Gap.X10)), gap=Gap.NONE
            )
        )

    def visible_words(self) -> list[str]:
        """What the search left, for the tests."""
        return [words for words, widget in self._rows if not widget.isHidden()]

    def _columns(self) -> QWidget:
        columns = [
            holder(column(*(self._part(where) for where in parts), None, gap=Gap.X24)) for parts in COLUMNS
        ]
        even = EvenColumns(*columns, gap=Gap.X44, lined=True)
        return holder(row(even, margin=(Gap.X20, Gap.X16)))

    def _part(self, where: Where) -> QVBoxLayout:
        lines = column(label(where.value, "name"), gap=Gap.NONE)
        lines.addSpacing(px(Gap.X10))
        for line in help_lines(where):
            whole = column(
                row(label(line.words, "office", "text"), None, Keycap(line.caps)), separator(), gap=Gap.X8
            )
            whole.setContentsMargins(0, px(Gap.X8), 0, 0)
            widget = holder(whole)
            self._rows.append((line.words, widget))
            lines.addWidget(widget)
        return lines

    def _filter(self, text: str) -> None:
        wanted = fold(text)
        for words, widget in self._rows:
            widget.setVisible(wanted in fold(words))


class ManualPanel(QWidget):
    """A page of the manual, read inside the window: no browser, no internet."""

    def __init__(self, text: str, close: Callable[[], None]) -> None:
        super().__init__()
        page = QTextBrowser()
        page.setOpenLinks(False)
        page.setMarkdown(text)
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.setAccessibleName("Manual")
        page.setMinimumHeight(px(Size.WINDOW_MIN_HEIGHT) - 2 * px(Size.PALETTE_TOP))
        leave = LinkButton("Fechar", "Esc")
        leave.clicked.connect(close)
        icon = IconLabel("book-open", "text", Size.ICON_STATE)
        head = row(icon, label("Manual", "heading"), None, leave, margin=(Gap.X20, Gap.X10))
        body = row(page, margin=(Gap.X20, Gap.X14))
        self.setLayout(column(head, separator(), body, 1, gap=Gap.NONE))
        self.setFocusProxy(page)
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
