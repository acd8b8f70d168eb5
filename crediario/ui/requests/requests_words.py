"""What a request to release says to whoever answers it. No Qt here."""

from datetime import datetime

from crediario.domain.br import format_money, format_rate
from crediario.services.releases import ShownSale, WaitingRequest
from crediario.ui import credit_words

Line = tuple[str, str]


def notice_words(count: int) -> str:
    """``1 pedido de liberação``; nothing while none waits."""
    if not count:
        return ""
    return "1 pedido de liberação" if count == 1 else f"{count} pedidos de liberação"


def title_words(request: WaitingRequest) -> str:
    """Who asks, and where."""
    return f"{request.operator_name} pede, no caixa {request.till_number:02d}"


def choice_words(request: WaitingRequest) -> str:
    """One request in a list."""
    return f"{request.operator_name} · {request.sale.customer_name} · {format_money(request.sale.price)}"


def left_words(request: WaitingRequest, now: datetime) -> str:
    """``vale por mais 4:31``, or that it is over."""
    seconds = int((request.expires_at - now).total_seconds())
    return f"vale por mais {seconds // 60}:{seconds % 60:02d}" if seconds > 0 else "o tempo acabou"


def sale_lines(sale: ShownSale) -> tuple[Line, ...]:
    """What is sold, and how it will be paid."""
    rate = format_rate(sale.rate) if sale.rate else "sem juros"
    return (
        ("Preço à vista", format_money(sale.price)),
        ("Entrada", format_money(sale.down_payment)),
        ("Parcelas", f"{sale.count}× de {format_money(sale.installment)}"),
        ("Juros ao mês", rate),
        ("Total das parcelas", format_money(sale.total)),
    )


def credit_lines(sale: ShownSale) -> tuple[Line, ...]:
    """What the customer may, has and asks for."""
    lines = [
        ("Limite", format_money(sale.limit)),
        ("Usado", format_money(sale.used)),
        ("Esta venda", format_money(sale.asked)),
    ]
    if sale.excess:
        lines.append(("Acima do limite", format_money(sale.excess)))
    if sale.score is not None:
        lines.append(("Score", str(sale.score)))
    return tuple(lines)


def rules_words(sale: ShownSale) -> str:
    """Every rule that fails, in a sentence each."""
    said = [credit_words.rule_words(one) for one in sale.failed]
    if sale.is_above_cap:
        said.insert(0, f"Juros de {format_rate(sale.rate)} ao mês, acima do teto")
    return ". ".join(said) + "." if said else ""


def about_words(sale: ShownSale) -> str:
    """Document, goods, and who takes them home."""
    parts = [sale.document_masked, sale.item, f"quem leva: {sale.buyer}" if sale.buyer else ""]
    return " · ".join(part for part in parts if part)
