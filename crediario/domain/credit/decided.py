"""What a person decides after an analysis, what the bureau answered, and all that is kept of both."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from crediario.domain.credit.limit import ROUND_TO_CENTS
from crediario.domain.credit.points_table import BureauResult
from crediario.domain.credit.policy import CreditPolicy
from crediario.domain.credit.scorecard import Analysis, Applicant, LimitStepKind, Proposal
from crediario.domain.customer_details import Housing, IncomeProof
from crediario.domain.customers import age
from crediario.domain.errors import Refusal
from crediario.domain.money import CALCULATION, MAX_AMOUNT, Money

BUREAU_SCORE_LIMIT = 1_000
BUREAU_COUNT_LIMIT = 999
#: What a bureau said longer ago tells nothing of today.
BUREAU_VALID_DAYS = 90
REASON_LENGTH = 300

_PROPOSED_ONLY = {LimitStepKind.LESS, LimitStepKind.REFUSED}


@dataclass(eq=False)
class AnalysisOutdated(Refusal):
    """The policy, the record or what is open changed since the screen showed the analysis; nothing is kept.

    ``what`` is ``policy``, ``record`` or ``figures``.
    """

    what: str


@dataclass(eq=False)
class DecisionReasonMissing(Refusal):
    """Who decides otherwise than proposed says why: the person may ask for it (LGPD art. 20)."""


@dataclass(eq=False)
class DecidedLimitWrong(Refusal):
    """A refusal gives no limit; an approval gives one, up to the policy's largest.

    ``ceiling`` is the policy's largest limit, zero for a refusal.
    """

    ceiling: Money


@dataclass(eq=False)
class BureauDayOutOfRange(Refusal):
    """The day of the consultation is missing, to come, or too long ago."""

    days: int


@dataclass(eq=False)
class BureauFiguresWrong(Refusal):
    """Restrictions are at least one, the score is 0 to 1000, and a clean answer has no restriction."""

    limit: int


@dataclass(frozen=True, slots=True)
class AnalysisAnswers:
    """What the record did not say, and was asked for the analysis; None is unanswered.

    Where the operator may change records, the answers go into the record too.
    """

    housing: Housing | None = None
    housing_since: date | None = None
    job_since: date | None = None
    income: Money | None = None
    income_proof: IncomeProof | None = None


def answered(applicant: Applicant, answers: AnalysisAnswers, today: date) -> Applicant:
    """The applicant with these answers in; since when becomes how many whole years."""
    housing_since, job_since = answers.housing_since, answers.job_since
    return replace(
        applicant,
        housing=answers.housing,
        years_at_address=age(housing_since, today) if housing_since else None,
        years_in_job=age(job_since, today) if job_since else None,
        income=answers.income,
        proof_of_income=answers.income_proof,
    )


def both_answers(known: AnalysisAnswers, typed: AnalysisAnswers) -> AnalysisAnswers:
    """What the record says, and what was typed where it says nothing."""
    names = [part.name for part in fields(AnalysisAnswers)]
    return AnalysisAnswers(**{name: getattr(known, name) or getattr(typed, name) for name in names})


@dataclass(frozen=True, slots=True)
class BureauReport:
    """What the bureau answered (consulta), typed in.

    Attributes:
        score: the bureau's own; None when it gave none.
        count: how many restrictions.
        amount: their sum; zero when the bureau did not tell.
        consulted_on: None only when nobody was asked.
        document_id: the attachment that shows it; None without one.
    """

    result: BureauResult = BureauResult.NOT_CONSULTED
    score: int | None = None
    count: int = 0
    amount: Money = Money.ZERO
    consulted_on: date | None = None
    document_id: int | None = None


def checked_bureau(report: BureauReport, today: date) -> BureauReport:
    """The report with what its result leaves out taken away.

    Raises:
        BureauDayOutOfRange, BureauFiguresWrong.

    Rule: product.md B2. See docs/regras.md#analise.
    """
    if report.result is BureauResult.NOT_CONSULTED:
        return BureauReport()
    oldest = today - timedelta(days=BUREAU_VALID_DAYS)
    if report.consulted_on is None or not oldest <= report.consulted_on <= today:
        raise BureauDayOutOfRange(BUREAU_VALID_DAYS)
    if report.score is not None and not 0 <= report.score <= BUREAU_SCORE_LIMIT:
        raise BureauFiguresWrong(BUREAU_SCORE_LIMIT)
    if report.result is BureauResult.CLEAN:
        return replace(report, count=0, amount=Money.ZERO)
    if not 1 <= report.count <= BUREAU_COUNT_LIMIT or not Money.ZERO <= report.amount <= MAX_AMOUNT:
        raise BureauFiguresWrong(BUREAU_SCORE_LIMIT)
    return report


@dataclass(frozen=True, slots=True)
class Household:
    """The others of the household: how many, and what they have open together (face value)."""

    others: int
    open: Money


@dataclass(frozen=True, slots=True)
class AnalysedFacts:
    """Everything an analysis was made from and came to: what explains it years later, as it was then.

    Attributes:
        applicant: the answers, those of the record and those typed.
        refuse_below, approve_from: the cut-offs of then.
        limit_ceiling: the policy's largest limit of then.
        typed: names of the answers the record did not have.
    """

    applicant: Applicant
    bureau: BureauReport
    analysis: Analysis
    household: Household
    refuse_below: int
    approve_from: int
    limit_ceiling: Money
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided (decisão): a refusal goes with no limit."""

    kind: Proposal
    limit: Money
    reason: str = ""


def usual_limit(kind: Proposal, analysis: Analysis, policy: CreditPolicy) -> Money:
    """The limit the screen offers for a decision: the proposed one, or what the other decision would give."""
    if kind is analysis.proposal:
        return analysis.limit
    if kind is Proposal.REFUSE:
        return Money.ZERO
    whole = next(step.amount for step in reversed(analysis.steps) if step.kind not in _PROPOSED_ONLY)
    if kind is Proposal.APPROVE:
        return whole
    less = Money.truncated(CALCULATION.multiply(whole.reais, policy.less_share.fraction))
    return Money(less.cents - less.cents % ROUND_TO_CENTS)


def differs(decision: Decision, analysis: Analysis) -> bool:
    """Whether a person decided otherwise than the analysis proposed."""
    return (decision.kind, decision.limit) != (analysis.proposal, analysis.limit)


def check_decision(decision: Decision, analysis: Analysis, ceiling: Money) -> None:
    """Refuse a decision that does not hold together, or departs from the proposal without a reason.

    Args:
        decision: what the person chose; its reason already cleaned.
        analysis: the proposal.
        ceiling: the policy's largest limit.

    Raises:
        DecidedLimitWrong, DecisionReasonMissing.

    Rule: LGPD art. 20; product.md B2. See docs/regras.md#analise.
    """
    if decision.kind is Proposal.REFUSE:
        if decision.limit:
            raise DecidedLimitWrong(Money.ZERO)
    elif not Money.ZERO < decision.limit <= ceiling:
        raise DecidedLimitWrong(ceiling)
    if differs(decision, analysis) and not decision.reason:
        raise DecisionReasonMissing
