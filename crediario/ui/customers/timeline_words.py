"""What the timeline says of each thing that happened with a customer. Imports no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from crediario.documents.wording import figures, receipt_number
from crediario.domain.br import excerpt, format_date, format_money
from crediario.domain.money import Money
from crediario.services.timeline import TimelineEntry, TimelineKind

TEXT_LENGTH = 60
LIMITS = {
    "set": "Limite alterado",
    "raised": "Limite subiu por pagar em dia",
    "taken_back": "Aumento de limite desfeito",
    "blocked": "Compras a prazo bloqueadas",
    "unblocked": "Compras a prazo desbloqueadas",
    "restricted": "Restrição de crédito anotada",
    "restriction_lifted": "Restrição de crédito retirada",
    "merged": "Limite depois da unificação",
}
DECISIONS = {
    "approve": "Crédito aprovado",
    "approve_with_less": "Crédito aprovado com limite menor",
    "refuse": "Crédito recusado",
}
OFFERS = {"cash": "à vista", "installments": "parcelado", "extension": "novas datas"}
PURPOSES = {"marketing": "ofertas", "birthday": "aniversário", "photo": "foto"}
FILES = {
    "photo": "Foto",
    "document": "Documento",
    "income_proof": "Comprovante de renda",
    "address_proof": "Comprovante de endereço",
    "bureau": "Consulta ao bureau",
    "other": "Anexo",
}
REQUESTS = {
    "access": "acesso aos dados",
    "correction": "correção",
    "erasure": "eliminação",
    "portability": "portabilidade",
    "sharing": "com quem são compartilhados",
    "revocation": "revogação",
    "review": "revisão de decisão",
}


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in words: what happened, the rest of it, and its picture."""

    title: str
    below: str
    icon: str


def told(entry: TimelineEntry) -> Told:
    """The entry in words; who did it stands at the end of the second line."""
    title, below, icon = _SAID[entry.kind](entry)
    return Told(title, " · ".join(each for each in (below, entry.who) if each), icon)


def when_words(local: datetime, today: date) -> str:
    """``hoje 9:40``, ``05/06``, and in other years ``05/06/2025``."""
    if local.date() == today:
        return f"hoje {local.hour}:{local:%M}"
    return f"{local:%d/%m}" if local.year == today.year else format_date(local.date())


def _money(amount: Money | None) -> str:
    return format_money(amount if amount is not None else Money.ZERO)


def _number(entry: TimelineEntry) -> str:
    return figures(entry.number or 0)


def _sale(entry: TimelineEntry) -> tuple[str, str, str]:
    return (
        f"Compra de {_money(entry.amount)} em {entry.count}×",
        f"{excerpt(entry.text, TEXT_LENGTH)} · carnê {entry.number}",
        "shopping-cart",
    )


def _sale_imported(entry: TimelineEntry) -> tuple[str, str, str]:
    title, below, icon = _sale(entry)
    return title, f"{below} · de outro sistema", icon


def _released(entry: TimelineEntry) -> tuple[str, str, str]:
    return f"Compra liberada, carnê {entry.number}", excerpt(entry.text, TEXT_LENGTH), "lock"


def _payment(entry: TimelineEntry) -> tuple[str, str, str]:
    return f"Pagou {_money(entry.amount)}", f"recibo {receipt_number(entry.number or 0)}", "receipt"


def _reversal(entry: TimelineEntry) -> tuple[str, str, str]:
    amount = _money(-entry.amount if entry.amount is not None else None)
    return f"Pagamento de {amount} estornado", excerpt(entry.text, TEXT_LENGTH), "ban"


def _agreement(entry: TimelineEntry) -> tuple[str, str, str]:
    return (
        f"Acordo nº {entry.number} de {_money(entry.amount)}",
        OFFERS.get(entry.text, entry.text),
        "handshake",
    )


def _return(entry: TimelineEntry) -> tuple[str, str, str]:
    what = "Compra cancelada" if entry.count else f"Devolução de {_money(entry.amount)}"
    return f"{what}, carnê {entry.number}", excerpt(entry.text, TEXT_LENGTH), "ban"


def _due_move(entry: TimelineEntry) -> tuple[str, str, str]:
    below = f"carnê {entry.number}, parcela {entry.count}"
    return f"Vencimento combinado para {format_date(date.fromisoformat(entry.text))}", below, "calendar"


def _paid_out(entry: TimelineEntry) -> tuple[str, str, str]:
    return f"Crédito na loja pago em dinheiro: {_money(entry.amount)}", "", "banknote"


def _analysis(entry: TimelineEntry) -> tuple[str, str, str]:
    title = DECISIONS.get(entry.text, entry.text)
    below = "" if entry.text == "refuse" else f"limite {_money(entry.amount)}"
    return title, below, "shield-check"


def _limit(entry: TimelineEntry) -> tuple[str, str, str]:
    below = f"limite {_money(entry.amount)}" if entry.amount is not None else ""
    return LIMITS.get(entry.text, entry.text), below, "gauge"


def _consent(entry: TimelineEntry) -> tuple[str, str, str]:
    given = "dado" if entry.count else "retirado"
    return f"Consentimento {given}", PURPOSES.get(entry.text, entry.text), "circle-check"


def _attachment(entry: TimelineEntry) -> tuple[str, str, str]:
    return f"{FILES.get(entry.text, 'Anexo')} no cadastro", "", "file-text"


def _guarantor(entry: TimelineEntry) -> tuple[str, str, str]:
    return "Avalista", entry.text, "users"


def _buyer(entry: TimelineEntry) -> tuple[str, str, str]:
    limit = f"até {_money(entry.amount)}" if entry.amount is not None else ""
    return "Comprador autorizado", " · ".join(each for each in (entry.text, limit) if each), "users"


def _request(entry: TimelineEntry) -> tuple[str, str, str]:
    return f"Pedido nº {_number(entry)} sobre os dados", REQUESTS.get(entry.text, entry.text), "file-text"


def _merged(entry: TimelineEntry) -> tuple[str, str, str]:
    return f"Unificado com o nº {_number(entry)}", entry.text, "users"


def _registered(entry: TimelineEntry) -> tuple[str, str, str]:
    return "Cadastro feito", f"nº {_number(entry)}", "user"


_SAID: dict[TimelineKind, Callable[[TimelineEntry], tuple[str, str, str]]] = {
    TimelineKind.REGISTERED: _registered,
    TimelineKind.MERGED: _merged,
    TimelineKind.SALE: _sale,
    TimelineKind.SALE_IMPORTED: _sale_imported,
    TimelineKind.SALE_RELEASED: _released,
    TimelineKind.PAYMENT: _payment,
    TimelineKind.REVERSAL: _reversal,
    TimelineKind.AGREEMENT: _agreement,
    TimelineKind.RETURN: _return,
    TimelineKind.DUE_MOVE: _due_move,
    TimelineKind.CREDIT_PAID_OUT: _paid_out,
    TimelineKind.ANALYSIS: _analysis,
    TimelineKind.LIMIT: _limit,
    TimelineKind.CONSENT: _consent,
    TimelineKind.ATTACHMENT: _attachment,
    TimelineKind.GUARANTOR: _guarantor,
    TimelineKind.AUTHORISED_BUYER: _buyer,
    TimelineKind.PRIVACY_REQUEST: _request,
}
