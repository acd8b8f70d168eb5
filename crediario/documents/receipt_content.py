"""What a receipt says, before a line of it is drawn."""

from dataclasses import dataclass
from datetime import date, datetime

from crediario.documents.shop import ShopHeader
from crediario.domain.money import Money


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """What was received for one installment.

    Attributes:
        number: installment; 0 stands for the down payment (entrada).
        amount: the part of the installment's own value that this payment settles, before the discount.
        fine: multa received.
        interest: juros de mora received.
        days_late: calendar days after the due date; 0 when on time.
        discount: early discount given.
        paid: amount + fine + interest - discount.
        remaining: what is still open of this installment; zero when it is settled.
        agreement_number: of the agreement it belongs to; None for a sale.
        waived: fine and interest forgiven, beside those received.
    """

    contract_number: int
    number: int
    count: int
    due_date: date
    amount: Money
    fine: Money
    interest: Money
    days_late: int
    discount: Money
    paid: Money
    remaining: Money
    agreement_number: int | None = None
    waived: Money = Money.ZERO


@dataclass(frozen=True, slots=True)
class NextDue:
    """The next open installment of the customer."""

    due_date: date
    contract_number: int
    number: int
    count: int
    amount: Money


@dataclass(frozen=True, slots=True)
class ReceiptPoints:
    """Points of the customer, after this payment.

    Attributes:
        earned: with this payment.
        balance: all that stand.
        coming: what ``next_due`` earns when paid in time; 0 is not printed.
    """

    earned: int
    balance: int
    coming: int = 0


@dataclass(frozen=True, slots=True)
class ReceiptData:
    """A whole receipt.

    Attributes:
        number: of the store's receipt series, shown as ``018.442``.
        issued_at: local time of the payment.
        till: as people call it, ``02``.
        operator: who received, short: ``Joana P.``.
        lines: what was settled, in the order it was settled.
        total: what the shop keeps: the sum of ``paid``.
        tenders: form of payment and amount handed over; less ``change`` and ``credited`` it is ``total``.
        change: troco, exact.
        rounding: handed out beyond it, for want of small coins.
        credited: kept as store credit.
        next_due: None when nothing more is open.
        open_not_due: open amount not due yet, of all contracts.
        open_late: open amount already late, without charges.
        next_pix_payload: BR Code of ``next_due``.
        points: None where the shop gives none.
        out_of_order: an earlier installment stays open while a later one is settled.
        down_payment: this is the receipt of a down payment.
        second_copy: prints "2ª via".
    """

    shop: ShopHeader
    number: int
    issued_at: datetime
    till: str
    operator: str
    customer_name: str
    customer_document_masked: str
    lines: tuple[ReceiptLine, ...]
    total: Money
    tenders: tuple[tuple[str, Money], ...]
    change: Money = Money.ZERO
    next_due: NextDue | None = None
    open_not_due: Money = Money.ZERO
    open_late: Money = Money.ZERO
    next_pix_payload: str | None = None
    points: ReceiptPoints | None = None
    out_of_order: bool = False
    down_payment: bool = False
    second_copy: bool = False
    rounding: Money = Money.ZERO
    credited: Money = Money.ZERO
