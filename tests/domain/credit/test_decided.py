"""What a person decides after an analysis, and what the bureau may have said."""

from datetime import date, timedelta

import pytest

from crediario.domain.credit.decided import (
    AnalysisAnswers,
    BureauDayOutOfRange,
    BureauFiguresWrong,
    BureauReport,
    DecidedLimitWrong,
    Decision,
    DecisionReasonMissing,
    answered,
    both_answers,
    check_decision,
    checked_bureau,
    differs,
    usual_limit,
)
from crediario.domain.credit.points_table import BureauResult
from crediario.domain.credit.policy import STANDARD
from crediario.domain.credit.scorecard import Analysis, Applicant, Proposal, analyse
from crediario.domain.customer_details import Housing, IncomeProof
from crediario.domain.money import Money

TODAY = date(2026, 6, 9)
CEILING = STANDARD.limit_ceiling
GOOD = Applicant(
    age=40,
    years_at_address=8,
    housing=Housing.OWN,
    years_in_job=6,
    proof_of_income=IncomeProof.PAYSLIP,
    phones=2,
    references=2,
    bureau=BureauResult.CLEAN,
    income=Money(2_000_00),
)
POOR = Applicant(age=19, phones=1)


def made(applicant: Applicant) -> Analysis:
    return analyse(applicant, STANDARD, TODAY)


def test_the_proposed_decision_needs_no_reason() -> None:
    proposal = made(GOOD)
    decision = Decision(proposal.proposal, proposal.limit)

    check_decision(decision, proposal, CEILING)
    assert not differs(decision, proposal)


@pytest.mark.parametrize("kind", list(Proposal))
def test_the_offered_limit_of_each_decision_holds(kind: Proposal) -> None:
    for applicant in (GOOD, POOR):
        proposal = made(applicant)
        decision = Decision(kind, usual_limit(kind, proposal, STANDARD), "conheço a família")
        check_decision(decision, proposal, CEILING)


def test_less_is_the_policys_share_in_whole_tens() -> None:
    proposal = made(GOOD)
    assert proposal.limit == Money(1_500_00)
    assert usual_limit(Proposal.APPROVE_WITH_LESS, proposal, STANDARD) == Money(750_00)
    assert usual_limit(Proposal.REFUSE, proposal, STANDARD) == Money.ZERO


def test_who_was_to_be_refused_is_approved_with_the_limit_before_that() -> None:
    proposal = made(POOR)
    assert proposal.proposal is Proposal.REFUSE
    assert usual_limit(Proposal.APPROVE, proposal, STANDARD) == STANDARD.default_limit


@pytest.mark.parametrize(
    ("decision", "refusal"),
    [
        (Decision(Proposal.REFUSE, Money(1), "sim"), DecidedLimitWrong),
        (Decision(Proposal.APPROVE, Money.ZERO, "sim"), DecidedLimitWrong),
        (Decision(Proposal.APPROVE, CEILING + Money(1), "sim"), DecidedLimitWrong),
        (Decision(Proposal.APPROVE, Money(-1), "sim"), DecidedLimitWrong),
        (Decision(Proposal.APPROVE, Money(10_00)), DecisionReasonMissing),
        (Decision(Proposal.APPROVE_WITH_LESS, Money(1_500_00)), DecisionReasonMissing),
        (Decision(Proposal.REFUSE, Money.ZERO), DecisionReasonMissing),
    ],
)
def test_what_does_not_hold_together_is_refused(decision: Decision, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        check_decision(decision, made(GOOD), CEILING)


def test_nobody_asked_leaves_nothing_of_the_bureau() -> None:
    typed = BureauReport(BureauResult.NOT_CONSULTED, 700, 2, Money(1), TODAY, 7)
    assert checked_bureau(typed, TODAY) == BureauReport()


def test_a_clean_answer_has_no_restriction() -> None:
    typed = BureauReport(BureauResult.CLEAN, 700, 2, Money(1), TODAY, 7)
    assert checked_bureau(typed, TODAY) == BureauReport(BureauResult.CLEAN, 700, 0, Money.ZERO, TODAY, 7)


@pytest.mark.parametrize("days", [-1, 91])
def test_the_day_of_the_bureau_is_lately(days: int) -> None:
    with pytest.raises(BureauDayOutOfRange):
        checked_bureau(BureauReport(BureauResult.CLEAN, consulted_on=TODAY - timedelta(days=days)), TODAY)


@pytest.mark.parametrize(
    "report",
    [
        BureauReport(BureauResult.RESTRICTED, None, 0, Money.ZERO, TODAY),
        BureauReport(BureauResult.RESTRICTED, None, 1_000, Money.ZERO, TODAY),
        BureauReport(BureauResult.RESTRICTED, None, 1, Money(-1), TODAY),
        BureauReport(BureauResult.CLEAN, 1_001, 0, Money.ZERO, TODAY),
        BureauReport(BureauResult.CLEAN, -1, 0, Money.ZERO, TODAY),
    ],
)
def test_impossible_figures_of_the_bureau(report: BureauReport) -> None:
    with pytest.raises(BureauFiguresWrong):
        checked_bureau(report, TODAY)


def test_since_when_becomes_whole_years() -> None:
    answers = AnalysisAnswers(housing_since=date(2016, 6, 10), job_since=date(2016, 6, 9))
    at = answered(Applicant(), answers, TODAY)
    assert (at.years_at_address, at.years_in_job) == (9, 10)


def test_the_record_comes_before_what_is_typed() -> None:
    known = AnalysisAnswers(income=Money(1_000_00))
    typed = AnalysisAnswers(housing=Housing.OWN, income=Money(9_000_00))
    assert both_answers(known, typed) == AnalysisAnswers(housing=Housing.OWN, income=Money(1_000_00))
