"""What became of a request, in words."""

from crediario.documents.wording import receipt_number
from crediario.domain.br import format_money
from crediario.gateways.clock import Clock, at_shop
from crediario.gateways.pending import PendingRequest
from crediario.services.pending import Became
from crediario.ui.messages import Message

_NAMED = {
    "receive_payment": "O recebimento",
    "register_sale": "A venda",
    "make_agreement": "O acordo",
    "reverse_payment": "O estorno",
    "return_sale": "A devolução",
    "open_cash": "A abertura do caixa",
    "close_cash": "O fechamento do caixa",
    "drop_cash": "A sangria",
    "supply_cash": "O suprimento",
    "correct_cash": "A correção do caixa",
    "pay_out_credit": "A saída de crédito em dinheiro",
}


def became_message(request: PendingRequest, became: Became, clock: Clock) -> Message:
    """What a person must know of a request that the program was sending when it ended."""
    when = f"{at_shop(clock, request.asked_at):%H:%M de %d/%m}"
    what = _NAMED.get(request.use_case, "O registro")
    gender = "a" if what.startswith("A ") else "o"
    if not became.happened:
        return Message(
            f"{what} das {when} não foi gravad{gender}",
            "O programa fechou antes de gravar. Nada mudou: nem parcelas, nem gaveta.",
            "Se o dinheiro já mudou de mão, faça de novo.",
        )
    return Message(
        f"{what} das {when} foi gravad{gender}{_figures(became)}",
        "O programa fechou antes de mostrar o resultado. Está tudo gravado, uma vez só.",
        "Não repita. O papel sai de novo pela ficha, com F9.",
    )


def _figures(became: Became) -> str:
    said = []
    if became.amount is not None:
        said.append(format_money(became.amount))
    if became.payment_id is not None and became.number is not None:
        said.append(f"recibo {receipt_number(became.number)}")
    elif became.sale_id is not None and became.number is not None:
        said.append(f"carnê {became.number}")
    return f": {', '.join(said)}" if said else ""
