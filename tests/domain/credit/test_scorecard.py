from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.credit.failures import MonthLoad
from crediario.domain.credit.points_table import BureauResult, Item, PointsTable
from crediario.domain.credit.policy import STANDARD
from crediario.domain.credit.scorecard import (
    Analysis,
    Applicant,
    LimitStepKind,
    Proposal,
    Reason,
    ReasonKind,
    analyse,
)
from crediario.domain.customer_details import Housing, IncomeProof
from crediario.domain.money import Money, Rate

TODAY = date(2026, 6, 9)
SETTLED = Applicant(
    age=41,
    years_at_address=6,
    housing=Housing.OWN,
    years_in_job=5,
    proof_of_income=IncomeProof.PAYSLIP,
    phones=2,
    references=2,
    bureau=BureauResult.CLEAN,
    income=Money(2_400_00),
)
BEGINNER = Applicant(
    age=22,
    years_at_address=1,
    housing=Housing.RENTED,
    years_in_job=1,
    proof_of_income=IncomeProof.PAYSLIP,
    phones=1,
    references=1,
    bureau=BureauResult.NOT_CONSULTED,
    income=Money(1_600_00),
)


def analysed(applicant: Applicant = SETTLED, **changes: object) -> Analysis:
    return analyse(replace(applicant, **changes), STANDARD, TODAY)  # type: ignore[arg-type]


def kinds(analysis: Analysis) -> list[ReasonKind]:
    return [reason.kind for reason in analysis.reasons]


def steps(analysis: Analysis) -> list[tuple[str, str]]:
    return [(step.kind.value, str(step.amount)) for step in analysis.steps]


def test_a_settled_customer_is_approved() -> None:
    analysis = analysed()
    assert (analysis.points, analysis.maximum, analysis.proposal) == (100, 100, Proposal.APPROVE)
    assert analysis.reasons == (Reason(ReasonKind.POINTS_ENOUGH, number=100, number_allowed=60),)
    assert steps(analysis) == [("from_income", "1800.00")]
    assert analysis.limit == Money(1_800_00)
    assert (analysis.months, analysis.heaviest, analysis.commitment) == ((), None, Rate.ZERO)


def test_between_the_cut_offs_less_is_approved_and_the_lost_points_are_told() -> None:
    analysis = analysed(BEGINNER)
    assert [(line.item.value, line.points, line.maximum) for line in analysis.lines] == [
        ("age", 4, 10),
        ("years_at_address", 4, 12),
        ("housing", 5, 10),
        ("years_in_job", 6, 14),
        ("proof_of_income", 14, 14),
        ("phones", 4, 8),
        ("references", 4, 8),
        ("bureau", 8, 24),
    ]
    assert (analysis.points, analysis.proposal) == (49, Proposal.APPROVE_WITH_LESS)
    assert analysis.reasons == (
        Reason(ReasonKind.POINTS_BETWEEN, number=49, number_allowed=60),
        Reason(ReasonKind.LOST_POINTS, Item.BUREAU, number=16, number_allowed=24),
        Reason(ReasonKind.LOST_POINTS, Item.YEARS_AT_ADDRESS, number=8, number_allowed=12),
        Reason(ReasonKind.LOST_POINTS, Item.YEARS_IN_JOB, number=8, number_allowed=14),
    )
    assert steps(analysis) == [("from_income", "1200.00"), ("less", "600.00")]


@pytest.mark.parametrize(
    ("refuse_below", "approve_from", "proposal"),
    [
        (49, 49, Proposal.APPROVE),
        (49, 50, Proposal.APPROVE_WITH_LESS),
        (50, 50, Proposal.REFUSE),
    ],
)
def test_the_cut_offs(refuse_below: int, approve_from: int, proposal: Proposal) -> None:
    points = PointsTable(approve_from=approve_from, refuse_below=refuse_below)
    assert analyse(BEGINNER, replace(STANDARD, points=points), TODAY).proposal is proposal


def test_nothing_answered_earns_nothing_and_says_so() -> None:
    analysis = analysed(Applicant())
    assert (analysis.points, analysis.proposal, analysis.limit) == (0, Proposal.REFUSE, Money.ZERO)
    assert {line.answer for line in analysis.lines} == {None}
    assert kinds(analysis) == [
        ReasonKind.POINTS_BELOW,
        ReasonKind.INCOME_UNKNOWN,
        *[ReasonKind.LOST_POINTS] * 3,
    ]
    assert steps(analysis) == [("default", "500.00"), ("refused", "0.00")]


def test_a_refusal_by_points_tells_only_items_that_lost_some() -> None:
    high = replace(STANDARD, points=PointsTable(approve_from=100, refuse_below=100))
    refused = analyse(replace(SETTLED, phones=1), high, TODAY)
    assert [reason.item for reason in refused.reasons if reason.kind is ReasonKind.LOST_POINTS] == [
        Item.PHONES
    ]


def test_a_restriction_at_the_bureau_is_told_even_when_the_points_suffice() -> None:
    analysis = analysed(bureau=BureauResult.RESTRICTED)
    assert (analysis.points, analysis.proposal) == (76, Proposal.APPROVE)
    assert kinds(analysis) == [ReasonKind.POINTS_ENOUGH, ReasonKind.BUREAU_RESTRICTED]


@pytest.mark.parametrize(("age", "refused"), [(17, True), (18, False), (None, False)])
def test_nobody_under_eighteen(age: int | None, refused: bool) -> None:
    analysis = analysed(age=age)
    expected = Reason(ReasonKind.UNDER_AGE, number=age, number_allowed=18)
    assert (analysis.proposal is Proposal.REFUSE) is refused
    assert (expected in analysis.reasons) is refused


def test_without_income_the_default_limit() -> None:
    analysis = analysed(income=None, dues=((date(2026, 7, 1), Money(9_000_00)),))
    assert steps(analysis) == [(LimitStepKind.DEFAULT.value, "500.00")]
    assert kinds(analysis) == [ReasonKind.POINTS_ENOUGH, ReasonKind.INCOME_UNKNOWN]
    assert analysis.commitment is None


def test_what_is_open_takes_its_part_of_the_income_month_by_month() -> None:
    dues = (
        (date(2026, 5, 30), Money(100_00)),
        (date(2026, 6, 20), Money(200_00)),
        (date(2026, 8, 1), Money(250_00)),
        (date(2026, 8, 31), Money(290_00)),
    )
    analysis = analysed(dues=dues)
    income = Money(2_400_00)
    assert analysis.months == (
        MonthLoad(date(2026, 6, 1), Money.ZERO, Money(300_00), income),
        MonthLoad(date(2026, 8, 1), Money.ZERO, Money(540_00), income),
    )
    assert analysis.heaviest == analysis.months[1]
    assert analysis.commitment == Rate.percent("22.5")
    # 840,00 open and 12 × 180,00 of room are more than what the income gives.
    assert steps(analysis) == [("from_income", "1800.00")]


def test_little_room_in_the_income_lowers_the_limit() -> None:
    analysis = analysed(dues=((date(2026, 7, 10), Money(719_99)),))
    assert analysis.proposal is Proposal.APPROVE
    assert steps(analysis) == [("from_income", "1800.00"), ("room_in_income", "720.00")]
    full = analysed(dues=((date(2026, 7, 10), Money(720_00)),))
    assert full.proposal is Proposal.REFUSE
    assert full.reasons[0] == Reason(
        ReasonKind.NO_ROOM_IN_INCOME, share=Rate.percent(30), share_allowed=Rate.percent(30)
    )
    assert steps(full) == [("from_income", "1800.00"), ("room_in_income", "720.00"), ("refused", "0.00")]


def test_the_room_of_a_month_counts_for_a_year() -> None:
    analysis = analysed(dues=((date(2026, 7, 10), Money(700_00)),))
    assert steps(analysis)[-1] == ("room_in_income", "940.00")


def test_the_score_counts_where_there_is_one() -> None:
    assert analysed(score=250).limit == Money(900_00)


numbers = st.none() | st.integers(-1, 80)


@given(
    st.builds(
        Applicant,
        age=numbers,
        years_at_address=numbers,
        housing=st.none() | st.sampled_from(Housing),
        years_in_job=numbers,
        proof_of_income=st.none() | st.sampled_from(IncomeProof),
        phones=numbers,
        references=numbers,
        bureau=st.none() | st.sampled_from(BureauResult),
        income=st.none() | st.integers(0, 20_000_00).map(Money),
        dues=st.lists(
            st.tuples(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(1, 900_00).map(Money)),
            max_size=6,
        ).map(tuple),
        score=st.none() | st.integers(0, 1000),
    )
)
def test_every_analysis_adds_up(applicant: Applicant) -> None:
    analysis = analyse(applicant, STANDARD, TODAY)
    assert analysis.points == sum(line.points for line in analysis.lines)
    assert analysis.maximum == sum(line.maximum for line in analysis.lines)
    assert all(0 <= line.points <= line.maximum for line in analysis.lines)
    assert [line.item for line in analysis.lines] == list(Item)
    assert Money.total(load.already for load in analysis.months) == Money.total(
        amount for _, amount in applicant.dues
    )
    amounts = [step.amount for step in analysis.steps]
    assert amounts == sorted(amounts, reverse=True)
    assert analysis.limit == amounts[-1] <= STANDARD.limit_ceiling
    assert (analysis.proposal is Proposal.REFUSE) == (analysis.steps[-1].kind is LimitStepKind.REFUSED)


@given(st.sampled_from(["years_at_address", "years_in_job", "phones", "references"]), st.integers(0, 20))
def test_a_better_answer_never_earns_less(name: str, number: int) -> None:
    fewer, more = (analysed(BEGINNER, **{name: value}) for value in (number, number + 1))
    assert fewer.points <= more.points
