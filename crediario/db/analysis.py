"""Analyses of customers: written once and never changed, read back as they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from peewee import Database

from crediario.db.journal import Stamp
from crediario.db.models import CreditAnalysis
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, insert
from crediario.domain.credit.decided import AnalysedFacts, Decision
from crediario.domain.credit.scorecard import Proposal
from crediario.domain.money import Money

_COLUMNS = (
    "store_id", "till_id", "operator_id", "customer_id", "analysed_on", "policy_version", "facts", "points",
    "proposed", "proposed_limit_cents", "decision", "limit_cents", "reason", "bureau_document_id",
    "operation", "created_at",
)  # fmt: skip
_ROWS = (
    "SELECT a.id, a.customer_id, a.analysed_on, a.policy_version, a.points, a.proposed,"
    " a.proposed_limit_cents, a.decision, a.limit_cents, a.reason, o.name, o.role, a.created_at, a.facts"
    " FROM credit_analysis AS a JOIN shop_user AS o ON o.id = a.operator_id"
)


@dataclass(frozen=True, slots=True)
class NewAnalysis:
    """An analysis as it is written."""

    operation: str
    customer_id: int
    analysed_on: date
    policy_version: int
    facts: AnalysedFacts
    decision: Decision


@dataclass(frozen=True, slots=True)
class AnalysisRow:
    """An analysis as it was recorded.

    Attributes:
        policy_version: 0 while the policy was the one a new shop starts with.
        reason: as typed; "" where the decision followed the proposal and nobody wrote any.
        decided_by: the person's name, and role of now.
        facts: None once the person was anonymised.
    """

    analysis_id: int
    customer_id: int
    analysed_on: date
    policy_version: int
    points: int
    proposed: Proposal
    proposed_limit: Money
    decision: Proposal
    limit: Money
    reason: str
    decided_by: str
    role: str
    created_at: datetime
    facts: AnalysedFacts | None


def add(stamp: Stamp, new: NewAnalysis) -> int:
    """Writes an analysis; returns its id."""
    analysis, decision = new.facts.analysis, new.decision
    facts = msgspec.json.encode(new.facts, order="deterministic").decode()
    row = (
        stamp.store_id, stamp.till_id, stamp.operator_id, new.customer_id, new.analysed_on,
        new.policy_version, facts, analysis.points, analysis.proposal.value, analysis.limit.cents,
        decision.kind.value, decision.limit.cents, decision.reason, new.facts.bureau.document_id,
        new.operation, stamp.instant,
    )  # fmt: skip
    return insert(stamp.database, CreditAnalysis, _COLUMNS, row)


def of_customer(database: Database, customer_id: int) -> tuple[AnalysisRow, ...]:
    """Every analysis of a customer, the newest first."""
    rows = fetch(database, f"{_ROWS} WHERE a.customer_id = ? ORDER BY a.id DESC", (customer_id,))
    return tuple(_row(row) for row in rows)


def analysis(database: Database, analysis_id: int) -> AnalysisRow | None:
    """An analysis by its id; None when there is none."""
    rows = fetch(database, f"{_ROWS} WHERE a.id = ?", (analysis_id,))
    return _row(rows[0]) if rows else None


def _row(row: Sequence[Any]) -> AnalysisRow:
    id_, customer_id, day, version, points, proposed, proposed_cents, *decided = row
    kind, cents, reason, name, role, created_at, facts = decided
    return AnalysisRow(
        analysis_id=id_,
        customer_id=customer_id,
        analysed_on=as_date(day),
        policy_version=version,
        points=points,
        proposed=Proposal(proposed),
        proposed_limit=Money(proposed_cents),
        decision=Proposal(kind),
        limit=Money(cents),
        reason=reason,
        decided_by=name,
        role=role,
        created_at=datetime.fromisoformat(created_at),
        facts=msgspec.json.decode(facts, type=AnalysedFacts) if facts else None,
    )
