"""The words of goods that come back. Imports no Qt."""

from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.errors import KnownFailure
from crediario.domain.money import Money
from crediario.services.returns import (
    RefundBy,
    ReturnableItem,
    ReturnDesk,
    Returned,
    ReturnLine,
    ReturnResult,
)
from crediario.ui.messages import words

REASONS = (
    "Não serviu",
    "Mercadoria com defeito",
    "Desistiu da compra",
    "Entrega não aconteceu",
    "Venda lançada errada",
)
REFUNDS = ((RefundBy.STORE_CREDIT, "Crédito na loja"), (RefundBy.CASH, "Dinheiro da gaveta"))
DASH = "—"
NOTHING_CHOSEN = "Digite quantos voltaram de cada item, ou Ctrl+A se voltou tudo."


def item_words(item: ReturnableItem) -> str:
    """``de 4 · R$ 75,00 cada``."""
    return f"de {item.left} · {format_money(item.unit_price)} cada"


def slip_words(line: ReturnLine) -> str:
    """Which line of the sale it is."""
    return "Entrada" if line.number is None else str(line.number)


def due_words(line: ReturnLine, desk: ReturnDesk) -> str:
    """When it is due; the down payment was paid at the sale."""
    if line.installment_id is None:
        return DASH
    return format_date(desk.facts.due_dates[line.installment_id])


def amount_words(amount: Money) -> str:
    """The figure, or a dash where there is nothing."""
    return format_amount(amount) if amount else DASH


def sums(result: ReturnResult, points: int) -> tuple[tuple[str, str], ...]:
    """Every number of a return that is not nothing, in the order a person counts it."""
    lines = [
        ("Valor do que volta", format_money(result.value)),
        ("Juros da venda que saem", _shown(result.interest)),
        ("Sai do que está em aberto", _shown(-result.settled)),
        ("Desconto que não foi pago", _shown(-result.discount)),
        ("Multa e juros pagos por ela", _shown(result.fine + result.late_interest)),
        ("Pontos a menos", str(points) if points else ""),
    ]
    return tuple((name, said) for name, said in lines if said)


def _shown(amount: Money) -> str:
    return format_money(amount) if amount else ""


def nothing_words(failure: KnownFailure) -> str:
    """Why the choice makes no return."""
    said = words(failure)
    return f"{said.title}. {said.rest}".strip()


def done_title(done: Returned) -> str:
    """What was just written."""
    return f"Cancelamento {done.number} gravado" if done.is_whole else f"Devolução {done.number} gravada"


def done_about(done: Returned) -> str:
    """What becomes of the money."""
    if done.refund_by is RefundBy.CASH:
        return f"Entregue {format_money(done.refund)} em dinheiro."
    if done.refund_by is RefundBy.STORE_CREDIT:
        return f"{format_money(done.refund)} ficaram como crédito na loja."
    return "Nada havia sido pago: só as parcelas mudaram."
