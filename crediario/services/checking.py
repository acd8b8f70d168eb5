"""Checking a shop: every invariant, the file's own consistency, and one number for all it holds."""

from dataclasses import dataclass

from crediario.db import digest, invariants
from crediario.db.invariants import Invariant
from crediario.services.core import Context, query

__all__ = ["CheckReport", "Invariant", "check_shop"]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the check found.

    Attributes:
        ok: nothing is broken.
        digest: the same for the same content, on any computer and engine; "" of a damaged file.
        invariants: each rule with how much was checked and how much failed; none of a damaged file.
        damage: what the database engine found wrong with its own file.
    """

    ok: bool
    digest: str
    invariants: tuple[Invariant, ...]
    damage: tuple[str, ...]


@query("check_shop")
def check_shop(ctx: Context) -> CheckReport:
    """Checks everything, at one moment, changing nothing."""
    damage = invariants.file_damage(ctx.database)
    if damage:
        # What a damaged file answers means nothing, if it answers at all.
        return CheckReport(ok=False, digest="", invariants=(), damage=damage)
    found = invariants.check_all(ctx.database)
    return CheckReport(
        ok=all(not each.failed for each in found),
        digest=digest.digest(ctx.database),
        invariants=found,
        damage=(),
    )
