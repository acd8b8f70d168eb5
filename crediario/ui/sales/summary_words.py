"""What the law wants said before credit is sold, line by line, in words. No Qt here."""

from datetime import date, timedelta

from crediario.documents.wording import short_percent
from crediario.domain.br import format_date, format_money, format_rate, parse_cnpj, parse_phone
from crediario.domain.issuing import OFFER_DAYS
from crediario.domain.money import Rate
from crediario.domain.schedule import Every, Plan
from crediario.domain.settings import ShopProfile, ShopSettings
from crediario.ui.sales.sale_words import Line

NONE = "não há"
_EVERY = {
    Every.WEEK: "semanais",
    Every.FORTNIGHT: "quinzenais",
    Every.MONTH: "mensais",
    Every.TWO_MONTHS: "bimestrais",
}


def summary_lines(plan: Plan, settings: ShopSettings, today: date) -> tuple[Line, ...]:
    """Every line of CDC arts. 52 and 54-B, in their order.

    Rule: law.md §1.1; Lei 6.463/1977 art. 1º.
    """
    return (*_sums(plan), *_rates(plan), *_late(settings), *_rights(plan, today))


def _sums(plan: Plan) -> tuple[Line, ...]:
    terms = plan.terms
    return (
        ("Preço à vista, sem financiar", format_money(terms.price)),
        ("Entrada, hoje", format_money(terms.down_payment) if terms.down_payment else "sem entrada"),
        ("Valor financiado", format_money(plan.financed)),
        ("Parcelas", _installments(plan)),
        ("Vencimentos", _dates(plan)),
        ("Juros, ao todo", format_money(plan.interest) if plan.interest else "sem juros"),
        ("Total a prazo, com a entrada", format_money(plan.total_with_down_payment)),
    )


def _installments(plan: Plan) -> str:
    lines = plan.installments
    first, last = lines[0].amount, lines[-1].amount
    if len(lines) == 1:
        return f"1 de {format_money(first)}"
    said = f"{len(lines)} {_EVERY[plan.terms.every]} de {format_money(first)}"
    return said if first == last else f"{said}, a última de {format_money(last)}"


def _dates(plan: Plan) -> str:
    first, last = plan.installments[0].due_date, plan.installments[-1].due_date
    return format_date(first) if first == last else f"de {format_date(first)} a {format_date(last)}"


def _rates(plan: Plan) -> tuple[Line, ...]:
    return (
        ("Taxa efetiva ao mês", format_rate(plan.terms.rate)),
        ("Taxa efetiva ao ano", format_rate(plan.rate_year)),
        ("Custo efetivo total (CET) ao ano", f"{format_rate(plan.total_effective_cost)}, só os juros"),
    )


def _late(settings: ShopSettings) -> tuple[Line, ...]:
    return (
        ("Multa por atraso", _share(settings.late_fine, "da parcela, uma vez só")),
        ("Juros por atraso", _share(settings.late_interest, "ao mês, simples, por dia")),
        ("Correção monetária", NONE),
    )


def _share(rate: Rate, what: str) -> str:
    return f"{short_percent(rate)} {what}" if rate else NONE


def _rights(plan: Plan, today: date) -> tuple[Line, ...]:
    early = "com desconto dos juros, sem custo" if plan.interest else "quando quiser, sem custo"
    return (
        ("Pagar antes, no todo ou em parte", early),
        ("Quem financia", "a própria loja"),
        ("Estas condições valem até", format_date(today + timedelta(days=OFFER_DAYS))),
    )


def shop_words(profile: ShopProfile | None) -> str:
    """Name, CNPJ, address and ways to reach the shop, as far as they are known."""
    if profile is None:
        return ""
    street = ", ".join(part for part in (profile.street, profile.district) if part)
    town = "/".join(part for part in (profile.city, profile.uf) if part)
    parts = (
        profile.legal_name or profile.trade_name,
        f"CNPJ {parse_cnpj(profile.cnpj).formatted}" if profile.cnpj else "",
        ", ".join(part for part in (street, town) if part),
        parse_phone(profile.phone).formatted if profile.phone else "",
        profile.email,
    )
    return " · ".join(part for part in parts if part)
