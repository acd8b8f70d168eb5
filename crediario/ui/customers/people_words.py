"""What is said of the people beside a customer."""

from datetime import datetime

from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.relations import HOUSEHOLD_MOST
from crediario.gateways.clock import Clock, at_shop
from crediario.services.relations import (
    BuyerRow,
    GuaranteeRow,
    Household,
    HouseholdMember,
    PeopleDesk,
    Relation,
    SharedWith,
)
from crediario.ui.dialogs import Question
from crediario.ui.words import counted

RELATIONS = {
    Relation.SPOUSE: "Cônjuge",
    Relation.CHILD: "Filho ou filha",
    Relation.PARENT: "Pai ou mãe",
    Relation.EMPLOYEE: "Trabalha com o cliente",
    Relation.OTHER: "Outra relação",
}
_SHARED = {
    SharedWith.ADDRESS: "mesmo endereço",
    SharedWith.PHONE: "mesmo telefone",
    SharedWith.BOTH: "mesmo endereço e telefone",
}
NO_DOCUMENT = "sem CPF"
MUTUAL = "um responde pelo outro"


def guarantors_title(desk: PeopleDesk) -> str:
    """The line above those who answer for the customer."""
    live = sum(each.ended_at is None for each in desk.guarantors)
    return f"Avalistas · {counted(live, 'pessoa responde', 'pessoas respondem') if live else 'ninguém'}"


def answers_for_title(desk: PeopleDesk) -> str:
    """The line above those for whom the customer answers, with what that comes to."""
    live = sum(each.ended_at is None for each in desk.answers_for)
    if not live:
        return "É avalista de · ninguém"
    sums = f"responde por {format_money(desk.answers_for_open)} em aberto"
    late = f", {format_money(desk.answers_for_overdue)} em atraso" if desk.answers_for_overdue else ""
    return f"É avalista de · {sums}{late}"


def buyers_title(desk: PeopleDesk) -> str:
    """The line above those who may buy on the account."""
    live = sum(each.ended_at is None for each in desk.buyers)
    return f"Compradores autorizados · {counted(live, 'pessoa', 'pessoas') if live else 'ninguém'}"


def household_title(household: Household) -> str:
    """The line above the household: what all of them have open together, or why nobody can tell."""
    crowded = crowded_words(household)
    if not household.members:
        return f"Família · {crowded or 'ninguém com o mesmo endereço ou telefone'}"
    late = f", {format_money(household.overdue)} em atraso" if household.overdue else ""
    sums = f"{format_money(household.open)} em aberto com o cliente{late}"
    return f"Família · {sums}{f' · {crowded}' if crowded else ''}"


def crowded_words(household: Household) -> str:
    """Where too many share an address or a telephone."""
    shared = {"endereço": household.address_crowded, "telefone": household.phone_crowded}
    names = " e ".join(name for name, crowded in shared.items() if crowded)
    return f"{names} de mais de {HOUSEHOLD_MOST} pessoas: não somado" if names else ""


def guarantee_below(row: GuaranteeRow, clock: Clock) -> str:
    """Whether it goes both ways, CPF, since when or until when."""
    span = span_words(row.since, row.ended_at, clock)
    said = [row.other.document_masked or NO_DOCUMENT, span]
    return " · ".join([MUTUAL, *said] if row.mutual and row.ended_at is None else said)


def buyer_below(row: BuyerRow, clock: Clock) -> str:
    """Relation, CPF, since when, until when."""
    span = span_words(row.since, row.ended_at, clock)
    said = (RELATIONS[row.relation], row.document_masked or NO_DOCUMENT, span)
    return " · ".join(said)


def member_below(member: HouseholdMember) -> str:
    """What is shared, and the CPF."""
    return f"{_SHARED[member.shared]} · {member.person.document_masked or NO_DOCUMENT}"


def span_words(since: datetime, ended_at: datetime | None, clock: Clock) -> str:
    """``desde 09/06/2026``, or ``até 12/06/2026`` when it ended."""
    if ended_at is not None:
        return f"até {format_date(at_shop(clock, ended_at).date())}"
    return f"desde {format_date(at_shop(clock, since).date())}"


def limit_words(row: BuyerRow) -> str:
    """What of the sub-limit is used: ``120,00 de 300,00``."""
    used = format_amount(row.used)
    return f"{used} de {format_amount(row.limit)}" if row.limit is not None else f"{used} usado"


def end_guarantor_question(row: GuaranteeRow, customer: str) -> Question:
    """Asked once before a guarantee ends."""
    return Question(
        f"Encerrar o aval de {row.other.name}?",
        f"Deixa de responder pelas compras de {customer}. O registro continua na ficha.",
        yes="Encerrar",
    )


def end_buyer_question(row: BuyerRow) -> Question:
    """Asked once before an authorisation ends."""
    return Question(
        f"Encerrar a autorização de {row.name}?",
        "Não compra mais nesta conta. O que já levou continua no carnê e na ficha.",
        yes="Encerrar",
    )


def added_words(name: str, *, mutual: bool) -> str:
    """The notice after a guarantor was added."""
    return f"{name} agora é avalista.{' Um responde pelo outro.' if mutual else ''}"
