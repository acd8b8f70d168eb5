"""What the ficha says of a customer, an installment, a purchase and a payment. Imports no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crediario.documents.wording import document_label, figures, points_words, receipt_number
from crediario.domain.br import format_date, format_money
from crediario.domain.money import Money
from crediario.domain.registration import PhonePurpose
from crediario.domain.tender import Method
from crediario.services.ficha import (
    CardOpenRow,
    CardPayment,
    CustomerCard,
    Pace,
    PaidPart,
    PointsLine,
    Punctuality,
)
from crediario.ui.words import counted, pieces_words

DASH = "—"
SOON_DAYS = 7
FEW_PARTS = 3
METHODS = {
    Method.CASH: "Dinheiro",
    Method.PIX: "Pix",
    Method.DEBIT: "Débito",
    Method.CREDIT: "Crédito",
    Method.CHEQUE: "Cheque",
}
MARKS: dict[Pace, Literal["on_time", "few_days", "long"]] = {
    Pace.ON_TIME: "on_time", Pace.UP_TO_15: "few_days", Pace.OVER_15: "long", Pace.OPEN_LATE: "long",
}  # fmt: skip
PURPOSES = {PhonePurpose.OWN: "", PhonePurpose.WORK: " (trabalho)", PhonePurpose.MESSAGE: " (recado)"}


@dataclass(frozen=True, slots=True)
class Situation:
    """How something stands; without a tone it is plain words, with one a tag."""

    words: str
    tone: Literal["late", "att", "ok", ""] = ""
    icon: str = ""


def standing(card: CustomerCard) -> Situation:
    """The tag beside the name."""
    if card.totals.late_count:
        return Situation(_late_words(card), "late", "clock")
    return Situation("Em dia", "ok", "circle-check")


def _late_words(card: CustomerCard) -> str:
    """``2 parcelas em atraso``, ``1 entrada e 2 parcelas em atraso``."""
    downs = sum(bool(row.days_late) for row in card.open_rows if row.is_down_payment)
    return f"{pieces_words(card.totals.late_count - downs, downs)} em atraso"


def number_words(card: CustomerCard, document: str = "") -> str:
    """``Nº 1.284   CPF ***.456.789-**``; with ``document`` that in the mask's place."""
    said = f"Nº {figures(card.customer_id)}"
    shown = document or card.document_masked
    return f"{said}   {document_label(shown)} {shown}" if shown else said


def facts(card: CustomerCard) -> list[str]:
    """The rest of the line below the name, piece by piece."""
    said = []
    if card.phones:
        first = card.phones[0]
        said.append(first.formatted + PURPOSES[first.purpose])
    said.append(since_words(card.since, card.today))
    if card.district:
        said.append(card.district)
    return said


def since_words(since: date, today: date) -> str:
    """``cliente há 7 anos``, ``cliente há 3 meses``, ``cliente desde hoje``."""
    months = (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
    if months >= 12:
        return f"cliente há {counted(months // 12, 'ano', 'anos')}"
    if months >= 1:
        return f"cliente há {counted(months, 'mês', 'meses')}"
    return "cliente desde hoje" if since >= today else f"cliente desde {format_date(since)}"


def slip(row: CardOpenRow) -> str:
    """``5/10``; a down payment has no number."""
    return "entrada" if row.is_down_payment else f"{row.number}/{row.installment_count}"


def situation(row: CardOpenRow, today: date) -> Situation:
    """Late by how much, due soon, or simply to come; a down payment owed again is open."""
    left = (row.due_date - today).days
    if row.days_late:
        return Situation(counted(row.days_late, "dia", "dias"), "late", "clock")
    if row.is_down_payment:
        return Situation("aberta", "att", "undo-2")
    if left < 0:
        return Situation("no prazo", "att", "calendar")
    if left <= 1:
        return Situation("vence amanhã" if left else "vence hoje", "att", "calendar")
    if left <= SOON_DAYS:
        return Situation(f"em {left} dias", "att", "calendar")
    return Situation("a vencer")


def counted_on(card: CustomerCard) -> str:
    """``Encargos calculados até hoje, 09/06/2026``."""
    return f"Encargos calculados até hoje, {format_date(card.today)}"


def on_time_words(known: Punctuality) -> str:
    """``43 de 47 parcelas pagas em dia``."""
    if not known.settled:
        return "Nenhuma parcela paga ainda"
    return f"{known.on_time} de {counted(known.settled, 'parcela paga', 'parcelas pagas')} em dia"


def delay_words(known: Punctuality) -> str:
    """``Atraso médio 2 dias · maior 28 dias``."""
    if not known.strip:
        return "A pontualidade aparece com os pagamentos."
    if not known.worst_days_late:
        return "Nunca atrasou"
    average = counted(known.average_days_late, "dia", "dias")
    return f"Atraso médio {average} · maior {counted(known.worst_days_late, 'dia', 'dias')}"


def parts_words(parts: Sequence[PaidPart]) -> str:
    """``Carnê 4812: 3/10, 4/10``; a down payment is the entrada."""
    by_carne: dict[int, list[str]] = {}
    for part in parts:
        slip = f"{part.number}/{part.installment_count}" if part.number else "entrada"
        by_carne.setdefault(part.contract_number, []).append(slip)
    return " · ".join(f"{contract}: {_slips(slips)}" for contract, slips in by_carne.items())


def _slips(slips: Sequence[str]) -> str:
    if len(slips) <= FEW_PARTS:
        return ", ".join(slips)
    return f"{slips[0]} a {slips[-1]}, {len(slips)} parcelas"


def methods_words(payment: CardPayment) -> str:
    """``Dinheiro e Pix``."""
    return " e ".join(METHODS[method] for method in payment.methods)


def receipt_words(payment: CardPayment) -> str:
    """``018.442``."""
    return receipt_number(payment.receipt_number)


def marked_words(rows: Sequence[CardOpenRow]) -> str:
    """``2 marcadas: R$ 214,46``."""
    if not rows:
        return ""
    total = Money.total(row.today for row in rows)
    return f"{counted(len(rows), 'marcada', 'marcadas')}: {format_money(total)}"


def points_tag(card: CustomerCard) -> str:
    """``1.860 pontos``; nothing without any, or where the shop gives none."""
    return points_words(card.points_balance) if card.points_balance else ""


def points_reason(line: PointsLine) -> str:
    """``Carnê 4812, parcela 5/10: valor pago em dia``, or why they were taken back."""
    slip = f"Carnê {line.contract_number}, parcela {line.number}/{line.installment_count}"
    return f"{slip}: valor pago em dia" if line.points > 0 else f"{slip}: pagamento estornado"


def points_paper(line: PointsLine) -> str:
    """``018.442``, or ``estorno 12``: the payment they came with."""
    return (
        receipt_number(line.payment_number) if line.series == "receipt" else f"estorno {line.payment_number}"
    )


def points_change(line: PointsLine) -> str:
    """``+139``, ``−139``."""
    return f"{'+' if line.points > 0 else '−'}{figures(abs(line.points))}"
