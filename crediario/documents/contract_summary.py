"""The box of a contract that says what the credit costs, line by line (quadro-resumo)."""

from crediario.documents.contract_content import ContractPaper
from crediario.documents.wording import receipt_number, short_percent
from crediario.domain.br import format_date, format_money, format_rate
from crediario.domain.charges import ChargeRules, late_fine, late_interest
from crediario.domain.money import Rate
from crediario.domain.schedule import Every

_EVERY = {
    Every.WEEK: ("semanal", "semanais"),
    Every.FORTNIGHT: ("quinzenal", "quinzenais"),
    Every.MONTH: ("mensal", "mensais"),
    Every.TWO_MONTHS: ("bimestral", "bimestrais"),
}
#: Of the example: what a month of delay costs.
EXAMPLE_DAYS = 30


def summary_rows(paper: ContractPaper) -> list[tuple[str, str]]:
    """Label and value of each line, in the order of the law.

    Rule: CDC arts. 52 and 54-B; Lei 6.463/1977 art. 1º; law.md §1.1.
    """
    return [*_price_rows(paper), *_rate_rows(paper), *_late_rows(paper), *_right_rows(paper)]


def _price_rows(paper: ContractPaper) -> list[tuple[str, str]]:
    sums = paper.summary
    down = [("Entrada", _down_payment(paper))] if sums.down_payment else []
    return [
        ("Preço à vista", format_money(sums.price)),
        *down,
        ("Valor financiado", format_money(sums.financed)),
        ("Parcelas", _parts(paper)),
        ("Vencimentos", _dates(paper)),
        ("Juros", format_money(sums.interest) if sums.interest else "sem juros"),
        (
            "Total a prazo, com a entrada" if sums.down_payment else "Total a prazo",
            format_money(sums.total_with_down_payment),
        ),
    ]


def _down_payment(paper: ContractPaper) -> str:
    sums = paper.summary
    day = f", em {format_date(sums.down_payment_on)}" if sums.down_payment_on else ""
    receipt = f", recibo {receipt_number(paper.receipt_number)}" if paper.receipt_number else ""
    return f"{format_money(sums.down_payment)}{day}{receipt}"


def _parts(paper: ContractPaper) -> str:
    """``11 mensais de R$ 88,85 e uma de R$ 88,84``: one takes the odd centavos."""
    amounts = [line.amount for line in paper.lines]
    one, many = _EVERY[paper.every]
    if len(amounts) == 1:
        return f"1 de {format_money(amounts[0])}"
    usual = max(amounts, key=amounts.count)
    others = [amount for amount in amounts if amount != usual]
    count = len(amounts) - len(others)
    text = f"{count} {one if count == 1 else many} de {format_money(usual)}"
    if not others:
        return text
    if len(others) == 1:
        return f"{text} e uma de {format_money(others[0])}"
    return f"{len(amounts)} {many}, conforme o item 3"


def _dates(paper: ContractPaper) -> str:
    first, last = paper.lines[0].due_date, paper.lines[-1].due_date
    if first == last:
        return format_date(first)
    return f"de {format_date(first)} a {format_date(last)}, no item 3"


def _rate_rows(paper: ContractPaper) -> list[tuple[str, str]]:
    sums = paper.summary
    return [
        ("Taxa efetiva de juros", f"{format_rate(sums.rate_month)} ao mês"),
        ("Taxa efetiva de juros", f"{format_rate(sums.rate_year)} ao ano"),
        ("Custo efetivo total (CET)", f"{format_rate(sums.total_effective_cost)} ao ano, só os juros acima"),
        ("Quem financia", "a própria loja"),
    ]


def _late_rows(paper: ContractPaper) -> list[tuple[str, str]]:
    rules = paper.charges
    return [
        ("Multa por atraso", _share(rules.fine, "da parcela, uma vez só")),
        ("Juros por atraso", _share(rules.interest, "ao mês, simples, por dia")),
        ("Correção monetária", "não há"),
        (f"Exemplo, {EXAMPLE_DAYS} dias de atraso", _example(paper, rules)),
    ]


def _share(rate: Rate, what: str) -> str:
    return f"{short_percent(rate)} {what}" if rate else "não há"


def _example(paper: ContractPaper, rules: ChargeRules) -> str:
    """All that a month of delay adds to the first installment (CDC art. 54-B II)."""
    amount = paper.lines[0].amount
    fine = late_fine(amount, EXAMPLE_DAYS, rules.fine, rules.rounding)
    interest = late_interest(amount, EXAMPLE_DAYS, rules.interest, rules.rounding)
    return f"{format_money(fine + interest)} a mais em {format_money(amount)}"


def _right_rows(paper: ContractPaper) -> list[tuple[str, str]]:
    early = "com desconto dos juros, sem custo" if paper.summary.interest else "quando quiser, sem custo"
    return [
        ("Pagar antes", early),
        ("Condições válidas até", format_date(paper.offer_until)),
    ]
