"""Two records of one customer made one (unificação), without losing a movement."""

from dataclasses import dataclass
from typing import Any

from crediario.db import customers, ledger, merging
from crediario.db.merging import Effect
from crediario.domain.customers import missing_for_credit
from crediario.domain.errors import Refusal
from crediario.domain.merging import MergeSide, check_merge, choices, merged_facts
from crediario.domain.record_draft import draft_of, masked, single_fields
from crediario.services.core import Context, Topic, query, use_case

#: What screens use from here.
__all__ = ["Effect", "MergeChanged", "MergeField", "MergeOrder", "MergePreview", "MergedCustomer",
           "merge_customers", "merge_preview"]  # fmt: skip


@dataclass(eq=False)
class MergeChanged(Refusal):
    """What the merge would move is not what was shown: something was sold or received meanwhile."""

    effect: Effect


@dataclass(frozen=True, slots=True)
class MergeField:
    """A field of the two records, as drafts write it.

    Attributes:
        must_choose: both say something, and not the same.
    """

    name: str
    kept: Any
    merged: Any
    must_choose: bool


@dataclass(frozen=True, slots=True)
class MergePreview:
    """Two records side by side, and what merging them would do.

    Attributes:
        fields: those in which they differ; the first name stays where nothing is chosen.
        phones: of the record after the merge; references likewise.
        effect: what moves to the kept record.
        kept_effect: what it has already.
    """

    kept_id: int
    kept_name: str
    merged_id: int
    merged_name: str
    fields: tuple[MergeField, ...]
    phones: tuple[str, ...]
    references: tuple[str, ...]
    effect: Effect
    kept_effect: Effect
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class MergeOrder:
    """Which record becomes part of which.

    Attributes:
        request_id: made when the screen opened; a retry carries the same.
        kept_id: the record that stays.
        merged_id: the one that becomes part of it.
        seen: the effect that was shown.
        take: fields in which the other's word counts.
    """

    request_id: str
    kept_id: int
    merged_id: int
    seen: Effect
    take: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedCustomer:
    """The record that stayed; ``missing`` as in ``missing_for_credit``."""

    id: int
    name: str
    effect: Effect
    missing: tuple[str, ...]


@query("merge_customers")
def merge_preview(ctx: Context, kept_id: int, merged_id: int) -> MergePreview:
    """Both records field by field, and what would move; ``refusal`` says why they may not be merged.

    Raises:
        LookupError: no such customer, which only a programming mistake can ask for.
    """
    kept, merged = _side(ctx, kept_id), _side(ctx, merged_id)
    after = draft_of(merged_facts(kept.facts, merged.facts, ()))
    return MergePreview(
        kept_id=kept_id,
        kept_name=kept.facts.name,
        merged_id=merged_id,
        merged_name=merged.facts.name,
        fields=tuple(_fields(kept, merged)),
        phones=tuple(phone.number_text for phone in after.phones),
        references=tuple(each.name for each in after.references),
        effect=merging.effect_of(ctx.database, merged_id),
        kept_effect=merging.effect_of(ctx.database, kept_id),
        refusal=_refusal(kept, merged),
    )


def _refusal(kept: MergeSide, merged: MergeSide) -> Refusal | None:
    try:
        check_merge(kept, merged)
    except Refusal as refusal:
        return refusal
    return None


def _fields(kept: MergeSide, merged: MergeSide) -> list[MergeField]:
    """Where the two differ."""
    open_ = choices(kept.facts, merged.facts)
    mine, theirs = single_fields(masked(draft_of(kept.facts))), single_fields(masked(draft_of(merged.facts)))
    return [
        MergeField(name, mine[name], theirs[name], name in open_)
        for name in mine
        if mine[name] != theirs[name]
    ]


@use_case(
    "merge_customers",
    changes={Topic.CUSTOMERS, Topic.RECEIVABLES, Topic.DOCUMENTS, Topic.PRIVACY},
    proof=True,
)
def merge_customers(ctx: Context, order: MergeOrder) -> MergedCustomer:
    """Makes one record of two: everything of the one becomes the other's, and nothing is lost.

    Sales, payments, installments, agreements, points, analyses, files, consents and whatever else points to
    the one record points to the other afterwards. The old record stays, closed, with what it said.

    Raises:
        the refusals of ``check_merge``: they may not be merged.
        MergeChanged: something was sold or received since the effect was shown.
        LookupError: no such customer, which only a programming mistake can ask for.

    Rule: product.md A3. See docs/regras.md#unificacao.
    """
    for customer_id in sorted({order.kept_id, order.merged_id}):
        ledger.lock_customer(ctx.stamp, customer_id)
    kept, merged = _side(ctx, order.kept_id), _side(ctx, order.merged_id)
    check_merge(kept, merged)
    effect = merging.effect_of(ctx.database, order.merged_id)
    if effect != order.seen:
        raise MergeChanged(effect)
    after = merged_facts(kept.facts, merged.facts, order.take)
    merging.merge(ctx.stamp, order.kept_id, order.merged_id, kept.facts, merged.facts, after)
    return MergedCustomer(order.kept_id, after.name, effect, missing_for_credit(after.standing, ctx.today))


def _side(ctx: Context, customer_id: int) -> MergeSide:
    stored = customers.whole_customer(ctx.database, customer_id)
    if stored is None:
        raise LookupError(f"customer {customer_id}")
    kept_name = None
    if stored.kept_id is not None:
        kept_name = customers.name_of(ctx.database, customers.living_customer(ctx.database, stored.kept_id))
    stores = merging.stores_with_open(ctx.database, customer_id)
    return MergeSide(customer_id, stored.facts, kept_name, stored.anonymised, stores)
