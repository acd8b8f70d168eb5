"""The analysis on both engines: proposed as shown, decided by a person, kept as it was, told on paper."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crediario.db import limits, shop
from crediario.db.models import CreditAnalysis, LimitEntry, RecordAccess
from crediario.domain.attachments import AttachmentNotFound
from crediario.domain.credit.decided import (
    AnalysisAnswers,
    AnalysisOutdated,
    BureauDayOutOfRange,
    BureauFiguresWrong,
    BureauReport,
    DecidedLimitWrong,
    Decision,
    DecisionReasonMissing,
)
from crediario.domain.credit.points_table import BureauResult, Item
from crediario.domain.credit.policy import CreditPolicy
from crediario.domain.credit.position import CreditStatus
from crediario.domain.credit.scorecard import Proposal
from crediario.domain.customer_details import Housing, IncomeProof, SinceOutOfRange
from crediario.domain.customers import CustomerIncomplete
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, Rate
from crediario.domain.permissions import Role
from crediario.services import analysis, attachments, customers, people
from crediario.services.attachments import AttachmentKind, AttachOrder
from crediario.services.core import Context, PermissionDenied
from crediario.services.people import PermissionChange, PermissionsOrder, PersonSeen
from tests.documents.pages import page_texts
from tests.support.analysing import CLEAN, REFUSED, analysis_order, decided, proposed, somebody_stable
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.media import pdf
from tests.support.shop import CASHIER, MANAGER, SELLER, TODAY, as_person, new_id, on_day

pytestmark = pytest.mark.usefixtures("shop")


def save_policy(ctx: Context, policy: CreditPolicy) -> None:
    with ctx.database.atomic():
        shop.save_version(ctx.stamp, "policy", policy)


def counts() -> tuple[int, int]:
    return CreditAnalysis.select().count(), LimitEntry.select().count()


def test_the_desk_says_what_the_record_knows(shop: Context) -> None:
    desk = analysis.analysis_desk(shop, somebody_stable(shop))

    at = desk.applicant
    assert (at.age, at.years_at_address, at.years_in_job) == (41, 11, 6)
    assert (at.housing, at.proof_of_income, at.income) == (Housing.OWN, IncomeProof.PAYSLIP, Money(2_000_00))
    assert (at.phones, at.references, at.bureau, at.score) == (1, 2, None, None)
    assert (desk.missing, desk.account.status, desk.open) == ((), CreditStatus.UNKNOWN, Money.ZERO)


def test_what_is_proposed_is_kept_line_by_line_and_in_force(shop: Context) -> None:
    customer = somebody_stable(shop)
    desk = analysis.analysis_desk(shop, customer)
    shown = proposed(desk)

    made = analysis.record_analysis(shop, analysis_order(desk))

    (row,) = analysis.analyses(shop, customer)
    assert row.facts is not None
    assert row.facts.analysis == shown
    assert sum(line.points for line in row.facts.analysis.lines) == row.points == shown.points
    assert (row.decision, row.limit, row.decided_by) == (Proposal.APPROVE, shown.limit, "Aurora Rocha")
    account = limits.account_of(shop.database, customer)
    assert (account.status, account.limit, account.decided_at) == (
        CreditStatus.APPROVED,
        made.limit,
        row.created_at,
    )
    entry = LimitEntry.get(LimitEntry.customer == customer)
    assert (entry.kind, entry.analysis_id, entry.after_cents) == (
        "analysis",
        made.analysis_id,
        made.limit.cents,
    )


def test_installments_still_open_count_month_by_month(shop: Context) -> None:
    customer = somebody_stable(shop)
    before = proposed(analysis.analysis_desk(shop, customer))
    a_sale(shop, customer, Money(590_00), pieces=1)

    desk = analysis.analysis_desk(shop, customer)
    after = proposed(desk)

    assert [load.total for load in after.months] == [Money(590_00)]
    assert after.commitment == Rate.percent("29.5")
    # What is open, and for a year the ten reais that are left of thirty percent of the income.
    assert (before.limit, after.limit) == (Money(1_500_00), Money(710_00))
    assert desk.open == Money(590_00)


def test_a_refusal_takes_the_credit_and_says_why(shop: Context) -> None:
    customer = somebody_stable(shop)

    decided(shop, customer, REFUSED)

    account = limits.account_of(shop.database, customer)
    assert (account.status, account.limit) == (CreditStatus.REFUSED, Money.ZERO)
    (row,) = analysis.analyses(shop, customer)
    assert (row.proposed, row.decision, row.reason) == (Proposal.APPROVE, Proposal.REFUSE, REFUSED.reason)


def test_a_later_analysis_decides_anew(shop: Context) -> None:
    customer = somebody_stable(shop)
    decided(shop, customer, REFUSED)

    decided(shop, customer)

    assert limits.account_of(shop.database, customer).status is CreditStatus.APPROVED
    assert [row.decision for row in analysis.analyses(shop, customer)] == [Proposal.APPROVE, Proposal.REFUSE]


def test_the_same_order_acts_once(shop: Context) -> None:
    customer = somebody_stable(shop)
    order = analysis_order(analysis.analysis_desk(shop, customer))

    assert analysis.record_analysis(shop, order) == analysis.record_analysis(shop, order)

    assert counts() == (1, 1)


@pytest.mark.parametrize(
    ("decision", "refusal"),
    [
        (Decision(Proposal.APPROVE, Money(100_00)), DecisionReasonMissing),
        (Decision(Proposal.APPROVE, Money(100_00), "  \n "), DecisionReasonMissing),
        (Decision(Proposal.REFUSE, Money.ZERO), DecisionReasonMissing),
        (Decision(Proposal.REFUSE, Money(1), "não"), DecidedLimitWrong),
        (Decision(Proposal.APPROVE, Money.ZERO, "sim"), DecidedLimitWrong),
        (Decision(Proposal.APPROVE_WITH_LESS, Money(-1), "sim"), DecidedLimitWrong),
        (Decision(Proposal.APPROVE, Money(5_000_01), "sim"), DecidedLimitWrong),
        (Decision(Proposal.APPROVE, Money(100_00), "x" * 301), Refusal),
    ],
)
def test_a_decision_that_does_not_hold_together_changes_nothing(
    shop: Context, decision: Decision, refusal: type[Refusal]
) -> None:
    customer = somebody_stable(shop)

    with pytest.raises(refusal):
        decided(shop, customer, decision)

    assert counts() == (0, 0)


@pytest.mark.parametrize(
    ("bureau", "refusal"),
    [
        (BureauReport(BureauResult.CLEAN), BureauDayOutOfRange),
        (replace(CLEAN, consulted_on=TODAY + timedelta(days=1)), BureauDayOutOfRange),
        (replace(CLEAN, consulted_on=TODAY - timedelta(days=91)), BureauDayOutOfRange),
        (replace(CLEAN, score=1001), BureauFiguresWrong),
        (replace(CLEAN, score=-1), BureauFiguresWrong),
        (BureauReport(BureauResult.RESTRICTED, consulted_on=TODAY), BureauFiguresWrong),
        (BureauReport(BureauResult.RESTRICTED, None, 1, Money(-1), TODAY), BureauFiguresWrong),
    ],
)
def test_what_the_bureau_cannot_have_said_is_refused(
    shop: Context, bureau: BureauReport, refusal: type[Refusal]
) -> None:
    desk = analysis.analysis_desk(shop, somebody_stable(shop))

    with pytest.raises(refusal):
        analysis.record_analysis(shop, analysis_order(desk, bureau=bureau))

    assert counts() == (0, 0)


def test_a_restriction_of_the_bureau_is_kept_with_its_document(shop: Context) -> None:
    customer = somebody_stable(shop)
    order = AttachOrder.of(new_id(), customer, AttachmentKind.BUREAU, "Consulta", pdf())
    document = attachments.attach_file(shop, order).attachment_id
    desk = analysis.analysis_desk(shop, customer)
    assert [each.attachment_id for each in desk.bureau_documents] == [document]
    bureau = BureauReport(BureauResult.RESTRICTED, 310, 2, Money(840_00), TODAY, document)

    analysis.record_analysis(shop, analysis_order(desk, bureau=bureau))

    (row,) = analysis.analyses(shop, customer)
    assert row.facts is not None
    assert row.facts.bureau == bureau
    assert CreditAnalysis.get().bureau_document_id == document


def test_another_customers_document_is_no_document(shop: Context) -> None:
    order = AttachOrder.of(new_id(), a_customer(shop), AttachmentKind.BUREAU, "Consulta", pdf())
    document = attachments.attach_file(shop, order).attachment_id
    desk = analysis.analysis_desk(shop, somebody_stable(shop))

    with pytest.raises(AttachmentNotFound):
        analysis.record_analysis(shop, analysis_order(desk, bureau=replace(CLEAN, document_id=document)))


ANSWERS = AnalysisAnswers(
    Housing.RENTED, date(2024, 1, 1), date(2025, 2, 1), Money(1_800_00), IncomeProof.DECLARED
)


def test_what_the_record_lacks_is_asked_and_goes_into_it(shop: Context) -> None:
    customer = a_customer(shop)
    desk = analysis.analysis_desk(shop, customer)
    assert desk.known == AnalysisAnswers()

    analysis.record_analysis(shop, analysis_order(desk, answers=ANSWERS))

    (row,) = analysis.analyses(shop, customer)
    assert row.facts is not None
    assert (row.facts.applicant.years_at_address, row.facts.applicant.income) == (2, Money(1_800_00))
    assert set(row.facts.typed) == {"housing", "housing_since", "job_since", "income", "income_proof"}
    assert analysis.analysis_desk(shop, customer).known == ANSWERS


def test_what_the_record_says_is_not_asked_over(shop: Context) -> None:
    customer = somebody_stable(shop)
    desk = analysis.analysis_desk(shop, customer)

    analysis.record_analysis(shop, analysis_order(desk, answers=ANSWERS))

    assert analysis.analysis_desk(shop, customer).known == desk.known


def test_an_impossible_answer_is_refused(shop: Context) -> None:
    desk = analysis.analysis_desk(shop, a_customer(shop))
    ahead = AnalysisAnswers(job_since=TODAY + timedelta(days=40))

    with pytest.raises(SinceOutOfRange):
        analysis.record_analysis(shop, analysis_order(desk, answers=ahead))


def test_a_record_not_complete_is_not_decided_on(shop: Context) -> None:
    desk = analysis.analysis_desk(shop, somebody_stable(shop, birth_date=date(2010, 1, 1)))
    assert desk.missing == ("minor",)

    with pytest.raises(CustomerIncomplete):
        analysis.record_analysis(shop, analysis_order(desk))


def test_a_policy_saved_meanwhile_is_noticed(shop: Context) -> None:
    order = analysis_order(analysis.analysis_desk(shop, somebody_stable(shop)))
    save_policy(shop, CreditPolicy(default_limit=Money(600_00)))

    with pytest.raises(AnalysisOutdated) as refused:
        analysis.record_analysis(shop, order)

    assert refused.value.what == "policy"
    assert counts() == (0, 0)


def test_a_record_changed_meanwhile_is_noticed(shop: Context) -> None:
    customer = somebody_stable(shop)
    order = analysis_order(analysis.analysis_desk(shop, customer))
    before = customers.customer_record(shop, customer).draft
    after = replace(before, income=Money(900_00))
    customers.change_customer(shop, customers.ChangeCustomerOrder(new_id(), customer, before, after))

    with pytest.raises(AnalysisOutdated) as refused:
        analysis.record_analysis(shop, order)

    assert refused.value.what == "record"


def test_what_became_due_meanwhile_is_noticed(shop: Context) -> None:
    customer = somebody_stable(shop)
    order = analysis_order(analysis.analysis_desk(shop, customer))
    a_sale(shop, customer, Money(2_900_00), pieces=3)

    with pytest.raises(AnalysisOutdated) as refused:
        analysis.record_analysis(shop, order)

    assert refused.value.what == "figures"


def test_an_old_decision_is_told_by_the_policy_of_then(shop: Context) -> None:
    customer = somebody_stable(shop)
    a_sale(shop, customer)
    made = decided(shop, customer, REFUSED)
    then = analysis.analyses(shop, customer)

    save_policy(shop, CreditPolicy(points=replace(CreditPolicy().points, approve_from=99, refuse_below=98)))
    on_day(shop, TODAY + timedelta(days=400))
    a_payment(shop, customer, 3)

    assert analysis.analyses(shop, customer) == then
    (text,) = page_texts(analysis.analysis_paper(shop, made.analysis_id).content)
    assert "a partir de 60 pontos" in " ".join(text.split())


def test_the_paper_says_why_who_decided_and_how_to_ask_for_a_review(shop: Context) -> None:
    customer = somebody_stable(shop)
    restricted = BureauReport(BureauResult.RESTRICTED, 310, 2, Money(840_00), TODAY)
    desk = analysis.analysis_desk(shop, customer)
    made = analysis.record_analysis(shop, analysis_order(desk, REFUSED, bureau=restricted))

    paper = analysis.analysis_paper(shop, made.analysis_id)

    texts = page_texts(paper.content)
    said = " ".join(" ".join(texts).split())
    assert len(texts) == 1
    for words in (
        "Maria das Dores Silva",
        "Crédito não aprovado",
        "Aurora Rocha, pela loja",
        "2 restrições, R$ 840,00",
        REFUSED.reason,
        "LGPD, art. 20",
        "Rua Major Gote",
    ):
        assert words in said
    assert paper.file_name == f"analise-{made.analysis_id}-2026-06-09.pdf"


def test_the_longest_paper_is_one_page(shop: Context) -> None:
    customer = somebody_stable(shop, name="Maximiliana " * 9)
    reason = "Motivo comprido, com muitas palavras explicadas. " * 6

    made = decided(shop, customer, Decision(Proposal.REFUSE, Money.ZERO, reason[:300]))

    assert len(page_texts(analysis.analysis_paper(shop, made.analysis_id).content)) == 1


@pytest.mark.parametrize("number", [CASHIER, SELLER])
def test_who_may_not_analyse_neither_sees_the_desk_nor_decides(shop: Context, number: int) -> None:
    customer = somebody_stable(shop)
    order = analysis_order(analysis.analysis_desk(shop, customer))
    person = as_person(shop, number)

    with pytest.raises(PermissionDenied):
        analysis.analysis_desk(person, customer)
    with pytest.raises(PermissionDenied):
        analysis.record_analysis(person, order)
    assert analysis.analyses(person, customer) == ()


def test_a_manager_decides(shop: Context) -> None:
    customer = somebody_stable(shop)

    decided(as_person(shop, MANAGER), customer)

    assert analysis.analyses(shop, customer)[0].decided_by == "Cláudia Ribeiro"


def test_who_may_not_change_records_answers_for_the_analysis_alone(shop: Context) -> None:
    customer = a_customer(shop)
    own = (PermissionChange("analyse_credit", True), PermissionChange("edit_customer", False))
    seen = PersonSeen("Edson Martins", "Edson M.", Role.SELLER)
    people.change_permissions(shop, PermissionsOrder(new_id(), SELLER, seen, own))
    seller = as_person(shop, SELLER)
    desk = analysis.analysis_desk(seller, customer)
    assert not desk.saves_answers

    analysis.record_analysis(seller, analysis_order(desk, answers=ANSWERS))

    (row,) = analysis.analyses(shop, customer)
    assert row.facts is not None
    assert row.facts.applicant.income == ANSWERS.income
    assert analysis.analysis_desk(shop, customer).known == AnalysisAnswers()


def test_somebody_who_does_not_exist_is_a_mistake_of_the_program(shop: Context) -> None:
    with pytest.raises(LookupError):
        analysis.analysis_desk(shop, 999_999)
    with pytest.raises(LookupError):
        analysis.analysis_paper(shop, 999_999)


def test_points_are_of_every_item_once(shop: Context) -> None:
    shown = proposed(analysis.analysis_desk(shop, somebody_stable(shop)))

    assert [line.item for line in shown.lines] == list(Item)
    assert RecordAccess.select().count() == 0
