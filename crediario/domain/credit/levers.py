"""What would turn the light: the smallest change of down payment, of number of installments, or of value."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from crediario.domain.credit.failures import Asked, Colour, FailedRule
from crediario.domain.credit.policy import Answer, Rule
from crediario.domain.credit.position import CreditAsk
from crediario.domain.money import Money
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.settings import PlanOffer

#: No change is proposed that leaves a carnê of installments below one real.
LEAST_INSTALLMENT = Money(1_00)
_STRIDE = 4

#: The light these terms get, with their installments; None when no such plan can be made.
Judge = Callable[[SaleTerms], tuple[Colour, Asked] | None]


@dataclass(frozen=True, slots=True)
class Lever:
    """A change that is enough.

    Attributes:
        terms: the sale as changed, ready to be asked for.
        installment: the first one of the plan they make.
        total: of all installments.
        colour: the light after the change. Yellow only where this lever alone cannot reach green.
    """

    terms: SaleTerms
    installment: Money
    total: Money
    colour: Colour


@dataclass(frozen=True, slots=True)
class Levers:
    """The smallest change of each lever; None where that lever alone does not help.

    Attributes:
        down_payment: a larger down payment (entrada).
        count: another number of installments, of the plans the shop offers.
        price: a smaller purchase.
    """

    down_payment: Lever | None = None
    count: Lever | None = None
    price: Lever | None = None


NO_LEVERS = Levers()


@dataclass(frozen=True, slots=True)
class _Search:
    """A sale in trouble: how it is judged, and what fails in it now."""

    ask: CreditAsk
    asked: Asked
    failed: Sequence[FailedRule]
    judge: Judge


def find_levers(
    ask: CreditAsk, asked: Asked, failed: Sequence[FailedRule], goals: Sequence[Colour], judge: Judge
) -> Levers:
    """The smallest changes towards the best light each lever reaches.

    The changed sale is planned anew each time, interest and rounding included. "Smallest" is said of the
    centavo before: the change is enough, and with one centavo less it is not.

    Args:
        ask: the sale with the shop's settings, its plans among them.
        asked: the sale as it stands, with its installments.
        failed: the rules about the sale that fail now.
        goals: lights better than the present one that can be reached at all, the best first.
        judge: gives the light of changed terms.

    Rule: product.md B5. See docs/regras.md#semaforo.
    """
    if not failed:
        return NO_LEVERS
    search = _Search(ask, asked, failed, judge)
    return Levers(
        down_payment=_first(_more_down_payment(search, goal) for goal in goals),
        count=_first(_other_count(search, goal) for goal in goals),
        price=_first(_smaller_price(search, goal) for goal in goals),
    )


def _first(found: Iterable[Lever | None]) -> Lever | None:
    return next((lever for lever in found if lever is not None), None)


# -- centavo by centavo --------------------------------------------------------------------------------------


def _more_down_payment(search: _Search, goal: Colour) -> Lever | None:
    terms = search.asked.terms

    def changed(cents: int) -> SaleTerms:
        return replace(terms, down_payment=terms.down_payment + Money(cents))

    room = search.asked.financed - LEAST_INSTALLMENT * terms.count
    return _smallest_change(search, goal, changed, room, _guess(search, goal, _reduction))


def _smaller_price(search: _Search, goal: Colour) -> Lever | None:
    terms = search.asked.terms

    def changed(cents: int) -> SaleTerms:
        return replace(terms, price=terms.price - Money(cents))

    least = max(terms.down_payment + LEAST_INSTALLMENT * terms.count, _least_price(search.ask))
    return _smallest_change(
        search, goal, changed, terms.price - least, _guess(search, goal, _price_reduction)
    )


def _least_price(ask: CreditAsk) -> Money:
    """The smallest price the shop offers this very plan for."""
    chosen = (ask.terms.count, ask.terms.rate)
    return next(
        (offer.min_price for offer in ask.settings.plans if (offer.count, offer.rate) == chosen), Money.ZERO
    )


def _smallest_change(
    search: _Search, goal: Colour, changed: Callable[[int], SaleTerms], room: Money, guess: int
) -> Lever | None:
    def passes(cents: int) -> bool:
        return _reached(search, changed(cents), goal) is not None

    cents = _boundary(passes, room.cents, guess)
    return None if cents is None else _reached(search, changed(cents), goal)


def _reached(search: _Search, terms: SaleTerms, goal: Colour) -> Lever | None:
    """The lever these terms are, when their light is the goal or better."""
    judged = search.judge(terms)
    if judged is None:
        return None
    colour, asked = judged
    if colour not in _AT_LEAST[goal]:
        return None
    return Lever(terms, asked.lines[0].amount, asked.total, colour)


_AT_LEAST = {Colour.GREEN: (Colour.GREEN,), Colour.YELLOW: (Colour.GREEN, Colour.YELLOW)}


def _guess(search: _Search, goal: Colour, reduction: Callable[[_Search, FailedRule], int]) -> int:
    mended = [one for one in search.failed if goal is Colour.GREEN or one.answer is not Answer.WARN]
    return max(reduction(search, one) for one in mended)


def _reduction(search: _Search, one: FailedRule) -> int:
    """About how many centavos less financed mend this rule: what passes, without its part of interest."""
    if one.rule in {Rule.SALE_SIZE, Rule.DOWN_PAYMENT}:
        return one.excess.cents
    part = search.asked.total
    if one.rule is Rule.INCOME_SHARE:
        part = Money.total(
            line.amount for line in search.asked.lines if line.due_date.replace(day=1) == one.day
        )
    return _ceiling(one.excess.cents * search.asked.financed.cents, part.cents)


def _price_reduction(search: _Search, one: FailedRule) -> int:
    if one.rule is Rule.DOWN_PAYMENT and one.amount_allowed:
        return _ceiling(one.excess.cents * search.asked.terms.price.cents, one.amount_allowed.cents)
    return _reduction(search, one)


def _ceiling(dividend: int, divisor: int) -> int:
    return -(-dividend // divisor)


def _boundary(passes: Callable[[int], bool], limit: int, guess: int) -> int | None:
    """A change in 1 to ``limit`` that passes while one less does not; None when even ``limit`` does not.

    Zero is known not to pass. The guess is off by rounding only, so the bracket opens around it in growing
    strides, and is then halved.
    """
    if limit < 1:
        return None
    bracket = _bracket(passes, limit, min(max(guess, 1), limit))
    if bracket is None:
        return None
    failing, working = bracket
    while working - failing > 1:
        middle = (failing + working) // 2
        failing, working = (failing, middle) if passes(middle) else (middle, working)
    return working


def _bracket(passes: Callable[[int], bool], limit: int, guess: int) -> tuple[int, int] | None:
    stride = 1
    if passes(guess):
        working, failing = guess, max(guess - stride, 0)
        while failing and passes(failing):
            stride *= _STRIDE
            working, failing = failing, max(failing - stride, 0)
        return failing, working
    failing = guess
    while failing < limit:
        working = min(failing + stride, limit)
        if passes(working):
            return failing, working
        failing, stride = working, stride * _STRIDE
    return None


# -- another number of installments --------------------------------------------------------------------------


def _other_count(search: _Search, goal: Colour) -> Lever | None:
    terms = search.asked.terms
    nearest = sorted(
        _other_offers(search.ask), key=lambda offer: (abs(offer.count - terms.count), offer.count)
    )
    return _first(
        _reached(search, replace(terms, count=offer.count, rate=offer.rate), goal) for offer in nearest
    )


def _other_offers(ask: CreditAsk) -> list[PlanOffer]:
    """The plans the shop offers for this price and down payment, but this one's number of installments."""
    terms = ask.terms
    return [
        offer
        for offer in ask.settings.offered_plans
        if offer.count != terms.count
        and terms.price >= offer.min_price
        and terms.down_payment >= offer.suggested_down_payment(terms.price)
    ]
