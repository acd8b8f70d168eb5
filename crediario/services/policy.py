"""The shop's credit policy (política de crédito): in force, its history, and changed by a new version."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from crediario.db import credit, shop
from crediario.db.credit import PolicyInForce
from crediario.domain.credit.policy import STANDARD, CreditPolicy
from crediario.domain.errors import Refusal
from crediario.services.core import Context, Topic, query, use_case

__all__ = [
    "PolicyChange",
    "PolicyChangedMeanwhile",
    "PolicyInForce",
    "PolicyOrder",
    "PolicySaved",
    "PolicyStep",
    "change_policy",
    "policy_history",
    "policy_in_force",
]

#: Fields of the policy that hold fields of their own.
_PARTS = ("answers",)


@dataclass(eq=False)
class PolicyChangedMeanwhile(Refusal):
    """Somebody else saved another version since this one was read; nothing is overwritten."""

    operator_name: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class PolicyOrder:
    """The policy to be in force from now on.

    Attributes:
        request_id: made when the form opened; a retry carries the same.
        based_on: the version the form was filled from; 0 for what a new shop starts with.
    """

    request_id: str
    based_on: int
    policy: CreditPolicy


@dataclass(frozen=True, slots=True)
class PolicySaved:
    """The number of the version just written."""

    version: int


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One field that changed; ``name`` is ``answers.limit`` for the answer of a rule."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class PolicyStep:
    """One version: who saved it, when, and what it changed of the one before."""

    version: int
    operator_name: str
    saved_at: datetime
    policy: CreditPolicy
    changes: tuple[PolicyChange, ...]


@query("see_credit")
def policy_in_force(ctx: Context) -> PolicyInForce:
    """The policy that decides now, and its version; 0 is what a new shop starts with."""
    return credit.policy_in_force(ctx.database, ctx.store_id)


@query("edit_policy")
def policy_history(ctx: Context) -> tuple[PolicyStep, ...]:
    """Every version, the newest first, each with what it changed; the first one changed the standard."""
    versions = shop.policy_versions(ctx.database, ctx.store_id)
    before = [*(each.policy for each in versions[1:]), STANDARD]
    return tuple(
        PolicyStep(each.version, each.operator_name, each.saved_at, each.policy, _changes(old, each.policy))
        for each, old in zip(versions, before, strict=False)
    )


def _changes(before: Any, after: Any, within: str = "") -> tuple[PolicyChange, ...]:
    found: list[PolicyChange] = []
    for each in fields(after):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if each.name in _PARTS:
            found += _changes(old, new, f"{each.name}.")
        elif old != new:
            found.append(PolicyChange(within + each.name, old, new))
    return tuple(found)


@use_case("edit_policy", changes={Topic.SETTINGS}, proof=True)
def change_policy(ctx: Context, order: PolicyOrder) -> PolicySaved:
    """Puts a new policy in force; earlier versions and the decisions they gave stay as they are.

    Raises:
        PolicyChangedMeanwhile: another version was saved since ``based_on`` was read.

    Rule: product.md B1. See docs/regras.md#politica-de-credito.
    """
    shop.lock_versions(ctx.stamp)
    newest = next(iter(shop.policy_versions(ctx.database, ctx.store_id)), None)
    if order.based_on != (newest.version if newest else 0):
        raise PolicyChangedMeanwhile(
            newest.operator_name if newest else "", newest.saved_at if newest else ctx.now
        )
    return PolicySaved(shop.save_version(ctx.stamp, "policy", order.policy))
