"""Small words every feature needs: initials, days of the week, months. Imports no Qt."""

from collections.abc import Sequence
from datetime import date

from crediario.documents.wording import figures, month_name
from crediario.domain.issuing import ReceiptForm
from crediario.domain.tender import Method

WEEKDAYS = (
    "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo",
)  # fmt: skip
#: The ways to pay at the till, in the order of their keys D, P, B, C.
METHODS = (Method.CASH, Method.PIX, Method.DEBIT, Method.CREDIT)
#: In Receber also these two, by Q and L.
TILL_METHODS = (*METHODS, Method.CHEQUE, Method.STORE_CREDIT)
METHOD_NAMES = {
    Method.CASH: "Dinheiro", Method.PIX: "Pix", Method.DEBIT: "Débito", Method.CREDIT: "Crédito",
    Method.CHEQUE: "Cheque", Method.STORE_CREDIT: "Crédito na loja",
}  # fmt: skip
#: What a receipt is drawn for.
RECEIPT_FORMS = {
    ReceiptForm.ROLL_80: "tira de 80 mm",
    ReceiptForm.ROLL_58: "tira de 58 mm",
    ReceiptForm.A5: "folha A5",
    ReceiptForm.A4: "folha A4",
}
PAID_IN = {
    Method.CASH: "em dinheiro",
    Method.PIX: "por Pix",
    Method.DEBIT: "no cartão de débito",
    Method.CREDIT: "no cartão de crédito",
    Method.CHEQUE: "em cheque",
    Method.STORE_CREDIT: "com crédito na loja",
}


def initials(name: str) -> str:
    """The first letters of the first and the last name: ``Joana Prado`` is JP."""
    words = [word for word in name.split() if word[:1].isupper()] or name.split() or [""]
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


def short_name(name: str) -> str:
    """How a person appears where there is little room: ``Cláudia R.``."""
    words = name.split()
    return f"{words[0]} {words[-1][:1].upper()}." if len(words) > 1 else name.strip()


def counted(count: int, one: str, many: str) -> str:
    """``1 parcela``, ``1.204 parcelas``."""
    return f"{figures(count)} {one if count == 1 else many}"


def pieces_words(installments: int, down_payments: int) -> str:
    """``2 parcelas``, ``1 entrada``, ``1 entrada e 2 parcelas``."""
    said = [counted(down_payments, "entrada", "entradas")] if down_payments else []
    if installments or not down_payments:
        said.append(counted(installments, "parcela", "parcelas"))
    return " e ".join(said)


def joined(words: Sequence[str], last: str = "e") -> str:
    """``a, b e c``."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def short_month(day: date) -> str:
    """``jul/26``."""
    return f"{month_name(day)[:3]}/{day.year % 100:02d}"


def since_words(since: date, today: date) -> str:
    """``há 3 anos``, ``há 5 meses``; less than a month is a new customer."""
    months = (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
    if months < 1:
        return "cliente desde este mês"
    years = months // 12
    return f"há {counted(years, 'ano', 'anos') if years else counted(months, 'mês', 'meses')}"


def long_day(day: date) -> str:
    """``Terça-feira, 9 de junho``."""
    return f"{WEEKDAYS[day.weekday()].capitalize()}, {day.day} de {month_name(day)}"
