"""An agreement in figures: what was typed, what is offered, what is sent, and what it closes and opens."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crediario.domain.allocation import Quote, Share
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Plan, PlannedInstallment

SOON_DAYS = 30


@dataclass(eq=False)
class NothingToNegotiate(Refusal):
    """No installment was ticked."""


@dataclass(eq=False)
class DiscountOutOfRange(Refusal):
    """A discount below nothing, or above what anybody in the shop may give."""

    discount: Rate
    limit: Rate


@dataclass(eq=False)
class DiscountAboveCeiling(Refusal):
    """A discount above the operator's own ceiling, without the release of somebody whose ceiling it keeps."""

    discount: Rate
    ceiling: Rate


@dataclass(eq=False)
class DownPaymentCoversAll(Refusal):
    """The down payment leaves nothing to divide: that is the offer to pay at once."""

    down_payment: Money
    total: Money


@dataclass(eq=False)
class FirstDueNotAhead(Refusal):
    """What is divided is paid later: the first due date lies after the day of the agreement."""

    today: date
    first_due: date


class OfferKind(StrEnum):
    """The three offers: *à vista*, *parcelado*, *prorrogação*."""

    CASH = "cash"
    INSTALLMENTS = "installments"
    EXTENSION = "extension"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What was typed; None leaves it to the shop's rules.

    Attributes:
        monthly: how much the customer can pay in a month (quanto cabe por mês).
        discount: on the principal, of the cash offer only.
        down_payment: paid at signing, of the offer in installments only.
        count: number of installments, of the offer in installments only.
        first_due: first due date of both offers that are paid later; one month from today when None.
        anchor_day: day of the month kept through short months; ``first_due.day`` when None.
    """

    monthly: Money | None = None
    discount: Rate | None = None
    down_payment: Money | None = None
    count: int | None = None
    first_due: date | None = None
    anchor_day: int | None = None


@dataclass(frozen=True, slots=True)
class AgreementTerms:
    """The terms of one very agreement: what is sent, and what a release is bound to.

    Attributes:
        installment_ids: what it closes, the oldest due first.
        discount: on the principal; zero unless paid at once.
        down_payment: paid at signing beside the installments; zero when all is paid at once.
    """

    customer_id: int
    installment_ids: tuple[int, ...]
    kind: OfferKind
    discount: Rate
    down_payment: Money
    count: int
    first_due: date
    anchor_day: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One way out of what is open, every figure of it.

    Attributes:
        quotes: what it closes, the oldest due first, each as it costs today.
        shares: what closes each of them, in the same order: carried into the agreement, discounted, waived.
        discount_rate: discount on the principal.
        plan: the new contract, without interest; paid at once, its one installment is due today.
        fits: whether no month asks more than what was said to fit; None when nothing was said.
    """

    kind: OfferKind
    quotes: tuple[Quote, ...]
    shares: tuple[Share, ...]
    discount_rate: Rate
    plan: Plan
    fits: bool | None

    @property
    def open(self) -> Money:
        """Face value of what is closed."""
        return Money.total(quote.open for quote in self.quotes)

    @property
    def fine(self) -> Money:
        """Multa of today, waived or not."""
        return Money.total(quote.fine for quote in self.quotes)

    @property
    def interest(self) -> Money:
        """Juros de mora of today, waived or not."""
        return Money.total(quote.interest for quote in self.quotes)

    @property
    def early_discount(self) -> Money:
        """What the law takes off installments not yet due (desconto por antecipação)."""
        return Money.total(quote.discount for quote in self.quotes)

    @property
    def waived_fine(self) -> Money:
        """Multa the shop gives up."""
        return Money.total(share.waived_fine for share in self.shares)

    @property
    def waived_interest(self) -> Money:
        """Juros de mora the shop gives up."""
        return Money.total(share.waived_interest for share in self.shares)

    @property
    def discount(self) -> Money:
        """What the shop takes off the principal."""
        return Money.total(share.discount for share in self.shares) - self.early_discount

    @property
    def due_today(self) -> Money:
        """What settles everything today without an agreement."""
        return Money.total(quote.total for quote in self.quotes)

    @property
    def given_up(self) -> Money:
        """The customer's economy: charges and discount the shop gives up, the law's discount apart."""
        return self.waived_fine + self.waived_interest + self.discount

    @property
    def total(self) -> Money:
        """Total of the agreement: what is paid instead."""
        return self.plan.total_with_down_payment

    @property
    def pays_today(self) -> Money:
        """What is received at signing."""
        return self.total if self.kind is OfferKind.CASH else self.plan.terms.down_payment

    @property
    def installments(self) -> tuple[PlannedInstallment, ...]:
        """What is paid later; nothing when all is paid at once."""
        return () if self.kind is OfferKind.CASH else self.plan.installments

    @property
    def ends_on(self) -> date:
        """The last day anything is due."""
        return self.plan.installments[-1].due_date

    @property
    def received_soon(self) -> Money:
        """What the shop receives within thirty days."""
        until = self.plan.terms.sold_on + timedelta(days=SOON_DAYS)
        due = Money.total(line.amount for line in self.installments if line.due_date <= until)
        return self.pays_today + due

    def terms(self, customer_id: int) -> AgreementTerms:
        """What is sent when this offer is taken."""
        terms = self.plan.terms
        return AgreementTerms(
            customer_id=customer_id,
            installment_ids=tuple(quote.installment_id for quote in self.quotes),
            kind=self.kind,
            discount=self.discount_rate,
            down_payment=terms.down_payment,
            count=terms.count,
            first_due=terms.first_due,
            anchor_day=terms.anchor_day,
        )
