"""Before a payment is undone (estorno): what it would undo, in numbers, and who may say yes."""

from dataclasses import dataclass

from crediario.db import negotiation, payments, returns, reversals, shop, store_credit
from crediario.db.payments import PaymentView
from crediario.db.reversals import ReversalEffect
from crediario.domain.money import Money
from crediario.services.core import Context, may, query

__all__ = ["PaymentView", "ReversalDesk", "ReversalEffect", "reversal_desk"]


@dataclass(frozen=True, slots=True)
class ReversalDesk:
    """A payment, and what undoing it would do.

    Attributes:
        effect: what moves.
        credit_balance: the customer's store credit now.
        may_alone: whether the operator undoes payments without a manager's yes.
        agreement_number: the agreement that counts on it; None without.
        return_number: the return that gave something of it back; None without.
    """

    view: PaymentView
    effect: ReversalEffect
    credit_balance: Money
    may_alone: bool
    agreement_number: int | None = None
    return_number: int | None = None

    @property
    def credit_spent(self) -> bool:
        """Whether the store credit it had kept is not there any more."""
        return self.effect.credit_taken - self.effect.credit_returned > self.credit_balance

    @property
    def can_be_undone(self) -> bool:
        """Whether nothing stands in the way."""
        counted = self.agreement_number is not None or self.return_number is not None
        return self.view.reversed_by is None and not counted and not self.credit_spent


@query("receive")
def reversal_desk(ctx: Context, payment_id: int) -> ReversalDesk:
    """A payment as received, and what undoing it would undo: money, points, limit, installments.

    Raises:
        LookupError: no such payment, which only a programming mistake can ask for.
    """
    points_on = shop.shop_settings(ctx.database, ctx.store_id).points_on
    view = payments.payment_view(ctx.database, payment_id, with_points=points_on)
    return ReversalDesk(
        view=view,
        effect=reversals.effect_of(ctx.database, payment_id),
        credit_balance=store_credit.balance(ctx.database, view.customer_id),
        may_alone=may(ctx, "reverse_payment"),
        agreement_number=negotiation.counted_by(ctx.database, payment_id),
        return_number=returns.counted_by(ctx.database, payment_id),
    )
