"""Agreements."""

from crediario.ui.messages.wording import Message, Wording

WORDS: dict[str, Wording] = {
    "nothing_to_negotiate": Message("Nenhuma parcela marcada", "", "Marque o que entra no acordo."),
    "discount_out_of_range": Message("O desconto vai de 0% a {limit}", "{discount} não pode ser dado aqui."),
    "discount_above_ceiling": Message(
        "Este desconto precisa de liberação",
        "Seu limite é de {ceiling} e o desconto é de {discount}. Nada foi gravado.",
        "Chame quem pode liberar.",
    ),
    "down_payment_covers_all": Message(
        "A entrada cobre o acordo todo",
        "Entrada de {down_payment} em um total de {total}.",
        "Use a proposta à vista ou diminua a entrada.",
    ),
    "first_due_not_ahead": Message(
        "O 1º vencimento precisa ser depois de hoje", "{first_due} não serve: hoje é {today}."
    ),
    "paid_at_signing_not_covered": Message(
        "Falta dinheiro para fechar o acordo", "Hoje são {due} e foram lançados {tendered}."
    ),
}
