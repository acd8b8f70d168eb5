"""What A vencer says of its windows, its customers, and who is worth a reminder. Imports no Qt."""

from collections.abc import Sequence
from datetime import date

from crediario.documents.wording import short_day, weekday
from crediario.domain.br import format_date, format_money
from crediario.domain.money import Money
from crediario.services.coming_due import ComingDue, DueRow, DueWindow
from crediario.services.overdue import OverdueProfile
from crediario.ui.overdue.overdue_words import Advice, Talk, customers
from crediario.ui.words import counted, pieces_words

FORGETS = "costuma esquecer"
WINDOWS = {
    DueWindow.TODAY: "Hoje",
    DueWindow.THIS_WEEK: "Esta semana",
    DueWindow.THIS_MONTH: "Este mês",
    DueWindow.NEXT_MONTH: "Próximo mês",
}
_NOTHING = {
    DueWindow.TODAY: "hoje",
    DueWindow.THIS_WEEK: "até domingo",
    DueWindow.THIS_MONTH: "até o fim do mês",
    DueWindow.NEXT_MONTH: "no mês que vem",
}
#: Fewer settled installments say little about a customer.
KNOWN_FROM = 3


def span_words(found: ComingDue) -> str:
    """``até domingo, 14/06``: which days the window holds."""
    if found.window is DueWindow.TODAY:
        return f"hoje {format_date(found.last)}"
    if found.window is DueWindow.NEXT_MONTH:
        return f"de {short_day(found.first)} a {format_date(found.last)}"
    return f"até {weekday(found.last)} {format_date(found.last)}"


def found_words(found: ComingDue) -> str:
    """``31 clientes, até dom 14/06/2026``."""
    return f"{customers(found.total.customers).capitalize()}, {span_words(found)}"


def filter_words(found: ComingDue, *, marked: bool) -> str:
    """Which days a list is of, for its head on paper."""
    said = f"Vencimento {span_words(found)}"
    return f"Só os marcados · {said}" if marked else said


def line_words(found: ComingDue) -> str:
    """``31 clientes · 45 parcelas``, ``31 clientes · 1 entrada e 45 parcelas``."""
    total = found.total
    return f"{customers(total.customers)} · {pieces_words(total.installments, total.down_payments)}"


def when_words(day: date, today: date) -> str:
    """``hoje``, ``amanhã``, ``sex 12/06``; a due date on a day off that is paid today without delay, too."""
    if day == today:
        return "hoje"
    return "amanhã" if (day - today).days == 1 else f"{weekday(day)} {short_day(day)}"


def nobody_words(window: DueWindow) -> tuple[str, str]:
    """Nothing falls due, and what to do."""
    return f"Nada a vencer {_NOTHING[window]}", "Use as setas para ver outros dias."


def marked_words(rows: Sequence[DueRow]) -> tuple[str, str]:
    """``3 marcados`` and ``R$ 602,80``."""
    return counted(len(rows), "marcado", "marcados"), format_money(Money.total(row.open for row in rows))


def talk(row: DueRow, profile: OverdueProfile) -> Talk:
    """Whether a reminder is worth the call, and what falls due."""
    many = pieces_words(row.count - row.down_payments, row.down_payments)
    return Talk(_advice(row, profile), (), f"{many} a vencer", row.open)


def _advice(row: DueRow, profile: OverdueProfile) -> Advice:
    if profile.late:
        overdue = format_money(profile.overdue)
        return Advice(
            f"Também tem {overdue} em atraso.", "Veja em Pendências antes de lembrar.", "late", "clock"
        )
    if row.likely_to_forget:
        return Advice("Costuma esquecer.", "Um lembrete na véspera costuma bastar.", "att", "clock")
    if row.settled < KNOWN_FROM:
        return Advice("Ainda pagou poucas parcelas.", "Um lembrete cordial ajuda no começo.", "att", "clock")
    return Advice("Costuma pagar em dia.", "Não precisa de lembrete.", "ok", "thumbs-up")
