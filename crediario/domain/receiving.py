"""What receiving and negotiating both refuse of the installments they are given."""

from dataclasses import dataclass
from datetime import date

from crediario.domain.errors import Refusal
from crediario.domain.money import Money


@dataclass(eq=False)
class NotThisCustomers(Refusal):
    """An installment of somebody else came in the order."""

    customer_id: int


@dataclass(eq=False)
class InstallmentAlreadyPaid(Refusal):
    """Somebody received it already: when, on which receipt, and which payment prints it again."""

    contract_number: int
    number: int
    count: int
    paid_on: date | None
    receipt_number: int | None
    payment_id: int | None = None


@dataclass(eq=False)
class InstallmentInAgreement(Refusal):
    """An agreement closed it: it is paid by the agreement's own carnê."""

    contract_number: int
    number: int
    count: int
    agreement_number: int
    new_contract_number: int


@dataclass(eq=False)
class DownPaymentAlreadyPaid(Refusal):
    """Another receipt has it by now, or everything of the sale came back."""

    contract_number: int


@dataclass(eq=False)
class DownPaymentInPart(Refusal):
    """A down payment is received whole or not at all.

    Rule: CC art. 314.
    """

    contract_number: int
    due: Money


@dataclass(eq=False)
class QuoteChanged(Refusal):
    """What is due is no longer what the screen showed: the day turned, or another till received a part."""

    shown: Money
    due: Money


def down_payment_key(sale_id: int) -> int:
    """What tells a down payment, which is no installment, from the installments paid beside it."""
    return -sale_id
