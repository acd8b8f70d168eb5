"""What comes back: the change in green, rounded or not, or what stays as store credit instead."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from crediario.domain.br import format_amount, format_money
from crediario.ui.payments.draft_checks import amount_problem
from crediario.ui.payments.receive_draft import ReceiveDraft
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import LinkButton
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, row


class ChangeBox(QFrame):
    """Hidden while nothing comes back; ``keep`` is the button that keeps it as store credit."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("okTile")
        self.title = label("Troco", "name", "ok")
        self.how = label("", "small", "ok", elide=True)
        self.amount = label("", "state", "ok", align=Qt.AlignmentFlag.AlignRight)
        self.keep = LinkButton("Guardar", "Alt+H")
        self.keep.setFixedHeight(px(Size.KEYCAP))
        above, below = row(self.title, 1, self.amount), row(self.how, 1, self.keep, gap=Gap.X6)
        self.setLayout(column(above, below, gap=Gap.NONE, margin=(Gap.X14, Gap.X6)))
        self.hide()

    def show_draft(self, draft: ReceiveDraft) -> None:
        """The change as it will be handed out, or what is kept."""
        shown = bool(draft.excess) and not amount_problem(draft)
        self.setVisible(shown)
        handed = draft.kept if draft.keeps else draft.change + draft.rounding
        self.title.setText("Fica de crédito" if draft.keeps else "Troco")
        self.how.setText(_how(draft))
        self.keep.set_words("Dar troco" if draft.keeps else "Guardar")
        self.keep.setVisible(not draft.keeps or draft.excess <= draft.cash)
        self.amount.announce(format_money(handed) if shown else "")


def _how(draft: ReceiveDraft) -> str:
    if draft.keeps:
        return "na loja, para a próxima conta"
    if draft.rounding:
        return f"exato {format_amount(draft.change)}, arredondado a favor"
    return f"de {format_money(draft.tendered)}"
