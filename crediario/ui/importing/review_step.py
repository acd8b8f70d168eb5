"""Step 3: what would come in, before anything does."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crediario.services.importing import ImportReport, NoteKind
from crediario.ui.importing.line_lists import IgnoredCard, RefusedCard
from crediario.ui.importing.reading import Checked
from crediario.ui.importing.totals_card import ShopCard, TotalsCard
from crediario.ui.importing.words import WITHOUT_RATE, pieces, supposed_lines
from crediario.ui.messages import Message
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.labels import Paragraph, bold
from crediario.ui.widgets.layout import clear, column, holder
from crediario.ui.wizard.step import Step
from crediario.ui.words import counted


class ReviewStep(Step):
    """``save_asked`` wants the refused lines as a spreadsheet."""

    rail_title = "Conferência"
    rail_hint = "Totais e recusadas"
    go_on = "Trazer"

    save_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._summary = self.rail_hint
        self.said = Note()
        self.totals = TotalsCard("O que o arquivo traz")
        self.refused, self.ignored = RefusedCard(), IgnoredCard()
        self.refused.save_asked.connect(self.save_asked)
        self.shop, self.supposed = ShopCard("Hoje", "Depois"), SupposedCard()
        self.rate = Note(bold("Taxa não informada.", "pri"), WITHOUT_RATE, tone="pri", icon="percent")
        self.lay_out(
            "Confira antes de trazer",
            "Nada entrou ainda. Os totais são das linhas aceitas.",
            holder(column(self.said, self.totals, self.refused, self.ignored, gap=Gap.X14)),
            self.shop,
            self.rate,
            self.supposed,
        )

    def show_checked(self, checked: Checked) -> None:
        """What would happen."""
        report = checked.report
        self.totals.show_totals(report.totals, report.new, report.repeated)
        self.shop.show_totals(report.before, report.after)
        self.refused.show_rows(report.refused)
        self.ignored.show_rows(report.ignored)
        self.supposed.show_lines(checked.supposed)
        self.rate.setVisible(bool(report.totals.sales))
        self.go_on = bring_words(report)
        self._say(report)
        self._summary = (
            counted(len(report.refused), "linha recusada", "linhas recusadas")
            if report.refused
            else "Nada recusado"
        )
        self.changed.emit()

    def forget_file(self) -> None:
        """Nothing was checked, or it was with other columns."""
        self._summary = self.rail_hint
        self.changed.emit()

    def show_problem(self, said: Message) -> None:
        """Why nothing was brought in."""
        self.said.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest, tone="late")

    def _say(self, report: ImportReport) -> None:
        """What matters first: what is refused, or that there is nothing to do."""
        if report.refused:
            count = counted(len(report.refused), "linha não entra", "linhas não entram")
            self.said.show_note(
                bold(f"{count}. "),
                "Salve as recusadas, corrija a planilha e traga de novo, agora ou depois:"
                " o que já entrou não se repete.",
                tone="att",
            )
        elif not report.changes_something:
            self.said.show_note(
                bold("Tudo isto já está na loja. "), "Trazer de novo não muda nada.", tone="ok"
            )
        else:
            self.said.show_note(bold("Todas as linhas foram entendidas. "), "Nada foi recusado.", tone="ok")

    @property
    def summary(self) -> str:
        """How many lines are refused."""
        return self._summary


def bring_words(report: ImportReport) -> str:
    """What the blue button does."""
    if report.new:
        return f"Trazer {pieces(report.new)}"
    if report.changes_something:
        return f"Trazer {counted(report.totals.customers, 'cliente', 'clientes')}"
    return "Concluir"


class SupposedCard(Card):
    """What was supposed where the file says nothing, each with how often."""

    def __init__(self) -> None:
        super().__init__("O que foi suposto")
        self._lines = column(gap=Gap.X10)
        self.add(self._lines)

    def show_lines(self, supposed: Mapping[NoteKind, int]) -> None:
        """These; without any the card is not there."""
        clear(self._lines)
        lines = supposed_lines(supposed)
        for count, words in lines:
            self._lines.addWidget(self._line(count, words))
        self.setVisible(bool(lines))

    def _line(self, count: str, words: str) -> QWidget:
        return Paragraph(bold(count), f" {words}")
