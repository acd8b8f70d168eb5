"""What the promissory notes of a sale say, before a line of them is drawn."""

from dataclasses import dataclass
from datetime import date, datetime

from crediario.documents.shop import ShopHeader
from crediario.domain.money import Money


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note: the installment it promises to pay."""

    number: int
    due_date: date
    amount: Money


@dataclass(frozen=True, slots=True)
class NoteGuarantor:
    """Who signs on the face of each note "por aval".

    Attributes:
        document: the whole CPF or CNPJ; may be empty.
    """

    name: str
    document: str


@dataclass(frozen=True, slots=True)
class PromissoryNotes:
    """The notes of a sale, one an installment; every text already in the form people read.

    Attributes:
        shop: whom they are paid to; its town is the place of issue and of payment.
        contract_number: of the sale, named as a reference only.
        count: how many installments the contract has; there may be fewer notes than that.
        customer_document: the whole CPF or CNPJ of who promises.
        customer_address: on one line; may be empty.
        issued_on: the day they are signed.
        lines: the installments, in order.
        issued_at: local time of issue, printed at the foot.
        issued_by: who issued it, short.
    """

    shop: ShopHeader
    contract_number: int
    count: int
    sold_on: date
    customer_name: str
    customer_document: str
    customer_address: str
    issued_on: date
    lines: tuple[NoteLine, ...]
    guarantors: tuple[NoteGuarantor, ...]
    issued_at: datetime
    issued_by: str
