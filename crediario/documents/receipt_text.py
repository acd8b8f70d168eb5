"""The receipt as a message: the same figures as on paper, in plain text, without the CPF.

A message leaves the shop and may be read by others: it names who paid, never a document.
"""

from collections.abc import Iterator

from crediario.documents.receipt_content import ReceiptData, ReceiptLine
from crediario.documents.wording import clock, receipt_number
from crediario.domain.br import format_amount, format_date, format_money


def receipt_text(receipt: ReceiptData) -> str:
    """The receipt, ready for a draft in WhatsApp: *bold* between asterisks.

    Rule: product.md D5; law.md §7 (Recibo), §10 (W01).
    """
    return "\n".join(_lines(receipt))


def _lines(receipt: ReceiptData) -> Iterator[str]:
    shop, copy = receipt.shop, " · 2ª via" if receipt.second_copy else ""
    yield f"*{_plain(shop.trade_name)}*"
    if shop.cnpj_text:
        yield shop.cnpj_text
    yield f"*Recibo {receipt_number(receipt.number)}{copy}*"
    yield f"{format_date(receipt.issued_at)} {clock(receipt.issued_at)}"
    yield ""
    what = "entrada" if receipt.down_payment else "pagamento"
    yield f"Recebemos de {_plain(receipt.customer_name)} por {what}:"
    for line in receipt.lines:
        yield from _installment(receipt, line)
    yield ""
    yield f"*Total {format_money(receipt.total)}*"
    yield from (f"{_plain(label)}: {format_amount(amount)}" for label, amount in receipt.tenders)
    for label, left in (
        ("Troco", receipt.change),
        ("Arredondamento do troco, a favor", receipt.rounding),
        ("Ficou como crédito na loja", receipt.credited),
    ):
        if left:
            yield f"{label}: {format_amount(left)}"
    yield ""
    yield from _open(receipt)
    yield "Obrigado pela confiança!"


def _installment(receipt: ReceiptData, line: ReceiptLine) -> Iterator[str]:
    entry = receipt.down_payment or not line.number
    part = "entrada" if entry else f"parcela {line.number}/{line.count}"
    due = "" if entry else f", vencimento {format_date(line.due_date)}"
    yield f"• Carnê {line.contract_number}, {part}{due}"
    yield f"  {_calculation(line)}"
    if line.waived:
        yield f"  Multa e juros dispensados: {format_amount(line.waived)}"
    if line.remaining:
        yield f"  Falta desta parcela: {format_amount(line.remaining)}"


def _calculation(line: ReceiptLine) -> str:
    """``139,80 + multa 2,79 + juros de 28 dias 1,30 = 143,89``."""
    days = f"juros de {line.days_late} {'dia' if line.days_late == 1 else 'dias'}"
    added = ((f"+ {name}", amount) for name, amount in (("multa", line.fine), (days, line.interest)))
    parts = [f"{name} {format_amount(amount)}" for name, amount in added if amount]
    if line.discount:
        parts.append(f"− desconto por antecipação {format_amount(line.discount)}")
    if not parts:
        return f"Pago {format_amount(line.paid)}"
    return " ".join((format_amount(line.amount), *parts, "=", format_amount(line.paid)))


def _open(receipt: ReceiptData) -> Iterator[str]:
    coming, left = receipt.next_due, receipt.open_not_due + receipt.open_late
    if coming is not None:
        yield f"Próxima parcela: {format_date(coming.due_date)}, {format_money(coming.amount)}"
    yield f"Em aberto: {format_money(left)}" if left else "Nada em aberto nesta loja."


def _plain(text: str) -> str:
    """On one line, and no asterisk that would open or close bold."""
    return " ".join(text.replace("*", "").split())
