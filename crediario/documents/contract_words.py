"""The clauses of a contract: each says what the law gives and what the shop and the program really do."""

from crediario.documents.contract_content import ContractPaper
from crediario.documents.in_words import amount_in_words
from crediario.documents.two_party import Clause, comma
from crediario.documents.wording import document_label, late_charges
from crediario.domain.br import format_date, format_money
from crediario.domain.charges import ChargeRules, CountFrom, Rounding


def clauses(paper: ContractPaper) -> tuple[Clause, ...]:
    """The clauses in their order (law.md §7 lists what they must cover)."""
    return (
        _bought(paper),
        _summary(paper),
        _installments(paper),
        _how_to_pay(),
        _part(),
        _early(paper),
        _late(paper.charges),
        _day_off(paper.charges),
        _registers(),
        _notes(paper),
        _returns(),
        _privacy(paper),
        _court(paper),
    )


def _bought(paper: ContractPaper) -> Clause:
    taken = f" Retirado por {paper.taken_by}, com autorização do cliente." if paper.taken_by else ""
    note = f" Nota fiscal, chave {paper.note_key}." if paper.note_key else ""
    day = format_date(paper.sold_on)
    return Clause(
        "O que foi comprado", f"Em {day} a loja vende e o cliente compra a prazo:{note}{taken}", "items"
    )


def _summary(paper: ContractPaper) -> Clause:
    first = "Além dos juros abaixo, não há" if paper.summary.interest else "Não há juros,"
    return Clause(
        "Resumo da compra", f"{first} tarifa de cadastro, de carnê ou de boleto, nem seguro.", "summary"
    )


def _installments(paper: ContractPaper) -> Clause:
    count = len(paper.lines)
    parts = "em 1 parcela" if count == 1 else f"em {count} parcelas, cada uma na sua data"
    total = f"{format_money(paper.total)} ({amount_in_words(paper.total)})"
    return Clause("Parcelas e vencimentos", f"O cliente paga {total} {parts}:", "lines")


def _how_to_pay() -> Clause:
    return Clause(
        "Como pagar",
        "Na loja, com o carnê, em dinheiro ou pelos outros meios que a loja aceita. De cada pagamento a loja"
        " dá recibo, com o que foi pago e o que ainda falta.",
    )


def _part() -> Clause:
    """Rule: CC arts. 352, 354 and 355."""
    return Clause(
        "Pagar uma parte",
        "O cliente pode pagar uma parte e dizer de qual parcela; sem dizer, vale a de vencimento mais antigo."
        " Em cada parcela entra primeiro a multa, depois os juros de atraso, depois o valor. O restante"
        " continua em aberto, e a multa não se repete.",
    )


def _early(paper: ContractPaper) -> Clause:
    """Rule: CDC arts. 52 § 2º and 54-B V."""
    free = "O cliente pode pagar antes quando quiser, no todo ou em parte, sem custo"
    law = "(Código de Defesa do Consumidor, arts. 52, § 2º, e 54-B, V)"
    if paper.summary.interest:
        text = f"{free} e com redução proporcional dos juros: a parcela é trazida ao dia pela taxa do item 2"
        return Clause("Pagar antes", f"{text} {law}.")
    return Clause("Pagar antes", f"{free} {law}. Este plano não tem juros a reduzir.")


def _late(rules: ChargeRules) -> Clause:
    charges = late_charges(rules.fine, rules.interest)
    if not charges:
        return Clause("Se atrasar", f"Não há multa nem juros de atraso. {_ALONE}", stressed=True)
    simple = ", os juros simples e por dia de atraso, em mês de 30 dias" if rules.interest else ""
    cost = f"Sobre o valor em aberto da parcela atrasada: {charges}{simple}"
    once = "; a multa, uma vez só" if rules.fine else ""
    return Clause("Se atrasar", f"{cost}{once}. {_cents(rules)}{_grace(rules)}{_ALONE}", stressed=True)


_ALONE = (
    "Não há correção monetária, honorários nem outra taxa, e o atraso de uma parcela não antecipa as outras."
)


def _cents(rules: ChargeRules) -> str:
    if rules.rounding is Rounding.TRUNCATE:
        return "Frações de centavo não são cobradas. "
    return "Frações de centavo são arredondadas ao centavo mais próximo. "


def _grace(rules: ChargeRules) -> str:
    if not rules.grace_days:
        return ""
    days = f"{rules.grace_days} {'dia' if rules.grace_days == 1 else 'dias'}"
    after = "contam desde o vencimento" if rules.grace_is_retroactive else "não contam os dias da tolerância"
    return f"Até {days} de tolerância, sem acréscimo; depois, os juros {after}. "


def _day_off(rules: ChargeRules) -> Clause:
    """Rule: Lei 7.089/1983 art. 1º; STJ, REsp 1.954.924."""
    start = "do vencimento"
    if rules.count_from is CountFrom.NEXT_BUSINESS_DAY:
        start = "desse dia útil"
    return Clause(
        "Vencimento em dia não útil",
        "Se a data cair em sábado, domingo ou feriado, vale pagar no próximo dia útil, sem acréscimo. Quem"
        f" passa também desse dia paga os juros contados {start}.",
    )


def _registers() -> Clause:
    """Neutral: a fact and its limits, no threat (law.md §5; CDC art. 43; STJ, Súmula 548)."""
    return Clause(
        "Cadastros de proteção ao crédito",
        "Uma parcela em atraso só pode ser registrada depois de aviso por escrito ao cliente, com prazo para"
        " pagar ou contestar (Código de Defesa do Consumidor, art. 43, § 2º). Paga a parcela, a loja pede a"
        " baixa em até 5 dias úteis.",
        stressed=True,
    )


def _notes(paper: ContractPaper) -> Clause:
    text = (
        "Se houver notas promissórias, é uma por parcela, com o mesmo valor e vencimento: a nota não é um"
        " valor a mais. Paga a parcela, a loja devolve a nota dela."
    )
    if not paper.guarantors:
        return Clause("Notas promissórias", text)
    names = "; ".join(
        comma(each.name, f"{document_label(each.document)} {each.document}" if each.document else "")
        for each in paper.guarantors
    )
    return Clause("Notas promissórias e aval", f"{text} Aval: {names}, com cópia deste contrato.")


def _returns() -> Clause:
    """Rule: CDC arts. 18, 26, 49 and 53."""
    return Clause(
        "Troca e devolução",
        "Produto com problema: o cliente reclama em até 30 dias, ou 90 se for durável; não resolvido em 30"
        " dias, escolhe outro igual, o dinheiro de volta ou abatimento no preço. Compra feita fora da loja:"
        " pode desistir em 7 dias do recebimento, com tudo de volta. O que é devolvido sai das parcelas na"
        " proporção do preço, o que foi pago a mais volta ao cliente, e nada do que já foi pago se perde"
        " (Código de Defesa do Consumidor, arts. 18, 26, 49 e 53).",
    )


def _privacy(paper: ContractPaper) -> Clause:
    """Rule: LGPD arts. 7º, 16 and 18."""
    years = paper.retention_years
    return Clause(
        "Seus dados",
        "A loja usa os dados do cliente para esta venda, para receber, para analisar crédito e para cumprir a"
        f" lei, e os guarda por {years} anos depois da quitação. O cliente pode pedir para ver e corrigir os"
        " seus dados e, passado o prazo, apagar. Propaganda, só com consentimento à parte"
        " (Lei 13.709/2018, LGPD).",
    )


def _court(paper: ContractPaper) -> Clause:
    count = {2: "duas", 3: "três", 4: "quatro"}.get(len(paper.copies), str(len(paper.copies)))
    owners = "uma da loja e outra do cliente"
    if paper.guarantors:
        owners = "uma da loja, uma do cliente e uma de cada avalista"
    return Clause(
        "Foro e vias", f"Foro do domicílio do cliente. Feito em {count} vias iguais, {owners}, lidas antes."
    )
