"""What the ficha says of limit, score, alerts and the timeline. Imports no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crediario.documents.wording import points_words
from crediario.domain.br import format_amount, format_money
from crediario.domain.money import Money
from crediario.services.ficha import (
    CardCredit,
    CreditStatus,
    CustomerCard,
    RiskBand,
    ScoreLine,
    ScoreLineKind,
    WarningSign,
    WarningSignKind,
)
from crediario.ui.customers.card_words import SOON_DAYS
from crediario.ui.words import counted

AlertTone = Literal["late", "att", "ok", "text2"]
BANDS = {
    RiskBand.EXCELLENT: "Excelente",
    RiskBand.GOOD: "Bom",
    RiskBand.FAIR: "Regular",
    RiskBand.LOW: "Baixo",
}
BAND_TONES: dict[RiskBand, Literal["ok", "att", "late"]] = {
    RiskBand.EXCELLENT: "ok",
    RiskBand.GOOD: "ok",
    RiskBand.FAIR: "att",
    RiskBand.LOW: "late",
}


@dataclass(frozen=True, slots=True)
class Alert:
    """Something worth seeing before anything else: a title and what it is about."""

    title: str
    below: str
    tone: AlertTone
    icon: str


# -- the limit -----------------------------------------------------------------------------------------------


def free_words(credit: CardCredit) -> str:
    """What stands under the free amount: why nothing is free, or what it is for."""
    if credit.blocked:
        return f"bloqueado: {credit.blocked}"
    if credit.status is CreditStatus.REFUSED:
        return "crédito recusado na análise"
    if credit.over:
        return f"{format_money(credit.over)} acima do limite"
    if credit.status is CreditStatus.UNKNOWN and not credit.is_own:
        return "limite inicial, ainda sem análise"
    return "disponível para novas compras"


def limit_words(credit: CardCredit) -> str:
    """``de R$ 2.500,00``."""
    return f"de {format_money(credit.limit)}"


# -- the score -----------------------------------------------------------------------------------------------


def score_title(credit: CardCredit) -> str:
    """``Por que 742: parte de 500``."""
    return f"Por que {credit.score.total}: parte de 500"


def score_line(line: ScoreLine) -> str:
    """``43 de 47 parcelas pagas em dia``."""
    return _SCORE_LINES[line.kind](line.figures)


def score_points(line: ScoreLine) -> str:
    """``+150``, ``−52``."""
    return f"{'+' if line.points > 0 else '−'}{abs(line.points)}"


def _on_time(said: Sequence[int]) -> str:
    on_time, settled = said
    return f"{on_time} das últimas {counted(settled, 'parcela paga', 'parcelas pagas')} em dia"


def _house(said: Sequence[int]) -> str:
    years, purchases = said
    bought = counted(purchases, "compra", "compras")
    return f"{counted(years, 'ano', 'anos')} de casa, {bought}" if years else bought


def _late_now(said: Sequence[int]) -> str:
    return f"{counted(said[0], 'pagamento', 'pagamentos')} em atraso agora"


def _late_short(said: Sequence[int]) -> str:
    return f"{counted(said[0], 'parcela paga', 'parcelas pagas')} com até 15 dias"


def _late_long(said: Sequence[int]) -> str:
    return f"{counted(said[0], 'parcela', 'parcelas')} com mais de 15 dias"


_SCORE_LINES: dict[ScoreLineKind, Callable[[Sequence[int]], str]] = {
    ScoreLineKind.ON_TIME: _on_time,
    ScoreLineKind.HOUSE: _house,
    ScoreLineKind.LOW_USE: lambda _: "Usa menos da metade do limite",
    ScoreLineKind.LATE_NOW: _late_now,
    ScoreLineKind.LATE_SHORT: _late_short,
    ScoreLineKind.LATE_LONG: _late_long,
    ScoreLineKind.WORST_DELAY: lambda said: f"Maior atraso de {counted(said[0], 'dia', 'dias')}",
    ScoreLineKind.CLIPPED: lambda _: "O score vai de 0 a 1000",
}


# -- alerts --------------------------------------------------------------------------------------------------


def alerts(card: CustomerCard) -> tuple[Alert, ...]:
    """Everything worth seeing, the weightiest first."""
    return (*_of_credit(card), *_of_signs(card.credit.signs), *_of_dues(card), *_of_points(card))


def _of_credit(card: CustomerCard) -> list[Alert]:
    credit, found = card.credit, list[Alert]()
    if credit.blocked:
        found.append(Alert("Compras a prazo bloqueadas", credit.blocked, "late", "lock"))
    if credit.restriction:
        found.append(Alert("Restrição de crédito", credit.restriction, "late", "ban"))
    if credit.frozen and not credit.blocked:
        found.append(Alert("Limite parado", "não sobe enquanto houver atraso", "att", "lock"))
    return found


_SIGNS: dict[WarningSignKind, Callable[[Sequence[int]], tuple[str, str]]] = {
    WarningSignKind.PAYING_LATER: lambda said: (
        "Pagando mais tarde que de costume",
        f"{counted(said[0], 'dia', 'dias')} de atraso nas últimas; antes, {said[1]}",
    ),
    WarningSignKind.BOUGHT_MORE: lambda said: (
        "Comprou mais que de costume",
        f"{format_money(Money(said[0]))}; o comum é {format_money(Money(said[1]))}",
    ),
    WarningSignKind.PHONE_CHANGED: lambda said: (
        "Trocou de telefone",
        f"há {counted(said[0], 'dia', 'dias')}",
    ),
    WarningSignKind.SEVERAL_LATE: lambda said: (
        "Vários atrasos de uma vez",
        counted(said[0], "pagamento em atraso", "pagamentos em atraso"),
    ),
    WarningSignKind.FIRST_UNPAID: lambda said: (
        "Primeira parcela em aberto",
        f"em {counted(said[0], 'compra', 'compras')}, nada foi pago ainda",
    ),
    WarningSignKind.LATER_THAN_EVER: lambda said: (
        "Maior atraso até hoje",
        f"{counted(said[0], 'dia', 'dias')}; antes, no máximo {said[1]}",
    ),
}


def _of_signs(signs: Sequence[WarningSign]) -> list[Alert]:
    return [Alert(*_SIGNS[sign.kind](sign.figures), "att", "triangle-alert") for sign in signs]


def _of_dues(card: CustomerCard) -> list[Alert]:
    pieces = (row for row in card.open_rows if not row.is_down_payment)
    coming = next((row for row in pieces if row.due_date >= card.today), None)
    if coming is None or (coming.due_date - card.today).days > SOON_DAYS:
        return []
    return [Alert(f"Próxima parcela {_when(coming.due_date, card.today)}",
                  f"{format_money(coming.open)} em {coming.due_date:%d/%m}", "att", "calendar")]  # fmt: skip


def _when(due: date, today: date) -> str:
    left = (due - today).days
    return {0: "vence hoje", 1: "vence amanhã"}.get(left, f"vence em {left} dias")


def _of_points(card: CustomerCard) -> list[Alert]:
    if not card.points_balance:
        return []
    return [Alert(points_words(card.points_balance), "de quem paga em dia", "text2", "award")]


# -- the past, in a line -------------------------------------------------------------------------------------


def peak_words(card: CustomerCard) -> str:
    """``Maior acúmulo R$ 3.100,00 em 19 compras``."""
    if not card.purchases:
        return "Nenhuma compra a prazo ainda"
    bought = counted(len(card.purchases), "compra", "compras")
    return f"Maior acúmulo {format_money(card.highest_balance)} em {bought}"


def late_words(card: CustomerCard) -> str:
    """``208,58 em atraso``: face value, as the limit counts it."""
    return f"{format_amount(card.totals.late_face)} em atraso"


def not_due_words(card: CustomerCard) -> str:
    """``974,12 a vencer``."""
    return f"{format_amount(card.totals.not_due)} a vencer"


def heaviest(lines: Sequence[ScoreLine], room: int) -> tuple[ScoreLine, ...]:
    """The reasons that weigh most, as they stood: where not all have room, what pulls down is not hidden."""
    if len(lines) <= room:
        return tuple(lines)
    by_weight = sorted(range(len(lines)), key=lambda place: abs(lines[place].points), reverse=True)
    return tuple(lines[place] for place in sorted(by_weight[: room - 1]))


def other_lines(rest: Sequence[ScoreLine], *, has_any: bool) -> str:
    """``e mais 2 motivos: −74``; without any reason, why there is none."""
    if not has_any:
        return "Ainda sem parcelas pagas aqui: todos começam em 500."
    if not rest:
        return ""
    total = sum(line.points for line in rest)
    sign = "+" if total > 0 else "−" if total < 0 else ""
    return f"e mais {counted(len(rest), 'motivo', 'motivos')}: {sign}{abs(total)}"


def all_lines(lines: Sequence[ScoreLine], between: str = "\n") -> str:
    """Every reason, one a line unless ``between`` parts them otherwise."""
    return between.join(f"{score_points(line)}  {score_line(line)}" for line in lines)
