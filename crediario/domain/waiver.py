"""Forgiving late charges at the till (dispensa de multa e juros): where it goes, and who may give it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from crediario.domain.allocation import Quote, oldest_first
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.permissions import Role
from crediario.domain.settings import ShopSettings

REASON_LENGTH = 200


@dataclass(eq=False)
class WaiverBeyondCharges(Refusal):
    """More would be forgiven than the fine and interest due, or less than nothing."""

    waived: Money
    due: Money


@dataclass(eq=False)
class WaiverAboveCeiling(Refusal):
    """More is forgiven than the operator may alone: somebody above has to release it."""

    waived: Money
    ceiling: Money


@dataclass(eq=False)
class WaiverReasonMissing(Refusal):
    """Forgiving charges says why."""


@dataclass(frozen=True, slots=True)
class WaiverTerms:
    """What a release of a waiver is given for, and for nothing else.

    Attributes:
        customer_id: whose charges are forgiven.
        installment_ids: the installments of the receipt.
        waived: how much, in all.
    """

    customer_id: int
    installment_ids: tuple[int, ...]
    waived: Money


def waive(quotes: Iterable[Quote], waived: Money) -> tuple[Quote, ...]:
    """The quotes with ``waived`` forgiven: the oldest due first, in each the fine before the interest.

    Args:
        quotes: what each installment costs today, nothing forgiven yet.
        waived: of fine and interest, all of them together.

    Returns:
        The oldest due first; ``Quote.total`` is less by what each was forgiven.

    Raises:
        WaiverBeyondCharges: more than all charges, or less than nothing.

    Rule: product.md D3. See docs/regras.md#dispensa.
    """
    quotes = oldest_first(quotes)
    due = Money.total(quote.charges for quote in quotes)
    if not Money.ZERO <= waived <= due:
        raise WaiverBeyondCharges(waived, due)
    forgiven, left = [], waived
    for quote in quotes:
        fine = min(left, quote.fine)
        interest = min(left - fine, quote.interest)
        left -= fine + interest
        forgiven.append(replace(quote, waived_fine=fine, waived_interest=interest))
    return tuple(forgiven)


def waiver_ceiling(role: Role, settings: ShopSettings, *, may_waive: bool) -> Money | None:
    """How much of a receipt's charges a person may forgive alone; None has no ceiling.

    Args:
        role: of who receives.
        settings: the shop's ceilings.
        may_waive: the person holds the permission ``waive_charges``.

    Rule: product.md D3. See docs/regras.md#dispensa.
    """
    if role in {Role.OWNER, Role.SYSTEM}:
        return None
    return settings.waiver_by_manager if may_waive else settings.waiver_by_cashier


def waiver_release(waived: Money, settings: ShopSettings) -> str:
    """The permission somebody above needs, to release what passes the operator's ceiling.

    Rule: product.md D3. See docs/regras.md#dispensa.
    """
    return "release_waiver" if waived <= settings.waiver_by_manager else "release_large_waiver"
