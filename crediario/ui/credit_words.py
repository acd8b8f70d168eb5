"""What the semáforo says: each rule in plain words, what to do instead, the smallest changes. No Qt here."""

from collections.abc import Callable, Iterable

from crediario.domain.br import format_money, format_rate
from crediario.domain.credit.failures import Colour, FailedRule
from crediario.domain.credit.levers import Levers
from crediario.domain.credit.policy import Answer, Rule
from crediario.domain.credit.signal import CreditSignal
from crediario.domain.money import Money
from crediario.domain.sale_terms import SaleTerms
from crediario.ui.words import joined, short_month

#: The light with its tone, its icon and its name: never by colour alone.
LIGHTS = {
    Colour.GREEN: ("ok", "shield-check", "Verde"),
    Colour.YELLOW: ("att", "circle-alert", "Amarelo"),
    Colour.RED: ("late", "ban", "Vermelho"),
}
#: What to do about a rule that no other plan or down payment satisfies.
INSTEAD = {
    Rule.REFUSED: "Uma nova análise pode aprovar o crédito.",
    Rule.BLOCKED: "Quem gerencia desbloqueia na ficha do cliente.",
    Rule.RESTRICTED: "Quem gerencia retira a restrição na ficha do cliente.",
    Rule.NOT_ANALYSED: "Faça antes a análise de crédito, na ficha do cliente.",
    Rule.DAYS_LATE: "Receba antes o que está em atraso (F4), ou negocie (F8).",
    Rule.INCOME_UNKNOWN: "Escreva a renda no cadastro (Ctrl+E).",
    Rule.BETWEEN_PURCHASES: "Venda à vista, ou espere a data.",
    Rule.AUTHORISED_BUYER: "Chame a pessoa titular da conta.",
}
CASH_INSTEAD = "A venda à vista continua possível."


def _money(amount: Money | None) -> str:
    return format_money(amount) if amount is not None else ""


def _percent(one: FailedRule) -> tuple[str, str]:
    share = format_rate(one.share, 1) if one.share is not None else ""
    return share, format_rate(one.share_allowed, 0) if one.share_allowed is not None else ""


def _income_words(one: FailedRule) -> str:
    share, most = _percent(one)
    month = f" em {short_month(one.day)}" if one.day else ""
    return f"Parcelas tomam {share} da renda{month}; o máximo é {most}"


def _late_words(one: FailedRule) -> str:
    days = "1 dia" if one.number == 1 else f"{one.number} dias"
    return f"Pagamento com {days} de atraso; a loja tolera {one.number_allowed}"


def _between_words(one: FailedRule) -> str:
    when = {0: "hoje", 1: "ontem"}.get(one.number or 0, f"há {one.number} dias")
    return f"Comprou {when}; a loja espera {one.number_allowed} dias"


def _with_reason(name: str) -> Callable[[FailedRule], str]:
    return lambda one: f"{name}: {one.reason}" if one.reason else name


_RULES: dict[Rule, Callable[[FailedRule], str]] = {
    Rule.NOT_ANALYSED: lambda _: "Ainda sem análise de crédito",
    Rule.REFUSED: lambda _: "Crédito recusado na análise",
    Rule.BLOCKED: _with_reason("Crédito bloqueado"),
    Rule.RESTRICTED: _with_reason("Restrição de crédito"),
    Rule.LIMIT: lambda one: f"Passa do limite em {_money(one.excess)}",
    Rule.SCORE: lambda one: f"Score {one.number}; o mínimo é {one.number_allowed}",
    Rule.INCOME_SHARE: _income_words,
    Rule.INCOME_UNKNOWN: lambda _: "Renda não informada",
    Rule.SALE_SIZE: lambda one: (
        f"{_money(one.amount)} parcelados; o máximo por venda é {_money(one.amount_allowed)}"
    ),
    Rule.DOWN_PAYMENT: lambda one: (
        f"Entrada de {_money(one.amount)}; a menor aqui é {_money(one.amount_allowed)}"
    ),
    Rule.DAYS_LATE: _late_words,
    Rule.BETWEEN_PURCHASES: _between_words,
    Rule.AUTHORISED_BUYER: lambda one: f"Passa em {_money(one.excess)} do limite de quem compra",
    Rule.HOUSEHOLD: lambda one: f"A família passa do limite conjunto em {_money(one.excess)}",
}


def rule_words(one: FailedRule) -> str:
    """One rule that fails, with its figures: ``Passa do limite em R$ 352,30``."""
    return _RULES[one.rule](one)


def told(signal: CreditSignal) -> tuple[FailedRule, ...]:
    """The rules that fail, what forbids first and what only warns last."""
    weight = {Answer.FORBID: 0, Answer.ASK: 1, Answer.WARN: 2}
    return tuple(sorted(signal.failed, key=lambda one: weight.get(one.answer, 3)))


def light_words(signal: CreditSignal) -> str:
    """The light in one line: what is wrong first, and how many more."""
    failed = told(signal)
    if not failed:
        return "Dentro da política, pode vender"
    more = len(failed) - 1
    return rule_words(failed[0]) + (f" (e mais {more})" if more else "")


def lever_words(levers: Levers, terms: SaleTerms) -> tuple[str, ...]:
    """The smallest changes: ``R$ 352,30 a mais de entrada``, ``4× em vez de 6×``, ``… a menos na compra``."""
    said = []
    if levers.down_payment is not None:
        more = levers.down_payment.terms.down_payment - terms.down_payment
        said.append(f"{format_money(more)} a mais de entrada")
    if levers.count is not None:
        said.append(f"{levers.count.terms.count}× em vez de {terms.count}×")
    if levers.price is not None:
        less = terms.price - levers.price.terms.price
        said.append(f"{format_money(less)} a menos na compra")
    return tuple(said)


def change_words(signal: CreditSignal, terms: SaleTerms) -> str:
    """``Passa com R$ 80,00 a mais de entrada, ou 6× em vez de 4×.``; else what helps outside the sale."""
    said = lever_words(signal.levers, terms)
    if said:
        return f"Passa com {joined(said, 'ou')}."
    return " ".join(_advice(one for one in signal.failed if one.answer is not Answer.FORBID))


def instead_words(signal: CreditSignal) -> str:
    """What to do where nobody may release the sale."""
    forbidding = (one for one in signal.failed if one.answer is Answer.FORBID)
    return " ".join(dict.fromkeys([*_advice(forbidding), CASH_INSTEAD]))


def _advice(failed: Iterable[FailedRule]) -> list[str]:
    return [INSTEAD[one.rule] for one in failed if one.rule in INSTEAD]


def reach_words(signal: CreditSignal) -> str:
    """How far a manager releases, or that it takes an owner."""
    reach = format_money(signal.release_by_manager)
    if signal.manager_may_release:
        return f"Alçada da gerência: até {reach} acima do limite. Fica registrado."
    return f"Passa da alçada da gerência ({reach} acima do limite): só responsável libera. Fica registrado."
