"""What roles are called."""

from crediario.domain.permissions import Role

ROLES: dict[Role, str] = {
    Role.OWNER: "dono da loja",
    Role.MANAGER: "gerência",
    Role.CASHIER: "caixa",
    Role.SELLER: "vendas",
    Role.COLLECTOR: "cobrança",
    Role.VIEWER: "consulta",
    Role.SYSTEM: "sistema",
}


def initials(name: str) -> str:
    """The first letters of the first and the last name: ``Joana Prado`` is JP."""
    words = [word for word in name.split() if word[:1].isupper()] or name.split() or [""]
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()
