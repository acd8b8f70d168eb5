"""What a carnê says, before a line of it is drawn."""

from dataclasses import dataclass
from datetime import date, datetime

from crediario.documents.shop import ShopHeader
from crediario.domain.money import Money, Rate


@dataclass(frozen=True, slots=True)
class Slip:
    """One installment (parcela) as its slip shows it.

    Attributes:
        number: 1 for the first.
        count: how many installments the contract has.
        amount: what is owed up to the due date.
        fine: multa in reais if paid late, truncated.
        interest_per_day: juros de mora of one day in reais, truncated; zero is not printed.
        code: the 16 digits of the bar code.
        pix_payload: the BR Code of this installment, or None where the shop has no Pix key.
        points: points earned by paying on time; None where the shop gives none, or this one earns none.
    """

    number: int
    count: int
    due_date: date
    amount: Money
    fine: Money
    interest_per_day: Money
    code: str
    pix_payload: str | None = None
    points: int | None = None


@dataclass(frozen=True, slots=True)
class CarneSummary:
    """What credit sold by a shop must say before it is signed, and on the carnê.

    Attributes:
        price: cash price (preço à vista).
        down_payment: entrada; zero when there was none.
        down_payment_on: the day it was or will be paid; None when there was none.
        financed: price less down payment.
        interest: all the interest (juros) of the plan.
        rate_month: effective rate a month.
        rate_year: effective rate a year.
        total_effective_cost: CET a year.
        total_with_down_payment: all that the customer pays.
        late_fine: multa, a fraction of the installment.
        late_interest: juros de mora a month.
        grace_days: the shop's own tolerance; 0 prints nothing.

    Rule: CDC (Lei 8.078/1990), art. 52.
    """

    price: Money
    down_payment: Money
    down_payment_on: date | None
    financed: Money
    interest: Money
    rate_month: Rate
    rate_year: Rate
    total_effective_cost: Rate
    total_with_down_payment: Money
    late_fine: Rate
    late_interest: Rate
    grace_days: int = 0


@dataclass(frozen=True, slots=True)
class CarneAgreement:
    """What a carnê says of the agreement it was made for.

    Attributes:
        replaced: what it is paid in the place of, ``carnê 4377, parcelas 4 a 8``.
    """

    number: int
    replaced: str


@dataclass(frozen=True, slots=True)
class CarneData:
    """A whole carnê.

    Attributes:
        agreement: None for the carnê of a sale.
        customer_document_masked: ``***.456.789-**``.
        items_text: what was bought, on one line.
        slips: every installment of the contract, in order.
        issued_at: local time of issue, printed at the foot.
        issued_by: who issued it, short: ``Joana P.``.
        slips_only: numbers of the slips to print again, without the cover; None prints the whole carnê.
    """

    shop: ShopHeader
    customer_name: str
    customer_document_masked: str
    contract_number: int
    items_text: str
    sold_on: date
    slips: tuple[Slip, ...]
    summary: CarneSummary
    issued_at: datetime
    issued_by: str
    slips_only: tuple[int, ...] | None = None
    agreement: CarneAgreement | None = None

    @property
    def printed_slips(self) -> tuple[Slip, ...]:
        """The slips that go on paper this time."""
        if self.slips_only is None:
            return self.slips
        return tuple(slip for slip in self.slips if slip.number in self.slips_only)
