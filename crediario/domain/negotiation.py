"""Negotiation: what the shop offers for open installments, and whose yes an offer needs.

Pure: a screen calls these on every keystroke over what the desk read once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from crediario.domain.agreement import (
    AgreementTerms,
    Conditions,
    DiscountAboveCeiling,
    DiscountOutOfRange,
    DownPaymentCoversAll,
    FirstDueNotAhead,
    NothingToNegotiate,
    Offer,
    OfferKind,
)
from crediario.domain.allocation import Quote, Share, oldest_first
from crediario.domain.calendar import add_months
from crediario.domain.errors import Refusal
from crediario.domain.money import CALCULATION, Money, Rate
from crediario.domain.permissions import Role
from crediario.domain.schedule import (
    COUNT_LIMIT,
    FIRST_DUE_LIMIT_DAYS,
    Every,
    FirstDueTooFar,
    InstallmentCountOutOfRange,
    InstallmentTooSmall,
    NegativeDownPayment,
    Plan,
    PlannedInstallment,
    PlanTerms,
    due_dates,
    positions,
)
from crediario.domain.settings import ShopSettings

#: What others use from here, the figures of ``domain.agreement`` included.
__all__ = [
    "MOST_INSTALLMENTS",
    "RELEASE_DISCOUNT",
    "RELEASE_LARGE_DISCOUNT",
    "AgreementTerms",
    "Conditions",
    "DiscountAboveCeiling",
    "DiscountOutOfRange",
    "DownPaymentCoversAll",
    "FirstDueNotAhead",
    "NothingToNegotiate",
    "Offer",
    "OfferKind",
    "agreed",
    "ceiling_of",
    "closes_with",
    "offer",
    "offers",
    "release_needed",
]

#: More installments than this are no agreement but another sale on credit.
MOST_INSTALLMENTS = 12
RELEASE_DISCOUNT = "release_discount"
RELEASE_LARGE_DISCOUNT = "release_large_discount"


def offers(
    quotes: Iterable[Quote], conditions: Conditions, settings: ShopSettings, today: date
) -> dict[OfferKind, Offer | Refusal]:
    """The three offers side by side; in the place of one that does not close stands why."""
    quotes = tuple(quotes)
    found: dict[OfferKind, Offer | Refusal] = {}
    for kind in OfferKind:
        try:
            found[kind] = offer(kind, quotes, conditions, settings, today)
        except Refusal as refusal:
            found[kind] = refusal
    return found


def offer(
    kind: OfferKind, quotes: Iterable[Quote], conditions: Conditions, settings: ShopSettings, today: date
) -> Offer:
    """One offer for the ticked installments.

    Args:
        kind: which of the three.
        quotes: the ticked installments, as each costs today.
        conditions: what was typed.
        settings: the shop's discounts and down payment.
        today: day of the agreement.

    Raises:
        NothingToNegotiate: nothing was ticked.
        DiscountOutOfRange: below nothing, or above everybody's ceiling.
        NegativeDownPayment, DownPaymentCoversAll: the down payment.
        InstallmentCountOutOfRange, InstallmentTooSmall: the number of installments.
        FirstDueNotAhead, FirstDueTooFar, AnchorDayMismatch: the dates.

    Rule: law.md §3 and §4 (Renegociação). See docs/regras.md#acordo.
    """
    ordered = oldest_first(quotes)
    if not ordered:
        raise NothingToNegotiate
    if kind is OfferKind.CASH:
        return _cash(ordered, conditions, settings, today)
    if kind is OfferKind.INSTALLMENTS:
        return _in_installments(ordered, conditions, settings, today)
    return _extension(ordered, conditions, today)


def agreed(terms: AgreementTerms, quotes: Iterable[Quote], settings: ShopSettings, today: date) -> Offer:
    """The offer these terms stand for, on the quotes of the moment; the same refusals as ``offer``."""
    conditions = Conditions(
        discount=terms.discount,
        down_payment=terms.down_payment,
        count=terms.count,
        first_due=terms.first_due,
        anchor_day=terms.anchor_day,
    )
    return offer(terms.kind, quotes, conditions, settings, today)


def ceiling_of(role: Role, settings: ShopSettings) -> Rate:
    """The largest discount on the principal this role may give by itself (alçada).

    Rule: See docs/regras.md#alcada.
    """
    if role in {Role.OWNER, Role.SYSTEM}:
        return settings.discount_by_owner
    return settings.discount_by_manager if role is Role.MANAGER else settings.discount_by_cashier


def closes_with(discount: Rate, settings: ShopSettings) -> Role:
    """The lowest role whose own ceiling a discount keeps, of those that ``offer`` lets through."""
    lowest_first = (Role.CASHIER, Role.MANAGER)
    return next((role for role in lowest_first if discount <= ceiling_of(role, settings)), Role.OWNER)


def release_needed(discount: Rate, role: Role, settings: ShopSettings) -> str | None:
    """The permission somebody else has to release this discount with; None inside the role's own ceiling."""
    if discount <= ceiling_of(role, settings):
        return None
    return RELEASE_DISCOUNT if discount <= settings.discount_by_manager else RELEASE_LARGE_DISCOUNT


def _cash(quotes: Sequence[Quote], conditions: Conditions, settings: ShopSettings, today: date) -> Offer:
    """Fine and interest waived, and a discount on what each is worth today after the law's discount."""
    rate = settings.cash_discount if conditions.discount is None else conditions.discount
    if not Rate.ZERO <= rate <= settings.discount_by_owner:
        raise DiscountOutOfRange(rate, settings.discount_by_owner)
    values = [quote.value for quote in quotes]
    # Cut, so that the ceiling is never passed.
    discount = Money.truncated(CALCULATION.multiply(Money.total(values).reais, rate.fraction))
    portions = _portions(discount, values)
    shares = tuple(
        Share(
            installment_id=quote.installment_id,
            fine=Money.ZERO,
            interest=Money.ZERO,
            principal=quote.value - portion,
            discount=quote.discount + portion,
            waived_fine=quote.fine,
            waived_interest=quote.interest,
        )
        for quote, portion in zip(quotes, portions, strict=True)
    )
    plan = _plan(today, Money.ZERO, (Money.total(share.paid for share in shares),), (today,))
    fits = _fits(conditions.monthly, today, plan.total, ())
    return Offer(OfferKind.CASH, tuple(quotes), shares, rate, plan, fits)


def _portions(amount: Money, values: Sequence[Money]) -> tuple[Money, ...]:
    """``amount`` spread over ``values`` in proportion, whole centavos, nothing lost; at most each value."""
    whole = Money.total(values).cents
    portions, given, seen = [], 0, 0
    for value in values:
        seen += value.cents
        upto = amount.cents * seen // whole
        portions.append(Money(upto - given))
        given = upto
    return tuple(portions)


def _in_installments(
    quotes: Sequence[Quote], conditions: Conditions, settings: ShopSettings, today: date
) -> Offer:
    """Interest waived and none added; a down payment, and the rest in equal parts."""
    shares = _without_interest(quotes)
    total = Money.total(share.paid for share in shares)
    down_payment = conditions.down_payment
    if down_payment is None:
        down_payment = Money.rounded(
            CALCULATION.multiply(total.reais, settings.agreement_down_payment.fraction)
        )
    _check_down_payment(down_payment, total)
    rest = total - down_payment
    count = _count(rest, conditions, settings, len(quotes))
    amounts = rest.split(count, remainder_first=settings.remainder_first)
    plan = _plan(today, down_payment, amounts, _dues(conditions, count, today))
    fits = _fits(conditions.monthly, today, down_payment, plan.installments)
    return Offer(OfferKind.INSTALLMENTS, tuple(quotes), shares, Rate.ZERO, plan, fits)


def _check_down_payment(down_payment: Money, total: Money) -> None:
    if down_payment < Money.ZERO:
        raise NegativeDownPayment(down_payment)
    if down_payment >= total:
        raise DownPaymentCoversAll(down_payment, total)


def _count(rest: Money, conditions: Conditions, settings: ShopSettings, ticked: int) -> int:
    """As many as typed; else the fewest that fit a month; else as many as were ticked."""
    if conditions.count is not None:
        if not 1 <= conditions.count <= MOST_INSTALLMENTS:
            raise InstallmentCountOutOfRange(conditions.count, MOST_INSTALLMENTS)
        if rest.cents < conditions.count:
            raise InstallmentTooSmall(rest, conditions.count)
        return conditions.count
    most = min(MOST_INSTALLMENTS, rest.cents)
    monthly = conditions.monthly
    if monthly is None:
        return min(ticked, most)
    first = settings.remainder_first
    fitting = (n for n in range(1, most + 1) if max(rest.split(n, remainder_first=first)) <= monthly)
    return next(fitting, most)


def _extension(quotes: Sequence[Quote], conditions: Conditions, today: date) -> Offer:
    """The fine today, and the same installments in the same order, a month apart from the first one on."""
    if len(quotes) > COUNT_LIMIT:
        raise InstallmentCountOutOfRange(len(quotes), COUNT_LIMIT)
    shares = _without_interest(quotes)
    fine = Money.total(quote.fine for quote in quotes)
    amounts = tuple(quote.value for quote in quotes)
    plan = _plan(today, fine, amounts, _dues(conditions, len(amounts), today))
    fits = _fits(conditions.monthly, today, fine, plan.installments)
    return Offer(OfferKind.EXTENSION, tuple(quotes), shares, Rate.ZERO, plan, fits)


def _without_interest(quotes: Sequence[Quote]) -> tuple[Share, ...]:
    """Value and fine of each carried into the agreement, the interest waived."""
    return tuple(
        Share(
            installment_id=quote.installment_id,
            fine=quote.fine,
            interest=Money.ZERO,
            principal=quote.value,
            discount=quote.discount,
            waived_interest=quote.interest,
        )
        for quote in quotes
    )


def _dues(conditions: Conditions, count: int, today: date) -> tuple[date, ...]:
    """Monthly from the first due date; the day of the month is kept through short months."""
    first_due, anchor = conditions.first_due, conditions.anchor_day
    if first_due is None:
        first_due, anchor = add_months(today, 1), today.day
    if first_due <= today:
        raise FirstDueNotAhead(today, first_due)
    if (first_due - today).days > FIRST_DUE_LIMIT_DAYS:
        raise FirstDueTooFar(first_due, FIRST_DUE_LIMIT_DAYS)
    return due_dates(first_due, count, Every.MONTH, anchor)


def _plan(today: date, down_payment: Money, amounts: Sequence[Money], dues: tuple[date, ...]) -> Plan:
    """The new contract as a plan without interest, so that it is kept and printed as any other."""
    financed = Money.total(amounts)
    times = positions(today, dues, Every.MONTH)
    balance, lines = financed, []
    for number, (due, time, amount) in enumerate(zip(dues, times, amounts, strict=True), 1):
        balance -= amount
        lines.append(PlannedInstallment(number, due, time, amount, Money.ZERO, amount, balance))
    return Plan(
        terms=PlanTerms(
            price=financed + down_payment,
            down_payment=down_payment,
            count=len(amounts),
            rate=Rate.ZERO,
            sold_on=today,
            first_due=dues[0],
            # The day wanted of every month is the one of the longest.
            anchor_day=max(due.day for due in dues),
        ),
        financed=financed,
        installments=tuple(lines),
        interest=Money.ZERO,
        total=financed,
        total_with_down_payment=financed + down_payment,
        rate_year=Rate.ZERO,
        total_effective_cost=Rate.ZERO,
        warnings=(),
    )


def _fits(
    monthly: Money | None, today: date, pays_today: Money, lines: Sequence[PlannedInstallment]
) -> bool | None:
    """Whether no calendar month, this one included, asks more than what fits."""
    if monthly is None:
        return None
    months: dict[tuple[int, int], Money] = defaultdict(lambda: Money.ZERO)
    months[today.year, today.month] += pays_today
    for line in lines:
        months[line.due_date.year, line.due_date.month] += line.amount
    return max(months.values()) <= monthly
