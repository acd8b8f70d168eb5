"""The analysis of a customer: what is known, what is proposed, what a person decided, and why, ever after."""

import hashlib
from dataclasses import dataclass, fields, replace
from datetime import date

from crediario.db import (
    analysis,
    attachments,
    customers,
    down_payments,
    limits,
    receivables,
    relations,
    score,
    shop,
)
from crediario.db.analysis import AnalysisRow, NewAnalysis
from crediario.db.attachments import AttachmentRow
from crediario.db.customers import StoredCustomer
from crediario.db.ledger import lock_customer
from crediario.db.limits import Account
from crediario.documents import analysis as paper
from crediario.documents.shop import shop_header
from crediario.domain.attachments import AttachmentKind, AttachmentNotFound
from crediario.domain.br import clean_text
from crediario.domain.credit.decided import (
    REASON_LENGTH,
    AnalysedFacts,
    AnalysisAnswers,
    AnalysisOutdated,
    BureauReport,
    Decision,
    Household,
    answered,
    check_decision,
    checked_bureau,
)
from crediario.domain.credit.policy import CreditPolicy
from crediario.domain.credit.position import CreditStatus
from crediario.domain.credit.scorecard import Applicant, Proposal, analyse
from crediario.domain.customers import age, check_may_buy, missing_for_credit
from crediario.domain.money import Money
from crediario.domain.record_draft import draft_of, with_fields
from crediario.domain.registration import PhonePurpose, checked_facts, stored_document
from crediario.domain.relations import check_open
from crediario.domain.settings import ShopProfile
from crediario.services.core import Context, Topic, encoded, may, query, use_case

#: What screens use from here, the rows of the queries included.
__all__ = [
    "Account",
    "AnalysisAnswers",
    "AnalysisDesk",
    "AnalysisOrder",
    "AnalysisPaper",
    "AnalysisRecorded",
    "AnalysisRow",
    "AttachmentRow",
    "analyses",
    "analysis_desk",
    "analysis_paper",
    "record_analysis",
]

NAMELESS = ShopProfile("Loja")


@dataclass(frozen=True, slots=True)
class AnalysisDesk:
    """Everything the analysis screen needs: ``domain.credit.scorecard`` makes the proposal of it, by itself.

    Attributes:
        document_masked: "" without a document.
        missing: what a credit sale needs and the record lacks; with any, nothing can be decided.
        applicant: the answers the record has; the bureau's is always asked.
        known: those of ``AnalysisAnswers`` the record has.
        record_seen: goes back with the order, to notice that the record changed meanwhile.
        policy_version: goes back with the order; 0 while the policy is the one a new shop starts with.
        bureau_documents: the answers of bureaus kept with the record, the newest first.
        saves_answers: whether the answers go into the record.
    """

    customer_id: int
    name: str
    document_masked: str
    is_company: bool
    since: date
    missing: tuple[str, ...]
    applicant: Applicant
    known: AnalysisAnswers
    record_seen: str
    policy: CreditPolicy
    policy_version: int
    account: Account
    open: Money
    household: Household
    bureau_documents: tuple[AttachmentRow, ...]
    saves_answers: bool
    today: date


@dataclass(frozen=True, slots=True)
class AnalysisOrder:
    """A decision as the screen sends it.

    Attributes:
        request_id: made when the form opened; a retry carries the same.
        answers: what was asked because the record did not say it.
        bureau: the bureau's answer as typed.
        decision: what the person decided.
        record_seen, policy_version: of the desk.
        shown_points, shown_proposal, shown_limit: what the screen proposed.
    """

    request_id: str
    customer_id: int
    answers: AnalysisAnswers
    bureau: BureauReport
    decision: Decision
    record_seen: str
    policy_version: int
    shown_points: int
    shown_proposal: Proposal
    shown_limit: Money


@dataclass(frozen=True, slots=True)
class AnalysisRecorded:
    """A decision written down, and in force."""

    analysis_id: int
    customer_id: int
    decision: Proposal
    limit: Money


@dataclass(frozen=True, slots=True)
class AnalysisPaper:
    """The explanation of a decision as a PDF, for the customer."""

    content: bytes
    file_name: str


@query("analyse_credit")
def analysis_desk(ctx: Context, customer_id: int) -> AnalysisDesk:
    """What is known of a customer who asks for credit; of a merged record, the one it became.

    Raises:
        LookupError: no such customer, which only a programming mistake can ask for.

    Rule: product.md B2. See docs/regras.md#analise.
    """
    stored = _stored(ctx, customers.living_customer(ctx.database, customer_id))
    facts, document = stored.facts, stored.facts.document
    known, applicant = _known(stored), _applicant(ctx, stored)
    others, open_together = relations.household_open(ctx.database, stored.customer_id)
    files = attachments.listed(ctx.database, stored.customer_id)
    return AnalysisDesk(
        customer_id=stored.customer_id,
        name=facts.name,
        document_masked=stored_document(document).masked if document else "",
        is_company=not facts.standing.is_person,
        since=stored.since,
        missing=missing_for_credit(facts.standing, ctx.today),
        applicant=applicant,
        known=known,
        record_seen=_seen(stored),
        policy=shop.credit_policy(ctx.database, ctx.store_id),
        policy_version=shop.credit_policy_version(ctx.database, ctx.store_id),
        account=limits.account_of(ctx.database, stored.customer_id),
        open=Money.total(amount for _, amount in applicant.dues),
        household=Household(others, open_together),
        bureau_documents=tuple(each for each in files if each.kind is AttachmentKind.BUREAU),
        saves_answers=may(ctx, "edit_customer"),
        today=ctx.today,
    )


def _stored(ctx: Context, customer_id: int) -> StoredCustomer:
    stored = customers.whole_customer(ctx.database, customer_id)
    if stored is None:
        raise LookupError(f"customer {customer_id}")
    return stored


def _known(stored: StoredCustomer) -> AnalysisAnswers:
    details = stored.facts.details
    return AnalysisAnswers(
        housing=details.housing,
        housing_since=details.housing_since,
        job_since=details.job_since,
        income=stored.facts.income or None,
        income_proof=details.income_proof,
    )


def _applicant(ctx: Context, stored: StoredCustomer) -> Applicant:
    """The answers of the record, what is open and the score; what was asked beside it is not in yet."""
    facts, counted = stored.facts, score.score_of(ctx.database, stored.customer_id)
    rows = receivables.open_installments(ctx.database, stored.customer_id)
    downs = down_payments.open_of_customer(ctx.database, stored.customer_id)
    own = [each for each in facts.phones if each.purpose is not PhonePurpose.MESSAGE]
    applicant = Applicant(
        age=age(facts.birth_date, ctx.today) if facts.birth_date else None,
        phones=len(own),
        references=len(facts.references),
        dues=(*((down.sold_on, down.open) for down in downs), *((row.due_date, row.open) for row in rows)),
        score=counted.total if counted.lines else None,
    )
    return answered(applicant, _known(stored), ctx.today)


def _seen(stored: StoredCustomer) -> str:
    """What the record says, in a few letters: another record gives others."""
    return hashlib.sha256(encoded(stored.facts).encode()).hexdigest()


@use_case("analyse_credit", changes={Topic.CUSTOMERS})
def record_analysis(ctx: Context, order: AnalysisOrder) -> AnalysisRecorded:
    """Writes down an analysis with what a person decided; status and limit change with it.

    Raises:
        CustomerClosed: the record was merged or anonymised.
        CustomerIncomplete: it lacks what a credit sale needs; minors among it.
        AnalysisOutdated: the policy, the record or what is open changed since the screen showed it.
        AttachmentNotFound: the bureau's document is not on this record.
        the refusals of ``checked_bureau``, ``check_decision`` and ``checked_facts``; ``TextTooLong``.
        LookupError: no such customer, which only a programming mistake can ask for.

    Rule: product.md B2, B4; LGPD art. 20. See docs/regras.md#analise.
    """
    lock_customer(ctx.stamp, order.customer_id)
    check_open(relations.record(ctx.database, order.customer_id))
    stored = _stored(ctx, order.customer_id)
    check_may_buy(stored.facts.standing, ctx.today)
    if shop.credit_policy_version(ctx.database, ctx.store_id) != order.policy_version:
        raise AnalysisOutdated("policy")
    policy = shop.credit_policy(ctx.database, ctx.store_id)
    if _seen(stored) != order.record_seen:
        raise AnalysisOutdated("record")
    asked = _asked(stored, order.answers)
    facts = _facts(ctx, _with_answers(ctx, stored, asked), tuple(asked), order, policy)
    decision = replace(order.decision, reason=clean_text(order.decision.reason, REASON_LENGTH))
    check_decision(decision, facts.analysis, policy.limit_ceiling)
    new = NewAnalysis(order.request_id, order.customer_id, ctx.today, order.policy_version, facts, decision)
    analysis_id = analysis.add(ctx.stamp, new)
    refused = decision.kind is Proposal.REFUSE
    limits.decide(
        ctx.stamp,
        order.customer_id,
        decision.limit,
        decision.reason,
        kind="analysis",
        status=CreditStatus.REFUSED if refused else CreditStatus.APPROVED,
        analysis_id=analysis_id,
    )
    return AnalysisRecorded(analysis_id, order.customer_id, decision.kind, decision.limit)


def _asked(stored: StoredCustomer, answers: AnalysisAnswers) -> dict[str, object]:
    """By name what was answered now; what the record says already is never asked."""
    known = _known(stored)
    typed = {part.name: getattr(answers, part.name) for part in fields(answers)}
    return {name: value for name, value in typed.items() if value and getattr(known, name) is None}


def _with_answers(ctx: Context, stored: StoredCustomer, asked: dict[str, object]) -> StoredCustomer:
    """The record with what was answered now, checked as the form checks it, and kept where one may."""
    if not asked:
        return stored
    facts = checked_facts(with_fields(draft_of(stored.facts), asked), ctx.today)
    if may(ctx, "edit_customer"):
        customers.change_customer(ctx.stamp, stored.customer_id, stored.facts, facts)
    return replace(stored, facts=facts)


def _facts(
    ctx: Context, stored: StoredCustomer, typed: tuple[str, ...], order: AnalysisOrder, policy: CreditPolicy
) -> AnalysedFacts:
    """Everything it was made from, if it still comes to what the screen showed."""
    bureau = checked_bureau(order.bureau, ctx.today)
    _check_document(ctx, order.customer_id, bureau.document_id)
    applicant = replace(_applicant(ctx, stored), bureau=bureau.result)
    made = analyse(applicant, policy, ctx.today)
    shown = (order.shown_points, order.shown_proposal, order.shown_limit)
    if shown != (made.points, made.proposal, made.limit):
        raise AnalysisOutdated("figures")
    return AnalysedFacts(
        applicant=applicant,
        bureau=bureau,
        analysis=made,
        household=Household(*relations.household_open(ctx.database, order.customer_id)),
        refuse_below=policy.points.refuse_below,
        approve_from=policy.points.approve_from,
        limit_ceiling=policy.limit_ceiling,
        typed=typed,
    )


def _check_document(ctx: Context, customer_id: int, document_id: int | None) -> None:
    if document_id is None:
        return
    found = attachments.attachment(ctx.database, document_id)
    if found is None or found.customer_id != customer_id or found.kind is not AttachmentKind.BUREAU:
        raise AttachmentNotFound


@query("see_credit")
def analyses(ctx: Context, customer_id: int) -> tuple[AnalysisRow, ...]:
    """Every analysis of a customer as it was then, the newest first."""
    return analysis.of_customer(ctx.database, customers.living_customer(ctx.database, customer_id))


@query("print_papers")
def analysis_paper(ctx: Context, analysis_id: int) -> AnalysisPaper:
    """Why a decision was what it was, in plain words on one page, for the customer to take home.

    Raises:
        LookupError: no such analysis, which only a programming mistake can ask for.

    Rule: LGPD art. 20 §1; law.md §8. See docs/regras.md#analise.
    """
    row = analysis.analysis(ctx.database, analysis_id)
    if row is None:
        raise LookupError(f"analysis {analysis_id}")
    profile = shop.shop_profile(ctx.database, ctx.store_id) or NAMELESS
    content = paper.render(
        paper.AnalysisPaper(
            shop=shop_header(profile),
            customer_name=customers.name_of(ctx.database, row.customer_id),
            analysed_on=row.analysed_on,
            decision=row.decision,
            limit=row.limit,
            proposed=row.proposed,
            proposed_limit=row.proposed_limit,
            reason=row.reason,
            decided_by=row.decided_by,
            facts=row.facts,
            issued_at=ctx.now,
            issued_by=ctx.operator.short_name,
        )
    )
    return AnalysisPaper(content, f"analise-{analysis_id}-{row.analysed_on.isoformat()}.pdf")
