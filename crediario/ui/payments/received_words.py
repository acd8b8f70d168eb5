"""What Recebido says, without Qt: the change piece by piece, what was paid, and what to tell the customer."""

from dataclasses import dataclass
from datetime import date

from crediario.documents.wording import figures, points_words, short_day
from crediario.domain.br import format_amount, format_money
from crediario.domain.cash_closing import Pieces, pieces_for
from crediario.domain.loyalty import points_for
from crediario.domain.money import Money
from crediario.domain.tender import Method, Tender
from crediario.services.payments import DeskRow, PaidLine, PaymentView, Receipt, ReceivingDesk
from crediario.ui.payments.row_words import slip
from crediario.ui.words import WEEKDAYS, counted, joined

LARGEST_COIN = Money(1_00)
TILES = 4
_METHODS = {
    Method.CASH: "dinheiro",
    Method.PIX: "Pix",
    Method.DEBIT: "débito",
    Method.CREDIT: "crédito",
    Method.CHEQUE: "cheque",
    Method.STORE_CREDIT: "crédito na loja",
}


@dataclass(frozen=True, slots=True)
class Tile:
    """``1 nota`` of ``R$ 5,00``."""

    words: str
    amount: str


def change_tiles(change: Money) -> list[Tile]:
    """The change in notes and coins, the largest first; what does not fit is one last tile."""
    pieces = pieces_for(change)
    shown = pieces if len(pieces) <= TILES else pieces[: TILES - 1]
    tiles = [Tile(_piece_words(piece), format_money(piece.value)) for piece in shown]
    left = change - Money.total(piece.amount for piece in shown)
    return [*tiles, Tile("e mais", format_money(left))] if left else tiles


def _piece_words(piece: Pieces) -> str:
    is_note = piece.value > LARGEST_COIN
    return counted(piece.quantity, "nota", "notas") if is_note else counted(piece.quantity, "moeda", "moedas")


def rounding_words(receipt: Receipt) -> str:
    """``exato R$ 5,48; os R$ 0,02 entram como arredondamento de troco``; nothing where change is exact."""
    if not receipt.rounding:
        return ""
    exact = format_money(receipt.change - receipt.rounding)
    return f"exato {exact}; {format_money(receipt.rounding)} a mais, como arredondamento de troco"


def score_words(before: int | None, now: int | None) -> str:
    """``742 → 781``, or one figure where nothing moved; nothing for who may not see it."""
    if now is None:
        return ""
    return str(now) if before in (None, now) else f"{before} → {now}"


def limit_words(desk: ReceivingDesk) -> str:
    """What may still be bought; nothing for who may not see it, or while nothing is sold."""
    if desk.limit is None:
        return ""
    used = Money.total(row.quote.open for row in installments(desk))
    return format_money(max(desk.limit - used, Money.ZERO))


def short_name(name: str) -> str:
    """``Maria das Graças``: the first two names, with the little words between them."""
    words, real = [], 0
    for word in name.split():
        words.append(word)
        real += word[:1].isupper()
        if real == 2:
            break
    return " ".join(words)


def tender_sum(view: PaymentView) -> str:
    """``Pix 100,00 + dinheiro 120,00 − troco 5,54``; the rounding of the change is no part of the sum."""
    said = " + ".join(_tender(tender) for tender in view.tenders)
    if view.change:
        said += f" − troco {format_amount(view.change)}"
    if view.credited:
        said += f" − crédito na loja {format_amount(view.credited)}"
    return said[:1].upper() + said[1:]


def _tender(tender: Tender) -> str:
    return f"{_METHODS[tender.method]} {format_amount(tender.amount)}"


def paid_slip(line: PaidLine) -> str:
    """``5/10``; the down payment has no number."""
    return f"{line.number}/{line.count}" if line.number else "entrada"


def carnes_words(view: PaymentView) -> str:
    """``carnês 4812 e 5107``."""
    numbers = [str(number) for number in sorted({line.contract_number for line in view.lines})]
    return f"{'carnê' if len(numbers) == 1 else 'carnês'} {joined(numbers)}"


def paid_words(view: PaymentView) -> str:
    """``2 parcelas``, ``Entrada``, ``Entrada e 2 parcelas``."""
    pieces = sum(line.number is not None for line in view.lines)
    said = ["Entrada"] if pieces < len(view.lines) else []
    if pieces or not said:
        said.append(counted(pieces, "parcela", "parcelas"))
    return " e ".join(said)


def installments(desk: ReceivingDesk) -> list[DeskRow]:
    """What is open of the carnês, down payments left out."""
    return [row for row in desk.rows if not row.is_down_payment]


def downs_open(desk: ReceivingDesk) -> int:
    """How many down payments are owed again."""
    return len(desk.rows) - len(installments(desk))


def late_rows(desk: ReceivingDesk) -> list[DeskRow]:
    """What is still late after this payment."""
    return [row for row in desk.rows if row.quote.days_late]


def situation_words(desk: ReceivingDesk) -> str:
    """``Sem parcelas em atraso``, ``1 entrada em aberto, 2 parcelas em atraso``."""
    late = late_rows(desk)
    if not desk.rows:
        return "Tudo pago"
    downs = downs_open(desk)
    said = [counted(downs, "entrada em aberto", "entradas em aberto")] if downs else []
    if late:
        said.append(counted(len(late), "parcela em atraso", "parcelas em atraso"))
    return ", ".join(said) or "Sem parcelas em atraso"


def next_words(desk: ReceivingDesk) -> str:
    """``12/06 · R$ 139,80``: the next installment, at its own value."""
    coming = next((row for row in installments(desk) if not row.quote.days_late), None)
    return f"{short_day(coming.due_date)} · {format_money(coming.quote.open)}" if coming else "nenhuma"


def say_words(desk: ReceivingDesk, view: PaymentView) -> str:
    """What to tell the customer: neutral, short, and never about debt."""
    parts = [line for line in view.lines if line.remaining]
    late, open_rows = late_rows(desk), installments(desk)
    said = ["Agradecemos o pagamento."]
    if parts:
        left = Money.total(line.remaining for line in parts)
        said.append(
            f"Da parcela {joined([paid_slip(line) for line in parts])} ficam abertos {format_money(left)}."
        )
    if late:
        said.append("Podemos combinar uma data para o que ficou em aberto?")
    elif open_rows:
        coming, first = open_rows[0], "Falta a entrada, e a" if downs_open(desk) else "A"
        said.append(f"{first} próxima vence {_when(coming.due_date, desk.today)}{_worth(coming)}.")
    elif desk.rows:
        said.append("Falta só a entrada.")
    else:
        said.append("Está tudo pago. Volte sempre.")
    return f"“{' '.join(said)}”"


def _worth(row: DeskRow) -> str:
    """``; pagando até lá, vale 139 pontos``: the whole value, as on the due date."""
    points = points_for(row.timely + row.quote.open) if row.timely is not None else 0
    return f"; pagando até lá, vale {points_words(points)}" if points else ""


def points_line(view: PaymentView) -> str:
    """``+207 · saldo 831``; nothing where there are none."""
    points = view.points
    if points is None or not points.balance:
        return ""
    balance = f"saldo {figures(points.balance)}"
    return f"+{figures(points.earned)} · {balance}" if points.earned else balance


def _when(due: date, today: date) -> str:
    days = (due - today).days
    if days in (0, 1):
        return ("hoje", "amanhã")[days]
    return f"{WEEKDAYS[due.weekday()].removesuffix('-feira')}, {short_day(due)}"


def discount_words(row: DeskRow) -> str:
    """``desconto de 0,23 se pagar hoje``."""
    return f"desconto de {format_amount(row.quote.discount)} se pagar hoje" if row.quote.discount else ""


def slip_words(row: DeskRow) -> str:
    """``Carnê 4812 · 6/10``."""
    return f"Carnê {row.contract_number} · {slip(row)}"
