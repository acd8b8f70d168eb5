"""Which papers come out of the printer when a sale is concluded."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crediario.domain.schedule import Plan
from crediario.domain.settings import ShopSettings
from crediario.ui.sales import sale_words
from crediario.ui.theme import Gap
from crediario.ui.widgets.fields import Check
from crediario.ui.widgets.labels import Label, label
from crediario.ui.widgets.layout import column, holder, row


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers chosen for one sale."""

    carne: bool = True
    contract: bool = True
    receipt: bool = True
    notes: bool = False


class PaperChoice(QWidget):
    """The shop's usual papers, to be changed for this sale alone."""

    def __init__(self) -> None:
        super().__init__()
        self._usual: Papers | None = None
        self.carne, self.contract = Check("Carnê", checked=True), Check("Contrato", checked=True)
        self.receipt, self.notes = Check("Recibo da entrada", checked=True), Check("Notas promissórias")
        self._about = [_about() for _ in range(4)]
        lines = [
            holder(row(check, 1, about)) for check, about in zip((*self.checks,), self._about, strict=True)
        ]
        self._receipt_line = lines[2]
        self.setLayout(column(label("Imprimir ao concluir", "office_medium", "text2"), *lines, gap=Gap.NONE))

    @property
    def checks(self) -> tuple[Check, Check, Check, Check]:
        """In the order of the keyboard."""
        return self.carne, self.contract, self.receipt, self.notes

    @property
    def papers(self) -> Papers:
        """What is to be printed."""
        return Papers(*(check.isChecked() for check in self.checks))

    def show_usual(self, settings: ShopSettings) -> None:
        """The shop's own choice; what was chosen for this sale stays when it comes again."""
        usual = Papers(
            settings.print_carne, settings.print_contract, settings.print_receipt, settings.print_notes
        )
        if usual == self._usual:
            return
        self._usual = usual
        chosen = (usual.carne, usual.contract, usual.receipt, usual.notes)
        for check, wanted in zip(self.checks, chosen, strict=True):
            check.setChecked(wanted)

    def show_plan(self, plan: Plan | None, *, with_receipt: bool) -> None:
        """How much paper each is."""
        self._receipt_line.setVisible(with_receipt)
        count = len(plan.installments) if plan else 0
        told = sale_words.paper_counts(count) if plan else ("",) * 4
        for about, words in zip(self._about, told, strict=True):
            about.setText(words)


def _about() -> Label:
    return label("", "office", "text2", elide=True, align=Qt.AlignmentFlag.AlignRight)
