"""The ficha's page of points: what was earned with which payment, what was taken back, and the balance."""

from crediario.documents.wording import points_words
from crediario.domain.br import format_date
from crediario.services.ficha import CustomerCard, PointsLine
from crediario.ui.customers import card_words
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.cells import Cell, TagCell, Text
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table

RULE = "Um ponto por real inteiro da parcela paga até o vencimento."


class PointsPane(Pane):
    """The statement, the newest entry first."""

    def __init__(self) -> None:
        self.table = _points()
        self._balance = label("", "office_bold")
        page = Card(flush=True).add(self.table, 1)
        page.setObjectName("")
        balance = row(label("Saldo", "office"), self._balance, gap=Gap.X4)
        page.add_footer(label(RULE, "office", "text2", elide=True), 1, balance)
        super().__init__(page, EmptyState("award", "Nenhum ponto ainda", RULE))

    def show_card(self, card: CustomerCard) -> None:
        """The rows, and their sum."""
        self.table.set_rows(card.points or ())
        self._balance.setText(points_words(card.points_balance))
        self.show_content(is_empty=not card.points)


def _points() -> Table[PointsLine]:
    return Table(
        [
            Column("Data", lambda line: format_date(line.entered_on), chars=10),
            Column("O que aconteceu", card_words.points_reason, chars=24, stretch=3),
            Column("Recibo", card_words.points_paper, chars=10, stretch=1, optional=True),
            Column("Situação", _situation, chars=11),
            Column("Pontos", _change, chars=8, align="right", stretch=1),
        ],
        name="Pontos",
        key=lambda line: line.entry_id,
    )


def _situation(line: PointsLine) -> Cell:
    if line.points < 0:
        return Text("retirados", "text2")
    return Text("ganhos", "text2") if line.stands else TagCell("estornados", "att", "ban")


def _change(line: PointsLine) -> Cell:
    return Text(card_words.points_change(line), "ok" if line.stands else "text3", bold=line.stands)
