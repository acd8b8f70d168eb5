"""Checking a shop: every invariant, the file's own consistency, and one number for all it holds."""

from dataclasses import dataclass

from crediario.db import audit_chain, digest, invariants
from crediario.db.invariants import Invariant
from crediario.services.core import Context, query

__all__ = ["AuditCheck", "CheckReport", "Invariant", "check_shop"]


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """What was looked at of the audit's chain.

    Attributes:
        begun: whether there is one; release 1.1 and older had none.
        sealed: whether the seals were computed anew; not where the shop's key is not at hand.
        earlier: rows from before the chain, covered by its first seal.
        noted: the last row as papers print it, ``1842-9f3a01c7``; "" before the chain began.
    """

    begun: bool
    sealed: bool
    earlier: int
    noted: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the check found.

    Attributes:
        ok: nothing is broken.
        digest: the same for the same content, on any computer and engine; "" of a damaged file.
        invariants: each rule with how much was checked and how much failed; none of a damaged file.
        damage: what the database engine found wrong with its own file.
        audit: how far I12 could look; None of a damaged file.
    """

    ok: bool
    digest: str
    invariants: tuple[Invariant, ...]
    damage: tuple[str, ...]
    audit: AuditCheck | None = None


@query("check_shop")
def check_shop(ctx: Context) -> CheckReport:
    """Checks everything, at one moment, changing nothing."""
    damage = invariants.file_damage(ctx.database)
    if damage:
        # What a damaged file answers means nothing, if it answers at all.
        return CheckReport(ok=False, digest="", invariants=(), damage=damage)
    found = invariants.check_all(ctx.database, ctx.audit_key)
    return CheckReport(
        ok=all(not each.failed for each in found),
        digest=digest.digest(ctx.database),
        invariants=found,
        damage=(),
        audit=_audit(ctx),
    )


def _audit(ctx: Context) -> AuditCheck:
    state = audit_chain.state(ctx.database)
    if state is None:
        return AuditCheck(begun=False, sealed=False, earlier=0, noted="")
    key = ctx.audit_key or audit_chain.demo_key(ctx.database)
    sealed = key is not None and key.fingerprint == state.fingerprint
    return AuditCheck(begun=True, sealed=sealed, earlier=state.earlier.count, noted=state.head.noted)
