"""Returns (devolução, cancelamento): what goods that come back take off a sale, and what is given back.

Pure: a screen calls ``return_goods`` at every key over what the desk read once. The sale is always taken as
it stands after earlier returns: their reductions, and what they gave back, are already out of the facts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from crediario.domain.errors import Refusal
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import (
    DownPaymentTooLarge,
    InstallmentTooSmall,
    PlanTerms,
    planned_installments,
)


class RefundBy(StrEnum):
    """How what is given back goes back; ``NONE`` when nothing had been paid for it."""

    STORE_CREDIT = "store_credit"
    CASH = "cash"
    NONE = "none"


@dataclass(eq=False)
class NothingReturned(Refusal):
    """Nothing was chosen, or only what cost nothing."""


@dataclass(eq=False)
class MoreThanSold(Refusal):
    """More of an item would come back than was sold and is still with the customer."""

    description: str
    quantity: int
    left: int


@dataclass(eq=False)
class OnlyWhole(Refusal):
    """The sale came from another system, whose plan nobody knows: it is cancelled whole or not at all."""


@dataclass(eq=False)
class TooLittleLeft(Refusal):
    """What would stay of the sale is too little for its installments."""

    left: Money
    count: int


@dataclass(eq=False)
class AlreadyCancelled(Refusal):
    """The whole sale came back before."""

    contract_number: int


@dataclass(eq=False)
class ReturnOfAgreement(Refusal):
    """An agreement counts on the sale, or is the sale: what it closed stays as it is.

    Attributes:
        agreement_number: which one.
    """

    agreement_number: int


@dataclass(frozen=True, slots=True)
class ReturnableItem:
    """An item of a sale, and how many of it are still with the customer."""

    item_id: int
    description: str
    left: int
    unit_price: Money


@dataclass(frozen=True, slots=True)
class PaidInstallment:
    """An installment as it stands, and what it took.

    Attributes:
        amount: what it asks after earlier returns.
        open: face value still open.
        money: what was paid for its value and not given back.
        fine: multa paid and not given back.
        late_interest: mora paid and not given back.
    """

    installment_id: int
    number: int
    amount: Money
    open: Money
    money: Money = Money.ZERO
    fine: Money = Money.ZERO
    late_interest: Money = Money.ZERO

    @property
    def settled(self) -> Money:
        """Face value settled: money, and what paying early took off."""
        return self.amount - self.open


@dataclass(frozen=True, slots=True)
class ReturnableSale:
    """All that must be known of a sale to take goods back.

    Attributes:
        terms: what its plan was made from, price and down payment as they stand after earlier returns.
        installments: in the order of the carnê.
        down_payment_paid: the money of the down payment that is here and was not given back.
        only_whole: its plan cannot be made anew.
    """

    terms: PlanTerms
    installments: tuple[PaidInstallment, ...]
    down_payment_paid: Money
    only_whole: bool = False


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """What a return does to one installment, or to the down payment.

    Attributes:
        installment_id: None for the down payment.
        before: what it asked.
        settled: taken off what was open.
        beyond: face value that had been settled beyond what is now asked.
        refund: the money that had been paid for ``beyond``.
        fine: multa given back.
        late_interest: mora given back.
    """

    installment_id: int | None
    number: int | None
    before: Money
    open_before: Money
    settled: Money
    beyond: Money
    refund: Money
    fine: Money = Money.ZERO
    late_interest: Money = Money.ZERO

    @property
    def reduction(self) -> Money:
        """By how much it asks less."""
        return self.settled + self.beyond

    @property
    def after(self) -> Money:
        """What it asks now."""
        return self.before - self.reduction

    @property
    def open_after(self) -> Money:
        """What stays open."""
        return self.open_before - self.settled

    @property
    def given_back(self) -> Money:
        """Money and charges together."""
        return self.refund + self.fine + self.late_interest


@dataclass(frozen=True, slots=True)
class ReturnResult:
    """A return counted out, ready to be explained and written.

    Attributes:
        value: cash price of what comes back.
        is_whole: nothing of the price is left: the sale is cancelled.
        lines: the down payment first, where there is one; then every installment.
    """

    value: Money
    is_whole: bool
    lines: tuple[ReturnLine, ...]

    @property
    def settled(self) -> Money:
        """Face value taken off what was open."""
        return Money.total(line.settled for line in self.lines)

    @property
    def interest(self) -> Money:
        """Interest of the sale that goes with the goods; rounding may leave it a centavo below zero."""
        return Money.total(line.reduction for line in self.lines) - self.value

    @property
    def fine(self) -> Money:
        """Multa given back."""
        return Money.total(line.fine for line in self.lines)

    @property
    def late_interest(self) -> Money:
        """Mora given back."""
        return Money.total(line.late_interest for line in self.lines)

    @property
    def refund(self) -> Money:
        """All the money given back, charges included."""
        return Money.total(line.given_back for line in self.lines)

    @property
    def discount(self) -> Money:
        """What paying early had taken off what comes back: it was never paid, so it is not given back."""
        return Money.total(line.beyond - line.refund for line in self.lines)


def returned_value(items: Sequence[ReturnableItem], chosen: Mapping[int, int]) -> Money:
    """The cash price of what comes back.

    Args:
        items: those of the sale.
        chosen: how many of each item; zeros count as not chosen.

    Raises:
        NothingReturned, MoreThanSold.
    """
    by_id = {item.item_id: item for item in items}
    value = Money.ZERO
    for item_id, quantity in chosen.items():
        if item_id not in by_id or quantity < 0:
            raise NothingReturned
        item = by_id[item_id]
        if quantity > item.left:
            raise MoreThanSold(item.description, quantity, item.left)
        value += item.unit_price * quantity
    if not value:
        raise NothingReturned
    return value


def return_goods(sale: ReturnableSale, value: Money) -> ReturnResult:
    """What goods worth ``value`` that come back do to a sale.

    The sale is planned anew with what is left of its price and the same share of down payment, rate, dates
    and count. What each installment then asks less comes first off what is open of it; what had been paid
    beyond is given back in the money it had cost, and so are the charges paid on it, in the same share. With
    nothing left of the price everything is given back.

    Raises:
        NothingReturned: nothing, or more than the sale's price.
        OnlyWhole: a part of a sale brought in from another system.
        TooLittleLeft: what is left does not make its installments.

    Rule: CDC arts. 18 § 1º, 19 and 49; CC art. 884. See docs/regras.md#devolucao.
    """
    price = sale.terms.price
    if not Money.ZERO < value <= price:
        raise NothingReturned
    if value == price:
        return ReturnResult(value, is_whole=True, lines=tuple(_all_back(sale)))
    if sale.only_whole:
        raise OnlyWhole
    terms = terms_after(sale.terms, value)
    reductions = _reductions(sale, terms)
    return ReturnResult(value, is_whole=False, lines=tuple(_lines(sale, terms, reductions)))


def terms_after(terms: PlanTerms, value: Money) -> PlanTerms:
    """The same plan for what is left: the down payment keeps its share of the price, half up."""
    left = terms.price - value
    down_payment = _share(terms.down_payment, left, terms.price)
    return replace(terms, price=left, down_payment=down_payment)


def _share(amount: Money, part: Money, whole: Money) -> Money:
    """``amount · part / whole``, half up; nothing of nothing."""
    if not whole:
        return Money.ZERO
    return Money.rounded(Fraction(amount.cents * part.cents, whole.cents * 100))


def _reductions(sale: ReturnableSale, terms: PlanTerms) -> list[Money]:
    """By how much each installment asks less, none of them more.

    Rounding may put a centavo more into one installment of the smaller plan: it is left in the one before.
    """
    try:
        planned = planned_installments(terms)
    except (InstallmentTooSmall, DownPaymentTooLarge) as refusal:
        raise TooLittleLeft(terms.price, terms.count) from refusal
    differences = [old.amount - new.amount for old, new in zip(sale.installments, planned, strict=True)]
    carried = Money.ZERO
    reductions = []
    for difference in reversed(differences):
        reductions.append(max(difference + carried, Money.ZERO))
        carried = min(difference + carried, Money.ZERO)
    return reductions[::-1]


def _all_back(sale: ReturnableSale) -> Iterator[ReturnLine]:
    if sale.terms.down_payment:
        yield _down_payment_line(sale, sale.terms.down_payment)
    for each in sale.installments:
        yield _line(each, each.amount)


def _lines(sale: ReturnableSale, terms: PlanTerms, reductions: Sequence[Money]) -> Iterator[ReturnLine]:
    if sale.terms.down_payment:
        yield _down_payment_line(sale, sale.terms.down_payment - terms.down_payment)
    for each, reduction in zip(sale.installments, reductions, strict=True):
        yield _line(each, reduction)


def _down_payment_line(sale: ReturnableSale, reduction: Money) -> ReturnLine:
    """Paid at the sale, it is given back; its payment undone since, there is nothing to give back."""
    down_payment = sale.terms.down_payment
    unpaid = down_payment - sale.down_payment_paid
    settled = min(reduction, unpaid)
    beyond = reduction - settled
    return ReturnLine(None, None, down_payment, unpaid, settled, beyond, refund=beyond)


def _line(each: PaidInstallment, reduction: Money) -> ReturnLine:
    settled = min(reduction, each.open)
    beyond = reduction - settled
    return ReturnLine(
        each.installment_id,
        each.number,
        before=each.amount,
        open_before=each.open,
        settled=settled,
        beyond=beyond,
        refund=_share(each.money, beyond, each.settled),
        fine=_share(each.fine, reduction, each.amount),
        late_interest=_share(each.late_interest, reduction, each.amount),
    )


def points_left(points: int, money_before: Money, money_after: Money) -> int:
    """Points that stay of an installment when some of the money that earned them is given back.

    Returns:
        The same share of the points as stays of the money, fractions left out.

    Rule: law.md §11. See docs/regras.md#devolucao.
    """
    return points * money_after.cents // money_before.cents if money_before else 0


def puts_odd_centavos_first(rate: Rate, amounts: Sequence[Money]) -> bool:
    """Whether the amounts first agreed on show that an interest-free plan began with the odd centavos."""
    return not rate and bool(amounts) and amounts[0] > amounts[-1]
