"""What roles are called, and who they let do what: words that fit anybody."""

from crediario.domain.permissions import Role

ROLES: dict[Role, str] = {
    Role.OWNER: "responsável",
    Role.MANAGER: "gerência",
    Role.CASHIER: "caixa",
    Role.SELLER: "vendas",
    Role.COLLECTOR: "cobrança",
    Role.VIEWER: "consulta",
    Role.SYSTEM: "sistema",
}
#: The columns of "O que cada um pode": who works at the counter, and the two who release.
SHOWN_ROLES = (Role.CASHIER, Role.SELLER, Role.MANAGER, Role.OWNER)
#: What a shop asks about its people, each of them a permission that a use case checks.
SHOWN_PERMISSIONS: tuple[tuple[str, str], ...] = (
    ("register_customer", "Cadastrar cliente"),
    ("see_document", "Ver CPF completo"),
    ("sell", "Vender a prazo"),
    ("receive", "Receber parcela"),
    ("reverse_payment", "Estornar"),
    ("edit_settings", "Mudar planos e multa"),
    ("edit_users", "Cadastrar pessoas"),
    ("release_rate", "Juros acima de 1%"),
)
