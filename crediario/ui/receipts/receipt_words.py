"""The words of receipts in a list, and of one receipt. Imports no Qt."""

from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Literal

from crediario.documents.wording import clock, receipt_number, short_day
from crediario.domain.br import format_date, format_money
from crediario.services.payments import PaidLine, PaymentView
from crediario.services.receipts import ReceiptEntry
from crediario.ui.words import METHOD_NAMES, counted, long_day

TITLE = "Recibos do dia"
THIS_TILL, ALL_TILLS = "Este caixa", "Todos os caixas"


@dataclass(frozen=True, slots=True)
class State:
    """How a receipt stands: words, the tone of a tag, its icon."""

    words: str
    tone: Literal["ok", "att", "plain"]
    icon: str


STANDING = State("Valendo", "ok", "circle-check")
REVERSED = State("Estornado", "att", "ban")
REVERSAL = State("Estorno", "plain", "undo-2")


def state(entry: ReceiptEntry) -> State:
    """Whether it stands, was undone, or undid another."""
    if entry.reverses is not None:
        return REVERSAL
    return STANDING if entry.reversed_by is None else REVERSED


def number_words(entry: ReceiptEntry) -> str:
    """The number of its paper; of a reversal the receipt's it undid, which is what people look for."""
    return receipt_number(entry.number if entry.reverses is None else entry.reverses)


def when_words(entry: ReceiptEntry, shown: date | None, zone: tzinfo | None) -> str:
    """``14:32``; with its day where the list is not of one day."""
    hour = clock(entry.created_at.astimezone(zone))
    return hour if entry.paid_on == shown else f"{short_day(entry.paid_on)} {hour}"


def methods_words(entry: ReceiptEntry) -> str:
    """``Dinheiro, Pix``."""
    return ", ".join(METHOD_NAMES[method] for method in entry.methods)


def list_title(day: date, today: date, number: int | None) -> str:
    """Which receipts are listed."""
    if number is not None:
        return f"Recibo {receipt_number(number)}"
    return "Recibos de hoje" if day == today else f"Recibos de {long_day(day).lower()}"


def found_words(rows: list[ReceiptEntry], *, more: bool) -> str:
    """``12 recibos, 1 estorno``; ``100 ou mais`` while rows are left that nobody scrolled to."""
    undone = sum(row.reverses is not None for row in rows)
    said = counted(len(rows) - undone, "recibo", "recibos")
    if undone:
        said += f", {counted(undone, 'estorno', 'estornos')}"
    said = f"{said}, e há mais" if more else said
    hidden = any(row.amount is None for row in rows)
    return f"{said} · o valor em dinheiro aparece depois da contagem da gaveta" if hidden else said


def nothing(day: date, today: date, number: int | None) -> tuple[str, str]:
    """Why the list is empty, and the way on."""
    if number is not None:
        about = "Confira no papel: o número está no alto do recibo. Esc volta à lista do dia."
        return f"Não há recibo {receipt_number(number)}", about
    if day == today:
        return "Nenhum recibo hoje, ainda", "O primeiro recebimento aparece aqui."
    if day > today:
        return "Esse dia ainda não chegou", "Digite outro dia, ou h para hoje."
    return f"Nenhum recibo em {format_date(day)}", "Digite outro dia, ou + e − para andar de um em um."


def view_title(view: PaymentView) -> str:
    """Which receipt, whose."""
    return f"Recibo {receipt_number(view.number)} · {view.customer_name}"


def view_about(view: PaymentView, zone: tzinfo | None) -> str:
    """When, where and by whom."""
    at = clock(view.created_at.astimezone(zone))
    return f"{format_date(view.paid_on)} às {at}, caixa {view.till_number:02d}, com {view.operator_name}"


def slip_words(line: PaidLine) -> str:
    """Which installment, or the down payment."""
    return f"{line.number}/{line.count}" if line.number is not None else "entrada"


def undone_words(view: PaymentView) -> str:
    """What a reversed receipt is worth; "" while it stands."""
    if view.reversed_by is None:
        return ""
    return f"Estornado pelo estorno {view.reversed_by}. O papel não vale mais, e não tem 2ª via."


def extra_sums(view: PaymentView) -> tuple[tuple[str, str], ...]:
    """Change, and what was kept, where there was any."""
    named = (("Troco", view.change + view.rounding), ("Guardado como crédito", view.credited))
    return tuple((name, format_money(amount)) for name, amount in named if amount)
