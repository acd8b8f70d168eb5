"""What the paper of an agreement says, before a line of it is drawn."""

from dataclasses import dataclass
from datetime import date, datetime

from crediario.documents.shop import ShopHeader
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import OfferKind


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """An installment of the calculation, as it stood on the day.

    Attributes:
        days_late: 0 while it was not late.
        early_discount: what the law takes off one not due yet.
    """

    contract_number: int
    number: int
    count: int
    due_date: date
    days_late: int
    open: Money
    fine: Money
    interest: Money
    early_discount: Money

    @property
    def total_due(self) -> Money:
        """What would have settled it on the day."""
        return self.open + self.fine + self.interest - self.early_discount


@dataclass(frozen=True, slots=True)
class NewRow:
    """An installment of the new contract."""

    number: int
    due_date: date
    amount: Money


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """A whole termo de acordo; every text already in the form people read.

    Attributes:
        shop_email: may be empty.
        signer: who signs for the shop, ``Cláudia Ribeiro, gerente``.
        contract_number: of the new carnê; None when all was paid at signing.
        customer_document: the whole CPF or CNPJ; empty leaves a line to write it on.
        customer_address: on one line; may be empty.
        customer_phone: may be empty.
        closed: what was open, the oldest due first.
        discount: what the shop takes off the value of the installments.
        paid: what was received at signing.
        receipt_number: of what was received at signing; None when nothing was.
        lines: what is paid later; empty when all was paid at signing.
        late_fine: multa of the new installments.
        late_interest: juros de mora a month of the new installments.
        grace_days: the shop's own tolerance; 0 prints nothing.
        issued_at: local time of issue, printed at the foot.
        issued_by: who issued it, short.
    """

    shop: ShopHeader
    shop_email: str
    signer: str
    number: int
    contract_number: int | None
    signed_on: date
    kind: OfferKind
    customer_name: str
    customer_document: str
    customer_address: str
    customer_phone: str
    closed: tuple[ClosedRow, ...]
    waived_fine: Money
    waived_interest: Money
    discount: Money
    total: Money
    paid: Money
    receipt_number: int | None
    lines: tuple[NewRow, ...]
    late_fine: Rate
    late_interest: Rate
    grace_days: int
    issued_at: datetime
    issued_by: str

    @property
    def open(self) -> Money:
        """Face value of what is closed."""
        return Money.total(row.open for row in self.closed)

    @property
    def fine(self) -> Money:
        """Multa of the day, waived or not."""
        return Money.total(row.fine for row in self.closed)

    @property
    def interest(self) -> Money:
        """Juros de mora of the day, waived or not."""
        return Money.total(row.interest for row in self.closed)

    @property
    def early_discount(self) -> Money:
        """What the law takes off installments not due yet."""
        return Money.total(row.early_discount for row in self.closed)

    @property
    def total_due(self) -> Money:
        """What would have settled everything on the day."""
        return Money.total(row.total_due for row in self.closed)
