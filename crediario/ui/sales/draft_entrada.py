"""How the entrada of a draft sale is paid: store credit, a second means, and the rest. No Qt here."""

from crediario.domain.money import Money
from crediario.domain.tender import Method, Tender
from crediario.ui.sales.draft import Draft


def credit_used(draft: Draft, balance: Money) -> Money:
    """How much of the entrada comes from the customer's store credit."""
    return min(balance, draft.entrada) if draft.uses_credit else Money.ZERO


def second_amount(draft: Draft) -> Money:
    """What the second means brings."""
    return draft.second.amount or Money.ZERO if draft.second is not None else Money.ZERO


def main_due(draft: Draft, balance: Money) -> Money:
    """What is left for the main means of payment; negative when the others bring too much."""
    return draft.entrada - credit_used(draft, balance) - second_amount(draft)


def change(draft: Draft, balance: Money = Money.ZERO) -> Money:
    """The change of the cash handed over for the down payment."""
    if draft.method is not Method.CASH or draft.handed is None:
        return Money.ZERO
    return max(draft.handed - max(main_due(draft, balance), Money.ZERO), Money.ZERO)


def tenders(draft: Draft, balance: Money = Money.ZERO) -> tuple[Tender, ...]:
    """The means of the down payment; none when there is none."""
    if not draft.entrada:
        return ()
    credit = credit_used(draft, balance)
    found = [Tender(Method.STORE_CREDIT, credit)] if credit else []
    if draft.second is not None and draft.second.amount:
        found.append(_tender(draft.second.method, draft.second.amount, draft.second.pix_end))
    due = main_due(draft, balance)
    if due.cents > 0:
        amount = draft.handed or due if draft.method is Method.CASH else due
        found.append(_tender(draft.method, amount, draft.pix_end))
    return tuple(found)


def _tender(method: Method, amount: Money, pix_end: str) -> Tender:
    return Tender(method, amount, pix_end.upper() if method is Method.PIX else None)
