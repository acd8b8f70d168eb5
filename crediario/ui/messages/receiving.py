"""Receiving, late charges, reversing, and a due date moved."""

from crediario.documents.wording import receipt_number
from crediario.domain.errors import KnownFailure
from crediario.ui.messages.wording import Message, Wording, shown


def _already_paid(failure: KnownFailure) -> Message:
    at = vars(failure)
    slip = f"Carnê {at['contract_number']}, parcela {at['number']}/{at['count']}"
    when = f" em {shown(at['paid_on'])}" if at["paid_on"] else ""
    receipt = f", recibo {receipt_number(at['receipt_number'])}" if at["receipt_number"] else ""
    return Message("Esta parcela já foi paga", f"{slip}, paga{when}{receipt}.", "Nada foi cobrado de novo.")


def _in_agreement(failure: KnownFailure) -> Message:
    at = vars(failure)
    return Message(
        "Esta parcela entrou em um acordo",
        f"Carnê {at['contract_number']}, parcela {at['number']}/{at['count']}: acordo nº"
        f" {at['agreement_number']}.",
        f"Receba pelo carnê {at['new_contract_number']}.",
    )


def _already_reversed(failure: KnownFailure) -> Message:
    number = receipt_number(vars(failure)["receipt_number"])
    return Message("Este recebimento já foi estornado", f"Recibo {number}.")


WORDS: dict[str, Wording] = {
    # -- fine and interest let go
    "waiver_above_charges": Message(
        "A dispensa passa dos encargos", "Os encargos somam {due} e a dispensa é de {waived}."
    ),
    "waiver_beyond_charges": Message(
        "A dispensa passa da multa e dos juros",
        "Eles somam {due} e a dispensa é de {waived}. Nada foi gravado.",
        "Digite até esse valor.",
    ),
    "waiver_above_ceiling": Message(
        "Esta dispensa precisa de liberação",
        "Seu limite por recibo é de {ceiling} e a dispensa é de {waived}. Nada foi gravado.",
        "Chame quem pode liberar.",
    ),
    "waiver_reason_missing": Message(
        "Falta o motivo da dispensa", "Nada foi gravado.", "Escolha ou escreva o motivo (Ctrl+J)."
    ),
    # -- receiving
    "nothing_to_receive": Message("Nada a receber", "Marque uma parcela e diga o valor recebido."),
    "down_payment_already_paid": Message(
        "Esta entrada não está mais em aberto",
        "A entrada do carnê {contract_number} já foi recebida de novo, ou a compra voltou inteira.",
        "Nada foi recebido agora. Confira a lista e receba o que falta.",
    ),
    "down_payment_in_part": Message(
        "A entrada se recebe inteira",
        "A entrada do carnê {contract_number} é de {due}, e o dinheiro não chega a ela.",
        "Nada foi recebido. Desmarque a entrada ou complete o valor.",
    ),
    "installment_already_paid": _already_paid,
    "installment_in_agreement": _in_agreement,
    "not_this_customers": Message(
        "Parcela de outro cliente", "Nada foi gravado.", "Atualize (F5) e marque as parcelas de novo."
    ),
    "quote_changed": Message(
        "O valor de hoje mudou", "Era {shown} e agora é {due}. Nada foi gravado.", "Confira e tente de novo."
    ),
    "change_only_in_cash": Message(
        "Troco só de dinheiro", "O troco seria {change} e entraram {cash} em dinheiro."
    ),
    "pix_not_confirmed": Message(
        "Pix ainda não conferido",
        "",
        "Digite os 4 últimos caracteres do código do comprovante, ou peça a confirmação da gerência.",
    ),
    "kept_beyond_excess": Message(
        "O crédito na loja não pode passar do que sobrou",
        "Nada foi gravado.",
        "Confira quanto fica como crédito.",
    ),
    "store_credit_beyond_due": Message(
        "O crédito na loja só paga o que está sendo recebido",
        "Nada foi gravado.",
        "Use só a parte do crédito que cobre o valor a receber.",
    ),
    "store_credit_short": Message(
        "O crédito na loja é de {balance}",
        "Foram pedidos {asked}. Nada foi gravado.",
        "Use até esse valor.",
    ),
    # -- reversing
    "payment_not_found": Message("Recebimento não encontrado", "", "Atualize (F5) e tente de novo."),
    "already_reversed": _already_reversed,
    "closed_by_agreement": Message(
        "Este recebimento já conta em um acordo",
        "A parcela entrou no acordo nº {agreement_number}, feito com o que faltava dela. Nada foi mudado.",
        "Se o valor foi lançado errado, combine a diferença no carnê do acordo.",
    ),
    "counted_by_return": Message(
        "Este recebimento já foi devolvido com a mercadoria",
        "A devolução nº {return_number} contou o que ele pagou. Nada foi mudado.",
        "O que foi devolvido está na compra, em devoluções.",
    ),
    "store_credit_already_used": Message(
        "O crédito que este recebimento deixou já foi usado",
        "Restam {balance} de {needed}. Nada foi mudado.",
        "Estorne antes o recebimento em que o crédito foi usado.",
    ),
    "reason_missing": Message("Diga o motivo", "O estorno fica registrado com ele."),
    # -- a due date moved
    "due_move_reason_missing": Message("Diga por que o vencimento mudou", "O motivo fica registrado."),
    "already_moved": Message(
        "Este vencimento já foi combinado uma vez",
        "Era {from_due} e passou para {due_date}. Nada foi mudado.",
        "Para outro prazo, negocie a parcela em um acordo.",
    ),
    "new_due_not_ahead": Message(
        "O novo dia precisa vir depois de hoje", "Nada foi mudado.", "Escolha um dia a partir de amanhã."
    ),
    "new_due_not_later": Message(
        "O novo dia vem antes do combinado",
        "O vencimento é {due_date}.",
        "Escolha um dia depois dele; pagar antes não precisa de novo vencimento.",
    ),
    "new_due_too_far": Message(
        "O novo dia é longe demais",
        "A loja combina até {last}.",
        "Escolha um dia até lá, ou negocie a parcela em um acordo.",
    ),
}
