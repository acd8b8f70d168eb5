"""What Negociação says beside the board: ceilings, sums, dates, what is open, what was agreed. No Qt here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crediario.documents.wording import late_charges, short_percent
from crediario.documents.wording import weekday as short_weekday
from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import Offer, OfferKind, release_needed
from crediario.domain.permissions import Role
from crediario.domain.settings import ShopSettings
from crediario.services.negotiation import AgreementLine, AgreementView, NegotiableRow, NegotiationDesk
from crediario.ui.messages import words
from crediario.ui.negotiation import negotiation_draft as thinking
from crediario.ui.negotiation.offer_words import are_equal_parts
from crediario.ui.words import WEEKDAYS, counted, joined, since_words

TITLES = {
    OfferKind.CASH: "À vista com desconto",
    OfferKind.INSTALLMENTS: "Parcelado sem juros",
    OfferKind.EXTENSION: "Prorrogação sem juros",
}
PAID_NOW = {
    OfferKind.CASH: "Paga agora",
    OfferKind.INSTALLMENTS: "Entrada agora",
    OfferKind.EXTENSION: "Multa agora",
}


def refusal_words(refusal: Refusal) -> str:
    """Why an offer does not close, in one line."""
    return words(refusal).title


# -- the discount --------------------------------------------------------------------------------------------


def ceiling_words(settings: ShopSettings) -> tuple[str, str, str]:
    """``Caixa até 3%`` and the two others."""
    return (
        f"Caixa até {short_percent(settings.discount_by_cashier)}",
        f"Gerência até {short_percent(settings.discount_by_manager)}",
        f"Responsável até {short_percent(settings.discount_by_owner)}",
    )


def release_words(offer: Offer, desk: NegotiationDesk) -> tuple[str, str]:
    """What has to be released, and whose number is asked."""
    from_manager = thinking.approver_of(offer, desk) is Role.MANAGER
    who, whose = (
        ("a gerência", "Número da gerência")
        if from_manager
        else ("quem é responsável", "Número de responsável")
    )
    said = f"Desconto de {short_percent(offer.discount_rate)}: só {who} libera, aqui mesmo."
    return said, whose


def needs_release(discount: Rate, desk: NegotiationDesk) -> bool:
    """Whether the operator may not give this discount alone."""
    return release_needed(discount, desk.operator_role, desk.settings) is not None


# -- the sums ------------------------------------------------------------------------------------------------


def sum_lines(offer: Offer) -> tuple[tuple[str, str], ...]:
    """From what is open today to the total, only what there is."""
    lines = (
        ("Multa dispensada", -offer.waived_fine),
        ("Juros dispensados", -offer.waived_interest),
        (f"Desconto de {short_percent(offer.discount_rate)}", -offer.discount),
    )
    real = tuple((name, format_money(amount)) for name, amount in lines if amount)
    return (("Em aberto hoje", format_money(offer.due_today)), *real)


@dataclass(frozen=True, slots=True)
class DateLine:
    """``1ª``, ``10/07/2026``, ``sex``, ``171,45``."""

    number: str
    due: str
    weekday: str
    amount: str


def date_lines(offer: Offer) -> tuple[DateLine, ...]:
    """Each new installment."""
    return tuple(
        DateLine(
            f"{line.number}ª",
            format_date(line.due_date),
            short_weekday(line.due_date),
            format_amount(line.amount),
        )
        for line in offer.installments
    )


def late_words(settings: ShopSettings) -> str:
    """What a late installment of the agreement costs: the same as any other."""
    said = late_charges(settings.late_fine, settings.late_interest)
    return f"Parcela do acordo paga com atraso: {said}." if said else "Parcela em atraso não tem encargos."


def weekday(day: date) -> str:
    """``sexta-feira``."""
    return WEEKDAYS[day.weekday()]


# -- the customer and what is open ---------------------------------------------------------------------------


def contact_words(desk: NegotiationDesk) -> str:
    """``***.456.789-** · (34) 9 9745-1088``."""
    said = [desk.document_masked or "sem CPF"]
    if desk.phones:
        said.append(desk.phones[0].formatted)
    return " · ".join(said)


def years_words(desk: NegotiationDesk) -> str:
    """``há 5 anos``."""
    return since_words(desk.since, desk.today)


def worst_delay(desk: NegotiationDesk) -> int:
    """Days late of the oldest late installment; zero when nothing is late."""
    return max((row.quote.days_late for row in desk.rows), default=0)


def delay_words(days: int) -> str:
    """``150 dias``."""
    return counted(days, "dia", "dias")


def running_agreement(desk: NegotiationDesk) -> AgreementLine | None:
    """The newest agreement with something still open."""
    return next((line for line in desk.agreements if line.open), None)


def agreement_words(line: AgreementLine) -> str:
    """What is said first of an agreement still running."""
    said = f"Acordo nº {line.number}, de {format_date(line.signed_on)}"
    if line.late:
        return (
            f"{said}: há parcela em atraso, de {format_date(line.next_due)}." if line.next_due else f"{said}."
        )
    return f"{said}: em dia, com {format_money(line.open)} em aberto."


def situation(row: NegotiableRow, today: date) -> str:
    """``150``, ``no prazo``, ``hoje``, ``amanhã``, ``a vencer``."""
    if row.is_late:
        return str(row.quote.days_late)
    left = (row.due_date - today).days
    if left < 0:
        return "no prazo"
    return {0: "hoje", 1: "amanhã"}.get(left, "a vencer")


def slip_words(row: NegotiableRow) -> str:
    """``4/12``."""
    return f"{row.number}/{row.count}"


def down_payment_words(desk: NegotiationDesk) -> str:
    """What is owed of down payments stays out of the agreement; nothing where none is."""
    downs = desk.down_payments
    if not downs:
        return ""
    which = joined([f"{format_money(each.open)} do carnê {each.contract_number}" for each in downs])
    if len(downs) == 1:
        return f"A entrada de {which} não entra no acordo: receba em Receber (F4), inteira."
    return f"As entradas de {which} não entram no acordo: receba em Receber (F4), inteiras."


def contracts_words(rows: tuple[NegotiableRow, ...]) -> str:
    """``carnê 4377``, ``2 carnês``."""
    numbers = sorted({row.contract_number for row in rows})
    return f"carnê {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} carnês"


def marked_lines(draft: thinking.Draft, desk: NegotiationDesk) -> tuple[tuple[str, str], ...]:
    """The footer: what is ticked, its charges, and the law's discount on what is not yet due."""
    marked = thinking.quotes(draft, desk)
    if not marked:
        return ()
    rules = desk.settings.charge_rules
    fine, interest = (Money.total(getattr(each, name) for each in marked) for name in ("fine", "interest"))
    early = Money.total(each.discount for each in marked)
    lines = (
        (counted(len(marked), "parcela", "parcelas"), Money.total(each.open for each in marked), True),
        (f"Multa de {short_percent(rules.fine)}", fine, bool(fine)),
        (f"Juros de {short_percent(rules.interest)} ao mês", interest, bool(interest)),
        ("Desconto por antecipação", -early, bool(early)),
    )
    return tuple((name, format_amount(amount)) for name, amount, real in lines if real)


def due_today(draft: thinking.Draft, desk: NegotiationDesk) -> Money:
    """What settles everything ticked today, without an agreement."""
    return Money.total(each.total for each in thinking.quotes(draft, desk))


def obstacle_words(lacking: thinking.Obstacle) -> str:
    """What lacks, in one line."""
    return refusal_words(lacking.refusal) if lacking.refusal is not None else lacking.words


# -- the agreement made --------------------------------------------------------------------------------------


def done_words(name: str, view: AgreementView) -> str:
    """``José Roberto da Silva · Parcelado sem juros · 4× de R$ 171,45``."""
    said = [name, TITLES[view.kind]]
    if view.kind is not OfferKind.CASH:
        said.append(_paid_later([line.amount for line in view.lines]))
    return " · ".join(said)


def _paid_later(amounts: Sequence[Money]) -> str:
    if are_equal_parts(amounts):
        return f"{len(amounts)}× de {format_money(min(amounts))}"
    return f"{len(amounts)} parcelas de {format_money(min(amounts))} a {format_money(max(amounts))}"


def closed_lines(view: AgreementView) -> tuple[tuple[str, str], ...]:
    """From what was closed to the total: value, charges, what was given up."""
    lines = (
        (counted(len(view.closed), "parcela encerrada", "parcelas encerradas"), view.open),
        ("Multa", view.fine),
        ("Juros", view.interest),
        ("Desconto por antecipação", -view.early_discount),
        ("Multa dispensada", -view.waived_fine),
        ("Juros dispensados", -view.waived_interest),
        ("Desconto do acordo", -view.discount),
    )
    return tuple((name, format_money(amount)) for name, amount in lines if amount)


def old_slips(view: AgreementView) -> str:
    """``4 a 8 do carnê 4377``: what the customer hands back; the rest of that carnê stays as it is."""
    numbers: dict[int, list[int]] = {}
    for line in view.closed:
        numbers.setdefault(line.contract_number, []).append(line.number)
    return "; ".join(f"{_runs(sorted(each))} do carnê {carne}" for carne, each in numbers.items())


def _runs(numbers: Sequence[int]) -> str:
    """``4 a 8``, ``1, 3 e 4``."""
    first, last = numbers[0], numbers[-1]
    if len(numbers) > 2 and last - first == len(numbers) - 1:
        return f"{first} a {last}"
    return joined([str(number) for number in numbers])
