"""One row of the audit whole: who, where, when, what was asked and what came of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from crediario.services.audit import AuditLine, Detail
from crediario.ui.audit import audit_words, detail_words, field_words
from crediario.ui.theme import Gap, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, clear, column, holder, row

MISSING = (
    "O programa numera cada linha e nunca pula um número: estas foram retiradas por fora dele. "
    "Confira a auditoria inteira com F10."
)
REDACTED = "Os dados desta linha foram eliminados com os da pessoa. O selo dela continua valendo."


class DetailPanel(Card):
    """``card_asked``: the customer's ficha; ``only_asked``: only what is about the customer."""

    card_asked = Signal()
    only_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Detalhes", flush=True)
        self.card = KeyButton("Ficha", "Ctrl+I", size="small")
        self.only = KeyButton("Só deste", "Ctrl+G", size="small")
        self._lines: QVBoxLayout = column(gap=Gap.X8)
        content = holder(column(self._lines, None, margin=(Gap.X14, Gap.X12)))
        self.scrolled = ScrollArea(content)
        # The keyboard may go in: arrows scroll what a low window does not show.
        self.scrolled.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scrolled.setAccessibleName("Detalhes da linha")
        self._ways = holder(row(self.card, self.only, None, gap=Gap.X8, margin=(Gap.X14, Gap.X8)))
        self.add(self.scrolled, 1, self._ways)
        self.card.setAccessibleName("Abrir a ficha do cliente, Ctrl+I")
        self.only.setAccessibleName("Só o que é deste cliente, Ctrl+G")
        self.card.clicked.connect(self.card_asked)
        self.only.clicked.connect(self.only_asked)

    def show_line(self, line: AuditLine) -> None:
        """Another row."""
        clear(self._lines)
        self._lines.addWidget(label(audit_words.said(line), "name", wrap=True))
        for name, value in self._facts(line):
            self._add(name, value)
        if line.redacted:
            self._lines.addWidget(Note(REDACTED))
        self._add_details("O que foi pedido", line.subject)
        self._add_details("O que resultou", line.answer)
        self._ways.setVisible(line.customer_id is not None)
        self.scrolled.verticalScrollBar().setValue(0)

    def show_gap(self, words: str) -> None:
        """Rows that are not there."""
        clear(self._lines)
        self._lines.addWidget(label(words, "name", "late", wrap=True))
        self._lines.addWidget(Note(MISSING, tone="late"))
        self._ways.hide()

    def _facts(self, line: AuditLine) -> list[tuple[str, str]]:
        number = audit_words.number_words(line)
        return [
            ("Quando", f"{line.moment:%d/%m/%Y %H:%M:%S}"),
            ("Quem", f"{line.person} ({field_words.VALUES[line.role.value]})"),
            ("Onde", audit_words.where_words(line)),
            *([("Cliente", line.customer)] if line.customer else []),
            ("Linha", f"{number} · selo {line.seal}" if line.seal else "de antes dos selos"),
        ]

    def _add_details(self, title: str, details: tuple[Detail, ...]) -> None:
        details = tuple(each for each in details if detail_words.is_shown(each))
        if details:
            heading = label(title, "body_bold")
            heading.setContentsMargins(0, px(Gap.X8), 0, 0)
            self._lines.addWidget(heading)
        for each in details:
            self._add(detail_words.name_of(each), detail_words.value_of(each))

    def _add(self, name: str, value: str) -> None:
        said = label(value, "office", wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines.addLayout(column(label(name, "small", "text2", wrap=True), said, gap=Gap.X4))
