"""The plans of a draft sale: what each card shows, which one is chosen, and its light. No Qt here."""

from dataclasses import dataclass

from crediario.domain.errors import Refusal
from crediario.domain.money import Money, Rate
from crediario.domain.sale_terms import SaleTerms, plan_for
from crediario.domain.schedule import DAYS, Plan
from crediario.domain.settings import PlanOffer, ShopSettings
from crediario.services.sales import SaleDesk
from crediario.ui.sales.credit_draft import Credit, credit_of
from crediario.ui.sales.draft import Draft, OtherPlan

CARDS = 3
NO_CUSTOMER = 0


@dataclass(frozen=True, slots=True)
class Option:
    """One card: the offer, the plan it makes of the draft, or why it does not apply.

    Attributes:
        least_price: the smallest purchase it is offered for, when that is what fails.
        least_down_payment: the smallest entrada, when that is what fails.
    """

    offer: PlanOffer
    plan: Plan | None = None
    refusal: Refusal | None = None
    least_price: Money | None = None
    least_down_payment: Money | None = None

    @property
    def applies(self) -> bool:
        """Whether it may be chosen."""
        return self.plan is not None


def offers(draft: Draft, settings: ShopSettings) -> tuple[PlanOffer, ...]:
    """What the cards show: the first three plans of the shop; another one takes the last place."""
    shown = settings.offered_plans[:CARDS]
    if draft.other is None:
        return shown
    return (*shown[: CARDS - 1], _other_offer(draft.other, settings))


def _other_offer(other: OtherPlan, settings: ShopSettings) -> PlanOffer:
    """The shop's own plan of that many installments keeps its minimums; any other has none."""
    for offer in settings.plans:
        if (offer.count, offer.rate) == (other.count, other.rate):
            return offer
    return PlanOffer(other.count, other.rate, Rate.ZERO, Money.ZERO)


def usual_rate(count: int, settings: ShopSettings) -> Rate:
    """The rate of the shop's plan with that many installments, or of the next longer, or of the longest."""
    plans = sorted(settings.plans, key=lambda offer: offer.count)
    return next((offer.rate for offer in plans if offer.count >= count), plans[-1].rate)


def options(draft: Draft, desk: SaleDesk) -> tuple[Option, ...]:
    """Every card with its plan, or with what fails."""
    return tuple(_option(offer, draft, desk) for offer in offers(draft, desk.settings))


def _option(offer: PlanOffer, draft: Draft, desk: SaleDesk) -> Option:
    if draft.price is None or draft.first_due is None:
        return Option(offer)
    asked = offer.suggested_down_payment(draft.price)
    least_price = offer.min_price if draft.price < offer.min_price else None
    least_down = asked if draft.entrada < asked else None
    if least_price is not None or least_down is not None:
        return Option(offer, least_price=least_price, least_down_payment=least_down)
    try:
        return Option(offer, plan_for(terms(draft, offer, desk), desk.settings, desk.today))
    except Refusal as refusal:
        return Option(offer, refusal=refusal)


def terms(draft: Draft, offer: PlanOffer, desk: SaleDesk) -> SaleTerms:
    """The terms of this very sale under one offer; the draft has a price and a date."""
    if draft.price is None or draft.first_due is None:
        raise ValueError("a sale has a price and a first due date")
    return SaleTerms(
        customer_id=desk.buyer.customer_id if desk.buyer else NO_CUSTOMER,
        price=draft.price,
        down_payment=draft.entrada,
        count=offer.count,
        rate=offer.rate,
        every=draft.every,
        first_due=draft.first_due,
        anchor_day=None if draft.every in DAYS else draft.anchor_day,
        authorised_buyer_id=draft.buyer_id,
    )


def credit(draft: Draft, desk: SaleDesk, shown: tuple[Option, ...]) -> Credit | None:
    """The light of the chosen plan; None while there is none, or no customer."""
    place = chosen_place(draft, shown)
    plan = chosen_plan(draft, shown)
    if place is None or plan is None:
        return None
    return credit_of(terms(draft, shown[place].offer, desk), desk, is_above_cap=plan.is_above_cap)


def chosen_place(draft: Draft, shown: tuple[Option, ...]) -> int | None:
    """The chosen card, if it applies; before anybody chose, the first that applies."""
    if draft.chosen is None:
        return next((place for place, option in enumerate(shown) if option.applies), None)
    return draft.chosen if draft.chosen < len(shown) and shown[draft.chosen].applies else None


def chosen_plan(draft: Draft, shown: tuple[Option, ...]) -> Plan | None:
    """The plan of the chosen card."""
    place = chosen_place(draft, shown)
    return None if place is None else shown[place].plan


def suggested(draft: Draft, desk: SaleDesk) -> PlanOffer:
    """The offer whose minimum entrada is suggested: the chosen one's, or the first."""
    shown = offers(draft, desk.settings)
    return shown[draft.chosen if draft.chosen is not None and draft.chosen < len(shown) else 0]
