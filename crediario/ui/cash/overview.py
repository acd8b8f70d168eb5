"""The till is open: what went in and out of its drawer, the session's sums, and what can be done."""

from datetime import tzinfo

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from crediario.domain.br import format_amount, format_money
from crediario.domain.tender import Method
from crediario.services.cash import CashDesk, DrawerLine, SessionRow, TillMeans
from crediario.ui.cash import cash_words
from crediario.ui.cash.check_card import HIDDEN, SumsCard
from crediario.ui.cash.move_form import MoveForm
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.cards import Canhoto, Card, Note, SumLine
from crediario.ui.widgets.cells import Text
from crediario.ui.widgets.current_stack import CurrentStack
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import SidePane, column, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table
from crediario.ui.words import METHOD_NAMES


class Overview(QWidget):
    """Two cards at the left; at the right the canhoto, or the form of a sangria in its place."""

    def __init__(self) -> None:
        super().__init__()
        self._zone: tzinfo | None = None
        self.note = Note(tone="att", icon="calendar-clock")
        self.blind = Note(tone="pri", secondary=True)
        self.lines: Table[DrawerLine] = Table(
            [
                Column("Movimento", lambda each: cash_words.line_words(each, self._zone), 20, stretch=1),
                Column("Valor", lambda each: Text(format_amount(each.amount), bold=True), 11, "right"),
            ],
            name="Gaveta",
            key=lambda each: (each.kind, each.at),
            row_height="till",
        )
        self.means: Table[TillMeans] = Table(
            [
                Column("Forma", lambda each: METHOD_NAMES[each.method], 12, stretch=1),
                Column("Recebimentos", lambda each: str(each.receipts), 12, "right"),
                Column("Sistema", _expected, 12, "right"),
            ],
            name="Formas de pagamento",
            key=lambda each: each.method,
            row_height="till",
        )
        self._pane = Pane(self.lines, EmptyState("banknote", "Nada entrou nem saiu ainda"))
        self.drawer = Card("Gaveta", " ", flush=True).add(self._pane, 1)
        self.past = LinkButton("Anteriores", "A")
        self.drawer.add_header(self.past)
        self.by_means = Card("Por forma de pagamento", flush=True).add(self.means, 1)
        self.sums = SumsCard()
        self.panel, self.form = OpenPanel(), MoveForm()
        self.side = CurrentStack()
        for page in (self.panel, self.form):
            self.side.addWidget(page)
        right = column(self.by_means, 1, self.sums, gap=Gap.X12)
        self._cards = row(self.drawer, 1, right, 1)
        main = column(self.note, self.blind, self._cards, 1)
        self.setLayout(column(SidePane(main, self.side)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a narrow window the cards stand one over the other, and the sums wait for the closing."""
        super().resizeEvent(event)
        narrow, ways = self.width() < px(Size.FOLD), QBoxLayout.Direction
        self._cards.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self.sums.setVisible(not narrow)

    def show_desk(self, desk: CashDesk, session: SessionRow, zone: tzinfo | None) -> None:
        """Everything as the shop tells it."""
        self._zone = zone
        self.note.setVisible(desk.of_earlier_day)
        if desk.of_earlier_day:
            self.note.show_note(cash_words.EARLIER)
        self.blind.setVisible(not desk.is_told)
        if not desk.is_told:
            self.blind.show_note(cash_words.BLIND)
        self.drawer.hint.setText("" if desk.is_told else "o que foi contado à mão")
        self.lines.set_rows(desk.lines)
        self._pane.show_content(is_empty=not desk.lines)
        self.means.set_rows(desk.means)
        if desk.sums is not None:
            self.sums.show_sums(desk.sums, desk)
        self.panel.show_desk(desk, session, zone)


class OpenPanel(Canhoto):
    """Who opened it and when, what it should hold, and the three buttons."""

    def __init__(self) -> None:
        super().__init__()
        self._till, self._since = label("", "name"), label("", "office", "text2", wrap=True)
        self._float = SumLine("Fundo de troco")
        self._title = label("Na gaveta, pelo sistema", "body_bold")
        self.figure = label("", "amount")
        later = "Conte a gaveta ao fechar; o que o sistema espera aparece depois."
        self.later = label(later, "office", "text2", wrap=True)
        self.primary = KeyButton("Fechar caixa", "F10", "primary", "till")
        self.drop = KeyButton("Sangria", "S", size="large", icon="minus")
        self.supply = KeyButton("Suprimento", "U", size="large", icon="plus")
        self.others = Note(tone="att", icon="lock")
        self.top.addLayout(column(self._till, self._since, self._float, gap=Gap.X6))
        self.body.addLayout(column(self._title, self.figure, self.later, self.others, gap=Gap.X6))
        self.body.addStretch(1)
        self.body.addLayout(column(self.drop, self.supply, self.primary, gap=Gap.X10))

    def show_desk(self, desk: CashDesk, session: SessionRow, zone: tzinfo | None) -> None:
        """What this person may do with it, too."""
        self._till.setText(f"Caixa {session.till_number:02d} aberto")
        since = cash_words.moment_words(session.opened_at, desk.today, zone)
        self._since.setText(f"{since} por {session.operator_name}")
        self._float.show_value(format_money(session.float))
        cash = next((each.expected for each in desk.means if each.method is Method.CASH), None)
        self._title.setText("Na gaveta, pelo sistema" if cash is not None else "Contagem às cegas")
        self.figure.setVisible(cash is not None)
        self.figure.announce(format_money(cash) if cash is not None else "")
        self.later.setVisible(cash is None)
        self.others.setVisible(not desk.is_mine)
        if not desk.is_mine:
            self.others.show_note(f"Este turno é de {session.operator_name}, que responde por esta gaveta.")
        for button in (self.primary, self.drop, self.supply):
            button.setEnabled(desk.is_mine)


def _expected(each: TillMeans) -> Text:
    return Text(HIDDEN if each.expected is None else format_amount(each.expected), bold=True)
