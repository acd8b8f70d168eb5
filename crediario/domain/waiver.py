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
class ReceiptTerms:
    """What somebody above says yes to in a receipt, and to nothing else.

    Attributes:
        customer_id: who pays.
        installment_ids: what is being paid.
        waived: how much of fine and interest is forgiven, in all.
        pix_without_code: how much came by Pix seen in the bank, whose code nobody has.
        down_payments: the sales whose down payment is being paid too.
    """

    customer_id: int
    installment_ids: tuple[int, ...]
    waived: Money
    pix_without_code: Money
    down_payments: tuple[int, ...] = ()


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
    if not waived:
        return quotes
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


def receipt_release(terms: ReceiptTerms, ceiling: Money | None, settings: ShopSettings) -> str | None:
    """The permission of who has to say yes to a receipt; None where the operator alone may.

    Args:
        terms: what is asked.
        ceiling: the operator's own, of ``waiver_ceiling``.
        settings: the shop's ceilings.

    Rule: product.md D3, D9; one yes for both. See docs/regras.md#dispensa.
    """
    if ceiling is not None and terms.waived > ceiling:
        return "release_waiver" if terms.waived <= settings.waiver_by_manager else "release_large_waiver"
    return "release_pix" if terms.pix_without_code else None
