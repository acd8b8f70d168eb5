"""A sale, and the plan of its installments."""

from crediario.domain.schedule import PlanWarning, WarningCode
from crediario.ui.messages.wording import Message, Wording, shown


def plan_warning(warning: PlanWarning) -> str:
    """What the shop is told about a plan before it offers it."""
    limit = shown(warning.limit) if warning.limit else ""
    return {
        WarningCode.RATE_ABOVE_12_YEAR: "A taxa passa de 12% ao ano. Confirme com o contador da loja.",
        WarningCode.RATE_ABOVE_CAP: f"A taxa passa de {limit} ao mês: só responsável libera a venda.",
        WarningCode.FIRST_DUE_FAR: f"O primeiro vencimento fica a {warning.days} dias da venda.",
        WarningCode.FIRST_DUE_NEAR: f"O primeiro vencimento fica a só {warning.days} dias da venda.",
    }[warning.code]


WORDS: dict[str, Wording] = {
    "nothing_sold": Message("Diga o que está sendo vendido", "Falta o primeiro item."),
    "items_do_not_add_up": Message(
        "Os itens não fecham com o valor", "Os itens somam {items} e a venda é de {price}."
    ),
    "negative_down_payment": Message("A entrada não pode ser negativa"),
    "down_payment_too_large": Message(
        "A entrada cobre a compra toda",
        "Entrada de {down_payment} em uma compra de {price}.",
        "Não sobra nada a parcelar: venda à vista.",
    ),
    "down_payment_not_covered": Message(
        "O recebido não é a entrada", "A entrada é de {down_payment} e foram lançados {tendered}."
    ),
    "installment_count_out_of_range": Message("O carnê tem de 1 a {limit} parcelas"),
    "first_due_before_sale": Message(
        "O vencimento fica antes da venda", "A venda é de {sold_on} e a 1ª parcela venceria em {first_due}."
    ),
    "first_due_too_far": Message("O vencimento está longe demais", "O limite é de {limit_days} dias."),
    "anchor_day_mismatch": Message(
        "O dia não combina com o vencimento", "{first_due} não cai no dia {anchor_day}."
    ),
    "installment_too_small": Message(
        "Parcelas demais para este valor", "{financed} em {count} vezes não fecha.", "Use menos parcelas."
    ),
    "rate_out_of_range": Message("Taxa fora do alcance", "A taxa vai de 0% a {limit}."),
    "rate_above_cap": Message(
        "Juros acima do permitido",
        "{rate} ao mês passa de {cap}.",
        "Só a liberação de responsável permite vender.",
    ),
    "paid_count_out_of_range": Message("O contrato tem de 0 a {limit} parcelas pagas"),
    "buyer_not_authorised": Message(
        "Esta pessoa não está autorizada a comprar nesta conta",
        "Nada foi gravado.",
        "Escolha outra vez quem compra.",
    ),
    "not_a_seller": Message(
        "Quem vendeu não está mais na lista de vendas", "Nada foi gravado.", "Escolha de novo."
    ),
    "credit_refused": Message(
        "A política da loja não deixa fazer esta venda", "Nada foi gravado.", "Veja no semáforo o que impede."
    ),
    "credit_release_needed": Message(
        "Esta venda precisa de liberação", "Nada foi gravado.", "Mude a entrada, ou peça a quem libera."
    ),
}
