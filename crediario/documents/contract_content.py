"""What the contract of a sale on credit says, before a line of it is drawn."""

from dataclasses import dataclass
from datetime import date, datetime

from crediario.documents.carne_content import CarneSummary
from crediario.documents.shop import ShopHeader
from crediario.domain.charges import ChargeRules
from crediario.domain.money import Money
from crediario.domain.schedule import Every


@dataclass(frozen=True, slots=True)
class ContractItem:
    """What was bought."""

    description: str
    quantity: int
    unit_price: Money

    @property
    def total(self) -> Money:
        """Of all its pieces."""
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True)
class ContractLine:
    """An installment, with its exact date."""

    number: int
    due_date: date
    amount: Money


@dataclass(frozen=True, slots=True)
class ContractGuarantor:
    """Who answers for the purchase (avalista); a copy is theirs too.

    Attributes:
        document: the whole CPF or CNPJ; may be empty.

    Rule: CDC art. 54-D III.
    """

    name: str
    document: str


@dataclass(frozen=True, slots=True)
class ContractPaper:
    """A whole contract of sale on credit; every text already in the form people read.

    Attributes:
        shop_email: may be empty.
        signer: who signs for the shop, ``Cláudia Ribeiro, gerente``.
        number: of the contract, which is the carnê's.
        customer_document: the whole CPF or CNPJ; empty leaves a line to write it on.
        customer_address: on one line; may be empty.
        customer_phone: may be empty.
        customer_email: may be empty.
        items: at least one.
        taken_by: the authorised buyer who took the goods; empty when the customer did.
        note_key: the 44 digits of the fiscal note; empty when there is none.
        summary: what CDC arts. 52 and 54-B want said, its interest and rates as of the sale.
        every: how often an installment is due.
        lines: every installment, in order, as agreed on the day of the sale.
        charges: what a late installment costs.
        offer_until: until when the conditions are offered, two days at least after they were shown.
        receipt_number: of the down payment; None when nothing was received.
        guarantors: who answers for the purchase.
        retention_years: how long the shop keeps the data after all is paid.
        issued_at: local time of issue, printed at the foot.
        issued_by: who issued it, short.
    """

    shop: ShopHeader
    shop_email: str
    signer: str
    number: int
    sold_on: date
    customer_name: str
    customer_document: str
    customer_address: str
    customer_phone: str
    customer_email: str
    items: tuple[ContractItem, ...]
    taken_by: str
    note_key: str
    summary: CarneSummary
    every: Every
    lines: tuple[ContractLine, ...]
    charges: ChargeRules
    offer_until: date
    receipt_number: int | None
    guarantors: tuple[ContractGuarantor, ...]
    retention_years: int
    issued_at: datetime
    issued_by: str

    @property
    def total(self) -> Money:
        """What all the installments come to."""
        return Money.total(line.amount for line in self.lines)

    @property
    def copies(self) -> tuple[str, ...]:
        """One for the shop, one for the customer, one for each who answers for the purchase."""
        owners = ("da loja", "do cliente", *("do avalista" for _ in self.guarantors))
        return tuple(f"via {place} de {len(owners)}, {owner}" for place, owner in enumerate(owners, 1))
