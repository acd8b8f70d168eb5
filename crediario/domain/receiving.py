"""What is paid of a sale, told and put in order, and what receiving and negotiating both refuse of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Protocol, TypeVar

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


#: An installment's number in its carnê begins with 1.
DOWN_PAYMENT_NUMBER = 0


def down_payment_key(sale_id: int) -> int:
    """What tells a down payment, which is no installment, from the installments paid beside it."""
    return -sale_id


class _Numbered(Protocol):
    @property
    def number(self) -> int:
        """Its number in the carnê."""


class PartOfSale:
    """A row of what is paid of a sale: an installment, or the down payment beside them."""

    __slots__ = ()

    @property
    def is_down_payment(self: _Numbered) -> bool:
        """Whether it is the sale's down payment, owed again since its receipt was reversed."""
        return self.number == DOWN_PAYMENT_NUMBER


class _Due(_Numbered, Protocol):
    @property
    def due_date(self) -> date:
        """The day it is due; of a down payment that of the sale."""

    @property
    def contract_number(self) -> int:
        """The number of its sale's carnê."""


_Row = TypeVar("_Row", bound=_Due)
_DUE_ORDER = attrgetter("due_date", "contract_number", "number")


def oldest_due_first(rows: Iterable[_Row]) -> tuple[_Row, ...]:
    """The order in which a shop reads what somebody owes; of a sale of that day the down payment first."""
    return tuple(sorted(rows, key=_DUE_ORDER))
