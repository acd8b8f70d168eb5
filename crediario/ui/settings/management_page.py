"""Gerência: what whoever manages the shop opens from here, each with its key; only what they may open."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crediario.services.core import Operator
from crediario.ui.keys import Action, key
from crediario.ui.navigation import (
    AuditLog,
    BackTest,
    BankCheck,
    CreditPolicy,
    DaysOff,
    Import,
    People,
    Place,
    Privacy,
    ReleasedSales,
    ShopData,
)
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row, separator


@dataclass(frozen=True, slots=True)
class Managed:
    """One place: its key, who may go there, and what people find."""

    action_id: str
    place: Place
    permission: str
    icon: str
    title: str
    help: str


MANAGED: tuple[Managed, ...] = (
    Managed(
        "shop_data",
        ShopData(),
        "edit_settings",
        "store",
        "Dados da loja",
        "Nome, CNPJ, endereço, contatos e chave Pix, como saem nos papéis.",
    ),
    Managed(
        "days_off",
        DaysOff(),
        "edit_settings",
        "calendar",
        "Dias sem expediente",
        "Feriados da cidade e dias em que a loja não abre: o que vence neles passa ao dia útil seguinte.",
    ),
    Managed(
        "bank",
        BankCheck(),
        "match_statement",
        "banknote",
        "Conferir Pix e extrato",
        "O que entrou no banco ao lado dos recibos e das parcelas: confirme, receba ou deixe de lado.",
    ),
    Managed(
        "people",
        People(),
        "edit_users",
        "users",
        "Pessoas e permissões",
        "Quem trabalha aqui, com que função, o que cada pessoa pode, senhas e entradas bloqueadas.",
    ),
    Managed(
        "policy",
        CreditPolicy(),
        "edit_policy",
        "list-checks",
        "Política de crédito",
        "O que a loja pede antes de vender a prazo, a tabela de pontos da análise, e as versões.",
    ),
    Managed(
        "released",
        ReleasedSales(),
        "see_reports",
        "thumbs-up",
        "Vendas liberadas",
        "O que aconteceu com as vendas que a política parou e alguém liberou, por pessoa.",
    ),
    Managed(
        "audit",
        AuditLog(),
        "see_audit",
        "history",
        "Auditoria",
        "Tudo o que foi feito, por quem e quando, e se alguém mexeu no registro.",
    ),
    Managed(
        "back_test",
        BackTest(),
        "back_test",
        "gauge",
        "Simular política",
        "O que outras regras de crédito teriam feito com as vendas que já aconteceram.",
    ),
    Managed(
        "privacy",
        Privacy(),
        "see_privacy",
        "shield-check",
        "Privacidade (LGPD)",
        "Pedidos sobre dados pessoais, incidentes, quem abriu o quê, e quem já pode ser anonimizado.",
    ),
    Managed(
        "bring",
        Import(),
        "import_portfolio",
        "file-spreadsheet",
        "Trazer carteira de outro sistema",
        "Clientes e parcelas de uma planilha entram na loja.",
    ),
)


def managed_by(operator: Operator) -> tuple[Managed, ...]:
    """The places this person may open."""
    return tuple(each for each in MANAGED if operator.may(each.permission))


class ManagementPage(ScrollArea):
    """``opened`` carries the place wanted."""

    opened = Signal(object)

    def __init__(self, managed: Sequence[Managed]) -> None:
        super().__init__()
        self._managed = managed
        self.buttons = [self._button(each) for each in managed]
        card = Card(flush=True)
        for place, (each, button) in enumerate(zip(managed, self.buttons, strict=True)):
            if place:
                card.add(separator())
            card.add(_line(each, button))
        card.body.setSpacing(0)
        content = holder(column(card, None, margin=(Gap.X14, Gap.X14)))
        self.setWidget(content)
        content.setAutoFillBackground(False)

    def keys(self) -> Sequence[Action]:
        """Each place's key, whatever page is shown."""
        return [
            Action(each.action_id, run=button.click, in_bar=False)
            for each, button in zip(self._managed, self.buttons, strict=True)
        ]

    def first_field(self) -> QWidget:
        """The first button."""
        return self.buttons[0]

    def _button(self, managed: Managed) -> KeyButton:
        button = KeyButton("Abrir", key(managed.action_id).shown[0], icon=managed.icon)
        button.setAccessibleName(f"Abrir {managed.title}, {button.key}")
        button.clicked.connect(lambda: self.opened.emit(managed.place))
        return button


def _line(managed: Managed, button: KeyButton) -> QWidget:
    said = column(
        label(managed.title, "body_medium", wrap=True),
        label(managed.help, "office", "text2", wrap=True),
        gap=Gap.X2,
    )
    return holder(row(said, 1, button, gap=Gap.X20, margin=(Gap.X14, Gap.X12)))
