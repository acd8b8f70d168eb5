"""What Pendências says of bands, customers, their past and how to begin the talk. Imports no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.money import Money
from crediario.domain.punctuality import SHORT_DELAY_DAYS
from crediario.services.overdue import (
    Aging,
    Approach,
    Band,
    LateInstallment,
    OverdueFilter,
    OverdueOrder,
    OverdueProfile,
    OverdueRow,
    Pace,
    Paced,
    PhonePurpose,
)
from crediario.ui.words import counted, pieces_words, since_words

DASH = "—"
Tone = Literal["late", "att", "ok"]
Mark = Literal["on_time", "few_days", "long"]

#: On the chips, in a sentence, and on paper.
BANDS = {
    Band.UP_TO_15: "1 a 15 dias",
    Band.UP_TO_30: "16 a 30",
    Band.UP_TO_60: "31 a 60",
    Band.UP_TO_90: "61 a 90",
    Band.OVER_90: "Mais de 90",
}
_SPANS = {
    Band.UP_TO_15: "de 1 a 15 dias",
    Band.UP_TO_30: "de 16 a 30 dias",
    Band.UP_TO_60: "de 31 a 60 dias",
    Band.UP_TO_90: "de 61 a 90 dias",
    Band.OVER_90: "de mais de 90 dias",
}
_ORDERS = {
    (OverdueOrder.DAYS, True): "mais dias primeiro",
    (OverdueOrder.DAYS, False): "menos dias primeiro",
    (OverdueOrder.AMOUNT, True): "maior valor primeiro",
    (OverdueOrder.AMOUNT, False): "menor valor primeiro",
    (OverdueOrder.NAME, False): "nomes de A a Z",
    (OverdueOrder.NAME, True): "nomes de Z a A",
}
_MARKS: dict[Pace, Mark] = {
    Pace.ON_TIME: "on_time", Pace.UP_TO_15: "few_days", Pace.OVER_15: "long",
}  # fmt: skip
_PURPOSES = {PhonePurpose.WORK: "trabalho"}


@dataclass(frozen=True, slots=True)
class Advice:
    """How to begin the talk: what stands out, what to do, and its colour and sign."""

    title: str
    text: str
    tone: Tone
    icon: str


@dataclass(frozen=True, slots=True)
class Talk:
    """What the panel suggests and asks for.

    Attributes:
        lines: what the total is made of, and how much each.
        total_name: what the total is of.
    """

    advice: Advice | None
    lines: tuple[tuple[str, str], ...]
    total_name: str
    total: Money


ADVICE = {
    Approach.BROKEN_AGREEMENT: Advice(
        "O acordo está em atraso.",
        "Comece pelo que foi combinado: pergunte o que mudou antes de propor outro.",
        "late", "handshake",
    ),
    Approach.LONG_LATE: Advice(
        "Mais de 60 dias em aberto.",
        "Ouça primeiro e ofereça uma saída: uma entrada e o resto em parcelas que cabem no mês.",
        "late", "clock",
    ),
    Approach.NOTHING_PAID_YET: Advice(
        "Ainda não pagou nenhuma parcela.",
        "Confirme se está com o carnê e se sabe onde e como pagar.",
        "att", "circle-alert",
    ),
    Approach.GOOD_PAYER_SLIPPED: Advice(
        "Paga em dia, atraso fora do costume.",
        "Pergunte se está tudo bem antes de falar em valor. Não ofereça desconto agora.",
        "ok", "thumbs-up",
    ),
    Approach.FIRST_TIME: Advice(
        "Sem histórico de atraso longo.",
        "Um lembrete cordial costuma bastar: diga a parcela e o valor de hoje.",
        "ok", "thumbs-up",
    ),
    Approach.USUALLY_LATE: Advice(
        "Costuma pagar depois do vencimento.",
        "Combine um dia certo e lembre na véspera.",
        "att", "circle-alert",
    ),
    Approach.NOW_AND_THEN: Advice(
        "Atrasa às vezes, e sempre paga.",
        "Lembre o valor de hoje e pergunte qual é o melhor dia.",
        "att", "circle-alert",
    ),
}  # fmt: skip


def customers(count: int) -> str:
    """``31 clientes``."""
    return counted(count, "cliente", "clientes")


def share_words(aging: Aging, today: date) -> str:
    """``134 clientes · 11,7% da carteira``; of another day, it says which."""
    if aging.rolled_on is not None and aging.rolled_on != today:
        return f"{customers(aging.customers)}, em {format_date(aging.rolled_on)}"
    whole, tenth = divmod(aging.per_mille, 10)
    return f"{customers(aging.customers)} · {whole},{tenth}% da carteira"


def found_words(wanted: OverdueFilter, count: int, *, more: bool) -> str:
    """``31 clientes, de 16 a 30 dias``; of what was not fetched to the end, only that there is more."""
    said = f"mais de {customers(count)}" if more else customers(count)
    named = f"{said[:1].upper()}{said[1:]}"
    return f"{named}, {_SPANS[wanted.band]}" if wanted.band else f"{named} em atraso"


def filter_words(wanted: OverdueFilter, *, marked: bool = False) -> str:
    """How a list was filtered and sorted, for its head on paper."""
    said = ["Só os marcados"] if marked else []
    said.append(_SPANS[wanted.band].capitalize() if wanted.band else "Todas as faixas")
    if wanted.text:
        said.append(f"com “{wanted.text}”")
    if wanted.min_amount:
        said.append(f"a partir de {format_money(wanted.min_amount)}")
    said.append(_ORDERS[wanted.order, wanted.descending])
    return " · ".join(said)


def nobody_words(wanted: OverdueFilter) -> tuple[str, str]:
    """Why the list is empty although somebody is late, and what to do."""
    if wanted.text or wanted.min_amount:
        about = f"com “{wanted.text}”" if wanted.text else f"a partir de {format_money(wanted.min_amount)}"
        where = f" {_SPANS[wanted.band]}" if wanted.band else ""
        return f"Ninguém {about}{where}", "Tente o final do telefone, outro valor ou outra faixa."
    span = _SPANS[wanted.band] if wanted.band else ""
    return f"Nenhum atraso {span}", "As outras faixas continuam acima. Use as setas para mudar."


def kept_words(on_time: int, settled: int) -> str:
    """``43 de 47``; a dash where nothing was settled yet."""
    return f"{on_time} de {settled}" if settled else DASH


def last_paid_words(row: OverdueRow) -> str:
    """``12/05/2026``; a dash where nothing was ever paid."""
    return format_date(row.last_paid_on) if row.last_paid_on else DASH


def marked_words(rows: Sequence[OverdueRow]) -> tuple[str, str]:
    """``3 marcados`` and ``R$ 602,80``."""
    total = Money.total(row.overdue for row in rows)
    return counted(len(rows), "marcado", "marcados"), format_money(total)


def since(profile: OverdueProfile, today: date) -> str:
    """``Cliente há 7 anos · 19 compras``."""
    long = since_words(profile.since, today)
    said = f"Cliente {long}" if long.startswith("há") else f"{long[:1].upper()}{long[1:]}"
    return f"{said} · {counted(profile.purchases, 'compra', 'compras')}"


def bought_words(profile: OverdueProfile) -> str:
    """``R$ 11.874``: whole reais say enough."""
    return format_money(profile.bought).partition(",")[0]


def delay_words(profile: OverdueProfile) -> str:
    """``2 dias``."""
    return counted(profile.punctuality.average_days_late, "dia", "dias")


def strip_words(profile: OverdueProfile) -> str:
    """``Últimas 22 parcelas``."""
    count = len(profile.punctuality.strip)
    return f"Últimas {count} parcelas" if count > 1 else "Última parcela"


def mark(paced: Paced) -> Mark:
    """The bar of an installment: one still open is as late as it is today."""
    if paced.pace is Pace.OPEN_LATE:
        return "few_days" if paced.days_late <= SHORT_DELAY_DAYS else "long"
    return _MARKS[paced.pace]


def before_words(profile: OverdueProfile) -> str:
    """Has it happened before: ``3 vezes, até 03/2025``."""
    before = profile.long_delays
    if not before.count or before.last_due is None:
        return "nunca"
    last = f"{before.last_due.month:02d}/{before.last_due.year}"
    return f"1 vez, em {last}" if before.count == 1 else f"{before.count} vezes, até {last}"


def talk(profile: OverdueProfile) -> Talk:
    """How to begin, and what settles today what is late."""
    advice = ADVICE[profile.approach] if profile.approach else None
    return Talk(advice, slip_lines(profile), total_words(profile), profile.total_today)


def slip_lines(profile: OverdueProfile) -> tuple[tuple[str, str], ...]:
    """A line a carnê: ``Carnê 4812: 5/10 e 6/10`` and ``214,52``, with today's charges."""
    by_carne: dict[int, list[LateInstallment]] = {}
    for late in profile.late:
        by_carne.setdefault(late.contract_number, []).append(late)
    return tuple(
        (f"Carnê {contract}: {_slips(late)}", format_amount(Money.total(each.today for each in late)))
        for contract, late in by_carne.items()
    )


def _slips(late: Sequence[LateInstallment]) -> str:
    """``entrada, 5/10 e 6/10``: a carnê has one down payment at most, and it is the oldest."""
    pieces = [each for each in late if not each.is_down_payment]
    said = ["entrada"] if len(pieces) < len(late) else []
    return ", ".join([*said, _pieces(pieces)] if pieces else said)


def _pieces(late: Sequence[LateInstallment]) -> str:
    first, last = late[0], late[-1]
    if len(late) == 1:
        return f"{first.number}/{first.count}"
    joint = "e" if len(late) == 2 else "a"
    many = "" if len(late) == 2 else f", {len(late)} parcelas"
    return f"{first.number}/{first.count} {joint} {last.number}/{last.count}{many}"


def more_words(count: int) -> str:
    """``e mais 3 carnês``."""
    return f"e mais {counted(count, 'carnê', 'carnês')}"


def total_words(profile: OverdueProfile) -> str:
    """``2 parcelas + encargos``; where none are due, that they are late."""
    many = late_words(profile.late)
    return f"{many} + encargos" if profile.total_today != profile.overdue else f"{many} em atraso"


def late_words(late: Sequence[LateInstallment]) -> str:
    """``2 parcelas``, ``1 entrada e 2 parcelas``."""
    downs = sum(each.is_down_payment for each in late)
    return pieces_words(len(late) - downs, downs)


def phone_words(profile: OverdueProfile) -> str:
    """``(34) 9 9812-4471``, and whose it is where it is not the customer's own."""
    if not profile.phones:
        return "sem telefone"
    first = profile.phones[0]
    purpose = _PURPOSES.get(first.purpose, "")
    return f"{first.formatted} ({purpose})" if purpose else first.formatted
