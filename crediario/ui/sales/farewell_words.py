"""The message to the customer of a sale just made. No Qt here."""

from crediario.domain.br import format_date, format_money, parse_cnpj, parse_phone
from crediario.domain.settings import ShopProfile
from crediario.services.sales import SaleView
from crediario.ui.sales import sale_words


def message_words(sale: SaleView, profile: ShopProfile | None) -> str:
    """Who writes, what was bought, how it is paid, and how to answer; nothing is asked for.

    Rule: ux.md §5; CDC art. 42-A.
    """
    shop = profile.trade_name if profile else ""
    begins = f"{shop}: " if shop else ""
    parts = (
        f"{begins}sua compra de {format_date(sale.sold_on)} está registrada, venda {sale.number}.",
        f"O que levou: {sale.items_text}.",
        _installments(sale),
        _ways(profile),
        "Se o mês apertar, fale com a gente antes do vencimento.",
        _sender(profile),
    )
    return "\n".join(part for part in parts if part)


def _installments(sale: SaleView) -> str:
    lines = sale.installments
    first = lines[0]
    due = f"{format_date(first.due_date)}, {sale_words.weekday(first.due_date)}"
    if len(lines) == 1:
        return f"1 parcela de {format_money(first.amount)}, em {due}."
    last = lines[-1]
    said = f"{len(lines)} parcelas de {format_money(first.amount)}: a primeira em {due},"
    odd = f", de {format_money(last.amount)}" if last.amount != first.amount else ""
    return f"{said} a última em {format_date(last.due_date)}{odd}."


def _ways(profile: ShopProfile | None) -> str:
    if profile is not None and profile.pix_key:
        return "Pague na loja com o carnê, ou por Pix pelo código de cada folha."
    return "Pague na loja com o carnê na mão."


def _sender(profile: ShopProfile | None) -> str:
    if profile is None:
        return ""
    street = ", ".join(part for part in (profile.street, profile.district, profile.city) if part)
    parts = (
        profile.trade_name,
        f"CNPJ {parse_cnpj(profile.cnpj).formatted}" if profile.cnpj else "",
        street,
        parse_phone(profile.phone).formatted if profile.phone else "",
    )
    return " · ".join(part for part in parts if part)
