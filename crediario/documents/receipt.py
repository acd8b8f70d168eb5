"""The receipt (recibo) of a payment: a roll of 80 or 58 mm as long as its content, or a sheet of A5 or A4."""

from crediario.documents.receipt_content import NextDue, ReceiptData, ReceiptLine, ReceiptPoints
from crediario.documents.receipt_roll import A4, A5, ROLL_58, ROLL_80, Roll, RollForm, pdf_of
from crediario.documents.shop import ShopHeader
from crediario.documents.style import BOLD
from crediario.documents.wording import clock, document_label, points_words, receipt_number, short_day
from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.issuing import ReceiptForm
from crediario.domain.money import Money

__all__ = [
    "TEMPLATE_VERSION",
    "NextDue",
    "ReceiptData",
    "ReceiptLine",
    "ReceiptPoints",
    "ShopHeader",
    "is_on_roll",
    "render",
]

TEMPLATE_VERSION = "recibo-80mm-2"
_FORMS: dict[ReceiptForm, tuple[RollForm, str]] = {
    ReceiptForm.ROLL_80: (ROLL_80, TEMPLATE_VERSION),
    ReceiptForm.ROLL_58: (ROLL_58, "recibo-58mm-1"),
    ReceiptForm.A5: (A5, "recibo-a5-1"),
    ReceiptForm.A4: (A4, "recibo-a4-1"),
}
TOTAL_SIZE = 15.0
QR_SIDE = 24.0
# Of an installment, the most common ones: they stay on one sheet.
LINES_OF_ONE = 6


def template_version(form: ReceiptForm) -> str:
    """The name a receipt of this form is archived under."""
    return _FORMS[form][1]


def is_on_roll(version: str) -> bool:
    """Whether a receipt archived under that name is as narrow as a roll; those of A5 and A4 are not."""
    return version not in {template_version(ReceiptForm.A5), template_version(ReceiptForm.A4)}


def render(receipt: ReceiptData, form: ReceiptForm = ReceiptForm.ROLL_80) -> bytes:
    """The receipt as a PDF: the same content gives the same bytes.

    Args:
        receipt: what to print; texts of any length and any characters are accepted.
        form: a roll is one page as long as its content.

    Rule: Código Civil, arts. 320 and 322; law.md §7 (Recibo).
    """
    title = f"Recibo {receipt_number(receipt.number)}"
    return pdf_of(title, lambda roll: _draw(roll, receipt), _FORMS[form][0])


def _draw(roll: Roll, receipt: ReceiptData) -> None:
    _draw_shop(roll, receipt)
    _draw_heading(roll, receipt)
    _draw_payer(roll, receipt)
    for line in receipt.lines:
        _draw_line(roll, receipt, line)
    roll.rule()
    _draw_total(roll, receipt)
    _draw_what_is_open(roll, receipt)
    if receipt.next_pix_payload is not None and receipt.next_due is not None:
        _draw_pix(roll, receipt, receipt.next_due, receipt.next_pix_payload)
    _draw_signature(roll, receipt)


def _draw_shop(roll: Roll, receipt: ReceiptData) -> None:
    shop = receipt.shop
    roll.centred(shop.trade_name, 15, BOLD, before=2.2)
    roll.centred_words(shop.legal_name, before=0.6)
    for text in filter(None, (shop.cnpj_text, shop.address, shop.phone)):
        roll.centred_words(text)
    roll.rule()


def _draw_heading(roll: Roll, receipt: ReceiptData) -> None:
    copy = " · 2ª via" if receipt.second_copy else ""
    roll.centred(f"RECIBO {receipt_number(receipt.number)}{copy}", 12, BOLD, before=0.8)
    moment = f"{format_date(receipt.issued_at)} {clock(receipt.issued_at)}"
    roll.centred(f"{receipt.shop.town}, {moment}", before=0.4)
    roll.centred(f"caixa {receipt.till} · {receipt.operator}")
    roll.rule()


def _draw_payer(roll: Roll, receipt: ReceiptData) -> None:
    """Who paid, and what for (CC 320)."""
    of_agreement = all(line.agreement_number for line in receipt.lines)
    of_what = "acordo" if of_agreement else "compra a crediário"
    what = f"{'entrada' if receipt.down_payment else 'pagamento'} de {of_what}"
    roll.words("Recebemos de")
    roll.words(receipt.customer_name, BOLD, most=3)
    masked = receipt.customer_document_masked
    if masked:
        roll.words(f"{document_label(masked)} {masked}")
    roll.words(f"por {what}:")
    roll.rule()


def _draw_line(roll: Roll, receipt: ReceiptData, line: ReceiptLine) -> None:
    roll.keep_together(LINES_OF_ONE)
    entry = receipt.down_payment or line.number == 0
    part = "entrada" if entry else f"parcela {line.number}/{line.count}"
    agreement = f", acordo nº {line.agreement_number}" if line.agreement_number else ""
    roll.words(
        f"Carnê {line.contract_number}{agreement}, {part}",
        BOLD,
        before=0 if line is receipt.lines[0] else 1.6,
    )
    roll.pair(_due_label(receipt, line, entry), format_amount(line.amount))
    days = f"{line.days_late} {'dia' if line.days_late == 1 else 'dias'}"
    for label, amount in (
        ("Multa", line.fine),
        (f"Juros, {days}" if line.days_late else "Juros", line.interest),
        ("Multa e juros dispensados", line.waived),
        ("Desconto por antecipação", -line.discount),
    ):
        if amount:
            roll.pair(label, format_amount(amount))
    roll.pair("Pago", format_amount(line.paid), BOLD)
    if line.remaining:
        roll.pair("Falta desta parcela", format_amount(line.remaining))


def _due_label(receipt: ReceiptData, line: ReceiptLine, entry: bool) -> str:
    if entry:
        return "Valor da entrada" if not line.remaining else "Parte da entrada"
    verb = "Venceu" if line.due_date < receipt.issued_at.date() else "Vence"
    return f"{verb} em {format_date(line.due_date)}{', parte' if line.remaining else ''}"


def _draw_total(roll: Roll, receipt: ReceiptData) -> None:
    roll.pair("TOTAL", format_money(receipt.total), BOLD, TOTAL_SIZE, before=1.8)
    for index, (label, amount) in enumerate(receipt.tenders):
        roll.pair(label, format_amount(amount), before=0 if index else 1)
    for label, amount in (
        ("Troco", receipt.change),
        ("Arredondamento do troco, a favor", receipt.rounding),
        ("Ficou como crédito na loja", receipt.credited),
    ):
        if amount:
            roll.pair(label, format_amount(amount))
    roll.rule()


def _draw_what_is_open(roll: Roll, receipt: ReceiptData) -> None:
    """The next installment, and what stays open (saldo restante)."""
    coming = receipt.next_due
    if coming is not None:
        roll.pair("Próxima parcela", format_date(coming.due_date), face_right=BOLD)
        label = f"Carnê {coming.contract_number}, {coming.number}/{coming.count}"
        roll.pair(label, format_money(coming.amount), face_right=BOLD)
    for label, amount in (
        ("Em aberto, a vencer", receipt.open_not_due),
        ("Em aberto, em atraso", receipt.open_late),
    ):
        if amount:
            roll.pair(label, format_amount(amount))
    if not receipt.open_not_due + receipt.open_late:
        roll.words("Nada em aberto nesta loja.")
    points = _points_lines(receipt)
    if points:
        roll.boxed(points)
    roll.rule()


def _points_lines(receipt: ReceiptData) -> list[str]:
    """What this payment earned, what the next one will, and the balance; nothing where all are zero."""
    points, coming = receipt.points, receipt.next_due
    if points is None:
        return []
    lines = [f"Ganhou agora: {points_words(points.earned)}"] if points.earned else []
    if points.coming and coming is not None:
        lines.append(f"Pagando até {short_day(coming.due_date)}: {points_words(points.coming)}")
    if points.balance:
        lines.append(f"Saldo: {points_words(points.balance)}")
    return lines


def _draw_pix(roll: Roll, receipt: ReceiptData, coming: NextDue, payload: str) -> None:
    phone = receipt.shop.best_phone
    talk = f" Se não deu para pagar, fale com a gente{f': {phone}' if phone else ''}."
    late = coming.due_date < receipt.issued_at.date()
    until = "Antes de pagar, confira o valor de hoje." if late else _until(coming)
    roll.code(payload, QR_SIDE, "Próxima por Pix", until + talk)
    roll.rule()


def _until(coming: NextDue) -> str:
    return f"Leia este código até {short_day(coming.due_date)}."


def _draw_signature(roll: Roll, receipt: ReceiptData) -> None:
    """Signature of the creditor (CC 320), thanks, and how far the receipt goes (CC 322)."""
    roll.signature(f"{receipt.operator}, por {receipt.shop.legal_name}")
    if receipt.out_of_order:
        note = "Este recibo não importa quitação das parcelas anteriores em aberto (Código Civil, art. 322)."
        roll.centred_words(note, BOLD)
    roll.centred("Obrigado pela confiança!", before=0.8)
    roll.centred(f"{_extent(receipt)} Guarde por 5 anos.", 7.4)


def _extent(receipt: ReceiptData) -> str:
    if Money.total(line.remaining for line in receipt.lines):
        return "Quita os valores acima."
    return "Quita a entrada acima." if receipt.down_payment else "Quita as parcelas acima."
