"""Goods that come back, and store credit paid out."""

from crediario.ui.messages.wording import Message, Wording

WORDS: dict[str, Wording] = {
    "nothing_returned": Message("Diga o que voltou", "Nenhum item com valor foi escolhido."),
    "more_than_sold": Message(
        "Voltaria mais do que saiu",
        "{description}: {quantity} de volta, e há {left}.",
        "Corrija a quantidade.",
    ),
    "only_whole": Message(
        "Esta venda só pode ser cancelada inteira",
        "Ela veio de outro sistema, que não informou a taxa: o plano não pode ser refeito.",
        "Cancele a venda toda e registre de novo o que ficou.",
    ),
    "too_little_left": Message(
        "Sobra pouco para as parcelas",
        "Ficariam {left} para {count} parcelas. Nada foi mudado.",
        "Cancele a venda toda e registre de novo o que ficou.",
    ),
    "already_cancelled": Message(
        "Esta venda já foi cancelada", "Carnê {contract_number}: tudo voltou antes.", "Nada foi mudado."
    ),
    "return_of_agreement": Message(
        "Esta venda entrou em um acordo",
        "O acordo nº {agreement_number} conta com ela: a mercadoria não pode voltar por aqui.",
        "Combine a diferença no carnê do acordo.",
    ),
    "return_reason_missing": Message("Diga por que a mercadoria voltou", "O motivo fica registrado."),
    "return_changed": Message(
        "A conta mudou",
        "Era {shown} e agora é {now}. Nada foi gravado.",
        "Confira os valores na tela e confirme de novo.",
    ),
    "pay_out_reason_missing": Message("Diga por que o crédito sai em dinheiro", "O motivo fica registrado."),
}
