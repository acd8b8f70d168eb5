"""What the ficha's page of credit says: the account, each change of it, each analysis. Imports no Qt."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from crediario.documents import analysis_words
from crediario.domain.br import format_date, format_money
from crediario.domain.credit.scorecard import Proposal
from crediario.domain.money import Money
from crediario.services.analysis import AnalysisRow
from crediario.services.credit import Account, LimitLine
from crediario.services.ficha import CreditStatus
from crediario.ui.words import counted

Tone = Literal["text", "text2", "ok", "att", "late"]
DEFAULT = "o inicial"
KINDS: dict[str, str] = {
    "analysis": "Análise",
    "set": "Limite alterado",
    "raised": "Limite subiu",
    "taken_back": "Aumento desfeito",
    "blocked": "Crédito bloqueado",
    "unblocked": "Bloqueio retirado",
    "restricted": "Restrição anotada",
    "restriction_lifted": "Restrição retirada",
    "merged": "Cadastros unificados",
}
STATUSES = {
    CreditStatus.UNKNOWN: "ainda sem análise",
    CreditStatus.APPROVED: "aprovado na análise",
    CreditStatus.REFUSED: "não aprovado na análise",
}
_TONES: dict[str, Tone] = {
    "raised": "ok", "unblocked": "ok", "restriction_lifted": "ok",
    "taken_back": "att", "restricted": "att", "blocked": "late",
}  # fmt: skip
_DECIDED_TONES: dict[Proposal, Tone] = {
    Proposal.APPROVE: "ok",
    Proposal.APPROVE_WITH_LESS: "att",
    Proposal.REFUSE: "late",
}


@dataclass(frozen=True, slots=True)
class CreditEvent:
    """A line of the page: a change of the account, or an analysis with the change it made."""

    key: tuple[datetime, int]
    moment: datetime
    what: str
    tone: Tone
    change: str
    why: str
    who: str
    analysis: AnalysisRow | None = None


def events(entries: tuple[LimitLine, ...], analyses: tuple[AnalysisRow, ...]) -> list[CreditEvent]:
    """Everything in one list, the newest first; what an analysis changed stands in its own line."""
    changes = [_change(each) for each in entries if each.kind != "analysis"]
    entered = [each for each in entries if each.kind == "analysis"]
    # One entry for each analysis, in the same order.
    decided = [_decided(row, line) for row, line in zip(analyses, entered, strict=False)]
    return sorted([*changes, *decided], key=lambda each: each.key, reverse=True)


def _change(line: LimitLine) -> CreditEvent:
    return CreditEvent(
        key=(line.created_at, line.entry_id),
        moment=line.created_at,
        what=KINDS[line.kind] + ("" if line.stands else ", desfeito depois"),
        tone=_TONES.get(line.kind, "text"),
        change=change_words(line.before, line.after),
        why=_why(line),
        who=line.operator_name,
    )


def _why(line: LimitLine) -> str:
    if line.kind == "raised" and line.reason.isdigit():
        return f"{counted(int(line.reason), 'parcela paga', 'parcelas pagas')} em dia"
    return line.reason


def change_words(before: Money | None, after: Money | None) -> str:
    """``R$ 500,00 → R$ 550,00``; only the limit where it stayed."""
    old, new = limit_words(before), limit_words(after)
    return new if before == after else f"{old} → {new}"


def limit_words(limit: Money | None) -> str:
    """The limit, or that the policy's own one counts."""
    return DEFAULT if limit is None else format_money(limit)


def _decided(row: AnalysisRow, line: LimitLine) -> CreditEvent:
    refused = row.decision is Proposal.REFUSE
    return CreditEvent(
        key=(row.created_at, line.entry_id),
        moment=row.created_at,
        what=f"Análise: {analysis_words.PROPOSALS[row.decision].lower()}",
        tone=_DECIDED_TONES[row.decision],
        change=f"{limit_words(line.before)} → sem limite"
        if refused
        else change_words(line.before, row.limit),
        why=row.reason or f"{row.points} pontos",
        who=row.decided_by,
        analysis=row,
    )


def account_words(account: Account) -> str:
    """``aprovado na análise, limite de R$ 900,00``."""
    limit = f"limite de {format_money(account.limit)}" if account.limit is not None else "limite inicial"
    said = STATUSES[account.status]
    return said if account.status is CreditStatus.REFUSED else f"{said}, {limit}"


def hold_words(account: Account) -> str:
    """Why nothing, or less, is sold on credit; "" while nothing holds it."""
    held = (("Bloqueado", account.blocked), ("Restrição", account.restriction))
    return ". ".join(f"{name}: {why.rstrip('.')}" for name, why in held if why)


def explanation(row: AnalysisRow) -> tuple[str, list[str], list[tuple[str, str]]]:
    """Of an analysis its title, the reasons of then, and its points line by line."""
    title = f"{analysis_words.decided_words(row.decision, row.limit)}, em {format_date(row.analysed_on)}"
    decided = f"Decidido por {row.decided_by}."
    if row.facts is None:
        return title, [decided, "O que foi olhado foi apagado a pedido da pessoa."], []
    said = analysis_words.PROPOSALS[row.proposed].lower()
    proposal = f"Proposta da análise: {said}, {format_money(row.proposed_limit)}."
    reasons = [f"• {analysis_words.reason_words(each)}" for each in row.facts.analysis.reasons]
    bureau = analysis_words.bureau_words(row.facts.bureau)
    own = [f"Motivo de quem decidiu: {row.reason}"] if row.reason else []
    lines = [
        (f"{analysis_words.ITEMS[line.item]}: {analysis_words.answer_words(line)}",
         f"{line.points} de {line.maximum}")
        for line in row.facts.analysis.lines
    ]  # fmt: skip
    return title, [decided, proposal, *reasons, *([bureau] if bureau else []), *own], lines
