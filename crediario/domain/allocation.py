"""How a payment is spread over installments (imputação): in each the fine, then interest, then the value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from crediario.domain.errors import Refusal
from crediario.domain.money import Money, check_amount


@dataclass(eq=False)
class WaiverAboveCharges(Refusal):
    """More fine or interest would be forgiven than is due."""

    installment_id: int
    waived: Money
    due: Money


@dataclass(frozen=True, slots=True)
class Quote:
    """What one installment costs today.

    Attributes:
        installment_id: whatever tells it from the others.
        due_date: vencimento as printed.
        number: its number in the carnê.
        days_late: dias em atraso.
        open: face value still open.
        fine: multa due, before any waiver.
        interest: mora due, before any waiver.
        discount: desconto por antecipação if the whole open value is paid today.
        waived_fine: part of ``fine`` the shop forgives in this payment.
        waived_interest: part of ``interest`` the shop forgives in this payment.

    Raises:
        WaiverAboveCharges: more would be forgiven than is due, or less than nothing.
    """

    installment_id: int
    due_date: date
    number: int
    days_late: int
    open: Money
    fine: Money
    interest: Money
    discount: Money
    waived_fine: Money = Money.ZERO
    waived_interest: Money = Money.ZERO

    def __post_init__(self) -> None:
        for waived, due in ((self.waived_fine, self.fine), (self.waived_interest, self.interest)):
            if not Money.ZERO <= waived <= due:
                raise WaiverAboveCharges(self.installment_id, waived, due)

    @property
    def charges(self) -> Money:
        """Fine and interest left to pay after the waivers."""
        return self.fine + self.interest - self.waived_fine - self.waived_interest

    @property
    def value(self) -> Money:
        """What settles the whole open value today: open less the discount."""
        return self.open - self.discount

    @property
    def total(self) -> Money:
        """What settles the installment today, charges included."""
        return self.value + self.charges


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a payment that goes to one installment (baixa).

    Attributes:
        installment_id: which one.
        fine: money for the multa.
        interest: money for the mora.
        principal: money for the value of the installment.
        discount: desconto por antecipação earned by ``principal``.
        waived_fine: multa forgiven with this payment.
        waived_interest: mora forgiven with this payment.
    """

    installment_id: int
    fine: Money
    interest: Money
    principal: Money
    discount: Money
    waived_fine: Money = Money.ZERO
    waived_interest: Money = Money.ZERO

    @property
    def settled(self) -> Money:
        """Face value settled: money and discount."""
        return self.principal + self.discount

    @property
    def paid(self) -> Money:
        """Money this installment took."""
        return self.fine + self.interest + self.principal


@dataclass(frozen=True, slots=True)
class Allocated:
    """A payment fully spread: the shares and what is left add up to the money received.

    Attributes:
        shares: one for each installment that took money or had charges forgiven, in the order asked.
        left: money no installment needed.
    """

    shares: tuple[Share, ...]
    left: Money


def oldest_first(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """The order of the law when the customer indicates none: by due date.

    Rule: CC arts. 352 and 355; law.md §2. See docs/regras.md#imputacao.
    """
    return tuple(sorted(quotes, key=lambda quote: (quote.due_date, quote.installment_id)))


def allocate(amount: Money, quotes_in_order: Sequence[Quote]) -> Allocated:
    """Spread ``amount`` over the installments in the order given; ``oldest_first`` when none was indicated.

    In each one the fine comes first, then late interest, then the value; the next one gets what remains.
    A part paid before the due date earns its share of the discount.

    Args:
        amount: money received for these installments.
        quotes_in_order: what each costs today.

    Returns:
        Shares and leftover, which add up to ``amount``.

    Raises:
        AmountNotPositive, AmountTooLarge: ``amount``.

    Rule: CC arts. 352, 354, 355; law.md §2 (M15). See docs/regras.md#imputacao.
    """
    check_amount(amount)
    shares, left = [], amount
    for quote in quotes_in_order:
        if left and (quote.open or quote.fine or quote.interest):
            share = _share(left, quote)
            left -= share.paid
            shares.append(share)
    return Allocated(tuple(shares), left)


def _share(left: Money, quote: Quote) -> Share:
    value = quote.value
    fine = min(left, quote.fine - quote.waived_fine)
    interest = min(left - fine, quote.interest - quote.waived_interest)
    principal = min(left - fine - interest, value)
    return Share(
        installment_id=quote.installment_id,
        fine=fine,
        interest=interest,
        principal=principal,
        discount=settled_by(principal, quote.open, value) - principal,
        waived_fine=quote.waived_fine,
        waived_interest=quote.waived_interest,
    )


def settled_by(money: Money, open_value: Money, value_today: Money) -> Money:
    """Face value ``money`` settles when ``value_today`` settles ``open_value``: ``round2(v·P/VP)``, up to P.

    Rule: law.md §2 (part paid before the due date). See docs/regras.md#antecipacao-parcial.
    """
    if money >= value_today:
        return open_value
    return Money.rounded(Fraction(money.cents * open_value.cents, value_today.cents * 100))
