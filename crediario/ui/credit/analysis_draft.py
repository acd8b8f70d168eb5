"""What is typed into the analysis, and what follows from it; all of it without a screen."""

from dataclasses import dataclass, field, replace

from crediario.domain.credit.decided import (
    AnalysisAnswers,
    BureauReport,
    Decision,
    answered,
    both_answers,
    differs,
    usual_limit,
)
from crediario.domain.credit.scorecard import Analysis, Proposal, analyse
from crediario.domain.money import Money
from crediario.services.analysis import AnalysisDesk, AnalysisOrder

#: The decisions in the order of their keys.
DECISIONS = (Proposal.REFUSE, Proposal.APPROVE_WITH_LESS, Proposal.APPROVE)


@dataclass(frozen=True, slots=True)
class Draft:
    """The form.

    Attributes:
        kind: what the person chose; None follows the proposal.
        limit: typed; None follows the decision.
    """

    answers: AnalysisAnswers = field(default_factory=AnalysisAnswers)
    bureau: BureauReport = field(default_factory=BureauReport)
    kind: Proposal | None = None
    limit: Money | None = None
    reason: str = ""

    @property
    def is_touched(self) -> bool:
        """Whether something would be lost."""
        return self != Draft()


def proposed(draft: Draft, desk: AnalysisDesk) -> Analysis:
    """What the policy proposes with what is typed so far."""
    given = both_answers(desk.known, draft.answers)
    applicant = answered(desk.applicant, given, desk.today)
    return analyse(replace(applicant, bureau=draft.bureau.result), desk.policy, desk.today)


def decision(draft: Draft, analysis: Analysis, desk: AnalysisDesk) -> Decision:
    """What F10 would decide."""
    kind = draft.kind or analysis.proposal
    limit = usual_limit(kind, analysis, desk.policy) if draft.limit is None else draft.limit
    return Decision(kind, Money.ZERO if kind is Proposal.REFUSE else limit, draft.reason)


def needs_reason(draft: Draft, analysis: Analysis, desk: AnalysisDesk) -> bool:
    """Whether the decision departs from the proposal."""
    return differs(decision(draft, analysis, desk), analysis)


def analysis_order(draft: Draft, desk: AnalysisDesk, analysis: Analysis, request_id: str) -> AnalysisOrder:
    """The order of the decision on the screen."""
    return AnalysisOrder(
        request_id=request_id,
        customer_id=desk.customer_id,
        answers=draft.answers,
        bureau=draft.bureau,
        decision=decision(draft, analysis, desk),
        record_seen=desk.record_seen,
        policy_version=desk.policy_version,
        shown_points=analysis.points,
        shown_proposal=analysis.proposal,
        shown_limit=analysis.limit,
    )
