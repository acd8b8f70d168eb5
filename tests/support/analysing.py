"""An analysis asked for and decided in tests, as the screen does it."""

from dataclasses import replace
from datetime import date

from crediario.domain.credit.decided import (
    AnalysisAnswers,
    BureauReport,
    Decision,
    answered,
    both_answers,
)
from crediario.domain.credit.points_table import BureauResult
from crediario.domain.credit.scorecard import Analysis, Proposal, analyse
from crediario.domain.customer_details import DetailsDraft, Housing, IncomeProof, ReferenceDraft
from crediario.domain.money import Money
from crediario.services import analysis
from crediario.services.analysis import AnalysisDesk, AnalysisOrder, AnalysisRecorded
from crediario.services.core import Context
from tests.support.builders import a_customer
from tests.support.shop import TODAY, new_id

CLEAN = BureauReport(BureauResult.CLEAN, 780, consulted_on=TODAY)
STABLE = DetailsDraft(
    housing=Housing.OWN,
    housing_since=date(2015, 3, 1),
    job_since=date(2019, 8, 1),
    income_proof=IncomeProof.PAYSLIP,
)


def somebody_stable(ctx: Context, **changes: object) -> int:
    """A customer of whom the record says everything the analysis asks."""
    known: dict[str, object] = {
        "income": Money(2_000_00),
        "details": STABLE,
        "references": (ReferenceDraft("Tia Lúcia", "34 9 9911-2233"), ReferenceDraft("Padaria Sol")),
    }
    return a_customer(ctx, **(known | changes))


def proposed(
    desk: AnalysisDesk, bureau: BureauReport = CLEAN, answers: AnalysisAnswers | None = None
) -> Analysis:
    """What the screen proposes."""
    given = both_answers(desk.known, answers or AnalysisAnswers())
    applicant = replace(answered(desk.applicant, given, desk.today), bureau=bureau.result)
    return analyse(applicant, desk.policy, desk.today)


def analysis_order(
    desk: AnalysisDesk,
    decision: Decision | None = None,
    *,
    bureau: BureauReport = CLEAN,
    answers: AnalysisAnswers | None = None,
) -> AnalysisOrder:
    """The order of a decision; the proposed one unless told."""
    made = proposed(desk, bureau, answers)
    return AnalysisOrder(
        request_id=new_id(),
        customer_id=desk.customer_id,
        answers=answers or AnalysisAnswers(),
        bureau=bureau,
        decision=decision or Decision(made.proposal, made.limit),
        record_seen=desk.record_seen,
        policy_version=desk.policy_version,
        shown_points=made.points,
        shown_proposal=made.proposal,
        shown_limit=made.limit,
    )


def decided(ctx: Context, customer_id: int, decision: Decision | None = None) -> AnalysisRecorded:
    """An analysis made and decided."""
    desk = analysis.analysis_desk(ctx, customer_id)
    return analysis.record_analysis(ctx, analysis_order(desk, decision))


REFUSED = Decision(Proposal.REFUSE, Money.ZERO, "Pediu para esperar o fim do contrato de trabalho.")
