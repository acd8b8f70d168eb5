"""Why a shop decided on somebody's credit as it did, on one page for that person to take home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from crediario.documents import analysis_words as words
from crediario.documents.person_reasons import channel
from crediario.documents.report import Report, Section, Table
from crediario.documents.report import render as render_report
from crediario.documents.shop import ShopHeader
from crediario.domain.br import format_date, format_money
from crediario.domain.credit.decided import AnalysedFacts
from crediario.domain.credit.scorecard import Proposal, ReasonKind
from crediario.domain.money import Money

#: A paper of one page: what a person typed is cut where it would not fit.
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class AnalysisPaper:
    """What to print.

    Attributes:
        reason: what the person who decided wrote; "" where nobody wrote any.
        facts: None once the person was anonymised: then only the decision is told.
    """

    shop: ShopHeader
    customer_name: str
    analysed_on: date
    decision: Proposal
    limit: Money
    proposed: Proposal
    proposed_limit: Money
    reason: str
    decided_by: str
    facts: AnalysedFacts | None
    issued_at: datetime
    issued_by: str


def render(paper: AnalysisPaper) -> bytes:
    """The explanation as a PDF of one page; the same content gives the same bytes.

    Rule: LGPD art. 20 §1, CDC art. 43; law.md §8. See docs/regras.md#analise.
    """
    return render_report(
        Report(
            shop=paper.shop,
            title="Sobre o seu pedido de crédito",
            subtitle=paper.customer_name,
            file_title=f"Análise de crédito de {format_date(paper.analysed_on)}",
            sections=[
                _decision(paper),
                *([_reasons(paper, paper.facts), _points(paper.facts)] if paper.facts else []),
                _review(paper),
            ],
            issued_at=paper.issued_at,
            issued_by=paper.issued_by,
        )
    )


def _decision(paper: AnalysisPaper) -> Section:
    limit = () if paper.decision is Proposal.REFUSE else (("Limite", format_money(paper.limit)),)
    return Section(
        words.DECIDED[paper.decision],
        pairs=(
            ("Dia da análise", format_date(paper.analysed_on)),
            *limit,
            ("Quem decidiu", f"{paper.decided_by}, pela loja"),
        ),
    )


def _reasons(paper: AnalysisPaper, facts: AnalysedFacts) -> Section:
    """What the program proposed and why, then what the person who decided added."""
    told = [words.reason_words(reason) for reason in facts.analysis.reasons if _is_told(reason.kind)]
    bureau = words.bureau_words(facts.bureau)
    if bureau:
        told.append(bureau)
    lines = [f"O programa da loja propôs: {_proposed(paper)}.", *(f"• {each}" for each in told)]
    if paper.reason:
        lines.append(f"Quem decidiu escreveu: {paper.reason[:LONGEST_REASON]}")
    return Section("Por quê", lines)


def _is_told(kind: ReasonKind) -> bool:
    """The bureau's own line tells it with day and figures."""
    return kind is not ReasonKind.BUREAU_RESTRICTED


def _proposed(paper: AnalysisPaper) -> str:
    said = words.PROPOSALS[paper.proposed].lower()
    if paper.proposed is Proposal.REFUSE:
        return "não aprovar"
    return f"{said}, com limite de {format_money(paper.proposed_limit)}"


def _points(facts: AnalysedFacts) -> Section:
    analysis = facts.analysis
    rows: Sequence[Sequence[str]] = [
        *([words.ITEMS[line.item], words.answer_words(line), f"{line.points} de {line.maximum}"]
          for line in analysis.lines),
        ["Total", "", f"{analysis.points} de {analysis.maximum}"],
    ]  # fmt: skip
    known = (
        f"Aprova o limite inteiro a partir de {facts.approve_from} pontos; abaixo de {facts.refuse_below} a"
        " proposta é não aprovar. As mesmas perguntas e os mesmos pontos valem para todas as pessoas."
    )
    table = Table(("O que foi olhado", "Resposta", "Pontos"), (70, 70, 34), rows, frozenset({2}))
    return Section("Como os pontos somaram", (known,), table=table)


def _review(paper: AnalysisPaper) -> Section:
    return Section(
        "Se você não concorda",
        (
            "O programa só propõe: quem decide é uma pessoa da loja. Você pode pedir que a decisão seja"
            " revista (LGPD, art. 20), corrigir um dado errado ou trazer um documento novo, como um"
            " comprovante de renda. A loja anota o pedido, dá um protocolo e responde."
            f" Fale com a loja: {channel(paper.shop)}.",
            "Se a consulta de crédito está errada, peça a correção a quem a forneceu e à loja"
            " (CDC, art. 43).",
        ),
    )
