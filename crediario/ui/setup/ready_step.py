"""The end: the shop is there; who entered it, and what comes next."""

from PySide6.QtWidgets import QWidget

from crediario.services.setup import ShopReady
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.labels import Paragraph, bold, keycap_run, label
from crediario.ui.widgets.layout import column, row
from crediario.ui.wizard.step import Step


class ReadyStep(Step):
    """Nothing is asked any more."""

    rail_title = "Pronto"
    rail_hint = "Primeira venda"
    rail_icon = "shopping-cart"
    go_on = "Ir para a entrada"

    def __init__(self) -> None:
        super().__init__()
        self.number = label("", "amount", "pri")
        self.who = label("", "name", elide=True)
        self._how = Paragraph(style="body")
        entry = Card().add(
            label("Sua entrada", "body_bold"),
            row(self.number, column(self.who, self._how, gap=Gap.X4), 1, gap=Gap.X20),
        )
        first = Card().add(
            label("A primeira venda", "body_bold"),
            Paragraph(keycap_run("F3"), " busca o cliente, e o cadastra quando é novo.", style="body"),
            Paragraph(keycap_run("F2"), " abre a venda e mostra os planos lado a lado.", style="body"),
            Paragraph(keycap_run("F1"), " mostra as teclas de cada tela.", style="body"),
        )
        self.bring = KeyButton("Trazer minha carteira de outro sistema", "Ctrl+O", icon="file-spreadsheet")
        past = Card().add(
            label("Já vende a prazo?", "body_bold"),
            Paragraph(
                "Os clientes e as parcelas do sistema antigo, ou do caderno em planilha, entram de uma vez.",
                style="body",
            ),
            row(self.bring, None),
        )
        note = Note("Tudo ficou gravado. Dá para fechar o programa agora e continuar depois.", tone="ok")
        self.lay_out("Tudo pronto", "A loja já pode vender a prazo.", _stacked(entry, first, past), note)

    def show_ready(self, ready: ShopReady) -> None:
        """Whose shop it is now."""
        self.number.setText(str(ready.number))
        self.who.setText(ready.name)
        self._how.set_runs("Na entrada, digite ", bold(str(ready.number)), " e os seus 6 números.")


def _stacked(*cards: QWidget) -> QWidget:
    stack = QWidget()
    stack.setLayout(column(*cards, gap=Gap.X14))
    return stack
