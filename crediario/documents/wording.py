"""Dates, rates and numbers as papers write them, beyond what ``domain.br`` formats."""

from collections.abc import Iterable
from datetime import date, datetime

from crediario import __version__
from crediario.domain.br import format_date
from crediario.domain.money import Rate
from crediario.domain.permissions import Role
from crediario.domain.tender import Method, Tender

WEEKDAYS = ("seg", "ter", "qua", "qui", "sex", "sáb", "dom")


def weekday(when: date) -> str:
    """``ter``."""
    return WEEKDAYS[when.weekday()]


def short_day(when: date) -> str:
    """``09/06``, where the year is obvious."""
    return f"{when.day:02d}/{when.month:02d}"


MONTHS = (
    "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
    "novembro", "dezembro",
)  # fmt: skip


def month_name(when: date) -> str:
    """``junho``."""
    return MONTHS[when.month - 1]


def long_day(when: date) -> str:
    """``9 de junho de 2026``."""
    return f"{when.day} de {month_name(when)} de {when.year}"


def clock(when: datetime) -> str:
    """``14:32``."""
    return f"{when.hour:02d}:{when.minute:02d}"


def short_percent(rate: Rate) -> str:
    """As few decimals as it needs, ``2%`` or ``1,5%``."""
    return f"{(rate.fraction * 100).normalize():f}".replace(".", ",") + "%"


def receipt_number(number: int) -> str:
    """``018.442``: at least six figures."""
    return f"{number:07,}".replace(",", ".")


def document_label(masked: str) -> str:
    """The name of the customer's document: only a CNPJ has a stroke."""
    return "CNPJ" if "/" in masked else "CPF"


def figures(number: int) -> str:
    """``1.140``: whole numbers with a point between the thousands."""
    return f"{number:,}".replace(",", ".")


def points_words(points: int) -> str:
    """``1 ponto``, ``1.140 pontos``."""
    return f"{figures(points)} {'ponto' if points == 1 else 'pontos'}"


def late_charges(fine: Rate, interest: Rate) -> str:
    """``multa de 2% e juros de 1% ao mês``; empty where the shop charges neither."""
    parts = [
        f"multa de {short_percent(fine)}" if fine else "",
        f"juros de {short_percent(interest)} ao mês" if interest else "",
    ]
    return " e ".join(part for part in parts if part)


def issue_line(issued_at: datetime, issued_by: str) -> str:
    """The foot of every page: what made it, when, and who asked for it."""
    version = ".".join(__version__.split(".")[:2])
    return f"Crediário {version}, emitido em {format_date(issued_at)} às {clock(issued_at)} por {issued_by}"


_METHODS = {
    Method.CASH: "Dinheiro",
    Method.PIX: "Pix",
    Method.DEBIT: "Cartão de débito",
    Method.CREDIT: "Cartão de crédito",
    Method.CHEQUE: "Cheque",
    Method.STORE_CREDIT: "Crédito na loja",
}


def method_label(method: Method) -> str:
    """``Cartão de débito``."""
    return _METHODS[method]


def tender_label(tender: Tender) -> str:
    """A means of payment as papers name it, ``Pix, final 9F3A``."""
    label = method_label(tender.method)
    return f"{label}, final {tender.reference.upper()}" if tender.reference else label


_ROLES = {
    Role.OWNER: "responsável pela loja",
    Role.MANAGER: "gerente",
    Role.CASHIER: "caixa",
    Role.SELLER: "vendas",
    Role.COLLECTOR: "atendimento",
}


def signer(name: str, role: Role) -> str:
    """Who signs for the shop, ``Cláudia Ribeiro, gerente``."""
    return f"{name}, {_ROLES[role]}" if role in _ROLES else name


def slips_text(slips: Iterable[tuple[int, int]]) -> str:
    """Which installments of which carnês, ``carnê 4377, parcelas 4 a 8; carnê 4402, parcela 2``.

    Args:
        slips: contract and installment of each.
    """
    numbers: dict[int, list[int]] = {}
    for contract, number in slips:
        numbers.setdefault(contract, []).append(number)
    return "; ".join(f"carnê {contract}, {_numbers(sorted(found))}" for contract, found in numbers.items())


def _numbers(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"parcela {numbers[0]}"
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"parcelas {numbers[0]} a {numbers[-1]}"
    return f"parcelas {', '.join(map(str, numbers[:-1]))} e {numbers[-1]}"
