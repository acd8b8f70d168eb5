"""What came out: the sentence, both policies side by side, the sales that would have stopped."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from crediario.documents.wording import figures
from crediario.domain.br import format_amount, format_date
from crediario.gateways.clock import Clock, at_shop
from crediario.services.backtest import BackTestResult, KeptResult, RefusedSale
from crediario.ui.backtest import backtest_words
from crediario.ui.backtest.backtest_words import Compared
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.cells import Cell, Text, TwoLine
from crediario.ui.widgets.edits import TextEdit
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import column, holder, row, separator
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table
from crediario.ui.widgets.tabs import tab_bar

PAGES = ("Comparação", "Vendas que parariam", "Guardadas")
COMPARED, REFUSED, KEPT = range(3)


class BackTestBoard(Card):
    """``kept_chosen`` and ``customer_asked`` come with Enter on a row."""

    kept_chosen = Signal(object)
    customer_asked = Signal(int)
    page_changed = Signal(int)

    def __init__(self, clock: Clock) -> None:
        super().__init__(flush=True)
        self.note = Note(tone="pri", icon="gauge")
        self.note.hide()
        self.bar = tab_bar("Resultado da simulação")
        for name in PAGES:
            self.bar.addTab(name)
        self.compared, self.refused, self.kept = _compared(), _refused(), _kept(clock)
        nothing = EmptyState("gauge", "Nada simulado ainda", "F10 aplica as regras ao lado às vendas feitas.")
        none_stopped = EmptyState("circle-check", "Nenhuma venda pararia", tone="ok")
        none_kept = EmptyState("history", "Nenhuma guardada", "Guarde uma simulação para comparar depois.")
        self.panes = (
            Pane(self.compared, nothing), Pane(self.refused, none_stopped), Pane(self.kept, none_kept),
        )  # fmt: skip
        self.name = TextEdit()
        self.name.setAccessibleName("Nome da simulação")
        self.name.setPlaceholderText("Nome para guardar")
        self.keep = KeyButton("Guardar", "Ctrl+S", size="small")
        self._said = label("", "office", "text2", elide=True)
        self._build()

    def show_result(self, result: BackTestResult, name: str = "") -> None:
        """A result, fresh or kept."""
        self.note.show_note(bold(f"{name}. " if name else ""), backtest_words.sentence(result.tried))
        self.compared.set_rows(backtest_words.compared(result))
        self.refused.set_rows(result.tried.examples)
        self.panes[COMPARED].show_content()
        self.panes[REFUSED].show_content(is_empty=not result.tried.examples)
        self.bar.setTabText(REFUSED, _titled(PAGES[REFUSED], result.tried.refused))
        said = (backtest_words.period(result), backtest_words.by_rule(result.tried))
        self._said.setText(" · ".join(each for each in said if each))
        self._said.setToolTip(self._said.text())

    def show_kept(self, kept: tuple[KeptResult, ...]) -> None:
        """Those kept, the newest first."""
        self.kept.set_rows(kept)
        self.panes[KEPT].show_content(is_empty=not kept)
        self.bar.setTabText(KEPT, _titled(PAGES[KEPT], len(kept)))

    def turn_to(self, place: int) -> None:
        """Show a page, its rows with the focus."""
        self.bar.setCurrentIndex(place)
        (self.compared, self.refused, self.kept)[place].setFocus()

    def _build(self) -> None:
        pages = QStackedWidget()
        for pane in self.panes:
            pane.show_content(is_empty=True)
            pages.addWidget(pane)
        self.bar.currentChanged.connect(pages.setCurrentIndex)
        self.bar.currentChanged.connect(self.page_changed)
        head = holder(column(self.note, margin=(Gap.X14, Gap.X10)))
        self.name.setMaximumWidth(px(Size.SIDE_COLUMN) * 2 // 3)
        titles = row(self.bar, 1, margin=(Gap.X10, Gap.NONE))
        keep = row(self._said, 1, self.name, 1, self.keep, gap=Gap.X8, margin=(Gap.X14, Gap.X8))
        self.add(head, titles, separator(), pages, 1, separator(), keep)
        self.body.setSpacing(0)
        self.refused.opened.connect(lambda each: self.customer_asked.emit(each.customer_id))
        self.kept.opened.connect(self.kept_chosen)


def _titled(name: str, count: int) -> str:
    return f"{name}  {figures(count)}" if count else name


def _compared() -> Table[Compared]:
    return Table(
        [
            Column("", lambda each: Text(each.name, bold=each.is_strong), chars=20, stretch=2),
            Column("Em vigor", lambda each: Text(each.in_force, "text2"), 14, "right", 1),
            Column("Simulação", lambda each: Text(each.tried, bold=each.is_strong), 14, "right", 1),
        ],
        name="Comparação",
        key=lambda each: each.name,
    )


def _refused() -> Table[RefusedSale]:
    return Table(
        [
            Column("Venda", lambda each: format_date(each.sold_on), chars=11),
            Column("Cliente", lambda each: f"nº {figures(each.customer_id)}", chars=9),
            Column("O que parou", backtest_words.rules_of, chars=18, stretch=2),
            Column("Valor", lambda each: format_amount(each.price), 10, "right"),
            Column("Maior atraso", _worst, 11, "right"),
        ],
        name="Vendas que parariam",
        key=lambda each: each.sale_id,
    )


def _worst(each: RefusedSale) -> Cell:
    return Text(backtest_words.became(each), "late" if each.bad else "text2")


def _kept(clock: Clock) -> Table[KeptResult]:
    return Table(
        [
            Column("Simulação", lambda each: _who(each, clock), chars=20, stretch=2),
            Column("Parariam", lambda each: backtest_words.sales(each.result.tried.refused), 12, "right"),
            Column("Atraso evitado", lambda each: format_amount(each.result.tried.refused_bad), 11, "right"),
            Column(
                "Boas perdidas", lambda each: format_amount(each.result.tried.refused_good_price), 11, "right"
            ),
        ],
        name="Simulações guardadas",
        key=lambda each: each.id,
        row_height="two_line",
    )


def _who(each: KeptResult, clock: Clock) -> TwoLine:
    made = f"{at_shop(clock, each.created_at):%d/%m/%Y} · {each.operator_name}"
    return TwoLine(each.name, f"{made} · {backtest_words.period(each.result).lower()}")
