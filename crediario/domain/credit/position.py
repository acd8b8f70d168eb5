"""What is known of a customer when they ask for credit, and what they ask for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crediario.domain.money import Money
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.settings import ShopSettings


class CreditStatus(StrEnum):
    """What the analysis decided (situação do crédito)."""

    UNKNOWN = "unknown"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SubLimit:
    """How much an authorised buyer may have open, and has (sublimite)."""

    limit: Money
    used: Money


@dataclass(frozen=True, slots=True)
class CreditPosition:
    """Everything the rules look at, read once when the sale opens.

    Attributes:
        status: what the analysis decided.
        limit: the customer's own limit; None until one is given, and the policy's default limit counts.
        open: Σ face of the open installments, charges left out.
        dues: due date and open face of each open installment.
        score: behaviour score, 0 to 1000; None without one.
        income: monthly; None or zero when unknown.
        days_late: of the latest open installment today; 0 when nothing is overdue.
        last_purchase: day of the last sale on credit; None for the first one.
        blocked: reason of the block, None when not blocked.
        restricted: reason of the restriction (restrição de crédito), None without.
        buyer: sub-limit of the authorised buyer at the counter; None when the customer buys in person.
        household_open: Σ open face of the others of the household.
        settled: of the last installments, how many are settled: what makes somebody known to the shop.
    """

    status: CreditStatus = CreditStatus.UNKNOWN
    limit: Money | None = None
    open: Money = Money.ZERO
    dues: tuple[tuple[date, Money], ...] = ()
    score: int | None = None
    income: Money | None = None
    days_late: int = 0
    last_purchase: date | None = None
    blocked: str | None = None
    restricted: str | None = None
    buyer: SubLimit | None = None
    household_open: Money = Money.ZERO
    settled: int = 0


@dataclass(frozen=True, slots=True)
class CreditAsk:
    """The sale that is asked for: its terms, and the shop's settings its plan follows from."""

    terms: SaleTerms
    settings: ShopSettings
