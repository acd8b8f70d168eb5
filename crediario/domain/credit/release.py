"""Which release a sale needs, if any: for its light, for its rate, or for both at once."""

from crediario.domain.credit.signal import CreditSignal

BY_MANAGER = "release_credit"
BY_OWNER = "release_any_credit"
RATE = "release_rate"
RATE_AND_CREDIT = "release_rate_and_credit"
#: Every permission that releases a sale.
SALE_RELEASES = (BY_MANAGER, BY_OWNER, RATE, RATE_AND_CREDIT)


def release_needed(signal: CreditSignal, *, is_above_cap: bool) -> str | None:
    """The permission who releases this sale must hold; None when it goes on without.

    A rate above the legal ceiling and a red light are released by one yes of somebody who may both: only an
    owner does. What forbids is released by nobody and is not asked here.

    Rule: product.md B6; STJ REsp 1.720.656/MG. See docs/regras.md#liberacao.
    """
    if is_above_cap:
        return RATE_AND_CREDIT if signal.needs_release else RATE
    if not signal.needs_release:
        return None
    return BY_MANAGER if signal.manager_may_release else BY_OWNER
