"""The end: what came in, and what can be done next."""

from PySide6.QtCore import Signal

from crediario.services.importing import ImportReport
from crediario.ui.importing.totals_card import ShopCard, TotalsCard
from crediario.ui.importing.words import came_in
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.labels import Paragraph, bold, label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.wizard.step import Step
from crediario.ui.words import counted


class DoneStep(Step):
    """Nothing is asked any more; each signal is a button."""

    rail_title = "Pronto"
    rail_hint = "A carteira na loja"
    rail_icon = "circle-check"
    go_on = "Concluir"

    overdue_asked = Signal()
    save_asked = Signal()
    another_asked = Signal()
    undo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said = Note(tone="ok")
        self.totals, self.shop = TotalsCard("O que entrou"), ShopCard("Antes", "Agora")
        self.overdue = KeyButton("Ver pendências", "F7", size="large", icon="clock")
        self.another = KeyButton("Trazer outro arquivo", "Ctrl+O", size="large", icon="file-spreadsheet")
        self.save = KeyButton("Salvar recusadas em planilha", "Ctrl+S", icon="download")
        self.fix = KeyButton("Trazer as corrigidas", "Ctrl+O", icon="file-spreadsheet")
        self.undo = KeyButton("Desfazer importação", "Ctrl+Z", icon="undo-2")
        for button, asked in (
            (self.overdue, self.overdue_asked),
            (self.another, self.another_asked),
            (self.save, self.save_asked),
            (self.fix, self.another_asked),
            (self.undo, self.undo_asked),
        ):
            button.clicked.connect(asked)
        self._build()

    def _build(self) -> None:
        self.left_out = Paragraph(style="body")
        self.refused = Card().add(
            label("Falta corrigir", "body_bold"), self.left_out, row(self.save, self.fix, None, gap=Gap.X10)
        )
        undo = Card().add(
            label("Mudou de ideia?", "body_bold"),
            Paragraph(
                "Enquanto nada do que entrou for recebido, vendido ou negociado, a importação inteira sai."
            ),
            row(self.undo, None),
        )
        next_ = row(self.overdue, self.another, None, gap=Gap.X10)
        self.lay_out(
            "A carteira está na loja",
            "As parcelas já aparecem na busca, na ficha e no Receber.",
            holder(column(self.said, self.totals, self.refused, next_, gap=Gap.X14)),
            self.shop,
            undo,
        )

    def show_report(self, report: ImportReport) -> None:
        """What came in."""
        self.said.show_note(bold("Pronto. "), came_in(report), tone="ok")
        self.totals.show_totals(report.totals, report.new, report.repeated)
        self.shop.show_totals(report.before, report.after)
        count = counted(len(report.refused), "linha ficou de fora", "linhas ficaram de fora")
        self.left_out.set_runs(
            bold(f"{count}. "),
            "Salve a planilha, corrija as colunas apontadas e traga de novo: o que já entrou não se repete.",
        )
        self.refused.setVisible(bool(report.refused))
        self.another.setVisible(not report.refused)
        self.changed.emit()
