"""The clauses of an agreement: each says what the shop and the program really do, and nothing else."""

from crediario.documents.agreement_content import AgreementPaper
from crediario.documents.in_words import amount_in_words
from crediario.documents.two_party import Clause
from crediario.documents.wording import late_charges, receipt_number
from crediario.domain.br import format_date, format_money
from crediario.domain.money import Money
from crediario.domain.negotiation import OfferKind


def clauses(paper: AgreementPaper) -> tuple[Clause, ...]:
    """The clauses in their order; what is paid at signing leaves nothing to be late with."""
    later = () if paper.kind is OfferKind.CASH else (_late(paper), _early())
    return (_open(paper), _given(paper), _payment(paper), *later, _registers(paper), _rest(), _court())


def _open(paper: AgreementPaper) -> Clause:
    """The installments and their sum, line by line (law.md §7: saldo discriminado)."""
    early = ""
    if paper.early_discount:
        early = (
            " As que ainda não venceram entram com o desconto por antecipação"
            " (Código de Defesa do Consumidor, art. 52, § 2º)."
        )
    day = format_date(paper.signed_on)
    return Clause(
        "O que está em aberto",
        f"O cliente reconhece as parcelas abaixo, que em {day} somam {_money(paper.total_due)}.{early}",
        "closed",
    )


def _given(paper: AgreementPaper) -> Clause:
    waived = [
        f"{what} de {format_money(amount)}"
        for what, amount in (("a multa", paper.waived_fine), ("os juros de atraso", paper.waived_interest))
        if amount
    ]
    given = [f"dispensa {' e '.join(waived)}"] if waived else []
    if paper.discount:
        given.append(f"dá desconto de {format_money(paper.discount)} sobre o valor das parcelas")
    if paper.kind is OfferKind.EXTENSION:
        given.append("muda os vencimentos sem aumentar nenhuma parcela")
    if paper.kind is not OfferKind.CASH:
        given.append("não cobra juros no novo pagamento")
    if not given:
        given = ["recebe o valor acima sem outros acréscimos"]
    return Clause("O que a loja concede", f"A loja {_listed(given)}. Total do acordo: {_money(paper.total)}.")


def _payment(paper: AgreementPaper) -> Clause:
    receipt = f", com o recibo {receipt_number(paper.receipt_number)}" if paper.receipt_number else ""
    if paper.kind is OfferKind.CASH:
        day = format_date(paper.signed_on)
        text = f"À vista, na assinatura, em {day}: {_money(paper.paid)}{receipt}."
        return Clause("Como foi pago", f"{text} Com ele as parcelas do item 1 ficam quitadas.")
    count = len(paper.lines)
    parts = "1 parcela" if count == 1 else f"{count} parcelas mensais"
    down = f"{format_money(paper.paid)} na assinatura{receipt}, e " if paper.paid else ""
    carne = f"com carnê próprio, nº {paper.contract_number}"
    return Clause("Como será pago", f"{_capital(down)}{parts}, {carne}:".strip(), "paid")


def _late(paper: AgreementPaper) -> Clause:
    charges = late_charges(paper.late_fine, paper.late_interest)
    days = f"{paper.grace_days} {'dia' if paper.grace_days == 1 else 'dias'}"
    grace = f" Até {days} de tolerância." if paper.grace_days else ""
    cost = f"{charges}, contados por dia" if paper.late_interest else charges or "nenhum acréscimo"
    return Clause(
        "Se atrasar",
        f"Sobre a parcela atrasada: {cost}.{grace} Vencimento em sábado, domingo ou feriado: vale o próximo"
        " dia útil, sem acréscimo. O atraso não desfaz o acordo por si: para encerrá-lo a loja avisa antes,"
        " por escrito, e tudo o que já foi pago continua contando.",
    )


def _early() -> Clause:
    return Clause(
        "Pagar antes",
        "O cliente pode pagar antes quando quiser, no todo ou em parte, sem custo.",
    )


def _registers(paper: AgreementPaper) -> Clause:
    """Neutral: a fact and a promise, no threat (law.md §5; STJ, Súmula 548)."""
    if paper.kind is OfferKind.CASH:
        text = "Se as parcelas do item 1 estiverem em cadastro de proteção ao crédito, a loja pede a baixa"
        return Clause("Cadastros", f"{text} em até 5 dias úteis.")
    text = (
        "Com o acordo em dia, a loja não registra estas parcelas em cadastro de proteção ao crédito."
        " Se já houver registro das parcelas do item 1, a loja pede a baixa em até 5 dias úteis."
    )
    return Clause("Cadastros", text)


def _rest() -> Clause:
    return Clause(
        "O que não muda",
        "Este termo não é nova compra: só ajusta o pagamento das parcelas do item 1. As que não estão nele"
        " seguem com as datas e os valores originais.",
    )


def _court() -> Clause:
    return Clause(
        "Foro",
        "O do domicílio do cliente. Feito em duas vias iguais, lidas e assinadas com duas testemunhas"
        " (Código de Processo Civil, art. 784, III).",
    )


def _money(amount: Money) -> str:
    return f"{format_money(amount)} ({amount_in_words(amount)})"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} e {parts[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
