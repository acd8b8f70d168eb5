"""What was paid before the shop came here, installment by installment, with the charges of that time."""

from collections.abc import Iterator
from dataclasses import dataclass

from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import ChargeRules, OpenInstallment, charges_on
from crediario.domain.importing.lines import Line
from crediario.domain.importing.mapping import Meaning
from crediario.domain.importing.matching import ImportPlan
from crediario.domain.importing.portfolio import Portfolio
from crediario.domain.importing.report import NoteKind, RefusedReason, RowNote
from crediario.domain.money import Money


@dataclass(frozen=True, slots=True)
class PastSettlement:
    """How a payment of the past settles its installment; in centavos.

    Attributes:
        principal: face value that was paid.
        discount: face value that was not asked.
        fine, interest: what was paid beyond the face value, the fine first.
        waived_fine, waived_interest: what our charges would have been, less what was paid of them.
        beyond: paid beyond all of it, which only the report tells.
        days_late: days late on the day of the payment.
    """

    principal: int
    discount: int
    fine: int = 0
    interest: int = 0
    waived_fine: int = 0
    waived_interest: int = 0
    beyond: int = 0
    days_late: int = 0

    @property
    def amount(self) -> int:
        """The money in it, as far as it has a place."""
        return self.principal + self.fine + self.interest

    @property
    def settled(self) -> int:
        """The face value it takes off."""
        return self.principal + self.discount


def settle_past(
    line: Line, open_cents: int, rules: ChargeRules, calendar: HolidayCalendar
) -> PastSettlement | None:
    """What the line's payment settles of an installment with so much open; None when it paid nothing of it.

    Nothing of that past is charged now: what the shop's rules would have asked is waived.

    Args:
        line: a line with a day of payment.
        open_cents: face value open before it.
        rules: the shop's charges.
        calendar: the shop's business days.

    Rule: product.md K4; law.md §2. See docs/regras.md#importacao.
    """
    settled = open_cents - line.open_cents
    if line.paid_on is None or settled <= 0:
        return None
    handed = line.paid_cents if line.paid_cents is not None and not line.is_open else settled
    principal = min(handed, settled)
    extra = handed - principal
    if line.paid_on <= line.due:
        return PastSettlement(principal, settled - principal, beyond=extra)
    due = charges_on(OpenInstallment(0, Money(settled), line.due), line.paid_on, rules, calendar)
    fine = min(extra, due.fine.cents)
    interest = min(extra - fine, due.interest.cents)
    return PastSettlement(
        principal=principal,
        discount=settled - principal,
        fine=fine,
        interest=interest,
        waived_fine=due.fine.cents - fine,
        waived_interest=due.interest.cents - interest,
        beyond=extra - fine - interest,
        days_late=due.days_late,
    )


def past_notes(
    portfolio: Portfolio, plan: ImportPlan, rules: ChargeRules, calendar: HolidayCalendar
) -> Iterator[RowNote]:
    """Which of the payments that come in were of more than amount and charges, or of less than the amount."""
    coming = [(line, line.cents) for sale in plan.new_sales for line in sale.lines]
    coming += [(line, line.cents) for grown in plan.grown.values() for line in grown.added]
    coming += [(line, piece.open_cents) for _, piece, line in plan.settled]
    for line, open_cents in coming:
        # Most are paid exactly, and need no charges reckoned.
        if line.paid_cents in {None, line.cents}:
            continue
        past = settle_past(line, open_cents, rules, calendar)
        if past and (past.beyond or past.discount):
            told = portfolio.refusal(line, Meaning.PAID_AMOUNT, RefusedReason.INVALID_AMOUNT)
            kind = NoteKind.PAID_MORE if past.beyond else NoteKind.PAID_LESS
            yield RowNote(told.sheet, told.line, told.column, told.value, kind)
