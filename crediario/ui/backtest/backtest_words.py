"""What a back-test says: its rules, its sentence and its figures. Imports no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from crediario.domain.br import format_date, format_money
from crediario.domain.credit.policy import Rule
from crediario.services.backtest import BackTestResult, RefusedSale, Verdict
from crediario.ui.words import counted

RULES = {
    Rule.SCORE: "Score mínimo",
    Rule.INCOME_UNKNOWN: "Renda informada",
    Rule.DAYS_LATE: "Atraso tolerado, dias",
    Rule.BETWEEN_PURCHASES: "Dias entre compras",
    Rule.LIMIT: "Limite, sobre a renda",
    Rule.INCOME_SHARE: "Parcelas sobre a renda",
    Rule.SALE_SIZE: "Maior venda",
    Rule.DOWN_PAYMENT: "Entrada mínima por faixa",
}
#: The figure of the policy each rule rests on; the others have none of their own.
FIGURES = {
    Rule.SCORE: "minimum_score",
    Rule.DAYS_LATE: "tolerated_days_late",
    Rule.BETWEEN_PURCHASES: "minimum_days_between_purchases",
    Rule.LIMIT: "limit_over_income",
    Rule.INCOME_SHARE: "maximum_installment_over_income",
    Rule.SALE_SIZE: "maximum_sale",
}
LEFT_OUT = (
    "Análises, bloqueios, restrições e família ficam de fora: ninguém sabe o que teria sido decidido."
    " A renda é a de hoje."
)


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of the comparison: what it is, under the policy in force, and under the one tried."""

    name: str
    in_force: str
    tried: str
    is_strong: bool = False


def sales(count: int) -> str:
    """``41 vendas``."""
    return counted(count, "venda", "vendas")


def sentence(verdict: Verdict) -> str:
    """What the policy tried would have stopped, and what became of it."""
    if not verdict.sales:
        return "Nenhuma venda neste período."
    if not verdict.refused:
        return f"Não teria parado nenhuma das {sales(verdict.sales)} do período."
    stopped = f"Teria parado {sales(verdict.refused)}, {format_money(verdict.refused_price)}"
    if not verdict.refused_bad_sales:
        return f"{stopped}; nenhuma delas passou de 90 dias de atraso."
    return f"{stopped}, das quais {format_money(verdict.refused_bad)} passaram de 90 dias de atraso."


def compared(result: BackTestResult) -> tuple[Compared, ...]:
    """The comparison, line by line."""
    old, new = result.in_force, result.tried

    def line(name: str, said: Sequence[str], *, strong: bool = False) -> Compared:
        return Compared(name, said[0], said[1], strong)

    return (
        line("Vendas do período", [sales(each.sales) for each in (old, new)]),
        line("Teriam parado", [sales(each.refused) for each in (old, new)], strong=True),
        line("Valor delas", [format_money(each.refused_price) for each in (old, new)]),
        line("Delas, passaram de 90 dias", [sales(each.refused_bad_sales) for each in (old, new)]),
        line("Atraso evitado", [format_money(each.refused_bad) for each in (old, new)], strong=True),
        line(
            "Boas vendas perdidas",
            [format_money(each.refused_good_price) for each in (old, new)],
            strong=True,
        ),
        line("Juros perdidos", [format_money(each.refused_interest) for each in (old, new)]),
        line("Atraso que ficaria", [_left(each) for each in (old, new)]),
    )


def _lost(verdict: Verdict) -> str:
    return format_money(verdict.refused_good_price)


def _left(verdict: Verdict) -> str:
    return format_money(verdict.bad - verdict.refused_bad)


def by_rule(verdict: Verdict) -> str:
    """``Score mínimo 38 · Maior venda 4``."""
    return " · ".join(f"{RULES[rule]} {count}" for rule, count in verdict.by_rule)


def rules_of(refused: RefusedSale) -> str:
    """The rules that stop a sale."""
    return ", ".join(RULES[rule].lower() for rule in refused.rules)


def became(refused: RefusedSale) -> str:
    """``em dia``, ``12 dias``."""
    return counted(refused.worst_days, "dia", "dias") if refused.worst_days else "em dia"


def period(result: BackTestResult) -> str:
    """``Vendas de 01/06/2025 a 09/02/2026``."""
    return f"Vendas de {format_date(result.sold_from)} a {format_date(result.sold_until)}"
