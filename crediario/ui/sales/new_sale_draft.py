"""The thinking of Nova venda: from what was typed to plans, what still lacks, and the order to register.

No Qt here. A draft is replaced at every edit; all the rest is computed from it.
"""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Literal

from crediario.domain.calendar import add_months
from crediario.domain.charges import is_overdue
from crediario.domain.credit.signal import Colour
from crediario.domain.customers import missing_for_credit
from crediario.domain.errors import Refusal
from crediario.domain.loyalty import points_forecast
from crediario.domain.money import Money, Rate
from crediario.domain.sale_terms import SaleTerms, plan_for
from crediario.domain.schedule import DAYS, Every, Plan
from crediario.domain.settings import PlanOffer, ShopSettings
from crediario.domain.tender import PIX_REFERENCE, Method, Tender
from crediario.services.sales import Item, SaleDesk, SaleOrder
from crediario.ui.approval import NO_APPROVAL, Approval
from crediario.ui.sales.credit_draft import Credit, Exit, Remote, credit_of

CARDS = 3
NO_CUSTOMER = 0
UNNAMED_ITEM = "Mercadorias diversas"
MONTHS_LATER = {Every.MONTH: 1, Every.TWO_MONTHS: 2}


class Place(Enum):
    """Where something still lacks: the screen leads the person there."""

    CUSTOMER = "customer"
    PRICE = "price"
    DOWN_PAYMENT = "down_payment"
    PLAN = "plan"
    FIRST_DUE = "first_due"
    HANDED = "handed"
    PIX = "pix"
    APPROVER = "approver"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps the sale from being registered: where, and in words."""

    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class Status:
    """A sentence above the blue button, with its tone and icon."""

    words: str
    tone: Literal["ok", "att", "late", "text2"]
    icon: str


@dataclass(frozen=True, slots=True)
class OtherPlan:
    """A number of installments the shop does not show by itself, with its own rate."""

    count: int
    rate: Rate


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed so far.

    Attributes:
        first_due: None while the field is empty or wrong.
        anchor_day: day of the month kept through short months; None for weeks.
        other: a plan asked for with Alt+N; it stands in the place of the last card.
        chosen: the card the person chose; None before that, when the first that applies is shown.
        handed: the cash handed over; None means exact.
        pix_end: the last four characters of the Pix that paid the entrada.
        buyer_id: who takes the goods home on the account; None for the customer.
        way: how a red light is to be released.
    """

    first_due: date | None
    anchor_day: int | None
    every: Every = Every.MONTH
    price: Money | None = None
    item: str = ""
    down_payment: Money | None = None
    other: OtherPlan | None = None
    chosen: int | None = None
    seller_id: int | None = None
    method: Method = Method.CASH
    handed: Money | None = None
    pix_end: str = ""
    approval: Approval = NO_APPROVAL
    buyer_id: int | None = None
    way: Exit = Exit.HERE

    @property
    def entrada(self) -> Money:
        """The down payment; an empty field is none."""
        return self.down_payment or Money.ZERO

    @property
    def is_touched(self) -> bool:
        """Whether leaving would lose something."""
        return bool(self.price or self.item or self.down_payment)


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


@dataclass(frozen=True, slots=True)
class Load:
    """What the customer pays in one month: of this sale, and of what they already have."""

    month: date
    new: Money
    already: Money
    share: Rate | None

    @property
    def total(self) -> Money:
        """Both together."""
        return self.new + self.already


# -- dates ---------------------------------------------------------------------------------------------------


def first_draft(today: date, seller_id: int | None) -> Draft:
    """The form as it opens: a month from today."""
    return Draft(default_first_due(today, Every.MONTH), today.day, seller_id=seller_id)


def default_first_due(today: date, every: Every) -> date:
    """A whole period after the sale."""
    if every in DAYS:
        return today + timedelta(days=DAYS[every])
    return add_months(today, MONTHS_LATER[every])


def on_day(first_due: date, day: int) -> date:
    """The same month, on that day or on its last."""
    return first_due.replace(day=min(day, monthrange(first_due.year, first_due.month)[1]))


# -- plans ---------------------------------------------------------------------------------------------------


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


# -- what the customer pays ----------------------------------------------------------------------------------


def loads(plan: Plan, desk: SaleDesk) -> tuple[Load, ...]:
    """Every month from the first installment to the last, with what is already due in it.

    ``month`` is the installment's due date where the month has just one, else the month's first day.
    """
    new: dict[date, list[tuple[date, Money]]] = defaultdict(list)
    for line in plan.installments:
        new[line.due_date.replace(day=1)].append((line.due_date, line.amount))
    already: dict[date, Money] = defaultdict(lambda: Money.ZERO)
    for due, amount in desk.dues:
        already[due.replace(day=1)] += amount
    return tuple(_load(month, new[month], already[month], desk) for month in _months(min(new), max(new)))


def _load(month: date, lines: list[tuple[date, Money]], already: Money, desk: SaleDesk) -> Load:
    paid = Money.total(amount for _, amount in lines)
    income = desk.buyer.income if desk.buyer else None
    day = lines[0][0] if len(lines) == 1 else month
    return Load(day, paid, already, share_of(paid + already, income))


def _months(first: date, last: date) -> tuple[date, ...]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(add_months(first, number) for number in range(count))


def share_of(amount: Money, income: Money | None) -> Rate | None:
    """The part of the monthly income an amount takes; None where the income is not known."""
    return Rate(amount.reais / income.reais) if income else None


def heaviest_share(plan: Plan, income: Money | None) -> Rate | None:
    """The part of the income this sale alone takes in its heaviest month."""
    by_month: dict[tuple[int, int], Money] = defaultdict(lambda: Money.ZERO)
    for line in plan.installments:
        by_month[line.due_date.year, line.due_date.month] += line.amount
    return share_of(max(by_month.values()), income)


def late_count(desk: SaleDesk) -> int:
    """How many of the customer's installments are overdue today."""
    return sum(is_overdue(due, desk.today, desk.calendar) for due, _ in desk.dues)


def missing(desk: SaleDesk) -> tuple[str, ...]:
    """What the customer's record lacks for a sale on credit."""
    return missing_for_credit(desk.buyer.standing, desk.today) if desk.buyer else ()


# -- the down payment ----------------------------------------------------------------------------------------


def change(draft: Draft) -> Money:
    """The change of the cash handed over for the down payment."""
    if draft.method is not Method.CASH or draft.handed is None:
        return Money.ZERO
    return max(draft.handed - draft.entrada, Money.ZERO)


def tenders(draft: Draft) -> tuple[Tender, ...]:
    """The means of the down payment; none when there is none."""
    if not draft.entrada:
        return ()
    if draft.method is Method.CASH:
        return (Tender(Method.CASH, draft.handed or draft.entrada),)
    reference = draft.pix_end.upper() if draft.method is Method.PIX else None
    return (Tender(draft.method, draft.entrada, reference),)


# -- concluding ----------------------------------------------------------------------------------------------


def points(plan: Plan) -> int:
    """The points of all installments, each paid in time."""
    sold_on = plan.terms.sold_on
    return sum(points_forecast(line.amount, line.due_date, sold_on) for line in plan.installments)


def obstacle(draft: Draft, desk: SaleDesk, shown: tuple[Option, ...]) -> Obstacle | None:
    """The first thing that still lacks, in the order of the form; None when the sale can be registered."""
    if desk.buyer is None:
        return Obstacle(Place.CUSTOMER, "Falta escolher o cliente")
    if missing(desk):
        return Obstacle(Place.CUSTOMER, "Falta completar o cadastro")
    if not draft.price:
        return Obstacle(Place.PRICE, "Falta o valor da compra")
    if draft.entrada >= draft.price:
        return Obstacle(Place.DOWN_PAYMENT, "A entrada cobre a compra toda")
    if draft.first_due is None:
        return Obstacle(Place.FIRST_DUE, "Falta o 1º vencimento")
    plan = chosen_plan(draft, shown)
    if plan is None:
        return _without_plan(shown)
    return _unpaid(draft) or _unapproved(draft, plan, credit(draft, desk, shown))


def _without_plan(shown: tuple[Option, ...]) -> Obstacle:
    if any(option.applies for option in shown):
        return Obstacle(Place.PLAN, "Falta escolher o plano")
    if any(option.least_price is None and option.least_down_payment for option in shown):
        return Obstacle(Place.DOWN_PAYMENT, "A entrada não chega para nenhum plano")
    return Obstacle(Place.PLAN, "Nenhum plano serve para esta compra")


def _unpaid(draft: Draft) -> Obstacle | None:
    if not draft.entrada:
        return None
    if draft.method is Method.PIX and not PIX_REFERENCE.fullmatch(draft.pix_end):
        return Obstacle(Place.PIX, "Falta o final do Pix da entrada")
    if draft.method is Method.CASH and draft.handed is not None and draft.handed < draft.entrada:
        return Obstacle(Place.HANDED, "O recebido não cobre a entrada")
    return None


def _unapproved(draft: Draft, plan: Plan, found: Credit | None) -> Obstacle | None:
    if found is not None and found.signal.is_forbidden:
        return Obstacle(Place.CREDIT, "A política da loja não deixa")
    asks = found is not None and found.signal.needs_release
    if asks and draft.way is Exit.DISTANCE:
        return None
    if (asks or plan.is_above_cap) and not draft.approval.is_whole:
        return Obstacle(Place.APPROVER, "Depende da liberação" if asks else "Depende da liberação do dono")
    return None


def status(draft: Draft, lacking: Obstacle | None, found: Credit | None, remote: Remote | None) -> Status:
    """What stands above the blue button: what lacks, or that nothing does."""
    if lacking is not None:
        return _lacking_status(lacking)
    if found is None or found.signal.colour is Colour.GREEN:
        return Status("Tudo certo, pode concluir", "ok", "shield-check")
    if found.is_open:
        return Status("Pode concluir, com aviso", "att", "circle-alert")
    if draft.way is Exit.HERE or (remote is not None and remote.is_granted):
        return Status("Liberação pronta, pode concluir", "ok", "shield-check")
    return Status("Depende da liberação", "att", "lock")


def _lacking_status(lacking: Obstacle) -> Status:
    if lacking.place is Place.CREDIT:
        return Status(lacking.words, "late", "ban")
    if lacking.place in (Place.CUSTOMER, Place.APPROVER):
        return Status(lacking.words, "att", "lock")
    return Status(lacking.words, "text2", "info")


def sale_order(
    draft: Draft, desk: SaleDesk, offer: PlanOffer, request_id: str, release_id: int | None = None
) -> SaleOrder:
    """The order to register; without a name the purchase is *mercadorias diversas*."""
    agreed = terms(draft, offer, desk)
    return SaleOrder(
        request_id=request_id,
        terms=agreed,
        items=(Item(draft.item or UNNAMED_ITEM, 1, agreed.price),),
        down_payment_tenders=tenders(draft),
        seller_id=draft.seller_id,
        release_id=release_id,
    )
