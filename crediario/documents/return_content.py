"""What the paper of a return or cancellation says, before a line of it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from crediario.documents.shop import ShopHeader
from crediario.domain.money import Money
from crediario.domain.returns import RefundBy, ReturnResult


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """What came back, at its cash price."""

    description: str
    quantity: int
    unit_price: Money

    @property
    def total(self) -> Money:
        """Of all its pieces that came back."""
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True)
class ReturnPaper:
    """A whole comprovante of a return (devolução) or cancellation; every text in the form people read.

    Attributes:
        number: of the store's series of returns.
        contract_number: of the sale, which is the carnê's.
        sold_on: the day of the sale.
        returned_on: the day the goods came back.
        customer_document_masked: ``***.456.789-**``; may be empty.
        items: what came back now; empty for an old sale whose items are not known.
        result: the sums, as they were counted out and written.
        due_dates: the due date of each installment of ``result``, by its number.
        refund_by: how ``result.refund`` went back.
        store_credit_balance: what the customer has in store credit after it; None does not print it.
        points_taken: points undone; 0 is not printed.
        reason: why, as written by who took the goods back.
        signer: who signs for the shop, ``Cláudia Ribeiro, gerente``.
        issued_at: local time of issue, printed at the foot.
        issued_by: who issued it, short.
    """

    shop: ShopHeader
    number: int
    contract_number: int
    sold_on: date
    returned_on: date
    customer_name: str
    customer_document_masked: str
    items: tuple[ReturnedItem, ...]
    result: ReturnResult
    due_dates: Mapping[int, date]
    refund_by: RefundBy
    store_credit_balance: Money | None
    points_taken: int
    reason: str
    signer: str
    issued_at: datetime
    issued_by: str
