"""Vendas liberadas: what became of the sales somebody let through, by who released and by who sold."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_amount, format_money
from crediario.domain.calendar import add_months
from crediario.domain.errors import KnownFailure
from crediario.services.core import Topic
from crediario.services.credit_reports import ReleasedReport, ReleasedRow, released_sales
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, ReleasedSales, Screen, Shell
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.cells import Cell, Text
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.fitting import EvenColumns
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.number import Number
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table
from crediario.ui.words import counted

#: The report opens with the sales of so many months.
MONTHS_BACK = 12
WHAT = (
    "Vendas que a política parou e alguém liberou. Valor é o das parcelas, e o da entrada enquanto está em"
    " aberto de novo. Pago inclui o que um acordo quitou; em atraso é o de hoje, sem multa nem juros."
)


class ReleasedScreen(Screen):
    """Two lists over the same sales: who released, who sold."""

    title = "Vendas liberadas"
    area = Area.SETTINGS
    refreshes_on = frozenset({Topic.RECEIVABLES})
    manual = "politica"

    def __init__(self, shell: Shell, _: ReleasedSales) -> None:
        super().__init__(shell)
        self.since = DateEdit(shell.today, day_means="past")
        self.until = DateEdit(shell.today, day_means="past")
        self.see = KeyButton("Ver", "F10", "primary")
        self.primary = self.see
        self.note = Note(tone="att")
        self.numbers = [Number(name) for name in ("Vendas", "Valor", "Pago", "Em atraso", "Mais de 90 dias")]
        self.by_releaser = _table("Quem liberou")
        self.by_seller = _table("Quem vendeu")
        self._build()
        self.since.set_value(add_months(shell.today(), -MONTHS_BACK))
        self.until.set_value(shell.today())
        self.see.clicked.connect(self.reload)

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The report of the days typed."""
        since, until = self.since.value(), self.until.value()
        if since is None or until is None:
            (self.since if since is None else self.until).setFocus()
            return
        self.note.hide()
        self.pane.wait()
        self.shell.tasks.run(self, released_sales, self._came, since, until, on_refused=self._refused)

    def keys(self) -> Sequence[Action]:
        """What works here."""
        return (
            Action("next_field"),
            Action("move"),
            Action("conclude", label="Ver"),
            Action("back", label="Voltar"),
        )

    def first_focus(self) -> QWidget:
        """The first day."""
        return self.since

    # -- showing ---------------------------------------------------------------------------------------------

    def _came(self, report: ReleasedReport) -> None:
        total = report.total
        figures = (
            (str(total.count), ""),
            (format_money(total.sold), "com juros"),
            (format_money(total.paid), ""),
            (format_money(total.late), counted(total.late_count, "venda", "vendas")),
            (format_money(total.late_long), ""),
        )
        for number, (figure, line) in zip(self.numbers, figures, strict=True):
            number.show_number(figure, line)
        self.by_releaser.set_rows(report.by_releaser)
        self.by_seller.set_rows(report.by_seller)
        self.pane.show_content(is_empty=not total.count)

    def _refused(self, failure: KnownFailure) -> None:
        said = words(failure)
        self.pane.show_failure(said, self.reload)

    def _build(self) -> None:
        for edit, name in ((self.since, "Vendidas desde"), (self.until, "Vendidas até")):
            edit.setAccessibleName(name)
            edit.setFixedWidth(px(Size.SHEET_COLUMN))
        period = row(
            label("Vendidas de", "body_medium"), self.since, label("a", "body_medium"), self.until,
            self.see, None,
            gap=Gap.X10,
        )  # fmt: skip
        lists = column(
            Card("Por quem liberou", flush=True).add(self.by_releaser, 1),
            1,
            Card("Por quem vendeu", flush=True).add(self.by_seller, 1),
            1,
            label(WHAT, "office", "text2", wrap=True),
            gap=Gap.X12,
        )
        content = holder(column(Card().add(EvenColumns(*self.numbers, gap=Gap.X20)), lists, 1))
        empty = EmptyState(
            "circle-check", "Nenhuma venda liberada", "Nestes dias a política não precisou de exceção."
        )
        self.pane = Pane(content, empty, "Somando as vendas…")
        self.place(column(period, self.note, self.pane, 1))
        self.note.hide()


def _table(name: str) -> Table[ReleasedRow]:
    return Table(
        [
            Column("Pessoa", lambda each: each.name, chars=18, stretch=3),
            Column("Vendas", lambda each: str(each.count), 6, "right", 1),
            Column("Valor", lambda each: format_amount(each.sold), 10, "right", 2),
            Column("Pago", lambda each: format_amount(each.paid), 10, "right", 2, optional=True),
            Column("Em atraso", _late, chars=10, align="right", stretch=2),
            Column("Mais de 90 dias", _long, chars=14, align="right", stretch=2),
        ],
        name=name,
        key=lambda each: each.number,
    )


def _late(each: ReleasedRow) -> Cell:
    return Text(format_amount(each.late), "att" if each.late else "text2")


def _long(each: ReleasedRow) -> Cell:
    return Text(format_amount(each.late_long), "late" if each.late_long else "text2")
