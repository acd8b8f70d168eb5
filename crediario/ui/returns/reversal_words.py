"""The words of a payment undone. Imports no Qt."""

from crediario.documents.wording import receipt_number
from crediario.domain.br import format_date, format_money
from crediario.services.payments import PaidLine
from crediario.services.reversals import ReversalDesk
from crediario.ui.words import PAID_IN

REASONS = (
    "Valor digitado errado",
    "Cliente errado",
    "Parcela errada",
    "Forma de pagamento errada",
    "Pix que não caiu",
    "Cheque devolvido",
)


def title(desk: ReversalDesk) -> str:
    """Which receipt, whose."""
    return f"Recibo {receipt_number(desk.view.number)} · {desk.view.customer_name}"


def about(desk: ReversalDesk) -> str:
    """When, by whom and how much it was."""
    view = desk.view
    return f"{format_money(view.amount)} em {format_date(view.paid_on)}, com {view.operator_name}"


def slip_words(line: PaidLine) -> str:
    """Which installment, or the down payment."""
    return f"{line.number}/{line.count}" if line.number is not None else "entrada"


def effects(desk: ReversalDesk) -> tuple[tuple[str, str], ...]:
    """What undoing it does, line by line."""
    effect = desk.effect
    lines = [(f"Devolver {PAID_IN[method]}", format_money(amount)) for method, amount in effect.back]
    lines += [
        (name, said)
        for name, said in (
            ("Volta a ficar em aberto", format_money(effect.reopened) if effect.reopened else ""),
            ("Entrada a receber de novo", format_money(effect.down_payment) if effect.down_payment else ""),
            ("Crédito na loja retirado", format_money(effect.credit_taken) if effect.credit_taken else ""),
            (
                "Crédito na loja de volta",
                format_money(effect.credit_returned) if effect.credit_returned else "",
            ),
            ("Pontos a menos", str(effect.points) if effect.points else ""),
            (
                "Limite que tinha subido",
                f"−{format_money(effect.limit_raised)}" if effect.limit_raised else "",
            ),
        )
        if said
    ]
    return tuple(lines)


def in_the_way(desk: ReversalDesk) -> str:
    """Why it cannot be undone; "" when it can."""
    if desk.view.reversed_by is not None:
        return f"Este recebimento já foi estornado (estorno {desk.view.reversed_by})."
    if desk.agreement_number is not None:
        return f"O acordo nº {desk.agreement_number} conta com ele. Combine a diferença no carnê do acordo."
    if desk.return_number is not None:
        return f"A devolução nº {desk.return_number} já devolveu o que ele pagou."
    if desk.credit_spent:
        return "O crédito na loja que ele deixou já foi usado: desfaça antes o que usou o crédito."
    return ""
