"""What the till says of an installment: its name, its situation, and where each of its numbers comes from."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crediario.documents.wording import points_words, short_percent
from crediario.domain.allocation import Quote
from crediario.domain.br import format_amount, format_date, parse_document
from crediario.domain.charges import ChargeRules, late_fine, late_interest
from crediario.services.payments import DeskRow, ReceivingDesk
from crediario.ui.words import counted, pieces_words

SOON_DAYS = 7
#: Why paying early earns nothing: what the law asks to be given back was never told.
NO_RATE = "sem desconto por pagar antes: taxa da compra não informada na importação"


@dataclass(frozen=True, slots=True)
class Situation:
    """How an installment stands; without a tone it is plain words, with one a tag."""

    words: str
    tone: Literal["late", "att", ""] = ""
    icon: str = ""


def slip(row: DeskRow) -> str:
    """``5/10``; a down payment has no number."""
    return "entrada" if row.is_down_payment else f"{row.number}/{row.count}"


def open_words(desk: ReceivingDesk) -> str:
    """``11 parcelas``, ``1 entrada e 11 parcelas``."""
    downs = sum(row.is_down_payment for row in desk.rows)
    return pieces_words(len(desk.rows) - downs, downs)


def row_situation(row: DeskRow, today: date) -> Situation:
    """How a row of the desk stands; a down payment is there because its receipt was reversed."""
    if row.is_down_payment:
        return Situation("aberta", "att", "undo-2")
    return situation(row.due_date, row.quote.days_late, today)


def situation(due_date: date, days_late: int, today: date) -> Situation:
    """Late by how much, due soon, or simply to come."""
    left = (due_date - today).days
    if days_late:
        return Situation(counted(days_late, "dia", "dias"), "late", "clock")
    if left < 0:
        return Situation("no prazo", "att", "calendar")
    if left <= 1:
        return Situation("amanhã" if left else "hoje", "att", "calendar")
    if left <= SOON_DAYS:
        return Situation(f"em {left} dias", "att", "calendar")
    return Situation("a vencer")


def customer_line(desk: ReceivingDesk) -> str:
    """``CPF ***.456.789-** · 43 de 47 parcelas pagas em dia · 1.860 pontos``."""
    said = []
    if desk.document:
        masked = parse_document(desk.document).masked
        said.append(f"{'CNPJ' if '/' in masked else 'CPF'} {masked}")
    if desk.settled:
        said.append(f"{desk.on_time} de {counted(desk.settled, 'parcela paga', 'parcelas pagas')} em dia")
    if desk.points:
        said.append(points_words(desk.points))
    return " · ".join(said)


def explanation(row: DeskRow, rules: ChargeRules, today: date) -> str:
    """The calculation memory of one installment: every number, and how it was counted.

    A formula is shown only when, counted again, it gives the very number.
    """
    if row.is_down_payment:
        return "o recibo dela foi estornado; recebe-se inteira, sem multa, juros ou desconto"
    quote = row.quote
    said = [*_paid_before(row), *_charges(row, rules), *_discount(quote, today)]
    if not said:
        said.append(_nothing_added(row, today))
    if row.imported and quote.due_date > today:
        said.append(NO_RATE)
    return " · ".join(said)


def _paid_before(row: DeskRow) -> list[str]:
    paid = row.amount - row.quote.open
    if not paid:
        return []
    whole, left = format_amount(row.amount), format_amount(row.quote.open)
    return [f"valor: {whole} − {format_amount(paid)} já abatidos = {left}"]


def _charges(row: DeskRow, rules: ChargeRules) -> list[str]:
    quote = row.quote
    if not quote.days_late:
        return []
    if not quote.fine and not quote.interest:
        return ["sem multa nem juros hoje"]
    return [_fine(row, rules), _interest(row, rules)]


def _fine(row: DeskRow, rules: ChargeRules) -> str:
    quote = row.quote
    if not quote.fine:
        return "multa: já paga" if rules.fine else "sem multa"
    for base in (row.amount, quote.open):
        if late_fine(base, quote.days_late, rules.fine, rules.rounding) == quote.fine:
            percent = short_percent(rules.fine)
            return f"multa: {percent} de {format_amount(base)} = {format_amount(quote.fine)}"
    return f"multa que falta: {format_amount(quote.fine)}"


def _interest(row: DeskRow, rules: ChargeRules) -> str:
    quote = row.quote
    days = counted(quote.days_late, "dia", "dias")
    if not quote.interest:
        return "sem juros"
    if late_interest(quote.open, quote.days_late, rules.interest, rules.rounding) == quote.interest:
        percent = short_percent(rules.interest)
        return (
            f"juros: {format_amount(quote.open)} × {percent} ÷ 30 × {days} = {format_amount(quote.interest)}"
        )
    how = "em trechos, entre os pagamentos" if quote.open != row.amount else "pela tolerância da loja"
    return f"juros: {format_amount(quote.interest)}, contados {how}"


def _discount(quote: Quote, today: date) -> list[str]:
    if not quote.discount:
        return []
    days = counted((quote.due_date - today).days, "dia ainda não corrido", "dias ainda não corridos")
    return [f"desconto de {format_amount(quote.discount)}: juros de {days}"]


def _nothing_added(row: DeskRow, today: date) -> str:
    quote = row.quote
    if quote.due_date > today:
        plain = "em dia, sem multa nem juros"
        return plain if row.imported else f"{plain}; hoje não há o que descontar"
    if quote.due_date == today:
        return "vence hoje: sem multa, juros ou desconto"
    return f"venceu em dia sem expediente ({format_date(quote.due_date)}): ainda sem multa nem juros"


def late_more(count: int) -> str:
    """``Há outra em atraso``."""
    return "Há outra em atraso" if count == 1 else f"Há outras {count} em atraso"


def late_summed(count: int) -> str:
    """``A outra em atraso foi somada``."""
    return "A outra em atraso foi somada." if count == 1 else f"As outras {count} em atraso foram somadas."
