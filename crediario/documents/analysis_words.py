"""What an analysis says in plain words: the items, the answers, the reasons, how the limit came about.

On the screen it is told about the customer; on the paper, to the customer.
"""

from collections.abc import Callable

from crediario.documents.wording import figures, short_percent
from crediario.domain.br import format_date, format_money
from crediario.domain.credit.decided import BureauReport
from crediario.domain.credit.points_table import BureauResult, Item
from crediario.domain.credit.scorecard import (
    LimitStep,
    LimitStepKind,
    PointsLine,
    Proposal,
    Reason,
    ReasonKind,
)
from crediario.domain.customer_details import Housing, IncomeProof
from crediario.domain.money import Money, Rate

ITEMS = {
    Item.AGE: "Idade",
    Item.YEARS_AT_ADDRESS: "Tempo de moradia",
    Item.HOUSING: "Moradia",
    Item.YEARS_IN_JOB: "Tempo de trabalho",
    Item.PROOF_OF_INCOME: "Comprovante de renda",
    Item.PHONES: "Telefones para contato",
    Item.REFERENCES: "Referências",
    Item.BUREAU: "Consulta de crédito",
}
HOUSING = {
    Housing.OWN: "casa própria",
    Housing.FINANCED: "casa financiada",
    Housing.RENTED: "casa alugada",
    Housing.FAMILY: "casa da família",
    Housing.LENT: "casa cedida",
}
PROOFS = {
    IncomeProof.PAYSLIP: "holerite",
    IncomeProof.BENEFIT: "benefício",
    IncomeProof.TAX_RETURN: "imposto de renda",
    IncomeProof.BANK_STATEMENT: "extrato bancário",
    IncomeProof.DECLARED: "só declarada",
    IncomeProof.NONE: "sem comprovante",
}
BUREAU = {
    BureauResult.CLEAN: "nada consta",
    BureauResult.NOT_CONSULTED: "sem consulta",
    BureauResult.RESTRICTED: "com restrição",
}
PROPOSALS = {
    Proposal.APPROVE: "Aprovar",
    Proposal.APPROVE_WITH_LESS: "Aprovar com menos",
    Proposal.REFUSE: "Recusar",
}
DECIDED = {
    Proposal.APPROVE: "Crédito aprovado",
    Proposal.APPROVE_WITH_LESS: "Crédito aprovado com limite menor",
    Proposal.REFUSE: "Crédito não aprovado",
}
UNANSWERED = "não informado"
_CHOICES: dict[Item, dict[str, str]] = {
    Item.HOUSING: {key.value: said for key, said in HOUSING.items()},
    Item.PROOF_OF_INCOME: {key.value: said for key, said in PROOFS.items()},
    Item.BUREAU: {key.value: said for key, said in BUREAU.items()},
}
_COUNTED = {Item.PHONES, Item.REFERENCES}


def choice_words(item: Item, choice: str) -> str:
    """An answer of an item answered by a word, ``casa alugada``."""
    return _CHOICES[item][choice]


def answer_words(line: PointsLine) -> str:
    """What was answered, ``casa própria``, ``3 anos``, ``2``."""
    if line.answer is None:
        return UNANSWERED
    if line.item in _CHOICES:
        return choice_words(line.item, str(line.answer))
    if line.item in _COUNTED:
        return figures(int(line.answer))
    years = int(line.answer)
    return "menos de 1 ano" if not years else f"{years} {'ano' if years == 1 else 'anos'}"


def _share(rate: Rate | None) -> str:
    return short_percent(Rate.percent(rate.percent_text(0))) if rate is not None else "–"


def _under_age(reason: Reason) -> str:
    return f"A pessoa tem {reason.number} anos; a lei pede {reason.number_allowed} para comprar a prazo."


def _no_room(reason: Reason) -> str:
    return (
        f"As parcelas que já existem tomam {_share(reason.share)} da renda de um mês; a loja vai até"
        f" {_share(reason.share_allowed)}."
    )


_REASONS: dict[ReasonKind, Callable[[Reason], str]] = {
    ReasonKind.UNDER_AGE: _under_age,
    ReasonKind.NO_ROOM_IN_INCOME: _no_room,
    ReasonKind.POINTS_BELOW: lambda at: (
        f"A análise somou {at.number} pontos; abaixo de {at.number_allowed} a proposta é não aprovar."
    ),
    ReasonKind.POINTS_BETWEEN: lambda at: (
        f"A análise somou {at.number} pontos; com {at.number_allowed} a proposta seria o limite inteiro."
    ),
    ReasonKind.POINTS_ENOUGH: lambda at: (
        f"A análise somou {at.number} pontos; a partir de {at.number_allowed} a proposta é aprovar."
    ),
    ReasonKind.BUREAU_RESTRICTED: lambda _: "A consulta de crédito mostrou restrição.",
    ReasonKind.INCOME_UNKNOWN: lambda _: "A renda não foi informada; vale o limite inicial da loja.",
    ReasonKind.LOST_POINTS: lambda at: (
        f"{ITEMS[at.item] if at.item else ''}: fez {(at.number_allowed or 0) - (at.number or 0)}"
        f" de {at.number_allowed} pontos."
    ),
}


def reason_words(reason: Reason) -> str:
    """One reason as a sentence."""
    return _REASONS[reason.kind](reason)


_STEPS = {
    LimitStepKind.FROM_INCOME: "Pela renda e pelo score",
    LimitStepKind.DEFAULT: "Limite inicial, pelo score",
    LimitStepKind.ROOM_IN_INCOME: "O que a renda ainda comporta",
    LimitStepKind.LESS: "Aprovado com menos",
    LimitStepKind.REFUSED: "Não aprovado",
}


def step_words(step: LimitStep) -> str:
    """What a step of the suggested limit is called."""
    return _STEPS[step.kind]


def bureau_words(report: BureauReport) -> str:
    """The bureau's answer in one sentence; ``""`` when nobody was asked."""
    if report.result is BureauResult.NOT_CONSULTED or report.consulted_on is None:
        return ""
    day = format_date(report.consulted_on)
    score = f", pontuação {report.score}" if report.score is not None else ""
    if report.result is BureauResult.CLEAN:
        return f"Consulta de {day}: nada consta{score}."
    found = "1 restrição" if report.count == 1 else f"{figures(report.count)} restrições"
    total = f", {format_money(report.amount)}" if report.amount else ""
    return f"Consulta de {day}: {found}{total}{score}."


def decided_words(kind: Proposal, limit: Money) -> str:
    """``Crédito aprovado, limite de R$ 900,00``."""
    said = DECIDED[kind]
    return said if kind is Proposal.REFUSE else f"{said}: {format_money(limit)}"
