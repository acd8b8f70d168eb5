"""The sheet of a cash closing (fechamento de caixa), on the 80 mm roll: as long as its content."""

from datetime import datetime

from crediario.documents.cash_sheet_content import CashSheetContent, MovementKind, MovementSum
from crediario.documents.receipt_roll import Roll, pdf_of
from crediario.documents.style import BOLD
from crediario.documents.wording import clock, figures, method_label, receipt_number
from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.cash_closing import MethodCount
from crediario.domain.money import Money

__all__ = ["TEMPLATE_VERSION", "CashSheetContent", "MovementKind", "MovementSum", "render"]

TEMPLATE_VERSION = "fechamento-1"
#: Figures of the audit's hash that are printed: enough to compare by eye.
HASH_FIGURES = 16
MOST_NOTE_LINES = 12
#: Every kind of movement, in the order of the sheet.
_KINDS: dict[MovementKind, str] = {
    "receipt": "Recebimentos",
    "reversal": "Estornos",
    "change_rounding": "Troco arredondado",
    "refund": "Devoluções e crédito pago",
    "cash_supply": "Suprimentos",
    "cash_drop": "Sangrias",
    "correction": "Correções",
}


def render(sheet: CashSheetContent) -> bytes:
    """The sheet as a PDF page 80 mm wide and as long as its content: the same content gives the same bytes.

    Args:
        sheet: what to print; texts of any length and any characters are accepted.

    Rule: product.md D8. See docs/regras.md#folha-do-caixa.
    """
    return pdf_of(_title(sheet), lambda roll: _draw(roll, sheet))


def _title(sheet: CashSheetContent) -> str:
    if sheet.number is None:
        return "Prévia do fechamento de caixa"
    return f"Fechamento de caixa {receipt_number(sheet.number)}"


def _draw(roll: Roll, sheet: CashSheetContent) -> None:
    _draw_heading(roll, sheet)
    _draw_movements(roll, sheet)
    for place, count in enumerate(sheet.counts):
        _draw_count(roll, count, first=not place)
    roll.rule()
    _draw_pieces(roll, sheet)
    _draw_after(roll, sheet)
    if sheet.number is None:
        roll.centred("Prévia: o caixa continua aberto.", before=0.8)
    else:
        _draw_signatures(roll, sheet)


def _draw_heading(roll: Roll, sheet: CashSheetContent) -> None:
    roll.centred(sheet.shop.trade_name, 13, BOLD, before=2.2)
    for text in filter(None, (sheet.shop.cnpj_text, sheet.shop.town)):
        roll.centred_words(text)
    roll.rule()
    roll.centred(_title(sheet).upper(), 11, BOLD, before=0.8)
    roll.centred(f"caixa {sheet.till}", before=0.4)
    roll.pair("Aberto em", _moment(sheet.opened_at), before=0.8)
    roll.pair("por", sheet.operator)
    roll.pair("Fechado em" if sheet.number is not None else "Visto em", _moment(sheet.closed_at))
    roll.pair("por", sheet.closed_by)
    roll.rule()


def _moment(when: datetime) -> str:
    return f"{format_date(when)} {clock(when)}"


def _draw_movements(roll: Roll, sheet: CashSheetContent) -> None:
    """The float, then what each kind of movement came to, by means of payment."""
    roll.pair("Fundo de troco na abertura", format_amount(sheet.opening_float))
    for kind, name in _KINDS.items():
        found = [each for each in sheet.movements if each.kind == kind]
        if not found:
            continue
        count = figures(sum(each.count for each in found))
        total = Money.total(each.amount for each in found)
        roll.pair(f"{name} ({count})", format_amount(total), BOLD, before=0.8)
        for each in found:
            label = f"{method_label(each.method)} ({figures(each.count)})"
            roll.pair(label, format_amount(each.amount))
    if not sheet.movements:
        roll.words("Sem movimento.")
    roll.rule()


def _draw_count(roll: Roll, count: MethodCount, *, first: bool) -> None:
    roll.words(method_label(count.method), BOLD, before=0 if first else 1.2)
    roll.pair("Esperado", format_amount(count.expected))
    roll.pair("Contado", format_amount(count.counted))
    roll.pair(_difference_label(count.difference), format_amount(count.difference), BOLD)


def _difference_label(difference: Money) -> str:
    if not difference:
        return "Confere"
    return "Falta" if difference < Money.ZERO else "Sobra"


def _draw_pieces(roll: Roll, sheet: CashSheetContent) -> None:
    times = "1 vez" if sheet.times_counted == 1 else f"{figures(sheet.times_counted)} vezes"
    roll.pair("Dinheiro contado", times, BOLD)
    for each in sheet.pieces:
        roll.pair(f"{figures(each.quantity)} × {format_money(each.value)}", format_amount(each.amount))
    if sheet.pieces:
        roll.pair("Soma", format_money(Money.total(each.amount for each in sheet.pieces)), BOLD)
    roll.rule()


def _draw_after(roll: Roll, sheet: CashSheetContent) -> None:
    roll.pair("Fica no caixa", format_money(sheet.float_left), BOLD)
    roll.pair(
        "Recolhido ao cofre" if sheet.number is not None else "A recolher ao cofre",
        format_money(sheet.collected),
        BOLD,
    )
    if sheet.released_by:
        roll.pair("Diferença liberada por", sheet.released_by)
    if sheet.note.strip():
        roll.words(f"Observação: {sheet.note}", most=MOST_NOTE_LINES, before=0.8)
    roll.rule()


def _draw_signatures(roll: Roll, sheet: CashSheetContent) -> None:
    roll.signature(sheet.closed_by)
    roll.signature("conferido por")
    if sheet.audit_number is not None:
        code = sheet.audit_hash[:HASH_FIGURES]
        roll.centred(f"Auditoria {figures(sheet.audit_number)} · {code}", 7.4, before=0.8)
    roll.centred("Um fechamento não muda: corrige-se com novo lançamento.", 7.4)
